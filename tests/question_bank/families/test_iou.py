"""Boxes against pixels: what the prompt says is painted into pictures of 0 and 1, and counted."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from question_bank.answers import Choice, Integer, Number, Table, Vector
from question_bank.boxes.rectangles import Rect, iou
from question_bank.boxes.suppression import kept
from question_bank.drawings import Boxes
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import value
from tests.question_bank.once import once

FAMILY = once("iou")
SEEDS = range(200)
CANVAS = 260
Corners = tuple[int, int, int, int]
Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def painted(box: Corners) -> Mask:
    left, top, right, bottom = box
    picture = np.zeros((CANVAS, CANVAS), dtype=bool)
    picture[top:bottom, left:right] = True
    assert picture.sum() == (right - left) * (bottom - top), "the box reaches over the edge of the canvas"
    return picture


def counted(one: Corners, other: Corners) -> tuple[int, int]:
    """Return the pixels in both and in at least one."""
    first, second = painted(one), painted(other)
    return int((first & second).sum()), int((first | second).sum())


def overlap(one: Corners, other: Corners) -> Fraction:
    return Fraction(*counted(one, other))


def told_boxes(exercise: Exercise) -> dict[str, Corners]:
    """Return the boxes by name, with their corners, as the prompt says them in whatever format."""
    prompt = exercise.prompt
    found = re.findall(r"\$([ABCT]) = \((\d+), (\d+), (\d+), (\d+)\)\$", prompt)
    found += re.findall(r"\| \$([ABC])\$ \| \((\d+), (\d+), (\d+), (\d+)\) \|", prompt)
    meanings = re.findall(r"\$\(([a-z_0-9, ]+)\)\$, its", prompt)
    per_box = meanings if len(meanings) == len(found) else meanings * len(found)
    return {
        name: corners_of((int(a), int(b), int(c), int(d)), meaning)
        for (name, a, b, c, d), meaning in zip(found, per_box, strict=True)
    }


def corners_of(numbers: Corners, meaning: str) -> Corners:
    a, b, c, d = numbers
    match meaning:
        case "x_1, y_1, x_2, y_2":
            return numbers
        case "x, y, w, h":
            return a, b, a + c, b + d
        case "c_x, c_y, w, h":
            assert c % 2 == d % 2 == 0
            return a - c // 2, b - d // 2, a + c // 2, b + d // 2
    raise AssertionError(meaning)


def shifted(exercise: Exercise) -> tuple[Corners, Corners]:
    width, height = map(int, re.findall(r"(\d+) × (\d+) pixels", exercise.prompt)[0])
    moves = re.findall(r"(\d+) (?:pixels? )?(?:too far )?to the right and (\d+)", exercise.prompt)[0]
    right, down = map(int, moves)
    return (0, 0, width, height), (right, down, right + width, down + height)


def values(part: Part) -> tuple[float, ...]:
    assert isinstance(part.answer, Vector)
    return part.answer.values


def chosen(part: Part) -> str:
    assert isinstance(part.answer, Choice)
    return part.answer.options[part.answer.right].replace("$", "")


def test_two_boxes_share_the_pixels_that_both_of_them_cover() -> None:
    kinds = set()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (part,) = exercise.parts
        shared, together = counted(*told_boxes(exercise).values())
        if isinstance(part.answer, Number):
            assert part.answer.value == pytest.approx(shared / together, abs=1e-12), exercise.prompt
        else:
            asked_for = shared if "intersection" in part.prompt else together
            assert part.answer == Integer(asked_for, "pixels")
        kinds.add(re.findall(r"intersection\?|union\?|IoU", part.prompt)[0])
    assert len(kinds) == 3


def test_iou_and_dice_of_two_ideas_are_counted_in_every_format() -> None:
    formats, scores = set(), 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if isinstance(exercise.parts[0].answer, Vector):
            continue
        pair = tuple(told_boxes(exercise).values()) or shifted(exercise)
        shared, together = counted(*pair)
        assert value(exercise.parts[0]) == pytest.approx(shared / together, abs=1e-12), exercise.prompt
        if len(exercise.parts) == 2:
            assert value(exercise.parts[1]) == pytest.approx(2 * shared / (shared + together), abs=1e-12)
            scores += 1
        formats.update(re.findall(r"\$\(([a-z_0-9, ]+)\)\$, its", exercise.prompt))
    assert len(formats) == 3
    assert scores > 30


def test_three_guesses_are_measured_against_the_true_box() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if isinstance(exercise.parts[0].answer, Vector):
            boxes = told_boxes(exercise)
            scores = [float(overlap(boxes["T"], boxes[name])) for name in "ABC"]
            assert values(exercise.parts[0]) == pytest.approx(scores, abs=1e-12)
            assert min(scores) == 0 < sorted(scores)[1]
            assert chosen(exercise.parts[1]) == f"box {'ABC'[int(np.argmax(scores))]}"
            checked += 1
    assert checked > 20


def test_what_is_drawn_is_what_is_said() -> None:
    for seed in SEEDS:
        for difficulty in FAMILY.difficulties:
            exercise = FAMILY.generate(seed, difficulty)
            boxes = told_boxes(exercise)
            seen: set[str] = set()
            for figure in exercise.figures:
                assert isinstance(figure, Boxes)
                drawn = {box.label: (box.left, box.top, box.right, box.bottom) for box in figure.boxes}
                assert drawn == {name: boxes[name] for name in drawn}
                seen |= drawn.keys()
                told = re.findall(r"box (\w) from \((\d+), (\d+)\) to \((\d+), (\d+)\)", figure.alt)
                assert {name: tuple(map(int, corners)) for name, *corners in told} == drawn
            assert seen in (set(), boxes.keys())


def ranking(exercise: Exercise) -> list[str]:
    scores = re.findall(r"\| \$([ABC])\$ \| \([\d, ]+\) \| ([\d.]+) \|", exercise.prompt)
    return [name for name, _ in sorted(scores, key=lambda each: -float(each[1]))]


def surviving(exercise: Exercise, boxes: dict[str, Corners]) -> list[str]:
    """Return what is kept, by crossing boxes out of a list as on paper."""
    (limit,) = re.findall(r"is above (0\.\d)\.", exercise.parts[2].prompt)
    waiting, stay = ranking(exercise), []
    while waiting:
        best, *waiting = waiting
        stay.append(best)
        waiting = [name for name in waiting if overlap(boxes[best], boxes[name]) <= Fraction(limit)]
    return sorted(stay)


def test_detections_are_measured_kept_and_judged_as_the_pixels_say() -> None:
    outcomes = set()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        boxes = told_boxes(exercise)
        areas, pairs, survivors, fit, outcome = exercise.parts
        assert values(areas) == tuple(painted(boxes[name]).sum() for name in "ABC")
        table = pairs.answer
        assert isinstance(table, Table)
        for row, (one, other) in zip(table.rows, combinations("ABC", 2), strict=True):
            shared, together = counted(boxes[one], boxes[other])
            _, asked_shared, asked_score = row
            assert row[0] == f"${one}$ and ${other}$"
            assert asked_shared == Integer(shared, "pixels")
            assert isinstance(asked_score, Number) and asked_score.value == pytest.approx(shared / together, abs=1e-12)
        assert re.findall(r"[ABC]", chosen(survivors)) == surviving(exercise, boxes)
        best = ranking(exercise)[0]
        score = overlap(boxes[best], boxes["T"])
        assert f"${best}$" in fit.prompt and value(fit) == pytest.approx(float(score), abs=1e-12)
        hits = [score >= Fraction(limit) for limit in ("0.5", "0.75")]
        words = {2: "a hit at both thresholds", 1: "a hit at 0.5, but not at 0.75", 0: "a miss at both thresholds"}
        assert chosen(outcome) == words[sum(hits)]
        outcomes.add((len(surviving(exercise, boxes)), sum(hits)))
    assert len(outcomes) == 9


def test_a_dropped_box_often_overlaps_one_that_stays() -> None:
    tempting = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        reasons = [slip.why for slip in exercise.parts[2].misconceptions]
        tempting += any("drops nothing itself" in why for why in reasons)
    assert tempting > 30


def test_every_reason_about_suppression_is_true() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        boxes, order = told_boxes(exercise), ranking(exercise)
        stay = surviving(exercise, boxes)
        (limit,) = re.findall(r"is above (0\.\d)\.", exercise.parts[2].prompt)
        for slip in exercise.parts[2].misconceptions:
            name = re.findall(r"^\$([ABC])\$", slip.why)[0]
            if "goes" in slip.why:
                over, score = re.findall(r"with \$([ABC])\$, which scores higher, is ([\d.]+)", slip.why)[0]
                assert over in stay and name not in stay and order.index(over) < order.index(name)
                assert float(score) > float(limit)
                assert float(score) == pytest.approx(float(overlap(boxes[name], boxes[over])), abs=6e-4)
            else:
                assert name in stay


def replies_with(exercise: Exercise, overlaps: list[float]) -> list[str]:
    """Return our answers, but with other IoUs in the table, and what is kept by them."""
    table, survivors = exercise.parts[1].answer, exercise.parts[2].answer
    assert isinstance(table, Table) and isinstance(survivors, Choice)
    shared = [row[1].show() for row in table.rows if not isinstance(row[1], str)]
    ranked = ["ABC".index(name) for name in ranking(exercise)]
    limit = Fraction(re.findall(r"is above (0\.\d)\.", exercise.parts[2].prompt)[0])
    stay = [f"${'ABC'[index]}$" for index in kept(ranked, overlaps, limit)]
    place = next(n for n, option in enumerate(survivors.options) if re.findall(r"\$\w\$", option) == stay)
    answers = [part.answer.show() for part in exercise.parts]
    answers[1] = "\n".join(f"{part} | {score}" for part, score in zip(shared, overlaps, strict=True))
    answers[2] = "abcdefg"[place]
    return answers


def test_what_is_kept_is_marked_with_the_learners_own_overlaps() -> None:
    carried = 0
    for seed in range(80):
        exercise = FAMILY.generate(seed, 3)
        for overlaps in ([0.1, 0.1, 0.1], [0.9, 0.9, 0.9], [0.9, 0.1, 0.9]):
            grades = grade(exercise, replies_with(exercise, overlaps))
            assert grades[1].score < 1
            assert grades[2].verdict is Verdict.RIGHT
            carried += grades[2].carried
    assert carried > 80


def test_overlaps_follow_from_own_areas_and_own_intersections() -> None:
    for seed in range(40):
        exercise = FAMILY.generate(seed, 3)
        areas = [area + 100 for area in values(exercise.parts[0])]
        table = exercise.parts[1].answer
        assert isinstance(table, Table)
        shared = [cell.value for row in table.rows for cell in row if isinstance(cell, Integer)]
        shared[0] += 25
        scores = [
            part / (areas[one] + areas[other] - part)
            for part, (one, other) in zip(shared, combinations(range(3), 2), strict=True)
        ]
        lines = "\n".join(f"{part} | {score:.3f}" for part, score in zip(shared, scores, strict=True))
        replies = [
            ", ".join(f"{area:g}" for area in areas),
            lines,
            *(part.answer.show() for part in exercise.parts[2:]),
        ]
        first, second, *_ = grade(exercise, replies)
        assert first.score == 0
        assert second.score == pytest.approx(5 / 6) and second.carried


def test_dice_follows_from_the_learners_own_iou() -> None:
    exercises = [FAMILY.generate(seed, 2) for seed in SEEDS]
    checked = 0
    for exercise in exercises:
        if "Dice" in exercise.parts[-1].prompt:
            _, second = grade(exercise, ["0.9", f"{2 * 0.9 / 1.9:.3f}"])
            assert second.score == 1 and second.carried
            checked += 1
    assert checked > 30


def test_known_boxes_overlap_by_a_seventh() -> None:
    assert iou(Rect(0, 0, 2, 2), Rect(1, 1, 3, 3)) == Fraction(1, 7)


def test_a_fraction_is_as_good_as_a_number() -> None:
    exercise = next(e for seed in SEEDS if isinstance((e := FAMILY.generate(seed, 1)).parts[0].answer, Number))
    shared, together = counted(*told_boxes(exercise).values())
    assert grade(exercise, [f"{shared}/{together}"])[0].verdict is Verdict.RIGHT


def test_a_union_that_counts_the_overlap_twice_is_recognised() -> None:
    exercise = next(e for seed in SEEDS if isinstance((e := FAMILY.generate(seed, 1)).parts[0].answer, Number))
    shared, together = counted(*told_boxes(exercise).values())
    (graded,) = grade(exercise, [f"{shared}/{shared + together}"])
    assert graded.misconception and "twice" in graded.misconception.why


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
