"""What learners get wrong about densities under a map: every slip is a sheet with a wrong rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from question_bank.flows.bases import Base
from question_bank.flows.layers import LOG_BASE, Linear, Point, TwoLayers, log_normal
from question_bank.flows.maps import Map
from question_bank.gradients.asking import Slip
from question_bank.gradients.edges import off_the_edge
from question_bank.gradients.sheet import Rule, Sheet

TOPIC = "generative.normalizing-flows"
CHANGE, INVERSE, LAYERS, MISTAKES = "change-of-variables", "undoing-the-map", "several-layers", "common-mistakes"
CLOSE = 1e-3  # tolerance of a density
Way = tuple[Mapping[str, Rule], str, str]


def by_ways(sheet: Sheet, names: Sequence[str], ways: Iterator[Way], absolute: float = 5e-3) -> tuple[Slip, ...]:
    """Return what comes of wrong rules; a way that leads nowhere is left out."""
    found = []
    for rules, why, heading in ways:
        try:
            found.append(Slip(sheet.by(rules).values(names), why, heading))
        except (ValueError, ArithmeticError):
            continue  # no logarithm, no root: nobody gets a number that way
    return off_the_edge(sheet.values(names), found, absolute)


# ---------------------------------------------------------------- one number


def of_density(sheet: Sheet, base: Base, step: Map, y: float) -> tuple[Slip, ...]:
    """Return the slips with the density of y = f(z)."""
    return by_ways(sheet, ("p",), _density_ways(base, step, y), CLOSE)


def _density_ways(base: Base, step: Map, y: float) -> Iterator[Way]:
    def rule(density: Callable[[float], float]) -> Mapping[str, Rule]:
        return {"p": lambda s: density(s["z"])}

    why = "You multiplied by the slope. Where the map stretches, the same probability is spread out: divide."
    yield rule(lambda z: base.density(z) * abs(step.slope(z))), why, CHANGE
    why = "The slope is missing. The map stretches or squeezes, and the density changes with it."
    yield rule(base.density), why, CHANGE
    why = "A density is never negative. It is divided by the size of the slope."
    yield rule(lambda z: base.density(z) / step.slope(z)), why, MISTAKES
    why = "You put $y$ into the density of the base. It takes the $z$ that becomes $y$."
    yield rule(lambda _: base.density(y) / abs(step.slope(y))), why, INVERSE
    why = "You took the base's density at $y$ and left it at that. It takes the $z$ that becomes $y$, and the slope."
    yield rule(lambda _: base.density(y)), why, CHANGE
    why = "You took the slope at $y$. It is the slope at the $z$ that becomes $y$."
    yield rule(lambda z: base.density(z) / abs(step.slope(y))), why, INVERSE
    why = "You squared the slope. The density is divided by it once."
    yield rule(lambda z: base.density(z) / step.slope(z) ** 2), why, CHANGE
    why = "You took the root of the slope. The density is divided by the slope itself."
    yield rule(lambda z: base.density(z) / math.sqrt(abs(step.slope(z)))), why, CHANGE


def of_inverse(sheet: Sheet, step: Map, y: float) -> tuple[Slip, ...]:
    """Return the slips with the z that becomes y."""
    ways: Iterator[Way] = (({"z": _fixed(way, y)}, why, INVERSE) for way, why in step.wrong_inverses)
    return by_ways(sheet, ("z",), ways)


def of_chain_back(sheet: Sheet, inner: Map, outer: Map, y: float) -> tuple[Slip, ...]:
    """Return the slips with h and z behind y, through two maps."""
    return by_ways(sheet, ("h", "z"), _chain_ways(inner, outer, y))


def _chain_ways(inner: Map, outer: Map, y: float) -> Iterator[Way]:
    why = "You undid the layers in their order. The last one is undone first."
    yield {"h": _fixed(inner.inverse, y), "z": lambda s: outer.inverse(s["h"])}, why, LAYERS
    for way, why in outer.wrong_inverses:
        yield {"h": _fixed(way, y)}, why, INVERSE
    for way, why in inner.wrong_inverses:
        yield {"z": _of("h", way)}, why, INVERSE


def of_log_slopes(sheet: Sheet, inner: Map, outer: Map, y: float) -> tuple[Slip, ...]:
    """Return the slips with the logarithms of both slopes."""
    return by_ways(sheet, ("l1", "l2"), _log_slope_ways(inner, outer, y))


def _log_slope_ways(inner: Map, outer: Map, y: float) -> Iterator[Way]:
    slopes: dict[str, Rule] = {"l1": lambda s: inner.slope(s["z"]), "l2": lambda s: outer.slope(s["h"])}
    yield slopes, "These are the slopes. Asked for are the logarithms of their sizes.", CHANGE
    turned: dict[str, Rule] = {"l1": lambda s: -inner.log_slope(s["z"]), "l2": lambda s: -outer.log_slope(s["h"])}
    yield turned, "These are the logarithms for the way back. Asked for is the way from $z$ to $y$.", MISTAKES
    at_y: dict[str, Rule] = {"l2": lambda _: outer.log_slope(y)}
    yield at_y, "You took the slope of the second layer at $y$. It belongs to its input $h$.", INVERSE
    at_z: dict[str, Rule] = {"l2": lambda s: outer.log_slope(s["z"])}
    yield at_z, "You took the slope of the second layer at $z$. Its input is $h$.", LAYERS
    exchanged: dict[str, Rule] = {"l1": lambda s: outer.log_slope(s["h"]), "l2": lambda s: inner.log_slope(s["z"])}
    yield exchanged, "The two are exchanged: layer 1 is the one that $z$ meets first.", LAYERS
    tens: dict[str, Rule] = {
        "l1": lambda s: inner.log_slope(s["z"]) / math.log(10),
        "l2": lambda s: outer.log_slope(s["h"]) / math.log(10),
    }
    yield tens, "You took logarithms to base 10. Here they are natural.", MISTAKES


def of_log_density(sheet: Sheet, *, constant: float, absolute: float) -> tuple[Slip, ...]:
    """Return the slips with the log-density of a flow, after z and both log-determinants; ``constant`` is forgotten."""
    return by_ways(sheet, ("log",), _log_ways(sheet, constant), absolute)


def _log_ways(sheet: Sheet, constant: float) -> Iterator[Way]:
    right, first, second = sheet["log"], sheet["l1"], sheet["l2"]
    found = (
        (right + 2 * (first + second), "You added the log-determinants. Stretching thins out: they are subtracted."),
        (right + first + second, "The log-determinants are missing. They are subtracted from the base's log-density."),
        (right + second, "The log-determinant of the second layer is missing. Those of all layers add up."),
        (right + first, "The log-determinant of the first layer is missing. Those of all layers add up."),
        (right - constant, "The constant in front of the base's density is missing."),
        (math.exp(right), "This is the density. Asked for is its logarithm."),
        (
            right + first + second - first * second,
            "You multiplied the log-determinants. Determinants multiply, so they add up.",
        ),
        (-right, "The sign is turned round. This would be a loss."),
    )
    for value, why in found:
        yield {"log": _constant(value)}, why, LAYERS


def of_last_density(sheet: Sheet) -> tuple[Slip, ...]:
    """Return the slips with the density behind a log-density."""
    log = sheet["log"]
    base = log + sheet["l1"] + sheet["l2"]
    found = (
        (math.exp(base), "The layers are missing: this is the density of the base."),
        (math.exp(base + sheet["l1"] + sheet["l2"]), "You multiplied by the slopes. The density is divided by them."),
        (10**log, "You took 10 to the log-density. The logarithm was natural, so take $e$."),
        (-log, "A density is $e$ to its logarithm, not its negative."),
        (math.exp(-log), "The sign slipped: take $e$ to the log-density as it is."),
        (1 + log, "A density is $e$ to its logarithm."),
    )
    ways: Iterator[Way] = (({"p": _constant(value)}, why, CHANGE) for value, why in found)
    return by_ways(sheet, ("p",), ways, 2 * CLOSE)


# ---------------------------------------------------------------- two numbers


def of_det(matrix: Linear) -> tuple[Slip, ...]:
    """Return the slips with a determinant."""
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    ways = (
        (a * d + b * c, "You added the second product. It is subtracted: $ad - bc$."),
        (b * c - a * d, "The sign is turned round: it is $ad - bc$."),
        (a * d, "You multiplied the diagonal only. The other diagonal is subtracted: $ad - bc$."),
        (a * b - c * d, "You multiplied along the rows. It goes crosswise: $ad - bc$."),
        (a * c - b * d, "You multiplied down the columns. It goes crosswise: $ad - bc$."),
        (a + d, "This is the trace. The determinant is $ad - bc$."),
        (1 / matrix.det, "This is the determinant of the inverse."),
    )
    return tuple(Slip((float(value),), why, CHANGE) for value, why in ways)


def of_linear_back(sheet: Sheet, matrix: Linear, y: Point) -> tuple[Slip, ...]:
    """Return the slips with the z behind y = A z."""
    return by_ways(sheet, ("z1", "z2"), _linear_ways(matrix, y))


def _linear_ways(matrix: Linear, y: Point) -> Iterator[Way]:
    a, b, c, d, (one, two) = matrix.a, matrix.b, matrix.c, matrix.d, y
    found = (
        ((a * one + b * two, c * one + d * two), "You applied the matrix once more. It has to be undone."),
        (
            (d * one - b * two, a * two - c * one),
            "The division by the determinant is missing: $A^{-1}$ has $1/\\det A$ in front.",
        ),
        (
            ((d * one + b * two) / matrix.det, (a * two + c * one) / matrix.det),
            "The signs beside the diagonal of the inverse are missing.",
        ),
        (
            ((a * one - b * two) / matrix.det, (d * two - c * one) / matrix.det),
            "The two numbers on the diagonal change places in the inverse.",
        ),
        ((one / a, two / d), "You divided by the diagonal. The other two numbers of the matrix count as well."),
        (
            ((d * one - c * two) / matrix.det, (a * two - b * one) / matrix.det),
            "You undid the transposed matrix: rows and columns are exchanged.",
        ),
    )
    for (first, second), why in found:
        yield {"z1": _constant(first), "z2": _constant(second)}, why, INVERSE


def of_linear_density(sheet: Sheet, y: Point) -> tuple[Slip, ...]:
    """Return the slips with the log-density of y = A z."""
    return by_ways(sheet, ("log",), _linear_density_ways(y), 1e-2)


def _linear_density_ways(y: Point) -> Iterator[Way]:
    def log_det(s: Sheet) -> float:
        return math.log(abs(s["det"]))

    why = r"You added $\ln|\det A|$. A matrix that spreads out makes the density smaller: subtract."
    yield {"log": lambda s: log_normal(s) + log_det(s)}, why, CHANGE
    yield {"log": log_normal}, r"The determinant is missing: $\ln|\det A|$ is subtracted.", CHANGE
    why = "You put $y$ into the base's density. It takes the $z$ that becomes $y$."
    yield {"log": lambda s: LOG_BASE - (y[0] ** 2 + y[1] ** 2) / 2 - log_det(s)}, why, INVERSE
    why = r"The constant is missing: two standard normal numbers have $-\ln 2\pi$ in front."
    yield {"log": lambda s: log_normal(s) - LOG_BASE - log_det(s)}, why, CHANGE
    why = r"You took the constant of one normal number. For two of them it is $-\ln 2\pi$."
    yield {"log": lambda s: log_normal(s) - LOG_BASE / 2 - log_det(s)}, why, CHANGE
    why = "You subtracted the determinant itself. In a log-density it is its logarithm."
    yield {"log": lambda s: log_normal(s) - abs(s["det"])}, why, CHANGE
    why = "This is the density. Asked for is its logarithm."
    yield {"log": lambda s: math.exp(log_normal(s) - log_det(s))}, why, MISTAKES


def of_second_layer(sheet: Sheet, layers: TwoLayers, y: Point) -> tuple[Slip, ...]:
    """Return the slips with h, before the second coupling layer."""
    layer, (one, two) = layers.second, y
    s, t = layer.s(two), layer.t(two)
    found = (
        (layer.forwards(two, one), "You went forwards once more. Subtract the shift, then divide by the scale."),
        (one * math.exp(-s) - t, "Undo the last step first: subtract the shift, then divide by the scale."),
        ((one - t) * math.exp(s), "You multiplied by the scale. To undo it, divide: $e^{-s}$."),
        ((one - t) / s if s else 0.0, "You divided by $s$. The scale is $e^{s}$."),
        ((one + t) * math.exp(-s), "The sign of the shift slipped: it was added, so subtract it."),
        ((one - s) * math.exp(-t), "The roles of $s$ and $t$ are exchanged: $e^{s}$ scales and $t$ shifts."),
        (layer.back(one, one), "The layer computes $s$ and $t$ from $h_2$, which it keeps, not from $y_1$."),
    )
    ways: Iterator[Way] = (({"h1": _constant(value)}, why, INVERSE) for value, why in found)
    return by_ways(sheet, ("h1", "h2"), ways)


def of_first_layer(sheet: Sheet, layers: TwoLayers) -> tuple[Slip, ...]:
    """Return the slips with z, before the first coupling layer."""
    layer, one, two = layers.first, sheet["h1"], sheet["h2"]
    s, t = layer.s(one), layer.t(one)
    found = (
        (layer.forwards(one, two), "You went forwards once more. Subtract the shift, then divide by the scale."),
        (two * math.exp(-s) - t, "Undo the last step first: subtract the shift, then divide by the scale."),
        ((two - t) * math.exp(s), "You multiplied by the scale. To undo it, divide: $e^{-s}$."),
        ((two - t) / s if s else 0.0, "You divided by $s$. The scale is $e^{s}$."),
        ((two + t) * math.exp(-s), "The sign of the shift slipped: it was added, so subtract it."),
        ((two - s) * math.exp(-t), "The roles of $s$ and $t$ are exchanged: $e^{s}$ scales and $t$ shifts."),
        (layer.back(two, two), "The layer computes $s$ and $t$ from $z_1$, which it keeps, not from $h_2$."),
    )
    ways: Iterator[Way] = (({"z2": _constant(value)}, why, INVERSE) for value, why in found)
    return by_ways(sheet, ("z1", "z2"), ways)


def of_log_dets(sheet: Sheet, layers: TwoLayers, y: Point) -> tuple[Slip, ...]:
    """Return the slips with the log-determinants of both coupling layers."""
    first, second, one, two = layers.first, layers.second, sheet["l1"], sheet["l2"]
    found = (
        ((math.exp(one), math.exp(two)), "These are the determinants. Asked for are their logarithms."),
        ((-one, -two), "These are the log-determinants of the way back. Asked for is the way from $z$ to $y$."),
        (
            (two, one),
            "The two are exchanged: layer 1 is the one that $z$ meets first.",
        ),
        (
            (first.s(sheet["z2"]), second.s(y[0])),
            "You took the number that changes. A layer computes $s$ from the number it keeps.",
        ),
        (
            (first.t(sheet["z1"]), second.t(sheet["h2"])),
            "These are the shifts. A shift does not stretch anything: only the scale counts.",
        ),
        ((2 * one, 2 * two), "Only one of the two numbers is scaled in each layer, so its $s$ counts once."),
        ((0.0, 0.0), "Keeping one number does not keep areas: the other one is stretched by $e^{s}$."),
    )
    ways: Iterator[Way] = (({"l1": _constant(a), "l2": _constant(b)}, why, LAYERS) for (a, b), why in found)
    return by_ways(sheet, ("l1", "l2"), ways)


# ---------------------------------------------------------------- rules


def _constant(value: float) -> Rule:
    return lambda _: value


def _of(name: str, way: Callable[[float], float]) -> Rule:
    return lambda s: way(s[name])


def _fixed(way: Callable[[float], float], y: float) -> Rule:
    return lambda _: way(y)
