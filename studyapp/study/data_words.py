"""What happens to a learner's data, in words: counts of kinds, sizes, and what an import would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from question_bank.wording import counted, listed

KINDS = {
    "attempt": ("answer", "answers"),
    "review": ("review", "reviews"),
    "card": ("card", "cards"),
    "prediction": ("prediction", "predictions"),
    "mark": ("mark in notes", "marks in notes"),
    "run": ("run of a demo", "runs of demos"),
    "exam": ("exam", "exams"),
    "parameters": ("fitted schedule", "fitted schedules"),
    "file": ("file", "files"),
}
"""The kinds of an export, by the words that a learner reads for one and for several."""


def kind_words(kind: str, count: int) -> str:
    """Return a count of one kind: "1 answer", "3 runs of demos"."""
    return counted(count, *KINDS[kind])


def enumerated(words: Iterable[str]) -> str:
    """Return "a, b and c"; "nothing" for none."""
    return listed(tuple(words) or ("nothing",))


def kinds_words(counts: Mapping[str, int]) -> str:
    """Return counts by kind as they are told in a sentence."""
    return enumerated(kind_words(kind, count) for kind, count in counts.items() if count)


def size_words(size: int) -> str:
    """Return a number of bytes: "512 bytes", "2.3 MB"."""
    for unit, worth in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= worth:
            return f"{size / worth:.1f} {unit}"
    return f"{size} bytes"
