"""A moment as the store keeps it: UTC ISO text, and the learner's own offset in minutes beside it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone


def stored_time(moment: datetime) -> tuple[str, int]:
    """Return the two columns of a moment; raises ValueError for one without its offset."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a stored time needs its offset from UTC")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds"), int(offset.total_seconds() // 60)


def local_time(at_utc: str, offset_min: int) -> datetime:
    """Return the moment of two columns, aware, on the learner's own clock."""
    return datetime.fromisoformat(at_utc).astimezone(timezone(timedelta(minutes=offset_min)))
