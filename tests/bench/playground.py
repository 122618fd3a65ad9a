"""Training steps a second of the playground's small net: our compiled loop, and a plain loop of torch beside it.

The yardstick from outside is the playground that everybody knows, a scalar loop in JavaScript: its step of the same net
took 6 µs, 166,000 a second, on one core of the machine on which our targets were set. It isn't run here.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import torch
from torch.nn import functional

from models.datasets.planes import plane
from models.playground.dense import BatchOrder, Points, Recipe
from models.playground.fast_mlp import FastEngine, kernel
from models.playground.torch_mlp import net_of
from tests.bench.bench import Bench, Result, median

JAVASCRIPT = 166_000  # steps a second of 2-4-2-1
POINTS, BATCH, RATE = 250, 10, 0.03
SECONDS, ROUNDS = 0.5, 5
SIZES = ((2, 4, 2, 1), (2, 16, 16, 1), (2, 64, 64, 1))

Steps = Callable[[int], None]


def points() -> Points:
    """Return the points that train: a circle."""
    return plane("circle", count=POINTS, noise=0.0, share=1.0, seed=0).points((0, 1))[0]


def ours(recipe: Recipe) -> Steps:
    """Return the steps of the compiled loop."""
    loop = kernel()
    if loop is None:
        raise RuntimeError("the fast training loop can't be compiled here")
    engine = FastEngine(loop, recipe, points())
    return lambda count: engine.take_steps(RATE, count)


def plain(recipe: Recipe) -> Steps:
    """Return the steps of the loop a student would write: autograd and torch.optim, one step after another."""
    from models.playground.dense import initial_layers

    data = points()
    inputs, labels = torch.from_numpy(data.inputs), torch.from_numpy(data.labels)
    net = net_of(recipe, initial_layers(recipe))
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE)
    order = BatchOrder(len(labels), BATCH, 0)

    def take(count: int) -> None:
        for _ in range(count):
            rows = order.take(1)[0]
            optimizer.zero_grad()
            loss = functional.binary_cross_entropy_with_logits(net(inputs[rows]), labels[rows])
            torch.autograd.backward(loss)
            optimizer.step()

    return take


def rate(steps: Steps, at_once: int) -> float:
    """Return the steps in a second that this process is on the processor."""
    steps(at_once)
    begun, taken = time.process_time(), 0
    while time.process_time() - begun < SECONDS:
        steps(at_once)
        taken += at_once
    return taken / (time.process_time() - begun)


def measure() -> list[Result]:
    """Return the rates of some nets; both loops take turns, on one thread."""
    torch.set_num_threads(1)
    results = []
    for sizes in SIZES:
        recipe = Recipe(sizes, "tanh", "sgd", batch=BATCH)
        fast_steps, plain_steps = ours(recipe), plain(recipe)
        fast, torch_rates = [], []
        for _ in range(ROUNDS):
            fast.append(rate(fast_steps, 500))
            torch_rates.append(rate(plain_steps, 50))
        name = "-".join(map(str, sizes))
        ratio = median(fast) / median(torch_rates)
        beside = f"torch, eager: {median(torch_rates):,.0f}/s, {1e6 / median(torch_rates):,.0f} us a step"
        results.append(Result(f"playground {name}: steps", median(fast), "1/s", beside=beside))
        results.append(Result(f"playground {name}: to plain torch", ratio, "x", "> 1", ratio > 1))
        if sizes == SIZES[0]:
            over = median(fast) / JAVASCRIPT
            told = f"{JAVASCRIPT:,}/s, not run here; {median(fast) * BATCH / POINTS:,.0f} epochs/s of ours"
            results.append(Result(f"playground {name}: to scalar JavaScript", over, "x", "> 1", over > 1, told))
    return results


BENCH = Bench("playground", measure)
