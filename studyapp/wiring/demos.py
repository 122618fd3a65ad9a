"""Joins the demo views to the one worker: wishes go to the run, and what the run says to the view it is of."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from models.knobs import KnobValue
from models.protocol import Frames, Ready
from models.registry import demo as demo_called
from studyapp.demo_run import DemoRun
from studyapp.errors import StoreError
from studyapp.study.demo_export import config_json
from studyapp.study.history import PredictionMade
from studyapp.study.runs import Ending
from studyapp.ui.theme import Theme
from studyapp.wiring.host import Host
from studyapp.wiring.runs import RunDesk

if TYPE_CHECKING:
    from studyapp.ui.demo_view import DemoView

IDLE_MS = 1000
"""So long after a run nobody waits for a picture; runs that follow each other closely are one stretch of work."""


class DemoBenches:
    """One view a demo, kept as it was left; one worker that runs the demo last asked for.

    ``latest`` is the id of the demo last brought into view.
    """

    def __init__(self, host: Host, *, open_link: Callable[[str], None], open_address: Callable[[str], None]) -> None:
        """Begin without any view; the worker is started with the first, so that Run need not wait for torch."""
        self.latest = ""
        self.run = DemoRun(parent=host.window)
        self._host = host
        self._desk = RunDesk(host)
        self._open_link = open_link
        self._open_address = open_address
        self._views: dict[str, DemoView] = {}
        self._devices: Mapping[str, str] = {}
        self._running: DemoView | None = None
        self._idle_timer = QTimer(host.window, singleShot=True, interval=IDLE_MS)
        self._idle_timer.timeout.connect(gc.unfreeze)
        self.run.ready.connect(self._on_run_ready)
        self.run.started.connect(self._on_run_started)
        self.run.fell_back.connect(lambda device, sentence: self._current().show_fell_back(device, sentence))
        self.run.frames_received.connect(self._on_run_frames_received)
        self.run.diverged.connect(self._on_run_diverged)
        self.run.failed.connect(self._on_run_failed)
        self.run.stopped.connect(self._on_run_stopped)

    def view(self, demo_id: str) -> DemoView:
        """Return the view of a demo, built the first time it is asked for."""
        if demo_id not in self._views:
            self._views[demo_id] = self._new_view(demo_id)
        self.latest = demo_id
        self.run.warm_up()
        return self._views[demo_id]

    def show_theme(self, theme: Theme) -> None:
        """Change every view to another theme."""
        for view in self._views.values():
            view.show_theme(theme)

    def close(self) -> None:
        """End the worker, and keep the run that it was at."""
        self.run.close()
        self._idle_timer.stop()
        gc.unfreeze()
        for view in self._views.values():
            view.keep_run(Ending.CLOSED)
        self._desk.close()

    def _new_view(self, demo_id: str) -> DemoView:
        from studyapp.ui.demo_view import DemoView  # pyqtgraph is imported with the first demo

        view = DemoView(demo_called(demo_id), self._host.theme)
        view.show_devices(self._devices)
        view.run_requested.connect(lambda values, device: self._start(view, values, device, paused=False))
        view.reset_requested.connect(lambda values, device: self._start(view, values, device, paused=True))
        view.pause_requested.connect(self.run.pause)
        view.resume_requested.connect(self.run.resume)
        view.step_requested.connect(self.run.step)
        view.knobs_changed.connect(self.run.set_knobs)
        view.speed_changed.connect(lambda speed: self._set_speed(view, speed))
        view.link_opened.connect(self._open_link)
        view.address_opened.connect(self._open_address)
        self._desk.connect_view(view)
        view.prediction_judged.connect(
            lambda index, chosen, truth: self._keep_prediction(view, index, chosen=chosen, truth=truth)
        )
        return view

    def _start(self, view: DemoView, values: Mapping[str, KnobValue], device: str, *, paused: bool) -> None:
        if self._running is not None and self._running is not view:
            self._running.show_stopped()
        self._running = view
        self.run.set_speed(view.controls.speed())
        self.run.start(view.demo.id, values, device, paused=paused)

    def _set_speed(self, view: DemoView, steps_per_second: float | None) -> None:
        """Take another speed for the run of this view; that of another demo keeps its own."""
        if view is self._running:
            self.run.set_speed(steps_per_second)

    def _current(self) -> DemoView:
        assert self._running is not None, "a run that nobody asked for"
        return self._running

    def _on_run_ready(self, ready: Ready) -> None:
        self._devices = ready.devices
        for view in self._views.values():
            view.show_devices(ready.devices)

    def _on_run_started(self, device: str) -> None:
        # Looking through everything that the window holds takes Python's collector a tenth of a second: while a run
        # is drawn it looks at what is new only.
        self._idle_timer.stop()
        gc.freeze()
        self._current().show_started(device)

    def _on_run_diverged(self, reason: str) -> None:
        self._idle_timer.start()
        self._current().show_diverged(reason)

    def _on_run_frames_received(self, frames: Frames) -> None:
        pictures, rate = frames.pictures, frames.steps_per_second
        self._current().add_frames(frames.moments, pictures, rate, step=frames.step, seconds=frames.seconds)

    def _on_run_failed(self, sentence: str) -> None:
        self._idle_timer.start()
        if self._running is not None:
            self._running.show_failed(sentence)
        else:
            self._host.tell(sentence)

    def _on_run_stopped(self) -> None:
        self._idle_timer.start()
        if self._running is not None:
            self._running.show_stopped()

    def _keep_prediction(self, view: DemoView, index: int, *, chosen: int, truth: int) -> None:
        made = PredictionMade(
            demo=view.demo.id,
            question=view.demo.predictions[index].question,
            chosen=chosen,
            truth=truth,
            config=config_json(view.demo.id, view.run_config()),
            judged_at=self._host.around.now(),
        )
        try:
            self._host.session.record_prediction(made)
        except StoreError as error:
            self._host.tell(f"{error} This prediction is not kept.")
