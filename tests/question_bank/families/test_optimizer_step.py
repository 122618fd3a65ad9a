"""Steps of optimizers against torch.optim and autograd, from the numbers that a prompt shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import torch
from torch import Tensor

from question_bank.answers import Number, Vector
from question_bank.exercise import Part, Verdict
from question_bank.grading import grade
from question_bank.optimizers.adam import Adam
from question_bank.optimizers.momentum import Momentum
from question_bank.optimizers.nesterov import Nesterov, NesterovOfTorch
from question_bank.optimizers.plain import Plain
from question_bank.optimizers.rule import Rule, advance, started
from question_bank.optimizers.scaled import AdaGrad, RMSProp
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("optimizer-step")
SEEDS = range(200)
NAMES = ("plain SGD", "SGD with momentum", "Nesterov", "AdaGrad", "RMSProp", "AdamW", "Adam", "Nadam")
NO_SCHEDULE = 1e9  # torch's Nadam lets its momentum grow; so fast a growth leaves the constant of Dozat's form
LETTERS = {"lr": "eta", "mu": "mu", "rho": "rho", "beta1": "beta_1", "beta2": "beta_2", "decay": "lambda"}


def numbers(text: str, letter: str) -> list[float]:
    return [float(found) for found in re.findall(rf"(?<![a-z\\]){re.escape(letter)} = (-?\d+(?:\.\d+)?)", text)]


@dataclass(frozen=True)
class Asked:
    """What a prompt says: the optimizer, its settings, the state before the step, and the function or the gradient."""

    text: str
    name: str
    settings: dict[str, float]
    theta: float
    memory: tuple[float, ...]
    step: int

    @property
    def inside(self) -> bool:
        return r"\mu\,v + \eta" in self.text

    def gradient(self, theta: float) -> float:
        """Return the gradient at a point by autograd, or the given one."""
        if given := numbers(self.text, "g"):
            return given[0]
        point = torch.tensor(theta, dtype=torch.float64, requires_grad=True)
        (found,) = torch.autograd.grad(self.function(point), point)
        return float(found)

    def function(self, theta: Tensor) -> Tensor:
        if "theta x - y" in self.text:
            (x,), (y,) = numbers(self.text, "x"), numbers(self.text, "y")
            return (theta * x - y) ** 2 / 2
        (formula,) = re.findall(r"f\(\\theta\) = ([^$]+)\$", self.text)
        python = re.sub(r"(?<=[\d)])(?=\\theta|\()", "*", formula).replace("^", "**").replace(r"\theta", "theta")
        terms = re.fullmatch(r"([\d.]*)\*?\(?theta(?:\*\*2)?(?: ([+-]) ([\d.]*))?(.*)", python)
        assert terms is not None, python
        factor, sign, number, rest = terms.groups()
        a, b = float(factor or 1), float(number or 1) * (-1 if sign == "-" else 1) if sign else 0.0
        return a * (theta + b) ** 2 if rest == ")**2" else a * theta**2 + b * theta


def read(text: str) -> Asked:
    name = next(name for name in NAMES if name in text)
    settings = {key: found[-1] for key, letter in LETTERS.items() if (found := numbers(text, rf"\{letter}"))}
    said = text[text.rindex("set to") :]
    symbols = {"RMSProp": "s", "AdaGrad": "s", "SGD with momentum": "v", "Nesterov": "v"}.get(name, "mv")
    wanted = "" if name == "plain SGD" else symbols
    memory = tuple((numbers(said, symbol) or [0.0])[-1] for symbol in wanted)
    return Asked(text, name, settings, numbers(said, r"\theta")[-1], memory, int((numbers(said, "t") or [1])[-1]))


def stepped(asked: Asked, theta: float, memory: tuple[float, ...], gradient: float, step: int) -> tuple[float, ...]:
    """Return the parameter and the memory after one step of torch's optimizer, in the letters of the prompt."""
    s = asked.settings
    scale = s["lr"] if asked.inside else 1.0  # torch's velocity holds no learning rate
    ahead = s["mu"] * memory[0] if asked.name == "Nesterov" and asked.inside else 0.0  # torch keeps the point ahead
    parameter = torch.nn.Parameter(torch.tensor(theta - ahead, dtype=torch.float64))
    parameter.grad = torch.tensor(gradient, dtype=torch.float64)
    optimizer = OPTIMIZERS[asked.name](parameter, s)
    state = optimizer.state[parameter]
    names = {"s": ("sum" if asked.name == "AdaGrad" else "square_avg",), "v": ("momentum_buffer",), "m": ("exp_avg",)}
    letter = (
        "s" if asked.name in ("AdaGrad", "RMSProp") else "v" if asked.name in ("SGD with momentum", "Nesterov") else "m"
    )
    kept = (*names[letter], "exp_avg_sq")[: len(memory)]
    for name, value in zip(kept, memory, strict=True):
        state[name] = torch.tensor(value / scale, dtype=torch.float64)
    state["step"] = torch.tensor(float(step - 1))
    if asked.name == "Nadam":
        state["mu_product"] = torch.tensor(s["beta1"] ** (step - 1), dtype=torch.float64)
    optimizer.step()
    after = tuple(float(state[name]) * scale for name in kept)
    back = s["mu"] * after[0] if ahead or (asked.name == "Nesterov" and asked.inside) else 0.0
    return float(parameter.detach()) + back, *after


KEPT = {
    "AdaGrad": ("sum",),
    "RMSProp": ("square_avg",),
    "SGD with momentum": ("momentum_buffer",),
    "Nesterov": ("momentum_buffer",),
}
OPTIMIZERS: dict[str, Callable[[torch.nn.Parameter, dict[str, float]], torch.optim.Optimizer]] = {
    "plain SGD": lambda p, s: torch.optim.SGD([p], lr=s["lr"]),
    "SGD with momentum": lambda p, s: torch.optim.SGD(
        [p], lr=s["lr"], momentum=s["mu"], weight_decay=s.get("decay", 0.0)
    ),
    "Nesterov": lambda p, s: torch.optim.SGD([p], lr=s["lr"], momentum=s["mu"], nesterov=True),
    "AdaGrad": lambda p, s: torch.optim.Adagrad([p], lr=s["lr"], eps=1e-8),
    "RMSProp": lambda p, s: torch.optim.RMSprop([p], lr=s["lr"], alpha=s["rho"]),
    "Adam": lambda p, s: torch.optim.Adam([p], lr=s["lr"], betas=(s["beta1"], s["beta2"])),
    "AdamW": lambda p, s: torch.optim.AdamW([p], lr=s["lr"], betas=(s["beta1"], s["beta2"]), weight_decay=s["decay"]),
    "Nadam": lambda p, s: torch.optim.NAdam(
        [p], lr=s["lr"], betas=(s["beta1"], s["beta2"]), momentum_decay=NO_SCHEDULE
    ),
}


def place(asked: Asked, theta: float, memory: tuple[float, ...]) -> float:
    """Return where the prompt's rule takes the gradient."""
    return theta - asked.settings["mu"] * memory[0] if r"f'(\theta - \mu\,v)" in asked.text else theta


def values(part: Part) -> tuple[float, ...]:
    assert isinstance(part.answer, Number | Vector)
    return part.answer.values if isinstance(part.answer, Vector) else (part.answer.value,)


def near(expected: tuple[float, ...]) -> object:
    return pytest.approx(expected, rel=1e-6, abs=1e-6)


# ---------------------------------------------------------------- torch says the same


def test_one_step_is_torch_s_step() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        asked = read(exercise.prompt)
        after = stepped(asked, asked.theta, asked.memory, asked.gradient(asked.theta), asked.step)
        assert values(exercise.parts[0]) == near(after[:1]), exercise.prompt


def test_the_second_idea_is_torch_s_too() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        asked = read(exercise.prompt)
        gradient = asked.gradient(place(asked, asked.theta, asked.memory))
        theta, *memory = stepped(asked, asked.theta, asked.memory, gradient, asked.step)
        assert values(exercise.parts[1]) == near((theta,)), exercise.prompt
        if "corrected" in exercise.parts[0].prompt:
            beta1, beta2 = asked.settings["beta1"], asked.settings["beta2"]
            first, second = memory[0] / (1 - beta1**asked.step), memory[1] / (1 - beta2**asked.step)
            if asked.name == "Nadam":
                step = (asked.theta - theta) / asked.settings["lr"]
                first = step * second**0.5
            assert values(exercise.parts[0]) == near((first, second)), exercise.prompt
        else:
            assert values(exercise.parts[0]) == near(tuple(memory)), exercise.prompt


def two_steps(asked: Asked) -> tuple[tuple[float, ...], float, tuple[float, ...]]:
    """Return the parameter and memory after step 1, the gradient of step 2, and what comes after that."""
    gradient = asked.gradient(place(asked, asked.theta, asked.memory))
    first = stepped(asked, asked.theta, asked.memory, gradient, 1)
    gradient = asked.gradient(place(asked, first[0], first[1:]))
    return first, gradient, stepped(asked, first[0], first[1:], gradient, 2)


def test_two_steps_are_torch_s_steps() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        asked = read(exercise.prompt)
        first, gradient, second = two_steps(asked)
        start = (asked.gradient(asked.theta),) if asked.name == "plain SGD" else first[1:]
        expected = (*start, first[0], gradient, second[0])
        assert tuple(value for part in exercise.parts[:4] for value in values(part)) == near(expected), exercise.prompt


def test_the_rival_s_steps_are_torch_s_too() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        asked, question = read(exercise.prompt), exercise.parts[4].prompt
        name = next(name for name in NAMES if name in question)
        settings = {key: found[-1] for key, letter in LETTERS.items() if (found := numbers(question, rf"\{letter}"))}
        text = question + exercise.prompt.split("\n")[0].split(" set to ")[0]
        memory = () if name == "plain SGD" else (0.0,)
        rival = Asked(text, name, settings, asked.theta, memory, 1)
        assert values(exercise.parts[4]) == near(two_steps(rival)[2][:1]), question


# ---------------------------------------------------------------- known numbers


@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [
        (Plain(0.1), 0.8, 0.64),
        (Momentum(0.1, 0.9), 0.8, 0.46),
        (Momentum(0.1, 0.9, inside=True), 0.8, 0.46),
        (Nesterov(0.1, 0.9), 0.8, 0.496),
        (NesterovOfTorch(0.1, 0.9), 0.62, 0.2224),
        (AdaGrad(0.1), 0.9, 0.8331),
        (RMSProp(0.1, 0.9), 0.6838, 0.4989),
        (Adam(0.1, 0.9, 0.999), 0.9, 0.8004),
        (Adam(0.1, 0.9, 0.999, decay=0.01), 0.899, 0.7985),
        (Adam(0.1, 0.9, 0.999, ahead=True), 0.8526, 0.7417),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_two_steps_down_a_parabola_give_the_known_numbers(rule: Rule, first: float, second: float) -> None:
    state = started(rule, 1.0)
    for expected in (first, second):
        state = advance(rule, state, 2 * rule.place(state))
        assert state.theta == pytest.approx(expected, abs=5.1e-5)


def test_adamw_shrinks_the_weight_apart_from_the_gradient() -> None:
    rule = Adam(0.1, 0.9, 0.999, decay=0.01)
    assert advance(rule, started(rule, 2.0), 0.5).theta == pytest.approx(1.898, abs=1e-6)


# ---------------------------------------------------------------- what the learner sees


def test_a_wrong_place_after_step_1_carries_on() -> None:
    for seed in SEEDS[:60]:
        exercise = FAMILY.generate(seed, 3)
        asked = read(exercise.prompt)
        memory = () if asked.name == "plain SGD" else values(exercise.parts[0])
        mine = values(exercise.parts[1])[0] + 0.75
        gradient = asked.gradient(place(asked, mine, memory))
        after = stepped(asked, mine, memory, gradient, 2)[0]
        replies = [exercise.parts[0].answer.show(), f"{mine:.6f}", f"{gradient:.6f}", f"{after:.6f}", "77"]
        graded = grade(exercise, replies)
        assert [each.verdict for each in graded[:4]] == [
            Verdict.RIGHT,
            Verdict.WRONG,
            Verdict.RIGHT,
            Verdict.RIGHT,
        ], (exercise.prompt, replies)
        assert graded[2].carried


def test_uncorrected_averages_carry_into_the_step_of_adam() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if "corrected" not in exercise.parts[0].prompt:
            continue
        asked = read(exercise.prompt)
        decay = asked.settings["lr"] * asked.settings.get("decay", 0.0) * asked.theta
        mine = asked.theta - decay - asked.settings["lr"] * 0.5 / 0.04**0.5
        graded = grade(exercise, ["0.5, 0.04", f"{mine:.6f}"])
        assert graded[1].carried and graded[1].score == 1, exercise.prompt


# ---------------------------------------------------------------- variety and language


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips_and_prompts_differ(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in SEEDS]
    assert min(len(part.misconceptions) for exercise in exercises for part in exercise.parts) >= 3
    assert len({exercise.prompt for exercise in exercises}) == len(exercises)


def test_every_optimizer_is_asked_about() -> None:
    names = Counter(read(FAMILY.generate(seed, 3).prompt).name for seed in SEEDS)
    assert set(names) == set(NAMES)
    assert min(names.values()) >= 8


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
