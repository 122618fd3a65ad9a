"""How well two boxes agree: intersection over union, Dice, formats of boxes, and non-maximum suppression."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from question_bank.answers import AnswerSpec, Value
from question_bank.boxes.detections import detections
from question_bank.boxes.guesses import three_guesses
from question_bank.boxes.overlap import ANY_FORM, FORMATS, IOU, TOPIC, Pair, fraction, ratio, slip
from question_bank.boxes.rectangles import (
    AXES,
    CORNERS,
    MEANING,
    Format,
    Rect,
    draw,
    draw_pair,
    drawn,
    iou,
    read_as,
    union,
)
from question_bank.exercise import Exercise, Family, Part, dice, first_with
from question_bank.slips import Slip, asked, has_enough
from question_bank.wording import counted

ID = "iou"
TWO_BOXES = (
    "Two people marked the same dog in a photograph, as the boxes $A = {A}$ and $B = {B}$.",
    "A detector finds a bicycle in the box $A = {A}$; the label says $B = {B}$.",
    "The ball is truly in the box $A = {A}$, a goal camera reports $B = {B}$.",
    "In an X-ray a doctor marked a nodule with $A = {A}$, a net with $B = {B}$.",
    "A drone counts sheep. For one of them it found $A = {A}$ and a moment later $B = {B}$.",
    "A shelf camera sees a bottle in $A = {A}$, and the true box is $B = {B}$.",
    "A ship in a satellite picture is labelled $A = {A}$. A net predicts $B = {B}$.",
)
SHIFTS = (
    "A box of {size} is predicted with the right size, but {right} too far to the right and {down} too low.",
    "A face moves {right} to the right and {down} down. A tracker leaves its box of {size} where it was.",
    "A box of {size} is shifted by {right} to the right and {down} down, to augment the data.",
    "A label of {size} was saved {right} too far to the right and {down} too low.",
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: two boxes (1), Dice, formats or three guesses (2), detections of one class (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(has_enough, make, rng)


# ---------------------------------------------------------------- one idea


def _two_boxes(rng: random.Random) -> Exercise:
    pair = Pair(*draw_pair(rng, 9))
    return _asked_for_iou(rng, pair)


def _one_inside(rng: random.Random) -> Exercise:
    outer = draw(rng, 10, smallest=6)
    width, height = rng.randint(2, outer.width), rng.randint(2, outer.height - 1)
    left, top = outer.left + rng.randint(0, outer.width - width), outer.top + rng.randint(0, outer.height - height)
    inner = Rect(left, top, left + width, top + height)
    one, other = rng.sample((outer, inner), 2)
    return _asked_for_iou(rng, Pair(one, other))


def _asked_for_iou(rng: random.Random, pair: Pair) -> Exercise:
    question = rng.choice(("What is their intersection over union (IoU)?", "How large is their IoU?"))
    solution = (pair.shared_worked(), pair.areas_worked(), pair.union_worked(), pair.iou_worked())
    return _about(rng, pair, (pair.iou_part(question),), solution)


def _one_area(rng: random.Random) -> Exercise:
    pair = Pair(*draw_pair(rng, 12))
    if rng.random() < 0.5:
        part = pair.shared_part("How many pixels do both boxes cover, their intersection?")
        return _about(rng, pair, (part,), (_HOW_TO_INTERSECT, pair.shared_worked()))
    part = pair.union_part("How many pixels does at least one of the boxes cover, their union?")
    return _about(rng, pair, (part,), (pair.shared_worked(), pair.areas_worked(), pair.union_worked()))


_HOW_TO_INTERSECT = "The intersection of two boxes is a box itself: look at $x$ and at $y$ one after the other."


def _about(rng: random.Random, pair: Pair, parts: tuple[Part, ...], solution: tuple[str, ...]) -> Exercise:
    told = rng.choice(TWO_BOXES).format(A=pair.one.told(), B=pair.other.told())
    figure = drawn({"A": pair.one, "B": pair.other})
    return Exercise(f"{told} {CORNERS}", parts, solution, figures=(figure,))


# ---------------------------------------------------------------- two ideas


def _with_dice(rng: random.Random) -> Exercise:
    pair = Pair(*draw_pair(rng, 10, step=rng.choice((1, 2, 5))))
    shared, areas = pair.shared.area, pair.one.area + pair.other.area
    told = rf"Dice = 2·{shared}/({pair.one.area} + {pair.other.area})."
    score = iou(pair.one, pair.other)
    wrong = (
        slip(Fraction(shared, areas), f"The factor 2 is missing. {told}"),
        slip(score, f"This is the IoU again. {told}"),
        slip(Fraction(2 * shared, union(pair.one, pair.other)), f"You divided by the union. {told}"),
        slip(score / (2 - score), f"You went the other way: Dice is never less than IoU. {told}"),
        slip(Fraction(shared, min(pair.one.area, pair.other.area)), f"You divided by the smaller box. {told}"),
    )
    question = "And what is their Dice score, twice the intersection over the sum of the two areas?"
    dice_part = asked(f"{question} {ANY_FORM}", ratio(Fraction(2 * shared, areas)), wrong)

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        return replace(ratio(score), value=2 * mine / (1 + mine)) if isinstance(mine, float) and mine > 0 else None

    parts = (pair.iou_part("What is the intersection over union (IoU) of the boxes?"), replace(dice_part, carry=carry))
    solution = (
        pair.shared_worked(),
        f"{pair.areas_worked()} {pair.union_worked()}",
        pair.iou_worked(),
        f"$$\\text{{Dice}} = {fraction(2 * shared, areas)}$$ The two always go together: Dice = 2·IoU/(1 + IoU).",
    )
    return _about(rng, pair, parts, solution)


def _other_formats(rng: random.Random) -> Exercise:
    forms = rng.choice(
        (
            (Format.CORNER_AND_SIZE, Format.CORNER_AND_SIZE),
            (Format.CENTRE_AND_SIZE, Format.CENTRE_AND_SIZE),
            (Format.CORNERS, Format.CORNER_AND_SIZE),
            (Format.CORNERS, Format.CENTRE_AND_SIZE),
            (Format.CENTRE_AND_SIZE, Format.CORNER_AND_SIZE),
        )
    )
    pair = Pair(*draw_pair(rng, 12, step=2))  # even numbers, so that every centre is one
    told = [box.told(form) for box, form in zip((pair.one, pair.other), forms, strict=True)]
    story = rng.choice(TWO_BOXES).format(A=told[0], B=told[1])
    if forms[0] == forms[1]:
        meaning = f"A box is given as {MEANING[forms[0]]}."
    else:
        meaning = f"Mind the formats: $A$ is given as {MEANING[forms[0]]}; $B$ as {MEANING[forms[1]]}."
    part = pair.iou_part("What is their intersection over union (IoU)?", tuple(_misread(pair, forms)))
    corners = f"First write both with their corners: $A$ is {pair.one.told()} and $B$ is {pair.other.told()}."
    solution = (corners, pair.shared_worked(), pair.areas_worked(), pair.union_worked(), pair.iou_worked())
    return Exercise(f"{story} {meaning} {AXES}", (part,), solution)


def _misread(pair: Pair, forms: tuple[Format, Format]) -> list[Slip]:
    """Return the IoUs that come out where a format is taken for another one."""
    found = []
    for wrong in Format:
        one, other = (
            read_as(box.numbers(form), wrong) for box, form in zip((pair.one, pair.other), forms, strict=True)
        )
        if one.area and other.area and wrong not in forms[:1]:
            corners = f"As corners, $A$ is {pair.one.told()} and $B$ is {pair.other.told()}."
            found.append(slip(iou(one, other), f"You took all four numbers for {_four(wrong)}. {corners}", FORMATS))
    return found


def _four(form: Format) -> str:
    return {
        Format.CORNERS: "two corners",
        Format.CORNER_AND_SIZE: "a corner and a size",
        Format.CENTRE_AND_SIZE: "a centre and a size",
    }[form]


def _shifted(rng: random.Random) -> Exercise:
    width, height = rng.randint(8, 40), rng.randint(8, 40)
    right, down = rng.randint(1, width // 2), rng.randint(1, height // 2)
    here = Rect(0, 0, width, height)
    pair = Pair(here, here.moved(right, down), ("first", "second"))
    area, shared = here.area, pair.shared.area
    told = f"They share ({width} − {right})·({height} − {down}) = {shared} pixels. {pair.union_told()}"
    wrong = (
        slip(Fraction(shared, area), f"You divided by one box. {told}", IOU),
        slip(Fraction(shared, 2 * area), f"You counted the overlap twice in the union. {told}", IOU),
        slip(Fraction(right * down, 2 * area - right * down), f"You took the shift for the overlap. {told}", IOU),
        slip(
            Fraction(area - right * down, area + right * down), f"You took away just a corner, {right}·{down}. {told}"
        ),
        slip(Fraction(shared, (width + right) * (height + down)), f"You divided by the box around both. {told}"),
    )
    part = asked(
        f"What is the IoU of the box in the one place with the box in the other? {ANY_FORM}",
        ratio(iou(pair.one, pair.other)),
        wrong,
    )
    solution = (
        "What both share is as wide as a box less the shift to the right, and as high as a box less the shift down.",
        rf"They share $({width} - {right})\cdot ({height} - {down}) = {shared}$ pixels.",
        rf"Each covers ${width}\cdot {height} = {area}$. {pair.union_worked()}",
        pair.iou_worked(),
    )
    size = f"{width} × {height} pixels (width × height)"
    prompt = rng.choice(SHIFTS).format(size=size, right=counted(right, "pixel"), down=down)
    return Exercise(prompt, (part,), solution)


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise], ...]] = {
    1: (_two_boxes, _two_boxes, _two_boxes, _one_inside, _one_area),
    2: (_with_dice, _with_dice, _other_formats, _other_formats, _shifted, three_guesses),
    3: (detections,),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Intersection over union",
    version=1,
    generate=generate,
    kinds=("number", "integer", "vector", "choice", "table"),
    heading=IOU,
)
