"""Two or three tensors that fit one another, in settings where people broadcast."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.tensors.broadcasting import Operand, Sizes, broadcast, told, worked

SIZES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12)
NAMES = (("a", "b", "c"), ("u", "v", "w"), ("p", "q", "r"), ("x", "y", "z"), ("left", "right", "scale"))
SIGNS = ("+", "-", "*")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is told, the code that is asked about, the tensors that meet in it, and what to know before they do."""

    told: str
    code: str
    operands: tuple[Operand, ...]
    before: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the worked solution."""
        return (*self.before, *worked(self.operands))

    @property
    def result(self) -> Sizes:
        """Return the shape of what the code returns."""
        found = broadcast(*(operand.sizes for operand in self.operands))
        assert found is not None, f"{self.code} raises an error"
        return found


def of_equal_rank(rng: random.Random) -> Setting:
    """Return two tensors with as many axes as one another, at least one of which is stretched."""
    return rng.choice((_plain_pair, _plain_pair, *SCENES))(rng)


def _plain_pair(rng: random.Random) -> Setting:
    rank = rng.choice((2, 3, 3, 4))
    result = rng.sample(SIZES, rank)
    while True:
        who = [rng.choice(("left", "right", "both")) for _ in result]  # who has the size in each axis
        if len(set(who)) > 1:
            break
    left = tuple(1 if each == "right" else size for each, size in zip(who, result, strict=True))
    right = tuple(1 if each == "left" else size for each, size in zip(who, result, strict=True))
    return plain(rng, left, right)


def plain(rng: random.Random, *shapes: Sizes) -> Setting:
    """Return tensors of these shapes without a story."""
    names = rng.choice(NAMES)
    operands = tuple(Operand(name, sizes) for name, sizes in zip(names, shapes, strict=False))
    signs = [rng.choice(SIGNS) for _ in operands[1:]]
    code = operands[0].name + "".join(
        f" {sign} {operand.name}" for sign, operand in zip(signs, operands[1:], strict=True)
    )
    shown = [f"`{operand.name}` has shape {told(operand.sizes)}" for operand in operands]
    opening = rng.choice(("In PyTorch, the tensor ", "The tensor ", "In this program ", "Somewhere in a network "))
    return Setting(f"{opening}{', '.join(shown[:-1])} and {shown[-1]}.", code, operands)


def _marks(rng: random.Random) -> Setting:
    students, exams = (rng.randint(12, 40), rng.randint(3, 10))
    marks = Operand("marks", (students, exams))
    if rng.random() < 0.5:
        mean, over = Operand("mean", (1, exams)), "the mean of each exam, kept as a row by `keepdim=True`,"
    else:
        mean, over = Operand("mean", (students, 1)), "the mean of each student, kept as a column by `keepdim=True`,"
    story = f"The table {marks.told} has a row for each student and a column for each exam"
    return Setting(f"{story}; {over} is {mean.told}.", "marks - mean", (marks, mean))


def _column_and_row(rng: random.Random) -> Setting:
    rows, columns = rng.sample(range(3, 25), 2)
    name, other, what = rng.choice(
        (("price", "amount", "prices"), ("height", "width", "heights"), ("speed", "hours", "speeds"))
    )
    column, row = Operand(name, (rows, 1)), Operand(other, (1, columns))
    sign = rng.choice(("*", "*", "+"))
    return Setting(
        f"{rows} {what} stand in the column {column.told}, and {row.told} is a row.",
        f"{name} {sign} {other}",
        (column, row),
    )


def _pictures(rng: random.Random) -> Setting:
    batch, height, width = rng.sample((6, 8, 10, 16, 20, 24, 28, 32, 48, 64), 3)
    images = Operand("images", (batch, 3, height, width))
    name, sizes, what = rng.choice(
        (
            ("gain", (batch, 1, 1, 1), "a brightness for each picture"),
            ("mean", (1, 3, 1, 1), "a mean for each channel"),
            ("mask", (1, 1, height, width), "a mask for all pictures"),
            ("tint", (batch, 3, 1, 1), "a colour for each picture"),
        )
    )
    other = Operand(name, sizes)
    sign = "-" if name == "mean" else "*"
    told_in_words = f"A batch of {batch} colour pictures is {images.told}, and {what} is {other.told}."
    return Setting(told_in_words, f"images {sign} {name}", (images, other))


def _scores(rng: random.Random) -> Setting:
    batch, heads, tokens = rng.sample((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 18, 20, 24, 32), 3)
    scores = Operand("scores", (batch, heads, tokens, tokens))
    sizes, what = rng.choice(
        (
            ((batch, 1, 1, tokens), "which tokens of each text are padding"),
            ((1, 1, tokens, tokens), "which tokens lie in the future"),
            ((1, heads, 1, 1), "a slope for each head"),
        )
    )
    other = Operand("mask" if sizes[1] == 1 else "slope", sizes)
    sign = "+" if sizes[1] == 1 else "*"
    story = f"An attention layer has {scores.told} (text, head, query, key); {other.told} says {what}."
    return Setting(
        story if sizes[1] == 1 else story.replace("says", "holds"), f"scores {sign} {other.name}", (scores, other)
    )


def _positions(rng: random.Random) -> Setting:
    batch, tokens, width = rng.sample((4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64), 3)
    words, place = Operand("words", (batch, tokens, width)), Operand("position", (1, tokens, width))
    story = f"The vectors of {batch} sentences are {words.told} (sentence, token, feature); the vector of each position"
    return Setting(f"{story} is in {place.told}.", "words + position", (words, place))


SCENES: tuple[Callable[[random.Random], Setting], ...] = (_marks, _column_and_row, _pictures, _scores, _positions)


# ---------------------------------------------------------------- two ideas


def three(rng: random.Random) -> Setting:
    """Return three tensors, of which none has the shape of the result."""
    while True:
        result = tuple(rng.sample(SIZES, 3))
        shapes = [_thinned(rng, result[-rank:]) for rank in rng.choice(((3, 2, 1), (3, 3, 2), (3, 2, 2), (2, 3, 1)))]
        if broadcast(*shapes) == result and result not in shapes:
            return plain(rng, *shapes)


def of_other_rank(rng: random.Random) -> Setting:
    """Return two tensors of which one has fewer axes; both are stretched."""
    if rng.random() < 0.2:
        return _column_and_list(rng)
    while True:
        rank = rng.choice((2, 3, 3, 4))
        result = tuple(rng.sample(SIZES, rank))
        shapes = [_thinned(rng, result), _thinned(rng, result[-rng.randrange(1, rank) :])]
        rng.shuffle(shapes)
        if broadcast(*shapes) == result and result not in shapes:
            return plain(rng, *shapes)


def with_new_axis(rng: random.Random) -> Setting:
    """Return two tensors of which one is given a new axis by the code."""
    return rng.choice((_table_of_pairs, _table_of_pairs, _points_and_centres))(rng)


def _thinned(rng: random.Random, sizes: Sizes) -> Sizes:
    return tuple(rng.choice((1, size)) for size in sizes)


def _column_and_list(rng: random.Random) -> Setting:
    count = rng.randint(4, 128)
    what = rng.choice(("values", "rents", "weights", "prices", "temperatures"))
    column, flat = Operand("prediction", (count, 1)), Operand("target", (count,))
    story = f"For a batch of {count} examples a network returns {column.told}; the measured {what} are in {flat.told}."
    return Setting(story, "prediction - target", (column, flat))


def _table_of_pairs(rng: random.Random) -> Setting:
    first, second = rng.sample((*SIZES, 15, 16, 20, 24, 25), 2)
    name, other = rng.choice((("x", "y"), ("rows", "columns"), ("start", "end"), ("ours", "theirs")))
    code = rng.choice((f"{name}[:, None]", f"{name}.unsqueeze(1)", f"{name}.reshape(-1, 1)"))
    sign = rng.choice(SIGNS)
    story = f"In PyTorch, `{name}` has shape {told((first,))} and `{other}` has shape {told((second,))}."
    operands = (Operand(code, (first, 1)), Operand(other, (second,)))
    return Setting(story, f"{code} {sign} {other}", operands, (new_axis(operands[0]),))


def _points_and_centres(rng: random.Random) -> Setting:
    points, centres = rng.sample(range(4, 41), 2)
    width = rng.choice((2, 3))
    plane = "in the plane" if width == 2 else "in space"
    centre = Operand("centres", (centres, width))
    code = rng.choice(("points[:, None]", "points[:, None, :]", "points.unsqueeze(1)"))
    story = (
        f"`points` of shape {told((points, width))} holds {points} points {plane}, {centre.told} {centres} more. "
        "The line below finds how far apart they are along each axis."
    )
    spread = Operand(code, (points, 1, width))
    return Setting(story, f"{code} - centres", (spread, centre), (new_axis(spread),))


def new_axis(operand: Operand) -> str:
    """Return the step that says what an index of None or unsqueeze(1) does."""
    return f"`{operand.name}` has one more axis, of size 1, behind its first: its shape is {told(operand.sizes)}."
