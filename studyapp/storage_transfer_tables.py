"""How each kind of line stands in the database: its table, the tables beside it, and how rows come into order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from studyapp.transfer_lines import (
    AttemptLine,
    CardLine,
    ExamLine,
    Kept,
    MarkLine,
    ParametersLine,
    PredictionLine,
    ReviewLine,
    RunLine,
)


@dataclass(frozen=True, slots=True)
class Table:
    """One kind's table and its statements.

    ``plain`` are the columns that stand in the line as they are, ``json`` those that are JSON text in the table.
    ``read`` gets a line's fields in the order of ``columns``, where ``coded`` and ``days`` are the places of JSON text
    and of days; columns that refer to other rows come last and are no fields. ``insert`` takes the row's number and
    what stands in its columns. ``gone`` adds what was taken back, ``log`` what was added to a row later;
    ``clear`` empties both for one row.
    """

    line: type[Kept]
    name: str
    plain: tuple[str, ...]
    json: tuple[str, ...]
    read: Callable[[Kept], tuple[object, ...]]
    coded: tuple[int, ...]
    days: tuple[int, ...]
    select: str
    newest: str
    insert: str
    update: str
    gone: str = ""
    log: str = ""
    clear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """How a table is brought into order: ``is_wrong`` finds a row that is older than the one before it."""

    is_wrong: str
    mend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A table in few words: (column of the line, its name in the table where that differs)."""

    line: type[Kept]
    name: str
    plain: str
    json: str = ""
    gone: tuple[str, str] = ("", "")  # table, column
    log: tuple[str, str, str, str] = ("", "", "", "")  # table, column of the row, column told, field of the line
    more_select: str = ""
    more_join: str = ""
    renamed: tuple[str, str] = ("", "")  # field of the line, column
    refers: tuple[str, ...] = ()  # columns that hold the number of another row
    clear: tuple[str, ...] = ()


_SELECT = "select t.*{more} from {table} as t{join} order by t.id"
_NEWEST = "select coalesce(max(id), 0) from {table}"
_INSERT = "insert into {table} ({columns}) values ({marks})"
_UPDATE = "update {table} set {sets} where id = ?"
_LOGGED = """, (
    select json_group_array(json_array({told}, at_utc, offset_min))
    from (select * from {log} where {of} = t.id order by id)
) as {field}"""


def _table(shape: _Shape) -> Table:
    gone, gone_of = shape.gone
    log, log_of, told, logged = shape.log
    field, column = shape.renamed
    plain, json = tuple(shape.plain.split()), tuple(shape.json.split())
    more, join = shape.more_select, shape.more_join
    if gone:
        more += ", g.at_utc as gone_utc, g.offset_min as gone_offset"
        join += f" left join {gone} as g on g.{gone_of} = t.id"
    if log:
        more += _LOGGED.format(log=log, of=log_of, told=told, field=logged)
    if field:
        more += f", t.{column} as {field}"
    fields = [*(name for name in plain if name != "pictures"), *json]
    written = [column if name == field else name for name in (*fields, *shape.refers)]
    return Table(
        line=shape.line,
        name=shape.name,
        plain=plain,
        json=(*json, logged) if logged else json,
        read=attrgetter(*fields),
        coded=tuple(map(fields.index, json)),
        days=(fields.index("day"),) if "day" in fields else (),
        select=_SELECT.format(more=more, table=shape.name, join=join),
        newest=_NEWEST.format(table=shape.name),
        insert=_INSERT.format(
            table=shape.name, columns=", ".join(("id", *written)), marks=", ".join("?" * (1 + len(written)))
        ),
        update=_UPDATE.format(table=shape.name, sets=", ".join(f"{name} = ?" for name in written)),
        gone=_INSERT.format(table=gone, columns=f"{gone_of}, at_utc, offset_min", marks="?, ?, ?") if gone else "",
        log=_INSERT.format(table=log, columns=f"{log_of}, {told}, at_utc, offset_min", marks="?, ?, ?, ?")
        if log
        else "",
        clear=(*shape.clear, *(_DELETE.format(table=name, of=of) for name, of in (shape.gone, shape.log[:2]) if name)),
    )


_DELETE = "delete from {table} where {of} = ?"

TABLES = tuple(
    _table(shape)
    for shape in (
        _Shape(CardLine, "cards", "topic front back source", gone=("card_removals", "card_id")),
        _Shape(
            AttemptLine,
            "attempts",
            "family version seed difficulty topic score hints duration_s snapshot day at_utc offset_min confidence"
            " day_starts_at",
            "replies verdicts scores slips",
            gone=("retractions", "attempt_id"),
            clear=("delete from slips where attempt_id = ?",),
        ),
        _Shape(
            ReviewLine,
            "reviews",
            "topic rating own seconds day at_utc offset_min",
            gone=("review_retractions", "review_id"),
            log=("rating_changes", "review_id", "rating", "ratings"),
            refers=("item", "attempt_id"),
        ),
        _Shape(PredictionLine, "predictions", "demo question chosen truth config at_utc offset_min"),
        _Shape(
            MarkLine,
            "marks",
            "mark topic heading quote before after colour remark at_utc offset_min",
            gone=("mark_removals", "mark_id"),
            renamed=("mark", "kind"),
        ),
        _Shape(
            RunLine,
            "runs",
            "demo config device steps seconds ended at_utc offset_min curves pictures",
            "final turned",
            gone=("run_removals", "run_id"),
            log=("run_names", "run_id", "name", "names"),
            more_select=", coalesce(p.data, x'') as pictures",
            more_join=" left join run_snapshots as p on p.run_id = t.id",
            clear=("delete from run_snapshots where run_id = ?",),
        ),
        _Shape(
            ExamLine, "exams", "name day minutes", "weights free_weekdays free_days", gone=("exam_removals", "exam_id")
        ),
        _Shape(ParametersLine, "parameters", "at_utc offset_min", "fitted"),
    )
)

TABLE_OF: Mapping[type[Kept], Table] = {table.line: table for table in TABLES}

_IS_WRONG = """
    select 1 from (select at_utc, lag(at_utc) over (order by id) as before from {table}) where at_utc < before limit 1
"""
# Above all numbers that rows have: two rows may not share one, not even in passing.
_PLACES = """
    create temporary table places as
    select id as old, (select max(id) from {table}) + row_number() over (order by at_utc, id) as new from {table}
"""
_MOVE = "update {table} set {column} = (select new from places where old = {column}) where {column} > 0"


def _order(table: str, *references: tuple[str, str]) -> Order:
    """Return how a table is brought into order of time, and the columns elsewhere that hold its numbers with it."""
    moved = [(table, "id"), *references]
    steps = [_MOVE.format(table=name, column=column) for name, column in moved]
    index = "create unique index temp.places_old on places (old)"
    return Order(_IS_WRONG.format(table=table), (_PLACES.format(table=table), index, *steps, "drop table temp.places"))


IN_ORDER = (
    _order("attempts", ("retractions", "attempt_id"), ("slips", "attempt_id"), ("reviews", "attempt_id")),
    _order("reviews", ("review_retractions", "review_id"), ("rating_changes", "review_id")),
    _order("predictions"),
    _order("marks", ("mark_removals", "mark_id")),
    _order("runs", ("run_removals", "run_id"), ("run_snapshots", "run_id"), ("run_names", "run_id")),
    _order("parameters"),
)
