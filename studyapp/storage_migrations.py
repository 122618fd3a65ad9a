"""The shape of the learner's database, one migration after the other: new ones are added, none is changed."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import TYPE_CHECKING

from studyapp.study.history import PASSED

if TYPE_CHECKING:
    from sqlite_utils import Database

SCHEMA_VERSION = 8  # the number of migrations; kept in the file as user_version


def migrate(connection: sqlite3.Connection, up_to: int = SCHEMA_VERSION) -> None:
    """Apply what is missing of the migrations, each as a whole or not at all.

    sqlite-utils is imported only here, when there is something to do.
    """
    with _left_out("pandas", "numpy"):  # it takes their types into tables if they are installed; no table here has any
        from sqlite_utils import Database, Migrations

    database = Database(connection)
    migrations = Migrations("studyapp")
    for migration in _MIGRATIONS[:up_to]:
        migrations(name=migration.__name__)(migration)
    migrations.apply(database)
    connection.execute(f"pragma user_version = {up_to}")


class _Absent(MetaPathFinder):
    """Says of modules that they are not installed."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        del path, target
        if name in self._names:
            raise ModuleNotFoundError(f"{name} is left out", name=name)


@contextmanager
def _left_out(*names: str) -> Iterator[None]:
    """Have what is imported meanwhile go without modules that it can go without: the first start is waited for."""
    finder = _Absent(names)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def _m001_attempts_and_predictions(database: Database) -> None:
    moment = {"at_utc": str, "offset_min": int}
    attempt = {"family": str, "version": int, "seed": int, "difficulty": int, "topic": str, "replies": str}
    marks = {"verdicts": str, "scores": str, "score": float, "hints": int, "duration_s": float, "snapshot": str}
    attempts = database.table("attempts")
    attempts.create({"id": int, **attempt, **marks, "day": str, **moment}, pk="id")
    attempts.create_index(["family"])
    database.table("retractions").create(
        {"attempt_id": int, **moment}, pk="attempt_id", foreign_keys=[("attempt_id", "attempts", "id")]
    )
    prediction = {"demo": str, "question": str, "chosen": int, "truth": int, "config": str}
    database.table("predictions").create({"id": int, **prediction, **moment}, pk="id")


def _m002_sums_by_day(database: Database) -> None:
    """Keep the sums that Today and Progress show beside the history, so that a long history costs them nothing."""
    columns = {"day": str, "topic": str, "attempts": int, "earned": float}
    database.table("day_sums").create(columns, pk=("day", "topic"))
    database.execute("""
        create trigger attempt_counts after insert on attempts begin
            insert into day_sums values (new.day, new.topic, 1, new.score)
            on conflict (day, topic) do update set attempts = attempts + 1, earned = earned + new.score;
        end
    """)
    database.execute("""
        create trigger retraction_uncounts after insert on retractions begin
            update day_sums set attempts = attempts - 1, earned = earned - gone.score
            from (select day, topic, score from attempts where id = new.attempt_id) as gone
            where day_sums.day = gone.day and day_sums.topic = gone.topic;
        end
    """)


def _m003_marks_in_notes(database: Database) -> None:
    """Keep what the learner marks; a removed mark stays, so that one key takes a remark away and brings it back."""
    moment = {"at_utc": str, "offset_min": int}
    words = {"heading": str, "quote": str, "before": str, "after": str, "colour": str, "remark": str}
    marks = database.table("marks")
    marks.create({"id": int, "kind": str, "topic": str, **words, **moment}, pk="id")
    marks.create_index(["topic"])
    database.table("mark_removals").create(
        {"mark_id": int, **moment}, pk="mark_id", foreign_keys=[("mark_id", "marks", "id")]
    )


def _m004_runs_of_demos(database: Database) -> None:
    """Keep runs; their pictures apart, because old ones are dropped when all of them grow too large."""
    moment = {"at_utc": str, "offset_min": int}
    run = {"demo": str, "config": str, "device": str, "steps": int, "seconds": float, "ended": str}
    runs = database.table("runs")
    # The curves come last: SQLite then reads a list of runs without them.
    runs.create({"id": int, **run, "final": str, "turned": str, **moment, "curves": bytes}, pk="id")
    runs.create_index(["demo"])
    of_run = [("run_id", "runs", "id")]
    pictures = {"run_id": int, "size": int, "data": bytes}
    database.table("run_snapshots").create(pictures, pk="run_id", foreign_keys=of_run)
    names = database.table("run_names")
    names.create({"id": int, "run_id": int, "name": str, **moment}, pk="id", foreign_keys=of_run)
    names.create_index(["run_id"])
    database.table("run_removals").create({"run_id": int, **moment}, pk="run_id", foreign_keys=of_run)


def _m005_the_tutor(database: Database) -> None:
    """Keep what the tutor plans by: reviews, memories, exams, cards; and of an attempt its slips and confidence."""
    _widen_attempts(database)
    _add_reviews(database)
    _add_exams_and_cards(database)
    _add_sums(database)
    _add_reviews_of_old(database)


def _widen_attempts(database: Database) -> None:
    for column in ("slips text not null default '[]'", "confidence float", "day_starts_at integer not null default 0"):
        database.execute(f"alter table attempts add column {column}")
    # All that the models of knowledge read of an attempt: they never touch the long rows of the table itself.
    database.execute("create index answers_by_topic on attempts (topic, id, family, difficulty, score, hints, at_utc)")


def _add_reviews(database: Database) -> None:
    moment = {"at_utc": str, "offset_min": int}
    review = {"item": str, "topic": str, "rating": int, "own": int, "seconds": float, "attempt_id": int, "day": str}
    reviews = database.table("reviews")
    reviews.create({"id": int, **review, **moment}, pk="id")
    of_review = [("review_id", "reviews", "id")]
    changes = database.table("rating_changes")
    changes.create({"id": int, "review_id": int, "rating": int, **moment}, pk="id", foreign_keys=of_review)
    changes.create_index(["review_id"])
    gone = database.table("review_retractions")
    gone.create({"review_id": int, **moment}, pk="review_id", foreign_keys=of_review)
    database.execute("""
        create view rated_reviews as
        select id, item, topic, coalesce(changed, rating) as rating, own or changed is not null as own, seconds,
               attempt_id, day, at_utc, offset_min
        from (
            select *, (select rating from rating_changes where review_id = reviews.id order by id desc limit 1)
            as changed from reviews
        )
    """)
    state = {"stability": float, "difficulty": float, "last_utc": str, "due_utc": str, "reviews": int, "lapses": int}
    memories = database.table("memories")
    memories.create({"item": str, "topic": str, **state}, pk="item")
    memories.create_index(["due_utc", "item"])
    database.table("stale_memories").create({"item": str}, pk="item")
    parameters = {"id": int, "fitted": str, **moment}
    database.table("parameters").create(parameters, pk="id")


def _add_exams_and_cards(database: Database) -> None:
    moment = {"at_utc": str, "offset_min": int}
    exam = {"name": str, "day": str, "weights": str, "minutes": int, "free_weekdays": str, "free_days": str}
    database.table("exams").create({"id": int, **exam}, pk="id")
    of_exam = [("exam_id", "exams", "id")]
    database.table("exam_removals").create({"exam_id": int, **moment}, pk="exam_id", foreign_keys=of_exam)
    card = {"topic": str, "front": str, "back": str, "source": str}
    database.table("cards").create({"id": int, **card}, pk="id")
    of_card = [("card_id", "cards", "id")]
    database.table("card_removals").create({"card_id": int, **moment}, pk="card_id", foreign_keys=of_card)


def _add_sums(database: Database) -> None:
    """Sum up by day and by topic, seconds, slips and confidence too, in place of the longer sums of m002."""
    slips = database.table("slips")
    slips.create({"attempt_id": int, "part": int, "topic": str, "lost": float}, pk=("attempt_id", "part"))
    database.table("slip_sums").create({"topic": str, "times": int, "lost": float}, pk="topic")
    database.table("confidence_sums").create({"said": float, "is_right": int, "times": int}, pk=("said", "is_right"))
    _sum_up_anew(database)
    of_row = "select * from attempts where id = {row}.{column}"
    for name, event, row, column, sign in _COUNTED:
        attempt = of_row.format(row=row, column=column)
        database.execute(_COUNTING.format(name=name, event=event, attempt=attempt, sign=sign))
    database.execute("""
        create trigger slip_counts after insert on slips begin
            insert into slip_sums values (new.topic, 1, new.lost)
            on conflict (topic) do update set times = times + 1, lost = lost + new.lost;
        end
    """)


def _sum_up_anew(database: Database) -> None:
    for trigger in ("attempt_counts", "retraction_uncounts"):
        database.execute(f"drop trigger {trigger}")
    for by in ("day", "topic"):
        columns = {by: str, "attempts": int, "earned": float, "seconds": float}
        database.table(f"sums_by_{by}").create(columns, pk=by)
        database.execute(_SUM_UP.format(by=by))
    database.execute("drop table day_sums")


_SUM_UP = """
    insert into sums_by_{by}
    select {by}, count(*), sum(score), sum(duration_s) from attempts
    where id not in (select attempt_id from retractions) group by {by}
"""
# Which trigger counts an attempt in every sum when what happens, or takes it out again.
_COUNTED = (
    ("attempt_counts", "insert on attempts", "new", "id", "+"),
    ("retraction_uncounts", "insert on retractions", "new", "attempt_id", "-"),
    ("restored_counts", "delete on retractions", "old", "attempt_id", "+"),
)
# A new attempt has no slips yet: they follow, and slip_counts counts them.
_COUNTING = """
    create trigger {name} after {event} begin
        insert into sums_by_day select day, {sign} 1, {sign} score, {sign} duration_s from ({attempt}) where true
        on conflict (day) do update set attempts = attempts + excluded.attempts,
            earned = earned + excluded.earned, seconds = seconds + excluded.seconds;
        insert into sums_by_topic select topic, {sign} 1, {sign} score, {sign} duration_s from ({attempt}) where true
        on conflict (topic) do update set attempts = attempts + excluded.attempts,
            earned = earned + excluded.earned, seconds = seconds + excluded.seconds;
        insert into confidence_sums select confidence, score = 1, {sign} 1 from ({attempt})
        where confidence is not null
        on conflict (said, is_right) do update set times = times + excluded.times;
        insert into slip_sums select topic, {sign} count(*), {sign} sum(lost) from slips
        where attempt_id = (select id from ({attempt})) group by topic
        on conflict (topic) do update set times = times + excluded.times, lost = lost + excluded.lost;
    end
"""


def _add_reviews_of_old(database: Database) -> None:
    """Make reviews of the attempts there are, rated by marks and hints; memories are worked out when asked for."""
    database.execute(
        """
        insert into reviews (item, topic, rating, own, seconds, attempt_id, day, at_utc, offset_min)
        select family || '/' || difficulty, topic,
               case when score = 1 and hints = 0 then 3 when score >= :passed then 2 else 1 end,
               0, duration_s, id, day, at_utc, offset_min
        from attempts where id not in (select attempt_id from retractions) order by id
        """,
        {"passed": PASSED},
    )
    database.execute("insert into stale_memories select distinct item from reviews")
    reviews = database.table("reviews")
    reviews.create_index(["item"])
    reviews.create_index(["day", "seconds", "item"])


def _m006_imports(database: Database) -> None:
    """Keep what was imported: files that came with it are put in their place once its row is on the disk."""
    columns = {"id": str, "source": str, "at_utc": str, "offset_min": int}
    database.table("imports").create(columns, pk="id")


def _m007_memories_by_day(database: Database) -> None:
    """Have what is remembered stand on the learner's days, by the day that each item's last review was kept with.

    Every item stays due on the day it was due on: a schedule was a whole number of days long, and one after a failure
    at most one. Nothing is worked out anew, however many items there are.
    """
    for column in ("last", "due"):
        database.execute(f"alter table memories rename column {column}_utc to {column}_day")
    database.execute(_LAST_AND_DUE_DAYS)
    database.execute("drop index idx_memories_due_utc_item")
    database.table("memories").create_index(["due_day", "item"])


_LAST_AND_DUE_DAYS = """
    update memories set (last_day, due_day) = (
        select day, date(day, max(1, cast(round(julianday(due_day) - julianday(last_day)) as integer)) || ' days')
        from (select coalesce((
            select day from reviews
            where item = memories.item and id not in (select review_id from review_retractions)
            order by id desc limit 1
        ), date(last_day)) as day)
    )
"""


def _m008_cards_by_day(database: Database) -> None:
    """Keep beside the sums over attempts how many answers of a day had no attempt: those to cards."""
    database.table("cards_by_day").create({"day": str, "cards": int}, pk="day")
    database.execute(_COUNT_CARDS)
    for name, event, review, sign in _COUNTED_CARDS:
        database.execute(_COUNTING_CARDS.format(name=name, event=event, review=review, sign=sign))
    database.execute(_RECOUNTING_CARDS)


_COUNT_CARDS = """
    insert into cards_by_day select day, count(*) from reviews
    where attempt_id = 0 and id not in (select review_id from review_retractions) group by day
"""
_COUNTED_CARDS = (
    ("review_counts", "insert on reviews", "new.id", "+"),
    ("review_retraction_uncounts", "insert on review_retractions", "new.review_id", "-"),
    ("restored_review_counts", "delete on review_retractions", "old.review_id", "+"),
)
_COUNTING_CARDS = """
    create trigger {name} after {event} begin
        insert into cards_by_day select day, {sign} 1 from reviews where id = {review} and attempt_id = 0
        on conflict (day) do update set cards = cards + excluded.cards;
    end
"""
# An import may tell a review otherwise than it stands here, in place.
_RECOUNTING_CARDS = """
    create trigger changed_review_recounts after update of day, attempt_id on reviews
    when (old.attempt_id = 0 or new.attempt_id = 0)
        and not exists (select 1 from review_retractions where review_id = new.id)
    begin
        insert into cards_by_day select old.day, -1 where old.attempt_id = 0
        on conflict (day) do update set cards = cards + excluded.cards;
        insert into cards_by_day select new.day, 1 where new.attempt_id = 0
        on conflict (day) do update set cards = cards + excluded.cards;
    end
"""

_MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _m001_attempts_and_predictions,
    _m002_sums_by_day,
    _m003_marks_in_notes,
    _m004_runs_of_demos,
    _m005_the_tutor,
    _m006_imports,
    _m007_memories_by_day,
    _m008_cards_by_day,
)
