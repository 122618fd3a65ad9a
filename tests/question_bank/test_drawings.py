"""Drawings are kept as they are, and what can't be drawn is not made."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from question_bank.drawings import Box, Boxes, Curves, Drawing, Edge, Graph, Grid, Grids, Line, Node, kind
from question_bank.exercise import Exercise
from question_bank.printing import as_text
from question_bank.snapshot import read_snapshot, snapshot

HALVES = (Node("+", 0.5, 0, text="3"), Node("a", 0, 1, end=True), Node("b", 1, 1, box=True, label="+"))
DRAWINGS: tuple[Drawing, ...] = (
    Graph("A sum of a and b.", HALVES, (Edge("a", "+", "1"), Edge("b", "+"))),
    Graph("Two dots.", (Node("a", 0, 0, label=""), Node("b", 1, 0, label="")), (), directed=False),
    Curves("The loss falls.", "epoch", "loss", (Line("train", ((0, 2.5), (1, 1.0)), dashed=True),)),
    Grids("An image.", (Grid("image", (("1", "2"),), ("r",), ("x", "y"), ((0, 1),)), Grid("", (("3",),))), "∗"),
    Boxes("Two boxes.", 20, 10, (Box("A", 0, 0, 5, 5), Box("B", 2.5, 3, 20, 10))),
)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=kind)
def test_a_kept_exercise_has_its_figures(drawing: Drawing) -> None:
    exercise = Exercise("What is shown?", (), (), figures=(drawing, drawing))
    assert read_snapshot(snapshot(exercise)).figures == (drawing, drawing)


def test_what_was_kept_before_there_were_figures_still_reads() -> None:
    kept = '{"prompt":"How many?","parts":[],"solution":["None."]}'
    assert read_snapshot(kept).figures == ()


def test_a_printed_exercise_says_what_its_figures_show() -> None:
    printed = as_text(Exercise("What is shown?", (), (), figures=DRAWINGS[:1]))
    assert printed.startswith("What is shown?\n\n[Figure: A sum of a and b.]\n\n")


def test_a_label_stands_inside_in_place_of_the_name() -> None:
    assert [node.shown for node in HALVES] == ["+", "a", "+"]
    assert Node("action", 0, 0, label="").shown == ""


def lines(count: int, *points: tuple[float, float]) -> tuple[Line, ...]:
    """Return so many lines through the same points."""
    return tuple(Line(str(number), points) for number in range(count))


CANNOT_BE_DRAWN: list[tuple[Callable[[], object], str]] = [
    (lambda: Graph("", (), ()), "has nodes"),
    (lambda: Graph("", (Node("a", 0, 0), Node("a", 1, 0)), ()), "a name of its own"),
    (lambda: Graph("", (Node("a", 0, 0),), (Edge("a", "b"),)), "not there: b"),
    (lambda: Graph("", (Node("a", math.nan, 0),), ()), "a graph has only places that are numbers"),
    (lambda: Curves("", "x", "y", ()), "one to 5 lines"),
    (lambda: Curves("", "x", "y", lines(6, (0, 0), (1, 1))), "one to 5 lines"),
    (lambda: Curves("", "x", "y", lines(1, (0, 0))), "at least two points"),
    (lambda: Curves("", "x", "y", lines(1, (0, 0), (1, math.inf))), "a plot has only places"),
    (lambda: Grid("", ()), "have cells"),
    (lambda: Grid("", ((),)), "have cells"),
    (lambda: Grid("", (("1", "2"), ("3",))), "equally many"),
    (lambda: Grid("", (("1", "2"),), row_labels=("a", "b")), "as many row and column labels"),
    (lambda: Grid("", (("1", "2"),), column_labels=("a",)), "as many row and column labels"),
    (lambda: Grid("", (("1", "2"),), shaded=((1, 0),)), "outside its grid of 1 x 2 cells"),
    (lambda: Grids("", ()), "at least one"),
    (lambda: Box("A", 5, 0, 5, 1), "the box A has no inside"),
    (lambda: Box("A", 0, math.inf, 5, 1), "a box has only places"),
    (lambda: Boxes("", 0, 5, ()), "wider and higher than 0"),
    (lambda: Boxes("", 5, 5, (Box("A", 0, 0, 6, 5),)), "over the edge of its picture of 5 x 5"),
]


@pytest.mark.parametrize(("make", "words"), CANNOT_BE_DRAWN)
def test_what_cannot_be_drawn_is_not_made(make: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()
