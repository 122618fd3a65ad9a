"""How the quantities of a cell are written: as in "at step t", or step by step, for one unit or several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from question_bank.recurrent.cells import names, places


@dataclass(frozen=True, slots=True)
class Layout:
    """How many units a cell has and how many steps it makes."""

    units: int = 1
    steps: int = 1

    def symbol(self, letter: str, step: int, unit: int = 0) -> str:
        """Return "f_t" or "c_{t-1}" where there is one step, "f_2" where there are more, "f_{t,1}" for one unit."""
        time = ("t" if step else "t-1") if self.steps == 1 else str(step)
        if unit and self.units > 1:
            return f"{letter}_{{{time},{unit}}}"
        return f"{letter}_{{{time}}}" if len(time) > 1 else f"{letter}_{time}"

    def names(self, letters: str, step: int) -> tuple[str, ...]:
        """Return the names of quantities on the sheet, all units of each letter together."""
        return names(letters, self.units, step)

    def labels(self, letters: str, step: int) -> tuple[str, ...]:
        """Return what stands beside the cells of a reply."""
        return tuple(f"${self.symbol(each, step, unit)}$" for each in letters for unit in self.each_unit)

    @property
    def each_unit(self) -> range:
        """Return the units, counted from 1."""
        return range(1, self.units + 1)

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield every unit at every step."""
        return places(self.units, self.steps)


def enough_apart(values: tuple[float, ...], least: float = 0.05) -> bool:
    """Tell whether all values differ clearly, so that a mix-up would be seen."""
    ordered = sorted(values)
    return all(b - a >= least for a, b in pairwise(ordered))
