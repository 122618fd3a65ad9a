"""Confusion matrices: metrics of two classes, averages over three, and what accuracy hides."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from question_bank.answers import AnswerSpec, Matrix, Value, Vector
from question_bank.exercise import Exercise, Family, Part, dice, first_with
from question_bank.metrics import verdicts
from question_bank.metrics.binary import (
    CLASSES,
    MATRIX,
    METRICS,
    RATES,
    TOPIC,
    Counts,
    draw_counts,
    harmonic,
    precision,
    recall,
    share,
)
from question_bank.metrics.classes import Classes, draw_classes, mean
from question_bank.metrics.parts import ROUNDING, matrix_part, metric_part, number, rows_of, worked
from question_bank.metrics.rare import rare_exercise
from question_bank.metrics.stories import READ, STORIES, Story, as_table
from question_bank.notation import decimal, equals
from question_bank.slips import Slip, asked, has_enough
from question_bank.wording import listed, table

ID = "confusion-matrix-metrics"
SINGLE = ("accuracy", "precision", "precision", "recall", "recall", "specificity", "false positive rate")
AFTER_MATRIX = ("precision", "recall", "F1", "F1", "balanced accuracy", "specificity")


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one metric (1), a matrix and a metric or F1 (2), or three classes or something rare (3)."""
    rng = dice(ID, seed, difficulty)
    makers = {
        1: (_one_metric,),
        2: (_from_story, _from_story, _from_list, _two_steps),
        3: (_three, _three, rare_exercise),
    }
    make = rng.choice(makers[difficulty])
    return first_with(has_enough, make, rng)


# ---------------------------------------------------------------- one metric


def _one_metric(rng: random.Random) -> Exercise:
    story, counts, name = rng.choice(STORIES), draw_counts(rng), rng.choice(SINGLE)
    shown = story.as_table(counts, negative_first=rng.random() < 0.4)
    prompt = f"{story.intro} {rng.choice(_TESTED).format(things=story.things)} {READ}\n\n{shown}"
    part = metric_part(name, counts, story)
    return Exercise(prompt, (part,), (METRICS[name].meaning, _cells_told(story, counts), worked(name, counts)))


_TESTED = (
    "On {things} whose truth is known, this was counted.",
    "A test with {things} that were checked by hand gave this confusion matrix.",
    "Here is its confusion matrix on {things} that it had never seen.",
)


def _cells_told(story: Story, counts: Counts) -> str:
    return (
        f"With “{story.positive}” as the positive class: TP = {counts.tp}, FN = {counts.fn}, "
        f"FP = {counts.fp}, TN = {counts.tn}."
    )


# ---------------------------------------------------------------- two ideas


def _from_story(rng: random.Random) -> Exercise:
    story, counts, name = rng.choice(STORIES), draw_counts(rng), rng.choice(AFTER_MATRIX)
    return _matrix_first(story, counts, name, f"{story.intro} {story.told(rng, counts)}")


def _from_list(rng: random.Random) -> Exercise:
    story, count = rng.choice(STORIES), rng.choice((8, 9, 10))
    while True:
        counts = Counts(rng.randint(2, 4), rng.randint(1, 3), rng.randint(1, 3), rng.randint(1, 4))
        if counts.total == count and counts.fn != counts.fp:
            break
    cells = [(0, 0)] * counts.tp + [(0, 1)] * counts.fn + [(1, 0)] * counts.fp + [(1, 1)] * counts.tn
    rng.shuffle(cells)
    rows = [(str(n), story.labels[truth], story.labels[said]) for n, (truth, said) in enumerate(cells, 1)]
    prompt = f"{story.intro} These are the last {count} {story.things}:\n\n{table(('', 'truth', 'prediction'), rows)}"
    return _matrix_first(story, counts, rng.choice(("F1", "F1", "precision", "recall", "balanced accuracy")), prompt)


def _matrix_first(story: Story, counts: Counts, name: str, prompt: str) -> Exercise:
    parts = (
        matrix_part(story, counts, _matrix_slips(counts), "What is the confusion matrix?"),
        metric_part(name, counts, story, from_matrix=0),
    )
    sums = f"The rows add up to {counts.positive} and {counts.negative}, all cells to {counts.total}."
    read = "Sort every one by its truth (which row?) and its prediction (which column?)."
    return Exercise(
        prompt, parts, (read, f"{_cells_told(story, counts)} {sums}", METRICS[name].meaning, worked(name, counts))
    )


def _matrix_slips(c: Counts) -> list[Slip]:
    wrong = (
        ((c.tp, c.fp, c.fn, c.tn), f"You swapped false alarms and misses. {READ}"),
        ((c.tn, c.fp, c.fn, c.tp), "You put the negative class first; it is asked for last."),
        ((c.tp, c.positive, c.fp, c.negative), "The second column holds the sums of the rows."),
        ((c.positive, c.fn, c.fp, c.negative), "The diagonal holds the right predictions, not the sums."),
        ((c.called, c.fn, c.fp, c.tn), "The first cell holds all alarms; only the right ones belong there."),
    )
    return [Slip(cells, why, TOPIC, MATRIX) for cells, why in wrong]


def _two_steps(rng: random.Random) -> Exercise:
    story, counts = rng.choice(STORIES), draw_counts(rng)
    shown = story.as_table(counts, negative_first=rng.random() < 0.4)
    right = (float(precision(counts)), float(recall(counts)))
    wrong = [
        Slip(right[::-1], "The two got swapped: precision divides by the column, recall by the row.", TOPIC, RATES),
        Slip((counts.tp / counts.total,) * 2, "You divided by all. Each has its own denominator.", TOPIC, RATES),
        Slip((1 - right[0], 1 - right[1]), "These are the shares of the errors; asked are the others.", TOPIC, RATES),
        Slip(
            (right[1], float(METRICS["specificity"].value(counts))),
            "These are the recalls of both classes.",
            TOPIC,
            RATES,
        ),
    ]
    whose = f"with “{story.positive}” as the positive class"
    question = f"What are precision and recall, {whose}, in this order? Type two decimals, rounded to 3 places."
    first = asked(question, Vector(right, ("precision", "recall"), relative=0, absolute=1.5e-3, decimals=3), wrong, 2)

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = earlier[0]
        if isinstance(own, tuple) and len(own) == 2 and all(isinstance(x, int | float) and 0 < x <= 1 for x in own):
            return number(2 / sum(1 / x for x in own if isinstance(x, int | float)))
        return None

    last = replace(metric_part("F1", counts, story), carry=carry)
    prompt = f"{story.intro} {rng.choice(_TESTED).format(things=story.things)} {READ}\n\n{shown}"
    steps = (_cells_told(story, counts), worked("precision", counts), worked("recall", counts), worked("F1", counts))
    return Exercise(prompt, (first, last), steps)


# ---------------------------------------------------------------- three classes


def _three(rng: random.Random) -> Exercise:
    drawn = draw_classes(rng)
    last, step = (verdicts.misleading if rng.random() < 0.5 else verdicts.true_statement)(rng, drawn)
    parts = (_rates_part(drawn), _macro_part(drawn), _accuracy_part(drawn), last)
    hits = " + ".join(map(str, drawn.hits))
    prompt = f"{drawn.intro} This is its confusion matrix. {READ}\n\n{as_table(drawn.names, drawn.rows)}"
    steps = (
        "For each class, the diagonal holds its hits. Precision divides them by the column, recall by the row.",
        *(_class_told(drawn, place) for place in range(len(drawn.names))),
        (
            rf"Macro F1 is their plain mean: $\frac{{{' + '.join(decimal(float(x)) for x in drawn.f1s)}}}{{3}} "
            rf"{equals(float(drawn.macro_f1))}$."
        ),
        (
            rf"Accuracy: $\frac{{{hits}}}{{{drawn.total}}} {equals(float(drawn.accuracy))}$. "
            "With one label for each example, micro F1 is the same number."
        ),
        step,
    )
    return Exercise(prompt, parts, steps)


def _class_told(drawn: Classes, place: int) -> str:
    hits, column, size = drawn.hits[place], drawn.columns[place], drawn.sizes[place]
    sure, found, score = (float(each[place]) for each in (drawn.precisions, drawn.recalls, drawn.f1s))
    return (
        rf"“{drawn.names[place]}”: precision $\frac{{{hits}}}{{{column}}} {equals(sure)}$, recall "
        rf"$\frac{{{hits}}}{{{size}}} {equals(found)}$, "
        rf"F1 $\frac{{2 \cdot {hits}}}{{{column} + {size}}} {equals(score)}$."
    )


def _rates_part(drawn: Classes) -> Part:
    right = list(zip(drawn.precisions, drawn.recalls, strict=True))
    spec = Matrix(
        tuple((float(a), float(b)) for a, b in right),
        drawn.names,
        ("precision", "recall"),
        relative=0,
        absolute=1.5e-3,
        decimals=3,
    )
    total, sizes, columns = drawn.total, drawn.sizes, drawn.columns
    wrong: list[tuple[list[tuple[Fraction, Fraction]], str]] = [
        ([(b, a) for a, b in right], f"Precision and recall got swapped. {READ}"),
        (
            [(share(hits, total),) * 2 for hits in drawn.hits],
            "You divided by all examples. Divide by column and row.",
        ),
        (
            [(share(n, total), share(m, total)) for n, m in zip(columns, sizes, strict=True)],
            "The hits on the diagonal belong on top.",
        ),
        ([(b, b) for _, b in right], "Both columns hold the recall. Precision divides by the column of the matrix."),
    ]
    slips = [Slip(tuple(float(x) for row in rows for x in row), why, TOPIC, CLASSES) for rows, why in wrong]
    question = (
        f"What are precision and recall of each class? One row for each of {listed(drawn.names)}, precision first. "
        "Type a matrix of 3 × 2 decimals, rounded to 3 places."
    )
    return asked(question, spec, slips, 3)


def _macro_part(drawn: Classes) -> Part:
    weighted = sum(float(score) * size for score, size in zip(drawn.f1s, drawn.sizes, strict=True)) / drawn.total
    of_means = harmonic(mean(drawn.precisions), mean(drawn.recalls))
    wrong = [
        (
            float(drawn.accuracy),
            "That is micro F1, the accuracy. Macro means: first F1 of each class, then their mean.",
        ),
        (weighted, "You weighted the classes by their size. In the macro average all weigh the same."),
        (
            float(of_means),
            "That is F1 of the mean precision and recall. Work out F1 of each class, then take the mean.",
        ),
        (float(mean(drawn.recalls)), "That is the mean of the recalls. Take the mean of F1."),
        (float(mean(drawn.precisions)), "That is the mean of the precisions. Take the mean of F1."),
        (float(drawn.macro_f1) / 2, "F1 has a factor 2: 2·P·R / (P + R)."),
    ]

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        rows = rows_of(earlier[0])
        if len(rows) != 3 or not all(len(row) == 2 and min(row) >= 0 and max(row) <= 1 for row in rows):
            return None
        return number(sum(2 * a * b / (a + b) if a + b else 0.0 for a, b in rows) / 3)

    slips = [Slip((value,), why, TOPIC, CLASSES) for value, why in wrong]
    question = f"What is macro F1, the plain mean of F1 over the three classes? {ROUNDING}"
    return replace(asked(question, number(drawn.macro_f1), slips, 2), carry=carry)


def _accuracy_part(drawn: Classes) -> Part:
    wrong = [
        (
            float(mean(drawn.recalls)),
            "That is the mean of the recalls, the balanced accuracy. Here every example counts.",
        ),
        (1 - float(drawn.accuracy), "That is the share of errors."),
        (
            float(mean(drawn.precisions)),
            "That is the mean of the precisions. The accuracy is all hits over all examples.",
        ),
        (float(drawn.macro_f1), "That is macro F1. The accuracy is all hits over all examples."),
        (max(drawn.sizes) / drawn.total, "That is the share of the largest class."),
    ]
    slips = [Slip((value,), why, TOPIC, CLASSES) for value, why in wrong]
    return asked(f"What is the accuracy? {ROUNDING}", number(drawn.accuracy), slips)


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Confusion matrix and metrics",
    version=1,
    generate=generate,
    kinds=("number", "matrix", "vector", "choice"),
    heading=RATES,
)
