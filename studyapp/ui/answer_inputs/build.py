"""The input for each answer kind."""

from __future__ import annotations

from typing import assert_never

from question_bank.answers import (
    AnswerSpec,
    Choice,
    Choices,
    Expression,
    Integer,
    Matching,
    Matrix,
    Number,
    Ordering,
    Rubric,
    Shape,
    Table,
    Vector,
)
from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.answer_inputs.expression_input import ExpressionInput
from studyapp.ui.answer_inputs.line_input import LineInput
from studyapp.ui.answer_inputs.matching_input import MatchingInput
from studyapp.ui.answer_inputs.matrix_input import MatrixInput
from studyapp.ui.answer_inputs.options_input import OptionsInput
from studyapp.ui.answer_inputs.ordering_input import OrderingInput
from studyapp.ui.answer_inputs.rubric_input import RubricInput
from studyapp.ui.answer_inputs.shape_input import ShapeInput
from studyapp.ui.answer_inputs.table_input import TableInput
from studyapp.ui.answer_inputs.vector_input import VectorInput
from studyapp.ui.text_block import Look

Typed = Integer | Number | Shape | Expression
Cells = Vector | Matrix | Table


def answer_input(spec: AnswerSpec, look: Look) -> AnswerInput:
    """Return an empty input that fits the answer kind."""
    match spec:
        case Integer() | Number() | Shape() | Expression():
            return _line(spec)
        case Vector() | Matrix() | Table():
            return _cells(spec, look)
        case Choice() | Choices():
            return OptionsInput(spec.options, look, several=isinstance(spec, Choices))
        case Matching():
            return MatchingInput(spec.left, spec.right, look)
        case Ordering():
            return OrderingInput(spec.items, look)
        case Rubric():
            return RubricInput(spec, look)
        case _ as never:
            assert_never(never)


def _line(spec: Typed) -> AnswerInput:
    match spec:
        case Integer():
            return LineInput(spec, unit=spec.unit, hint="a whole number", name="Your answer, a whole number")
        case Number():
            return LineInput(spec, unit=spec.unit, hint="such as 0.25, 1/4 or 2e-3", name="Your answer, a number")
        case Shape():
            return ShapeInput(spec)
        case Expression():
            return ExpressionInput(spec)
        case _ as never:
            assert_never(never)


def _cells(spec: Cells, look: Look) -> AnswerInput:
    match spec:
        case Vector():
            return VectorInput(spec, look)
        case Matrix():
            return MatrixInput(spec, look)
        case Table():
            return TableInput(spec, look)
        case _ as never:
            assert_never(never)
