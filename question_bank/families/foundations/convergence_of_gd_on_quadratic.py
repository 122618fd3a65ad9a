"""Gradient descent on quadratics: the largest stable rate, contraction factors, the best rate, steps to a precision."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from question_bank.answers import AnswerSpec, Integer, Number, Value
from question_bank.descent import slips
from question_bank.descent.matrix_questions import draw as matrix_questions
from question_bank.descent.objective import Objective, bowl, fit, nonzero, polynomial
from question_bank.descent.quadratic import Spectrum, draw_matrix, draw_spectrum, exact_steps, steps_to
from question_bank.descent.race_case import matrix_case, race_case
from question_bank.descent.slips import CONVERGENCE, TOPIC
from question_bank.exercise import Exercise, Family, dice, first_with
from question_bank.notation import signed
from question_bank.numerals import held, result, shown
from question_bank.slips import asked, digits, has_enough, number

ID = "convergence-of-gd-on-quadratic"
SIGNIFICANT = "Type three significant digits."
EXACT = "Type it with all its decimals."
RULE = r"Gradient descent makes the steps $\theta \leftarrow \theta - \eta f'(\theta)$."
SHARES = (("half", 0.5), ("a tenth", 0.1), ("1 %", 0.01), ("0.1 %", 0.001), ("5 %", 0.05), ("2 %", 0.02))
BOWLS_IN_2D = (
    "The loss $f(x, y) = {formula}$ is minimised by plain gradient descent.",
    "Plain gradient descent looks for the minimum of $f(x, y) = {formula}$.",
    "Near its minimum a loss looks like $f(x, y) = {formula}$, and plain gradient descent walks down.",
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one curvature (1), a flat and a steep direction (2), a matrix with five questions (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(has_enough, make, rng)


def _objective(rng: random.Random) -> Objective:
    kind = rng.randrange(3)
    if kind == 0:
        return bowl(rng, rng.randint(1, 50) / 2, float(rng.randint(-12, 12)))
    if kind == 1:
        return polynomial(rng, rng.randint(1, 50) / 2, float(rng.choice([b for b in range(-20, 21) if b])))
    return fit(rng, nonzero(rng, -5, 5, 0.5), float(nonzero(rng, -12, 12, 1)))


def _curvature_line(objective: Objective) -> str:
    return f"The derivative is ${objective.work}$; its slope, the curvature, is $L = {shown(objective.slope)}$."


def _limit(rng: random.Random) -> Exercise:
    objective = _objective(rng)
    limit = 2 / objective.slope
    question = rng.choice(
        (
            r"Below which learning rate $\eta$ does it converge from every start?",
            r"From which learning rate $\eta$ on does it no longer converge?",
            r"What is the largest learning rate, just excluded, at which it does not yet diverge or swing for ever?",
        )
    )
    part = asked(f"{question} {SIGNIFICANT}", digits(limit), slips.of_single_limit(objective.slope))
    solution = (
        _curvature_line(objective),
        r"A step multiplies the distance to the minimum by $1 - \eta L$, which has to lie between $-1$ and 1.",
        rf"So $\eta < 2/L = 2/{shown(objective.slope)} {result(limit)}$.",
    )
    demo = race_case(Spectrum(objective.slope, objective.slope))
    return Exercise(f"{objective.story} {RULE}", (part,), solution, demo)


def _one_factor(rng: random.Random) -> Exercise:
    objective, product = _objective(rng), rng.randint(1, 38) / 20
    eta = round(product / objective.slope, 3)
    factor = abs(1 - eta * objective.slope)
    if not 0.05 < factor < 0.97 or not eta:
        return _one_factor(rng)
    question = "By which factor is the distance to the minimum multiplied in each step, taken as a positive number?"
    part = asked(f"{question} {SIGNIFICANT}", digits(factor), slips.of_factor(eta, objective.slope))
    swing = " The sign says that the side changes each time." if eta * objective.slope > 1 else ""
    solution = (
        _curvature_line(objective),
        r"A step multiplies the distance to the minimum by $1 - \eta L$.",
        (
            rf"$|1 - {shown(eta)} \cdot {shown(objective.slope)}| = |{shown(1 - eta * objective.slope)}| "
            rf"{result(factor)}$.{swing}"
        ),
    )
    prompt = f"{objective.story} {RULE} The learning rate is $\\eta = {shown(eta)}$."
    return Exercise(prompt, (part,), solution, race_case(Spectrum(objective.slope, objective.slope), eta))


def _place(rng: random.Random) -> Exercise:
    objective, steps = _objective(rng), rng.choice((3, 4, 5, 6, 8))
    eta = round(rng.choice((0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 1.2, 1.4, 1.5, 1.6, 1.8)) / objective.slope, 3)
    lowest, factor = objective.lowest, 1 - eta * objective.slope
    start = round(lowest) + nonzero(rng, -6, 6, 1)
    distance = start - lowest
    if abs(lowest - round(lowest, 3)) > 1e-9 or abs(distance) < 1:
        return _place(rng)
    place = lowest + distance * factor**steps
    spec = number(place)
    part = asked(
        rf"Where is $\theta$ after {steps} steps? Type a number to 4 decimals.",
        spec,
        slips.of_place(lowest, distance, factor, steps),
    )
    solution = (
        f"{_curvature_line(objective)} It is 0 at the minimum $\\theta^* = {shown(lowest)}$.",
        rf"Each step multiplies the distance by $1 - {shown(eta)} \cdot {shown(objective.slope)} {result(factor)}$.",
        (
            rf"At the start it is ${shown(distance)}$, so after {steps} steps $\theta = {shown(lowest)} + "
            rf"{held(distance)} \cdot {held(factor)}^{{{steps}}} {result(place)}$."
        ),
    )
    start_line = rf"It starts at $\theta = {shown(start)}$ with the learning rate $\eta = {shown(eta)}$."
    demo = race_case(Spectrum(objective.slope, objective.slope), eta)
    return Exercise(f"{objective.story} {RULE} {start_line}", (part,), solution, demo)


def _formula(spectrum: Spectrum, turned: bool) -> str:
    first, second = (spectrum.high, spectrum.low) if turned else (spectrum.low, spectrum.high)
    terms = [f"{_times(factor / 2)}{name}^2" for factor, name in ((first, "x"), (second, "y"))]
    return " + ".join(terms)


def _bowl_prompt(rng: random.Random, spectrum: Spectrum) -> str:
    return rng.choice(BOWLS_IN_2D).format(formula=_formula(spectrum, rng.random() < 0.5) + _linear(rng))


def _curvatures_line(spectrum: Spectrum) -> str:
    return (
        rf"The second derivatives are the curvatures: $\mu = {shown(spectrum.low)}$ and $L = {shown(spectrum.high)}$, "
        "twice the factors of the squares; the linear terms only move the minimum."
    )


def _best_rate(rng: random.Random) -> Exercise:
    spectrum = draw_spectrum(rng)
    first = asked(
        f"Which learning rate makes the slower of the two directions as fast as possible? {SIGNIFICANT}",
        digits(spectrum.best),
        slips.of_best(spectrum),
    )
    second = asked(
        f"By which factor does the distance to the minimum then shrink per step, in the worst direction? {SIGNIFICANT}",
        digits(spectrum.factor),
        slips.of_best_factor(spectrum),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        return digits(spectrum.worst(mine)) if isinstance(mine, float) and 0 < mine < spectrum.limit else None

    solution = (
        _curvatures_line(spectrum),
        r"The best rate makes both ends equally fast: $1 - \eta\mu = \eta L - 1$.",
        rf"So $\eta = 2/(L + \mu) = 2/{shown(spectrum.low + spectrum.high)} {result(spectrum.best)}$.",
        (
            rf"The factor is $1 - \eta\mu = (\kappa - 1)/(\kappa + 1)$ with $\kappa = L/\mu = "
            rf"{shown(spectrum.condition)}$: ${shown(spectrum.condition - 1)}/{shown(spectrum.condition + 1)} "
            rf"{result(spectrum.factor)}$."
        ),
    )
    parts = (first, replace(second, carry=carry))
    return Exercise(_bowl_prompt(rng, spectrum), parts, solution, race_case(spectrum))


def _slow_direction(rng: random.Random) -> Exercise:
    spectrum, (words, share) = draw_spectrum(rng), rng.choice(SHARES)
    eta = float(f"{rng.choice((0.3, 0.5, 0.8, 1.0, 1.2, 1.5)) / spectrum.high:.2g}")
    slow = 1 - eta * spectrum.low
    if eta <= 0 or slow <= abs(1 - eta * spectrum.high):
        return _slow_direction(rng)
    exact = exact_steps(slow, share)
    if abs(exact - round(exact)) < 0.03:
        return _slow_direction(rng)
    first = asked(
        f"By which factor does the distance to the minimum shrink per step along the slower direction? {EXACT}",
        Number(slow, relative=0, absolute=1e-6),  # the next part takes it to a high power
        [
            slips.slip(
                abs(1 - eta * spectrum.high),
                "This is the steep direction. It is the flat one that is slow here.",
                CONVERGENCE,
            ),
            *slips.of_factor(eta, spectrum.low),
        ],
    )
    second = asked(
        f"After how many steps is the distance along it for the first time at most {words} of that at the start? "
        "Type a whole number.",
        Integer(steps_to(slow, share)),
        slips.of_steps(slow, share),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        return Integer(steps_to(mine, share)) if isinstance(mine, float) else None

    solution = (
        _curvatures_line(spectrum),
        r"Along a direction a step multiplies the distance by $|1 - \eta\lambda|$: the flat one is slower here.",
        rf"$1 - {shown(eta)} \cdot {shown(spectrum.low)} {result(slow)}$.",
        (
            rf"${shown(slow)}^k \le {shown(share)}$ means $k \ge \ln {shown(share)} / \ln {shown(slow)} \approx "
            rf"{exact:.2f}$, so $k = {steps_to(slow, share)}$."
        ),
    )
    prompt = rf"{_bowl_prompt(rng, spectrum)} The learning rate is $\eta = {shown(eta)}$."
    return Exercise(prompt, (first, replace(second, carry=carry)), solution, race_case(spectrum, eta))


def _condition(rng: random.Random) -> Exercise:
    matrix = draw_matrix(rng)
    spectrum = matrix.spectrum
    part = asked(
        rf"What is the condition number $\kappa$ of the problem? {SIGNIFICANT}",
        digits(spectrum.condition),
        slips.of_condition(matrix),
    )
    second = asked(
        f"Below which learning rate does gradient descent converge from every start? {SIGNIFICANT}",
        digits(spectrum.limit),
        slips.of_limit(spectrum),
    )
    mixed = f"{'-' if matrix.b < 0 else '+'} {shown(abs(2 * matrix.b))}xy"
    inner = f"{_times(matrix.a)}x^2 {mixed} + {_times(matrix.d)}y^2"
    trace, det = matrix.a + matrix.d, matrix.a * matrix.d - matrix.b**2
    solution = (
        (
            rf"The second derivatives form the matrix with rows $({shown(matrix.a)}, {shown(matrix.b)})$ and "
            rf"$({shown(matrix.b)}, {shown(matrix.d)})$. Its eigenvalues are the curvatures."
        ),
        (
            rf"$\lambda^2 - {shown(trace)}\lambda + {shown(det)} = 0$ gives $\mu = {shown(spectrum.low)}$ and "
            rf"$L = {shown(spectrum.high)}$."
        ),
        rf"$\kappa = L/\mu {result(spectrum.condition)}$.",
        rf"It converges for $\eta < 2/L {result(spectrum.limit)}$.",
    )
    lead = rng.choice(
        ("Gradient descent minimises", "A loss with two parameters is", "Near its minimum a loss is close to")
    )
    formula = rf"\tfrac{{1}}{{2}}\left({inner}\right){_linear(rng)}"
    return Exercise(f"{lead} $f(x, y) = {formula}$.", (part, second), solution, matrix_case(matrix))


def _linear(rng: random.Random) -> str:
    """Return a linear term, which moves the minimum and leaves the curvatures alone."""
    return "".join(signed(rng.choice([c for c in range(-9, 10) if c]), name) for name in "xy")


def _times(factor: float) -> str:
    return "" if factor == 1 else shown(factor)


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise], ...]] = {
    1: (_limit, _one_factor, _place),
    2: (_best_rate, _slow_direction, _condition),
    3: (matrix_questions,),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="How gradient descent converges on a quadratic",
    version=1,
    generate=generate,
    kinds=("number", "integer", "vector"),
    heading=CONVERGENCE,
)
