"""Fitting the schedule to one learner: is there enough to fit it to, what does it gain, and is it worth using.

The parameters are fitted on the first four fifths of the log, by time, and judged on the last: how well does the
schedule with them, and with the usual ones, foresee what was recalled? They are offered only when the difference is
larger than chance would have it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import accumulate
from statistics import fmean, stdev

import msgspec

from studyapp.errors import StudyAppError
from studyapp.study.memory import Memory, Rating
from studyapp.study.scheduling import Schedule, begins

ENOUGH = 640  # reviews that count: four fifths of them are 512, below which fsrs fits nothing
MOST = 10_000  # reviews that are fitted: about a minute
_LONGEST = 64  # reviews of an item; fsrs looks at no more
_FITTED_SHARE = 0.8
_SURE = 1.0  # standard errors that a gain must have, or it is as likely to be luck
_BINS = 10

LogRow = tuple[str, datetime, date, Rating]  # item, moment, the learner's day, rating: as the store has them
Fit = Callable[[Sequence[LogRow]], Sequence[float]]


class RefitError(StudyAppError):
    """A request that can't be read."""


class Foresight(msgspec.Struct, frozen=True):
    """How well a schedule foresaw the reviews it was judged on; the lower, the better.

    ``log_loss`` is in nats. ``off_by`` is how far the predicted share of recalled items is from the true one, in
    [0, 1]: the root of the mean square over ten groups of reviews with like predictions.
    """

    log_loss: float
    off_by: float


class Refit(msgspec.Struct, frozen=True):
    """What came of fitting. ``parameters`` is None where they are not worth using, ``sentence`` says why or what for.

    ``reviews`` counts those that count, ``judged`` those that both schedules were judged on.
    """

    sentence: str
    reviews: int
    judged: int = 0
    usual: Foresight | None = None
    fitted: Foresight | None = None
    parameters: tuple[float, ...] | None = None


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    log: list[LogRow]


def request(log: Iterable[LogRow]) -> bytes:
    """Return what the fitting process is to read: the log as JSON, of the newest items where it is very long."""
    return msgspec.json.encode(
        _Asked([(item, at.astimezone(UTC), day, rating) for item, at, day, rating in _newest(log)])
    )


def read_request(text: bytes) -> list[LogRow]:
    """Return the log in a request; raises RefitError."""
    try:
        asked = msgspec.json.decode(text, type=_Asked)
    except msgspec.DecodeError as error:
        raise RefitError(f"The log to be fitted can't be read: {error}.") from error
    if any(at.tzinfo is None for _, at, *_ in asked.log):
        raise RefitError("The log to be fitted has a moment without a zone.")
    return asked.log


def read_refit(text: bytes) -> Refit:
    """Return what the fitting process wrote; raises RefitError."""
    try:
        return msgspec.json.decode(text, type=Refit)
    except msgspec.DecodeError as error:
        raise RefitError(f"What the fitting wrote can't be read: {error}.") from error


def counted(log: Iterable[LogRow]) -> int:
    """Return how many reviews say something about forgetting: those on a later day than the item's last one."""
    return sum(1 for _ in _moments_that_count(log))


def refitted(log: Sequence[LogRow], fit: Fit) -> Refit:
    """Return what fitting to a log, oldest first, gains; ``fit`` finds the parameters for a part of it."""
    moments = sorted(_moments_that_count(log))
    if len(moments) < ENOUGH:
        return Refit(
            f"Fitting needs {ENOUGH:,} reviews that come on a later day than the one before; "
            f"there are {len(moments):,} so far.",
            len(moments),
        )
    since = moments[math.ceil(_FITTED_SHARE * len(moments))]
    parameters = tuple(fit([row for row in log if row[1] < since]))
    usual = list(predictions(log, None, since))
    fitted = list(predictions(log, parameters, since))
    return _judged(len(moments), usual, fitted, parameters)


def predictions(
    log: Iterable[LogRow], parameters: Sequence[float] | None, since: datetime
) -> Iterator[tuple[float, bool]]:
    """Yield the recall that a schedule foresees at each review that counts, and whether the item was recalled."""
    schedule = Schedule(parameters)
    memories: dict[str, Memory] = {}
    for item, at, day, rating in log:
        memory = memories.get(item)
        if memory is None:
            after = schedule.begun(item, "", rating, day)
        else:
            if at >= since and day > memory.last and memory.reviews < _LONGEST:
                yield schedule.recall(memory, day), rating > Rating.AGAIN
            after = schedule.reviewed(memory, rating, day)
        if after is not None:
            memories[item] = after


def foresight(predicted: Sequence[tuple[float, bool]]) -> Foresight:
    """Return how good predictions were."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, recalled in predicted:
        bins[min(int(chance * _BINS), _BINS - 1)].append((chance, recalled))
    squares = sum(len(each) * (fmean(p for p, _ in each) - fmean(r for _, r in each)) ** 2 for each in bins.values())
    return Foresight(fmean(map(_loss, predicted)), math.sqrt(squares / len(predicted)))


def _judged(
    reviews: int,
    usual: Sequence[tuple[float, bool]],
    fitted: Sequence[tuple[float, bool]],
    parameters: tuple[float, ...],
) -> Refit:
    """Compare the same reviews as foreseen by both schedules, one by one: most of the luck in them is the same."""
    gains = [_loss(before) - _loss(after) for before, after in zip(usual, fitted, strict=True)]
    gain, error = fmean(gains), stdev(gains) / math.sqrt(len(gains))
    before, after = foresight(usual), foresight(fitted)
    newest = f"your newest {len(usual):,} reviews"
    losses = f"log loss {after.log_loss:.3f} instead of {before.log_loss:.3f}"
    if gain > _SURE * error:
        off_by = f"off by {100 * after.off_by:.1f} points instead of {100 * before.off_by:.1f}"
        sentence = f"Fitted to you, the schedule foresees {newest} better: {losses}, {off_by}."
        return Refit(sentence, reviews, len(usual), before, after, parameters)
    if gain > 0:
        sentence = f"No sure gain: the little that fitting gains over {newest} may be luck ({losses})"
    else:
        sentence = f"No gain: fitted to you, the schedule would not foresee {newest} better ({losses})"
    return Refit(f"{sentence}, so it stays as it is.", reviews, len(usual), before, after)


def _loss(predicted: tuple[float, bool]) -> float:
    chance, recalled = predicted
    return -math.log(max(chance if recalled else 1 - chance, 1e-6))


def _moments_that_count(log: Iterable[LogRow]) -> Iterator[datetime]:
    last: dict[str, tuple[date, int]] = {}
    for item, at, day, rating in log:
        before = last.get(item)
        if before is None:
            if begins(item, rating):
                last[item] = day, 1
            continue
        last_day, reviews = before
        if day > last_day and reviews < _LONGEST:
            yield at
        last[item] = day, reviews + 1


def _newest(log: Iterable[LogRow]) -> list[LogRow]:
    """Return the log of the items begun last, whole, as many as are fitted: half a history would be a wrong one."""
    rows = list(log)
    if len(rows) <= MOST:
        return rows
    sizes: defaultdict[str, int] = defaultdict(int)
    for item, *_ in rows:
        sizes[item] += 1
    latest_first = list(reversed(sizes))
    together = accumulate(sizes[item] for item in latest_first)
    chosen = {item for item, size in zip(latest_first, together, strict=True) if size <= MOST}
    return [row for row in rows if row[0] in chosen]
