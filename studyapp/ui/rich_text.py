"""Markdown on screen: set like a book page, in the theme's colours, with formulas, figures, code and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrame,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from studyapp.study.glossary import NO_TERMS, Terms
from studyapp.ui.flat_text import FlatText, flat_text
from studyapp.ui.glossary_marks import gloss_html, gloss_words, underline_terms
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


@dataclass(frozen=True, slots=True)
class _Source:
    """What was asked to be shown."""

    text: str = ""
    title: str = ""
    subtitle: str = ""
    folder: Path | None = None
    plain: bool = False
    terms: Terms = NO_TERMS


class Underlay(Protocol):
    """Draws something on the page below its text."""

    def draw(self, painter: QPainter, visible: QRectF) -> None:
        """Draw what is in view, in the document's coordinates."""


class RichText(TextColumn):
    """Shows Markdown with formulas, figures, code, call-outs and worked examples.

    Signals:
        link_opened: The learner followed a link; carries its address (exercise:, demo:, topic:, http:, https:).
        heading_reached: Scrolling brought another heading to the top; carries its slug, or "" above the first.
        set_anew: The text was set afresh, in another size, theme or altogether; positions in it stay the same.
    """

    link_opened = Signal(str)
    heading_reached = Signal(str)
    set_anew = Signal()

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
        self.underlays: list[Underlay] = []
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

    @property
    def reached(self) -> str:
        """Return the slug of the section that is being read, "" above the first."""
        return self._reached

    def flat_text(self) -> FlatText:
        """Return what is shown as one line of text."""
        return flat_text(self.document(), self._page, self._heading_places)

    def show_markdown(
        self, text: str, *, title: str = "", subtitle: str = "", folder: Path | None = None, terms: Terms = NO_TERMS
    ) -> None:
        """Show some Markdown from its top, below a title if there is one; pictures may lie in ``folder``.

        ``terms`` are underlined with dots, and explained where the mouse rests.
        """
        self._source = _Source(text, title, subtitle, folder, terms=terms)
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
        scrolled = self.scrolled()
        painter.translate(-scrolled)
        visible = QRectF(event.rect()).translated(scrolled)
        draw_boxes(painter, self.document(), self._frames, self._theme, visible)
        for each in self.underlays:
            each.draw(painter, visible)
        painter.end()
        super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Explain a term, or say what is wrong with a formula or picture, when the mouse rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            gloss = self._page.glosses.get(self.anchorAt(event.pos()))
            problem = self._objects.problem(self._format_at(event.pos()))
            QToolTip.showText(event.globalPos(), gloss_html(gloss, self._theme) if gloss else problem, self)
            return True
        return super().viewportEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Go to the next link, and explain it when it is a term."""
        moved = super().focusNextPrevChild(onward)
        cursor = self.textCursor()
        gloss = self._page.glosses.get(cursor.charFormat().anchorHref()) if moved and cursor.hasSelection() else None
        self.setAccessibleDescription(gloss_words(gloss) if gloss else "")
        if gloss:
            below = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            QToolTip.showText(below, gloss_html(gloss, self._theme), self)
        return moved

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with what was clicked on."""
        menu = self.menu_at(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu_at(self, place: QPoint) -> QMenu:
        """Return the menu for a place in the viewport: the usual one, and a formula can be copied as LaTeX."""
        menu = self.createStandardContextMenu(place + self.scrolled())
        formula = self._objects.formula(self._format_at(place))
        if formula is not None:
            copying = QAction("Copy as LaTeX", menu)
            copying.triggered.connect(lambda: QGuiApplication.clipboard().setText(formula.latex))
            menu.insertAction(menu.actions()[0], copying)
        return menu

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
        self.document().setHtml(self._objects.placed(self._page.html))
        if self._page.glosses:
            underline_terms(self.document(), self._theme)
        self._frames = boxed_frames(self.document(), self._page.boxes)
        self._heading_places = list(zip(self.headings, heading_positions(self.document()), strict=True))
        self.set_anew.emit()
        self._typesetter.set_soon(late)

    def _rendered(self, source: _Source) -> Page:
        if source.plain:
            return render_plain(source.text)
        titles = {"title": source.title, "subtitle": source.subtitle}
        return render(source.text, self._theme, **titles, example=self._example, terms=source.terms)

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

    def _format_at(self, place: QPoint) -> QTextFormat:
        """Return how the text at a place in the viewport is set."""
        point = QPointF(place + self.scrolled())
        return self.document().documentLayout().formatAt(point)

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
