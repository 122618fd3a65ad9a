"""The exam question about an object detector: areas, overlaps, which detections are kept, and whether one is a hit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

from question_bank.answers import AnswerSpec, Choice, Integer, Number, Table, Value, Vector
from question_bank.answers.reading.options import LETTERS
from question_bank.boxes.overlap import IOU, SUPPRESSION, TOPIC
from question_bank.boxes.rectangles import CORNERS, drawn, iou
from question_bank.boxes.suppression import NAMES, PAIRS, Detections, draw_detections, kept, outcome
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.slips import Slip, asked
from question_bank.wording import listed, table

SETS = ((0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2))
OBJECTS = ("cars", "cyclists", "sheep", "ships", "faces", "bottles", "tumours", "tennis balls", "cranes", "birds")
OUTCOMES = ("a hit at both thresholds", "a hit at 0.5, but not at 0.75", "a miss at both thresholds")


def detections(rng: random.Random) -> Exercise:
    """Return the exercise: areas, overlaps of all pairs, suppression, and the box with the best score on the truth."""
    found = draw_detections(rng)
    best = NAMES[found.best]
    prompt = (
        f"A detector looks for {rng.choice(OBJECTS)}. In one picture it reports three boxes:\n\n{_listed(found)}\n\n"
        f"The only true box there is $T = {found.true.told()}$. {CORNERS}"
    )
    parts = (_areas(found), _overlaps(found), _suppressed(rng, found), _against_truth(found), _hit_or_miss(rng, found))
    # Four boxes on top of one another are a tangle, so what belongs together is drawn together.
    figures = (drawn(dict(zip(NAMES, found.boxes, strict=True))), drawn({best: found.hit().one, "T": found.true}))
    return Exercise(prompt, parts, _solution(found), figures=figures)


def _listed(found: Detections) -> str:
    rows = [[f"${n}$", box.told(), str(score)] for n, box, score in zip(NAMES, found.boxes, found.scores, strict=True)]
    return table(["box", "corners", "score"], rows)


# ---------------------------------------------------------------- areas and overlaps


def _areas(found: Detections) -> Part:
    right = tuple(float(box.area) for box in found.boxes)
    both_edges = tuple(float((box.width + 1) * (box.height + 1)) for box in found.boxes)
    edges = tuple(float(2 * (box.width + box.height)) for box in found.boxes)
    products = tuple(float(box.right * box.bottom) for box in found.boxes)
    wrong = (
        Slip(
            products, "You multiplied the second corner. The width is $x_2 - x_1$, the height $y_2 - y_1$.", TOPIC, IOU
        ),
        Slip(both_edges, "You counted one pixel too many along every side: a width is $x_2 - x_1$.", TOPIC, IOU),
        Slip(edges, "This is the length of the edge. The area is width times height.", TOPIC, IOU),
    )
    question = "How many pixels do $A$, $B$ and $C$ cover? Type three whole numbers in this order."
    return asked(question, Vector(right, tuple(NAMES), relative=1e-6, absolute=0.4), wrong)


def _overlaps(found: Detections) -> Part:
    areas = [float(box.area) for box in found.boxes]

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        own = [float(area) for area in mine if isinstance(area, int | float)] if isinstance(mine, tuple) else []
        return _overlap_table(found, own) if len(own) == 3 and min(own) > 0 else None

    question = "What do the boxes share, and what is the IoU of each pair? Type whole pixels, and IoUs to 3 decimals."
    return Part(question, _overlap_table(found, areas), 3, _table_slips(found), carry)


def _overlap_table(found: Detections, areas: Sequence[float]) -> Table:
    """Return the table that follows from these areas of the boxes."""
    shared = [found.pair(one, other).shared.area for one, other in PAIRS]
    sums = [areas[one] + areas[other] for one, other in PAIRS]
    rows = tuple(_row(pair, part, total) for pair, part, total in zip(PAIRS, shared, sums, strict=True))

    def follows(values: tuple[Value, ...]) -> AnswerSpec | None:
        part = values[-1] if len(values) % 2 else None
        return _score(part / (sums[len(values) // 2] - part)) if isinstance(part, int) else None

    return Table(("boxes", "intersection", "IoU"), rows, follows)


def _row(pair: tuple[int, int], shared: int, total: float) -> tuple[str | AnswerSpec, ...]:
    return _named(pair), Integer(shared, "pixels"), _score(shared / (total - shared))


def _score(value: float) -> Number:
    return Number(value, absolute=1.5e-3, decimals=3)


def _named(pair: tuple[int, int]) -> str:
    return f"${NAMES[pair[0]]}$ and ${NAMES[pair[1]]}$"


def _table_slips(found: Detections) -> tuple[Misconception, ...]:
    pairs = [found.pair(one, other) for one, other in PAIRS]
    wrong = (
        ([pair.shared.area / (pair.one.area + pair.other.area) for pair in pairs],
         "You counted the overlap twice in the union: take it away from the sum of the areas once."),
        ([2 * pair.shared.area / (pair.one.area + pair.other.area) for pair in pairs],
         "These are Dice scores. The IoU divides by the union, which holds the overlap once."),
        ([pair.shared.area / min(pair.one.area, pair.other.area) for pair in pairs],
         "You divided by the smaller box. The IoU divides by all that at least one of them covers."),
        ([pair.shared.area / pair.one.around(pair.other).area for pair in pairs],
         "You divided by the box around both. Its corners belong to neither of them."),
    )  # fmt: skip
    right = [float(each) for each in found.overlaps()]
    kept_ones: list[list[float]] = [right]
    slips = []
    for values, why in wrong:
        if all(max(abs(a - b) for a, b in zip(values, other, strict=True)) > 0.01 for other in kept_ones):
            kept_ones.append(values)
            lines = (f"{pair.shared.area} | {value:.4f}" for pair, value in zip(pairs, values, strict=True))
            slips.append(Misconception("\n".join(lines), why, TOPIC, IOU))
    return tuple(slips)


# ---------------------------------------------------------------- what is kept


def _suppressed(rng: random.Random, found: Detections) -> Part:
    sets = rng.sample(SETS, len(SETS))
    options = tuple(listed([f"${NAMES[index]}$" for index in each]) for each in sets)
    right = kept(found.ranked, found.overlaps(), found.threshold)

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        cells = values[1] if isinstance(values[1], tuple) else ()
        own = [cell for cell in cells[1::2] if isinstance(cell, int | float)]
        return Choice(options, sets.index(kept(found.ranked, own, found.threshold)))

    question = (
        f"Non-maximum suppression takes the boxes by falling score and drops each whose IoU with a box kept before is "
        f"above {float(found.threshold)}. Which boxes are kept?"
    )
    slips = tuple(
        Misconception(LETTERS[place], _why_not(found, each, right), TOPIC, SUPPRESSION)
        for place, each in enumerate(sets)
        if each != right
    )
    return Part(question, Choice(options, sets.index(right)), 2, slips, carry)


def _why_not(found: Detections, chosen: tuple[int, ...], right: tuple[int, ...]) -> str:
    """Return what is wrong with a set of boxes kept: the best box in it or missing from it that should not be."""
    index = next(index for index in found.ranked if (index in chosen) != (index in right))
    name, limit = NAMES[index], float(found.threshold)
    if index == found.best:
        return f"${name}$ has the highest score, so nothing can drop it."
    if index in right:
        before = [other for other in found.ranked[: found.ranked.index(index)] if other in right]
        told = listed([f"{_shared(found, index, other)} with ${NAMES[other]}$" for other in before])
        gone = [other for other in found.ranked[: found.ranked.index(index)] if other not in right]
        missed = [other for other in gone if iou(found.boxes[other], found.boxes[index]) > found.threshold]
        ghost = f" ${NAMES[missed[0]]}$ was dropped before, so it drops nothing itself." if missed else ""
        return f"${name}$ stays: its IoU is {told}, not above {limit}.{ghost}"
    better = [other for other in found.ranked[: found.ranked.index(index)] if other in right]
    over = next(other for other in better if iou(found.boxes[other], found.boxes[index]) > found.threshold)
    told = f"its IoU with ${NAMES[over]}$, which scores higher, is {_shared(found, index, over)}, above {limit}"
    return f"${name}$ goes: {told}."


def _shared(found: Detections, one: int, other: int) -> str:
    return f"{float(iou(found.boxes[one], found.boxes[other])):.3f}"


# ---------------------------------------------------------------- hit or miss


def _against_truth(found: Detections) -> Part:
    question = f"What is the IoU of ${NAMES[found.best]}$, which has the highest score, with the true box?"
    return found.hit().iou_part(question, marks=2)


def _hit_or_miss(rng: random.Random, found: Detections) -> Part:
    order = rng.sample(range(3), 3)
    options = tuple(OUTCOMES[which] for which in order)

    def spec(score: float | Fraction) -> Choice:
        return Choice(options, order.index(outcome(score)))

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[3]
        return spec(mine) if isinstance(mine, float) else None

    score = iou(found.hit().one, found.hit().other)
    right = spec(score)
    why = f"The IoU with the true box is {float(score):.3f}: compare it with 0.5 and with 0.75."
    slips = tuple(Misconception(LETTERS[place], why, TOPIC, IOU) for place in range(3) if place != right.right)
    question = (
        "A detection counts as a hit if its IoU with the true box is at least the threshold. What is "
        f"${NAMES[found.best]}$ at the thresholds 0.5 and 0.75?"
    )
    return Part(question, right, 1, slips, carry)


# ---------------------------------------------------------------- the way


def _solution(found: Detections) -> tuple[str, ...]:
    areas = [rf"${name}$: ${b.width}\cdot {b.height} = {b.area}$" for name, b in zip(NAMES, found.boxes, strict=True)]
    shared = [f"{_named(pair)}. {found.pair(*pair).shared_worked()} {found.pair(*pair).iou_worked()}" for pair in PAIRS]
    hit = found.hit()
    score = iou(hit.one, hit.other)
    return (
        f"Width times height: {'; '.join(areas)}.",
        *shared,
        _suppression_told(found),
        f"${NAMES[found.best]}$ and $T$. {hit.shared_worked()} {hit.union_worked()} {hit.iou_worked()}",
        f"${NAMES[found.best]}$ is {OUTCOMES[outcome(score)]}.",
    )


def _suppression_told(found: Detections) -> str:
    right, limit = kept(found.ranked, found.overlaps(), found.threshold), float(found.threshold)
    order = " > ".join(f"{NAMES[index]}" for index in found.ranked)
    steps = [f"By falling score: ${order}$. ${NAMES[found.best]}$ is kept."]
    for place, index in enumerate(found.ranked[1:], 1):
        against = [other for other in found.ranked[:place] if other in right]
        told = listed([f"{_shared(found, index, other)} with ${NAMES[other]}$" for other in against])
        verdict = f"nothing above {limit}, so it is kept" if index in right else f"above {limit}, so it is dropped"
        steps.append(f"${NAMES[index]}$ has an IoU of {told}: {verdict}.")
    return " ".join(steps)
