"""The part of the learner's database that says how long answers took."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from studyapp.storage_connection import Connection
from studyapp.study.own_costs import Times

NEWEST, NEWEST_BEGUN = 1000, 20
"""Reviews and families that count: whoever gets faster is soon seen to be."""


class KeptTimes:
    """The times in a store; every method raises StoreError."""

    def __init__(self, connection: Connection) -> None:
        """Begin with the open file."""
        self._connection = connection

    def of(self, skills: Iterable[str]) -> Times:
        """Return how long the newest reviews took, and what skills took on the day on which their family was begun.

        What is answered on that day is no review.
        """
        named = msgspec.json.encode(list(skills)).decode()
        begun = {row[0]: row for row in self._connection.rows(_BEGUN, named, NEWEST_BEGUN)}
        return Times(
            reviews=[
                (item, seconds)
                for item, seconds, day in self._connection.rows(_NEWEST, NEWEST)
                if (family := item.rpartition("/")[0]) not in begun or day > begun[family][1]
            ],
            first_days=[seconds for _, _, seconds in begun.values() if seconds],
        )


_NEWEST = """
    select item, seconds, day from reviews
    where seconds > 0 and not exists (select 1 from review_retractions where review_id = reviews.id)
    order by id desc limit ?
"""
_BEGUN = """
    with firsts as materialized (
        select value as item, (
            select id from reviews
            where item = value and not exists (select 1 from review_retractions where review_id = reviews.id)
            order by id limit 1
        ) as first
        from json_each(?)
    ), families as materialized (
        select rtrim(rtrim(item, '0123456789'), '/') as family, min(first) as first,
               row_number() over (order by min(first) desc) as place
        from firsts where first is not null group by family
    )
    select family, day, iif(place > ?, 0.0, (
        select coalesce(sum(seconds), 0.0) from reviews as same
        where same.day = begun.day and same.item >= family || '/' and same.item < family || '0'
        and not exists (select 1 from review_retractions where review_id = same.id)
    )) from families join reviews as begun on begun.id = families.first
"""
