"""A formula stands on the line of the words around it, pixel for pixel, on every screen and in every place."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QFont, QTextCursor
from pytestqt.qtbot import QtBot

from studyapp.ui.formula_image import formula_image
from studyapp.ui.inline_formula import DEEP_EM
from studyapp.ui.maths import Drawing, Formula
from studyapp.ui.reading_style import formula_px
from studyapp.ui.rich_text import RichText
from studyapp.ui.theme import DARK, LIGHT
from studyapp.ui.typesetter import Typesetter
from tests.studyapp.ui.pixels import dark_rows, picture, pixels

RATIOS = (1.0, 1.25, 1.5, 2.0)
X = r"$\mathrm{x}$"  # upright and flat at its foot, like the letter of the text
DEEP = r"$\begin{pmatrix} 1 \\ 2 \\ 3 \end{pmatrix}$"
PLACES = {
    "in a paragraph": f"x {X}",
    "beside a deep formula": f"x {X} and {DEEP}",
    "beside a fraction": rf"x {X} and $\frac{{a}}{{b}}$ and $y_{{j_k}}$",
    "in a heading": f"# x {X}",
    "in a list": f"- a\n  - x {X}",
    "in a cell": f"| a |\n|---|\n| x {X} |",
    "in a call-out": f"> x {X}",
    "in bold": f"**x {X}**",
    "in a later line": f"{'Words to fill the line. ' * 12} x {X}",
}


def shown(qtbot: QtBot, text: str, *, zoom: float = 1.0) -> RichText:
    view = RichText(Typesetter())
    qtbot.addWidget(view)
    for item in (X, DEEP, r"$\frac{a}{b}$", r"$y_{j_k}$"):
        view._typesetter.set_now(Formula(item.strip("$")))
    view.resize(720, 560)
    view.set_zoom(zoom)
    view.show_markdown(text)
    view.show()
    return view


def columns(view: RichText, start: int, end: int, ratio: float) -> slice:
    """Return the columns of some characters on one line."""
    edges = []
    for position in (start, end):
        cursor = QTextCursor(view.document())
        cursor.setPosition(position)
        edges.append(view.cursorRect(cursor).left())
    return slice(round((edges[0] - 0.5) * ratio), round((edges[1] + 0.5) * ratio))


def letter_and_formula(view: RichText, ratio: float) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the dark rows of the letter x, and of the formula x two characters behind it."""
    raw = view.document().toRawText()
    position = raw.index("\ufffc")
    assert raw[position - 2] == "x"
    ink = pixels(picture(view.viewport(), ratio))
    cursor = QTextCursor(view.document())
    cursor.setPosition(position - 2)
    line = view.cursorRect(cursor)
    rows = slice(max(round((line.top() - 4) * ratio), 0), round((line.bottom() + 4) * ratio))
    letter, formula = (dark_rows(ink[rows, columns(view, at, at + 1, ratio)]) for at in (position - 2, position))
    return letter, formula


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("place", PLACES)
def test_letter_and_formula_stand_on_the_same_row(qtbot: QtBot, place: str, ratio: float) -> None:
    letter, formula = letter_and_formula(shown(qtbot, PLACES[place]), ratio)
    assert formula[1] == letter[1]
    assert formula[0] == pytest.approx(letter[0], abs=1)  # and small letters are as tall


@pytest.mark.parametrize("ratio", RATIOS)
def test_punctuation_behind_a_formula_looks_like_that_behind_a_word(qtbot: QtBot, ratio: float) -> None:
    view = shown(qtbot, f"x, {X}, x")
    position = view.document().toRawText().index("\ufffc")
    ink = pixels(picture(view.viewport(), ratio))
    word, formula = (
        dark_rows(ink[:, columns(view, start, end, ratio)]) for start, end in ((0, 2), (position, position + 1))
    )
    assert word[1] == formula[1]
    letter, _ = letter_and_formula(shown(qtbot, f"x {X}"), ratio)
    assert word[1] > letter[1]  # the comma reaches below the line


@pytest.mark.parametrize("zoom", [0.7, 0.9, 1.1, 1.25, 1.5, 2.0])
def test_letter_and_formula_stand_on_the_same_row_at_every_zoom(qtbot: QtBot, zoom: float) -> None:
    letter, formula = letter_and_formula(shown(qtbot, PLACES["in a paragraph"], zoom=zoom), 1.0)
    assert formula[1] == letter[1]


def rgb(colour: str) -> NDArray[np.int64]:
    return np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)])


def corner(part: NDArray[np.generic]) -> tuple[int, int]:
    """Return the first row and column with ink."""
    ink = np.asarray(part).min(axis=2) < 250
    return int(np.flatnonzero(ink.any(axis=1))[0]), int(np.flatnonzero(ink.any(axis=0))[0])


@pytest.mark.parametrize("ratio", RATIOS)
def test_formulas_are_copied_to_the_screen_without_being_scaled(qtbot: QtBot, ratio: float) -> None:
    formula = Formula(r"\frac{a}{b}", display=True)
    view = shown(qtbot, f"$${formula.latex}$$")
    drawing = view._typesetter.set_now(formula)
    view.show_markdown(f"$$\n{formula.latex}\n$$")
    assert isinstance(drawing, Drawing)
    font = QFont(view.font())
    font.setPixelSize(17)
    image = formula_image(drawing, formula_px(font, display=True), QColor(LIGHT.ink), ratio).image
    alpha = pixels(image)[..., 3:].astype(float) / 255
    ink = rgb(LIGHT.ink)
    wanted = alpha * ink + (1 - alpha) * 255
    seen = pixels(picture(view.viewport(), ratio))[..., :3]
    (top, left), (own_top, own_left) = corner(seen), corner(wanted)
    top, left = top - own_top, left - own_left
    part = seen[top : top + image.height(), left : left + image.width()]
    assert np.abs(part - wanted).max() <= 2  # rounding of the blend


def test_lines_keep_their_distance_unless_a_formula_needs_more(qtbot: QtBot) -> None:
    words = "Words that fill the line of a paragraph. " * 8

    def pitches(text: str) -> list[float]:
        view = shown(qtbot, text)
        layout = view.document().begin().layout()
        baselines = [layout.lineAt(n).y() + layout.lineAt(n).ascent() for n in range(layout.lineCount())]
        return [after - before for before, after in pairwise(baselines)]

    assert set(map(round, pitches(words))) == {26}  # 155 % of 17
    assert set(map(round, pitches(f"{words}{X} and $y_{{j_k}}$ {words}"))) == {26}
    deep = pitches(f"{words}{DEEP} {words}")
    assert max(deep) > 30 and sorted(map(round, deep))[: len(deep) - 2] == [26] * (len(deep) - 2)


def test_deep_formulas_do_not_touch_the_lines_around_them(qtbot: QtBot) -> None:
    words = "Words that fill the line of a paragraph. " * 4
    view = shown(qtbot, f"{words}{DEEP} {words}")
    drawing = view._typesetter.known(Formula(DEEP.strip("$")))
    assert isinstance(drawing, Drawing) and drawing.descent > DEEP_EM
    layout = view.document().begin().layout()
    position = view.document().toRawText().index("\ufffc")
    line = layout.lineForTextPosition(position)
    font = QFont(view.font())
    font.setPixelSize(17)
    size = formula_px(font, display=False)
    assert line.ascent() >= drawing.ascent * size and line.descent() >= drawing.descent * size


def test_formulas_take_the_colour_of_the_words_around_them(qtbot: QtBot) -> None:
    def darkest(text: str, theme_name: str) -> QColor:
        theme = {"light": LIGHT, "dark": DARK}[theme_name]
        view = shown(qtbot, text)
        view.show_theme(theme)
        found = pixels(picture(view.viewport(), 2.0))[..., :3].reshape(-1, 3).astype(int)
        ground = rgb(theme.surface)
        return QColor(*map(int, found[np.abs(found - ground).sum(axis=1).argmax()]))

    assert darkest(X, "light") == QColor(LIGHT.ink)
    assert darkest(X, "dark") == QColor(DARK.ink)
    assert darkest(f"[{X}](topic:a)", "light") == QColor(LIGHT.accent)


def test_a_formula_wider_than_the_column_is_made_to_fit(qtbot: QtBot) -> None:
    latex = "+".join(f"x_{{{number}}}" for number in range(40))
    view = shown(qtbot, "text")
    view._typesetter.set_now(Formula(latex, display=True))
    view.show_markdown(f"$$\n{latex}\n$$")
    seen = pixels(picture(view.viewport(), 1.0))
    columns = np.flatnonzero((seen[..., :3].min(axis=2) < 200).any(axis=0))
    assert columns[0] > 20 and columns[-1] < view.viewport().width() - 20


LOW, HIGH = r"\frac{1}{1 + e^{-u}}", r"\frac{e^{-u}}{(1 + e^{-u})^{2}}"


@pytest.mark.parametrize(("above", "below"), [(LOW, HIGH), (LOW, r"\frac{1^{2^2}}{2}"), (LOW, LOW)])
def test_fractions_in_neighbouring_lines_do_not_touch(qtbot: QtBot, above: str, below: str) -> None:
    view = shown(qtbot, "x")
    for latex in (above, below):
        view._typesetter.set_now(Formula(latex))
    view.show_markdown(f"x ${above}$\\\nx ${below}$")
    ink = pixels(picture(view.viewport(), 2.0))[:, 60:160, :3].max(axis=2) < 200  # of the formulas alone
    rows = np.flatnonzero(ink.any(axis=1))
    gaps = np.diff(rows)
    assert (gaps > 1).sum() >= 1, "no row between the two lines is free of ink"
    assert gaps.max() >= 4
