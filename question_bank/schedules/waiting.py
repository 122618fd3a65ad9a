"""Validation losses of several epochs, and a learning rate that is lowered when they stall."""

from __future__ import annotations

import random
from dataclasses import replace

from question_bank.answers import AnswerSpec, Integer, Value
from question_bank.drawings import Curves, Line
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.misconceptions import distinct
from question_bank.numerals import result, shown
from question_bank.schedules import draws
from question_bank.schedules.plateau import Plateau, draw_losses
from question_bank.schedules.shapes import TOPIC
from question_bank.slips import Slip, asked, digits
from question_bank.wording import NUMBER_WORDS, listed, table

HEADING = "plateau"
EPOCHS = 12
SIGNIFICANT = "Type three significant digits."


def draw(rng: random.Random) -> Exercise:
    """Return a run of losses with questions on the drops and on the rate."""
    while True:
        rule = Plateau(rng.choice(draws.STARTS), rng.choice((0.5, 0.2, 0.1, 0.3)), rng.choice((2, 2, 3)))
        losses = draw_losses(rng, EPOCHS, 0.45)
        found = rule.drops(losses)
        last = found and found[-1] < EPOCHS
        if len(found) >= 2 and last and rule.drops(losses, against_last=True) != found:
            break
    parts = (_first(rule, losses), _count(rule, losses), _rate(rule, len(found)), _more_patience(rule, losses))
    return Exercise(_prompt(rng, rule, losses), parts, _solution(rule, losses), figures=(_figure(losses),))


def _prompt(rng: random.Random, rule: Plateau, losses: tuple[float, ...]) -> str:
    rows = table(["epoch", *map(str, range(1, EPOCHS + 1))], [["validation loss", *(f"{loss:.2f}" for loss in losses)]])
    word = NUMBER_WORDS[rule.patience]
    return (
        f"The training of {rng.choice(draws.THINGS)} starts with the learning rate ${shown(rule.start)}$. Whenever "
        f"{word} epochs in a row have brought no new lowest validation loss, the rate is multiplied by "
        f"${shown(rule.factor)}$ from the next epoch on, and the counting of such epochs starts anew; the lowest loss "
        f"so far stays. A loss that only equals the lowest is no new lowest.\n\n{rows}"
    )


def _figure(losses: tuple[float, ...]) -> Curves:
    points = tuple((float(epoch), loss) for epoch, loss in enumerate(losses, 1))
    told = listed([f"{loss:.2f}" for loss in losses])
    return Curves(f"Validation loss in epochs 1 to {EPOCHS}: {told}.", "epoch", "validation loss", (Line("", points),))


def _first(rule: Plateau, losses: tuple[float, ...]) -> Part:
    found = rule.drops(losses)
    spec = Integer(found[0])
    late = rule.drops(losses, rule.patience + 1)
    soon = rule.drops(losses, against_last=True)
    wrong = [
        (found[0] + 1, "In this epoch the lower rate is used for the first time. Asked for is the epoch before."),
        (found[0] - rule.patience, "Here the loss was lowest. Then the waiting begins."),
        (found[0] - rule.patience + 1, "This is the first epoch without a new lowest loss. More are waited for."),
        *((epoch, "You waited one epoch longer than the rule does.") for epoch in late[:1]),
        *(
            (epoch, "You compared with the epoch before. It is the lowest loss so far that counts.")
            for epoch in soon[:1]
        ),
        (found[1], "This is the second time."),
        (rule.patience, f"The first {rule.patience} epochs did bring lower losses."),
    ]
    return _whole("After which epoch is the rate lowered for the first time? Type a whole number.", spec, wrong)


def _count(rule: Plateau, losses: tuple[float, ...]) -> Part:
    count = len(rule.drops(losses))
    bad = sum(loss >= min(losses[:epoch]) for epoch, loss in enumerate(losses) if epoch)
    wrong = [
        (bad, "These are the epochs without a new lowest loss. Only several in a row lower the rate."),
        (len(rule.drops(losses, rule.patience + 1)), "You waited one epoch longer than the rule does."),
        (len(rule.drops(losses, against_last=True)), "The lowest loss so far counts, not the epoch before."),
        (count + 1, "One too many: the counting starts anew after each drop."),
        (count - 1, "One too few: after a drop the waiting goes on, against the same lowest loss."),
        (bad // rule.patience, "A new lowest loss in between sets the counting back to 0."),
    ]
    return _whole(f"How often is it lowered by the end of epoch {EPOCHS}? Type a whole number.", Integer(count), wrong)


def _rate(rule: Plateau, count: int) -> Part:
    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[1]
        return digits(rule.rate_after(mine)) if isinstance(mine, int) and 0 <= mine <= EPOCHS else None

    reasons = (
        (rule.rate_after(count - 1), "One drop too few."),
        (rule.rate_after(count + 1), "One drop too many."),
        (rule.start * rule.factor * count, "Each drop multiplies what is left: the factor becomes a power."),
        (
            rule.start * (1 - rule.factor) ** count,
            f"The rate is multiplied by ${shown(rule.factor)}$, not lowered by it.",
        ),
        (rule.start, "This is the rate of the start."),
        (rule.factor**count, f"The start ${shown(rule.start)}$ is missing."),
    )
    slips = [Slip((value,), why, TOPIC, HEADING) for value, why in reasons]
    question = f"What is the learning rate in epoch {EPOCHS + 1}? {SIGNIFICANT}"
    return replace(asked(question, digits(rule.rate_after(count)), slips), carry=carry)


def _more_patience(rule: Plateau, losses: tuple[float, ...]) -> Part:
    other = replace(rule, patience=rule.patience + 1)
    count = len(other.drops(losses))
    mine = len(rule.drops(losses))
    reasons = (
        (rule.rate_after(mine), f"This is with {NUMBER_WORDS[rule.patience]} epochs, as before."),
        (other.rate_after(count + 1), "One drop too many."),
        (other.rate_after(count + 2), "Two drops too many."),
        (other.rate_after(count - 1), "One drop too few."),
        (
            rule.start * (1 - rule.factor) ** count,
            f"The rate is multiplied by ${shown(rule.factor)}$, not lowered by it.",
        ),
    )
    slips = [Slip((value,), why, TOPIC, HEADING) for value, why in reasons]
    question = (
        f"And what would it be in epoch {EPOCHS + 1} with the same losses, if {NUMBER_WORDS[other.patience]} epochs in "
        f"a row were waited for? {SIGNIFICANT}"
    )
    return asked(question, digits(other.rate_after(count)), slips)


def _whole(question: str, spec: Integer, wrong: list[tuple[int, str]]) -> Part:
    slips = [Misconception(str(value), why, TOPIC, HEADING) for value, why in wrong if value >= 0]
    return Part(question, spec, 1, distinct(spec, slips))


def _solution(rule: Plateau, losses: tuple[float, ...]) -> tuple[str, ...]:
    found, other = rule.drops(losses), replace(rule, patience=rule.patience + 1)
    lowest = [epoch for epoch in range(1, EPOCHS + 1) if epoch == 1 or losses[epoch - 1] < min(losses[: epoch - 1])]
    more = other.drops(losses)
    lowered = f"is lowered after {_epochs(more)}" if more else "is never lowered"
    return (
        (
            f"New lowest losses come in {_epochs(lowest)}. All other epochs count as waiting. (PyTorch calls this a "
            f"patience of {rule.patience - 1}: so many such epochs are let pass.)"
        ),
        f"The first {NUMBER_WORDS[rule.patience]} in a row without one are over after epoch {found[0]}.",
        f"In all the rate is lowered {len(found)} times, after {_epochs(found)}.",
        rf"${shown(rule.start)} \cdot {shown(rule.factor)}^{{{len(found)}}} {result(rule.rate_after(len(found)))}$.",
        (
            f"With {NUMBER_WORDS[other.patience]} epochs to wait, the rate {lowered}: ${shown(rule.start)} "
            rf"\cdot {shown(rule.factor)}^{{{len(more)}}} {result(rule.rate_after(len(more)))}$."
        ),
    )


def _epochs(epochs: list[int]) -> str:
    return f"epoch{'s' if len(epochs) > 1 else ''} {listed([str(epoch) for epoch in epochs])}"
