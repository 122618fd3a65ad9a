"""Three guesses at one box: how well each fits, and which fits best."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

from question_bank.answers import AnswerSpec, Choice, Value, Vector
from question_bank.answers.reading.options import LETTERS
from question_bank.boxes.overlap import IOU, TOPIC, Pair
from question_bank.boxes.rectangles import CORNERS, Rect, draw, drawn, iou
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.slips import Slip, asked

THREE_GUESSES = (
    "A detector of traffic lights should find $T = {T}$. Three versions of it predict $A = {A}$, $B = {B}$, $C = {C}$.",
    "The object is in $T = {T}$, and three anchor boxes of a detector lie near: $A = {A}$, $B = {B}$ and $C = {C}$.",
    "The number plate is in $T = {T}$. Three students box it as $A = {A}$, $B = {B}$ and $C = {C}$.",
)


def three_guesses(rng: random.Random) -> Exercise:
    """Return the exercise: the IoU of three guesses, of which one only touches the true box, and the best of them."""
    true = draw(rng, 9, smallest=5).moved(8, 8)
    touching = true.moved(*rng.choice(((true.width, rng.randint(-2, 2)), (rng.randint(-2, 2), true.height))))
    near = true.moved(rng.choice((-2, -1, 1, 2)), rng.choice((-2, -1, 1, 2)))
    inside = Rect(
        true.left + rng.randint(0, 2), true.top + rng.randint(0, 2), true.right, true.bottom - rng.randint(0, 2)
    )
    guesses = rng.sample((touching, near, inside), 3)
    pairs = [Pair(true, guess, ("T", name)) for guess, name in zip(guesses, "ABC", strict=True)]
    scores = [iou(true, guess) for guess in guesses]
    if inside == true or len(set(scores)) < 3 or abs(sorted(scores)[2] - sorted(scores)[1]) < Fraction(1, 50):
        return three_guesses(rng)
    parts = (_all_scores(pairs, scores), _best(rng, scores))
    by_name = dict(zip("ABC", guesses, strict=True))
    told = rng.choice(THREE_GUESSES).format(T=true.told(), **{name: box.told() for name, box in by_name.items()})
    solution = (
        rf"The true box covers ${true.width}\cdot {true.height} = {true.area}$ pixels.",
        *(f"${pair.names[1]}$ covers {pair.other.area}. {pair.shared_worked()} {pair.iou_worked()}" for pair in pairs),
        f"The largest IoU is that of ${'ABC'[scores.index(max(scores))]}$.",
    )
    return Exercise(f"{told} {CORNERS}", parts, solution, figures=(drawn({"T": true, **by_name}),))


def _all_scores(pairs: list[Pair], scores: list[Fraction]) -> Part:
    spec = Vector(tuple(map(float, scores)), ("A", "B", "C"), absolute=1e-3, decimals=3)
    shared, guesses, true = [pair.shared.area for pair in pairs], [pair.other for pair in pairs], pairs[0].one
    ways: tuple[tuple[Callable[[Rect], int], int, str], ...] = (
        (
            lambda box: true.area + box.area,
            1,
            "You counted the overlap twice: take it away from the sum of the areas once.",
        ),
        (lambda box: true.area + box.area, 2, "These are Dice scores. The IoU divides by the union of the two boxes."),
        (lambda box: true.area, 1, "You divided by the true box alone. The union holds the rest of the other one too."),
        (lambda box: box.area, 1, "You divided by the predicted box alone. The union holds the rest of $T$ too."),
        (lambda box: true.around(box).area, 1, "You divided by the box around both. Its corners belong to neither."),
    )
    wrong = [
        Slip(tuple(times * part / below(box) for part, box in zip(shared, guesses, strict=True)), why, TOPIC, IOU)
        for below, times, why in ways
    ]
    question = "What is the IoU of $A$, $B$ and $C$ with $T$? Type three numbers in this order, to 3 decimals."
    return asked(question, spec, wrong, 3)


def _best(rng: random.Random, scores: list[Fraction]) -> Part:
    order = rng.sample("ABC", 3)
    options = tuple(f"box ${name}$" for name in order)

    def spec(values: list[float]) -> Choice:
        return Choice(options, order.index("ABC"[values.index(max(values))]))

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        own = [value for value in mine if isinstance(value, int | float)] if isinstance(mine, tuple) else []
        return spec(own) if len(own) == 3 and own.count(max(own)) == 1 else None

    right = spec([float(score) for score in scores])
    wrong = tuple(
        Misconception(LETTERS[place], _why_not(scores["ABC".index(name)], max(scores)), TOPIC, IOU)
        for place, name in enumerate(order)
        if place != right.right
    )
    return Part("Which of the three fits the true box best?", right, 1, wrong, carry)


def _why_not(score: Fraction, best: Fraction) -> str:
    if not score:
        return "This one only touches the true box: they share no pixel, so the IoU is 0."
    return f"Its IoU is {float(score):.3f}, and another one has {float(best):.3f}."
