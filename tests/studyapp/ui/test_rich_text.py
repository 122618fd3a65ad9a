"""Rich text can be selected, copied, followed, scrolled and zoomed; and what it says never reaches outside."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QTextCursor, QTextTable, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studyapp.ui import rich_text
from studyapp.ui.markdown import Picture
from studyapp.ui.maths import Formula
from studyapp.ui.picture_window import PictureWindow
from studyapp.ui.rich_text import RichText
from studyapp.ui.theme import DARK, LIGHT
from studyapp.ui.typesetter import Typesetter
from tests.studyapp.ui.pixels import picture, pixels
from tests.studyapp.ui.test_markdown import markdown

LONG = "\n\n".join(f"## Part {n}\n\n" + "Words about $x_{n}$ to fill the page. " * 12 for n in range(12))


@pytest.fixture
def view(qtbot: QtBot) -> RichText:
    made = RichText(Typesetter())
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def place_of(view: RichText, words: str) -> QPoint:
    """Return where some words are, in the viewport."""
    cursor = QTextCursor(view.document().find(words))
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionStart() + 1)
    view.setTextCursor(cursor)
    view.ensureCursorVisible()
    return view.cursorRect(cursor).center()


def click(widget: QWidget, at: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


@pytest.mark.parametrize(
    "target", ["exercise:a-b", "demo:cnn-digits", "topic:cnn.pooling#padding", "https://a.org/?b=c"]
)
def test_links_are_followed_by_telling_the_app(qtbot: QtBot, view: RichText, target: str) -> None:
    view.show_markdown(f"Go and [try it now]({target}) at once.")
    with qtbot.waitSignal(view.link_opened) as caught:
        click(view.viewport(), place_of(view, "try it now"))
    assert caught.args == [target]
    assert "Go and try it now at once." in view.toPlainText()


def test_links_can_be_followed_by_keyboard(qtbot: QtBot, view: RichText) -> None:
    view.show_markdown("[one](topic:a) and [two](topic:b)")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    with qtbot.waitSignal(view.link_opened) as caught:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == ["topic:b"]


def test_a_link_to_a_heading_scrolls_there(qtbot: QtBot, view: RichText) -> None:
    view.show_markdown("[down](#part-9)\n\n" + LONG)
    with qtbot.waitSignal(view.heading_reached) as caught:
        click(view.viewport(), place_of(view, "down"))
    assert caught.args == ["part-9"]


def test_every_heading_can_be_scrolled_to(view: RichText) -> None:
    view.show_markdown(LONG, title="Title")
    reached: list[str] = []
    view.heading_reached.connect(reached.append)
    for heading in view.headings[:-2]:  # the last ones can't come to the top
        assert view.scroll_to_heading(heading.slug)
        cursor = view.cursorForPosition(QPoint(60, 30))
        assert cursor.block().text() == heading.text
    assert reached == [heading.slug for heading in view.headings[:-2]]
    assert not view.scroll_to_heading("nowhere")


def test_theme_and_zoom_keep_what_is_read_in_its_place(view: RichText) -> None:
    view.show_markdown(LONG)
    assert view.scroll_to_heading("part-5")
    view.show_theme(DARK)
    assert view.cursorForPosition(QPoint(60, 30)).block().text() == "Part 5"
    for zoom in (1.5, 0.8):
        view.set_zoom(zoom)
        assert view.cursorForPosition(QPoint(60, 30)).block().text() == "Part 5"


def test_the_page_takes_the_themes_colours(view: RichText) -> None:
    view.show_markdown("Words")
    for theme in (DARK, LIGHT):
        view.show_theme(theme)
        corner = pixels(picture(view, 1.0))[5, 5]
        assert "#" + "".join(f"{int(part):02X}" for part in corner[:3]) == theme.surface


def test_the_column_is_centred_and_no_wider_than_seventy_two_characters(view: RichText) -> None:
    view.show_markdown("word " * 200)
    view.resize(1400, 600)
    lines = view.document().begin().layout()
    texts = [lines.lineAt(n) for n in range(lines.lineCount() - 1)]
    lengths = [line.textLength() for line in texts]
    assert 60 <= max(lengths) <= 80
    left = view.viewport().x()
    right = view.width() - left - view.viewport().width()
    assert abs(left - right) <= 1


def test_a_scroll_bar_does_not_shift_the_text(view: RichText) -> None:
    view.show_markdown("Short.")
    assert view.verticalScrollBar().maximum() == 0
    before = view.viewport().x(), view.viewport().width()
    view.show_markdown(LONG)
    assert view.verticalScrollBar().maximum() > 0
    assert (view.viewport().x(), view.viewport().width()) == before


def test_selected_text_is_copied_with_its_formulas(view: RichText) -> None:
    view.show_markdown(
        "First $a$.\n\nThen ($b_1$), and\n\n$$\nc = d\n$$\n\n![a chart](figure:td-step)\n\nend, [link](topic:x)."
    )
    view.selectAll()
    copied = view.createMimeDataFromSelection().text()
    assert copied == "First $a$.\nThen ($b_1$), and\n$$c = d$$\n[a chart]\nend, link."
    cursor = view.document().find("Then")
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text() == "Then ($b_1$), and"


@pytest.mark.qt_log_ignore("does not support raise")  # the offscreen screen has no windows on top of others
def test_what_cannot_be_shown_says_why_where_the_mouse_rests(qtbot: QtBot, view: RichText) -> None:
    view.show_markdown(r"Broken $\frac{1}{$ here." + "\n\n![x](figure:nothing)")
    qtbot.waitUntil(lambda: view._typesetter.known(Formula(r"\frac{1}{")) is not None)
    for number, words in ((0, "braces"), (1, "no figure 'nothing'")):
        positions = [at for at, character in enumerate(view.document().toRawText()) if character == "\ufffc"]
        cursor = QTextCursor(view.document())
        cursor.setPosition(positions[number])
        at = view.cursorRect(cursor).center() + QPoint(6, 0)
        event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
        assert view.viewportEvent(event)
        assert words in QToolTip.text()
    QToolTip.hideText()


def test_tables_lists_and_boxes_have_the_structure_of_the_text(view: RichText) -> None:
    view.show_markdown("- a\n  - b\n    - c\n\n1. d\n2. e\n\n| f | g |\n|:-:|--:|\n| h | i |\n\n> j")
    blocks = {}
    block = view.document().begin()
    while block.isValid():
        blocks[block.text()] = block
        block = block.next()
    assert [blocks[name].textList().format().indent() for name in "abc"] == [1, 2, 3]
    assert blocks["e"].textList().itemNumber(blocks["e"]) == 1
    assert blocks["h"].blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter
    assert blocks["i"].blockFormat().alignment() & Qt.AlignmentFlag.AlignRight
    tables = [frame for frame in view.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert [(table.rows(), table.columns()) for table in tables] == [(2, 2), (1, 1)]


def test_late_formulas_come_in_without_moving_what_is_read(
    qtbot: QtBot, view: RichText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rich_text, "FORMULA_BUDGET_MS", 0)
    tall = "\n\n".join(rf"Some $\begin{{pmatrix}} {n} \\ 2 \\ 3 \end{{pmatrix}}$ words." for n in range(20))
    view.show_markdown(f"{tall}\n\n## Here\n\nWords.\n\n{LONG}")
    height = view.document().size().height()
    assert view.scroll_to_heading("here")
    last = Formula(r"\begin{pmatrix} 19 \\ 2 \\ 3 \end{pmatrix}")
    qtbot.waitUntil(lambda: view._typesetter.known(last) is not None and view.document().size().height() > height)
    qtbot.waitUntil(lambda: not view._typesetter._waiting)
    assert view.cursorForPosition(QPoint(60, 30)).block().text() == "Here"


def test_a_growing_text_is_as_tall_as_what_it_says(qtbot: QtBot) -> None:
    text = RichText(Typesetter(), grows=True)
    qtbot.addWidget(text)
    assert text.sizeHint().height() == 0
    text.resize(400, 10)
    text.show()
    text.show_markdown("One line.")
    low = text.sizeHint().height()
    assert 20 <= low <= 32 and text.minimumSizeHint().height() == low
    text.show_markdown("Many lines. " * 60)
    high = text.sizeHint().height()
    assert high > 10 * low
    text.resize(800, 10)
    assert text.sizeHint().height() < 0.7 * high
    text.show_plain("a *b*\n$c$")
    assert text.toPlainText() == "a *b*\n$c$" and text.sizeHint().height() >= 2 * low - 8


def test_the_wheel_over_a_growing_text_scrolls_the_page_it_is_in(qtbot: QtBot) -> None:
    page, inner = QScrollArea(), QWidget()
    qtbot.addWidget(page)
    text = RichText(Typesetter(), grows=True)
    column = QVBoxLayout(inner)
    column.addWidget(text)
    page.setWidgetResizable(True)
    page.setWidget(inner)
    page.resize(400, 200)
    text.show_markdown("Many lines. " * 200)
    page.show()
    turn, none = QPoint(0, -120), Qt.MouseButton.NoButton
    event = QWheelEvent(
        *(QPointF(9, 9), QPointF(9, 9), turn, turn, none),
        *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    text.wheelEvent(event)
    assert not event.isAccepted()


def test_a_picture_opens_in_a_window_of_its_own(qtbot: QtBot, view: RichText) -> None:
    view.show_markdown("![One step](figure:td-step)")
    click(view.viewport(), QPoint(300, 120))
    (window,) = view.findChildren(PictureWindow)
    qtbot.addWidget(window)
    assert window.isVisible() and window.windowTitle() == "One step"
    seen = pixels(picture(window, 1.0))
    assert seen[..., :3].min() < 100


def test_pictures_in_the_notes_folder_are_shown_and_no_others(qtbot: QtBot, view: RichText, tmp_path: Path) -> None:
    folder = tmp_path / "content" / "cnn"
    folder.mkdir(parents=True)
    red = QImage(80, 60, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    for file in (folder / "my picture.png", tmp_path / "content" / "secret.png"):
        assert red.save(str(file))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="80" height="60" fill="red"/></svg>'
    )
    (folder / "good.svg").write_text(svg)
    (folder / "link.png").symlink_to(tmp_path / "content" / "secret.png")
    spy = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="80" height="60">{}</svg>'
    )
    (folder / "far.svg").write_text(spy.format('<image x:href="../secret.png" width="80" height="60"/>'))
    (folder / "bomb.svg").write_text('<!DOCTYPE s [<!ENTITY a "b">]>' + spy.format("&a;"))
    (folder / "style.svg").write_text(spy.format("<style>@import url('http://a.org/b.css');</style>"))
    (folder / "notes.txt").write_text("text")
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    shown = ("my%20picture.png", "good.svg")
    refused = ("../secret.png", "link.png", "far.svg", "bomb.svg", "style.svg", "notes.txt", "broken.png", "gone.png")
    outside = (str(tmp_path / "content" / "secret.png"), "http://example.org/a.png", "//example.org/a.png", "")
    for target in (*shown, *refused, *outside):
        view.show_markdown(f"before ![x]({target}) after", folder=folder)
        reddish = pixels(picture(view.viewport(), 1.0))[..., :3].astype(int)
        is_red = ((reddish[..., 0] > 200) & (reddish[..., 1] < 40) & (reddish[..., 2] < 40)).sum()
        assert (is_red > 3000) == (target in shown), target
        (item,) = view._page.objects
        assert isinstance(item, Picture)
        problem = view._objects._picture(item)
        assert (str(problem).endswith(".")) == (target not in shown), target


def test_pictures_need_a_folder(view: RichText) -> None:
    view.show_markdown("![x](a.png)")
    view.grab()
    (problem,) = map(str, view._objects._pictures.values())
    assert problem == "The picture a.png can't be shown: only figures, and files in the note's own folder, are shown."


OPENED: list[str] = []
WATCHING = [False]


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if WATCHING[0] and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        OPENED.append(f"{event} {arguments[0]}")


sys.addaudithook(watch)  # for good: Python has no way to take one out again


@contextmanager
def watched() -> Iterator[None]:
    """Fail when Python opens anything but its own modules and ours."""
    OPENED.clear()
    WATCHING[0] = True
    yield
    WATCHING[0] = False
    own = tuple(f"open {folder}" for folder in (sys.prefix, sys.base_prefix, Path(__file__).parents[3]))
    assert [entry for entry in OPENED if not entry.startswith(own)] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=markdown,
    target=st.sampled_from(["/etc/passwd", "../../etc/passwd", "http://a.org/b", "file:///etc/passwd", "c.png", "é ?"]),
)
def test_no_text_raises_or_reaches_a_file_or_the_network(
    view: RichText, tmp_path: Path, text: str, target: str
) -> None:
    with watched():
        view.show_markdown(f"{text}\n\n![x]({target}) <img src='{target}'>", folder=tmp_path)
        view.grab()
        view.selectAll()
        view.createMimeDataFromSelection()
        view.set_zoom(2.1 - view._zoom)
        view.show_theme(DARK if view._theme is LIGHT else LIGHT)


def test_a_table_too_wide_for_its_column_scrolls_and_tears_no_word_apart(qtbot: QtBot) -> None:
    words = ("optimizer", "freelancers", "starboard", "convolution", "receptive")
    text = RichText(Typesetter(), grows=True)
    qtbot.addWidget(text)
    text.resize(260, 400)
    text.show()
    text.show_markdown(f"| {' | '.join(words)} |\n|{'---|' * len(words)}")
    qtbot.waitUntil(lambda: text.horizontalScrollBar().maximum() > 0)
    for word in words:
        cursor = text.document().find(word)
        assert cursor.block().layout().lineCount() == 1
    assert text.sizeHint().height() >= text.document().size().height() + text.horizontalScrollBar().height()
    text.show_markdown("A line of words that fits into any column, since it may wrap.")
    qtbot.waitUntil(lambda: text.horizontalScrollBar().maximum() == 0)
