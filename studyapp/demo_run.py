"""One worker process as Qt signals: what the app says to a run, and what comes back."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, Signal

from models import protocol
from models.knobs import KnobValue
from models.protocol import (
    Command,
    Decoder,
    Diverged,
    Failed,
    FellBack,
    Frames,
    ProtocolError,
    Ready,
    Report,
    Started,
    Stopped,
    encode,
)
from studyapp import paths
from studyapp.child_process import environment

log = logging.getLogger("log.demo_run")

WORKER = (sys.executable, "-m", "models", "worker")
SLICE_BYTES = 64 * 1024  # read at a time
SLICE_MS = 3  # after which the event loop has its turn, however much is still to be read
STOPPING_MS = 1000  # a run that has not stopped by then is in a very long step: its process is ended
CLOSING_MS = 2000
LAST_WORDS = 300  # characters of the log shown to the learner


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the last start asked for."""

    demo: str
    values: Mapping[str, KnobValue]
    device: str


class DemoRun(QObject):
    """Runs demos in one child process that stays warm between runs.

    Each ``start`` ends in exactly one of ``diverged``, ``failed`` and ``stopped``, unless another start comes first.
    Nothing here waits: commands are queued, and what the worker says comes as signals.

    Signals:
        ready: The worker has loaded torch; carries protocol.Ready with torch's version and the devices.
        started: A run begins; carries the device as the learner reads it ("CPU", "NVIDIA H100").
        fell_back: The run begins again at step 0 on another device; carries its name and why, in a sentence.
        frames_received: What happened since the last one; carries protocol.Frames.
        diverged: The run ended because its numbers left all bounds; carries the reason in plain words.
        failed: The run ended, or the worker could not start or died; carries one sentence. ``restart`` goes on.
        stopped: The run ended because it was told to.
    """

    ready = Signal(object)
    started = Signal(str)
    fell_back = Signal(str, str)
    frames_received = Signal(object)
    diverged = Signal(str)
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, command: Sequence[str] = WORKER, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._process: QProcess | None = None
        self._decoder = Decoder(protocol.REPORTS)
        self._last_words = ""
        self._is_ready = False
        self._failure_told = False
        self._wish: _Wish | None = None
        self._run = 0
        self._running = False
        self._speed: float | None = None
        self._read_timer = self._timer(0, self._read)
        self._stop_timer = self._timer(STOPPING_MS, self._on_stop_timer_timeout)

    @property
    def running(self) -> bool:
        """Return whether a run was started and has not ended; a paused one counts."""
        return self._running

    @property
    def process_id(self) -> int:
        """Return the worker's process id, 0 as long as there is none."""
        return self._process.processId() if self._process else 0

    # ------------------------------------------------------------ wishes

    def warm_up(self) -> None:
        """Start the worker, so that the first run need not wait for torch."""
        if self._process is None:
            self._launch()

    def start(
        self, demo_id: str, values: Mapping[str, KnobValue], device: str = "auto", *, paused: bool = False
    ) -> None:
        """Begin a run, ending the one before; a paused one draws its first frame and waits."""
        self._wish = _Wish(demo_id, dict(values), device)
        self._run += 1
        self._running = True
        self._stop_timer.stop()
        self.warm_up()
        try:
            self._send(protocol.SetSpeed(self._speed))
            self._send(protocol.Start(demo_id, self._wish.values, device, self._run, paused))
        except ProtocolError as error:
            self._fail(str(error))

    def restart(self) -> None:
        """Begin the last run anew, with the live knobs as they stand; after a crash, in a new process."""
        if self._wish:
            self.start(self._wish.demo, self._wish.values, self._wish.device)

    def pause(self) -> None:
        """Hold the run; a last ``frames_received`` shows where."""
        self._send(protocol.Pause())

    def resume(self) -> None:
        """Go on."""
        self._send(protocol.Resume())

    def step(self) -> None:
        """Take one training step and hold."""
        self._send(protocol.OneStep())

    def stop(self) -> None:
        """End the run; one that is stuck in a very long step ends with its process."""
        if not self._running:
            return
        self._send(protocol.Stop())
        if self._is_ready:
            self._stop_timer.start()
        else:  # torch is still loading, and nothing of the run was shown
            self._end_run()
            self.stopped.emit()

    def set_knobs(self, values: Mapping[str, KnobValue]) -> None:
        """Change live knobs of the run."""
        if self._wish:
            self._wish = replace(self._wish, values={**self._wish.values, **values})
        if self._running:
            self._send(protocol.SetKnobs(dict(values)))

    def set_speed(self, steps_per_second: float | None) -> None:
        """Take at most so many steps a second, in this run and the next ones; None is full speed."""
        self._speed = steps_per_second
        self._send(protocol.SetSpeed(steps_per_second))

    def close(self) -> None:
        """End the worker, whatever it does; ``start`` would begin a new one."""
        self._running = False
        self._drop_process()
        for process in self.findChildren(QProcess):
            process.waitForFinished(CLOSING_MS)

    # ------------------------------------------------------------ the process

    def _timer(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    def _launch(self) -> None:
        process = QProcess(self)
        process.setProgram(self._command[0])
        process.setArguments(list(self._command[1:]))
        # From our own folder: a folder "models" where the learner happens to be is not ours.
        process.setWorkingDirectory(str(paths.ROOT))
        process.setProcessEnvironment(environment())
        process.readyReadStandardOutput.connect(self._read_timer.start)
        process.readyReadStandardError.connect(self._on_process_log)
        process.errorOccurred.connect(self._on_process_error)
        process.finished.connect(self._on_process_finished)
        self._process = process
        self._decoder = Decoder(protocol.REPORTS)
        self._last_words = ""
        self._is_ready = self._failure_told = False
        process.start()

    def _drop_process(self) -> None:
        """Have nothing more to do with the process; it is killed if it runs, and cleared away when it is gone."""
        process, self._process = self._process, None
        self._read_timer.stop()
        self._stop_timer.stop()
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._read_timer.start)
        process.readyReadStandardError.disconnect(self._on_process_log)
        process.errorOccurred.disconnect(self._on_process_error)
        process.finished.disconnect(self._on_process_finished)
        if process.state() == QProcess.ProcessState.NotRunning:
            process.deleteLater()
        else:
            process.finished.connect(process.deleteLater)
            process.kill()

    def _send(self, command: Command) -> None:
        if self._process:
            self._process.write(encode(command))

    def _on_process_log(self) -> None:
        """Pass the worker's log on, and remember its last line."""
        assert self._process is not None
        for line in bytes(self._process.readAllStandardError().data()).decode(errors="replace").splitlines():
            if line.strip():
                log.info("%s", line)
                self._last_words = line.strip()[:LAST_WORDS]

    def _on_process_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # after any other, the process finishes
            assert self._process is not None
            reason = self._process.errorString()
            self._drop_process()
            self._fail(f"The demo's process could not be started: {reason}.")

    def _on_process_finished(self, code: int) -> None:
        process = self._process
        self._read_within(None)
        if process is not self._process:  # dropped for what it said last
            return
        wanted = (self._running or not self._is_ready) and not self._failure_told
        words = f": {self._last_words}" if self._last_words else ""
        self._drop_process()
        if wanted:
            self._fail(f"The demo's process ended unexpectedly (code {code}){words}. Restart begins anew.")

    def _on_stop_timer_timeout(self) -> None:
        log.info("the run did not stop in time; its process is ended")
        self._drop_process()
        self._running = False
        self.stopped.emit()
        self.warm_up()

    # ------------------------------------------------------------ what the worker says

    def _read(self) -> None:
        """Take in what has arrived, and leave the rest for the event loop's next turn if it takes long."""
        self._read_within(SLICE_MS)
        if self._process and self._process.bytesAvailable():
            self._read_timer.start()

    def _read_within(self, limit_ms: int | None) -> None:
        process = self._process
        clock = QElapsedTimer()
        clock.start()
        # A slot may end the process: then what it sent no longer counts.
        while process and process is self._process and process.bytesAvailable():
            try:
                reports = self._decoder.feed(bytes(process.read(SLICE_BYTES).data()))
            except ProtocolError as error:
                log.info("%s", error)
                self._drop_process()
                self._fail("The demo's process sent what can't be read, and was ended. Restart begins anew.")
                return
            for report in reports:
                if process is self._process:
                    self._on_report(report)
            if limit_ms is not None and clock.elapsed() >= limit_ms:
                return

    def _on_report(self, report: Report) -> None:
        if isinstance(report, Ready):
            self._is_ready = True
            self.ready.emit(report)
        elif isinstance(report, Failed) and report.run == 0:  # the worker itself broke, before any run
            self._failure_told = True
            self._fail(report.sentence)
        elif report.run == self._run and self._running:
            self._on_run_report(report)

    def _on_run_report(self, report: Started | FellBack | Frames | Diverged | Failed | Stopped) -> None:
        match report:
            case Started(device=device):
                self.started.emit(device)
            case FellBack(device=device, sentence=sentence):
                self.fell_back.emit(device, sentence)
            case Frames():
                self.frames_received.emit(report)
            case Diverged(reason=reason):
                self._end_run()
                self.diverged.emit(reason)
            case Failed(sentence=sentence):
                self._fail(sentence)
            case Stopped():
                self._end_run()
                self.stopped.emit()
            case _ as never:
                assert_never(never)

    def _fail(self, sentence: str) -> None:
        self._end_run()
        self.failed.emit(sentence)

    def _end_run(self) -> None:
        self._running = False
        self._stop_timer.stop()
