"""Counts that remember how they were worked out: (5·5·1 + 1)·6 = 156."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """A number and the calculation that leads to it; ``is_sum`` says that it needs brackets inside a product."""

    value: int
    text: str
    is_sum: bool = False

    @property
    def spelled(self) -> str:
        """Return "(5·5·1 + 1)·6 = 156", or nothing for a count of 0."""
        if self.value == 0:
            return ""
        result = f"{self.value:,}"
        return result if result == self.text else f"{self.text} = {result}"


NOTHING = Count(0, "0")


def counted(number: int) -> Count:
    """Return a number that needs no calculation."""
    return Count(number, f"{number:,}")


def product(*factors: Count | int) -> Count:
    """Return the product with every factor written out."""
    value, texts = 1, []
    for factor in map(_count, factors):
        value *= factor.value
        texts.append(f"({factor.text})" if factor.is_sum else factor.text)
    return Count(value, "·".join(texts))


def total(*terms: Count | int) -> Count:
    """Return the sum of the terms that are not 0."""
    kept = [term for term in map(_count, terms) if term.value]
    if not kept:
        return NOTHING
    if len(kept) == 1:
        return kept[0]
    return Count(sum(term.value for term in kept), " + ".join(term.text for term in kept), is_sum=True)


def _count(part: Count | int) -> Count:
    return counted(part) if isinstance(part, int) else part
