"""One live run: takes a demo from frame to frame and decides when to report and what there is time to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.demo import Frame, Moment
from models.errors import DemoError
from models.knobs import Config, KnobValue, knobs, with_values
from models.pace import Rate, StepTime, Stopwatch
from models.protocol import Diverged, Encoded, Frames, Report, Stopped, encoded_pictures
from models.registry import AnyDemo
from models.training import Clock, moment_of

REPORT_S = 1 / 60  # between two reports: as often as a screen redraws
PICTURES_S = 2.0  # pictures never get older than this
FULL_SPEED_SHARE = 0.01  # of the time goes into pictures
SLOW_SHARE = 0.5  # the same for a run that is waiting anyway
LOOK_S = 0.05  # between two looks at the commands, if the steps are that short
BACKLOG_S = 0.1  # how much a slow run that fell behind its speed catches up


class LiveRun:
    """A run that can be held, stepped, slowed down and turned at while it goes on.

    Methods that return reports return those that are due, oldest first. ``ended`` tells that the last one is out;
    ``device`` is where it computes.
    """

    def __init__(self, number: int, demo: AnyDemo, config: Config, device: str, *, clock: Clock) -> None:
        self.ended = False
        self.device = device
        self._number = number
        self._demo = demo
        self._config = config
        self._clock = clock
        self._generator = demo.train(config, device)
        self._frame: Frame | None = None
        self._moments: list[Moment] = []  # not reported yet
        self._count = 0  # of all moments
        self._watch = Stopwatch(clock)
        self._step_time = StepTime()
        self._rate = Rate()
        self._speed: float | None = None
        self._step_due_at = clock()
        self._report_due_at = clock()
        self._pictures_due_at = 0.0  # seconds run

    def on_cpu(self) -> LiveRun:
        """Return the same run, its live knobs as they stand, at its beginning on the CPU; held if this one is."""
        again = LiveRun(self._number, self._demo, self._config, "cpu", clock=self._clock)
        again.set_speed(self._speed)
        if self._watch.stopped:
            again.pause()
        return again

    # ------------------------------------------------------------ what the learner turns at

    def pause(self) -> list[Report]:
        """Hold the run and draw it."""
        self._watch.stop()
        return [self._report(self._frame, drawn=True)] if self._frame else []

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
            return self._go(1, shown=True)
        if self._speed is None:
            return self._go(self._steps_to_take(), shown=False)
        self._step_due_at = max(self._step_due_at + 1 / self._speed, self._clock() - BACKLOG_S)
        return self._go(1, shown=False)

    def one_step(self) -> list[Report]:
        """Take one training step, draw it, and hold."""
        self._watch.stop()
        first = [] if self._frame else self.advance()
        return first if self.ended else [*first, *self._go(1, shown=True)]

    def _steps_to_take(self) -> int:
        """Return how many steps to take before the next look at the commands.

        A frame of long steps is taken in parts, so that the run can be held between them. Parts end where the frame
        ends: what counts as a moment is the same on a fast and on a slow machine.
        """
        step = self._frame.step if self._frame else 0
        to_the_end = self._config.steps_per_frame - step % self._config.steps_per_frame
        return min(self._step_time.steps_within(LOOK_S), to_the_end)

    def _go(self, steps: int, *, shown: bool) -> list[Report]:
        """Take so many steps; ``shown`` says that the result is reported and drawn whatever the time it takes."""
        config = self._config if steps == self._config.steps_per_frame else replace(self._config, steps_per_frame=steps)
        before = self._clock()
        try:
            frame = self._generator.send(None if self._frame is None else config)
        except StopIteration:
            return self.stop()
        now = self._clock()
        self._step_time.took(now - before, frame.step - (self._frame.step if self._frame else 0))
        self._frame = frame
        if shown or self._speed or frame.diverged or frame.step % self._config.steps_per_frame == 0:
            self._moments.append(moment_of(frame))
            self._count += 1
        if frame.diverged:
            self.close()
            return [self._report(frame, drawn=True), Diverged(self._number, frame.diverged)]
        if shown or now >= self._report_due_at:
            return [self._report(frame, drawn=shown or self._watch.seconds() >= self._pictures_due_at)]
        return []

    def _report(self, frame: Frame, *, drawn: bool) -> Frames:
        encoded = self._draw(frame) if drawn else {}
        self._report_due_at = self._clock() + REPORT_S
        moments, self._moments = tuple(self._moments), []
        seconds = self._watch.seconds()
        rate = self._rate.at(seconds, frame.step)
        return Frames(self._number, frame.step, moments, encoded, rate, seconds, self._count)

    def _draw(self, frame: Frame) -> dict[str, Encoded]:
        """Return the frame's pictures, and put the next ones off for so long that drawing keeps to its share.

        Drawing a run that is held takes nothing from it, and puts nothing off.
        """
        before = self._clock()
        encoded = encoded_pictures(frame.pictures())
        if not self._watch.stopped:
            share = FULL_SPEED_SHARE if self._speed is None else SLOW_SHARE
            wait = min(PICTURES_S, (self._clock() - before) * (1 / share - 1))
            self._pictures_due_at = self._watch.seconds() + wait
        return encoded
