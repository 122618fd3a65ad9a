"""The answer kinds: one file each, with the spec and its marking.

Every spec is a frozen dataclass with the same five members:

``kind``            the word for it on the command line
``show()``          our answer, as text that ``judge`` accepts
``accepts()``       what is right, in words ("anything from 3.92 to 4.08 is right")
``judge(reply)``    the reply read and marked; raises ``Unreadable``
``with_answer(t)``  the same question with the reply ``t`` as its right answer
"""

from __future__ import annotations

from question_bank.answers.choice import Choice
from question_bank.answers.choices import Choices
from question_bank.answers.expression import Expression
from question_bank.answers.integer import Integer
from question_bank.answers.judgement import Judgement, Value
from question_bank.answers.matching import Matching
from question_bank.answers.matrix import Matrix
from question_bank.answers.number import Number
from question_bank.answers.ordering import Ordering
from question_bank.answers.rubric import Criterion, Rubric
from question_bank.answers.shape import Shape
from question_bank.answers.table import Table
from question_bank.answers.vector import Vector

AnswerSpec = (
    Integer | Number | Shape | Vector | Choice | Choices | Matching | Rubric | Matrix | Ordering | Table | Expression
)

_QUANTITIES = (Integer, Number, Shape, Vector)
_PICKS = (Choice, Choices, Matching)
KINDS = tuple(spec.kind for spec in (*_QUANTITIES, *_PICKS, Rubric, Matrix, Ordering, Table, Expression))

__all__ = [
    "KINDS",
    "AnswerSpec",
    "Choice",
    "Choices",
    "Criterion",
    "Expression",
    "Integer",
    "Judgement",
    "Matching",
    "Matrix",
    "Number",
    "Ordering",
    "Rubric",
    "Shape",
    "Table",
    "Value",
    "Vector",
]
