"""How plots share rows, on the screen and on paper."""

from __future__ import annotations

import math


def panel_rows(count: int, columns: int) -> list[list[int]]:
    """Return the places 0 to count - 1 in as few rows as the columns allow, the earlier rows longer by at most one."""
    rows = math.ceil(count / columns)
    short, longer = divmod(count, rows)
    result: list[list[int]] = []
    start = 0
    for row in range(rows):
        end = start + short + (1 if row < longer else 0)
        result.append(list(range(start, end)))
        start = end
    return result
