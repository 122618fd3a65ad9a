"""Every answer kind has an input that fits: what is put in comes out as the grader reads it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from question_bank.answers import (
    AnswerSpec,
    Choice,
    Choices,
    Criterion,
    Expression,
    Integer,
    Matching,
    Matrix,
    Ordering,
    Rubric,
    Shape,
    Table,
    Vector,
)
from studyapp.ui.answer_inputs.build import answer_input
from studyapp.ui.answer_inputs.matching_input import MatchingInput
from studyapp.ui.answer_inputs.options_input import OptionsInput
from studyapp.ui.answer_inputs.rubric_input import RubricInput
from studyapp.ui.text_block import Look
from tests.question_bank.specs import specs
from tests.studyapp.ui.keyboard import press, shown

LENSES = ("rights", "justice", "care")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=specs)
def test_our_own_answer_put_in_is_right_when_it_comes_out(qtbot: QtBot, look: Look, spec: AnswerSpec) -> None:
    field = answer_input(spec, look)
    assert field.reply() == "" or isinstance(spec, Ordering)  # items stand in some order from the beginning
    field.show_reply(spec.show())
    assert spec.judge(field.reply()).score == 1
    field.deleteLater()


def test_every_input_has_a_name_for_screen_readers(qtbot: QtBot, look: Look) -> None:
    kinds: tuple[AnswerSpec, ...] = (
        Choice(LENSES, 0),
        Choices(LENSES, (0, 1)),
        Matching(("a", "b"), LENSES, (0, 1)),
        Vector((0.5, 0.5), ("left", "right")),
        Matrix(((1.0, 2.0), (3.0, 4.0))),
        Ordering(LENSES, (2, 0, 1)),
        Table(("layer", "parameters", "padding"), (("conv1", Integer(160), Choice(("same", "valid"), 0)),)),
        Expression("s*(1-s)", ("s",)),
        Shape((3, 4), ("height", "width")),
    )
    for spec in kinds:
        field = answer_input(spec, look)
        qtbot.addWidget(field)
        takers = [each for each in field.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert takers and all(each.accessibleName() for each in takers if each.isVisibleTo(field))


def test_a_click_on_an_options_text_ticks_it(qtbot: QtBot, look: Look) -> None:
    field = answer_input(Choice(LENSES, 1), look)
    assert isinstance(field, OptionsInput)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.reply_changed):
        field.texts[1].clicked.emit()
    assert field.reply() == "b"
    field.texts[2].clicked.emit()
    assert field.reply() == "c"


@pytest.mark.parametrize(
    "spec",
    [
        *(
            Choice(LENSES, 1),
            Choices(LENSES, (0, 1)),
            Matching(("a", "b"), LENSES, (0, 1)),
            Ordering(LENSES, (2, 0, 1)),
        ),
        *(Integer(3), Shape((3, 4)), Expression("s*(1-s)", ("s",))),
        *(Vector((1.0,)), Matrix(((1.0,),)), Table(("a", "b"), (("x", Choice(LENSES, 1)),))),
    ],
    ids=lambda spec: spec.kind,
)
def test_enter_submits_every_answer_once(qtbot: QtBot, look: Look, spec: AnswerSpec) -> None:
    field = answer_input(spec, look)
    shown(qtbot, field)
    field.show_reply(spec.show())
    field.setFocus()
    submitted: list[str] = []
    field.submitted.connect(lambda: submitted.append(field.reply()))
    press(Qt.Key.Key_Return)
    assert len(submitted) == 1


def test_a_reply_from_elsewhere_that_names_no_pair_chooses_nothing(qtbot: QtBot, look: Look) -> None:
    field = answer_input(Matching(("a", "b"), LENSES, (0, 1)), look)
    qtbot.addWidget(field)
    field.show_reply("24 x (3; 9a 1z 2b")
    assert field.reply() == "2b"


def test_a_pair_not_chosen_yet_is_left_out_of_the_reply(qtbot: QtBot, look: Look) -> None:
    field = answer_input(Matching(("one", "two"), LENSES, (0, 1)), look)
    assert isinstance(field, MatchingInput)
    qtbot.addWidget(field)
    field.boxes[1].setCurrentIndex(3)
    assert field.reply() == "2c"


def test_a_text_is_marked_beside_the_model_answer_and_shows_what_it_does_not_touch(qtbot: QtBot, look: Look) -> None:
    criteria = (
        Criterion("Names the issue.", ("not named", "named"), ("issue",)),
        Criterion("Names who is affected.", ("nobody", "some", "all"), ("patients", "nurses")),
    )
    model = "The issue is who decides, and patients and nurses both live with what comes of it in the end."
    field = answer_input(Rubric(criteria, model, min_words=10), look)
    assert isinstance(field, RubricInput)
    qtbot.addWidget(field)
    field.show()
    field.text.setPlainText("Too short.")
    assert not field.compare_button.isEnabled()
    field.text.setPlainText("The issue here is who takes the decision and who has to answer for it later on.")
    field.compare_button.click()
    assert field.marking.isVisible() and "patients" in field.model.toPlainText()
    touched, untouched = (note.text() for note in field.notes)
    assert not touched and "patients" in untouched
    assert "marks:" not in field.reply()
    field.boxes[0].setCurrentIndex(2)
    field.boxes[1].setCurrentIndex(1)
    assert field.reply().endswith("\nmarks: 1 0")
