"""What a demo view shows besides the run in view: runs kept for comparison, a run of the history, the replay."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QTimer, Signal

from models.demo import Pictures
from models.errors import DemoError
from models.knobs import Config
from studyapp.study.runs import Ending, Run, config_of, differences, main_scalars, told
from studyapp.ui.comparison_strip import Compared, ComparisonStrip
from studyapp.ui.demo_bench import DemoBench
from studyapp.ui.kept_run import KeptRun, pictures_at
from studyapp.ui.plots.looks import MOST_KEPT
from studyapp.ui.plots.scales import number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.replay_bar import ReplayBar
from studyapp.ui.run_controls import RunState
from studyapp.ui.run_record import RunRecord
from studyapp.ui.theme import Theme

GOING = (RunState.STARTING, RunState.RUNNING)
REFRESH_MS = 250


class DemoRuns(QObject):
    """Decides which run and which moment the plots show.

    Signals:
        changed: Something else is shown, and what is said of it has to be said anew.
        knobs_wanted: The knobs are to be set as a run had them; carries the Config and a sentence.
    """

    changed = Signal()
    knobs_wanted = Signal(object, str)

    def __init__(self, bench: DemoBench, record: RunRecord) -> None:
        super().__init__(bench)
        self.pinned: dict[int, KeptRun] = {}
        self.shown: KeptRun | None = None
        self._bench, self._record = bench, record
        self._state = RunState.READY
        self._scalars = main_scalars(bench.demo)
        self._when = ""
        self._pictures_of = 0
        self._replayed: tuple[Series, int] | None = None
        self.comparison = ComparisonStrip(self._scalars, bench.theme)
        self.replay = ReplayBar(bench.theme)
        bench.below_plots.addWidget(self.comparison)
        bench.below_plots.addWidget(self.replay)
        self._refresh_timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh_timer.timeout.connect(self._show_table)
        self.replay.moved.connect(lambda _step: self._display())
        self.comparison.removed.connect(self.unpin)
        self.comparison.knobs_requested.connect(self._on_knobs_requested)
        self.comparison.pictures_requested.connect(self._on_pictures_requested)

    # ------------------------------------------------------------ kept for comparison

    def keep(self) -> None:
        """Keep the run in view for comparison."""
        if self.shown is not None:
            self.pin(self.shown)
        elif self._record.step > 0:
            self.pin(self._record.so_far(Ending.STOPPED, self._bench.board.series))
        else:
            self._bench.tell("quiet", "There is no run to keep yet. Press Run (Space), then K.")

    def pin(self, kept: KeptRun) -> None:
        """Lay a run behind the one in view."""
        numbers = [number for number in range(1, MOST_KEPT + 1) if number not in self.pinned]
        if kept.run.id and kept.run.id in [each.run.id for each in self.pinned.values()]:
            self._bench.tell("quiet", "This run is among those kept for comparison already.")
        elif not numbers:
            self._bench.tell("partly", f"{MOST_KEPT} runs are kept for comparison. Remove one of them first.")
        else:
            self.pinned = dict(sorted({**self.pinned, numbers[0]: kept}.items()))
            self._show_pinned()
            self._bench.tell("right", f"Kept for comparison as run {numbers[0]}: its curves stay, dashed.")

    def unpin(self, number: int) -> None:
        """Take a kept run out of the plots."""
        self.pinned.pop(number, None)
        if self._pictures_of == number:
            self._pictures_of = 0
            self._display()
        self._show_pinned()

    def make_room(self, count: int) -> None:
        """Take out as many of the kept runs, those of the lowest numbers, as leave room for so many more."""
        for number in list(self.pinned)[: max(0, len(self.pinned) + count - MOST_KEPT)]:
            self.unpin(number)

    # ------------------------------------------------------------ a run of the history

    def show(self, kept: KeptRun, when: str) -> None:
        """Show a kept run in place of the one in view."""
        self.shown, self._when, self._pictures_of = kept, when, 0
        self._bench.tabs.setCurrentWidget(self._bench.board)
        self._offer_replay()
        self._display()
        self._show_table()
        self.changed.emit()

    def leave(self) -> None:
        """Show the run in view again, at its newest moment."""
        self.shown, self._pictures_of = None, 0
        self._offer_replay()
        self._display()
        self._show_table()
        self.changed.emit()

    def standing(self) -> str:
        """Return what is to be said of what is shown; "" for the run in view."""
        if self.shown is None:
            return ""
        run = self.shown.run
        name = f"“{run.name}”, a" if run.name else "A"
        return f"{name} kept run of {self._when}: {self._differs(run, self._bench.demo.config())}."

    # ------------------------------------------------------------ what the view tells

    def show_state(self, state: RunState) -> None:
        """Take in where the run stands; a run that goes on takes the plots back."""
        self._state = state
        if state in GOING and (self.shown is not None or self.replay.step() is not None):
            self.shown = None
            self._offer_replay()
            self._display()
            self._show_table()
        else:
            self._offer_replay()

    def show_added(self) -> None:
        """Take in that the run has gone on."""
        if self.pinned and not self._refresh_timer.isActive():
            self._refresh_timer.start()
        if self._state not in GOING:
            self._offer_replay()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.comparison.show_theme(theme)
        self.replay.show_theme(theme)

    # ------------------------------------------------------------ how it is drawn

    def _offer_replay(self) -> None:
        """Offer the moments of what is shown, if it does not go on; the place in them is kept while they are."""
        if self.shown is None and self._state in GOING:
            self._replayed = None
            self.replay.show_steps(())
            return
        series = self._series()
        if self._replayed != (series, series.last_step):
            self._replayed = series, series.last_step
            self.replay.show_steps([float(step) for step in series.steps()])

    def _display(self) -> None:
        at = self.replay.step()
        source = self.pinned.get(self._pictures_of, self.shown)
        board = self._bench.board
        pictures: Pictures | None
        if source is not None:
            pictures = source.pictures_at(math.inf if at is None else at)
        else:
            pictures = None if at is None else pictures_at(self._record.snapshots.all(), at)
        board.show_instead(self.shown.series if self.shown else None, pictures)
        for plot in board.curves:
            plot.show_cursor(at)
        series = self._series()
        numbers = ", ".join(f"{name} {number_text(series.at(name, at))}" for name in self._scalars if at is not None)
        self.replay.show_numbers(f"step {at:,}: {numbers}" if at is not None else "")

    def _show_pinned(self) -> None:
        self._bench.board.show_kept([(number, kept.series) for number, kept in self.pinned.items()])
        self._show_table()

    def _show_table(self) -> None:
        series = self._series()
        view = self._config()
        steps = self.shown.run.steps if self.shown else self._record.step
        name = f"a kept run of {self._when}" if self.shown else "the run in view"
        name = told((), self.shown.run.turned if self.shown else self._record.turned, nothing=name)
        rows = [Compared(0, name, steps, self._finals(series))]
        for number, kept in self.pinned.items():
            rows.append(Compared(number, self._differs(kept.run, view), kept.run.steps, self._finals(kept.series)))
        self.comparison.show_runs(rows, pictures_of=self._pictures_of)

    def _series(self) -> Series:
        return self.shown.series if self.shown else self._bench.board.series

    def _finals(self, series: Series) -> list[float | None]:
        return [series.last(name) for name in self._scalars]

    def _config(self) -> Config:
        """Return the knobs of what is shown."""
        usual: Config = self._bench.demo.config()
        try:
            return config_of(self.shown.run, self._bench.demo) if self.shown else self._record.config or usual
        except DemoError:
            return usual

    def _differs(self, run: Run, other: Config) -> str:
        """Return how a run was set otherwise than ``other``."""
        try:
            changes = differences(other, config_of(run, self._bench.demo))
        except DemoError:
            return "knobs that this demo no longer has"
        usual = other == self._bench.demo.config()
        return told(changes, run.turned, nothing="the usual knobs" if usual else "the same knobs")

    # ------------------------------------------------------------ the buttons of the table

    def set_knobs(self, run: Run, name: str) -> None:
        """Ask for the knobs of a run."""
        try:
            config = config_of(run, self._bench.demo)
        except DemoError as error:
            self._bench.tell("wrong", f"These knobs can't be set any more. {error}")
            return
        self.knobs_wanted.emit(config, f"These are the knobs of {name}. Press Run (Space) to see the same run again.")

    def _on_knobs_requested(self, number: int) -> None:
        self.set_knobs(self.pinned[number].run, f"kept run {number}")

    def _on_pictures_requested(self, number: int) -> None:
        if number and not self.pinned[number].snapshots:
            self._bench.tell("partly", f"The pictures of kept run {number} are not kept any more, only its curves.")
            return
        self._pictures_of = number
        self._display()
        self._show_table()
