"""Parts that ask for a matrix, for a metric (marked on from the learner's own matrix) or for a verdict."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import isfinite

from question_bank.answers import AnswerSpec, Choice, Matrix, Number, Value
from question_bank.answers.reading.options import LETTERS
from question_bank.exercise import Carry, Misconception, Part
from question_bank.metrics.binary import METRICS, TOPIC, Counts
from question_bank.metrics.stories import READ, Story
from question_bank.notation import equals
from question_bank.slips import Slip, asked

ROUNDING = "Type a decimal, rounded to 3 places."
LARGEST = 10**9  # counts beyond are nothing that was counted


def number(value: Fraction | float) -> Number:
    """Return a share asked to three places."""
    return Number(float(value), relative=0, absolute=1.5e-3, decimals=3)


def matrix_part(story: Story, counts: Counts, slips: Iterable[Slip], question: str) -> Part:
    """Return the part that asks for a confusion matrix, the positive class first."""
    positive, negative = story.labels
    spec = Matrix(
        counts.rows,
        (f"truly {positive}", f"truly {negative}"),
        (f"predicted {positive}", f"predicted {negative}"),
        relative=0,
        absolute=0.01,
    )
    form = f"{READ} “{positive.capitalize()}” comes first in both. Type a matrix of 2 × 2 whole numbers."
    return asked(f"{question} {form}", spec, slips, 2)


def metric_part(
    name: str, counts: Counts, story: Story, *, from_matrix: int | None = None, extra: Sequence[Slip] = ()
) -> Part:
    """Return the part that asks for a metric; ``from_matrix`` says which part holds the learner's own matrix."""
    metric = METRICS[name]
    slips = [*extra, *(Slip((float(wrong.value(counts)),), wrong.why, TOPIC, metric.heading) for wrong in metric.slips)]
    whose = f", with “{story.positive}” as the positive class" if name in _OF_A_CLASS else ""
    part = asked(
        f"What is {name if name == 'F1' else f'the {name}'}{whose}? {ROUNDING}", number(metric.value(counts)), slips
    )
    if from_matrix is None:
        return part
    return Part(part.prompt, part.answer, part.marks, part.misconceptions, _from_own_matrix(name, from_matrix))


_OF_A_CLASS = ("precision", "recall", "specificity", "false positive rate", "F1")


def _from_own_matrix(name: str, index: int) -> Carry:
    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = counts_of(earlier[index])
        return None if own is None else number(METRICS[name].value(own))

    return carry


def rows_of(value: Value) -> tuple[tuple[float, ...], ...]:
    """Return the rows that a learner typed, or none where the value is no matrix."""
    rows = value if isinstance(value, tuple) else ()
    read = [tuple(float(x) for x in row if isinstance(x, int | float)) for row in rows if isinstance(row, tuple)]
    return tuple(read)


def counts_of(value: Value) -> Counts | None:
    """Return the counts of a learner's own matrix, or None where they are no counts of anything."""
    cells = [cell for row in rows_of(value) for cell in row]
    if len(cells) != 4 or not all(isfinite(cell) and 0 <= cell <= LARGEST for cell in cells) or sum(cells) < 1:
        return None
    tp, fn, fp, tn = map(round, cells)
    return Counts(tp, fn, fp, tn)


def worked(name: str, counts: Counts) -> str:
    """Return the formula of a metric with its numbers, as a display."""
    metric = METRICS[name]
    return f"$${metric.formula} = {metric.worked(counts)} {equals(float(metric.value(counts)))}$$"


def choice(rng: random.Random, question: str, right: str, wrong: Mapping[str, str], heading: str) -> Part:
    """Return a part with shuffled options; ``wrong`` gives the reason against each wrong one."""
    options = rng.sample((right, *wrong), 1 + len(wrong))
    slips = tuple(Misconception(LETTERS[options.index(text)], why, TOPIC, heading) for text, why in wrong.items())
    return Part(question, Choice(tuple(options), options.index(right)), 2, slips)
