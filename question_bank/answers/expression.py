"""A formula, right in whatever form it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.equivalence import Function, Range, check_values, compare
from question_bank.answers.reading.formulas import MAX_LENGTH, ReadFormula, read_formula
from question_bank.answers.reading.names import FUNCTIONS
from question_bank.answers.reading.typesetting import latex_of_variable
from question_bank.errors import Unreadable
from question_bank.wording import listed

LONGEST = 2000
"""How long our own formula may be, so that what learners typed can be one (error carried forward)."""
_NOT_FOR_HINTS = ("frac", "log", "sinh", "cosh")


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula in ``variables``; right is what has the same values wherever ours has one.

    ``text`` is our formula as a learner would type it. ``ranges`` names a variable and the interval its values are
    taken from, (-2, 2) unless said otherwise: give one where a root or logarithm needs it, and none so wide that
    something saturates. ``form`` says what the formula is in terms of ("in terms of s only"). A reply may leave a
    letter out; what can't be told from values (factored or not) is not asked for.
    """

    kind: ClassVar[str] = "expression"
    text: str
    variables: tuple[str, ...]
    ranges: tuple[Range, ...] = ()
    form: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        try:
            check_values(self._function(self.text))
        except Unreadable as complaint:
            raise ValueError(f"{self.text!r} can't be an answer: {complaint}") from None

    def show(self) -> str:
        """Return the answer as typed."""
        return self.text

    def accepts(self) -> str:
        """Say what is right."""
        form = f" {self.form}" if self.form else ""
        return f"any formula{form} that equals {self._read(self.text).echo}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable, for a formula that has no value anywhere too."""
        theirs = self._function(reply)
        relation = compare(self._function(self.text), theirs)
        if not relation.is_equal:
            check_values(theirs)
        return Judgement(theirs.text, float(relation.is_equal), self._read(reply).echo, feedback=relation.remark)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        check_values(self._function(text))
        return replace(self, text=text)

    @property
    def hint(self) -> str:
        """Return which letters and functions a reply may use, as Markdown for the line at the input."""
        functions = ", ".join(name for name in self.functions if name not in _NOT_FOR_HINTS).replace("sigmoid", "σ")
        if not self.variables:
            return f"Functions: {functions}. No letters."
        letters = listed([f"${latex_of_variable(name)}$" for name in self.variables])
        return f"{'Letter' if len(self.variables) == 1 else 'Letters'}: {letters}. Functions: {functions}."

    @property
    def functions(self) -> tuple[str, ...]:
        """Return the names of the functions a reply may use."""
        return tuple(name for name in FUNCTIONS if name != "frac")

    def _read(self, text: str) -> ReadFormula:
        return read_formula(text, self.variables, LONGEST if text == self.text else MAX_LENGTH)

    def _function(self, text: str) -> Function:
        read = self._read(text)
        return Function(read.text, self.variables, self.ranges, read.tree)
