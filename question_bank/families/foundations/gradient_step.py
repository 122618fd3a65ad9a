"""Takes steps of gradient descent by hand: on a curve, on a surface, for a model with one data point."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from question_bank.exercise import Exercise, Family, dice, first_with
from question_bank.gradients import slips_of_steps
from question_bank.gradients.asking import Asked, Slip, all_tell, parts
from question_bank.gradients.functions import SquaredError
from question_bank.gradients.landscapes import Surface, draw_curve, draw_surface
from question_bank.gradients.models import Model, Parameter
from question_bank.gradients.sheet import Sheet
from question_bank.gradients.steps_told import (
    RULE,
    curve_given,
    curve_solution,
    gradient_told,
    model_given,
    prediction_told,
    surface_given,
    surface_solution,
    update_told,
)
from question_bank.wording import listed

ID = "gradient-step"
TOPIC = "foundations.gradient-descent"
STARTS = (-4.0, -3.0, -2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
INPUTS = (-3.0, -2.0, -1.5, -0.5, 0.5, 1.5, 2.0, 2.0, 3.0, 3.0, 4.0)
ERRORS = (-4.0, -3.0, -2.5, -1.5, -1.0, 1.0, 1.5, 2.5, 3.0, 4.0)
RATES = (0.01, 0.02, 0.05, 0.05, 0.1, 0.1, 0.2, 0.25, 0.5)
LEAST, LARGEST = 0.1, 60.0  # sizes of what is asked for


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one step with one parameter (1), with two (2), or a whole step of a model, or two steps (3)."""
    rng = dice(ID, seed, difficulty)
    ideas: tuple[tuple[Callable[[random.Random], Exercise | None], ...], ...] = (
        (_one_parameter,),
        (_surface, _surface, _line, _line, _plane),
        (_whole_step, _whole_step, _two_steps),
    )
    make = rng.choice(ideas[difficulty - 1])
    return first_with(all_tell, make, rng)


# ---------------------------------------------------------------- a loss as a formula


def _one_parameter(rng: random.Random) -> Exercise | None:
    curve, start, rate = draw_curve(rng), rng.choice(STARTS), rng.choice(RATES)
    slope = curve.slope(start)
    if not (LEAST <= abs(rate * slope) <= 8 and 0.5 <= abs(slope) <= LARGEST):
        return None
    sheet = Sheet({"new": lambda s: start - rate * slope})
    question = rng.choice(
        (
            f"What is ${curve.name}$ after one step of gradient descent?",
            f"What is the new value of ${curve.name}$ after one step of gradient descent?",
            f"Take one step of gradient descent. Where does it lead ${curve.name}$?",
        )
    )
    asked = Asked(question, ("new",), tuple(slips_of_steps.of_curve(curve, start, rate)))
    return Exercise(
        curve_given(rng, curve, start, rate), parts(sheet, (asked,), TOPIC), curve_solution(curve, start, rate)
    )


def _surface(rng: random.Random) -> Exercise | None:
    surface, rate = draw_surface(rng), rng.choice(RATES[2:])
    u, v = rng.choice(STARTS), rng.choice(STARTS)
    slopes = surface.slopes(u, v)
    if u == v or not _all_fit(slopes) or min(abs(rate * slope) for slope in slopes) < LEAST / 2:
        return None
    sheet = Sheet(
        {
            "g0": lambda s: slopes[0],
            "g1": lambda s: slopes[1],
            "p0": lambda s: u - rate * s["g0"],
            "p1": lambda s: v - rate * s["g1"],
        }
    )
    questions = (
        _gradient_asked(surface.names, ("g0", "g1"), tuple(slips_of_steps.of_surface(surface, (u, v)))),
        _update_asked(
            surface.names,
            ("p0", "p1"),
            tuple(slips_of_steps.of_update((u, v), slopes, rate, in_turn=_in_turn(surface, u, v, rate))),
        ),
    )
    solution = surface_solution(surface, (u, v), rate)
    return Exercise(surface_given(rng, surface, (u, v), rate), parts(sheet, questions, TOPIC), solution)


def _in_turn(surface: Surface, u: float, v: float, rate: float) -> tuple[float, float]:
    """Return where a step leads that uses the new first parameter for the second: a common bug."""
    first = u - rate * surface.slopes(u, v)[0]
    return first, v - rate * surface.slopes(first, v)[1]


# ---------------------------------------------------------------- a model with one data point


def _line(rng: random.Random) -> Exercise | None:
    return _gradient_and_step(rng, _draw_line(rng))


def _plane(rng: random.Random) -> Exercise | None:
    (first, second), weights = rng.sample(INPUTS, 2), rng.sample(STARTS, 2)
    parameters = (Parameter("w_1", weights[0], "x_1", first), Parameter("w_2", weights[1], "x_2", second))
    return _gradient_and_step(rng, _draw_model(rng, parameters, (("x_1", first), ("x_2", second))))


def _gradient_and_step(rng: random.Random, model: Model | None) -> Exercise | None:
    if model is None:
        return None
    questions = (_model_gradient_asked(model), _first_step_asked(model))
    steps = (prediction_told(model, 0), *gradient_told(model, 0), RULE, update_told(model, 0))
    return Exercise(model_given(rng, model), parts(model.sheet, questions, TOPIC), steps)


def _whole_step(rng: random.Random) -> Exercise | None:
    x, (a, b, c) = rng.choice(INPUTS), rng.sample(STARTS, 3)
    parameters = (Parameter("a", a, "x^2", x * x), Parameter("b", b, "x", x), Parameter("c", c, "", 1.0))
    model = _draw_model(rng, parameters, (("x", x),))
    if model is None or abs(x) > 3:
        return None
    questions = (
        Asked(r"What is the prediction $\hat y$?", ("out@0",), tuple(slips_of_steps.of_prediction(model))),
        Asked("What is the loss $L$?", ("loss@0",), tuple(slips_of_steps.of_loss(model, 0))),
        _model_gradient_asked(model, marks=2),
        _first_step_asked(model),
        Asked(
            "What is the loss with the new parameters, on the same data point?",
            ("loss@1",),
            tuple(slips_of_steps.of_loss(model, 1)),
            absolute=1e-2,
        ),
    )
    steps = (
        prediction_told(model, 0),
        *gradient_told(model, 0),
        RULE,
        update_told(model, 0),
        f"With the new parameters {prediction_told(model, 1)}",
    )
    return Exercise(model_given(rng, model), parts(model.sheet, questions, TOPIC), steps)


def _two_steps(rng: random.Random) -> Exercise | None:
    model = _draw_line(rng)
    if model is None or not _all_fit(model.sheet.values(model.keys("g", 1))):
        return None
    second = (
        f"A second step follows, on the same data point. What are {_told(model.names)} after it?",
        tuple(slips_of_steps.of_second_step(model)),
    )
    questions = (
        Asked(r"What is the first prediction $\hat y$?", ("out@0",), tuple(slips_of_steps.of_prediction(model))),
        _model_gradient_asked(model),
        _first_step_asked(model),
        Asked(second[0], model.keys("p", 2), second[1], _labels(model.names), marks=2),
    )
    steps = (
        prediction_told(model, 0),
        *gradient_told(model, 0),
        RULE,
        update_told(model, 0),
        f"The second step begins at the new point: {prediction_told(model, 1)}",
        *gradient_told(model, 1),
        update_told(model, 1),
    )
    return Exercise(model_given(rng, model), parts(model.sheet, questions, TOPIC), steps)


# ---------------------------------------------------------------- what is asked


def _gradient_asked(names: Sequence[str], keys: tuple[str, ...], slips: tuple[Slip, ...]) -> Asked:
    labels = tuple(rf"$\partial L / \partial {name}$" for name in names)
    return Asked(f"What is the gradient there, {listed(labels)}?", keys, slips, labels)


def _model_gradient_asked(model: Model, marks: int = 1) -> Asked:
    labels = tuple(rf"$\partial L / \partial {name}$" for name in model.names)
    slips = tuple(slips_of_steps.of_gradient(model))
    return Asked(f"What is the gradient at first, {listed(labels)}?", model.keys("g", 0), slips, labels, marks)


def _update_asked(names: Sequence[str], keys: tuple[str, ...], slips: tuple[Slip, ...]) -> Asked:
    return Asked(f"What are {_told(names)} after one step of gradient descent?", keys, slips, _labels(names))


def _first_step_asked(model: Model) -> Asked:
    return _update_asked(model.names, model.keys("p", 1), tuple(slips_of_steps.of_first_step(model)))


def _told(names: Sequence[str]) -> str:
    return listed(_labels(names))


def _labels(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"${name}$" for name in names)


# ---------------------------------------------------------------- nice numbers


def _draw_line(rng: random.Random) -> Model | None:
    x, (w, b) = rng.choice(INPUTS), rng.sample(STARTS, 2)
    return _draw_model(rng, (Parameter("w", w, "x", x), Parameter("b", b, "", 1.0)), (("x", x),))


def _draw_model(
    rng: random.Random, parameters: tuple[Parameter, ...], inputs: tuple[tuple[str, float], ...]
) -> Model | None:
    """Return a model whose step lowers the loss and still leaves some of it, or None."""
    out = sum(each.value * each.feature for each in parameters)
    loss, target = SquaredError(half=rng.random() < 0.5), out - rng.choice(ERRORS)
    # A step multiplies the error by 1 - rate * factor * |features|^2.
    length = loss.factor * sum(each.feature**2 for each in parameters)
    rates = [rate for rate in RATES if 0.1 <= rate * length <= 0.75]
    if not rates or not _all_fit((out, target)):
        return None
    model = Model(parameters, inputs, target, loss, rng.choice(rates))
    fits = _all_fit((*model.sheet.values(model.keys("g", 0)), model.sheet["loss@1"]))
    return model if fits else None


def _all_fit(values: Sequence[float]) -> bool:
    return all(LEAST <= abs(value) <= LARGEST for value in values)


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="A step of gradient descent",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading="one-step",
)
