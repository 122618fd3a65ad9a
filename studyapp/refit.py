"""``python -m studyapp.refit``: fits the schedule to a learner's log, in a process that may load torch.

One JSON document on stdin (``refitting.request``), one on stdout (``refitting.read_refit``). Whoever started it may end
it at any time: nothing is written anywhere else. Bad input is one sentence on stderr and exit code 2.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

import fsrs
import msgspec

from studyapp.study.refitting import LogRow, RefitError, read_request, refitted
from studyapp.study.scheduling import begins, gone_by

_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
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

    found: list[float] = Optimizer(list(review_logs(log))).compute_optimal_parameters()
    return found


def review_logs(log: Iterable[LogRow]) -> Iterator[fsrs.ReviewLog]:
    """Yield the log as fsrs reads it, with moments that are as many times 24 hours apart as days have gone by."""
    numbers: dict[str, int] = {}
    seen: dict[str, tuple[date, datetime]] = {}  # the last day of each item, and the moment that stands for it
    for item, _, day, rating in log:
        if item in seen or begins(item, rating):
            last, moment = seen.get(item, (day, _FIRST))
            seen[item] = day, moment + gone_by(last, day)
            number = numbers.setdefault(item, len(numbers))
            yield fsrs.ReviewLog(number, fsrs.Rating(int(rating)), seen[item][1], None)


if __name__ == "__main__":
    sys.exit(main())
