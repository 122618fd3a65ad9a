"""What learners get wrong about the encoding of a position."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from question_bank.gradients.asking import Slip
from question_bank.gradients.edges import off_the_edge
from question_bank.positions.encoding import Encoding, sine_or_cosine
from question_bank.wording import tex

TOPIC = "attention.positional-encoding"
FORMULA, ROTATION, MISTAKES = "sines-and-cosines", "relative-positions", "common-mistakes"
CLOSE = 2e-3  # tolerance of an entry
CLOSE_DOT = 1e-2  # and of a sum of products of them
AngleWay = Callable[[float, int], float]


def of_angle(encoding: Encoding, position: int, pair: int) -> tuple[Slip, ...]:
    """Return the slips with the angle of a pair."""
    right = encoding.angle(position, pair)
    found = [Slip((way(position, pair),), why, FORMULA) for way, why in _angle_ways(encoding, pair)]
    why = "You turned the angle into degrees. The formula means radians."
    return (*found, Slip((math.degrees(right),), why, MISTAKES))


def of_entries(encoding: Encoding, position: int, indices: Sequence[int]) -> tuple[Slip, ...]:
    """Return the slips with entries of one position."""
    right = [encoding.value(position, index) for index in indices]
    found = [Slip(tuple(values), why, heading) for values, why, heading in _entry_ways(encoding, position, indices)]
    return off_the_edge(right, found, CLOSE)


def of_wavelength(encoding: Encoding, pair: int) -> tuple[Slip, ...]:
    """Return the slips with the number of positions in one turn of a pair."""
    slow, turn = encoding.slowness(pair), 2 * math.pi
    ways = (
        (slow, r"The angle grows by 1 in so many positions. A whole turn is $2\pi$: multiply by it."),
        (turn / slow, "You divided by the power. The pair turns more slowly, so its wave is longer."),
        (1 / slow, r"This is the angle that one step turns. A whole turn of $2\pi$ takes more steps."),
        (turn * math.sqrt(slow), _exponent(encoding, pair)),
        (360 * slow, r"You took a turn as 360 degrees. Here angles are radians, so a turn is $2\pi$."),
        (
            turn * encoding.slowness(pair + 1),
            f"This is the pair after it. Pairs count from 0, so this one is $i = {pair}$.",
        ),
        (math.pi * slow, r"This is half a turn. A whole turn is $2\pi$."),
    )
    return tuple(Slip((value,), why, FORMULA) for value, why in ways)


def of_dot(encoding: Encoding, one: int, other: int) -> tuple[Slip, ...]:
    """Return the slips with the dot product of the encodings of two positions."""
    pairs, both = range(encoding.d // 2), range(encoding.d)
    first, second = ([encoding.value(position, index) for index in both] for position in (one, other))
    shifted = sum(math.cos(encoding.angle(one + other, pair)) for pair in pairs)
    sines = sum(first[index] * second[index] for index in both[::2])
    mixed = sum(first[2 * pair] * second[2 * pair + 1] + first[2 * pair + 1] * second[2 * pair] for pair in pairs)
    right = sum(a * b for a, b in zip(first, second, strict=True))
    ways = (
        (sum(first) * sum(second), "You multiplied the sums. Multiply entry by entry, then add."),
        (sum(first) + sum(second), "You added the two vectors up. Multiply entry by entry, then add."),
        (right / (encoding.d / 2), "You divided by the squared length, which gives the cosine of the two vectors."),
        (right / encoding.d, f"You took the mean of the ${encoding.d}$ products. A dot product is their sum."),
        (sines, "Only the sines are in your sum. The cosines count as well."),
        (mixed, "You multiplied sines by cosines. Each entry meets the entry with the same index."),
        (shifted, "You subtracted the products of the sines. All products are added."),
    )
    return tuple(Slip((value,), why, ROTATION) for value, why in ways)


def of_shifted_dot(encoding: Encoding, one: int, other: int, shift: int) -> tuple[Slip, ...]:
    """Return the slips with the dot product after both positions have moved by ``shift``."""
    pairs, gap = range(encoding.d // 2), abs(one - other)
    right = sum(math.cos(encoding.angle(gap, pair)) for pair in pairs)

    def turned(angle_of: float) -> float:
        return sum(math.cos(encoding.angle(angle_of, pair)) for pair in pairs)

    same = f"only the difference ${gap}$ of the positions counts, and it is the same as before."
    ways = (
        (encoding.d / 2, f"This is the dot product of an encoding with itself. Here the positions differ by ${gap}$."),
        (turned(gap + shift), f"You moved one position only. Both have moved: {same}"),
        (right + shift, f"The shift is not added: {same}"),
        (turned(one + other + 2 * shift), f"You added the positions: {same}"),
        (0.0, f"Moving both does not make the vectors orthogonal: {same}"),
        (turned(shift), f"You took the shift for the difference: {same}"),
        (turned(gap + 2 * shift), f"The difference does not grow: {same}"),
    )
    return tuple(Slip((value,), why, ROTATION) for value, why in ways)


def _entry_ways(encoding: Encoding, position: int, indices: Sequence[int]) -> Iterator[tuple[list[float], str, str]]:
    pair = max(index // 2 for index in indices)

    def entries(way: AngleWay) -> list[float]:
        return [sine_or_cosine(index)(way(position, index // 2)) for index in indices]

    swapped = [sine_or_cosine(index + 1)(encoding.angle(position, index // 2)) for index in indices]
    yield swapped, "Sine and cosine are exchanged: even indices take the sine, odd ones the cosine.", FORMULA
    degrees = entries(lambda position, pair: math.radians(encoding.angle(position, pair)))
    yield degrees, "Your calculator was set to degrees. The formula means radians.", MISTAKES
    for way, why in _angle_ways(encoding, pair):
        yield entries(way), why, FORMULA
    if len(indices) == 1:
        index = indices[0]
        by_index = [sine_or_cosine(index)(position / encoding.base ** (2 * index / encoding.d))]
        why = f"You took the index for $i$. Indices ${2 * pair}$ and ${2 * pair + 1}$ are the pair $i = {pair}$."
        yield by_index, why, FORMULA


def _angle_ways(encoding: Encoding, pair: int) -> Iterator[tuple[AngleWay, str]]:
    base = tex(encoding.base)
    if pair:
        yield lambda p, i: p / encoding.base ** (i / encoding.d), _exponent(encoding, pair)
        why = f"You multiplied by the power. The position is divided by it: ${encoding.power(pair)}$."
        yield lambda p, i: p * encoding.slowness(i), why
        yield lambda p, i: float(p), f"You left out the division: in this pair by ${encoding.power(pair)}$."
        yield lambda p, i: p / encoding.base, f"You divided by ${base}$ itself. Its exponent is $2i/{encoding.d}$."
    why = "You counted the pairs from 1. The first pair is $i = 0$, and nothing is divided there."
    yield lambda p, i: encoding.angle(p, i + 1), why
    yield lambda p, i: encoding.angle(p + 1, i), "You counted the positions from 1. The first one is 0 here."
    yield lambda p, i: encoding.angle(p - 1, i), "You took the position before this one. Positions count from 0 here."
    if not pair:
        yield lambda p, i: p / encoding.base, f"You divided by ${base}$. In the pair $i = 0$ its exponent is 0."


def _exponent(encoding: Encoding, pair: int) -> str:
    return f"You took the exponent $i/{encoding.d}$. It is $2i/{encoding.d}$, which gives ${encoding.power(pair)}$."
