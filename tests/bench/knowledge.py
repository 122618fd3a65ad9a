"""How well the model of knowledge foresees simulated learners: its error by decile, and its log loss.

The constants of the model were chosen with learners of seeds below 1,000,000, and nothing with those here. A decile has
data when it holds one in a hundred of a population's predictions or more, of 40 learners or more; the others stand in
brackets. After ± is the standard error of the worst decile, with learners as the sample.
"""

from __future__ import annotations

from statistics import fmean

from studyapp.study.knowledge import ENOUGH_TO_SAY
from tests.bench.bench import Bench, Result
from tests.studyapp.simulated_learners import POPULATIONS, Decile, Foreseen, Learner, deciles, log_loss, study

SEEDS = range(2_000_000, 2_000_200)
ANSWERS = 300
FEWEST_SHARE, FEWEST_LEARNERS = 0.01, 40  # of the predictions, in a decile that has data
TARGET = 3.0


def foreseen(population: type[Learner], seeds: range = SEEDS) -> list[Foreseen]:
    """Return the predictions about some learners, from where the app begins to show them."""
    rows = [row for seed in seeds for row in study(population, seed, ANSWERS)]
    return [row for row in rows if row.answers >= ENOUGH_TO_SAY]


def judged(name: str, rows: list[Foreseen]) -> list[Result]:
    """Return the worst decile in percentage points, and the gain in log loss over a plain moving average."""
    found = deciles(rows)
    worst = max((each for each in found if _has_data(each, len(rows))), key=lambda each: abs(each.miss))
    points = 100 * abs(worst.miss)
    cells = f"± {100 * worst.error:.1f}; {' '.join(_cell(each, len(rows)) for each in found)}"
    loss = fmean(log_loss(row.estimate.mean, row.truth) for row in rows)
    plain = fmean(log_loss(row.average, row.truth) for row in rows)
    best = fmean(log_loss(row.truth, row.truth) for row in rows)
    within = fmean(row.estimate.low <= row.truth <= row.estimate.high for row in rows)
    beside = f"average {plain:.3f}, truth {best:.3f}; {within:.0%} of truths in the interval of 90 %"
    return [
        Result(f"{name}: worst decile", points, "points", f"<= {TARGET:g}", points <= TARGET, cells),
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


def _has_data(decile: Decile, of: int) -> bool:
    return decile.predictions >= FEWEST_SHARE * of and decile.learners >= FEWEST_LEARNERS


def _cell(decile: Decile, of: int) -> str:
    miss = f"{100 * decile.miss:+.1f}"
    return miss if _has_data(decile, of) else f"({miss})" if decile.learners > 1 else "."


BENCH = Bench("knowledge", measure)
