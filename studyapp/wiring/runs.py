"""Joins the histories of the demo views to the store: runs are kept when they end, and come back when asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from studyapp.errors import StoreError
from studyapp.study.run_data import (
    MOST_SNAPSHOTS,
    RUN_LIMIT,
    Snapshot,
    packed_columns,
    packed_snapshot,
    packed_snapshots,
    spread,
    unpacked_columns,
    unpacked_snapshots,
)
from studyapp.study.runs import Run, when
from studyapp.ui.kept_run import KeptRun, kept_run
from studyapp.wiring.host import Host

if TYPE_CHECKING:
    from studyapp.ui.demo_view import DemoView

BETWEEN_MS = 5
"""Between two snapshots that are compressed: keys, clicks and plots have their turn."""


@dataclass(slots=True)
class _Packing:
    """The pictures of a run that is in the store already, on their way there."""

    run: Run
    room: int
    waiting: deque[Snapshot]
    parts: list[tuple[int, bytes]] = field(default_factory=list)


class RunDesk:
    """Keeps runs: the curves go to the store at once, the pictures one by one while the window goes on."""

    def __init__(self, host: Host) -> None:
        """Begin with nothing on its way."""
        self._host = host
        self._packings: deque[_Packing] = deque()
        self._timer = QTimer(host.window, singleShot=True, interval=BETWEEN_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def connect_view(self, view: DemoView) -> None:
        """Listen to the history of a view."""
        history = view.history
        history.run_ended.connect(lambda kept: self._keep(view, kept))
        history.list_requested.connect(lambda: self._list(view))
        history.show_wanted.connect(lambda run: self._show(view, run))
        history.compare_wanted.connect(lambda run: self._compare(view, run))
        history.run_named.connect(
            lambda run, name: self._change(
                view, lambda: self._host.session.store.runs.give_name(run, name, self._host.around.now())
            )
        )
        history.run_removed.connect(lambda run: self._remove(view, run))
        history.run_restored.connect(lambda run: self._change(view, lambda: self._host.session.store.runs.restore(run)))

    def close(self) -> None:
        """Write what is still on its way."""
        self._timer.stop()
        while self._packings:
            self._pack_one()

    def _keep(self, view: DemoView, kept: KeptRun) -> None:
        curves = packed_columns(kept.columns)
        try:
            run = self._host.session.record_run(replace(kept.run, ended_at=self._host.around.now()), curves)
        except StoreError as error:
            self._host.tell(f"{error} This run is not kept.")
            return
        chosen = deque(kept.snapshots[place] for place in spread(len(kept.snapshots), MOST_SNAPSHOTS))
        self._packings.append(_Packing(run, RUN_LIMIT - len(curves), chosen))
        self._timer.start()
        view.history.refresh()

    def _on_timer_timeout(self) -> None:
        self._pack_one()
        if self._packings:
            self._timer.start()

    def _pack_one(self) -> None:
        """Compress one more snapshot, or write those of a run that are all done."""
        packing = self._packings[0]
        if packing.waiting:
            snapshot = packing.waiting.popleft()
            packing.parts.append((snapshot.step, packed_snapshot(snapshot.step, snapshot.pictures())))
            return
        self._packings.popleft()
        data = packed_snapshots(packing.parts, packing.room)
        if not data:
            return
        try:
            self._host.session.store.runs.add_snapshots(packing.run, data)
        except StoreError as error:
            self._host.tell(f"{error} The pictures of this run are not kept.")

    def _list(self, view: DemoView) -> None:
        try:
            runs: Sequence[Run] = self._host.session.store.runs.of(view.demo.id)
        except StoreError as error:
            self._host.tell(str(error))
            runs = ()
        view.history.show_list(runs, self._host.around.now())

    def _show(self, view: DemoView, run: Run) -> None:
        if kept := self._fetched(run):
            view.runs.show(kept, when(run.ended_at, self._host.around.now()))

    def _compare(self, view: DemoView, run: Run) -> None:
        if kept := self._fetched(run):
            view.runs.pin(kept)
            view.tabs.setCurrentWidget(view.board)

    def _fetched(self, run: Run) -> KeptRun | None:
        """Return a run with its curves and pictures, None after saying why it can't be had."""
        self.close()  # its pictures may be on their way
        runs = self._host.session.store.runs
        try:
            return kept_run(run, unpacked_columns(runs.curves(run)), unpacked_snapshots(runs.snapshots(run)))
        except StoreError as error:
            self._host.tell(str(error))
            return None

    def _remove(self, view: DemoView, run: Run) -> None:
        if self._change(view, lambda: self._host.session.store.runs.remove(run, self._host.around.now())):
            view.history.show_removed(run)

    def _change(self, view: DemoView, write: Callable[[], None]) -> bool:
        """Tell whether the store took the change; else the learner is told why not."""
        try:
            write()
            done = True
        except StoreError as error:
            self._host.tell(str(error))
            done = False
        view.history.refresh()
        return done
