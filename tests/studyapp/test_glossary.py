"""Terms are found where they occur in the notes of others, as whole words, and lead to where they are introduced."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.study.catalog import Catalog
from studyapp.study.glossary import NO_TERMS, Gloss, Glossary, Terms, place_of_term
from studyapp.study.note_sections import Section, sections
from tests.studyapp.notes_in_a_folder import small_catalog


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return small_catalog(tmp_path)


def terms(*names: str) -> Terms:
    return Terms({name: Gloss(name, "", "", "", "") for name in names})


def found(names: Terms, text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.gloss.term) for each in names.found_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kernels slide. KERNEL!", [("Kernels", "kernel"), ("KERNEL", "kernel")]),
        ("kernelled sub-kernel kernel-wise kernel_size", []),
        (
            "max pooling, max-pooling and poolings",
            [("max pooling",) * 2, ("max-pooling", "max pooling"), ("poolings", "pooling")],
        ),
        ("max, pooling", [("pooling", "pooling")]),
        ("the biases and the bias", [("biases", "bias"), ("bias", "bias")]),
        ("loss, losses, lo", [("loss", "loss"), ("losses", "loss")]),
        ("a dead unit is no unit", [("dead unit", "dead unit")]),
        ("", []),
    ],
)
def test_whole_words_are_found_in_any_case_one_or_many(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(terms("kernel", "pooling", "max pooling", "bias", "loss", "dead unit"), text) == expected


def test_without_terms_nothing_is_found() -> None:
    assert found(NO_TERMS, "anything at all") == []


def test_a_note_s_own_terms_are_not_explained_in_it(catalog: Catalog) -> None:
    own = Glossary(catalog).terms_for(catalog.topic("cnn.pooling"))
    assert found(own, "max pooling with same padding") == [("same padding", "same padding")]


def test_of_two_notes_with_one_term_the_nearer_explains_it(catalog: Catalog) -> None:
    (near,) = Glossary(catalog).terms_for(catalog.topic("cnn.padding")).found_in("bias")
    assert (near.gloss.topic, near.gloss.title) == ("cnn.pooling", "Pooling")


def test_an_everyday_word_is_a_term_only_on_the_shelf_that_introduces_it(catalog: Catalog) -> None:
    glossary = Glossary(catalog)
    assert [term for _, term in found(glossary.terms_for(catalog.topic("cnn.pooling")), "the root")] == ["root"]
    assert found(glossary.terms_for(catalog.topic("rl.returns")), "the root") == []


def test_sentences_have_no_marks_of_markdown(catalog: Catalog) -> None:
    (each,) = Glossary(catalog).terms_for(catalog.topic("cnn.padding")).found_in("discounts")
    assert each.gloss.sentence == "How much less a reward counts when it comes 1 step later."
    assert each.gloss.address == "term:rl.returns#discount"


def test_a_term_leads_to_the_section_that_introduces_it(catalog: Catalog) -> None:
    assert place_of_term(catalog.topic("cnn.padding"), "same padding") == "same-padding"
    assert place_of_term(catalog.topic("cnn.pooling"), "max pooling") == "the-idea"
    assert place_of_term(catalog.topic("rl.returns"), "nowhere") == ""


def test_a_note_without_headings_is_one_section() -> None:
    assert list(sections("Some **words** only.")) == [Section("", "", "Some words only.", frozenset({"words"}))]
