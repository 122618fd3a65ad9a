"""A live run: what is reported and drawn, and when, on a clock that the test holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.live_run import LiveRun
from models.protocol import Diverged, Frames, Report, Stopped
from tests.models.counting import Counting, HandClock, counting_demo

KEPT_BY_DRAWING = 0.015
OLDEST_PICTURES_S = 2.0


class Watched:
    """A live run of the counting demo, and everything it reported."""

    def __init__(self, *, device: str = "cpu", **values: KnobValue) -> None:
        self.clock = HandClock()
        self.part = 1.0  # of the time that the run has the processor
        self.idle = 0.0  # seconds of the clock in which it had nothing to do
        config = with_values(Counting(), values)
        self.run = LiveRun(7, counting_demo(self.clock), config, device, clock=self.clock, busy_clock=self.busy)
        self.reports: list[Report] = []
        self.reported_at: list[float] = []

    def busy(self) -> float:
        """Return the seconds that the run has had the processor."""
        return (self.clock.now - self.idle) * self.part

    def for_seconds(self, seconds: float) -> Watched:
        """Serve the run for so long, as the worker does when no command comes."""
        end = self.clock.now + seconds
        while not self.run.ended and (wait := self.run.seconds_to_wait()) is not None:
            if self.clock.now + wait >= end:
                self.clock.now = end
                break
            self.clock.move(wait)
            self.take(self.run.advance())
        return self

    def take(self, reports: list[Report]) -> None:
        """Keep what was reported."""
        self.reports += reports
        self.reported_at += [self.clock.now] * len(reports)

    @property
    def frames(self) -> list[Frames]:
        """Return the reports that are frames."""
        return [report for report in self.reports if isinstance(report, Frames)]

    @property
    def steps(self) -> list[int]:
        """Return the step of every moment reported."""
        return [moment.step for report in self.frames for moment in report.moments]


# ---------------------------------------------------------------- full speed


def test_the_first_frame_is_reported_and_drawn_at_once() -> None:
    watched = Watched()
    (first,) = watched.run.advance()
    assert isinstance(first, Frames)
    assert (first.run, first.step, first.frames, watched.steps) == (7, 0, 1, [])
    assert first.moments[0].scalars == {"total": 0.0} and first.pictures["total"] == 0


def test_every_frame_is_reported_though_reports_keep_to_the_rate_of_a_screen() -> None:
    watched = Watched(steps_per_frame=2).for_seconds(2.0)
    assert watched.steps == list(range(0, watched.steps[-1] + 1, 2))
    assert watched.steps[-1] > 1900
    assert 100 <= len(watched.frames) <= 122
    assert watched.frames[-1].frames == len(watched.steps)


@settings(max_examples=12)  # each serves thousands of steps
@given(picture_ms=st.floats(0, 14), step_ms=st.floats(0.5, 5))
def test_drawing_keeps_to_its_share_of_the_time(picture_ms: float, step_ms: float) -> None:
    watched = Watched(step_seconds=step_ms / 1000, picture_seconds=picture_ms / 1000, steps_per_frame=1)
    watched.for_seconds(5.0)
    drawn = sum(1 for report in watched.frames if report.pictures)
    assert (drawn - 1) * picture_ms / 1000 <= KEPT_BY_DRAWING * 5.0


@settings(max_examples=12)  # each serves thousands of steps
@given(picture_ms=st.floats(0, 400), step_ms=st.floats(0.5, 5))
def test_pictures_never_get_old_however_long_drawing_takes(picture_ms: float, step_ms: float) -> None:
    watched = Watched(step_seconds=step_ms / 1000, picture_seconds=picture_ms / 1000, steps_per_frame=1)
    watched.for_seconds(6.0)
    times = [
        time
        for time, report in zip(watched.reported_at, watched.reports, strict=True)
        if isinstance(report, Frames) and report.encoded
    ]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(times) >= 3
    assert max(gaps) <= OLDEST_PICTURES_S + picture_ms / 1000 + step_ms / 1000 + 1 / 60 + 1e-6


def test_a_run_that_gets_a_quarter_of_the_processor_is_reported_and_drawn_more_rarely() -> None:
    quiet, busy = Watched(picture_seconds=0.002), Watched(picture_seconds=0.008, step_seconds=0.004)
    busy.part = 0.25
    for each in (quiet, busy):
        each.for_seconds(6.0)
    assert len(busy.frames) < 0.3 * len(quiet.frames)
    assert busy.steps == list(range(0, busy.steps[-1] + 1, busy.steps[1]))
    drawn, drawn_busy = (sum(1 for report in each.frames if report.encoded) for each in (quiet, busy))
    assert drawn >= 28
    assert 3 <= drawn_busy <= 0.3 * drawn


def test_a_run_on_a_gpu_is_reported_and_drawn_by_the_clock_however_little_it_has_of_the_processor() -> None:
    on_cpu, on_gpu = Watched(picture_seconds=0.002), Watched(device="cuda", picture_seconds=0.002)
    on_gpu.part = 0.01  # the GPU works while the processor waits
    reports, again = (each.for_seconds(6.0).frames for each in (on_cpu, on_gpu))
    assert [(each.step, bool(each.encoded)) for each in again] == [(each.step, bool(each.encoded)) for each in reports]


def test_a_pause_draws_at_no_cost_to_a_run_that_goes_on_and_puts_off_nothing() -> None:
    once, held_often = Watched(picture_seconds=0.005), Watched(picture_seconds=0.005)
    once.for_seconds(4.2)
    for _ in range(14):  # more often than it is drawn
        held_often.for_seconds(0.3)
        held_often.run.pause()
        held_often.clock.move(3.0)
        held_often.idle += 3.0
        held_often.run.resume()
    drawn, drawn_often = (sum(1 for report in each.frames if report.encoded) for each in (once, held_often))
    assert drawn >= 5
    assert abs(drawn_often - drawn) <= 1


@given(step_ms=st.floats(0.001, 200), asked=st.integers(1, 1000))
def test_a_long_frame_is_taken_in_parts_and_only_its_end_counts(step_ms: float, asked: int) -> None:
    watched = Watched(step_seconds=step_ms / 1000, steps_per_frame=asked)
    looks = [watched.clock.now]
    while watched.clock.now < 103 and len(looks) < 300:
        watched.take(watched.run.advance())
        looks.append(watched.clock.now)
    assert max(later - earlier for earlier, later in pairwise(looks)) <= max(0.051, step_ms / 999)
    assert all(step % asked == 0 for step in watched.steps)


def test_the_rate_is_that_of_the_last_second_and_the_seconds_leave_pauses_out() -> None:
    watched = Watched(step_seconds=0.01, steps_per_frame=1).for_seconds(3.0)
    assert watched.frames[-1].steps_per_second == pytest.approx(100, rel=0.05)
    watched.run.pause()
    watched.clock.move(50)
    watched.run.resume()
    watched.for_seconds(1.0)
    assert watched.frames[-1].seconds == pytest.approx(4.0, abs=0.05)
    assert watched.frames[-1].steps_per_second == pytest.approx(100, rel=0.05)


# ---------------------------------------------------------------- held, stepped, slow


def test_a_pause_draws_where_the_run_stands_and_then_there_is_nothing_to_do() -> None:
    watched = Watched(steps_per_frame=1).for_seconds(0.1)
    (held,) = watched.run.pause()
    assert isinstance(held, Frames)
    assert held.pictures["total"] == held.step
    assert watched.run.seconds_to_wait() is None


def test_one_step_is_one_training_step_however_many_a_frame_holds() -> None:
    watched = Watched(steps_per_frame=500).for_seconds(0.7)
    watched.take(watched.run.pause())
    here = watched.frames[-1].step
    for taken in (1, 2, 3):
        (stepped,) = watched.run.one_step()
        assert isinstance(stepped, Frames)
        assert [moment.step for moment in stepped.moments] == [here + taken]
        assert stepped.pictures["total"] == here + taken
    assert watched.run.seconds_to_wait() is None


def test_a_run_that_begins_paused_shows_its_first_frame_and_waits() -> None:
    watched = Watched()
    assert watched.run.pause() == []
    watched.for_seconds(1.0)
    assert watched.steps == [0]


def test_one_step_of_a_run_that_has_not_begun_shows_both_frames() -> None:
    watched = Watched()
    watched.take(watched.run.one_step())
    assert watched.steps == [0, 1]


@pytest.mark.parametrize("speed", [0.5, 3.0, 25.0, 200.0])
def test_a_slow_run_keeps_its_speed_and_shows_each_step(speed: float) -> None:
    watched = Watched(steps_per_frame=500)
    watched.run.set_speed(speed)
    watched.for_seconds(10.0)
    assert watched.run.pause()
    assert len(watched.steps) == pytest.approx(speed * 10, abs=2)
    assert watched.steps == list(range(len(watched.steps)))
    if speed <= 25:
        assert all(report.encoded for report in watched.frames)


def test_a_slow_run_whose_pictures_take_long_spends_half_of_its_time_on_steps() -> None:
    watched = Watched(step_seconds=0.01, picture_seconds=0.3)
    watched.run.set_speed(20)
    watched.for_seconds(12.0)
    drawn = sum(1 for report in watched.frames if report.encoded)
    assert 15 <= drawn <= 22
    assert len(watched.steps) > 0.4 * 12 * 20


def test_a_run_that_begins_again_on_the_cpu_keeps_its_speed_and_is_held_if_it_was() -> None:
    watched = Watched(device="cuda", rise=2.0)
    watched.run.set_speed(10)
    watched.for_seconds(1.0)
    watched.run = watched.run.on_cpu()
    before = len(watched.steps)
    watched.for_seconds(1.0)
    assert watched.run.device == "cpu"
    assert watched.steps[before:] == list(range(len(watched.steps) - before))
    assert len(watched.steps) - before == pytest.approx(10, abs=2)
    watched.run.pause()
    held = watched.run.on_cpu()
    held.advance()
    assert held.seconds_to_wait() is None


def test_a_slow_run_that_fell_behind_does_not_race_to_catch_up() -> None:
    watched = Watched(step_seconds=0.0001)
    watched.run.set_speed(10)
    watched.for_seconds(1.0)
    watched.clock.move(60)
    before = len(watched.steps)
    watched.for_seconds(1.0)
    assert len(watched.steps) - before <= 13


def test_going_on_after_a_pause_takes_up_the_speed_again() -> None:
    watched = Watched()
    watched.run.set_speed(10)
    watched.for_seconds(1.0)
    watched.run.pause()
    watched.clock.move(30)
    watched.run.resume()
    before = len(watched.steps)
    watched.for_seconds(1.0)
    assert len(watched.steps) - before == pytest.approx(10, abs=1)


def test_the_first_pictures_put_none_off_and_the_second_do() -> None:
    watched = Watched(steps_per_frame=1, picture_seconds=0.1).for_seconds(1.0)
    drawn = [report.step for report in watched.frames if report.encoded]
    assert len(drawn) == 2
    assert drawn[0] == 0 < drawn[1] < 50


def test_a_run_of_very_short_steps_sends_its_moments_in_portions_and_loses_none() -> None:
    watched = Watched(steps_per_frame=1, step_seconds=1e-6).for_seconds(0.0015)
    portions = [len(report.moments) for report in watched.frames]
    assert max(portions) == 400
    watched.take(watched.run.stop())
    assert watched.steps == list(range(len(watched.steps)))
    assert len(watched.steps) > 1_400


@settings(max_examples=12)  # each serves thousands of steps
@given(st.integers(1, 7), st.sampled_from([1e-6, 1e-5, 1e-3]))
def test_a_long_run_has_a_moment_at_every_frame_and_ever_fewer_later_on_whatever_its_steps_take(
    asked: int, step_seconds: float
) -> None:
    watched = Watched(steps_per_frame=asked, step_seconds=step_seconds).for_seconds(20_000 * asked * step_seconds)
    watched.take(watched.run.stop())
    frames = [step / asked for step in watched.steps]
    due = [*range(2048), *range(2048, 4096, 2), *range(4096, 8192, 4), *range(8192, 16384, 8)]
    assert frames[: len(due)] == due
    assert len(frames) < len(due) + 300


def test_a_slow_run_shows_each_step_however_long_it_is() -> None:
    watched = Watched(steps_per_frame=1, step_seconds=1e-6)
    watched.run.set_speed(2000)
    watched.for_seconds(2.0)
    watched.take(watched.run.stop())
    assert watched.steps == list(range(len(watched.steps)))
    assert len(watched.steps) > 3900


# ---------------------------------------------------------------- again from the beginning


def begun_again(watched: Watched, number: int = 8) -> LiveRun:
    """Return a run like the watched one, which knows how that one began."""
    config = with_values(Counting(), {"steps_per_frame": 1, "rise": 3.0})
    demo = counting_demo(watched.clock)
    return LiveRun(number, demo, config, "cpu", clock=watched.clock, busy_clock=watched.busy, first=watched.run.first)


def test_a_run_like_one_before_shows_its_first_frame_before_it_is_built_and_only_once() -> None:
    watched = Watched(steps_per_frame=1, rise=3.0, picture_seconds=0.01).for_seconds(1.0)
    first, again = watched.frames[0], begun_again(watched)
    before = watched.clock.now
    (shown,) = again.advance()
    assert watched.clock.now == before  # nothing was drawn
    assert shown == structs.replace(first, run=8, seconds=0.0, steps_per_second=0.0)
    assert again.seconds_to_wait() == 0
    assert again.advance() == []
    stepped = [report for _ in range(400) for report in again.advance() if isinstance(report, Frames)]
    moments = [moment for report in stepped for moment in report.moments]
    assert [moment.step for moment in moments] == list(range(1, len(moments) + 1))
    assert stepped[-1].frames == len(moments) + 1
    assert moments[-1].scalars == {"total": 3.0 * len(moments)}


def test_a_run_like_one_before_can_be_held_and_stepped_before_it_is_built() -> None:
    again = begun_again(Watched(steps_per_frame=1, rise=3.0).for_seconds(0.1))
    assert again.pause() == []
    (first,) = again.advance()
    assert isinstance(first, Frames)
    assert again.pause() == [structs.replace(first, moments=())]  # drawn as ever, and no moment twice
    (second,) = again.one_step()
    assert isinstance(second, Frames)
    assert (first.step, second.step) == (0, 1)
    assert second.pictures["total"] == 3
    assert again.seconds_to_wait() is None


# ---------------------------------------------------------------- knobs and ends


def test_a_live_knob_counts_from_the_next_step_on() -> None:
    watched = Watched()
    watched.run.pause()
    watched.take(watched.run.one_step())
    watched.run.set_knobs({"rise": 5.0})
    watched.take(watched.run.one_step())
    assert watched.frames[-1].pictures["total"] == 6


def test_a_held_run_is_drawn_anew_as_its_knobs_stand_and_neither_goes_on_nor_gets_a_moment() -> None:
    watched = Watched()
    assert watched.run.look_again() == []  # nothing was shown yet
    watched.run.pause()
    watched.take(watched.run.one_step())
    watched.run.set_knobs({"rise": 5.0})
    seen, counted = len(watched.reports), watched.frames[-1].frames
    watched.take(watched.run.look_again())
    (again,) = watched.frames[seen:]
    assert (again.step, again.moments, again.frames) == (1, (), counted)
    assert again.pictures["total"] == 1
    watched.take(watched.run.one_step())
    assert watched.frames[-1].pictures["total"] == 6
    watched.run.resume()
    assert watched.run.look_again() == []


@pytest.mark.parametrize("values", [{"step_seconds": 1.0}, {"rise": 99.0}, {"colour": 1}, {"rise": 2.0, "seed": 1}])
def test_a_knob_that_is_fixed_or_out_of_bounds_is_refused_and_nothing_changes(values: dict[str, KnobValue]) -> None:
    watched = Watched()
    watched.run.pause()
    watched.take(watched.run.one_step())
    with pytest.raises(DemoError):
        watched.run.set_knobs(values)
    watched.take(watched.run.one_step())
    assert watched.frames[-1].pictures["total"] == 2


def test_a_run_that_diverges_is_drawn_once_more_and_ends_with_the_reason() -> None:
    watched = Watched(steps_per_frame=1, diverges_at=5).for_seconds(1.0)
    assert watched.reports[-1] == Diverged(7, "The sum is too large.")
    assert watched.frames[-1].pictures["total"] == 5
    assert watched.steps == [0, 1, 2, 3, 4, 5]
    assert watched.run.ended


def test_a_run_with_nothing_left_to_do_stops_and_loses_no_moment() -> None:
    watched = Watched(steps_per_frame=1, ends_at=5).for_seconds(1.0)
    assert watched.reports[-1] == Stopped(7)
    assert watched.steps == [0, 1, 2, 3, 4, 5]


def test_a_stop_loses_no_moment_and_is_the_last_word() -> None:
    watched = Watched(steps_per_frame=1, step_seconds=0.0001).for_seconds(0.19)
    watched.take(watched.run.stop())
    assert watched.reports[-1] == Stopped(7)
    assert watched.steps == list(range(watched.steps[-1] + 1))
    assert watched.frames[-1].pictures["total"] == watched.steps[-1]
    assert watched.run.ended


def test_what_a_demo_can_not_do_is_raised() -> None:
    with pytest.raises(DemoError, match="can't be taken"):
        Watched(refused_at=5).for_seconds(1.0)
