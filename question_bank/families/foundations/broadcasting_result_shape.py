"""Asks what shape comes out where tensors of different shapes meet, and whether they can."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import prod

from question_bank.answers import AnswerSpec, Choice, Integer, Shape, Value
from question_bank.answers.reading.options import LETTERS
from question_bank.exercise import Carry, Exercise, Family, Misconception, Part, dice
from question_bank.tensors.broadcasting import Operand, Sizes, broadcast, clash, told, worked
from question_bank.tensors.fitting import does_it_work
from question_bank.tensors.pairs import Setting, new_axis, of_equal_rank, of_other_rank, three, with_new_axis
from question_bank.tensors.programs import Line, Program, program
from question_bank.tensors.slips import BROADCASTING, TOPIC, of_broadcasting, of_counting, of_matrix_product, told_apart
from question_bank.wording import tex

ID = "broadcasting-result-shape"
NAMED_SLIPS = 3  # every part can recognise at least so many
HOW_TO_TYPE = "Type the sizes in order, such as 2 x 3."


def generate(seed: int, difficulty: int) -> Exercise:
    """Return two tensors of equal rank, tensors of other ranks and numbers, or a short program."""
    rng = dice(ID, seed, difficulty)
    while True:
        exercise = (_one_idea, _two_ideas, _exam_question)[difficulty - 1](rng)
        if all(len(part.misconceptions) >= NAMED_SLIPS for part in exercise.parts):
            return exercise


def _one_idea(rng: random.Random) -> Exercise:
    setting = of_equal_rank(rng)
    return Exercise(setting.told, (_shape_part(rng, setting),), setting.steps)


def _two_ideas(rng: random.Random) -> Exercise:
    match rng.choice(("three", "other rank", "other rank", "new axis", "new axis", "count", "does it work")):
        case "three":
            setting = three(rng)
        case "other rank":
            setting = of_other_rank(rng)
        case "new axis":
            setting = with_new_axis(rng)
        case "count":
            return _count(rng)
        case _:
            return does_it_work(rng)
    return Exercise(setting.told, (_shape_part(rng, setting),), setting.steps)


def _shape_part(rng: random.Random, setting: Setting) -> Part:
    question = rng.choice(
        ("What is the shape of `{}`?", "What shape does `{}` have?", "Which shape does PyTorch return for `{}`?")
    )
    return _asked_shape(question.format(setting.code), setting.operands)


def _asked_shape(question: str, operands: Sequence[Operand], carry: Carry | None = None, marks: int = 1) -> Part:
    result = broadcast(*(operand.sizes for operand in operands))
    assert result is not None, f"{question} has no answer"
    spec = Shape(result)
    slips = told_apart(spec, of_broadcasting(operands, result))
    return Part(f"{question} {HOW_TO_TYPE}", spec, marks, slips, carry)


def _count(rng: random.Random) -> Exercise:
    setting = rng.choice((of_equal_rank, of_other_rank))(rng)
    question = f"How many numbers does `{setting.code}` hold?"
    return Exercise(
        setting.told,
        (_asked_count(question, setting.operands, setting.result),),
        (*setting.steps, _counted(setting.result)),
    )


def _asked_count(question: str, operands: Sequence[Operand], result: Sizes, carry: Carry | None = None) -> Part:
    spec = Integer(prod(result))
    slips = told_apart(spec, of_counting(operands, result))
    return Part(f"{question} Type a whole number.", spec, 1, slips, carry)


def _counted(result: Sizes) -> str:
    product = r" \cdot ".join(map(str, result))
    return f"It holds the product of its sizes: ${product} = {tex(prod(result))}$ numbers."


# ---------------------------------------------------------------- an exam question


def _exam_question(rng: random.Random) -> Exercise:
    asked = program(rng)
    first, operands = asked.first.result, asked.second(asked.first.result)
    result = broadcast(*(operand.sizes for operand in operands))
    assert result is not None, f"{asked.second_code} raises an error"
    question = f"What is the shape of `{asked.second_name}`?"
    parts = (
        _first_part(asked),
        _asked_shape(question, operands, _from_own_first(asked), marks=2),
        _asked_count(f"How many numbers does `{asked.second_name}` hold?", operands, result, _from_own_shape),
    )
    choice, last_step = _which_line(rng, asked)
    spread = (new_axis(operands[0]),) if "None" in operands[0].name else ()
    meant = f"So {asked.meant}. {_counted(result)}"
    steps = (*_product_told(asked, first), *spread, *worked(operands), meant, last_step)
    return Exercise(asked.told, (*parts, choice), steps)


def _first_part(asked: Program) -> Part:
    product = asked.first
    spec = Shape(product.result)
    slips = told_apart(spec, of_matrix_product(product.left.sizes, product.right.sizes, product.result))
    return Part(f"What is the shape of `{asked.first_name}`? {HOW_TO_TYPE}", spec, 1, slips)


def _product_told(asked: Program, result: Sizes) -> tuple[str, str]:
    left, right, bias = asked.first.left, asked.first.right, asked.first.bias
    meeting = (
        f"In `{left.name} @ {right.name}` the last axis of `{left.name}` meets the first of `{right.name}`. Both have "
        f"size {right.sizes[0]}; it is summed over and vanishes, and the last axis of `{right.name}` takes its place."
    )
    found = (
        f"So `{left.name} @ {right.name}` has shape {told(result)}. `{bias.name}` of shape {told(bias.sizes)} is "
        f"stretched over it, and `{asked.first_name}` has shape {told(result)} too."
    )
    return meeting, found


def _from_own_first(asked: Program) -> Carry:
    rank = len(asked.first.result)

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = _sizes(earlier[0])
        if own is None or len(own) != rank:
            return None
        follows = broadcast(*(operand.sizes for operand in asked.second(own)))
        return None if follows is None else Shape(follows)

    return carry


def _from_own_shape(earlier: tuple[Value, ...]) -> AnswerSpec | None:
    own = _sizes(earlier[1])
    return None if own is None else Integer(prod(own))


def _sizes(value: Value) -> Sizes | None:
    if not isinstance(value, tuple):
        return None
    sizes = tuple(size for size in value if isinstance(size, int))
    return sizes if len(sizes) == len(value) else None


def _which_line(rng: random.Random, asked: Program) -> tuple[Part, str]:
    """Return the part that asks which line fails, and the step that says why."""
    fails = rng.choice(asked.broken)
    lines = [fails, *rng.sample(asked.sound, 3)]
    rng.shuffle(lines)
    right = lines.index(fails)
    slips = tuple(_it_works(LETTERS[place], line) for place, line in enumerate(lines) if place != right)
    spec = Choice(tuple(f"`{line.code}`" for line in lines), right)
    question = f"With `{asked.first_name}` as computed above, which of these lines raises an error?"
    shapes = " and ".join(told(operand.sizes) for operand in fails.operands)
    step = f"`{fails.code}` raises an error: it puts {shapes} together. {clash(fails.operands)}"
    return Part(question, spec, 1, slips), step


def _it_works(letter: str, line: Line) -> Misconception:
    shapes = [operand.sizes for operand in line.operands]
    result = broadcast(*shapes)
    assert result is not None, f"{line.code} doesn't work"
    why = f"This line works: {' and '.join(map(told, shapes))} give {told(result)}. Align the shapes at the right."
    return Misconception(letter, why, TOPIC, BROADCASTING)


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Shape after broadcasting",
    version=1,
    generate=generate,
    kinds=("shape", "integer", "choice"),
    heading=BROADCASTING,
)
