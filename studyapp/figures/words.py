"""How much room a word takes, guessed without a window: on the wide side, whatever typeface it is set in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyapp.figures.canvas import SMALL_PX

_SHARES = {
    **dict.fromkeys("iljI|!.,:;'·", 0.34),
    **dict.fromkeys(" ()[]{}/\\ftr-", 0.44),
    **dict.fromkeys("mwMW@%∗", 0.95),
}
_SMALL_LETTERS, _OTHERS = 0.62, 0.66
_CAPITALS = 0.74
_SIGN = re.compile(r"(?<![\w.)])-(?=[\d.])")


def text_width(words: str, size: float = SMALL_PX) -> float:
    """Return about how many pixels wide one line is."""
    return size * sum(_share(letter) for letter in words)


def widest(lines: Sequence[str], size: float = SMALL_PX) -> float:
    """Return about how wide the widest line is; 0 where there is none."""
    return max((text_width(line, size) for line in lines), default=0.0)


def with_minus(words: str) -> str:
    """Return the words with a real minus in front of negative numbers."""
    return _SIGN.sub("−", words)


def _share(letter: str) -> float:
    if letter in _SHARES:
        return _SHARES[letter]
    return _SMALL_LETTERS if letter.islower() else _CAPITALS if letter.isupper() else _OTHERS
