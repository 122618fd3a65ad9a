"""An exercise of several parts: figures, ways to notes that exist, errors carried forward, what is right in the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from question_bank import registry
from question_bank.answers import AnswerSpec, Integer, Matrix, Number, Ordering, Value
from question_bank.drawings import Edge, Graph, Node
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.grading import grade
from studyapp.app import StudyApp
from studyapp.ui.exercise_view import ExerciseView
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import DARK
from tests.studyapp.ui.keyboard import focused, press, shown, type_in
from tests.studyapp.ui.pixels import dark_rows, picture, pixels

GRAPH = Graph("A leads to B.", (Node("A", 0, 0), Node("B", 1, 0)), (Edge("A", "B"),))


def plus_one(values: tuple[Value, ...]) -> AnswerSpec | None:
    """Return one more than the first value."""
    return Integer(values[0] + 1) if isinstance(values[0], int) else None


EXERCISE = Exercise(
    "Count.",
    (
        Part("First?", Integer(1), misconceptions=(Misconception("5", "You counted fingers.", "cnn.convolution"),)),
        Part(
            "Second, one more?", Integer(2), misconceptions=(Misconception("9", "No.", "rl.nowhere"),), carry=plus_one
        ),
        Part("Third?", Number(0.5, relative=0.1)),
    ),
    ("Begin with 1.", "Go on."),
    figures=(GRAPH,),
)


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> ExerciseView:
    """Give the shown view of EXERCISE, in a window where only one topic has a note."""
    made = ExerciseView(look, ("cnn.convolution",))
    shown(qtbot, made)
    ask(made, EXERCISE)
    return made


def ask(view: ExerciseView, exercise: Exercise, topic: str = "cnn.convolution") -> None:
    """Ask an exercise with the keyboard where the answer goes."""
    view.show_exercise(exercise, title="Counting", difficulty=1, seed=1, topic=topic)
    view.focus_input()


def check(view: ExerciseView, exercise: Exercise, *replies: str) -> None:
    """Give replies and show their real grades."""
    for part, reply in zip(view.parts, replies, strict=True):
        part.input.show_reply(reply)
    view.show_grades(grade(exercise, view.replies()), saved="Saved")


def test_figures_stand_below_the_prompt_and_go_with_the_exercise(view: ExerciseView) -> None:
    assert len(view.figures.figures) == 1 and view.figures.isVisible()
    view.show_theme(DARK)
    ask(view, Exercise("No figure.", (Part("?", Integer(1)),), ()))
    assert view.figures.figures == [] and not view.figures.isVisible()


def test_only_notes_that_exist_are_offered(view: ExerciseView) -> None:
    assert view.note_button.isVisible()
    check(view, EXERCISE, "5", "9", "0.5")
    assert view.parts[0].feedback.cure_button.isVisible()
    assert "No." in view.parts[1].feedback.reason.toPlainText()
    assert not view.parts[1].feedback.cure_button.isVisible()
    ask(view, EXERCISE, topic="rl.nowhere")
    assert not view.note_button.isVisible()


def test_a_way_to_a_topic_without_a_note_is_said_and_breaks_nothing(app: StudyApp) -> None:
    app.pages.open_family("td-update", difficulty=1, seed=1)
    assert app.pages.practise is not None
    app.pages.practise.desk.view.note_requested.emit("rl.nowhere", "at-all")
    assert app.window.shows("practise") and "no topic 'rl.nowhere'" in app.window.banner.message.text()


def test_every_family_opens_in_the_window_with_or_without_its_note(app: StudyApp) -> None:
    for family in registry.families():
        app.pages.open_family(family, difficulty=1, seed=1)
        assert app.pages.practise is not None
        has_note = registry.family(family).topic in app.catalog.topics
        assert app.pages.practise.desk.view.note_button.isVisibleTo(app.window) == has_note, family


def test_a_part_that_follows_from_an_own_value_is_right_and_says_so(view: ExerciseView) -> None:
    check(view, EXERCISE, "3", "4", "0.5")
    words = [part.feedback.verdict.text() for part in view.parts]
    assert words == ["Not right", "Right", "Right"]
    assert "own earlier value" in view.parts[1].feedback.reason.toPlainText()


def test_what_is_right_is_said_for_every_part_once_all_steps_are_shown(view: ExerciseView) -> None:
    check(view, EXERCISE, "3", "5", "9")
    view.show_hints(1)
    assert not any(part.accepted.isVisible() for part in view.parts)
    view.show_hints(2)
    assert [part.accepted.toPlainText() for part in view.parts] == [
        "Right is exactly 1",
        "Right is exactly 2",
        "Right is anything from 0.45 to 0.55",
    ]


def test_what_is_right_without_the_slip_is_said_beside_what_followed_from_it(view: ExerciseView) -> None:
    check(view, EXERCISE, "3", "4", "0.5")
    view.show_hints(2)
    assert view.parts[1].accepted.toPlainText() == "Without the earlier slip, right is exactly 2"
    check(view, EXERCISE, "1", "2", "0.5")
    assert view.parts[1].accepted.toPlainText() == "Right is exactly 2"


def test_the_first_part_that_could_not_be_read_gets_the_keyboard(view: ExerciseView) -> None:
    check(view, EXERCISE, "1", "two", "three")
    assert focused() is view.parts[1].input.focusProxy()


def test_enter_leads_through_parts_and_cells_to_check(qtbot: QtBot, view: ExerciseView) -> None:
    exercise = Exercise(
        "", (Part("", Integer(7)), Part("", Matrix(((1.0, 2.0),))), Part("", Ordering(("x", "y"), (0, 1)))), ()
    )
    ask(view, exercise)
    for text in ("7", "1"):
        type_in(text)
        press(Qt.Key.Key_Return)
    type_in("2")
    with qtbot.waitSignal(view.replies_submitted) as caught:
        press(Qt.Key.Key_Return)
    assert caught.args == [("7", "1\t2", "a b")]


def test_space_on_check_checks_and_on_an_item_does_nothing(qtbot: QtBot, view: ExerciseView) -> None:
    ask(view, Exercise("", (Part("", Ordering(("x", "y"), (0, 1))),), ()))
    with qtbot.assertNotEmitted(view.replies_submitted):
        press(Qt.Key.Key_Space)
    view.check_button.setFocus()
    with qtbot.waitSignal(view.replies_submitted):
        press(Qt.Key.Key_Space)


def test_an_answer_taken_back_leaves_no_mark(view: ExerciseView) -> None:
    exercise = Exercise("", (Part("", Matrix(((1.0, 2.0),))), Part("", Number(0.5))), ())
    ask(view, exercise)
    check(view, exercise, "1\t3", "0.5")
    view.show_taken_back()
    assert not any(part.feedback.isVisible() or part.accepted.isVisible() for part in view.parts)


@pytest.mark.parametrize("small", [False, True])
def test_the_lower_half_of_a_fraction_in_the_last_line_is_seen_whole(qtbot: QtBot, look: Look, small: bool) -> None:
    block = TextBlock(look, small=small)
    shown(qtbot, block)
    block.show_markdown(r"Write $\frac{dy}{dx}$ in $s$ only.")
    block.resize(460, block.sizeHint().height())
    _, last = dark_rows(pixels(picture(block, 1.0)))
    assert last < block.height() - 1
