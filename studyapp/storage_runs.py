"""The part of the learner's database that keeps runs of demos: what they came to, their curves, their pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import msgspec

from studyapp.storage_connection import Connection, Row
from studyapp.stored_time import local_time, stored_time
from studyapp.study.runs import Ending, Run, Turned

SNAPSHOTS_LIMIT = 200 * 2**20  # bytes of all pictures together; beyond it the oldest runs lose theirs
LISTED = 500  # runs of a demo in its history; older ones stay in the file


class KeptRuns:
    """The runs in a store. Rows are only added: a name that was changed and a run that was removed stay.

    ``curves`` and ``snapshots`` are bytes as study.run_data packs them. Every method raises StoreError.
    """

    def __init__(self, connection: Connection) -> None:
        """Begin with the open file."""
        self._connection = connection

    def add(self, run: Run, curves: bytes) -> Run:
        """Keep a run and return it with its id."""
        words = (run.demo, run.config, run.device, run.steps, run.seconds, run.ended.value)
        numbers = msgspec.json.encode(run.final).decode(), msgspec.json.encode(run.turned).decode()
        with self._connection.as_one():
            kept = replace(run, id=self._connection.write(_ADD, *words, *numbers, *stored_time(run.ended_at), curves))
            if run.name:
                self.give_name(kept, run.name, run.ended_at)
        return kept

    def add_snapshots(self, run: Run, snapshots: bytes) -> None:
        """Keep the pictures of a run, and drop the oldest when all of them grow too large."""
        self._connection.write("insert into run_snapshots values (?, ?, ?)", run.id, len(snapshots), snapshots)
        self._connection.write(_DROP_OLD, SNAPSHOTS_LIMIT)

    def of(self, demo: str) -> list[Run]:
        """Return the newest runs of a demo that were not removed, newest first."""
        return [
            _run(row) for row in self._connection.rows(f"{_RUNS} and demo = ? order by id desc limit {LISTED}", demo)
        ]

    def all(self) -> list[Run]:
        """Return every run that was not removed, oldest first."""
        return [_run(row) for row in self._connection.rows(f"{_RUNS} order by id")]

    def curves(self, run: Run) -> bytes:
        """Return the curves of a run."""
        return bytes(self._connection.rows("select curves from runs where id = ?", run.id)[0][0])

    def snapshots(self, run: Run) -> bytes:
        """Return the pictures of a run; b"" where there are none, or none any more."""
        rows = self._connection.rows("select data from run_snapshots where run_id = ?", run.id)
        return bytes(rows[0][0]) if rows else b""

    def give_name(self, run: Run, name: str, now: datetime) -> None:
        """Call a run by a name of the learner's; "" takes it away."""
        self._connection.write(
            "insert into run_names (run_id, name, at_utc, offset_min) values (?, ?, ?, ?)",
            run.id,
            name,
            *stored_time(now),
        )

    def remove(self, run: Run, now: datetime) -> None:
        """Take a run out of every list; its row stays until ``restore``, or for good."""
        self._connection.write("insert or ignore into run_removals values (?, ?, ?)", run.id, *stored_time(now))

    def restore(self, run: Run) -> None:
        """Bring back a run that was removed."""
        self._connection.write("delete from run_removals where run_id = ?", run.id)


_RUNS = """
    select id, demo, config, device, steps, seconds, ended, final, turned, at_utc, offset_min,
           coalesce((select name from run_names where run_id = runs.id order by id desc limit 1), '') as name
    from runs where id not in (select run_id from run_removals)
"""
_ADD = """
    insert into runs (demo, config, device, steps, seconds, ended, final, turned, at_utc, offset_min, curves)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DROP_OLD = """
    delete from run_snapshots where run_id in (
        select run_id from (select run_id, sum(size) over (order by run_id desc) as so_far from run_snapshots)
        where so_far > ?
    )
"""


def _run(row: Row) -> Run:
    return Run(
        demo=row["demo"],
        config=row["config"],
        device=row["device"],
        steps=row["steps"],
        seconds=row["seconds"],
        ended=Ending(row["ended"]),
        ended_at=local_time(row["at_utc"], row["offset_min"]),
        final=msgspec.json.decode(row["final"], type=dict[str, float]),
        turned=msgspec.json.decode(row["turned"], type=tuple[Turned, ...]),
        name=row["name"],
        id=row["id"],
    )
