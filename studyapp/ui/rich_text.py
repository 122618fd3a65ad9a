"""Markdown on screen: set like a book page, in the theme's colours, with formulas, figures, code and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrame,
)
from PySide6.QtWidgets import QToolTip, QWidget

from studyapp.ui.inline_formula import MIDDLE, NORMAL
from studyapp.ui.inline_objects import InlineObjects
from studyapp.ui.markdown import OBJECT, Box, Example, Heading, Page, Picture, render, render_plain
from studyapp.ui.maths import Formula
from studyapp.ui.reading_style import INDENT_PX, css, measure_px
from studyapp.ui.rich_boxes import boxed_frames, draw_boxes
from studyapp.ui.rich_copy import OBJECT_CHARACTER, selected_text
from studyapp.ui.text_column import TextColumn, heading_positions
from studyapp.ui.theme import BETWEEN_PX, LIGHT, SECTION_PX, Theme
from studyapp.ui.typesetter import Typesetter

FORMULA_BUDGET_MS = 40
"""How long new formulas may keep a text from being shown; the others follow while the event loop is idle."""

SMALL = 0.85  # of the reading size
_PLACE = re.compile(rf'<img src="{OBJECT}(?P<number>\d+)">')


@dataclass(frozen=True, slots=True)
class _Source:
    """What was asked to be shown."""

    text: str = ""
    title: str = ""
    subtitle: str = ""
    folder: Path | None = None
    plain: bool = False


class RichText(TextColumn):
    """Shows Markdown with formulas, figures, code, call-outs and worked examples.

    Signals:
        link_opened: The learner followed a link; carries its address (exercise:, demo:, topic:, http:, https:).
        heading_reached: Scrolling brought another heading to the top; carries its slug, or "" above the first.
    """

    link_opened = Signal(str)
    heading_reached = Signal(str)

    def __init__(
        self,
        typesetter: Typesetter | None = None,
        *,
        theme: Theme = LIGHT,
        grows: bool = False,
        small: bool = False,
        example: Example | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build an empty text.

        A text that ``grows`` is as tall as what it shows and never scrolls; any other is a page, its column centred.
        ``example`` gives the Markdown of a worked exercise by family, seed and difficulty.
        """
        super().__init__(grows=grows, parent=parent)
        self._typesetter = typesetter or Typesetter(parent=self)
        self._theme = theme
        self._scale = SMALL if small else 1.0
        self._zoom = 1.0
        self._example = example
        self._source = _Source()
        self._page = Page("", (), (), (), ())
        self._frames: list[tuple[QTextFrame, Box]] = []
        self._heading_places: list[tuple[Heading, int]] = []
        self._reached = ""
        self._objects = InlineObjects(self._typesetter, self)
        layout = self.document().documentLayout()
        layout.registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self._objects)
        self.document().setIndentWidth(INDENT_PX)
        self._typesetter.formulas_set.connect(self._on_formulas_set)
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return the headings of what is shown, in order."""
        return self._page.headings

    def show_markdown(self, text: str, *, title: str = "", subtitle: str = "", folder: Path | None = None) -> None:
        """Show some Markdown from its top, below a title if there is one; pictures may lie in ``folder``."""
        self._source = _Source(text, title, subtitle, folder)
        self._show()
        self.verticalScrollBar().setValue(0)

    def show_plain(self, text: str) -> None:
        """Show a text as it is, with nothing in it read as Markdown."""
        self._source = _Source(text, plain=True)
        self._show()

    def show_theme(self, theme: Theme) -> None:
        """Show the same in another theme's colours, at the same place."""
        self._theme = theme
        self._show_again()

    def set_zoom(self, factor: float) -> None:
        """Show the same larger or smaller; what stands at the top stays there."""
        if factor != self._zoom:
            self._zoom = factor
            self._show_again()

    def scroll_to_heading(self, slug: str) -> bool:
        """Bring a heading to the top; return whether there is one of that slug."""
        tops = {heading.slug: top for heading, top in self._heading_tops()}
        if slug in tops:
            self.verticalScrollBar().setValue(round(tops[slug]) - BETWEEN_PX)
        return slug in tops

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page and the boxes, and the text on top of them."""
        painter = QPainter(self.viewport())
        if not self._grows:  # a style sheet of the window would have its own idea of the page's colour
            painter.fillRect(event.rect(), QColor(self._theme.surface))
        scrolled = self.verticalScrollBar().value()
        painter.translate(0, -scrolled)
        visible = QRectF(event.rect()).translated(0, scrolled)
        draw_boxes(painter, self.document(), self._frames, self._theme, visible)
        painter.end()
        super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is wrong with a formula or picture that can't be shown, when the mouse rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            point = QPointF(event.pos()) + QPointF(0, self.verticalScrollBar().value())
            problem = self._objects.problem(self.document().documentLayout().formatAt(point))
            QToolTip.showText(event.globalPos(), problem, self)
            return True
        return super().viewportEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy formulas as LaTeX."""
        data = QMimeData()
        data.setText(selected_text(self.textCursor(), self._page))
        return data

    def _show_again(self) -> None:
        place = self.place()
        at_top = self.verticalScrollBar().value() == 0
        self._show()
        if not at_top:
            self.return_to(place)

    def _show(self) -> None:
        source, zoom = self._source, self._zoom * self._scale
        self._page = self._rendered(source)
        self._objects.show(self._page, self._theme, zoom=zoom, folder=source.folder)
        formulas = [item for item in self._page.objects if isinstance(item, Formula)]
        late = self._typesetter.set_within(formulas, FORMULA_BUDGET_MS)
        family = self.font().family()
        self._set_colours()
        self.set_measure(measure_px(family, zoom))
        self._frames = []
        self._heading_places = []  # the old text scrolls away while the new one is set, and asks for headings
        self.document().setDefaultStyleSheet(css(self._theme, family, zoom))
        self.document().setHtml(_PLACE.sub(self._placed, self._page.html))
        self._frames = boxed_frames(self.document(), self._page.boxes)
        self._heading_places = list(zip(self.headings, heading_positions(self.document()), strict=True))
        self._typesetter.set_soon(late)

    def _placed(self, found: re.Match[str]) -> str:
        """Return the place of an object; lines make room below it for the deep formulas that are known already."""
        item = self._page.objects[int(found["number"])]
        deep = isinstance(item, Formula) and self._objects.is_deep(item)
        return found.group().replace(">", ' style="vertical-align: middle">') if deep else found.group()

    def _rendered(self, source: _Source) -> Page:
        if source.plain:
            return render_plain(source.text)
        return render(source.text, self._theme, title=source.title, subtitle=source.subtitle, example=self._example)

    def _set_colours(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.surface))
        palette.setColor(QPalette.ColorRole.Window, QColor(self._theme.surface))
        palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.ink))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(self._theme.accent))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(self._theme.on_accent))
        self.setPalette(palette)

    def _lay_out_formulas(self, formulas: frozenset[Formula]) -> None:
        """Fit the lines to formulas whose sizes have become known."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for item, position in self._object_positions():
            if isinstance(item, Formula) and item in formulas:
                fmt = QTextCharFormat()
                fmt.setVerticalAlignment(MIDDLE if self._objects.is_deep(item) else NORMAL)
                cursor.setPosition(position)
                cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(fmt)
        cursor.endEditBlock()

    def _object_positions(self) -> Iterator[tuple[Formula | Picture, int]]:
        text = self.document().toRawText()
        positions = (index for index, character in enumerate(text) if character == OBJECT_CHARACTER)
        return zip(self._page.objects, positions, strict=True)

    def _heading_tops(self) -> Iterator[tuple[Heading, float]]:
        """Yield the headings with the height at which each begins."""
        layout = self.document().documentLayout()
        for heading, position in self._heading_places:
            yield heading, layout.blockBoundingRect(self.document().findBlock(position)).top()

    def _on_formulas_set(self, formulas: frozenset[Formula]) -> None:
        mine = formulas.intersection(item for item in self._page.objects if isinstance(item, Formula))
        if not mine:
            return
        place = self.place()
        at_top = self.verticalScrollBar().value() == 0
        self._lay_out_formulas(mine)
        if not at_top:
            self.return_to(place)

    def _on_anchor_clicked(self, address: QUrl) -> None:
        target = address.toString()
        if target.startswith("#"):
            self.scroll_to_heading(target[1:])
        elif target.startswith(OBJECT):
            item = self._page.objects[int(target.removeprefix(OBJECT))]
            assert isinstance(item, Picture), "only pictures are links to themselves"
            self._objects.enlarge(item, self)
        else:
            self.link_opened.emit(target)

    def _on_scrolled(self, value: int) -> None:
        reached = ""
        for heading, top in self._heading_tops():
            if top > value + SECTION_PX:
                break
            reached = heading.slug
        if reached != self._reached:
            self._reached = reached
            self.heading_reached.emit(reached)
