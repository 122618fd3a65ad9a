"""The given texts of a table: as wide as what they say, within reason, and broken into lines from there on."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy

from studyapp.ui.text_block import Look, TextBlock

WIDEST_PX, NARROWEST_PX = 320, 96
PLENTY_PX = 10_000


class TableText(TextBlock):
    """Typeset text that asks for the width of its longest line."""

    def __init__(self, look: Look, markdown: str) -> None:
        """Build the text."""
        super().__init__(look, small=True)
        self._natural_px = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_markdown(markdown)
        self._measure()
        look.typesetter.formulas_set.connect(self._measure)

    def sizeHint(self) -> QSize:
        """Return the width of the longest line, and the height in the present width."""
        return QSize(min(self._natural_px, WIDEST_PX), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the least width in which the text is still pleasant to read."""
        return QSize(min(self._natural_px, NARROWEST_PX), super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Measure again: only now formulas have their size on this screen and in this typeface."""
        super().showEvent(event)
        self._measure()

    def _measure(self) -> None:
        self.document().setTextWidth(PLENTY_PX)  # without any width Qt forgets about formulas
        natural_px = math.ceil(self.document().idealWidth()) + 1
        self.document().setTextWidth(self.viewport().width())
        if natural_px != self._natural_px:
            self._natural_px = natural_px
            self.updateGeometry()
