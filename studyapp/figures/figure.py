"""The contract of every figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a theme by use, as #RRGGBB; ``series`` is the colour-blind safe set."""

    ink: str
    quiet: str
    line: str
    surface: str
    raised: str
    accent: str
    right: str
    partly: str
    wrong: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; ``alt`` says in a sentence what it shows, ``draw`` returns it as SVG Tiny 1.2."""

    id: str
    alt: str
    draw: Callable[[Colours], str]
