"""Terms of other notes are underlined in a note, explained on the spot, and lead to the note that introduces them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.study.glossary import Gloss, Terms
from studyapp.ui.rich_text import RichText
from studyapp.ui.theme import DARK, LIGHT
from studyapp.ui.typesetter import Typesetter

PADDING = Gloss("same padding", "As many zeros as <keep> the size.", "cnn.padding", "Padding & more", "")
KERNEL = Gloss("kernel", "The window.", "cnn.convolution", "Convolution", "")
TERMS = Terms(
    {
        each.term: Gloss(each.term, each.sentence, each.topic, each.title, f"term:{each.topic}#{each.term}")
        for each in (PADDING, KERNEL)
    }
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[RichText]:
    made = RichText(Typesetter())
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    yield made
    QToolTip.hideText()


def dotted(view: RichText) -> list[str]:
    """Return what is underlined with dots, in order."""
    found, block = [], view.document().begin()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            if part.fragment().charFormat().underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine:
                found.append(part.fragment().text())
            part += 1
        block = block.next()
    return found


def place_of(view: RichText, words: str) -> QPoint:
    cursor = QTextCursor(view.document().find(words))
    cursor.setPosition(cursor.selectionStart() + 1)
    return view.cursorRect(cursor).center()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A kernel and *kernels* again.", ["kernel"]),
        ("A kernel.\n\n## Next\n\nThe **kernels**.", ["kernel", "kernels"]),
        ("With same\npadding it stays, $x$-same padding.", ["same padding"]),
        ("- a kernel\n- x\n\n| a kernel |\n|--|\n| same padding |\n\n> the kernel", ["kernel", "same padding"]),
        ("| h |\n|--|\n| a kernel |", ["kernel"]),
        ("## A kernel\n\n`kernel` $kernel$ [kernel](topic:a.b) [same padding](https://a.org)", []),
        ("```python\nkernel = 3\n```\n\n![a kernel](figure:td-step)", []),
        ("```example fam seed=1\n```", []),
    ],
)
def test_the_first_of_a_term_in_each_section_is_underlined(view: RichText, text: str, expected: list[str]) -> None:
    view._example = lambda *_: "A kernel with same padding."
    view.show_markdown(text, title="The kernel", terms=TERMS)
    assert dotted(view) == expected


def test_the_text_reads_the_same_with_and_without_terms(view: RichText) -> None:
    text = "A kernel, $k$, same\npadding & <b>; *kernel*: $k$)."
    view.show_markdown(text)
    without = view.toPlainText()
    view.show_markdown(text, terms=TERMS)
    assert view.toPlainText() == without and len(dotted(view)) == 2


def test_terms_have_the_colour_of_the_text_in_both_themes_and_sizes(view: RichText) -> None:
    view.show_markdown("A kernel slides.", terms=TERMS)
    for theme in (DARK, LIGHT):
        view.show_theme(theme)
        view.set_zoom(1.5 if theme is DARK else 1.0)
        cursor = view.document().find("kernel")
        assert cursor.charFormat().foreground().color() == QColor(theme.ink)
        assert dotted(view) == ["kernel"]


@pytest.mark.qt_log_ignore("does not support raise")  # the offscreen screen has no windows on top of others
def test_a_term_is_explained_where_the_mouse_rests(view: RichText) -> None:
    view.show_markdown("It keeps the size: same padding.", terms=TERMS)
    at = place_of(view, "same padding")
    view.viewportEvent(QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    assert "As many zeros as &lt;keep&gt; the size." in QToolTip.text() and "“Padding &amp; more”" in QToolTip.text()


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_term_is_reached_explained_and_followed_by_keyboard(qtbot: QtBot, view: RichText) -> None:
    view.show_markdown("It keeps the size: same padding. [on](topic:a.b)", terms=TERMS)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert "As many zeros" in QToolTip.text() and view.accessibleDescription().startswith("same padding: As many")
    with qtbot.waitSignal(view.link_opened) as caught:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == ["term:cnn.padding#same padding"]
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.accessibleDescription() == ""


def test_a_term_leads_to_the_section_that_introduces_it(app: StudyApp) -> None:
    app.pages.open_topic("cnn.stride")
    study = app.pages.study
    assert study is not None and study.note.text._page.glosses
    study.note.text.link_opened.emit("term:cnn.padding#same padding")
    assert study.view.topic_title.text() == "Padding"
    assert study.note.text.cursorForPosition(QPoint(60, 30)).block().text() == "Same padding"
    assert "padding" not in [each.term for each in study.note.text._page.glosses.values()]


def test_a_formula_is_copied_as_latex_from_its_menu(view: RichText) -> None:
    view.show_markdown(r"Here $\frac{a}{b}$ and words.")
    position = view.document().toRawText().index("\ufffc")
    cursor = QTextCursor(view.document())
    cursor.setPosition(position)
    on_formula = view.cursorRect(cursor).center() + QPoint(5, 0)
    (copying,) = [each for each in view.menu_at(on_formula).actions() if each.text() == "Copy as LaTeX"]
    copying.trigger()
    assert QGuiApplication.clipboard().text() == r"\frac{a}{b}"
    beside = view.menu_at(place_of(view, "words")).actions()
    assert beside and "Copy as LaTeX" not in [each.text() for each in beside]
