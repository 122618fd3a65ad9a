"""The history of a demo's runs in its view: the tab that lists them, and what its buttons ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from models.errors import DemoError
from studyapp.study.runs import Run, config_of, differences, main_scalars, told, when
from studyapp.ui.demo_bench import DemoBench
from studyapp.ui.plots.scales import number_text
from studyapp.ui.runs_panel import RunRow, RunsPanel
from studyapp.ui.side_by_side import SideBySideForm


class RunHistory(QObject):
    """The tab Runs. What is asked for comes from whoever has the store.

    Signals:
        run_ended: A run is to be kept; carries the KeptRun.
        list_requested: The list is seen and to be filled: ``show_list``.
        show_wanted: A run is to be shown in the plots; carries the Run.
        compare_wanted: A run is to be laid behind the one in view; carries the Run.
        run_named: A run was given a name; carries the Run and the name.
        run_removed: A run is to be deleted; carries the Run. ``show_removed`` says that it is.
        run_restored: A deletion was taken back; carries the Run.
    """

    run_ended = Signal(object)
    list_requested = Signal()
    show_wanted = Signal(object)
    compare_wanted = Signal(object)
    run_named = Signal(object, str)
    run_removed = Signal(object)
    run_restored = Signal(object)

    def __init__(self, bench: DemoBench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._scalars = main_scalars(bench.demo)
        self.form = SideBySideForm(bench.demo.config)
        self.panel = RunsPanel(self.form, self._scalars[0] if self._scalars else "")
        bench.tabs.addTab(self.panel, "Runs")
        self.panel.list_requested.connect(self.list_requested)
        self.panel.shown.connect(self.show_wanted)
        self.panel.compared.connect(self.compare_wanted)
        self.panel.named.connect(self.run_named)
        self.panel.removed.connect(self.run_removed)
        self.form.refused.connect(lambda sentence: bench.tell("wrong", sentence))

    def show_list(self, runs: Sequence[Run], now: datetime) -> None:
        """List runs, newest first."""
        self.panel.show_runs([self._row(run, now) for run in runs])

    def show_removed(self, run: Run) -> None:
        """Say that a run was deleted, and offer it back."""
        name = f"“{run.name}”" if run.name else f"a run of {run.steps:,} steps"
        self._bench.tell("quiet", f"Deleted {name}.", "Undo", lambda: self.run_restored.emit(run))

    def refresh(self) -> None:
        """Have the list filled anew if it is seen."""
        if self.panel.isVisible():
            self.list_requested.emit()

    def _row(self, run: Run, now: datetime) -> RunRow:
        try:
            changes = differences(self._bench.demo.config(), config_of(run, self._bench.demo))
            words = told(changes, run.turned, nothing="nothing")
        except DemoError:
            words = "knobs that this demo no longer has"
        value = number_text(run.final.get(self._scalars[0])) if self._scalars else ""
        return RunRow(run, when(run.ended_at, now), words, value)
