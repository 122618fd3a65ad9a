"""What learners get wrong in a step of gradient descent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from question_bank.gradients.asking import Slip
from question_bank.gradients.landscapes import Curve, Surface
from question_bank.gradients.models import Model
from question_bank.notation import decimal
from question_bank.wording import short

STEP, GRADIENT, MISTAKES = "one-step", "gradient", "common-mistakes"
Values = tuple[float, ...]


def of_curve(curve: Curve, start: float, rate: float) -> Iterator[Slip]:
    """Yield the slips with a parameter after one step on a curve."""
    slope = curve.slope(start)
    yield from of_update((start,), (slope,), rate)
    for wrong, why in curve.wrong:
        yield Slip((start - rate * wrong(start),), f"The slope went wrong. {why}", GRADIENT)
    value = f"You took the loss for its slope. The slope is ${curve.slope_tex}$."
    yield Slip((start - rate * curve.value(start),), value, GRADIENT)
    yield Slip((slope,), "This is the slope. Take the learning rate times it away from the parameter.", STEP)


def of_update(old: Values, gradient: Values, rate: float, *, in_turn: Values = ()) -> Iterator[Slip]:
    """Yield the slips with the parameters after a step; ``in_turn`` are those of an update one after another."""
    eta, several = short(rate), len(old) > 1

    def moved(change: Callable[[float, float], float]) -> Values:
        return tuple(change(p, g) for p, g in zip(old, gradient, strict=True))

    uphill = "You added the step, which goes uphill. Gradient descent subtracts it."
    yield Slip(moved(lambda p, g: p + rate * g), uphill, MISTAKES)
    yield Slip(moved(lambda p, g: p - g), f"You left out the learning rate {eta}.", STEP)
    if in_turn:
        why = "You used parameters that were already updated. All gradients of a step are taken at the old point."
        yield Slip(in_turn, why, MISTAKES)
    what = (
        "These are the changes. Add them to the old values."
        if several
        else "This is the change alone, not the new value."
    )
    yield Slip(moved(lambda p, g: -rate * g), what, STEP)
    yield Slip(moved(lambda p, g: rate * g), f"{what} A step is subtracted.", STEP)
    yield Slip(moved(lambda p, g: p - rate), f"You took the learning rate {eta} for the whole step.", STEP)
    yield Slip(moved(lambda p, g: p * (1 - rate * g)), "You multiplied the step by the parameter.", STEP)


def of_surface(surface: Surface, point: tuple[float, float]) -> Iterator[Slip]:
    """Yield the slips with the gradient of a surface."""
    (u, v), s = point, surface
    first, second = s.slopes(u, v)
    name_u, name_v = s.names
    without_cross = (first - s.c * v, second - s.c * u)
    why = f"The term with ${name_u} {name_v}$ belongs to both derivatives: each sees the other parameter as a number."
    yield Slip(without_cross, why, GRADIENT)
    yield Slip((first - s.a * u, second - s.b * v), "A square leaves a factor 2 in its derivative.", GRADIENT)
    yield Slip((first - s.d, second - s.e), "The linear terms have slopes too: their factors.", GRADIENT)
    why = f"In the term ${name_u} {name_v}$ you kept the parameter you differentiate by. The other one stays."
    yield Slip((first + s.c * (u - v), second + s.c * (v - u)), why, GRADIENT)
    yield Slip((second, first), f"The order is turned round: the derivative by ${name_u}$ comes first.", GRADIENT)
    yield Slip((-first, -second), "These point downhill. The gradient points uphill.", GRADIENT)


# ---------------------------------------------------------------- models with one data point


def of_prediction(model: Model) -> Iterator[Slip]:
    """Yield the slips with a prediction."""
    right = f"$\\hat y = {model.tex}$"
    pairs = [(each.value, each.feature, each.feature_tex) for each in model.parameters]
    constant = sum(p for p, _, tex in pairs if not tex)
    if constant:
        out = sum(p * f for p, f, tex in pairs if tex)
        yield Slip((out,), f"You left out the constant: {right}.", GRADIENT)
    if len(pairs) == 3:
        (a, _, _), (b, x, _), (c, _, _) = pairs
        yield Slip((a * 2 * x + b * x + c,), f"You doubled where the model squares: {right}.", GRADIENT)
        yield Slip((a * x + b * x + c,), f"You left out the square: {right}.", GRADIENT)
        yield Slip((a * a * x * x + b * x + c,), f"The square is on $x$ alone, not on $a$: {right}.", GRADIENT)
        yield Slip((-a * x * x + b * x + c,), f"A square is never negative: {right}.", GRADIENT)
    yield Slip((sum(p for p, _, _ in pairs),), f"You added the parameters without their inputs: {right}.", GRADIENT)
    yield Slip((sum(p + f for p, f, _ in pairs),), f"You added where the model multiplies: {right}.", GRADIENT)
    out = sum(p * f for p, f, _ in pairs)
    yield Slip((out - model.target,), "This is already the error. Asked for is the prediction.", GRADIENT)
    yield Slip((-out,), f"The sign is turned round: {right}.", GRADIENT)


def of_loss(model: Model, step: int) -> Iterator[Slip]:
    """Yield the slips with the loss after so many steps."""
    sheet, loss = model.sheet, model.loss
    out = sheet[f"out@{step}"]
    error, formula = out - model.target, f"$L = {loss.formula}$"
    if step:
        before, old = sheet[f"loss@{step - 1}"], sheet.values(model.keys("g", step - 1))
        yield Slip((before,), "This is the loss before the step. Predict again with the new parameters.", MISTAKES)
        linear = before - model.rate * sum(g * g for g in old)
        why = "This is what the slope promised. The loss is curved: predict again with the new parameters."
        yield Slip((linear,), why, MISTAKES)
    factor = "left out" if loss.half else "added"
    yield Slip((error**2 * (3 - loss.factor) / 2,), f"You {factor} a ½. The loss here is {formula}.", GRADIENT)
    yield Slip((abs(error) * loss.factor / 2,), f"The error has to be squared: {formula}.", GRADIENT)
    yield Slip((loss.value(out, -model.target),), f"You added the target. It is subtracted: {formula}.", GRADIENT)
    yield Slip((-loss.value(out, model.target),), f"A square is never negative: {formula}.", GRADIENT)
    yield Slip((error,), f"This is the error. Its square makes the loss: {formula}.", GRADIENT)


def of_gradient(model: Model) -> Iterator[Slip]:
    """Yield the slips with the gradient at the start."""
    error, out = model.sheet["error@0"], model.sheet["out@0"]
    features = tuple(each.feature for each in model.parameters)
    inner = "The chain rule multiplies by what stands beside each parameter"
    told = ", ".join(f"${each.feature_tex or '1'}$ for ${each.name}$" for each in model.parameters)

    def scaled(factor: float, by: Sequence[float] = features) -> Values:
        return tuple(factor * feature for feature in by)

    half = 2 if model.loss.half else 0.5
    yield Slip(
        scaled(half * error),
        f"A factor 2 went wrong: the slope of this loss is ${model.loss.slope_formula}$.",
        MISTAKES,
    )
    yield Slip(scaled(-error), "The signs are turned round: the error is prediction minus target.", MISTAKES)
    yield Slip(scaled(error, (1.0,) * len(features)), f"{inner}: {told}.", GRADIENT)
    values = [each.value for each in model.parameters]
    yield Slip(scaled(error, values), f"{inner}, not by the parameter itself: {told}.", GRADIENT)
    if len(features) == 3:
        x = features[1]
        why = "You differentiated by $x$. The derivative by $a$ keeps $x^2$ as it is, that by $b$ keeps $x$."
        yield Slip(scaled(error, (2 * x, 1.0, 0.0)), why, GRADIENT)
        yield Slip(scaled(error, (2 * x, x, 1.0)), "The derivative by $a$ is $x^2$; it is no power of $a$.", GRADIENT)
    yield Slip(
        scaled(model.sheet["loss@0"]), f"You took the loss for its slope ${model.loss.slope_formula}$.", GRADIENT
    )
    yield Slip(
        scaled(model.loss.factor * out), f"The target got lost: the error is ${decimal(out - model.target)}$.", GRADIENT
    )
    yield Slip(scaled(error, features[::-1]), f"The order is turned round. The factors are {told}.", GRADIENT)


def of_first_step(model: Model) -> Iterator[Slip]:
    """Yield the slips with the parameters after the first step."""
    sheet = model.sheet
    old, gradient = sheet.values(model.keys("p", 0)), sheet.values(model.keys("g", 0))
    yield from of_update(old, gradient, model.rate, in_turn=model.one_after_another(0))


def of_second_step(model: Model) -> Iterator[Slip]:
    """Yield the slips with the parameters after the second step."""
    sheet, rate = model.sheet, model.rate
    old, gradient = sheet.values(model.keys("p", 1)), sheet.values(model.keys("g", 1))
    stale = tuple(p - rate * g for p, g in zip(old, sheet.values(model.keys("g", 0)), strict=True))
    yield Slip(stale, "You took the gradient of the first step again. It is computed anew at the new point.", MISTAKES)
    first = sheet.values(model.keys("p", 0))
    restart = tuple(p - rate * g for p, g in zip(first, gradient, strict=True))
    yield Slip(
        restart, "You started from the first parameters again. The second step starts where the first ended.", STEP
    )
    yield from of_update(old, gradient, rate, in_turn=model.one_after_another(1))
