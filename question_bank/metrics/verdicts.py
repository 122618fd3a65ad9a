"""Choices about what metrics tell: which one misleads, and what is true of averages over classes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction

from question_bank.exercise import Part
from question_bank.metrics.binary import CLASSES, RARE
from question_bank.metrics.classes import Classes
from question_bank.metrics.parts import choice
from question_bank.notation import decimal


def misleading(rng: random.Random, drawn: Classes) -> tuple[Part, str]:
    """Return the part that asks which number hides the rare class, and the step that answers it."""
    rare, common = drawn.names[drawn.rare], drawn.names[drawn.common]
    right = f"The accuracy: most examples are “{common}”, so missing “{rare}” hardly lowers it."
    wrong = {
        f"Macro F1: it counts the few “{rare}” as much as the many “{common}”.": (
            "That is what macro F1 does, and just why it falls when the rare class is missed."
        ),
        "The accuracy: it leaves out the examples that were sorted wrongly.": (
            "The accuracy divides by all examples, the wrong ones too. What it does not look at is their class."
        ),
        f"Macro F1: most examples are “{common}”, so missing “{rare}” hardly lowers it.": (
            "The macro average gives each class the same weight, however many examples it has."
        ),
        "Neither: both give every class the same weight.": (
            "Only the macro average does. In the accuracy every example counts the same, so large classes count more."
        ),
    }
    question = (
        f"Somebody who above all wants “{rare}” to be recognised looks at the accuracy and at macro F1. "
        "Which of the two is misleading here, and why?"
    )
    found = decimal(float(drawn.recalls[drawn.rare]), 3)
    step = f"Only a share of {found} of “{rare}” is found, and the accuracy does not show it. {right}"
    return choice(rng, question, right, wrong, RARE), step


def true_statement(rng: random.Random, drawn: Classes) -> tuple[Part, str]:
    """Return the part that asks for the true one of four statements, and the step that answers it."""
    right = rng.choice(_true(drawn))
    false = _false(drawn)
    wrong = {text: false[text] for text in rng.sample(sorted(false), 3)}
    question = "Which of these statements is true?"
    return choice(
        rng, question, right, wrong, CLASSES
    ), f"Check each statement with the numbers. This one is true: {right}"


def _true(drawn: Classes) -> tuple[str, ...]:
    rare, common = drawn.names[drawn.rare], drawn.names[drawn.common]
    always = decimal(float(Fraction(max(drawn.sizes), drawn.total)), 3)
    return (
        "Averaged micro, precision, recall and F1 are all the same number here: the accuracy.",
        f"A model that always says “{common}” would reach an accuracy of {always} on these examples.",
        f"In macro F1, “{rare}” weighs as much as “{common}”, although it has far fewer examples.",
        (
            "The mean of the three recalls would not change if every class had twice as many examples, "
            "sorted in the same proportions."
        ),
        f"If one more “{rare}” were recognised, macro F1 would rise by more than the accuracy.",
    )[: 5 if _rises_more(drawn) else 4]


def _false(drawn: Classes) -> Mapping[str, str]:
    rare, common = drawn.names[drawn.rare], drawn.names[drawn.common]
    return {
        f"In macro F1, “{common}” weighs more, because it has the most examples.": (
            "Macro means: first one number a class, then their plain mean. Size does not count."
        ),
        "In the accuracy every class weighs the same, however many examples it has.": (
            "In the accuracy every example weighs the same, so a class weighs by its number of examples."
        ),
        f"The recall of “{rare}” says how many of the predictions “{rare}” are right.": (
            "That is the precision. The recall says how many of the true ones are found."
        ),
        f"The precision of “{rare}” says how many of the true “{rare}” are found.": (
            "That is the recall. The precision says how many of the predictions are right."
        ),
        "F1 averaged micro differs from the accuracy, because F1 leaves out the true negatives.": (
            "With one label for each example, every error is one false positive and one false negative: "
            "micro F1 is the accuracy."
        ),
        f"So high an accuracy is possible only if “{rare}” is recognised well, too.": (
            f"Here only {decimal(float(drawn.recalls[drawn.rare]), 3)} of “{rare}” are found, and the accuracy is high."
        ),
    }


def _rises_more(drawn: Classes) -> bool:
    """Tell whether one more hit of the rare class, taken from what is taken for the common one, lifts macro F1 more."""
    rare, common = drawn.rare, drawn.common
    row = list(drawn.rows[rare])
    row[common], row[rare] = row[common] - 1, row[rare] + 1
    better = Classes(drawn.intro, drawn.names, (*drawn.rows[:rare], tuple(row), *drawn.rows[rare + 1 :]))
    return row[common] >= 0 and better.macro_f1 - drawn.macro_f1 > better.accuracy - drawn.accuracy
