"""Exercises generated and graded a second, over all families."""

from __future__ import annotations

import gc
import time

from question_bank import registry
from question_bank.checking import SLOW_MS
from question_bank.exercise import Exercise, Family
from question_bank.grading import grade
from studyapp.figures.drawings import draw
from studyapp.ui.figure_colours import colours
from studyapp.ui.theme import LIGHT
from tests.bench.bench import Bench, Result

SEEDS = 200
TARGET_GENERATED, TARGET_GRADED = 2_000, 5_000
SYMBOLIC = "expression"  # a kind whose families compare formulas; they are measured one by one, like all
STALL_MS = 50.0


def generated(family: Family) -> tuple[list[Exercise], float]:
    """Return exercises of every difficulty, and the seconds they took."""
    started = time.perf_counter()
    made = [family.generate(seed, level) for seed in range(SEEDS) for level in family.difficulties]
    return made, time.perf_counter() - started


def graded(exercises: list[Exercise]) -> tuple[int, float]:
    """Return how many replies were graded, and the seconds that took."""
    replies = [tuple(part.answer.show() for part in exercise.parts) for exercise in exercises]
    started = time.perf_counter()
    for exercise, reply in zip(exercises, replies, strict=True):
        grade(exercise, reply)
    return sum(map(len, replies)), time.perf_counter() - started


def drawn(exercises: list[Exercise]) -> list[float]:
    """Return the milliseconds that each of the first figures took to draw."""
    taken = []
    gc.disable()  # the exercises of all families are kept here; no drawing should pay for looking through them
    for figure in [figure for exercise in exercises for figure in exercise.figures][:SEEDS]:
        started = time.perf_counter()
        draw(figure, colours(LIGHT))
        taken.append((time.perf_counter() - started) * 1000)
    gc.enable()
    return taken


def measure() -> list[Result]:
    """Return the time an exercise takes by family; exercises and grades a second over all families without formulas."""
    results, exercises, seconds, parts, grading_s = [], 0, 0.0, 0, 0.0
    drawing_ms: list[float] = []
    for family in registry.families().values():
        made, took = generated(family)
        each_ms = took / len(made) * 1000
        results.append(Result(f"{family.id}: one exercise", each_ms, "ms", f"<= {SLOW_MS:g}", each_ms <= SLOW_MS))
        drawing_ms += drawn(made)
        if SYMBOLIC not in family.kinds:
            count, grading = graded(made)
            exercises, seconds = exercises + len(made), seconds + took
            parts, grading_s = parts + count, grading_s + grading
    slowest_ms = max(drawing_ms, default=0.0)
    rate, grades = exercises / seconds, parts / grading_s
    return [
        *results,
        Result("exercises generated", rate, "/s", f">= {TARGET_GENERATED:,}", rate >= TARGET_GENERATED),
        Result("replies graded", grades, "/s", f">= {TARGET_GRADED:,}", grades >= TARGET_GRADED),
        Result("slowest figure of an exercise drawn", slowest_ms, "ms", f"<= {STALL_MS:g}", slowest_ms <= STALL_MS),
    ]


BENCH = Bench("exercises", measure)
