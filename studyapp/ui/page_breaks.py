"""Where a long text is cut into pages: never through a line, a picture, or what fits a page as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a text, from ``top`` to ``bottom``, that is kept whole; only one taller than a page comes apart.

    ``parts`` are what it comes apart into then. A strip that ``leads`` stays with the next one.
    """

    top: float
    bottom: float
    parts: tuple[Strip, ...] = ()
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of a text goes onto one page."""

    top: float
    bottom: float


def sheets(strips: Sequence[Strip], height: float) -> list[Sheet]:
    """Return the pages of a text in order; all but the last end where the next one begins at the latest."""
    pages: list[Sheet] = []
    for strip in _fitting(_with_leads(strips), height):
        if pages and strip.bottom - pages[-1].top <= height:
            pages[-1] = Sheet(pages[-1].top, strip.bottom)
        else:
            pages.append(Sheet(strip.top, strip.bottom))
    return pages


def paragraph(lines: Sequence[Strip]) -> list[Strip]:
    """Return the lines of a paragraph so that no single one is left alone before or behind a break."""
    if len(lines) <= 3:
        return [_joined(lines)] if lines else []
    return [_joined(lines[:2]), *lines[2:-2], _joined(lines[-2:])]


def side_by_side(strips: Iterable[Strip]) -> list[Strip]:
    """Return strips from top to bottom, those that share some height as one: the cells of a table's row."""
    rows: list[Strip] = []
    for strip in sorted(strips, key=lambda each: each.top):
        if rows and strip.top < rows[-1].bottom:
            rows[-1] = Strip(rows[-1].top, max(rows[-1].bottom, strip.bottom), leads=strip.leads)
        else:
            rows.append(strip)
    return rows


def _with_leads(strips: Sequence[Strip]) -> Iterator[Strip]:
    """Yield the strips, each with those that lead to it."""
    before: list[Strip] = []
    for strip in strips:
        before.append(strip)
        if not strip.leads:
            yield _joined(before)
            before = []
    yield from before


def _joined(strips: Sequence[Strip]) -> Strip:
    if len(strips) == 1:
        return strips[0]
    return Strip(strips[0].top, strips[-1].bottom, tuple(strips), leads=strips[-1].leads)


def _fitting(strips: Iterable[Strip], height: float) -> Iterator[Strip]:
    for strip in strips:
        if strip.bottom - strip.top > height and strip.parts:
            yield from _fitting(strip.parts, height)
        else:
            yield strip
