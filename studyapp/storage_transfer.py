"""The learner's database as lines that travel, and lines from elsewhere as rows: all of them, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self, cast

import msgspec

from studyapp.errors import StoreError
from studyapp.storage import Store
from studyapp.storage_connection import Connection, Row, Value
from studyapp.storage_reviews import KeptReviews, Steps
from studyapp.storage_sums import following_later
from studyapp.storage_transfer_tables import IN_ORDER, TABLE_OF, TABLES, Table
from studyapp.stored_time import stored_time
from studyapp.study.history import marks_lost
from studyapp.study.memory import CARD
from studyapp.transfer_lines import (
    AttemptLine,
    CardLine,
    Kept,
    ParametersLine,
    ReviewLine,
    RunLine,
    Twins,
    identity_text,
)

LOCK_WAIT_S = 10.0


@dataclass
class Numbers:
    """Which row has which identity: what lines refer to each other by."""

    by_identity: dict[int, int] = field(default_factory=dict)
    attempts: dict[int, str] = field(default_factory=dict)  # identity by row
    cards: dict[int, str] = field(default_factory=dict)

    def keep(self, number: int, row: int, line: Kept) -> None:
        """Remember where a line stands."""
        self.by_identity[number] = row
        if isinstance(line, AttemptLine):
            self.attempts[row] = identity_text(number)
        elif isinstance(line, CardLine):
            self.cards[row] = identity_text(number)


class Exchange:
    """The way between a database file and lines; every method raises StoreError."""

    def __init__(self, path: Path) -> None:
        """Open the file, brought up to date."""
        Store(path).close()
        self._connection = Connection(path, LOCK_WAIT_S)
        self._connection.execute("pragma synchronous = full")
        self._connection.execute("pragma foreign_keys = on")
        self.numbers = Numbers()
        self._waiting: defaultdict[str, list[tuple[Value, ...]]] = defaultdict(list)  # rows, by what inserts them
        self._newest: dict[str, int] = {}  # row, by table
        self._stale: set[str] = set()  # items with more reviews, or other ones
        self._all_stale = False

    def __enter__(self) -> Self:
        """Return the exchange itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read everything as it is at one moment, whatever is written meanwhile."""
        self._connection.execute("begin")
        try:
            yield
        finally:
            self._connection.execute("rollback")

    @contextmanager
    def writing(self, import_id: str, source: str, now: datetime) -> Iterator[None]:
        """Get all that is written inside onto the disk together, with the import's own row, or nothing of it."""
        with self._connection.as_one():
            self._connection.execute("pragma defer_foreign_keys = on")
            with following_later(self._connection):
                yield
                self.write_waiting()
                self._order_by_time()
            self._remember()
            self._connection.write("insert into imports values (?, ?, ?, ?)", import_id, source, *stored_time(now))

    def was_imported(self, import_id: str) -> bool:
        """Tell whether an import got onto the disk."""
        return bool(self._connection.rows("select 1 from imports where id = ?", import_id))

    def lines(self) -> Iterator[tuple[int, Kept]]:
        """Yield everything that is kept with its identity, what others refer to first."""
        twins = Twins()
        for table in TABLES:
            for row in self._connection.execute(table.select):
                line = self._line(table, row)
                number = twins.identity(line, self.numbers.by_identity)
                self.numbers.keep(number, row["id"], line)
                yield number, line

    def add(self, number: int, line: Kept) -> None:
        """Keep a line that isn't here yet; it is written with those after it, see ``write_waiting``."""
        table = TABLE_OF[type(line)]
        row = self._next_row(table)
        self._waiting[table.insert].append((row, *self._values(table, line)))
        if isinstance(line, AttemptLine | CardLine):  # what lines after it may refer to
            self.numbers.by_identity[number] = row
        self._add_beside(table, line, row)

    def replace(self, number: int, line: Kept) -> None:
        """Keep a line in place of the one with its identity."""
        table, row = TABLE_OF[type(line)], self.numbers.by_identity[number]
        self._connection.write(table.update, *self._values(table, line), row)
        for clearing in table.clear:
            self._connection.write(clearing, row)
        self._add_beside(table, line, row)

    def write_waiting(self) -> None:
        """Write the rows that wait: many at once are written in a fraction of the time of each by itself."""
        for statement, rows in self._waiting.items():
            self._connection.write_all(statement, rows)
            rows.clear()

    def _next_row(self, table: Table) -> int:
        if table.name not in self._newest:
            self._newest[table.name] = self._connection.rows(table.newest)[0][0]
        self._newest[table.name] += 1
        return self._newest[table.name]

    def _line(self, table: Table, row: Row) -> Kept:
        values: dict[str, object] = {name: row[name] for name in table.plain}
        values |= {name: msgspec.json.decode(row[name]) for name in table.json}
        # Less than nothing is what earlier versions kept where the clock was set back between question and answer.
        values |= {name: max(row[name], 0.0) for name in ("duration_s", "seconds") if name in table.plain}
        if table.gone:
            values["taken_back"] = (row["gone_utc"], row["gone_offset"]) if row["gone_utc"] is not None else None
        if table.name == "reviews":
            values |= self._references(row)
        try:
            return msgspec.convert(values, table.line, strict=False)
        except msgspec.ValidationError as error:
            raise StoreError(f"Row {row['id']} of {table.name} can't be written down: {error}.") from error

    def _references(self, row: Row) -> dict[str, object]:
        item: str = row["item"]
        if item.startswith(CARD):
            card = int(item.removeprefix(CARD))
            item = CARD + self.numbers.cards.get(card, identity_text(card))
        return {"item": item, "attempt": self.numbers.attempts.get(row["attempt_id"], "")}

    def _values(self, table: Table, line: Kept) -> list[Value]:
        values = list(table.read(line))
        for place in table.coded:
            values[place] = msgspec.json.encode(values[place]).decode()
        for place in table.days:
            values[place] = str(values[place])
        if isinstance(line, ReviewLine):
            values += [self._item(line), self._row_of(line.attempt)]
        return cast(list[Value], values)  # lines have nothing else, see transfer_lines

    def _item(self, line: ReviewLine) -> str:
        if not line.item.startswith(CARD):
            return line.item
        return f"{CARD}{self._row_of(line.item.removeprefix(CARD))}"

    def _row_of(self, reference: str) -> int:
        return self.numbers.by_identity.get(int(reference, 16), 0) if reference else 0

    def _add_beside(self, table: Table, line: Kept, row: int) -> None:
        """Keep what stands in other tables: what was taken back, what is added to a row later on."""
        waiting = self._waiting
        if isinstance(line, AttemptLine):
            lost = zip(line.slips, marks_lost(line.scores, line.score), strict=False)
            waiting[_SLIP] += [(row, part, topic, marks) for part, (topic, marks) in enumerate(lost) if topic]
        if isinstance(line, ReviewLine):
            waiting[table.log] += [(row, *each) for each in line.ratings]
            self._stale.add(self._item(line))
        if isinstance(line, ParametersLine):  # what is remembered follows them, item by item
            self._all_stale = True
        if isinstance(line, RunLine):
            waiting[table.log] += [(row, *each) for each in line.names]
            if line.pictures:
                waiting[_PICTURES].append((row, len(line.pictures), line.pictures))
        taken_back = getattr(line, "taken_back", None)
        if table.gone and taken_back is not None:
            waiting[table.gone].append((row, *taken_back))

    def _remember(self) -> None:
        """Have the memories follow the reviews: whoever opens the file next need not wait for it."""
        self._connection.write_all(_STALE, ((item,) for item in self._stale))
        if self._all_stale:
            self._connection.write(_ALL_STALE)
        KeptReviews(self._connection, Steps()).catch_up()

    def _order_by_time(self) -> None:
        """Give the rows numbers by time where they have others: "newest" goes by the number everywhere."""
        for order in IN_ORDER:
            if self._connection.rows(order.is_wrong):
                for statement in order.mend:
                    self._connection.execute(statement)


_SLIP = "insert into slips values (?, ?, ?, ?)"
_STALE = "insert or ignore into stale_memories values (?)"
_ALL_STALE = "insert or ignore into stale_memories select distinct item from reviews"
_PICTURES = "insert into run_snapshots values (?, ?, ?)"
