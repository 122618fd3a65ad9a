"""Asks whether two tensors can be added at all: the answer is a shape or an error."""

from __future__ import annotations

import random
from collections.abc import Iterator

from question_bank.answers import Choice
from question_bank.answers.reading.options import LETTERS
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.tensors.broadcasting import RULE, Operand, Sizes, aligned, broadcast, clash, columns, told, worked
from question_bank.tensors.pairs import SIZES, plain
from question_bank.tensors.slips import BROADCASTING, TOPIC

ERROR = "It raises an error."
FITTING = "The tensors fit: every axis has equal sizes, or a 1, or is missing in one of them."


def does_it_work(rng: random.Random) -> Exercise:
    """Return the exercise; tensors that fit and tensors that don't come equally often."""
    setting = plain(rng, *(_fitting if rng.random() < 0.5 else _clashing)(rng))
    left, right = setting.operands
    result = broadcast(left.sizes, right.sizes)
    wrong = dict(_wrong(left, right, result))
    wrong.pop(ERROR if result is None else _returned(result), None)
    answer = ERROR if result is None else _returned(result)
    kept = [*([] if result is None else [ERROR]), *[text for text in wrong if text != ERROR]][:3]
    options = [answer, *kept]
    rng.shuffle(options)
    slips = tuple(
        Misconception(LETTERS[place], wrong[text], TOPIC, BROADCASTING)
        for place, text in enumerate(options)
        if text != answer
    )
    part = Part(f"What does `{setting.code}` do?", Choice(tuple(options), options.index(answer)), 1, slips)
    steps = (
        worked(setting.operands)
        if result
        else (RULE, f"Here that is:\n\n{aligned(setting.operands)}", f"{clash(setting.operands)} {ERROR}")
    )
    return Exercise(setting.told, (part,), steps)


def _fitting(rng: random.Random) -> tuple[Sizes, Sizes]:
    """Return shapes that fit, though they would not if they were aligned at the left."""
    first, second, third = rng.sample(SIZES, 3)
    return rng.choice(
        (
            ((first, second, third), (second, third)),
            ((first, second, third), (second, 1)),
            ((first, 1, third), (second, third)),
            ((first, 1, third), (second, 1)),
            ((second, third), (first, 1, third)),
        )
    )


def _clashing(rng: random.Random) -> tuple[Sizes, Sizes]:
    """Return shapes that don't fit, though most of them would if they were aligned at the left."""
    first, second, third = rng.sample(SIZES, 3)
    return rng.choice(
        (
            ((first, second, third), (first, second)),
            ((first, second, third), (first, 1)),
            ((first, 1, third), (first, second)),
            ((first, second, third), (second, first)),
            ((first, second), (first, 1, third)),
        )
    )


def _wrong(left: Operand, right: Operand, result: Sizes | None) -> Iterator[tuple[str, str]]:
    """Yield what may be taken for the answer, with why it is not."""
    if result is None:
        check = f"{clash((left, right))} So it raises an error."
    else:
        check = f"The last axes meet one another, and what is 1 or missing is stretched: {told(result)}."
        yield ERROR, f"You expected an error. {FITTING} The result has shape {told(result)}."
    longest = max(left.sizes, right.sizes, key=len)
    yield _returned(_larger(left.sizes[::-1], right.sizes[::-1])[::-1]), f"You aligned the shapes at the left. {check}"
    yield _returned(_larger(left.sizes, right.sizes)), f"You took the larger size of each axis. {check}"
    yield _returned(longest), f"You took the shape with more axes. {check}"
    yield _returned((*left.sizes, *right.sizes)), f"You wrote all sizes one after another. {check}"
    sums = tuple(map(sum, columns(left.sizes, right.sizes)))
    yield _returned(sums), f"You added the sizes; nothing is joined here. {check}"


def _larger(left: Sizes, right: Sizes) -> Sizes:
    return tuple(map(max, columns(left, right)))


def _returned(sizes: Sizes) -> str:
    return f"It returns a tensor of shape {told(sizes)}."
