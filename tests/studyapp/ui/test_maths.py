"""Formulas are set as TeX would, refuse what is hostile, and come back from disk without their engine."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot
from ziamath.config import config
from ziamath.escapes import unescape
from ziamath.tex import tex2mml
from ziamath.zmath import Math

from studyapp.ui import mathml
from studyapp.ui.formula_image import formula_image
from studyapp.ui.maths import EM, INK, MAX_CHARACTERS, Drawing, Formula, FormulaError, read_drawing, typeset
from studyapp.ui.maths_cache import MAX_FILES_PER_DRAWER, FormulaCache
from studyapp.ui.typesetter import Typesetter
from tests.studyapp.ui.pixels import pixels

FORMULAS = (
    "x",
    r"p_i = \frac{e^{z_i/T}}{\sum_{j=1}^{K} e^{z_j/T}}",
    r"\left\lfloor\frac{n + 2p - d(k-1) - 1}{s}\right\rfloor + 1",
    r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\begin{aligned} G_0 &= r_1 + \gamma G_1 \\ &= 1 + 0.9 \cdot 2 \end{aligned}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    r"\mathbb{E}_\pi[G_t \mid S_t = s]",
    r"\alpha \bigl( r + \gamma \max_{a'} Q(s', a') - Q(s, a) \bigr)",
    r"\underbrace{a + b}_{c} \quad \hat{y} \quad \sqrt[3]{1 + x^2} \quad \lVert w \rVert",
    r"P(\hat{Y} = 1 \mid A = a)",
    r"\mathcal{N}(0, \sigma^2), \quad \mathbf{W}^\top \boldsymbol{\theta}",
    r"a \\ b",
)
HOSTILE = (
    "",
    "   ",
    "{",
    "}{",
    r"\frac{1}",
    r"x^",
    r"x_1_2",
    r"\left(",
    r"\begin{cases}",
    "a & b",
    r"\foo{x}",
    r"\newcommand{\a}{xx} \a",
    r"\href{http://example.org}{x}",
    r"\rule{100000em}{100000em}",
    r"\hspace{99999999em} x",
    "x" * (MAX_CHARACTERS + 1),
    "x" * MAX_CHARACTERS,
    r"\frac{" * 60 + "x" + "}" * 60,
    r"\left(" * 60 + "x" + r"\right)" * 60,
    r"\sqrt " * 150 + "x",
    "\0",
    "\ud800",
    r"\text{<!DOCTYPE a>}",
    r"\tag{1}",
)


@pytest.mark.parametrize("display", [False, True])
@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_are_drawings_that_qt_can_show_in_any_colour(qapp: QGuiApplication, latex: str, display: bool) -> None:
    drawing = typeset(Formula(latex, display))
    assert drawing.advance > 0 and drawing.ascent + drawing.descent > 0
    assert QSvgRenderer(QByteArray(drawing.svg.encode())).isValid() and INK in drawing.svg
    for name in ("#1F2328", "#E6E7EA"):
        image = formula_image(drawing, 40, QColor(name), 1).image
        colours, counts = np.unique(pixels(image).reshape(-1, 4), axis=0, return_counts=True)
        opaque = colours[:, 3] == 255
        assert QColor(*map(int, colours[opaque][counts[opaque].argmax()])) == QColor(name)


@pytest.mark.parametrize("letter", ["m", "y", r"\theta"])
def test_a_hat_adds_nothing_to_the_width_of_its_letter(letter: str) -> None:
    plain, hatted = (typeset(Formula(latex)).advance for latex in (letter, rf"\hat {letter}"))
    assert hatted == pytest.approx(plain, abs=0.1)


def test_rows_of_aligned_formulas_keep_their_distance() -> None:
    one, two = (typeset(Formula(rf"\begin{{aligned}}{rows}\end{{aligned}}", display=True)) for rows in ("x", r"x \\ x"))
    height = one.ascent + one.descent
    assert two.ascent + two.descent >= 2 * height + 0.4


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_images_have_a_pixel_of_their_own_for_every_pixel_of_the_screen(qapp: QGuiApplication, ratio: float) -> None:
    drawing = typeset(Formula(FORMULAS[1]))
    made = formula_image(drawing, 20, QColor("black"), ratio)
    assert made.image.devicePixelRatio() == ratio
    size = made.image.deviceIndependentSize()
    assert drawing.width / EM * 20 <= size.width() <= drawing.width / EM * 20 + 2 / ratio
    assert drawing.height / EM * 20 <= size.height() <= drawing.height / EM * 20 + 3 / ratio
    assert made.baseline == pytest.approx(-drawing.top / EM * 20 * ratio, abs=1)


def test_ink_reaches_down_to_the_baseline_and_no_further(qapp: QGuiApplication) -> None:
    made = formula_image(typeset(Formula(r"\mathrm{x}")), 40, QColor("black"), 2)
    rows = np.flatnonzero((pixels(made.image)[..., 3] > 127).any(axis=1))
    assert rows[-1] == made.baseline - 1
    assert len(rows) == pytest.approx(0.473 * 80, abs=1)  # the x-height of STIX Two Math, from its OS/2 table


@pytest.mark.parametrize("latex", FORMULAS)
def test_taking_out_rows_does_not_change_the_drawing(latex: str) -> None:
    config.svg2 = False
    plain, flat = (fromstring(unescape(tex2mml(latex))) for _ in range(2))
    for root in (plain, flat):
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
    mathml._flatten(flat)
    assert Math(flat, size=EM).svg() == Math(plain, size=EM).svg()
    assert mathml.work(flat) <= mathml.work(plain)


def test_operators_are_spaced_as_in_tex() -> None:
    def space(operator: str, bare: str) -> float:
        return typeset(Formula(operator)).advance - typeset(Formula(bare)).advance

    assert space("a=b", "a{=}b") == pytest.approx(2 * 5 / 18, abs=2e-3)
    assert space(r"a \to b", r"a {\to} b") == pytest.approx(2 * 5 / 18, abs=2e-3)
    assert space("a+b", "a{+}b") == pytest.approx(2 * 4 / 18, abs=2e-3)
    assert space("a,b", "a{,}b") == pytest.approx(3 / 18, abs=2e-3)
    assert space(r"a\quad b", "ab") == pytest.approx(1, abs=2e-3)
    assert space("(-1)", "({-}1)") == pytest.approx(0, abs=2e-3)
    assert space("a=-1", "a={-}1") == pytest.approx(0, abs=2e-3)
    letter = space("aa", "a")
    assert space(r"a\exp(x)", r"\exp(x)") - letter == pytest.approx(3 / 18, abs=0.03)
    assert space(r"\ln a", r"\ln(") - letter + space("((", "(") == pytest.approx(3 / 18, abs=0.03)
    assert space(r"a=\ln(", r"a=(") - space(r"\ln(", "(") == pytest.approx(0, abs=0.03)
    assert space(r"\max_b a", r"\max_b(") - letter + space("((", "(") == pytest.approx(3 / 18, abs=0.06)
    assert space(r"a\max_b a", r"\max_b a") - letter == pytest.approx(3 / 18, abs=0.06)
    assert space(r"a \sim b", r"a {\sim} b") == pytest.approx(2 * 5 / 18, abs=2e-3)
    assert space("x^{a+b}", "x^{a{+}b}") == pytest.approx(0, abs=2e-3)
    assert space(r"\sum_{a=b}", r"\sum_{a{=}b}") == pytest.approx(0, abs=2e-3)
    assert space("(2, -1)", "(2, {-}1)") == pytest.approx(0, abs=2e-3)


def test_named_operators_are_upright_with_or_without_a_space_in_the_name() -> None:
    def advance(latex: str) -> float:
        return typeset(Formula(latex)).advance

    assert advance(r"\operatorname{argmax}_a") == pytest.approx(advance(r"\operatorname*{argmax}_a"))
    assert advance(r"\operatorname*{arg\,max}") == pytest.approx(advance(r"\mathrm{arg\,max}"))


@pytest.mark.parametrize("latex", HOSTILE)
def test_what_cannot_be_set_is_refused_with_a_sentence(latex: str) -> None:
    with pytest.raises(FormulaError, match=r"^(The|This) formula .*\.$"):
        typeset(Formula(latex))


@given(st.lists(st.sampled_from([*r"xy12+-=()[]{}^_&\,'|<>$%#~ é漢", r"\frac", r"\sum", r"\left(", r"\\", r"\text"])))
def test_any_source_is_either_a_drawing_or_a_typed_error(parts: list[str]) -> None:
    try:
        drawing = typeset(Formula("".join(parts)))
    except FormulaError as error:
        assert str(error).endswith(".")
    else:
        assert read_drawing(drawing.svg) == drawing


def test_kept_formulas_are_shown_without_loading_the_engine(tmp_path: Path) -> None:
    formulas = [Formula(latex) for latex in FORMULAS]
    for formula in formulas:
        FormulaCache(tmp_path).keep(formula, typeset(formula))
    script = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from studyapp.ui.rich_text import RichText
from studyapp.ui.typesetter import Typesetter
application = QApplication([])
text = RichText(Typesetter(Path({str(tmp_path)!r})))
text.show_markdown({" and ".join(f"${formula.latex}$" for formula in formulas)!r})
text.show()
picture = text.grab()
print(sorted({{"ziamath", "latex2mathml", "torch", "matplotlib", "sympy"}} & sys.modules.keys()))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_damaged_file_is_set_again_and_a_blocked_folder_keeps_nothing(tmp_path: Path) -> None:
    formula = Formula("x+y")
    cache = FormulaCache(tmp_path / "formulas")
    assert cache.drawing(formula) is None
    drawing = typeset(formula)
    cache.keep(formula, drawing)
    assert cache.drawing(formula) == drawing
    (kept,) = (tmp_path / "formulas").rglob("*.svg")
    for damage in (b"", b"<svg", b"\xff\xfe", drawing.svg.encode()[:-20]):
        kept.write_bytes(damage)
        assert cache.drawing(formula) is None
    (tmp_path / "file").write_text("in the way")
    blocked = FormulaCache(tmp_path / "file")
    blocked.keep(formula, drawing)
    assert blocked.drawing(formula) is None
    assert FormulaCache(None).drawing(formula) is None


def test_the_cache_does_not_grow_without_bound(tmp_path: Path) -> None:
    cache, drawing = FormulaCache(tmp_path), typeset(Formula("x"))
    drawer = cache._file(tmp_path, Formula("x")).parent
    drawer.mkdir()
    for number in range(3 * MAX_FILES_PER_DRAWER):
        (drawer / f"{number}.svg").write_text("old")
    cache.keep(Formula("x"), drawing)
    cache.keep(Formula("x"), drawing)
    assert len(list(drawer.iterdir())) < 2 * MAX_FILES_PER_DRAWER
    assert cache.drawing(Formula("x")) == drawing


def test_inline_and_displayed_and_every_source_have_a_file_of_their_own(tmp_path: Path) -> None:
    cache = FormulaCache(tmp_path)
    formulas = (Formula("x"), Formula("x", display=True), Formula("y"), Formula("\ud800"), Formula("\ud801"))
    assert len({cache._file(tmp_path, formula) for formula in formulas}) == len(formulas)


def test_a_formula_is_set_once_and_then_known(tmp_path: Path) -> None:
    typesetter = Typesetter(tmp_path)
    assert typesetter.known(Formula("a+b")) is None
    drawing = typesetter.set_now(Formula("a+b"))
    assert isinstance(drawing, Drawing) and typesetter.known(Formula("a+b")) is drawing
    assert Typesetter(tmp_path).known(Formula("a+b")) == drawing
    error = typesetter.set_now(Formula("{"))
    assert isinstance(error, FormulaError) and typesetter.known(Formula("{")) is error


def test_a_budget_is_kept_and_what_is_left_is_set_while_idle(qtbot: QtBot) -> None:
    typesetter = Typesetter()
    formulas = [Formula(f"x_{{{number}}}") for number in range(30)]
    typesetter.set_now(formulas[0])  # the engine is loaded
    left = typesetter.set_within(formulas, 0)
    assert left == formulas[1:]
    done: set[Formula] = set()
    typesetter.formulas_set.connect(done.update)
    typesetter.set_soon(left)
    qtbot.waitUntil(lambda: done == set(left))
    assert typesetter.set_within(formulas, 0) == []


def test_what_is_asked_for_last_is_set_first(qtbot: QtBot) -> None:
    typesetter = Typesetter()
    early, late = [Formula(f"a_{{{n}}}") for n in range(9)], [Formula(f"b_{{{n}}}") for n in range(3)]
    typesetter.set_soon(early)
    typesetter.set_soon(late)
    reported: list[Formula] = []
    typesetter.formulas_set.connect(reported.extend)
    qtbot.waitUntil(lambda: len(reported) == len(early) + len(late))
    assert list(typesetter._known) == [*late, *early]


def test_the_engine_is_loaded_piece_by_piece_and_works_as_if_loaded_at_once() -> None:
    script = """
from PySide6.QtCore import QCoreApplication, QTimer
from studyapp.ui.maths import Formula
from studyapp.ui.maths_engine import is_loaded
from studyapp.ui.typesetter import Typesetter
import sys
application = QCoreApplication([])
typesetter = Typesetter()
assert typesetter.set_within([Formula("x")], 1000) == [Formula("x")], "loading would take longer than the budget"
typesetter.load_soon()
turns = []
timer = QTimer(interval=0)
timer.timeout.connect(lambda: turns.append(1) or is_loaded() and application.quit())
timer.start()
application.exec()
import ziamath
print(len(turns) >= 6, ziamath.__version__, ziamath.Latex("x").getsize()[0] > 0)
print(typesetter.set_within([Formula("x")], 1000), typesetter.known(Formula("x")).svg[:4])
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == [f"True {version('ziamath')} True", "[] <svg"]
