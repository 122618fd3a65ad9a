"""Decks of Anki become cards with their words and formulas, and nothing else comes in with them."""

from __future__ import annotations

from pathlib import Path

import genanki
import pytest

from studyapp.anki_package import read_deck
from studyapp.study.anki import NO_TEXT, AnkiError, NoteType, Template, sides
from studyapp.study.foreign_text import markdown_of
from tests.studyapp.anki_decks import BASIC, CLOZE, DECK, REVERSED, TYPED, package, repacked

TOPIC = "cnn.convolution"


def sides_of(path: Path) -> list[tuple[str, str]]:
    return [(card.front, card.back) for card in read_deck(path, TOPIC).cards]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deck.apkg"


def test_a_basic_note_becomes_a_card_of_the_topic_and_keeps_its_deck_s_name(path: Path) -> None:
    deck = read_deck(package(path, [(BASIC, ["What is <b>stride</b>?", "The step of the kernel."])]), TOPIC)
    (card,) = deck.cards
    assert (card.topic, card.front, card.back) == (TOPIC, "What is stride?", "The step of the kernel.")
    assert card.source == f"deck:{DECK}"
    assert deck.sentence == "1 card."


def test_the_back_does_not_repeat_the_front(path: Path) -> None:
    assert sides_of(package(path, [(BASIC, ["padding", "zeros around"])])) == [("padding", "zeros around")]


def test_a_reversed_note_becomes_two_cards(path: Path) -> None:
    assert sides_of(package(path, [(REVERSED, ["pool", "shrink"])])) == [("pool", "shrink"), ("shrink", "pool")]


def test_each_number_of_a_cloze_is_a_card_of_its_own(path: Path) -> None:
    text = "{{c1::Adam}} keeps a mean of {{c2::gradients::of what?}} and of {{c2::their squares}}"
    shown = "Adam keeps a mean of gradients and of their squares"
    assert sides_of(package(path, [(CLOZE, [text, "Kingma, Ba"])])) == [
        ("\\[…\\] keeps a mean of gradients and of their squares", f"{shown}\\\nKingma, Ba"),
        ("Adam keeps a mean of \\[of what?\\] and of \\[…\\]", f"{shown}\\\nKingma, Ba"),
    ]


def test_a_gap_within_a_gap_is_hidden_with_it() -> None:
    kind = NoteType(("Text",), (Template("{{cloze:Text}}", "{{cloze:Text}}"),), is_cloze=True)
    pairs = [sides(kind, ["a {{c1::b {{c2::c}} d}} e"], number) for number in range(3)]
    assert pairs == [("a […] e", "a b c d e"), ("a b […] d e", "a b c d e"), None]


def test_a_box_to_type_in_does_not_show_the_answer(path: Path) -> None:
    assert sides_of(package(path, [(TYPED, ["2 + 2", "4"])])) == [("2 + 2", "4")]


def test_conditions_on_fields_are_followed(path: Path) -> None:
    front = "{{#Extra}}With: {{Extra}}. {{/Extra}}{{^Extra}}Alone. {{/Extra}}{{Question}}"
    model = genanki.Model(
        1_607_392_319,
        "conditions",
        fields=[{"name": "Question"}, {"name": "Answer"}, {"name": "Extra"}],
        templates=[{"name": "Card", "qfmt": front, "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}"}],
    )
    notes = [(model, ["one", "1", ""]), (model, ["two", "2", "a hint"])]
    assert sides_of(package(path, notes)) == [("Alone. one", "1"), ("With: a hint. two", "2")]


def test_formulas_stand_between_dollars_and_money_does_not(path: Path) -> None:
    front = r"Is \( a &lt; b \) or \[\frac{1}{2}\] worth $5?"
    ((shown, back),) = sides_of(package(path, [(BASIC, [front, "[$]x^2[/$] and [latex]$y$[/latex]"])]))
    assert shown == r"Is $a < b$ or $$\frac{1}{2}$$ worth \$5?"
    assert back == "$x^2$ and $y$"
    assert markdown_of(r"\(x\)5\(y\)\(z\)") == "$x$ 5 $y$ $z$", "a dollar beside a digit would be money"


def test_cards_of_pictures_or_sounds_are_left_out_and_counted(path: Path) -> None:
    notes = [
        (BASIC, ['<img src="x.png">', "a cat"]),
        (BASIC, ["Say it", "[sound:cat.mp3]"]),
        (BASIC, ['A cat: <img src="x.png">', "yes"]),
    ]
    deck = read_deck(package(path, notes), TOPIC)
    assert [card.front for card in deck.cards] == ["A cat: (picture)"]
    assert deck.left_out == {NO_TEXT: 2}
    assert deck.sentence == "1 card; left out: 2 with only pictures or sounds."


def test_a_side_that_is_too_long_is_left_out(path: Path) -> None:
    deck = read_deck(package(path, [(BASIC, ["x" * 10_001, "long"]), (BASIC, ["short", "y"])]), TOPIC)
    assert [card.back for card in deck.cards] == ["y"]
    assert sum(deck.left_out.values()) == 1


def test_a_question_that_is_there_twice_is_taken_once(path: Path) -> None:
    notes = [(BASIC, ["same", "first"]), (BASIC, ["<i>same</i>", "second"])]
    assert sides_of(package(path, notes)) == [("same", "first")]


def test_the_newer_of_two_collections_is_read(path: Path) -> None:
    repacked(package(path, [(BASIC, ["a", "b"])]), name="collection.anki21")
    assert sides_of(path) == [("a", "b")]


def test_the_plain_text_export_of_notes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        'abc\tBasic\tNets\t"What is <b>""ReLU""</b>?"\tmax(0, x)\ttag1 tag2\n'
        "def\tCloze\tNets\tIt is {{c1::zero}} below {{c2::zero}}\tExtra\t\n",
        encoding="utf-8",
    )
    deck = read_deck(path, TOPIC)
    assert [(card.front, card.back) for card in deck.cards] == [
        ('What is "ReLU"?', "max(0, x)"),
        ("It is \\[…\\] below zero", "It is zero below zero\\\nExtra"),
        ("It is zero below \\[…\\]", "It is zero below zero\\\nExtra"),
    ]
    assert {card.source for card in deck.cards} == {"deck:Nets"}


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("front\tback\n\nlonely\n", 1),
        ("#separator:Semicolon\nfront;back\n", 0),
        ("#separator:,\n#html:false\nfront,back", 0),
    ],
)
def test_plain_text_is_read_with_its_own_separator(tmp_path: Path, text: str, left_out: int) -> None:
    path = tmp_path / "My deck.txt"
    path.write_text(text, encoding="utf-8")
    deck = read_deck(path, TOPIC)
    assert [(card.front, card.back, card.source) for card in deck.cards] == [("front", "back", "deck:My deck")]
    assert sum(deck.left_out.values()) == left_out


@pytest.mark.parametrize("content", [b"", b"\n\n", b"one column\nonly\n", b"\xff\xfe\x00", b"#separator:tab\n"])
def test_a_text_without_cards_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "deck.txt"
    path.write_bytes(content)
    with pytest.raises(AnkiError, match=r"no cards|not a text"):
        read_deck(path, TOPIC)


def test_a_row_that_can_t_be_read_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "deck.txt"
    path.write_text("a\tb\nc\t" + "x" * 140_000 + "\n", encoding="utf-8")
    with pytest.raises(AnkiError, match="at line 2"):
        read_deck(path, TOPIC)
