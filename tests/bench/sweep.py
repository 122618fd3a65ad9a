"""Network-steps a second of a sweep: many nets as one tensor program, and the compiled loop over the same nets."""

from __future__ import annotations

import time

import torch

from models.playground.dense import Points, Recipe
from models.playground.many_engine import Engines, FastEngines, ManyEngine
from tests.bench.bench import Bench, Result, median
from tests.bench.playground import points

SIZES = (2, 16, 16, 1)
COUNTS = (1, 16, 128, 1024)
SECONDS, ROUNDS = 0.5, 5
TARGETS = {"cpu": (128, 8.0), "cuda": (1024, 500.0)}  # so many nets, so many times the rate of one
LAUNCHING_STEPS = 50


def nets(count: int) -> tuple[list[Recipe], list[float], dict[int, Points]]:
    """Return nets that differ in learning rate and initial scale."""
    recipes = [Recipe(SIZES, initial_scale=0.5 + number / count) for number in range(count)]
    return recipes, [0.01 + 0.1 * number / count for number in range(count)], {0: points()}


def rate(engines: Engines, count: int, device: str) -> float:
    """Return the steps of single nets in a second: on the processor, or of the clock where a GPU works."""
    clock = time.process_time if device == "cpu" else time.perf_counter
    at_once = max(1, 2_000 // count) if device == "cpu" else 200
    engines.take_steps(at_once)
    engines.layers()  # waits for the device
    begun, taken = clock(), 0
    while clock() - begun < SECONDS:
        engines.take_steps(at_once)
        engines.layers()
        taken += at_once
    return count * taken / (clock() - begun)


def share_launching(engines: Engines) -> float:
    """Return the share of a step's time in which the processor is still telling the GPU what to do."""
    engines.take_steps(LAUNCHING_STEPS)
    torch.cuda.synchronize()
    begun = time.perf_counter()
    engines.take_steps(LAUNCHING_STEPS)
    told = time.perf_counter()
    torch.cuda.synchronize()
    return (told - begun) / (time.perf_counter() - begun)


def measure_on(device: str) -> list[Result]:
    """Return the rates of one, some and many nets."""
    results, rates = [], {}
    target_count, target = TARGETS[device]
    for count in COUNTS:
        together = ManyEngine(*nets(count), device)
        rates[count] = median([rate(together, count, device) for _ in range(ROUNDS)])
        beside = ""
        if device == "cpu":
            compiled = FastEngines(*nets(count))
            beside = f"compiled loop: {median([rate(compiled, count, device) for _ in range(ROUNDS)]):,.0f}/s"
        else:
            beside = f"{share_launching(together):.0%} of the time spent launching"
        name = f"sweep on {device}, {count:,} x {'-'.join(map(str, SIZES))}: network-steps"
        results.append(Result(name, rates[count], "1/s", beside=beside))
    ratio = rates[target_count] / rates[1]
    results.append(
        Result(f"sweep on {device}: {target_count:,} nets to one", ratio, "x", f">= {target:g}", ratio >= target)
    )
    return results


def measure() -> list[Result]:
    """Return the figures of the processor, on one thread, and of a GPU where there is one."""
    torch.set_num_threads(1)
    return measure_on("cpu") + (measure_on("cuda") if torch.cuda.is_available() else [])


BENCH = Bench("sweep", measure)
