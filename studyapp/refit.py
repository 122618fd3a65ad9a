"""``python -m studyapp.refit``: fits the schedule to a learner's log, in a process that may load torch.

One JSON document on stdin (``refitting.request``), one on stdout (``refitting.read_refit``). Whoever started it may end
it at any time: nothing is written anywhere else. Bad input is one sentence on stderr and exit code 2.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC

import fsrs
import msgspec

from studyapp.study.refitting import LogRow, RefitError, read_request, refitted
from studyapp.study.scheduling import begins

COMMAND = (sys.executable, "-m", "studyapp.refit")


def main() -> int:
    """Fit what stdin holds, write what came of it, and return the exit code."""
    try:
        log = read_request(sys.stdin.buffer.read())
    except RefitError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.buffer.write(msgspec.json.encode(refitted(log, fitted_by_fsrs)))
    sys.stdout.buffer.flush()
    return 0


def fitted_by_fsrs(log: Sequence[LogRow]) -> Sequence[float]:
    """Return the parameters that fsrs finds for a log; loads torch."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # numbers one by one: more threads only wait for each other
    from fsrs.optimizer import Optimizer

    numbers: dict[str, int] = {}
    logs = []
    for item, at, rating, _ in log:
        if item in numbers or begins(item, rating):
            number = numbers.setdefault(item, len(numbers))
            logs.append(fsrs.ReviewLog(number, fsrs.Rating(int(rating)), at.astimezone(UTC), None))
    found: list[float] = Optimizer(logs).compute_optimal_parameters()
    return found


if __name__ == "__main__":
    sys.exit(main())
