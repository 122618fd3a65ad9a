"""How well the model of knowledge foresees simulated learners: its error by decile, and its log loss."""

from __future__ import annotations

from statistics import fmean

from studyapp.study.knowledge import ENOUGH_TO_SAY
from tests.bench.bench import Bench, Result
from tests.studyapp.simulated_learners import POPULATIONS, Foreseen, Learner, deciles, log_loss, study

LEARNERS, ANSWERS = 80, 300
FEWEST = 200  # predictions in a decile, for it to count
TARGET = 3.0


def foreseen(population: type[Learner], seeds: range = range(LEARNERS)) -> list[Foreseen]:
    """Return the predictions about some learners, from where the app begins to show them."""
    rows = [row for seed in seeds for row in study(population, seed, ANSWERS)]
    return [row for row in rows if row.answers >= ENOUGH_TO_SAY]


def judged(name: str, rows: list[Foreseen]) -> list[Result]:
    """Return the worst decile in percentage points, and the gain in log loss over a plain moving average."""
    found = deciles(rows)
    worst = max(abs(100 * each.miss) for each in found if each.predictions >= FEWEST)
    cells = (f"{100 * each.miss:+.1f}" if each.predictions >= FEWEST else "." for each in found)
    loss = fmean(log_loss(row.estimate.mean, row.truth) for row in rows)
    plain = fmean(log_loss(row.average, row.truth) for row in rows)
    best = fmean(log_loss(row.truth, row.truth) for row in rows)
    within = fmean(row.estimate.low <= row.truth <= row.estimate.high for row in rows)
    beside = f"average {plain:.3f}, truth {best:.3f}; {within:.0%} of truths in the interval of 90 %"
    return [
        Result(f"{name}: worst decile", worst, "points", f"<= {TARGET:g}", worst <= TARGET, " ".join(cells)),
        Result(f"{name}: log loss", loss, "nats", "< the moving average's", loss < plain, beside),
    ]


def measure() -> list[Result]:
    """Return the figures of each population, and of all together."""
    results, together = [], []
    for population in POPULATIONS:
        rows = foreseen(population)
        together += rows
        results += judged(population.__name__, rows)
    return results + judged("all together", together)


BENCH = Bench("knowledge", measure)
