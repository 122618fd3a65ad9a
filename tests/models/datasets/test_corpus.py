"""A text in numbers and back, what is kept back of it, and the baseline of counting."""

from __future__ import annotations

from collections import Counter
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.datasets.corpus import LARGEST_ALPHABET, SHORTEST_TEXT, UNKNOWN, read_corpus
from models.errors import DemoError

texts = st.text("aeinorst \n.,é🙂", min_size=SHORTEST_TEXT, max_size=400)


@given(texts)
def test_the_two_parts_are_the_text_and_a_tenth_is_kept_back(text: str) -> None:
    corpus = read_corpus(text)
    assert corpus.text(np.concatenate([corpus.training, corpus.held_out])) == text
    assert len(corpus.held_out) == len(text) // 10
    assert list(corpus.characters) == sorted(set(text))


@given(texts)
def test_the_prompt_is_a_piece_of_what_was_kept_back(text: str) -> None:
    corpus = read_corpus(text)
    prompt = corpus.text(corpus.prompt())
    assert prompt
    assert prompt in corpus.text(corpus.held_out)


def test_the_prompt_is_made_of_whole_words() -> None:
    corpus = read_corpus("letters " * 200)
    assert corpus.text(corpus.prompt()) == "letters letters letters "


def test_the_rarest_characters_of_a_large_alphabet_share_one_sign() -> None:
    rare = "".join(chr(0x4E00 + number) for number in range(2 * LARGEST_ALPHABET))
    corpus = read_corpus(rare + "abc" * 100)
    assert len(corpus.characters) == LARGEST_ALPHABET
    assert {"a", "b", "c", UNKNOWN} <= set(corpus.characters)
    assert UNKNOWN in corpus.text(corpus.training)


@pytest.mark.parametrize("strange", ["\0", UNKNOWN, "\ud800", "\U0010ffff"])
def test_every_character_can_be_read(strange: str) -> None:
    text = f"{strange}a" * SHORTEST_TEXT
    corpus = read_corpus(text)
    assert corpus.text(np.concatenate([corpus.training, corpus.held_out])) == text


def test_counting_letters_costs_what_their_frequencies_say() -> None:
    text = "abracadabra, said the magician, and the cat was gone. " * 20
    corpus = read_corpus(text)
    start = len(text) - len(text) // 10
    seen = Counter(text[:start]) + Counter(set(text))  # one more of each, so that none has the chance 0
    bits = [-log2(seen[letter] / seen.total()) for letter in text[start:]]
    assert corpus.bits_by_counting() == pytest.approx(sum(bits) / len(bits))


@pytest.mark.parametrize("text", ["", "too short", "x" * (SHORTEST_TEXT - 1)])
def test_a_text_that_is_too_short_is_refused_with_its_length(text: str) -> None:
    with pytest.raises(DemoError, match=rf"has {len(text)} characters.*at least 200"):
        read_corpus(text)
