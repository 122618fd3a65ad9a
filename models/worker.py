"""The worker process: reads commands from stdin, trains, and writes reports to stdout; its log goes to stderr."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading  # noqa: TID251 - see _read_commands
import time
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import assert_never

from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.later_compiler import put_off_compiler
from models.live_run import LiveRun
from models.playground import fast_mlp
from models.protocol import (
    COMMANDS,
    Command,
    Decoder,
    Failed,
    FellBack,
    Frames,
    OneStep,
    Pause,
    ProtocolError,
    Quit,
    Ready,
    Report,
    Resume,
    SetKnobs,
    SetSpeed,
    Start,
    Started,
    Stop,
    encode,
)
from models.registry import demo
from models.training import Clock, device_for, device_name, devices, use_one_thread

log = logging.getLogger("log.worker")

NICENESS = 5  # the window and everything else the learner does come first
MOMENT_S = 0.02  # without a command, and something is loaded that the next run may want; the first comes at once
GRACE_S = 2.0  # after stdin closed; then the process ends even from the middle of a step
NO_MEMORY = ("out of memory", "ALLOC_FAILED")  # what Apple's devices and CUDA's libraries say
OUT_OF_MEMORY = "The run needs more memory than the computer has. Choose a smaller net or batch."
OUT_OF_GPU_MEMORY = (
    "The GPU has too little free memory for this run, so it began again on the CPU. A smaller net or batch may fit."
)


class Worker:
    """Obeys commands and reports what became of them; lives as long as the process."""

    def __init__(self, commands: SimpleQueue[Command], write: Callable[[bytes], None], *, clock: Clock) -> None:
        self._commands = commands
        self._write = write
        self._clock = clock
        self._run: LiveRun | None = None
        self._asked: tuple[object, ...] = ()  # demo, config and device of the last run
        self._first: Frames | None = None  # its first report
        self._number = 0
        self._speed: float | None = None
        self._pieces = fast_mlp.load_in_pieces()
        self._run_waits_for_them = False  # when its first frame is out

    def warm_up(self) -> None:
        """Load torch and say so."""
        put_off_compiler()
        import torch

        use_one_thread()
        self.report([Ready(str(torch.__version__), {each: device_name(each) for each in devices()})])

    def serve(self) -> None:
        """Obey and train until told to quit."""
        while not isinstance(command := self._next_command(), Quit):
            try:
                self.report(self._advanced() if command is None else self._obeyed(command))
            except DemoError as error:
                self._give_up(str(error))
            except (RuntimeError, MemoryError) as error:
                if not _is_out_of_memory(error):
                    raise
                log.exception("out of memory")
                self._after_out_of_memory()

    def report(self, reports: list[Report]) -> None:
        """Send the reports; blocks while the app has no time to read."""
        for each in reports:
            self._write(encode(each))

    def report_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Say in one sentence that a bug is about to end the process, and log where it is; made for sys.excepthook.

        A new process is what the next run needs: after some errors a CUDA device can't be used by this one any more.
        """
        log.critical("the process ends", exc_info=(kind, error, trace))
        what = f"{kind.__name__}: {error}" if str(error) else kind.__name__
        self.report([Failed(self._number, f"The demo stopped because of a mistake in its code ({what}).")])

    def _next_command(self) -> Command | None:
        """Return the next command, or None when it is time for the run to go on."""
        wait = self._run.seconds_to_wait() if self._run else None
        if wait == 0.0 and self._commands.empty():  # much cheaper than an exception, and taken at every frame
            return None
        idle = wait is None and (self._run is None or self._run_waits_for_them)
        if idle and (command := self._command_while_loading()):
            return command
        try:
            return self._commands.get(timeout=wait)
        except Empty:
            return None

    def _command_while_loading(self) -> Command | None:
        """Return the command that came before or between two pieces, or None when all are loaded."""
        while True:
            try:
                return self._commands.get(timeout=MOMENT_S)
            except Empty:
                if not self._loaded_a_piece():
                    return None

    def _loaded_a_piece(self) -> bool:
        """Load a piece of what the first step of some runs waits for; tell whether there was one left.

        Pieces are loaded while there is nothing else to do or such a run waits, with a look at the commands in between.
        """
        return next(self._pieces, None) is not None

    def _advanced(self) -> list[Report]:
        assert self._run is not None
        if self._run_waits_for_them and self._run.has_begun:
            self._run_waits_for_them = self._loaded_a_piece()
            return []
        return self._kept(self._run.advance())

    def _obeyed(self, command: Command) -> list[Report]:
        if isinstance(command, Start):
            return self._started(command)
        if isinstance(command, SetSpeed):
            self._speed = command.steps_per_second  # the next run keeps the speed
        reports = self._kept(_turned(self._run, command)) if self._run else []
        if self._run and isinstance(command, SetKnobs) and self._commands.empty():  # of a drag, the end is drawn
            reports += self._kept(self._run.look_again())
        return reports

    def _kept(self, reports: list[Report]) -> list[Report]:
        """Forget the run when it has ended, so that its memory is free for the next."""
        if self._run:
            self._first = self._run.first
            if self._run.ended:
                self._run = None
        return reports

    def _started(self, start: Start) -> list[Report]:
        if self._run:
            self._run.close()
            self._run = None
        self._number = start.run
        chosen = demo(start.demo)
        config = with_values(chosen.config(), start.values)
        device = device_for(chosen, start.device)
        if device != "cpu":
            gc.collect()  # a run before and its recorded step hold each other, and with them memory of the GPU
        if self._asked != (asked := (start.demo, config, device)):
            self._asked, self._first = asked, None
        self._run = LiveRun(start.run, chosen, config, device, clock=self._clock, first=self._first)
        self._run.set_speed(self._speed)
        self._run_waits_for_them = chosen.compiled and device == "cpu"
        if start.paused:
            self._run.pause()
        return [Started(start.run, start.demo, device_name(device))]

    def _after_out_of_memory(self) -> None:
        """Begin the run again where there is more memory, on the CPU; one that was there already has failed."""
        if self._run is None or self._run.device == "cpu":
            self._give_up(OUT_OF_MEMORY)
            return
        full = self._run
        self._run = full.on_cpu()
        full.close()
        self.report([FellBack(self._number, device_name("cpu"), OUT_OF_GPU_MEMORY)])

    def _give_up(self, sentence: str) -> None:
        self._run = None
        self.report([Failed(self._number, sentence)])


def _is_out_of_memory(error: BaseException | None) -> bool:
    """Tell whether this is about memory, or came up while such an error ended what was under way.

    CUDA has an error of its own for it; its libraries and Apple's devices have only words. A recording of steps that
    breaks off for want of memory may say no more than that it broke off.
    """
    import torch

    if error is None:
        return False
    about = isinstance(error, (torch.OutOfMemoryError, MemoryError)) or any(each in str(error) for each in NO_MEMORY)
    return about or _is_out_of_memory(error.__context__)


def _turned(run: LiveRun, command: Command) -> list[Report]:
    """Return what the run reports when it is told something."""
    match command:
        case Pause():
            return run.pause()
        case Resume():
            run.resume()
        case OneStep():
            return run.one_step()
        case Stop():
            return run.stop()
        case SetSpeed(steps_per_second):
            run.set_speed(steps_per_second)
        case SetKnobs(values):
            _set_knobs(run, values)
        case Start() | Quit():
            raise AssertionError(f"{command} is not for a run")
        case _ as never:
            assert_never(never)
    return []


def _set_knobs(run: LiveRun, values: Mapping[str, KnobValue]) -> None:
    """Turn the knobs; the window keeps to their bounds, and whoever does not loses the change and not the run."""
    try:
        run.set_knobs(values)
    except DemoError as error:
        log.warning("knobs left as they were: %s", error)


# ---------------------------------------------------------------- the process


def main() -> None:
    """Be the worker: serve on stdin and stdout until told to quit or until stdin closes."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches us too; the app decides
    _be_nice()
    commands: SimpleQueue[Command] = SimpleQueue()
    worker = Worker(commands, _writer(_take_stdout()), clock=time.perf_counter)
    sys.excepthook = worker.report_bug
    _load(worker)
    # A thread, because a pipe can't be asked on Windows whether it holds something. It computes nothing.
    threading.Thread(target=_read_commands, args=(commands,), daemon=True).start()
    worker.serve()


def _load(worker: Worker) -> None:
    """Warm the worker up without a look for garbage: all that is loaded stays, so none is taken at it later either."""
    gc.disable()
    worker.warm_up()
    gc.freeze()
    gc.enable()


def _be_nice() -> None:
    """Lower this process's priority, so that the learner's computer stays usable at full speed."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), below_normal)
    else:
        os.nice(NICENESS)


def _take_stdout() -> int:
    """Return the descriptor of the real stdout; what libraries print goes to stderr from now on."""
    real = os.dup(1)
    os.dup2(2, 1)
    return real


def _writer(descriptor: int) -> Callable[[bytes], None]:
    def write(frame: bytes) -> None:
        rest = memoryview(frame)
        try:
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        except OSError:
            log.info("nobody reads any more")
            raise SystemExit from None

    return write


def _read_commands(commands: SimpleQueue[Command]) -> None:
    """Queue the commands that come in on stdin; when it closes, end the process."""
    decoder = Decoder(COMMANDS)
    try:
        while piece := os.read(0, 65536):
            for command in decoder.feed(piece):
                commands.put(command)
    except ProtocolError as error:
        log.error("commands can't be read: %s", error)
    commands.put(Quit())
    last_resort = threading.Timer(GRACE_S, os._exit, (1,))
    last_resort.daemon = True
    last_resort.start()
