"""The sides of a landscape: which knob changes along one, and its values from end to end."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.knobs import KnobValue
from models.plots import HeatMap

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Axis:
    """What changes along a side: a knob of the run that a cell stands for, from ``low`` to ``high``."""

    knob: str
    low: float
    high: float
    log: bool = False
    whole: bool = False

    def value(self, part: float) -> float | int:
        """Return the value at a part of the way, 0 to 1."""
        if self.log:
            value = math.exp(math.log(self.low) + part * (math.log(self.high) - math.log(self.low)))
            return float(f"{value:.3g}")
        value = self.low + part * (self.high - self.low)
        return round(value) if self.whole else float(f"{value:.3g}")


def side_values(axis: Axis | None, count: int, start: float, end: float) -> list[KnobValue]:
    """Return so many values, evenly from a part of the axis to another; without an axis they are just numbered."""
    if axis is None:
        return list(range(count))
    return [axis.value(start + (end - start) * number / max(count - 1, 1)) for number in range(count)]


def landscape(name: str, title: str, *, diverging: bool = False, limits: tuple[float, float] | None = None) -> HeatMap:
    """Return how one number a cell is drawn; a frame holds ``rows``, ``columns``, ``sides`` and a cell's ``links``."""
    labels = {"rows": "rows", "columns": "columns", "links": "links", "labels": "sides"}
    return HeatMap(name, title, "down", "across", **labels, diverging=diverging, limits=limits)
