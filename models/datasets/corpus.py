"""A text as a character model reads it: numbers for characters, and a last part that is kept back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.errors import DemoError

SHORTEST_TEXT = 200  # characters
HELD_OUT = 10  # one part in so many, the last one, is kept back
LARGEST_ALPHABET = 256  # different characters; the rarest of a text that has more share one sign
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
PROMPT_LENGTH = 24  # characters at most
SIGNS = {" ": "␣", "\n": "↵", "\t": "⇥"}  # for white space that stands alone


@dataclass(frozen=True, slots=True)
class Corpus:
    """A text in numbers: ``characters[training[i]]`` is its i-th character; ``held_out`` is its last tenth."""

    characters: tuple[str, ...]
    training: NDArray[np.int64]
    held_out: NDArray[np.int64]

    def text(self, ids: NDArray[np.int64]) -> str:
        """Return the numbers as text."""
        return "".join(self.characters[each] for each in ids)

    def sign(self, number: int) -> str:
        """Return a character as it is shown by itself: white space as a sign."""
        character = self.characters[number]
        return SIGNS.get(character, character)

    def prompt(self) -> NDArray[np.int64]:
        """Return the first whole words that were kept back, and the space after them: what comes next is open."""
        words = self.text(self.held_out)
        start = words.find(" ", 0, -1) + 1  # the text is cut anywhere, perhaps within a word
        end = words.rfind(" ", start, start + PROMPT_LENGTH) + 1
        return self.held_out[start : end or start + PROMPT_LENGTH]

    def bits_by_counting(self) -> float:
        """Return the bits per held-out character that suffice if one only counts how often each character comes."""
        counts = np.bincount(self.training, minlength=len(self.characters)) + 1.0
        return float(-np.log2(counts / counts.sum())[self.held_out].mean())


def read_corpus(text: str) -> Corpus:
    """Return the text in numbers; raises DemoError when it is too short to learn from."""
    if len(text) < SHORTEST_TEXT:
        raise DemoError(
            f"The text has {len(text)} characters. A network needs at least {SHORTEST_TEXT} to learn from, "
            f"and a few thousand to learn words."
        )
    common = [character for character, _ in Counter(text).most_common()]
    if len(common) > LARGEST_ALPHABET:
        characters = [*sorted(common[: LARGEST_ALPHABET - 1]), UNKNOWN]
    else:
        characters = sorted(common)
    ids = _numbered(text, characters)
    split = len(ids) - len(ids) // HELD_OUT
    return Corpus(tuple(characters), ids[:split], ids[split:])


def _numbered(text: str, characters: Sequence[str]) -> NDArray[np.int64]:
    """Return where each character of the text is among ``characters``; those that are not there are at the last."""
    codes, known = map(_codes, (text, "".join(characters)))
    number = np.full(max(codes.max(), known.max()) + 1, len(characters) - 1, dtype=np.int64)  # of every code
    number[known] = np.arange(len(characters))
    return number[codes]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
