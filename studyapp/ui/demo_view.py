"""A demo at work: its knobs, its run, its plots, what the learner expected of it, and the network's own source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from models.demo import Moment, Pictures, Preset
from models.errors import DemoError
from models.knobs import Config, KnobValue
from models.registry import AnyDemo
from studyapp.study.runs import Ending
from studyapp.ui.demo_runs import DemoRuns
from studyapp.ui.file_bench import FileBench
from studyapp.ui.planned_runs import PlannedRuns
from studyapp.ui.run_controls import ALIVE, RunState
from studyapp.ui.run_history import RunHistory
from studyapp.ui.run_record import RunRecord
from studyapp.ui.run_words import HELD, knob_and_value, standing, take_effect
from studyapp.ui.theme import Theme

SEEDS = 2**31
KEYS = (
    ("Space", "run, pause, go on"),
    ("S or .", "take one step"),
    ("R", "reset: the same initial weights"),
    ("N", "new seed: other initial weights"),
    ("K", "keep the run for comparison"),
    ("Left, Right, Home, End", "through the moments of a run that is held or has ended"),
    ("Esc", "make an enlarged plot small again"),
)
"""The demo view's keys, for the list of all keys."""


class DemoView(FileBench):
    """One demo. It knows no process: it says what the learner wants, and shows what it is given.

    Signals:
        run_requested: A run is to begin; carries the knobs by name and the device ("auto", "cpu" ...).
        reset_requested: A run is to begin and to hold at step 0, its first frame drawn; carries the same.
        pause_requested: The run is to hold.
        resume_requested: The held run is to go on.
        step_requested: The run is to take one step and hold.
        knobs_changed: Live knobs were turned during a run; carries their values by name.
        speed_changed: Another speed was chosen; carries steps per second, or None for full speed.
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
        self._record = RunRecord(demo)
        self.runs = DemoRuns(self, self._record)
        self.planned = PlannedRuns(self, self._record, self.runs)
        self.history = RunHistory(self)
        self._set_for_case: set[str] = set()
        self._held_at_start = False
        self._note = ""  # said instead of where the run stands, until the learner goes on
        self._device = ""
        self._connect()
        self.controls.show_speed(demo.pace)
        self._show_state(RunState.READY)

    # ------------------------------------------------------------ what the learner has set

    def run_config(self) -> Config:
        """Return the knobs as they stood when the run in view began; without a run, as they stand."""
        return self._record.config or self.config()

    # ------------------------------------------------------------ what there is to show

    def show_values(self, values: Mapping[str, object]) -> None:
        """Set the knobs for a case, the others as usual, mark those that were set and say so."""
        try:
            self.knobs.show_case(values)
        except DemoError as error:
            self.tell("wrong", str(error))
            return
        told = ", ".join(knob_and_value(row.knob, row.value) for row in map(self.knobs.rows.__getitem__, values))
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
        self._device = self._record.device = device
        self._show_state(RunState.PAUSED if self._held_at_start else RunState.RUNNING)

    def show_fell_back(self, device: str, sentence: str) -> None:
        """Forget what was shown of a run that begins again on another device, and say why."""
        self._record.begin(asdict(self.run_config()))
        self.board.clear()
        self._note = sentence
        self.show_started(device)

    def add_frames(
        self, moments: Sequence[Moment], pictures: Pictures, rate: float, *, step: int = 0, seconds: float = 0
    ) -> None:
        """Take in what happened since the last time: ``rate`` steps a second, ``seconds`` in all, up to ``step``."""
        if self.state not in (RunState.RUNNING, RunState.PAUSED):
            return
        step = max(self._record.step, step, *(each.step for each in moments[-1:]))  # it may be beyond the last moment
        self._record.add(moments, step, seconds=seconds)
        self.board.add_frames(moments, pictures)
        if pictures:
            self._record.add_pictures(self.board.pictures)
        self.controls.show_numbers(step, rate if self.state is RunState.RUNNING else 0.0, seconds)
        self.export_button.show_run(True)
        self.runs.show_added()
        self.planned.show_added()
        if self.notice.message.text().startswith(HELD):
            self._show_state(self.state)  # a held run may come to its step a moment later
        self._judge(ended=False)

    def show_paused(self) -> None:
        """Say that the run holds."""
        self._show_state(RunState.PAUSED)

    def show_stopped(self) -> None:
        """Say that the run has ended; what it came to stays in view."""
        self.keep_run(Ending.STOPPED)
        if self.state in ALIVE:
            self._show_state(RunState.ENDED)

    def keep_run(self, ended: Ending) -> None:
        """Hand over the run in view to be kept, unless it was already or hardly began."""
        if kept := self._record.end(ended, self.board.series):
            self.history.run_ended.emit(kept)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().show_theme(theme)
        self.runs.show_theme(theme)

    def show_diverged(self, reason: str) -> None:
        """Say why the run ended, and offer a way on."""
        self._note = ""
        self.keep_run(Ending.DIVERGED)
        self._show_state(RunState.DIVERGED)
        self._judge(ended=True)
        title = f"It went out of bounds at step {self._record.step:,}"
        self.outcome.show_outcome(title, reason, again="Reset", defaults=True)

    def show_failed(self, sentence: str) -> None:
        """Say what went wrong, and offer a restart."""
        self._note = ""
        self.keep_run(Ending.FAILED)
        self._show_state(RunState.FAILED)
        self.outcome.show_outcome("The run stopped", sentence, again="Restart", defaults=False)

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run, step, reset or reseed; only keys that the focused input has no use for arrive here."""
        actions = {
            Qt.Key.Key_Space: self._on_run_pressed,
            Qt.Key.Key_S: self._on_step_pressed,
            Qt.Key.Key_Period: self._on_step_pressed,
            Qt.Key.Key_R: self._reset,
            Qt.Key.Key_N: self._on_seed_pressed,
            Qt.Key.Key_K: self.runs.keep,
        }
        key = Qt.Key(event.key())
        action = None if event.isAutoRepeat() else actions.get(key)
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            event.ignore()
        elif action:
            action()
        elif not self.runs.replay.go(key):
            event.ignore()

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
        elif self._held_at_start:  # the worker begins first, and then goes on
            self._held_at_start = False
            self.resume_requested.emit()
            self._go_on(self.state)

    def _on_step_pressed(self) -> None:
        begins = self.state is RunState.STARTING
        if begins and not self._held_at_start:
            return
        if self.state not in ALIVE or (self._outdated() and not begins):
            self._reset()
            self.predictions.close_for_run()
        else:
            self._go_on(self.state if begins else RunState.PAUSED)
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
        self.keep_run(Ending.RESET)
        self.planned.show_begun()
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
        (self.reset_requested if held else self.run_requested).emit(values, self.controls.device())

    def _outdated(self) -> bool:
        """Tell whether a run that has not taken a step was set otherwise than the knobs are now."""
        return self._record.step == 0 and bool(self._record.waiting(self.knobs.values()))

    def _judge(self, *, ended: bool) -> None:
        judged = self._record.newly_judged(ended=ended)
        self.predictions.show_truths(judged)
        for index, truth in judged:
            chosen = self.predictions.pages[index].chosen
            if chosen >= 0:
                self.prediction_judged.emit(index, chosen, truth)

    # ------------------------------------------------------------ the knobs

    def _on_knob_turned(self, name: str) -> None:
        self._set_for_case.discard(name)
        self._note = ""
        if self.knobs.rows[name].knob.live and self.state in ALIVE:
            self._turn({name: self.knobs.rows[name].value})
        self._show_state(self.state)

    def _on_board_knobs_turned(self, values: Mapping[str, KnobValue]) -> None:
        """Turn the knobs that the learner dragged or clicked on a plot."""
        self.knobs.show_nearest(values)
        live = {name: self.knobs.rows[name].value for name in values if self.knobs.rows[name].knob.live}
        self._set_for_case -= set(values)
        self._note = ""
        if live and self.state in ALIVE:
            self._turn(live)
        self._show_state(self.state)

    def _turn(self, live: Mapping[str, KnobValue]) -> None:
        """Turn live knobs of the run that goes on."""
        for name, value in live.items():
            self._record.turn(name, value)
        self.knobs_changed.emit(dict(live))

    def _on_preset_chosen(self, preset: Preset) -> None:
        self._show_set(preset.values, f"{preset.name}. {preset.why}")

    def _on_defaults_chosen(self) -> None:
        self._show_set((), "All knobs are where they began.")

    def _on_knobs_opened(self, config: Config) -> None:
        self._show_config(config, "These are the knobs of the file. Press Run (Space) to see the same run again.")

    def _show_config(self, config: Config, note: str) -> None:
        """Set every knob as a run had it."""
        values: dict[str, KnobValue] = asdict(config)
        self.knobs.show_values(values)
        self._show_set((), note)

    def _on_begin_wanted(self, values: Mapping[str, KnobValue]) -> None:
        self.knobs.show_values(values)
        self._begin(held=False)

    def _on_hold_wanted(self) -> None:
        if self.state is RunState.RUNNING:
            self._on_run_pressed()

    def _on_runs_tab_shown(self) -> None:
        self.history.form.show_values(self.knobs.values())
        self.history.form.show_steps(self._record.step)

    def _show_set(self, names: Iterable[str], note: str) -> None:
        """Mark the knobs that were set for the learner, say why, and go back to step 0 if a run is in view."""
        self._set_for_case = set(names)
        if self.state is not RunState.READY:
            self._reset()
        self._note = note
        self._show_state(self.state)

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
        self.files.knobs_opened.connect(self._on_knobs_opened)
        self.reading.link_opened.connect(self.link_opened)
        self.board.knobs_turned.connect(self._on_board_knobs_turned)
        self.board.address_opened.connect(self.address_opened)
        self._connect_runs()

    def _connect_runs(self) -> None:
        self.controls.keep_pressed.connect(self.runs.keep)
        self.runs.changed.connect(lambda: self._show_state(self.state))
        self.runs.knobs_wanted.connect(self._show_config)
        self.planned.begin_wanted.connect(self._on_begin_wanted)
        self.planned.hold_wanted.connect(self._on_hold_wanted)
        self.planned.completed.connect(lambda: self.keep_run(Ending.FINISHED))
        self.history.show_wanted.connect(lambda _run: self._on_hold_wanted())
        self.history.panel.list_requested.connect(self._on_runs_tab_shown)
        self.history.form.planned.connect(self.planned.start)
        self.history.panel.knobs_requested.connect(lambda run: self.runs.set_knobs(run, "that run"))

    # ------------------------------------------------------------ what is said

    def _show_state(self, state: RunState) -> None:
        self.state = state
        self.controls.show_state(state)
        self.controls.show_device(self._device if state in ALIVE and state is not RunState.STARTING else "")
        if state not in (RunState.DIVERGED, RunState.FAILED):
            self.outcome.hide()
        self.runs.show_state(state)
        self.planned.show_state(state)
        waiting = self._show_marks()
        if waiting:
            words = take_effect(self.knobs.rows[name].knob.label for name in waiting)
            self.tell("partly", words, "Reset", self._reset)
        elif other := self.runs.standing():
            self.tell("partly", other, "Back", self.runs.leave)
        else:
            wrong = state in (RunState.DIVERGED, RunState.FAILED)
            words = self._note or standing(state, self._record.step, self._device)
            self.tell("wrong" if wrong else "quiet", words)

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
