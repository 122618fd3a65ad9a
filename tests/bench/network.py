"""How long it takes to follow a network layer by layer, as the network page does at every pause in typing."""

from __future__ import annotations

import time

from question_bank.networks import PRESETS, analyse, read_network
from tests.bench.bench import Bench, Result

TIMES = 20
TARGET_MS = 50.0


def measure() -> list[Result]:
    """Return the milliseconds of the presets, each the median of several runs."""
    results = []
    for preset in PRESETS:
        taken = []
        for _ in range(TIMES):
            started = time.perf_counter()
            analyse(read_network(preset.text), preset.input_shape)
            taken.append((time.perf_counter() - started) * 1000)
        middle = sorted(taken)[TIMES // 2]
        results.append(
            Result(f"{preset.id}: read and followed", middle, "ms", f"<= {TARGET_MS:g}", middle <= TARGET_MS)
        )
    return results


BENCH = Bench("network", measure)
