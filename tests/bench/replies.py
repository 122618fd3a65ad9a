"""How long a formula takes to grade, and the slowest of all hostile replies over all kinds of answer."""

from __future__ import annotations

import gc
import time
from contextlib import suppress

from question_bank.answers import AnswerSpec
from question_bank.errors import Unreadable
from question_bank.registry import families
from tests.bench.bench import Bench, Result
from tests.question_bank.hostile_replies import HOSTILE
from tests.question_bank.test_hostile import SPECS

SEEDS = 60
TARGET_MS = 50.0


def judged_ms(spec: AnswerSpec, reply: str) -> float:
    """Return how many milliseconds of this process it takes to mark a reply, or to refuse it."""
    started = time.process_time()
    with suppress(Unreadable):
        spec.judge(reply)
    return (time.process_time() - started) * 1000


def formulas() -> list[float]:
    """Return the milliseconds for the right reply and every slip of many exercises that ask for a formula."""
    taken = []
    symbolic = [family for family in families().values() if "expression" in family.kinds]
    for family in symbolic:
        for seed in range(SEEDS):
            for level in family.difficulties:
                for part in family.generate(seed, level).parts:
                    if part.answer.kind == "expression":
                        replies = (part.answer.show(), *(slip.reply for slip in part.misconceptions))
                        taken += [judged_ms(part.answer, reply) for reply in replies]
    return sorted(taken)


def measure() -> list[Result]:
    """Return the 99th percentile of grading formulas, and the worst hostile reply."""
    taken = formulas()
    typical = taken[round(0.99 * (len(taken) - 1))]
    gc.collect()
    gc.freeze()  # the app keeps fewer exercises than this, and no reply should pay for looking through them
    worst, kind = max((judged_ms(spec, reply), spec.kind) for spec in SPECS for reply in HOSTILE)
    tried = f"{len(HOSTILE)} replies to {len(SPECS)} answers; slowest for: {kind}"
    target = f"<= {TARGET_MS:g}"
    return [
        Result("a formula graded, 99 % within", typical, "ms", target, typical <= TARGET_MS, f"{len(taken):,} replies"),
        Result("slowest hostile reply", worst, "ms", target, worst <= TARGET_MS, tried),
    ]


BENCH = Bench("replies", measure)
