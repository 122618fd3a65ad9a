"""A formula on one line, with what may stand in it said below and buttons for the signs that keyboards lack."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from question_bank.answers import Expression
from question_bank.answers.reading.formulas import MAX_LENGTH
from question_bank.wording import listed
from studyapp.ui.answer_inputs.line_input import LineInput
from studyapp.ui.flow import Flow
from studyapp.ui.pieces import button, label

FORMULA_PX = 460
KEY_GAP_PX = 4


@dataclass(frozen=True, slots=True)
class Sign:
    """A button: what stands on it, what it puts before and behind the cursor, and its name for screen readers."""

    face: str
    before: str
    behind: str
    name: str


SIGNS = (
    Sign("x²", "²", "", "squared"),
    Sign("√", "√(", ")", "square root"),
    Sign("eˣ", "e^(", ")", "power of e"),
    Sign("ln", "ln(", ")", "natural logarithm"),
    Sign("σ", "σ(", ")", "sigmoid"),
    Sign("π", "π", "", "pi"),
)


class ExpressionInput(LineInput):
    """One line for a formula; the buttons write at the cursor and leave the keyboard where it is."""

    def __init__(self, spec: Expression) -> None:
        """Build an empty line."""
        super().__init__(spec, hint="a formula", name="Your answer, a formula")
        self.line.setMaximumWidth(FORMULA_PX)
        self.line.setMaxLength(MAX_LENGTH)
        self.advice = label(_advice(spec), "small", wrap=True)
        self.line.setAccessibleDescription(self.advice.text())
        self.keys = {sign.face: self._key(sign) for sign in (*SIGNS, *map(_sign_of, spec.variables))}
        self._column.addWidget(self._key_row())
        self._column.addWidget(self.advice)

    def _key_row(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, gap_px=KEY_GAP_PX, line_gap_px=KEY_GAP_PX)
        for each in self.keys.values():
            flow.addWidget(each)
        return row

    def _key(self, sign: Sign) -> QPushButton:
        key = button(sign.face, "key", tip=f"Insert: {sign.name}")
        key.setAccessibleName(f"Insert {sign.name}")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(lambda _checked=False, chosen=sign: self._insert(chosen))
        return key

    def _insert(self, sign: Sign) -> None:
        """Write a sign at the cursor, around what is selected, as if it had been typed."""
        inside = self.line.selectedText()
        self.line.insert(f"{sign.before}{inside}{sign.behind}")
        if not inside:
            self.line.setCursorPosition(self.line.cursorPosition() - len(sign.behind))
        self.line.setModified(True)
        self.line.textEdited.emit(self.line.text())
        self.line.setFocus()


def _sign_of(variable: str) -> Sign:
    return Sign(variable, variable, "", f"the letter {variable}")


def _advice(spec: Expression) -> str:
    """Return what may stand in the formula, with examples of how to type."""
    form = spec.form or (f"in terms of {listed(spec.variables)}" if spec.variables else "a number, as a formula")
    letter = spec.variables[0] if spec.variables else "2"
    examples = f"2*{letter} + 1, {letter}², e^(-{letter}) or √({letter})"
    return f"{form[0].upper()}{form[1:].rstrip('.')}. Write it like {examples}."
