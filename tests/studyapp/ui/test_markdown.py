"""Markdown becomes a page: what is where, what is escaped, and what embedded examples show."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.errors import BankError
from studyapp.ui.highlight import highlight
from studyapp.ui.markdown import MAX_CHARACTERS, Box, Heading, Page, Picture, render, render_plain
from studyapp.ui.maths import Formula
from studyapp.ui.theme import DARK, LIGHT

FRAGMENTS = st.sampled_from(
    [
        *(
            "# a\n",
            "## The idea\n",
            "- a\n",
            "  - b\n",
            "1. c\n",
            "> d\n",
            "```python\n",
            "```\n",
            "```example a seed=1\n",
        ),
        *(
            "$x$",
            "$",
            "$$",
            "$$x$$",
            "|a|b|\n|-|-:|\n|1|2|\n",
            "**",
            "_",
            "`",
            "~~",
            "---\n",
            "\n\n",
            "\n",
            "    ",
            "\\",
        ),
        *("[a](topic:b)", "[a](http://c.d)", "[a](javascript:e)", "![f](figure:g)", "![h](../i.png)", "<b>", "&lt;"),
        *("\ufffc", "\u2028", "\0", "\ud800", "é漢🙂", '"', "'", "word "),
    ]
)
markdown = st.lists(FRAGMENTS, max_size=25).map("".join)


def page(text: str) -> Page:
    return render(text, LIGHT)


def test_formulas_and_pictures_are_objects_in_the_order_of_the_text() -> None:
    made = page("$a$ and ![b](figure:b)\n\n$$\nc\n$$\n\n| $d$ |\n|---|\n| $e$ |\n\nA $$f$$ inside.")
    assert made.objects == (
        Formula("a"),
        Picture("figure:b", "b"),
        Formula("c", display=True),
        Formula("d"),
        Formula("e"),
        Formula("f", display=True),
    )
    places = [made.html.index(f'<img src="object:{number}">') for number in range(6)]
    assert places == sorted(places)


def test_a_displayed_formula_inside_a_line_gets_a_line_of_its_own() -> None:
    def lines(text: str) -> list[str]:
        return [re.sub("<[^>]+>", "", line).strip() for line in page(text).html.split("</p>")[:-1]]

    assert lines("Before: $$a$$, after.") == ["Before:", "", "after."]
    assert lines("Before\n$$a$$") == ["Before", ""]
    assert lines("$$a$$ after") == ["", "after"]
    assert "Before" in page("- Before $$a$$ after\n- next").html and lines("- Before $$a$$ after\n- next")[1] == "after"
    assert "<p" not in page("| $$a$$ |\n|---|").html
    assert page("Before: $$a$$, after.").tails == (",",)


def test_prices_are_not_formulas_and_formulas_need_not_be_spaced() -> None:
    assert page("It costs $5 here and $6 there, \\$7 elsewhere.").objects == ()
    assert page("($x$-axis, $2$, $n$.)").objects == (Formula("x"), Formula("2"), Formula("n"))


def test_punctuation_stays_with_the_formula_before_it() -> None:
    made = page("So $a$, ($b$). Then $c$-th, $d$ **$e$**! $f$*.*")
    assert made.objects == tuple(map(Formula, "abcdef"))
    assert made.tails == (",", ").", "-", "", "", "")
    words = re.sub("<[^>]+>", "|", made.html).replace("\u200c", "")
    assert "So | (|" in words and "| Then |th, | " in words


def test_headings_have_slugs_that_are_unique() -> None:
    made = page("# Title\n\n## The idea, again!\n\n### $T$ at work\n\n## The idea, again!\n")
    assert made.headings == (
        Heading(1, "Title", "title"),
        Heading(2, "The idea, again!", "the-idea-again"),
        Heading(3, "T at work", "t-at-work"),
        Heading(2, "The idea, again!", "the-idea-again-2"),
    )


def test_links_lead_into_the_app_or_the_web_and_nowhere_else() -> None:
    targets = ("exercise:a", "demo:b", "topic:c.d#e", "https://f.g/h?i=1&j=2", "#k")
    html = page(" ".join(f"[x]({target})" for target in targets)).html
    for target in targets:
        assert f'<a href="{target.replace("&", "&amp;")}">' in html
    for target in ("javascript:a", "file:///etc/passwd", "data:text/html,x", "ftp://a.b", "relative.md", "figure:a"):
        assert "<a" not in page(f"[words]({target})").html, target


def test_html_is_shown_as_it_was_typed() -> None:
    html = page('A <b onclick="x">word</b>\n\n<script>alert(1)</script>\n\n`<i>` & [<u>](topic:"onclick)').html
    for tag in ("<b ", "<script", "<i>", "<u>", '"onclick'):
        assert tag not in html
    assert "&lt;script&gt;" in html and "&lt;i&gt;" in html


def test_tables_keep_their_columns_alignment_and_boxes_their_order() -> None:
    made = page("> note\n\n| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n\n```\ncode\n```\n\n> > deep")
    assert made.boxes == (Box.CALL_OUT, Box.TABLE, Box.CODE, Box.CALL_OUT, Box.CALL_OUT)
    assert made.html.count("<table") == len(made.boxes)
    for cell in ('<th align="left">', '<th align="center">', '<td align="right">'):
        assert cell in made.html


def test_code_is_highlighted_in_the_themes_colours_and_keeps_every_character() -> None:
    code = "def f(x):\n\n    return '<b>' if x else 1  # why\n"
    for theme in (LIGHT, DARK):
        html = highlight(code, "python", theme)
        for colour, part in ((theme.accent, "def"), (theme.right, "&lt;b&gt;"), (theme.unreadable, "1")):
            assert f'<span style="color:{colour}">{part}</span>' in html
        words = unescape(re.sub("<[^>]+>", "", html.replace("<br>", "\n")))
        assert [line.rstrip() for line in words.split("\n")] == code.rstrip().split("\n")
    assert "color" not in highlight(code, "klingon", LIGHT)
    assert highlight("a\n\tb\n\n", "", LIGHT) == "a<br>    b"


def test_an_example_is_set_in_a_card_of_its_own() -> None:
    asked: list[tuple[str, int, int]] = []

    def example(family: str, seed: int, difficulty: int) -> str:
        asked.append((family, seed, difficulty))
        return "## Find $x$\n\n```example other\n```"

    made = render(
        "## A\n\n```example conv-parameters seed=7 difficulty=2\n```\n\n```example a-b\n```", LIGHT, example=example
    )
    assert asked == [("conv-parameters", 7, 2), ("a-b", 1, 1)]
    assert made.boxes == (Box.EXAMPLE, Box.CODE, Box.EXAMPLE, Box.CODE)
    assert [heading.slug for heading in made.headings] == ["a"]
    assert made.objects == (Formula("x"), Formula("x"))


@pytest.mark.parametrize(
    "info", ["example", "example a seed=x", "example a difficulty=12", "example ../a", "example A B"]
)
def test_an_example_that_is_written_wrongly_says_how_to_write_it(info: str) -> None:
    made = render(f"```{info}\n```", LIGHT, example=lambda *_: pytest.fail("asked for an example"))
    assert "example FAMILY seed=7 difficulty=2" in made.html


def test_an_example_that_does_not_exist_is_said_in_a_sentence() -> None:
    def example(family: str, _seed: int, _difficulty: int) -> str:
        raise BankError(f"There is no exercise family {family!r}.")

    assert "There is no exercise family" in render("```example nope\n```", LIGHT, example=example).html
    assert "is shown in the note" in render("```example nope\n```", LIGHT).html


def test_a_title_stands_above_and_is_no_heading() -> None:
    made = render("text", LIGHT, title="A <title>", subtitle="About 5 minutes")
    assert made.html.index("A &lt;title&gt;") < made.html.index("About 5 minutes") < made.html.index("text")
    assert made.headings == ()


def test_plain_text_stays_plain() -> None:
    made = render_plain("a *b* <c> $d$\n# e")
    assert "a *b* &lt;c&gt; $d$<br># e" in made.html and not made.objects
    assert render_plain("").html == ""


def test_a_text_without_end_is_cut_and_says_so() -> None:
    made = page("word " * MAX_CHARACTERS)
    assert len(made.html) < 2 * MAX_CHARACTERS and "too long to be shown" in made.html


@given(markdown)
def test_any_text_makes_a_page_whose_parts_fit_together(text: str) -> None:
    made = render(text, LIGHT, example=lambda family, seed, difficulty: f"*{family}* {seed} {difficulty}\n\n> $y$")
    assert made.html.count("<img") == len(made.objects)
    assert made.html.count("<table") == made.html.count("</table>") == len(made.boxes)
    assert made.html.count("<p") == made.html.count("</p>")
    assert made.html.count("<a ") == made.html.count("</a>")
    assert "\ufffc" not in made.html and "<script" not in made.html
