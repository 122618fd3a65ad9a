"""Functions of one parameter whose gradient is done by hand: a bowl, a polynomial, one weight fitted to one example."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.notation import signed
from question_bank.numerals import held, result, shown
from question_bank.slips import Slip

TOPIC = "foundations.gradient-descent"
HEADING = "gradient"
BOWLS = (
    "The function $f(\\theta) = {formula}$ is to be minimised.",
    "Somebody looks for the minimum of $f(\\theta) = {formula}$.",
    "With one parameter left to train, the loss is $f(\\theta) = {formula}$.",
    "A loss with one parameter is $f(\\theta) = {formula}$.",
)
FITS = (
    r"A model with one weight predicts $\hat y = \theta x$. Its only example is $x = {x}$, $y = {y}$, and the loss is",
    r"One weight $\theta$ is fitted to the single example $x = {x}$, $y = {y}$: the prediction is $\theta x$, the loss",
)
LOSS = r"$f(\theta) = \tfrac{1}{2}(\theta x - y)^2$."


@dataclass(frozen=True, slots=True)
class Objective:
    r"""A parabola by its gradient ``slope``$\cdot\theta\,+$ ``offset`` and its value at 0, with the wrong gradients.

    ``wrong`` holds slope, offset and reason of gradients that are straight lines too. ``work`` is the derivative.
    """

    story: str
    work: str
    slope: float
    offset: float
    at_zero: float
    wrong: tuple[tuple[float, float, str], ...]

    @property
    def lowest(self) -> float:
        """Return where the minimum is."""
        return -self.offset / self.slope

    def gradient(self, theta: float) -> float:
        """Return the derivative at a point."""
        return self.slope * theta + self.offset

    def value(self, theta: float) -> float:
        """Return the function at a point."""
        return self.slope * theta**2 / 2 + self.offset * theta + self.at_zero

    def gradient_work(self, theta: float) -> str:
        """Return the gradient at a point with numbers, as LaTeX."""
        if self.slope == 1 and self.offset == 0:
            return rf"g = \theta {result(theta)}"
        product = rf"{shown(self.slope)} \cdot {held(theta)}" if self.slope != 1 else shown(theta)
        return f"g = {product}{signed(self.offset)} {result(self.gradient(theta))}"

    def slips(self, theta: float) -> Iterator[Slip]:
        """Yield the slips with the gradient at a point."""
        for slope, offset, why in self.wrong:
            yield Slip((slope * theta + offset,), why, TOPIC, HEADING)
        why = "The sign is turned round. The gradient points uphill; the minus comes in with the step."
        yield Slip((-self.gradient(theta),), why, TOPIC, HEADING)
        why = "This is the value of the function. Asked for is its derivative."
        yield Slip((self.value(theta),), why, TOPIC, HEADING)


def bowl(rng: random.Random, a: float, b: float) -> Objective:
    r"""Return $a(\theta - b)^2$."""
    formula = rf"{_factor(a)}(\theta{signed(-b)})^2" if b else rf"{_factor(a)}\theta^2"
    wrong = [(a, -a * b, f"The factor 2 of the square's derivative got lost: it is ${shown(2 * a)}$ in all.")]
    if b:
        wrong.append((2 * a, 0.0, rf"The bracket stays: the gradient is 0 at $\theta = {shown(b)}$, not at 0."))
        wrong.append((2 * a, -b, f"The factor ${shown(2 * a)}$ multiplies the whole bracket."))
    wrong.append((4 * a, -4 * a * b, "One factor 2 too many: the derivative of the square brings it once."))
    line = rf"{_factor(2 * a)}\theta{signed(-2 * a * b)}"
    work = rf"f'(\theta) = {line}"
    if b and a != 0.5:
        work = rf"f'(\theta) = {shown(2 * a)}(\theta{signed(-b)}) = {line}"
    story = rng.choice(BOWLS).format(formula=formula)
    return Objective(story, work, 2 * a, -2 * a * b, a * b * b, tuple(wrong))


def polynomial(rng: random.Random, a: float, b: float) -> Objective:
    r"""Return $a\theta^2 + b\theta$."""
    linear = signed(b, r"\theta")
    wrong = (
        (a, b, r"The exponent comes down as a factor: the derivative of $\theta^2$ is $2\theta$."),
        (2 * a, 0.0, rf"The linear term has a derivative too: ${shown(b)}$."),
        (2 * a + b, 0.0, rf"The derivative of ${linear.strip(' +')}$ is ${shown(b)}$, without $\theta$."),
    )
    work = rf"f'(\theta) = {_factor(2 * a)}\theta{signed(b)}"
    story = rng.choice(BOWLS).format(formula=rf"{_factor(a)}\theta^2{linear}")
    return Objective(story, work, 2 * a, b, 0.0, wrong)


def fit(rng: random.Random, x: float, y: float) -> Objective:
    r"""Return $\tfrac{1}{2}(\theta x - y)^2$."""
    wrong = (
        (x, -y, f"The inner derivative got lost: the error is multiplied by $x = {shown(x)}$."),
        (2 * x * x, -2 * x * y, r"The factor $\tfrac{1}{2}$ cancels the 2 of the square's derivative."),
        (x * x, -y, f"The factor $x = {shown(x)}$ multiplies the whole error, also $y$."),
    )
    work = rf"f'(\theta) = (\theta x - y)\,x = {_factor(x * x)}\theta{signed(-x * y)}"
    return Objective(f"{rng.choice(FITS).format(x=shown(x), y=shown(y))} {LOSS}", work, x * x, -x * y, y * y / 2, wrong)


def draw_objective(rng: random.Random) -> Objective:
    """Return a function with a curvature from 1 to 6 and its minimum between -4 and 4."""
    kind = rng.randrange(3)
    if kind == 0:
        return bowl(rng, rng.choice((0.5, 1, 1.5, 2, 3)), float(rng.randint(-4, 4)))
    if kind == 1:
        return polynomial(rng, rng.choice((0.5, 1, 1.5, 2, 3)), float(rng.choice([b for b in range(-8, 9) if b])))
    x = rng.choice((1.5, 2, -1.5, -2))
    return fit(rng, x, float(rng.choice([y for y in range(-6, 7) if y])))


def nonzero(rng: random.Random, low: float, high: float, step: float = 0.1) -> float:
    """Return a multiple of ``step`` between two bounds that is not 0."""
    low_steps, high_steps = round(low / step), round(high / step)
    return round(rng.choice([steps for steps in range(low_steps, high_steps + 1) if steps]) * step, 6)


def _factor(value: float) -> str:
    return "" if value == 1 else shown(value)
