"""The exam question about a stack of dilated layers that keeps the size, and what it gives without any padding."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from question_bank.answers import AnswerSpec, Integer, Table, Value
from question_bank.convolution.pictures import Pictures, pictures
from question_bank.convolution.words import by
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.paddings.axis import Axis
from question_bank.paddings.slips import FULL, SAME, TOPIC, slip
from question_bank.slips import asked
from question_bank.wording import table

FILTERS = (8, 16, 24, 32, 48, 64)


def stack_that_keeps(rng: random.Random) -> Exercise:
    """Return the exercise: reach and padding of every layer, then the size with no padding and with full padding."""
    shown, axes = _stack(rng)
    side = shown.height
    prompt = (
        f"{shown.told()} They pass {len(axes)} convolutions with {rng.choice(FILTERS)} kernels and stride 1, one after "
        "the other, and each is to keep the size."
    )
    fill = (
        "Fill in the table: over how many pixels each kernel reaches, from its first tap to its last, and how many "
        "zeros it needs on each side."
    )
    parts = (
        Part(fill, _stack_table(axes), 3, _stack_slips(axes)),
        replace(_without_padding(side, axes), carry=lambda values: _side_of_own(values, side, -1)),
        replace(_with_full_padding(side, axes), carry=lambda values: _side_of_own(values, side, 1)),
    )
    return Exercise(prompt, parts, _stack_solution(side, axes))


def _without_padding(side: int, axes: Sequence[Axis]) -> Part:
    lost = _taken(axes)
    told = f"Every layer takes its reach less 1, in all {lost}."
    wrong = (
        slip(f"You took whole kernels away. {told}", side - lost - len(axes)),
        slip(f"You left the dilations out. {told}", side - sum(axis.kernel - 1 for axis in axes)),
        slip(f"You took away one side alone. {told}", side - lost // 2),
        slip(f"You let it stay, but without zeros it shrinks. {told}", side),
        slip(f"You let the last layer alone shrink. {told}", side - axes[-1].reach + 1),
    )
    question = "How long would a side of the last maps be with no padding in any layer? Type a whole number."
    return asked(question, Integer(side - lost, "pixels"), wrong)


def _with_full_padding(side: int, axes: Sequence[Axis]) -> Part:
    lost = _taken(axes)
    told = f"With full padding every layer adds its reach less 1, in all {lost}."
    wrong = (
        slip(f"This is without padding. {told}", side - lost, heading=FULL),
        slip(f"This is same padding. {told}", side, heading=FULL),
        slip(f"You forgot that the kernel takes half of the zeros back. {told}", side + 2 * lost, heading=FULL),
        slip(f"You added whole kernels. {told}", side + lost + len(axes), heading=FULL),
        slip(f"You left the dilations out. {told}", side + sum(axis.kernel - 1 for axis in axes), heading=FULL),
    )
    question = (
        "And with full padding in every layer: as many zeros on each side as a kernel can use, which is its reach less "
        "1? Type a whole number."
    )
    return asked(question, Integer(side + lost, "pixels"), wrong)


def _taken(axes: Sequence[Axis]) -> int:
    return sum(axis.reach - 1 for axis in axes)


def _stack(rng: random.Random) -> tuple[Pictures, tuple[Axis, ...]]:
    while True:
        shown = pictures(rng, square=True)
        drawn = [(rng.choice((3, 3, 5, 7)), rng.choice((1, 1, 2, 2, 3, 4))) for _ in range(rng.choice((3, 4)))]
        axes = tuple(Axis(shown.height, kernel, dilation=dilation) for kernel, dilation in drawn)
        spread = {axis.dilation for axis in axes}
        if len(spread) > 1 and sum(axis.reach for axis in axes) < shown.height:
            return shown, axes


def _stack_table(axes: Sequence[Axis]) -> Table:
    rows: list[tuple[str | AnswerSpec, ...]] = [
        (str(number), by(axis.kernel, axis.kernel), str(axis.dilation), Integer(axis.reach), Integer(axis.reach // 2))
        for number, axis in enumerate(axes, 1)
    ]

    def follows(values: tuple[Value, ...]) -> AnswerSpec | None:
        own = values[-1] if len(values) % 2 else None
        return Integer((own - 1) // 2) if isinstance(own, int) and own % 2 and own > 0 else None

    return Table(("layer", "kernel", "dilation", "reach", "zeros on each side"), tuple(rows), follows)


def _stack_slips(axes: Sequence[Axis]) -> tuple[Misconception, ...]:
    ways: tuple[tuple[Callable[[Axis], tuple[int, int]], str], ...] = (
        (lambda a: (a.kernel, a.kernel // 2), "You left the dilations out: with dilation $d$ the taps lie $d$ apart."),
        (lambda a: (a.reach, a.reach - 1), "The reaches are right, but these are the zeros of both sides."),
        (lambda a: (a.dilation * a.kernel, a.dilation * a.kernel // 2),
         "You took $dk$ for the reach. Between $k$ taps there are $k - 1$ gaps: $d(k - 1) + 1$."),
        (lambda a: (a.reach, a.reach // 2 + 1), "The reaches are right, but half of an odd one is rounded down."),
        (lambda a: (a.reach, 1), "1 keeps the size under a reach of 3 only. Each side needs half of what is taken."),
    )  # fmt: skip
    seen, found = [[(axis.reach, axis.reach // 2) for axis in axes]], []
    for way, why in ways:
        rows = [way(axis) for axis in axes]
        if rows not in seen:
            seen.append(rows)
            found.append(Misconception("\n".join(f"{a} | {b}" for a, b in rows), why, TOPIC, SAME))
    return tuple(found)


def _side_of_own(values: tuple[Value, ...], side: int, sign: int) -> AnswerSpec | None:
    cells = values[0] if isinstance(values[0], tuple) else ()
    reaches = [cell for cell in cells[::2] if isinstance(cell, int)]
    own = side + sign * (sum(reaches) - len(reaches))
    return Integer(own, "pixels") if own > 0 else None


def _stack_solution(side: int, axes: Sequence[Axis]) -> tuple[str, ...]:
    worked = [
        [str(n), rf"${a.dilation}\cdot ({a.kernel} - 1) + 1 = {a.reach}$", f"$({a.reach} - 1)/2 = {a.reach // 2}$"]
        for n, a in enumerate(axes, 1)
    ]
    steps, lost = " + ".join(str(axis.reach - 1) for axis in axes), _taken(axes)
    taken = " - ".join(str(axis.reach - 1) for axis in axes)
    return (
        "$k$ taps that lie $d$ apart reach over $d(k - 1) + 1$ pixels. With stride 1 a layer takes one less than that.",
        f"Half of it comes back on each side:\n\n{table(['layer', 'reach', 'zeros on each side'], worked)}",
        f"Without padding: ${side} - {taken} = {side - lost}$.",
        f"Full padding adds twice what a layer takes, so the maps grow: ${side} + {steps} = {side + lost}$.",
    )
