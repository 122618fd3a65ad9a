"""Schedules against torch.optim.lr_scheduler, run step by step from the numbers that a prompt shows."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler

from question_bank.answers import Integer, Matching, Number
from question_bank.drawings import Curves
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from question_bank.schedules.shapes import Cosine, Exponential, Power, WarmUpThenCosine
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("schedule-value")
SEEDS = range(200)
Schedule = lr_scheduler.LRScheduler


def found(pattern: str, text: str) -> tuple[float, ...]:
    """Return the numbers that a pattern's groups catch; it has to be there exactly once."""
    (groups,) = set(re.findall(pattern, text.replace("$", "")))
    return tuple(float(group) for group in (groups if isinstance(groups, tuple) else (groups,)))


def optimizer(rate: float) -> torch.optim.Optimizer:
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)


def rate_at(text: str, t: int) -> float:
    """Return the rate at a step of the schedule that a text describes, as torch has it."""
    if r"\dfrac" in text:  # torch has no such schedule: exact fractions
        start, scale = found(r"\\eta_0 = ([\d.]+) and s = (\d+)", text)
        return float(Fraction(str(start)) / (1 + Fraction(t, int(scale))))
    if "its peak" in text:
        peak, warm, total = found(r"its peak ([\d.]+) at t = (\d+)\. From there .*? at t = (\d+)\.", text)
        return warmed(peak, int(warm), int(total), t)
    return at(*scheduler(text), t)


def at(schedule: Schedule, stepper: torch.optim.Optimizer, t: int) -> float:
    """Return the rate that torch's own closed form gives at a step."""
    stepper.step()  # torch wants the optimizer's step first
    schedule.step(t)
    return float(stepper.param_groups[0]["lr"])


def warmed(peak: float, warm: int, total: int, t: int) -> float:
    steps = optimizer(peak)
    if t < warm:
        return at(lr_scheduler.LinearLR(steps, 1e-12, total_iters=warm), steps, t)
    return at(lr_scheduler.CosineAnnealingLR(steps, total - warm), steps, t - warm)


def scheduler(text: str) -> tuple[Schedule, torch.optim.Optimizer]:
    if "warmed up" in text:
        low, peak, length = found(r"from ([\d.]+) at t = 0 to ([\d.]+) at t = (\d+)", text)
        steps = optimizer(peak)
        return lr_scheduler.LinearLR(steps, max(low / peak, 1e-12), total_iters=int(length)), steps
    steps = optimizer(found(r"\\eta_0 = ([\d.]+)(?![\d.]*.*\\eta_0 = )", text)[0])
    if "exponential schedule" in text:
        (scale,) = found(r"and s = (\d+)", text)
        return lr_scheduler.ExponentialLR(steps, 0.1 ** (1 / scale)), steps
    if "annealed with a cosine" in text:
        (total,) = found(r"t = T = (\d+)", text)
        low = found(r"min}} = ([\d.]+)" if "min}}" in text else r"min} = ([\d.]+)", text)[0] if "min}" in text else 0.0
        return lr_scheduler.CosineAnnealingLR(steps, int(total), low), steps
    (factor,) = found(r"multiplied by ([\d.]+)", text)
    if "piecewise" in text:
        ((places, last),) = re.findall(r"the steps ([\d, ]+) and (\d+)", text)
        milestones = [*map(int, places.split(", ")), int(last)]
        return lr_scheduler.MultiStepLR(steps, milestones, factor), steps
    (every,) = found(r"every (\d+) steps, for", text)
    return lr_scheduler.StepLR(steps, int(every), factor), steps


def value(part: Part) -> float:
    assert isinstance(part.answer, Number | Integer)
    return part.answer.value


def step_of(part: Part) -> int:
    (t,) = re.findall(r"(?:step |eta_\{)(\d+)", part.prompt)
    return int(t)


def near(rate: float) -> object:
    return pytest.approx(rate, rel=1e-6, abs=1e-9)


# ---------------------------------------------------------------- torch says the same


@pytest.mark.filterwarnings("ignore:The epoch parameter in `scheduler.step")
def test_one_value_is_torch_s() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        t = step_of(exercise.parts[0])
        assert value(exercise.parts[0]) == near(rate_at(told(exercise), t)), exercise.prompt


def told(exercise: Exercise) -> str:
    """Return the sentences about the schedule, without their setting."""
    return " ".join(re.findall(r"The learning rate .*?(?= Steps count)", exercise.prompt))


@pytest.mark.filterwarnings("ignore:The epoch parameter in `scheduler.step")
def test_the_second_idea_is_torch_s_too() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        first = exercise.parts[0]
        if "for the first time" in first.prompt:
            (low,) = found(r"at or below ([\d.]+)\?", first.prompt)
            before, then = (rate_at(told(exercise), int(value(first)) - earlier) for earlier in (1, 0))
            assert then <= low * (1 + 1e-9) < before, exercise.prompt
        elif "batch size" in exercise.prompt:
            data, batch = found(r"There are (\d+) training examples, the batch size is (\d+)", exercise.prompt)
            (epoch,) = found(r"epoch (\d+) \(", first.prompt)
            batches = [index for _ in range(int(epoch) - 1) for index in np.arange(0, data, batch)]
            assert value(first) == len(batches)
            assert value(exercise.parts[1]) == near(rate_at(told(exercise), len(batches))), exercise.prompt
        else:
            assert value(first) == near(rate_at(told(exercise), step_of(first))), exercise.prompt


def kind(exercise: Exercise) -> str:
    return (
        "budget"
        if "are cut into" in exercise.prompt
        else "plateau"
        if "epochs in a row" in exercise.prompt
        else "curves"
    )


def of_kind(wanted: str, seeds: range = range(600)) -> list[Exercise]:
    return [each for each in (FAMILY.generate(seed, 3) for seed in seeds) if kind(each) == wanted]


@pytest.mark.filterwarnings("ignore:The epoch parameter in `scheduler.step")
def test_a_plan_is_torch_s_plan() -> None:
    for exercise in of_kind("budget", range(200)):
        text = exercise.prompt.replace(",", "")
        examples, batch, epochs = found(r"(\d+) examples are cut into batches of (\d+) in each of (\d+)", text)
        share, peak = found(r"first (\d+) % .*? to ([\d.]+);", text)
        total = len(np.arange(0, examples, batch)) * int(epochs)
        warm = round(total * share / 100)
        expected = [near(warmed(peak, warm, total, step_of(part))) for part in exercise.parts[1:3]]
        assert [value(part) for part in exercise.parts[:3]] == [total, *expected], exercise.prompt
        middle = int(value(exercise.parts[3]))
        then, after = (warmed(peak, warm, total, middle + later) for later in (0, 1))
        assert then >= peak / 2 * (1 - 1e-9) > after


def test_a_warm_up_and_a_cosine_in_a_row_are_torch_s_sequence() -> None:
    steps, shape = optimizer(0.4), WarmUpThenCosine(0.4, 20, 140)
    rise, fall = lr_scheduler.LinearLR(steps, 1e-12, total_iters=20), lr_scheduler.CosineAnnealingLR(steps, 120)
    schedule = lr_scheduler.SequentialLR(steps, [rise, fall], milestones=[20])
    for t in range(140):
        assert shape.at(t) == near(steps.param_groups[0]["lr"])
        steps.step()
        schedule.step()


def plateau_rates(rate: float, factor: float, patience: int, losses: list[float]) -> list[float]:
    """Return the rate of each epoch and of the one after the last, as torch lowers it."""
    steps = optimizer(rate)
    schedule = lr_scheduler.ReduceLROnPlateau(steps, factor=factor, patience=patience - 1, threshold=0.0, eps=0.0)
    gone = [rate]
    for loss in losses:
        schedule.step(loss)
        gone.append(steps.param_groups[0]["lr"])
    return gone


def test_a_plateau_is_noticed_when_torch_notices_it() -> None:
    words = {"two": 2, "three": 3, "four": 4}
    for exercise in of_kind("plateau"):
        rate, factor = found(r"learning rate ([\d.]+)\. .*? multiplied by ([\d.]+) ", exercise.prompt)
        patience = words[re.findall(r"Whenever (\w+) epochs", exercise.prompt)[0]]
        losses = [float(cell) for cell in re.findall(r"\d\.\d\d", exercise.prompt.split("validation loss |")[1])]
        run = plateau_rates(rate, factor, patience, losses)
        drops = [epoch for epoch in range(1, 13) if run[epoch] < run[epoch - 1]]
        more = plateau_rates(rate, factor, patience + 1, losses)
        expected = [drops[0], len(drops), near(run[-1]), near(more[-1])]
        assert [value(part) for part in exercise.parts] == expected, exercise.prompt
        (figure,) = exercise.figures
        assert isinstance(figure, Curves)
        assert [y for _, y in figure.lines[0].points] == losses


@pytest.mark.filterwarnings("ignore:The epoch parameter in `scheduler.step")
def test_the_drawn_curves_are_torch_s_curves() -> None:
    for exercise in of_kind("curves", range(200)):
        (figure,), answer = exercise.figures, exercise.parts[0].answer
        assert isinstance(figure, Curves) and isinstance(answer, Matching)
        start, total = found(r"over (\d+) steps\. All start at \\eta_0 = ([\d.]+)", exercise.prompt)[::-1]
        for line, index in zip(figure.lines, answer.pairs, strict=True):
            for t, rate in line.points[::12]:
                assert rate == near(named_rate(answer.right[index].replace("$", ""), start, total, round(t)))
        below = int(value(exercise.parts[3]))
        (scale,) = found(r"every (\d+) steps", next(name for name in answer.right if "exponential" in name))
        (ratio,) = found(r"eta_0/(\d+)", exercise.parts[3].prompt)
        assert 0.1 ** (below / scale) <= 1 / ratio + 1e-12 < 0.1 ** ((below - 1) / scale)


def named_rate(name: str, start: float, total: float, t: int) -> float:
    steps = optimizer(start)
    if name.startswith("power"):
        return rate_at(rf"\dfrac \eta_0 = {start} and {name.split(', ')[1]}", t)
    if name.startswith("exponential"):
        return at(lr_scheduler.ExponentialLR(steps, 0.1 ** (1 / found(r"every (\d+)", name)[0])), steps, t)
    if name.startswith("cosine"):
        return at(lr_scheduler.CosineAnnealingLR(steps, int(total)), steps, t)
    factor, every = found(r"times ([\d.]+) every (\d+)", name)
    return at(lr_scheduler.StepLR(steps, int(every), factor), steps, t)


# ---------------------------------------------------------------- known numbers


def test_schedules_give_the_known_numbers() -> None:
    assert Power(0.1, 10).at(10) == pytest.approx(0.05)
    assert Exponential(0.1, 10).at(10) == pytest.approx(0.01)
    assert Cosine(0.1, 10).at(5) == pytest.approx(0.05)


# ---------------------------------------------------------------- what the learner sees


def test_a_wrong_number_of_steps_carries_into_the_rates() -> None:
    for exercise in of_kind("budget", range(60)):
        text = exercise.prompt.replace(",", "")
        share, peak = found(r"first (\d+) % .*? to ([\d.]+);", text)
        mine = int(value(exercise.parts[0])) + 400
        warm, t = int(mine * share // 100), step_of(exercise.parts[2])
        rate = (
            np.interp(t, [0, warm], [0, peak])
            if t <= warm
            else peak * np.cos(np.pi / 2 * (t - warm) / (mine - warm)) ** 2
        )
        graded = grade(exercise, [str(mine), "77", f"{rate:.8f}", str((warm + mine) // 2)])
        assert [each.verdict for each in graded][2:] == [Verdict.RIGHT, Verdict.RIGHT], exercise.prompt
        assert graded[0].verdict is Verdict.WRONG and graded[2].carried


def test_a_wrong_count_of_drops_carries_into_the_rate() -> None:
    exercise = of_kind("plateau", range(30))[0]
    rate, factor = found(r"learning rate ([\d.]+)\. .*? multiplied by ([\d.]+) ", exercise.prompt)
    mine = int(value(exercise.parts[1])) + 1
    graded = grade(exercise, ["1", str(mine), f"{rate * factor**mine:.10f}", "7"])
    assert graded[1].verdict is Verdict.WRONG and graded[2].carried


# ---------------------------------------------------------------- variety and language


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_number_has_three_slips(difficulty: int) -> None:
    parts = [part for seed in SEEDS for part in FAMILY.generate(seed, difficulty).parts]
    counts = [len(part.misconceptions) for part in parts if not isinstance(part.answer, Matching)]
    assert sum(count >= 3 for count in counts) >= 0.95 * len(counts)


def test_all_kinds_of_plans_are_asked_about() -> None:
    kinds = Counter(kind(FAMILY.generate(seed, 3)) for seed in SEEDS)
    assert min(kinds.values()) >= 40 and len(kinds) == 3


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
