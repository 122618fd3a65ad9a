"""Numbers and lists as they stand in a sentence or a formula."""

from __future__ import annotations

from collections.abc import Sequence

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def grouped(number: int) -> str:
    """Return a whole number for a sentence: 18,496."""
    return f"{number:,}"


def tex(number: int) -> str:
    """Return a whole number for a formula, where a bare comma would open a gap: 18{,}496."""
    return f"{number:,}".replace(",", "{,}")


def short(number: float) -> str:
    """Return a decimal number for a sentence, without idle zeros and with a real minus: −0.5."""
    return f"{number:g}".replace("-", "−")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return the number with its noun: 1 filter, 1,024 filters."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return the words as a list in a sentence: a, b and c."""
    *front, end = words
    return f"{', '.join(front)} {last} {end}" if front else end


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
