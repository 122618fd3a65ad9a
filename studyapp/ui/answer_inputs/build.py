"""The input for each answer kind."""

from __future__ import annotations

from typing import assert_never

from question_bank.answers import AnswerSpec, Choice, Choices, Integer, Matching, Number, Rubric, Shape, Vector
from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.answer_inputs.line_input import LineInput
from studyapp.ui.answer_inputs.matching_input import MatchingInput
from studyapp.ui.answer_inputs.options_input import OptionsInput
from studyapp.ui.answer_inputs.rubric_input import RubricInput
from studyapp.ui.answer_inputs.vector_input import VectorInput
from studyapp.ui.text_block import Look


def answer_input(spec: AnswerSpec, look: Look) -> AnswerInput:
    """Return an empty input that fits the answer kind."""
    match spec:
        case Integer():
            return LineInput(unit=spec.unit, hint="a whole number", name="Your answer, a whole number")
        case Number():
            return LineInput(unit=spec.unit, hint="such as 0.25, 1/4 or 2e-3", name="Your answer, a number")
        case Shape():
            axes = " × ".join(spec.axes) or "such as 16 × 14 × 14"
            return LineInput(hint=axes, name=f"Your answer, a shape: {axes}")
        case Vector():
            return VectorInput(spec.labels, len(spec.values))
        case Choice():
            return OptionsInput(spec.options, look, several=False)
        case Choices():
            return OptionsInput(spec.options, look, several=True)
        case Matching():
            return MatchingInput(spec.left, spec.right, look)
        case Rubric():
            return RubricInput(spec, look)
        case _ as never:
            assert_never(never)
