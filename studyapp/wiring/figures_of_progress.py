"""What Learn and Progress show, worked out from the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from studyapp.session import Session
from studyapp.study.catalog import Catalog, shelf_title
from studyapp.study.history import Tally
from studyapp.ui.learn_view import TopicRow
from studyapp.ui.progress_view import ProgressPage
from studyapp.wiring.library import topic_title

SPAN_DAYS = 28


def topic_rows(session: Session, catalog: Catalog) -> list[TopicRow]:
    """Return what Learn lists."""
    tallies = session.store.tallies_by_topic()
    return [
        TopicRow(
            id=topic.id,
            title=topic.title,
            shelf=shelf_title(topic.shelf),
            minutes=topic.front.minutes,
            exercises=len(catalog.families.get(topic.id, ())),
            demos=len(catalog.demos.get(topic.id, ())),
            attempts=tallies.get(topic.id, Tally()).attempts,
            accuracy=tallies.get(topic.id, Tally()).accuracy,
        )
        for topic in catalog.topics.values()
    ]


def progress_page(session: Session, catalog: Catalog, now: datetime) -> ProgressPage:
    """Return what Progress shows."""
    made = session.store.predictions()
    return ProgressPage(
        topics=[(topic_title(catalog, topic), tally) for topic, tally in session.store.tallies_by_topic().items()],
        days=_span(session.store.tallies_by_day(), now.date()),
        predictions=Tally(len(made), sum(one.chosen == one.truth for one in made)),
    )


def _span(days: dict[date, Tally], today: date) -> Sequence[tuple[date, Tally]]:
    """Return every day from the first with an answer, or four weeks ago, up to today."""
    first = min([*days, today - timedelta(days=SPAN_DAYS - 1)])
    count = (today - first).days + 1
    return [(day, days.get(day, Tally())) for day in (first + timedelta(days=n) for n in range(count))]
