"""A run without a window ends where it should, and its predictions are judged by what it had seen by then."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models import registry
from models.demo import Moment
from models.errors import DemoError
from models.training import chosen_device, device_for, device_name, devices, judged, run
from tests.models.counting import Counting, HandClock, counting_demo


def steps_of(moments: tuple[Moment, ...]) -> list[int]:
    return [moment.step for moment in moments]


def test_a_run_ends_after_so_many_frames() -> None:
    clock = HandClock()
    result = run(counting_demo(clock), Counting(), "cpu", frames=3, clock=clock)
    assert steps_of(result.moments) == [0, 10, 20]
    assert result.pictures["total"] == 20
    assert result.steps == 20
    assert result.seconds == pytest.approx(0.02)
    assert result.steps_per_second == pytest.approx(1000)
    assert result.diverged == ""


def test_a_run_ends_after_so_many_seconds_or_steps_whichever_comes_first() -> None:
    clock = HandClock()
    assert run(counting_demo(clock), Counting(), "cpu", seconds=0.095, clock=clock).steps == 100
    assert run(counting_demo(clock), Counting(), "cpu", steps=25, clock=clock).steps == 30
    assert run(counting_demo(clock), Counting(), "cpu", frames=9, seconds=1, steps=40, clock=clock).steps == 40


def test_a_run_that_diverges_ends_there_and_says_why() -> None:
    clock = HandClock()
    result = run(counting_demo(clock), Counting(diverges_at=15), "cpu", frames=9, clock=clock)
    assert steps_of(result.moments) == [0, 10, 20]
    assert result.diverged == "The sum is too large."


def test_a_run_without_an_end_or_that_ends_by_itself_is_refused() -> None:
    clock = HandClock()
    with pytest.raises(DemoError, match="needs an end"):
        run(counting_demo(clock), Counting(), "cpu", clock=clock)
    with pytest.raises(DemoError, match="before its time"):
        run(counting_demo(clock), Counting(ends_at=15), "cpu", frames=9, clock=clock)


@given(st.integers(0, 60), st.booleans())
def test_a_prediction_is_judged_by_the_first_moment_that_reached_it(last: int, ended: bool) -> None:
    # The sum reaches 20 at step 20 and falls again: later moments must not count.
    moments = [Moment(step, {"total": float(20 - abs(20 - step))}) for step in range(last + 1)]
    expected = 0 if last >= 20 else (1 if ended else None)
    assert judged(counting_demo(HandClock()), Counting(), moments, ended=ended) == (expected,)


def test_a_run_that_shows_only_every_fifteenth_step_is_judged_at_the_thirtieth() -> None:
    moments = [Moment(step, {"total": float(step == 30) * 20}) for step in (0, 15, 30, 45)]
    assert judged(counting_demo(HandClock()), Counting(), moments) == (0,)


def test_the_device_is_the_one_asked_for_or_the_best_there_is() -> None:
    best = "cuda" if torch.cuda.is_available() else "cpu"
    assert chosen_device("cpu") == "cpu"
    assert chosen_device("auto") == best == devices()[-1]
    assert device_name("cpu") == "CPU"
    assert device_name(best)


def test_a_demo_without_torch_runs_on_the_cpu_whatever_is_asked() -> None:
    assert device_for(counting_demo(HandClock()), "cuda") == "cpu"


def test_a_demo_that_needs_float64_leaves_the_gpus_of_apple_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert device_for(registry.demo("mini-gpt"), "auto") == "mps"
    assert device_for(registry.demo("optimizer-race"), "auto") == "cpu"
    assert device_for(registry.demo("optimizer-sweep"), "mps") == "cpu"


def test_an_unknown_device_and_a_cuda_device_that_is_not_there_are_refused() -> None:
    with pytest.raises(DemoError, match="auto, cpu, cuda or mps"):
        chosen_device("tpu")
    if torch.cuda.is_available():
        assert chosen_device("cuda") == "cuda"
    else:
        with pytest.raises(DemoError, match="no CUDA device"):
            chosen_device("cuda")
