"""Sums and indexes that follow from the rows: brought up once after many were written, not row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from studyapp.storage_connection import Connection


@contextmanager
def following_later(connection: Connection) -> Iterator[None]:
    """Have no sum and no index of the long tables kept up inside, and all of them right at the end.

    They are parts of the file like its rows: within a transaction they change with it or not at all.
    """
    followers = connection.rows(_FOLLOWERS)
    for kind, name, _ in followers:
        connection.execute(f"drop {kind} {name}")
    yield
    for name, counted in SUMS.items():
        connection.execute(_EMPTY.format(name=name))
        connection.execute(_FILL.format(name=name, counted=counted))
    for *_, statement in followers:
        connection.execute(statement)


_FOLLOWERS = """
    select type, name, sql from sqlite_master
    where type = 'trigger' or (type = 'index' and sql is not null and tbl_name in ('attempts', 'reviews'))
"""
_EMPTY = "delete from {name}"
_FILL = "insert into {name} {counted}"
SUMS = {
    "sums_by_day": """
        select day, count(*), sum(score), sum(duration_s) from attempts
        where id not in (select attempt_id from retractions) group by day
    """,
    "sums_by_topic": """
        select topic, count(*), sum(score), sum(duration_s) from attempts
        where id not in (select attempt_id from retractions) group by topic
    """,
    "confidence_sums": """
        select confidence, score = 1, count(*) from attempts
        where id not in (select attempt_id from retractions) and confidence is not null group by confidence, score = 1
    """,
    "slip_sums": """
        select topic, count(*), sum(lost) from slips
        where attempt_id not in (select attempt_id from retractions) group by topic
    """,
    "cards_by_day": """
        select day, count(*) from reviews
        where attempt_id = 0 and id not in (select review_id from review_retractions) group by day
    """,
}
"""Every sum that a trigger keeps, counted anew."""
