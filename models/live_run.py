"""One live run: takes a demo from frame to frame and decides when to report and what there is time to draw."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import replace

from msgspec import structs

from models.demo import Frame, Moment
from models.errors import DemoError
from models.knobs import Config, KnobValue, knobs, with_values
from models.pace import Rate, StepTime, Stopwatch
from models.protocol import Diverged, Encoded, Frames, Report, Stopped, encoded_pictures
from models.registry import AnyDemo
from models.training import Clock, moment_of

REPORT_S = 1 / 60  # between two reports: as often as a screen redraws
REPORT_LATEST_S = 0.1  # the same for a run that gets little of a busy processor
MOST_MOMENTS = 400  # of a report: a run of very short steps sends more reports, for the window to take one at a time
ALL_SHOWN = 2048  # frames; a curve has fewer points across
PICTURES_S = 2.0  # pictures never get older than this
FULL_SPEED_SHARE = 0.01  # of the time goes into pictures
SLOW_SHARE = 0.5  # the same for a run that is waiting anyway
LOOK_S = 0.03  # between two looks at the commands, or up to half as much again, if the steps are that short
BACKLOG_S = 0.1  # how much a slow run that fell behind its speed catches up


class LiveRun:
    """A run that can be held, stepped, slowed down and turned at while it goes on.

    Methods that return reports return those that are due, oldest first. ``ended`` tells that the last one is out;
    ``device`` is where it computes. ``busy_clock`` counts what the process had of the processor: at full speed it is
    a share of this time that reports and pictures may take, so that a busy machine slows them as much as the steps.
    ``first`` is the first report, here that of a run before with the same seed and knobs on the same device, and so
    this one's too: it is out at once, before the run is built.
    """

    def __init__(
        self,
        number: int,
        demo: AnyDemo,
        config: Config,
        device: str,
        *,
        clock: Clock,
        busy_clock: Clock = time.process_time,
        first: Frames | None = None,
    ) -> None:
        self.ended = False
        self.device = device
        self.first = first
        self._ahead: Frames | None = None  # what was shown before the run was built
        self._number = number
        self._demo = demo
        self._config = config
        self._clock = clock
        self._processor_clock = busy_clock
        self._busy_clock = busy_clock if device == "cpu" else clock  # a GPU is busy while the processor waits
        self._generator = demo.train(config, device)
        self._frame: Frame | None = None
        self._moments: list[Moment] = []  # not reported yet
        self._count = 0  # of all moments
        self._watch = Stopwatch(clock)
        self._step_time = StepTime()
        self._rate = Rate()
        self._speed: float | None = None
        self._step_due_at = clock()
        self._reported_at = self._report_due_at = clock()
        self._busy_at_report = self._pictures_due_busy_at = self._busy_clock()
        self._drawn_at = self._slow_wait = 0.0  # seconds run, and until a slow run is drawn again

    def on_cpu(self) -> LiveRun:
        """Return the same run, its live knobs as they stand, at its beginning on the CPU; held if this one is."""
        busy_clock = self._processor_clock
        again = LiveRun(self._number, self._demo, self._config, "cpu", clock=self._clock, busy_clock=busy_clock)
        again.set_speed(self._speed)
        if self._watch.stopped:
            again.pause()
        return again

    @property
    def has_begun(self) -> bool:
        """Return whether the first frame is out."""
        return self._ahead is not None or self._frame is not None

    # ------------------------------------------------------------ what the learner turns at

    def pause(self) -> list[Report]:
        """Hold the run and draw it."""
        self._watch.stop()
        if self._frame:
            return [self._report(self._frame, drawn=True)]
        return [structs.replace(self._ahead, moments=())] if self._ahead else []

    def resume(self) -> None:
        """Go on."""
        self._step_due_at = self._clock()
        self._watch.start()

    def set_speed(self, steps_per_second: float | None) -> None:
        """Take at most so many steps a second; None is full speed."""
        self._speed = steps_per_second
        self._step_due_at = self._clock()

    def set_knobs(self, values: Mapping[str, KnobValue]) -> None:
        """Change live knobs from the next step on; raises DemoError for any other knob or a value out of bounds."""
        live = {knob.name for knob in knobs(type(self._config)) if knob.live}
        config = with_values(self._config, values)
        if fixed := [name for name in values if name not in live]:
            raise DemoError(f"{', '.join(fixed)} can't change while a run goes on.")
        self._config = config

    def look_again(self) -> list[Report]:
        """Draw a run that is held as its knobs stand now, without a step; one that goes on is drawn soon anyway."""
        return self._go(0, shown=True) if self._frame and self._watch.stopped else []

    def stop(self) -> list[Report]:
        """End the run and draw it as it was."""
        last = self.pause()
        self.close()
        return [*last, Stopped(self._number)]

    def close(self) -> None:
        """End the run without a word."""
        self.ended = True
        self._generator.close()

    # ------------------------------------------------------------ going on

    def seconds_to_wait(self) -> float | None:
        """Return how long there is nothing to do: 0 at full speed, None while the run is held."""
        if self._frame is None:
            return 0.0
        if self._watch.stopped:
            return None
        return 0.0 if self._speed is None else max(0.0, self._step_due_at - self._clock())

    def advance(self) -> list[Report]:
        """Go on to the next frame."""
        if self._frame is None:
            return self._begin()
        if self._speed is None:
            return self._go(self._steps_to_take(), shown=False)
        self._step_due_at = max(self._step_due_at + 1 / self._speed, self._clock() - BACKLOG_S)
        return self._go(1, shown=False)

    def one_step(self) -> list[Report]:
        """Take one training step, draw it, and hold."""
        self._watch.stop()
        first: list[Report] = []
        while self._frame is None and not self.ended:
            first += self._begin()
        return first if self.ended else [*first, *self._go(1, shown=True)]

    def _begin(self) -> list[Report]:
        """Show the first frame: one that is known at once, and then nothing more of it when it is built."""
        if self.first and not self._ahead:
            self._ahead = structs.replace(self.first, run=self._number, steps_per_second=0.0, seconds=0.0)
            return [self._ahead]
        first, *rest = self._go(1, shown=True)
        if self._ahead:
            return rest
        if isinstance(first, Frames) and not self.ended:
            self.first = first
        return [first, *rest]

    def _steps_to_take(self) -> int:
        """Return how many steps to take before the next look at the commands.

        What leads to the next moment is taken in equal parts, so that the run can be held between them; no more of them
        than needed, because each makes a frame. What counts as a moment is the same on a fast and on a slow machine.
        """
        step = self._frame.step if self._frame else 0
        apart = self._steps_between_moments(step)
        to_the_end = apart - step % apart
        parts = max(1, round(to_the_end / self._step_time.steps_within(LOOK_S)))
        return math.ceil(to_the_end / parts)

    def _steps_between_moments(self, step: int) -> int:
        """Return how far apart moments are at a step of a run at full speed.

        At first every frame is one. Whenever the run has become twice as long only every other one still is, so that
        steps of microseconds do not drown the window in points that no screen can show.
        """
        frames = step // self._config.steps_per_frame
        return self._config.steps_per_frame << (frames // ALL_SHOWN).bit_length()

    def _go(self, steps: int, *, shown: bool) -> list[Report]:
        """Take so many steps; ``shown`` says that the result is reported and drawn whatever the time it takes.

        No step at all measures and draws anew what is there, which is no moment of its own.
        """
        config = self._config if steps == self._config.steps_per_frame else replace(self._config, steps_per_frame=steps)
        before = self._clock()
        try:
            frame = self._generator.send(None if self._frame is None else config)
        except StopIteration:
            return self.stop()
        now = self._clock()
        self._step_time.took(now - before, frame.step - (self._frame.step if self._frame else 0))
        self._frame = frame
        if steps and (
            shown or self._speed or frame.diverged or frame.step % self._steps_between_moments(frame.step) == 0
        ):
            self._moments.append(moment_of(frame))
            self._count += 1
        if frame.diverged:
            self.close()
            return [self._report(frame, drawn=True), Diverged(self._number, frame.diverged)]
        if shown or now >= self._report_due_at or len(self._moments) == MOST_MOMENTS:
            return [self._report(frame, drawn=shown or self._pictures_are_due())]
        return []

    def _pictures_are_due(self) -> bool:
        """Tell whether pictures are old, or drawing would keep to its share."""
        since_drawn = self._watch.seconds() - self._drawn_at
        if self._speed is None:
            return since_drawn >= PICTURES_S or self._busy_clock() >= self._pictures_due_busy_at
        return since_drawn >= self._slow_wait

    def _report(self, frame: Frame, *, drawn: bool) -> Frames:
        encoded = self._draw(frame) if drawn else {}
        self._put_off_report()
        moments, self._moments = tuple(self._moments), []
        seconds = self._watch.seconds()
        rate = self._rate.at(seconds, frame.step)
        return Frames(self._number, frame.step, moments, encoded, rate, seconds, self._count)

    def _put_off_report(self) -> None:
        """Wait for the next report until the process has had its part of the processor, however long that takes."""
        now, busy = self._clock(), self._busy_clock()
        slowed = max(1.0, (now - self._reported_at) / max(busy - self._busy_at_report, 1e-9))
        wait = min(REPORT_LATEST_S, REPORT_S * slowed) if self._speed is None else REPORT_S
        self._reported_at, self._busy_at_report, self._report_due_at = now, busy, now + wait

    def _draw(self, frame: Frame) -> dict[str, Encoded]:
        """Return the frame's pictures, and put the next ones off for so long that drawing keeps to its share.

        Drawing a run that is held takes nothing from it, and puts nothing off; nor do the first pictures, which take
        longest: what they need is loaded then.
        """
        before, busy_before = self._clock(), self._busy_clock()
        encoded = encoded_pictures(frame.pictures())
        if not self._watch.stopped and frame.step:
            busy = self._busy_clock()
            self._pictures_due_busy_at = busy + (busy - busy_before) * (1 / FULL_SPEED_SHARE - 1)
            self._slow_wait = min(PICTURES_S, (self._clock() - before) * (1 / SLOW_SHARE - 1))
            self._drawn_at = self._watch.seconds()
        return encoded
