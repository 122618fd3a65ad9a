"""Densities under maps, as in a normalizing flow: one number, two numbers, two layers."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from question_bank.exercise import DemoCase, Exercise, Family, dice, first_with
from question_bank.flows import slips
from question_bank.flows.bases import BASES, EXPONENTIAL, NORMAL, Base
from question_bank.flows.layers import LOG_BASE, Linear, Point, TwoLayers, draw_layers, draw_linear
from question_bank.flows.maps import Map, draw_affine, draw_curved
from question_bank.flows.slips import CHANGE, CLOSE, TOPIC
from question_bank.gradients.asking import Asked, all_tell, parts
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal, equals

ID = "change-of-variables"
THINGS = (
    *("sensor readings", "price changes", "temperatures", "voltages", "phase errors", "log-incomes", "clock errors"),
    *(
        "forecast errors",
        "share returns",
        "pixel values",
        "tide levels",
        "altitude changes",
        "steering angles",
        "pitches",
    ),
)
ONE_LAYER = (
    "A flow with one layer models {what}. Its base $Z$ is {base}. The layer is $y = {map}$.",
    "The smallest normalizing flow for {what}: $z$ is {base}, and $y = {map}$.",
    "A normalizing flow for {what} draws $z$, which is {base}, and gives out $y = {map}$.",
)
TWO_LAYERS = (
    "A normalizing flow for {what} has two layers. Its base $Z$ is {base}.",
    "A flow with two layers models {what}. It starts from a $z$ that is {base}.",
    "In a flow for {what}, two layers follow each other. The base $Z$ is {base}.",
)
RULE = r"The map spreads the base's probability out by its slope: $p_Y(y) = p_Z(z)/|f'(z)|$ at the $z$ with $f(z) = y$."
PLANE_RULE = r"In the plane the determinant takes the place of the slope: $\ln p_Y(y) = \ln p_Z(z) - \ln|\det A|$."
LAYER_RULE = "The layers are undone from the last to the first; their log-determinants add up and are subtracted."
Z_NAMES = ("$z_1$", "$z_2$")
NATURAL = "Logarithms are natural."
TWO_NORMALS = r"two independent standard normal numbers, with density $p_Z(z) = \frac{1}{2\pi} e^{-(z_1^2 + z_2^2)/2}$"

SHOWN = DemoCase("normalizing-flow-2d", {"couplings": 2})


def generate(seed: int, difficulty: int) -> Exercise:
    """Return an affine map (1), a curved map or a matrix (2), or two layers up to the log-density (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty - 1])
    return first_with(all_tell, make, rng)


# ---------------------------------------------------------------- one number


def _affine(rng: random.Random) -> Exercise | None:
    base, step = rng.choice(BASES), draw_affine(rng)
    y = step.value(_tenths(rng, base))
    return _one_layer(rng, base, step, round(y, 2), ask_inverse=False)


def _curved(rng: random.Random) -> Exercise | None:
    base = rng.choice(BASES)
    step = draw_curved(rng, positive=base is EXPONENTIAL)
    y = round(step.value(_tenths(rng, base)), 2)
    return _one_layer(rng, base, step, y, ask_inverse=True) if abs(y) > 0.1 else None


def _one_layer(rng: random.Random, base: Base, step: Map, y: float, *, ask_inverse: bool) -> Exercise | None:
    if not base.low <= step.inverse(y) <= base.high or abs(step.slope(step.inverse(y))) < 0.15:
        return None
    sheet = Sheet({"z": lambda _: step.inverse(y), "p": lambda s: base.density(s["z"]) / abs(step.slope(s["z"]))})
    if not 0.02 < sheet["p"] < 3:
        return None
    density = Asked(_density_question(rng, y), ("p",), slips.of_density(sheet, base, step, y), absolute=CLOSE)
    inverse = Asked(f"Which $z$ becomes $y = {decimal(y)}$?", ("z",), slips.of_inverse(sheet, step, y), absolute=CLOSE)
    story = rng.choice(ONE_LAYER).format(what=rng.choice(THINGS), base=base.told, map=step.tex("z"))
    asked = (inverse, density) if ask_inverse else (density,)
    return Exercise(story, parts(sheet, asked, TOPIC), _one_layer_steps(base, step, y, sheet))


def _density_question(rng: random.Random, y: float) -> str:
    return rng.choice(
        (
            "What is the density of $Y$ at $y = {y}$?",
            "How large is $p_Y({y})$?",
            "Which density does the flow give to $y = {y}$?",
        )
    ).format(y=decimal(y))


def _one_layer_steps(base: Base, step: Map, y: float, sheet: Sheet) -> tuple[str, ...]:
    z, slope, formula = sheet["z"], step.slope(sheet["z"]), step.slope_tex("z")
    return (
        RULE,
        f"Undo the map: $z = {step.undone(y)} {equals(z)}$.",
        f"The slope is $f'(z) = {formula}{f' {equals(slope)}' if 'z' in formula else ''}$.",
        (
            rf"The base has $p_Z({decimal(z)}) = {base.worked(z)} \approx {decimal(base.density(z))}$, so $p_Y = "
            rf"{decimal(base.density(z))}/{decimal(abs(slope))} \approx {decimal(sheet['p'])}$."
        ),
    )


def _chain(rng: random.Random) -> Exercise | None:
    base, inner = rng.choice(BASES), draw_affine(rng)
    h = inner.value(_tenths(rng, base))
    outer = draw_curved(rng, positive=False)
    if not 0.2 < abs(h) < 3:
        return None
    y = round(outer.value(h), 2)
    if abs(y) < 0.1 or abs(y) > 60:
        return None
    sheet = Sheet(_chain_rules(base, inner, outer, y))
    logs = sheet.values(("l1", "l2"))
    if not (base.low <= sheet["z"] <= base.high and 0.05 < sheet["p"] < 1 and min(map(abs, logs)) > 0.05):
        return None
    questions = (
        Asked(
            f"Which $h$ and $z$ lie behind $y = {decimal(y)}$?",
            ("h", "z"),
            slips.of_chain_back(sheet, inner, outer, y),
            ("$h$", "$z$"),
            absolute=CLOSE,
        ),
        Asked(
            r"How large are the log-determinants of the two layers there, $\ln\left|\frac{dh}{dz}\right|$ and "
            r"$\ln\left|\frac{dy}{dh}\right|$?",
            ("l1", "l2"),
            slips.of_log_slopes(sheet, inner, outer, y),
            ("layer 1", "layer 2"),
        ),
        _log_density_asked(sheet, f"$y = {decimal(y)}$", base.log(0.0) if base is NORMAL else 0.0, absolute=5e-3),
        Asked("And the density itself?", ("p",), slips.of_last_density(sheet), absolute=2 * CLOSE),
    )
    story = rng.choice(TWO_LAYERS).format(what=rng.choice(THINGS), base=base.told)
    prompt = f"{story} The layers are $$h = {inner.tex('z')}, \\qquad y = {outer.tex('h')}$$ {NATURAL}"
    return Exercise(prompt, parts(sheet, questions, TOPIC), _chain_steps(base, (inner, outer), y, sheet))


def _chain_rules(base: Base, inner: Map, outer: Map, y: float) -> dict[str, Rule]:
    return {
        "h": lambda _: outer.inverse(y),
        "z": lambda s: inner.inverse(s["h"]),
        "l1": lambda s: inner.log_slope(s["z"]),
        "l2": lambda s: outer.log_slope(s["h"]),
        "log": lambda s: base.log(s["z"]) - s["l1"] - s["l2"],
        "p": lambda s: math.exp(s["log"]),
    }


def _log_density_asked(sheet: Sheet, where: str, constant: float, *, absolute: float) -> Asked:
    found = slips.of_log_density(sheet, constant=constant, absolute=absolute)
    return Asked(rf"What is the log-density $\ln p_Y$ at {where}?", ("log",), found, marks=2, absolute=absolute)


def _chain_steps(base: Base, maps: tuple[Map, Map], y: float, sheet: Sheet) -> tuple[str, ...]:
    (inner, outer), h, z = maps, sheet["h"], sheet["z"]
    log_base, slope = base.log(z), decimal(outer.slope(h))
    sums = f"{decimal(log_base)} - {bracketed(sheet['l1'])} - {bracketed(sheet['l2'])}"
    return (
        LAYER_RULE,
        f"Undo layer 2: $h = {outer.undone(y)} {equals(h)}$. Undo layer 1: $z = {inner.undone(h)} {equals(z)}$.",
        (
            rf"Layer 1: $\ln|{inner.slope_tex('z')}| = {decimal(sheet['l1'])}$. Layer 2: ${outer.slope_tex('h')} = "
            rf"{slope}$ at this $h$, and $\ln|{slope}| \approx {decimal(sheet['l2'])}$."
        ),
        (
            rf"The base has $\ln p_Z({decimal(z)}) \approx {decimal(log_base)}$, so $\ln p_Y = {sums} \approx "
            f"{decimal(sheet['log'])}$."
        ),
        rf"The density is $e^{{{decimal(sheet['log'])}}} \approx {decimal(sheet['p'])}$.",
    )


def _tenths(rng: random.Random, base: Base) -> float:
    while True:
        z = rng.randint(round(10 * base.low), round(10 * base.high)) / 10
        if abs(z) > 0.15:
            return z


# ---------------------------------------------------------------- two numbers


def _matrix(rng: random.Random) -> Exercise | None:
    matrix = draw_linear(rng)
    z = (rng.randint(-4, 4) / 2, rng.randint(-4, 4) / 2)
    y = (matrix.a * z[0] + matrix.b * z[1], matrix.c * z[0] + matrix.d * z[1])
    if not all(z) or not all(y) or abs(z[0]) == abs(z[1]):
        return None
    sheet = matrix.sheet(y)
    point = f"({decimal(y[0])}, {decimal(y[1])})"
    questions = (
        Asked(r"What is $\det A$?", ("det",), slips.of_det(matrix)),
        Asked(
            f"Which $z$ becomes $y = {point}$?",
            ("z1", "z2"),
            slips.of_linear_back(sheet, matrix, y),
            Z_NAMES,
        ),
        Asked(
            rf"What is the log-density $\ln p_Y$ at $y = {point}$?",
            ("log",),
            slips.of_linear_density(sheet, y),
            absolute=1e-2,
        ),
    )
    story = rng.choice(
        (
            "A linear flow for pairs of {what} starts from {base}, and makes $y = A z$ of them with",
            "A flow of one linear layer models pairs of {what}. Its base is {base}; the layer is $y = A z$ with",
            "Pairs of {what} are modelled as $y = A z$, where $z$ is a pair of {base}, and",
        )
    ).format(what=rng.choice(THINGS), base=TWO_NORMALS)
    story = story.replace("a pair of two independent", "a pair of independent")
    rows = rf"{matrix.a} & {matrix.b} \\ {matrix.c} & {matrix.d}"
    prompt = rf"{story} $$A = \begin{{pmatrix}} {rows} \end{{pmatrix}}$$ {NATURAL}"
    return Exercise(prompt, parts(sheet, questions, TOPIC), _matrix_steps(matrix, y, sheet))


def _matrix_steps(matrix: Linear, y: Point, sheet: Sheet) -> tuple[str, ...]:
    a, b, c, d = (bracketed(number) for number in (matrix.a, matrix.b, matrix.c, matrix.d))
    one, two = (bracketed(number) for number in y)
    z1, z2, det = sheet["z1"], sheet["z2"], matrix.det
    squares = decimal(z1**2 + z2**2)
    return (
        PLANE_RULE,
        rf"$\det A = {a} \cdot {d} - {b} \cdot {c} = {det}$.",
        (
            rf"Undo the matrix: $z_1 = ({d} \cdot {one} - {b} \cdot {two})/{bracketed(det)} = {decimal(z1)}$ and "
            rf"$z_2 = ({a} \cdot {two} - {c} \cdot {one})/{bracketed(det)} = {decimal(z2)}$."
        ),
        (
            rf"$\ln p_Y = -\ln 2\pi - {squares}/2 - \ln {abs(det)} = -1.8379 - {decimal((z1**2 + z2**2) / 2)} - "
            rf"{decimal(math.log(abs(det)))} \approx {decimal(sheet['log'])}$."
        ),
    )


def _coupling(rng: random.Random) -> Exercise | None:
    layers = draw_layers(rng)
    z = (rng.choice((-1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0)), rng.choice((-1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0)))
    exact = layers.forwards(z)
    y = (round(exact[0], 2), round(exact[1], 2))
    sheet = layers.sheet(y)
    logs = sheet.values(("l1", "l2"))
    if not (min(map(abs, logs)) > 0.05 and max(map(abs, logs)) < 1.2 and max(map(abs, y)) < 9) or abs(sum(logs)) < 0.1:
        return None
    point = f"({decimal(y[0])}, {decimal(y[1])})"
    questions = (
        Asked(
            f"The flow gave out $y = {point}$. Which $h$ came out of layer 1?",
            ("h1", "h2"),
            slips.of_second_layer(sheet, layers, y),
            ("$h_1$", "$h_2$"),
        ),
        Asked("Which $z$ did it start from?", ("z1", "z2"), slips.of_first_layer(sheet, layers), Z_NAMES),
        Asked(
            "How large are the log-determinants of layer 1 and layer 2, on the way from $z$ to $y$?",
            ("l1", "l2"),
            slips.of_log_dets(sheet, layers, y),
            ("layer 1", "layer 2"),
        ),
        _log_density_asked(sheet, "this $y$", LOG_BASE, absolute=1e-2),
    )
    steps = _coupling_steps(layers, y, sheet)
    return Exercise(_coupling_told(rng, layers), parts(sheet, questions, TOPIC), steps, demo=SHOWN)


def _coupling_told(rng: random.Random, layers: TwoLayers) -> str:
    first, second = layers.first, layers.second
    story = rng.choice(
        (
            "A flow of two coupling layers models pairs of {what}. It starts from {base}.",
            "A real-valued coupling flow for pairs of {what} has two layers. Its base is {base}.",
            "Pairs of {what} are modelled by two coupling layers that follow each other, from {base}.",
        )
    ).format(what=rng.choice(THINGS), base=TWO_NORMALS)
    one = rf"h_1 = z_1, \qquad h_2 = z_2 e^{{{first.scale_tex('z_1')}}} + ({first.shift_tex('z_1')})"
    two = rf"y_2 = h_2, \qquad y_1 = h_1 e^{{{second.scale_tex('h_2')}}} + ({second.shift_tex('h_2')})"
    return f"{story} Layer 1 keeps the first number: $${one}$$ Layer 2 keeps the second: $${two}$$ {NATURAL}"


def _coupling_steps(layers: TwoLayers, y: Point, sheet: Sheet) -> tuple[str, ...]:
    first, second = layers.first, layers.second
    h1, h2, z1, z2, one, two = sheet.values(("h1", "h2", "z1", "z2", "l1", "l2"))
    base = LOG_BASE - (z1**2 + z2**2) / 2
    return (
        LAYER_RULE,
        (
            rf"Layer 2 kept $h_2 = y_2 = {decimal(h2)}$. So $h_1 = ({decimal(y[0])} - {bracketed(second.t(h2))}) "
            rf"\cdot e^{{{decimal(-second.s(h2))}}} \approx {decimal(h1)}$."
        ),
        (
            rf"Layer 1 kept $z_1 = h_1 \approx {decimal(z1)}$. So $z_2 = ({decimal(h2)} - {bracketed(first.t(z1))}) "
            rf"\cdot e^{{{decimal(-first.s(z1))}}} \approx {decimal(z2)}$."
        ),
        (
            r"A coupling layer stretches one number by $e^{s}$, so its log-determinant is $s$: "
            rf"${first.scale_tex('z_1')} \approx {decimal(one)}$ and "
            rf"${second.scale_tex('h_2')} \approx {decimal(two)}$."
        ),
        (
            rf"The base has $\ln p_Z(z) = -\ln 2\pi - (z_1^2 + z_2^2)/2 \approx {decimal(base)}$, so $\ln p_Y = "
            rf"{decimal(base)} - {bracketed(one)} - {bracketed(two)} \approx {decimal(sheet['log'])}$."
        ),
    )


MAKERS: tuple[Sequence[Callable[[random.Random], Exercise | None]], ...] = (
    (_affine,),
    (_curved, _matrix),
    (_coupling, _chain),
)
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Densities through a flow",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading=CHANGE,
)
