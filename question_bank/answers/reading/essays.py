"""Reads a text with the learner's own marks in its last line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from question_bank.errors import Unreadable

MAX_LENGTH = 20_000

_MARKS = re.compile(r"\s*marks?\s*[:=]\s*(?P<marks>.*?)\s*", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"[0-9]{1,3}")
_BETWEEN_MARKS = re.compile(r"[\s,;]*")


@dataclass(frozen=True, slots=True)
class Essay:
    """A learner's text without its last line, the number of its words, and the learner's own marks."""

    text: str
    words: int
    marks: tuple[int, ...]


def read_essay(reply: str, tops: tuple[int, ...], min_words: int) -> Essay:
    """Return the text and one mark for each criterion, from 0 to its entry in ``tops``; raises Unreadable."""
    how_to = f"Write in the last line: marks: {' '.join(map(str, tops))} (or fewer, one mark for each criterion)."
    if len(reply) > MAX_LENGTH:
        raise Unreadable(f"Write at most {MAX_LENGTH} characters.", MAX_LENGTH)
    end = len(reply.rstrip())
    start = reply.rfind("\n", 0, end) + 1
    line = _MARKS.fullmatch(reply, start, end)
    words = len(reply[: start if line else end].split())
    if words < min_words:
        raise Unreadable(f"Write at least {min_words} words before you mark your text; there are {words} so far.")
    if line is None:
        raise Unreadable(f"Your marks are missing. {how_to}", end)
    marks = _read_marks(line, how_to)
    if len(marks) != len(tops):
        raise Unreadable(f"Give one mark for each of the {len(tops)} criteria. {how_to}", line.start("marks"))
    for number, (mark, top) in enumerate(zip(marks, tops, strict=True), 1):
        if mark > top:
            raise Unreadable(f"Criterion {number} has at most {top}. {how_to}", line.start("marks"))
    return Essay(reply[:start].strip(), words, marks)


def _read_marks(line: re.Match[str], how_to: str) -> tuple[int, ...]:
    text, offset = line["marks"], line.start("marks")
    marks: list[int] = []
    place = 0
    while place < len(text):
        mark = _MARK.match(text, place)
        if mark is None:
            raise Unreadable(f"Marks are whole numbers. {how_to}", offset + place)
        marks.append(int(mark[0]))
        between = _BETWEEN_MARKS.match(text, mark.end())
        place = between.end() if between else mark.end()
    return tuple(marks)
