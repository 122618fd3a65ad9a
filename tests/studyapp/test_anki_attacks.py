"""A deck made to do harm is refused with a sentence, in little time and memory, and nothing of it stays."""

from __future__ import annotations

import struct
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studyapp import anki_package
from studyapp.anki_package import read_deck
from studyapp.study import anki
from studyapp.study.anki import AnkiError, NoteType, Template, sides
from studyapp.study.foreign_text import escaped, markdown_of
from studyapp.ui.markdown import parser
from tests.studyapp.anki_decks import BASIC, package, repacked

# Looks like a table, and counts for ever.
ENDLESS = """
    create view notes as with recursive n(i) as (select 1 union all select i + 1 from n)
    select i as id, 1 as mid, 'a' as flds from n
"""
NEVER_ALLOWED = {
    "link_open",
    "image",
    "html_inline",
    "html_block",
    "code_inline",
    "code_block",
    "fence",
    "heading_open",
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a package with one card."""
    return package(tmp_path_factory.mktemp("good") / "deck.apkg", [(BASIC, ["front", "back"])]).read_bytes()


@pytest.fixture
def path(tmp_path: Path, good: bytes) -> Path:
    path = tmp_path / "deck.apkg"
    path.write_bytes(good)
    return path


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where temporary files are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def refusal(path: Path) -> str:
    with pytest.raises(AnkiError) as caught:
        read_deck(path, "cnn.convolution")
    words = str(caught.value)
    assert words.endswith(".") and "\n" not in words
    return words


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06", b"not a zip" * 1000])
def test_what_is_no_zip_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "not a zip" in refusal(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "gone.apkg can't be read" in refusal(tmp_path / "gone.apkg")


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_package_is_refused_or_read_and_never_crashes(data: st.DataObject, good: bytes) -> None:
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
        try:
            assert read_deck(path, "cnn.convolution").cards
        except AnkiError as error:
            assert str(error).endswith(".")


def test_a_zip_without_a_collection_is_refused(path: Path) -> None:
    repacked(path, name="something.else")
    assert "no collection" in refusal(path)


def test_the_newest_form_says_what_to_export_instead(path: Path) -> None:
    repacked(path, name="collection.anki21b")
    assert "Support older Anki versions" in refusal(path)
    package(path, [(BASIC, ["front", "back"])])
    repacked(path, "update col set models = ''")
    assert "Support older Anki versions" in refusal(path)


def test_a_zip_bomb_is_stopped_while_it_is_unpacked(
    path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_package, "LARGEST_COLLECTION", 5_000_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("collection.anki2", bytes(50_000_000))
    assert path.stat().st_size < 100_000
    assert "larger than 5 MB" in refusal(path)
    assert list(temporary.iterdir()) == []


def test_a_size_that_is_a_lie_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_package, "LARGEST_COLLECTION", 5_000_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("collection.anki2", bytes(50_000_000))
    content = path.read_bytes().replace(struct.pack("<L", 50_000_000), struct.pack("<L", 1_000))
    path.write_bytes(content)
    assert "damaged" in refusal(path) or "no package" in refusal(path)


def test_a_packing_that_can_t_be_unpacked_piece_by_piece_is_refused(path: Path) -> None:
    repacked(path, packing=zipfile.ZIP_BZIP2)
    assert "packed in a way" in refusal(path)


def test_too_many_files_are_refused_before_they_are_listed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_package, "LARGEST_INDEX", 10_000)
    with zipfile.ZipFile(path, "a") as whole:
        for number in range(400):
            whole.writestr(str(number), b"")
    assert "too many files" in refusal(path)


def test_a_package_that_is_too_large_is_not_opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_package, "LARGEST_PACKAGE", 100)
    assert "larger than" in refusal(path)


@pytest.mark.parametrize(
    "statements",
    [
        ("drop table notes", ENDLESS),
        ("drop table notes",),
        ("drop table notes", "create virtual table notes using fts5(id, mid, flds)"),
        ("drop table col", "create view col as select 1 as models, load_extension('x') as decks"),
    ],
    ids=["endless view", "no notes", "virtual table", "function"],
)
def test_tables_that_are_none_are_refused(path: Path, statements: tuple[str, ...]) -> None:
    repacked(path, *statements)
    assert "other tables" in refusal(path)


def test_a_database_cannot_be_made_to_work_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_package, "MOST_WORK", 3)
    monkeypatch.setattr(anki_package, "ROUND", 200)
    package(path, [(BASIC, [f"front {number}", "back"]) for number in range(400)])
    assert "interrupted" in refusal(path)


@pytest.mark.parametrize(
    "change",
    [
        "update col set models = '{\"1\": 5}'",
        "update col set models = '[' ",
        "update col set decks = '[]'",
        "update col set models = x'ff'",
        "update notes set flds = cast(x'ff' as text)",
        "delete from notes",
        "delete from col",
        "update notes set flds = 7",
        "update cards set ord = -1",
        "update cards set ord = 'x'",
    ],
)
def test_a_collection_with_nonsense_in_it_is_refused(path: Path, change: str) -> None:
    assert refusal(repacked(path, change))


@pytest.mark.parametrize("models", ["5", "1.5", "'{\"1\": {\"x\": ' || replace(hex(zeroblob(4500)), '0', '[')"])
def test_note_types_that_are_no_text_or_endless_are_refused(path: Path, models: str) -> None:
    statement = "insert into col values ({}, '{{}}')"
    assert refusal(
        repacked(path, "drop table col", "create table col (models, decks)", statement.format(models)),
    )


def test_more_cards_than_anyone_learns_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki, "MOST_CARDS", 2)
    package(path, [(BASIC, [f"front {number}", "back"]) for number in range(3)])
    assert "Export a part" in refusal(path)


def test_one_long_note_on_any_number_of_cards_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_package, "MOST_FILLED_IN", 10_000)
    package(path, [(BASIC, ["front", "back" * 400])] * 9)
    assert "Export a part" in refusal(path)


def test_conditions_by_the_thousand_take_no_time_to_speak_of() -> None:
    kind = NoteType(("Front", "Back"), (Template("{{#Front}}" * 60_000 + "{{Front}}", "{{Back}}"),))
    began = time.process_time()
    assert sides(kind, ["front", "back"], 0) == ("front", "back")
    assert time.process_time() - began < 1, "every place looked at all conditions before it: 9 s"


def test_the_name_of_a_deck_is_cut_where_no_export_could_carry_it(path: Path) -> None:
    longer = """update col set decks = json_set(decks, '$."20260301".name', replace(hex(zeroblob(2500)), '0', 'a'))"""
    repacked(path, longer)
    assert len(read_deck(path, "").cards[0].source) < 300


def test_a_template_cannot_make_a_card_longer_than_its_limit() -> None:
    kind = NoteType(("F",), (Template("{{F}}" * 100_000, "{{F}}"),))
    pair = sides(kind, ["x" * 10_000], 0)
    assert pair is not None and len(pair[0]) < 60_000


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        "<!-- hidden -->",
        "<scr<script>ipt>x</script>",
        "<iframe src=x>inside</iframe>",
        "<script>never closed",
        "<img src=file:///etc/passwd onerror=x>",
    ],
)
def test_nothing_of_a_script_is_left(text: str) -> None:
    shown = markdown_of(f"before {text} after")
    assert shown.startswith("before")
    for word in ("alert", "p {}", "hidden", "src", "onerror", "inside", "never"):
        assert word not in shown


@pytest.mark.parametrize(
    ("foreign", "text"),
    [
        ("a<br>b<div>c</div>", "a\\\nb\\\nc"),
        ("1 &lt; 2 and 3 < 4", r"1 \< 2 and 3 \< 4"),
        ("&lt;script&gt;", r"\<script\>"),
        ("[a](http://x)", r"\[a\](http://x)"),
        ("![a](file:///x)", r"!\[a\](file:///x)"),
        ("- not a list", r"\- not a list"),
        ("2026. was", r"2026\. was"),
        ("f_i * g", r"f\_i \* g"),
        (r"\([a](b) ![c] &lt;d\)", "$[a] (b) ! [c] < d$"),
        ("&nbsp;", ""),
    ],
)
def test_signs_of_markdown_are_shown_as_they_are(foreign: str, text: str) -> None:
    assert markdown_of(foreign) == text


foreign_texts = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [*"\\`*_{}[]()<>#+-.!|~$&=:;1 \n", "](", "![", "\\(", "\\)", "\\[", "\\]", "[$]", "[/$]", "<br>", "    "]
        ),
        st.sampled_from(
            ["http://x.y", "file:///x", "&lt;", "&#36;", "<a href=x>", "<img>", "```", "[latex]", "[/latex]"]
        ),
    ),
    max_size=25,
).map("".join)


@given(foreign_texts)
@example(r"\(![a](file:///x)\)5")
@example(r"5\([a](http://x)\)")
@example(r"\(a\)\(<http://x.y>\)")
@example(r"\\(`a`\)")
def test_whatever_comes_in_no_link_picture_or_html_is_ever_shown(foreign: str) -> None:
    for token in parser().parse(markdown_of(foreign)):
        assert token.type not in NEVER_ALLOWED
        assert {child.type for child in token.children or ()} & NEVER_ALLOWED == set()


@given(st.text(max_size=60))
def test_escaped_text_reads_as_it_was(text: str) -> None:
    words = " ".join(text.split())
    shown = "".join(
        child.content for token in parser().parse(escaped(words)) for child in token.children or () if child.content
    )
    quotes = str.maketrans("“”‘’", "\"\"''")
    assert shown.translate(quotes) == words.translate(quotes).replace("\0", "\ufffd")


@pytest.mark.parametrize("sign", ["<", "<!--", "<script>", "\\(", "{{c1::", "[sound:", "&", "[$]"])
def test_signs_by_the_thousand_take_no_time_to_speak_of(sign: str) -> None:
    assert len(markdown_of(sign * 5_000)) < 100_000
