"""A demo at work: its knobs, its run, its plots, what the learner expected of it, and the network's own source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

from models.demo import Moment, Pictures, Preset
from models.errors import DemoError
from models.knobs import Config, KnobValue, with_values
from models.registry import AnyDemo
from studyapp.ui.demo_bench import DemoBench
from studyapp.ui.demo_exports import DemoFiles
from studyapp.ui.knob_text import TextInput
from studyapp.ui.plots.package import Package
from studyapp.ui.run_controls import ALIVE, RunState
from studyapp.ui.run_record import RunRecord
from studyapp.ui.theme import Theme

SEEDS = 2**31
KEYS = (
    ("Space", "run, pause, go on"),
    ("S or .", "take one step"),
    ("R", "reset: the same initial weights"),
    ("N", "new seed: other initial weights"),
    ("Esc", "make an enlarged plot small again"),
)
"""The demo view's keys, for the list of all keys."""


class DemoView(DemoBench):
    """One demo. It knows no process: it says what the learner wants, and shows what it is given.

    Signals:
        run_requested: A run is to begin; carries the knobs by name and the device ("auto", "cpu", "cuda").
        reset_requested: A run is to begin and to hold at step 0, its first frame drawn; carries the same.
        pause_requested: The run is to hold.
        resume_requested: The held run is to go on.
        step_requested: The run is to take one step and hold.
        knobs_changed: Live knobs were turned during a run; carries their values by name.
        speed_changed: Carries steps per second, or None for full speed.
        prediction_made: The learner expects something; carries the index of the prediction and of the option.
        prediction_judged: A run decided what the learner had expected; carries the prediction's index, the option
            that was chosen and the one that came true.
        link_opened: A link in the text about the curves was followed; carries its address.
        address_opened: A part of a plot that leads to a run was chosen; carries the run's address (models.share).
    """

    run_requested = Signal(object, str)
    reset_requested = Signal(object, str)
    pause_requested = Signal()
    resume_requested = Signal()
    step_requested = Signal()
    knobs_changed = Signal(object)
    speed_changed = Signal(object)
    prediction_made = Signal(int, int)
    prediction_judged = Signal(int, int, int)
    link_opened = Signal(str)
    address_opened = Signal(str)

    def __init__(self, demo: AnyDemo, theme: Theme) -> None:
        """Build the view, ready to run."""
        super().__init__(demo, theme)
        self.state = RunState.READY
        self.files = DemoFiles(demo, self)
        self._record = RunRecord(demo)
        self._set_for_case: set[str] = set()
        self._held_at_start = False
        self._note = ""  # said instead of where the run stands, until the learner goes on
        self._device = ""
        self._connect()
        self.controls.show_speed(demo.pace)
        self._show_state(RunState.READY)

    # ------------------------------------------------------------ what the learner has set

    def config(self) -> Config:
        """Return the knobs as they stand."""
        config: Config = with_values(self.demo.config(), self.knobs.values())
        return config

    def run_config(self) -> Config:
        """Return the knobs as they stood when the run in view began; without a run, as they stand."""
        return self._record.config or self.config()

    def package(self) -> Package:
        """Return the run in view as it is drawn or saved."""
        series, pictures = self.board.series, self.board.pictures
        return Package(self.demo.title, self.demo.plots, series.columns(), dict(pictures), self.theme)

    # ------------------------------------------------------------ what there is to show

    def show_values(self, values: Mapping[str, object]) -> None:
        """Set the knobs for a case, the others as usual, mark those that were set and say so."""
        try:
            self.knobs.show_case(values)
        except DemoError as error:
            self.tell("wrong", str(error))
            return
        told = ", ".join(self._told(name) for name in values)
        self._show_set(values, f"Set for this case: {told}. Press Run (Space) to watch it.")

    def run_values(self, values: Mapping[str, object]) -> None:
        """Set the knobs for a case, as ``show_values`` does, and run it."""
        self.show_values(values)
        self._begin(held=False)

    def show_devices(self, names: Mapping[str, str]) -> None:
        """Name the devices the worker has found: {"cpu": "CPU", "cuda": "NVIDIA H100"}."""
        self.controls.show_devices(names)

    def show_started(self, device: str) -> None:
        """Say that a run has begun, and on which device."""
        self._device = device
        self._show_state(RunState.PAUSED if self._held_at_start else RunState.RUNNING)

    def add_frames(
        self, moments: Sequence[Moment], pictures: Pictures, steps_per_second: float, *, seconds: float = 0.0
    ) -> None:
        """Take in what happened since the last time; ``seconds`` is how long the run has gone on, pauses left out."""
        if self.state not in (RunState.RUNNING, RunState.PAUSED):
            return
        step = moments[-1].step if moments else self._record.step
        self._record.add(moments, step)
        self.board.add_frames(moments, pictures)
        self.controls.show_numbers(step, steps_per_second if self.state is RunState.RUNNING else 0.0, seconds)
        self.export_button.show_run(True)
        self._judge(ended=False)

    def show_paused(self) -> None:
        """Say that the run holds."""
        self._show_state(RunState.PAUSED)

    def show_stopped(self) -> None:
        """Say that the run has ended; what it came to stays in view."""
        if self.state in ALIVE:
            self._show_state(RunState.ENDED)

    def show_diverged(self, reason: str) -> None:
        """Say why the run ended, and offer a way on."""
        self._note = ""
        self._show_state(RunState.DIVERGED)
        self._judge(ended=True)
        title = f"It went out of bounds at step {self._record.step:,}"
        self.outcome.show_outcome(title, reason, again="Reset", defaults=True)

    def show_failed(self, sentence: str) -> None:
        """Say what went wrong, and offer a restart."""
        self._note = ""
        self._show_state(RunState.FAILED)
        self.outcome.show_outcome("The run stopped", sentence, again="Restart", defaults=False)

    def show_prediction_result(self, index: int, truth: int) -> None:
        """Say what came out of a prediction."""
        self.predictions.show_truth(index, truth)

    # ------------------------------------------------------------ keys, files, size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run, step, reset or reseed; only keys that the focused input has no use for arrive here."""
        actions = {
            Qt.Key.Key_Space: self._on_run_pressed,
            Qt.Key.Key_S: self._on_step_pressed,
            Qt.Key.Key_Period: self._on_step_pressed,
            Qt.Key.Key_R: self._reset,
            Qt.Key.Key_N: self._on_seed_pressed,
        }
        action = None if event.isAutoRepeat() else actions.get(Qt.Key(event.key()))
        if action and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            action()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file."""
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def open_file(self, path: Path) -> None:
        """Open saved knobs, or any other file as the text of a demo that learns from one."""
        text = next((row.input for row in self.knobs.rows.values() if isinstance(row.input, TextInput)), None)
        if text and path.suffix.lower() != ".json":
            text.open_file(path)
        else:
            self.files.open_knobs(path)

    def save_file(self, path: Path) -> None:
        """Save the knobs (.json), the numbers (.csv) or the figure (.png, .svg, .pdf)."""
        if path.suffix.lower() == ".json":
            self.files.save_knobs(path, self.config())
        else:
            self.files.save_run(path, self.package())

    # ------------------------------------------------------------ the run

    def _on_run_pressed(self) -> None:
        if self.state is RunState.RUNNING:
            self._show_state(RunState.PAUSED)
            self.pause_requested.emit()
        elif self.state is RunState.PAUSED and not self._outdated():
            self._go_on(RunState.RUNNING)
            self.resume_requested.emit()
        elif self.state is not RunState.STARTING:
            self._begin(held=False)

    def _on_step_pressed(self) -> None:
        if self.state is RunState.STARTING:
            return
        if self.state not in ALIVE or self._outdated():
            self._reset()
            self.predictions.close_for_run()
        else:
            self._go_on(RunState.PAUSED)
        self.step_requested.emit()

    def _go_on(self, state: RunState) -> None:
        self.predictions.close_for_run()
        self._note = ""
        self._show_state(state)

    def _on_seed_pressed(self) -> None:
        seed = (int(self.knobs.rows["seed"].value) + 1) % SEEDS
        self.knobs.show_values({"seed": seed})
        self._show_set(self._set_for_case, f"Seed {seed}: other initial weights and other dice. Press Run (Space).")

    def _reset(self) -> None:
        if self.state is not RunState.STARTING:
            self._begin(held=True)

    def _begin(self, *, held: bool) -> None:
        """Forget the run before and ask for a new one with the knobs as they stand."""
        values = self.knobs.values()
        self._record.begin(values)
        self._held_at_start = held
        self.board.clear()
        self.controls.show_numbers(0, 0.0, 0.0)
        self.export_button.show_run(False)
        self.predictions.open()
        if not held:
            self.predictions.close_for_run()
        self._note = ""
        self._show_state(RunState.STARTING)
        self.speed_changed.emit(self.controls.speed())
        (self.reset_requested if held else self.run_requested).emit(values, self.controls.device())

    def _outdated(self) -> bool:
        """Tell whether a run that has not taken a step was set otherwise than the knobs are now."""
        return self._record.step == 0 and bool(self._record.waiting(self.knobs.values()))

    def _judge(self, *, ended: bool) -> None:
        for index, truth in self._record.newly_judged(ended=ended):
            self.show_prediction_result(index, truth)
            chosen = self.predictions.pages[index].chosen
            if chosen >= 0:
                self.prediction_judged.emit(index, chosen, truth)

    # ------------------------------------------------------------ the knobs

    def _on_knob_turned(self, name: str) -> None:
        self._set_for_case.discard(name)
        self._note = ""
        if self.knobs.rows[name].knob.live and self.state in ALIVE:
            self.knobs_changed.emit({name: self.knobs.rows[name].value})
        self._show_state(self.state)

    def _on_board_knobs_turned(self, values: Mapping[str, KnobValue]) -> None:
        """Turn the knobs that the learner dragged or clicked on a plot."""
        self.knobs.show_nearest(values)
        live = {name: self.knobs.rows[name].value for name in values if self.knobs.rows[name].knob.live}
        self._set_for_case -= set(values)
        self._note = ""
        if live and self.state in ALIVE:
            self.knobs_changed.emit(live)
        self._show_state(self.state)

    def _on_preset_chosen(self, preset: Preset) -> None:
        self._show_set(preset.values, f"{preset.name}. {preset.why}")

    def _on_defaults_chosen(self) -> None:
        self._show_set((), "All knobs are where they began.")

    def _on_knobs_opened(self, config: Config) -> None:
        values: dict[str, KnobValue] = asdict(config)
        self.knobs.show_values(values)
        self._show_set((), "These are the knobs of the file. Press Run (Space) to see the same run again.")

    def _show_set(self, names: Iterable[str], note: str) -> None:
        """Mark the knobs that were set for the learner, say why, and go back to step 0 if a run is in view."""
        self._set_for_case = set(names)
        if self.state is not RunState.READY:
            self._reset()
        self._note = note
        self._show_state(self.state)

    def _told(self, name: str) -> str:
        """Return a knob and its value in a few words."""
        row = self.knobs.rows[name]
        value = f"of {len(str(row.value)):,} characters" if row.knob.type == "text" else row.value
        return f"{row.knob.label} {value}"

    def _show_marks(self) -> list[str]:
        """Mark the knobs, and return those that wait for the next run."""
        waiting = self._record.waiting(self.knobs.values()) if self.state in ALIVE else []
        self.knobs.show_marks(set_for=self._set_for_case, waiting=waiting)
        return waiting

    # ------------------------------------------------------------ how it is put together

    def _connect(self) -> None:
        self.controls.run_pressed.connect(self._on_run_pressed)
        self.controls.step_pressed.connect(self._on_step_pressed)
        self.controls.reset_pressed.connect(self._reset)
        self.controls.seed_pressed.connect(self._on_seed_pressed)
        self.controls.speed_changed.connect(self.speed_changed)
        self.knobs.knob_turned.connect(self._on_knob_turned)
        self.knobs.preset_chosen.connect(self._on_preset_chosen)
        self.knobs.defaults_chosen.connect(self._on_defaults_chosen)
        self.knobs.refused.connect(lambda sentence: self.tell("wrong", sentence))
        self.predictions.prediction_made.connect(self.prediction_made)
        self.outcome.again_requested.connect(self._on_outcome_again)
        self.outcome.defaults_requested.connect(self._on_outcome_defaults)
        self.export_button.save_requested.connect(self.save_file)
        self.export_button.open_requested.connect(self.files.open_knobs)
        self.files.told.connect(self.tell)
        self.files.writing_changed.connect(self._on_writing_changed)
        self.files.knobs_opened.connect(self._on_knobs_opened)
        self.reading.link_opened.connect(self.link_opened)
        self.board.knobs_turned.connect(self._on_board_knobs_turned)
        self.board.address_opened.connect(self.address_opened)

    # ------------------------------------------------------------ what is said

    def _show_state(self, state: RunState) -> None:
        self.state = state
        self.controls.show_state(state)
        self.controls.show_device(self._device if state in ALIVE and state is not RunState.STARTING else "")
        if state not in (RunState.DIVERGED, RunState.FAILED):
            self.outcome.hide()
        waiting = self._show_marks()
        if waiting:
            labels = _listed(self.knobs.rows[name].knob.label for name in waiting)
            verb = "takes" if len(waiting) == 1 else "take"
            self.tell("partly", f"{labels} {verb} effect with the next run.", "Reset", self._reset)
        else:
            self.tell(
                "wrong" if state in (RunState.DIVERGED, RunState.FAILED) else "quiet", self._note or self._standing()
            )

    def _standing(self) -> str:
        """Return where the run stands, in words."""
        step = f"step {self._record.step:,}"
        return {
            RunState.READY: "Ready. Turn the knobs, say what you expect, then press Run (Space).",
            RunState.STARTING: "Starting. The first run of a session takes a second or two longer.",
            RunState.RUNNING: f"Training on {self._device}. Knobs that act while it runs may be turned now.",
            RunState.PAUSED: f"Held at {step}, on {self._device}. Go on (Space) or take one step (S).",
            RunState.ENDED: f"Ended at {step}. What it came to stays in view.",
            RunState.DIVERGED: f"It went out of bounds at {step}.",
            RunState.FAILED: f"It stopped at {step}.",
        }[self.state]

    def _on_writing_changed(self, writing: bool) -> None:
        if writing:
            self.tell("quiet", self.notice.message.text(), "Cancel", self._on_cancel_pressed)
        self.export_button.setEnabled(not writing)

    def _on_cancel_pressed(self) -> None:
        self.files.cancel()
        self.tell("quiet", "Nothing was written.")

    def _on_outcome_again(self) -> None:
        if self.state is RunState.FAILED:
            self._begin(held=False)
        else:
            self._reset()
        self.controls.run_button.setFocus()

    def _on_outcome_defaults(self) -> None:
        self.knobs.show_defaults()
        self._reset()
        self.controls.run_button.setFocus()


def _listed(names: Iterable[str]) -> str:
    """Return names as people list them: a, b and c."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
