"""Runs side by side at work: one after the other with one knob set otherwise, each kept for comparison."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from studyapp.study.runs import Ending
from studyapp.ui.demo_bench import DemoBench
from studyapp.ui.demo_runs import DemoRuns
from studyapp.ui.run_controls import RunState
from studyapp.ui.run_record import RunRecord
from studyapp.ui.side_by_side import Plan, SideBySideProgress


class PlannedRuns(QObject):
    """Carries out one plan at a time; any other run that begins ends it.

    Signals:
        begin_wanted: A run is to begin; carries the knobs that are to be set first, by name.
        hold_wanted: The last run has as many steps as were planned.
        completed: A run has as many steps as were planned, and another follows.
    """

    begin_wanted = Signal(object)
    hold_wanted = Signal()
    completed = Signal()

    def __init__(self, bench: DemoBench, record: RunRecord, runs: DemoRuns) -> None:
        super().__init__(bench)
        self.plan: Plan | None = None
        self.progress = SideBySideProgress()
        self._bench, self._record, self._runs = bench, record, runs
        self._place = 0
        self._beginning = False
        self._state = RunState.READY
        # The view is told of a run's end amid its own work: the next run begins when it has done that.
        self._next_timer = QTimer(self, singleShot=True, interval=0)
        self._next_timer.timeout.connect(self._on_next_timer_timeout)
        bench.below_plots.insertWidget(0, self.progress)
        self.progress.cancelled.connect(self._on_cancelled)

    def start(self, plan: Plan) -> None:
        """Begin with the first run of a plan."""
        self._runs.make_room(len(plan.values))
        self._bench.tabs.setCurrentWidget(self._bench.board)
        self.plan, self._place = plan, 0
        self._begin()

    def show_begun(self) -> None:
        """Take in that a run began; one that nobody planned ends the plan."""
        if not self._beginning:
            self._end()

    def show_state(self, state: RunState) -> None:
        """Take in where the run stands."""
        self._state = state
        if self.plan is not None and state is RunState.DIVERGED:
            self._next_timer.start()
        elif state in (RunState.FAILED, RunState.ENDED):
            self._end()

    def show_added(self) -> None:
        """Take in that the run has gone on."""
        if self.plan is not None:
            self.progress.show_progress(self.plan, self._place, self._record.step)
            if self._bench.board.series.last_step >= self.plan.steps:
                self._next_timer.start()

    def _begin(self) -> None:
        assert self.plan is not None
        self.progress.show_progress(self.plan, self._place, 0)
        self._beginning = True
        self.begin_wanted.emit({self.plan.knob.name: self.plan.values[self._place]})
        self._beginning = False

    def _on_next_timer_timeout(self) -> None:
        """Keep the run that is done, and begin the next."""
        if self.plan is None:
            return
        series = self._bench.board.series
        enough = [step for step in series.steps().tolist() if step >= self.plan.steps]
        ended = Ending.DIVERGED if self._state is RunState.DIVERGED else Ending.FINISHED
        self._runs.pin(self._record.so_far(ended, series, until=enough[0] if enough else float("inf")))
        self._place += 1
        if self._place < len(self.plan.values):
            self.completed.emit()
            self._begin()
            return
        count = len(self.plan.values)
        self._end()
        self.hold_wanted.emit()
        self._bench.tell("right", f"{count} runs lie over each other. The table below says how they differ.")

    def _on_cancelled(self) -> None:
        self._end()
        self.hold_wanted.emit()
        self._bench.tell("quiet", "No more runs side by side. Those that are done stay for comparison.")

    def _end(self) -> None:
        self.plan = None
        self._next_timer.stop()
        self.progress.hide()
