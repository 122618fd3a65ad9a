"""A shape on one line, told back axis by axis while it is typed."""

from __future__ import annotations

import re

from question_bank.answers import Shape
from question_bank.wording import counted
from studyapp.ui.answer_inputs.line_input import LineInput

_UNFINISHED = re.compile(r"[\s,;x×*·]+$", re.IGNORECASE)


class ShapeInput(LineInput):
    """One line for all sizes."""

    def __init__(self, spec: Shape) -> None:
        """Build an empty line that names the axes."""
        axes = " × ".join(spec.axes)
        super().__init__(spec, hint=axes or "such as 16 × 14 × 14", name=f"Your answer, a shape: {axes}".rstrip(": "))
        self._axes = spec.axes
        self._shape = spec

    def told_back(self) -> str:
        """Return each size with the name of its axis; what is still to come is an ellipsis."""
        sizes = self._shape.judge(self._without_the_end()).value
        assert isinstance(sizes, tuple), "a shape is several sizes"
        if not self._axes:
            return f"read as {' × '.join(map(str, sizes))}, {counted(len(sizes), 'axis', 'axes')}"
        if len(sizes) > len(self._axes):
            return f"read as {' × '.join(map(str, sizes))}: {len(sizes)} axes, asked for are {len(self._axes)}"
        shown = [*map(str, sizes), *["…"] * (len(self._axes) - len(sizes))]
        return "read as " + " · ".join(f"{axis} **{size}**" for axis, size in zip(self._axes, shown, strict=True))

    def _without_the_end(self) -> str:
        """Return what is typed without a sign and brackets that wait for the next size."""
        text = self.reply()
        if text.lstrip()[:1] in ("(", "[", "{") and not text.rstrip().endswith((")", "]", "}")):
            text = text.lstrip()[1:]
        return _UNFINISHED.sub("", text) or text
