"""What Learn and Progress show, worked out from the history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from studyapp.session import Session
from studyapp.study.catalog import Catalog, shelf_title
from studyapp.study.exams import exams_ahead
from studyapp.study.history import Tally, TimeTally, learners_day
from studyapp.study.statistics import Bin, bins, one_in, predictions_by_demo
from studyapp.ui.learn_view import TopicRow
from studyapp.ui.progress.page import ProgressPage, TopicProgress, TopicSlips
from studyapp.wiring.library import Library, topic_title

FORECAST_DAYS = 30
REVIEWS_CHECKED = 20_000
"""Of a longer log so many reviews are compared with what was foreseen: the chart is as sharp, and there at once."""
PAIRS_A_SLICE = 20
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


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


def progress_page(session: Session, library: Library, now: datetime, day_starts_at: int) -> ProgressPage:
    """Return the sums that Progress shows; quick however long the history is."""
    store, catalog, titles = session.store, library.catalog, library.demo_titles
    times, today = store.times_by_topic(), learners_day(now, day_starts_at)
    return ProgressPage(
        today=today,
        topics=[
            TopicProgress(topic, topic_title(catalog, topic), tally, times.get(topic, TimeTally(0, 0.0)))
            for topic, tally in store.tallies_by_topic().items()
        ],
        days=store.tallies_by_day(),
        predictions=[
            (titles.get(demo, demo), tally) for demo, tally in predictions_by_demo(store.predictions()).items()
        ],
        slips=[
            TopicSlips(topic, topic_title(catalog, topic), slips) for topic, slips in store.slips_by_topic().items()
        ],
        confidence=bins(store.confidence_counts()),
        forecast=store.reviews.due_by_day(today, FORECAST_DAYS),
        exams=exams_ahead(store.exams.all(), today),
    )


def recall_found(session: Session, answers: int, show: Callable[[Sequence[Bin]], None]) -> Iterator[None]:
    """Compare in slices what the schedule foresaw with what was recalled, and show it when all is compared.

    ``answers`` is about how long the log is.
    """
    from studyapp.study.refitting import predictions  # fsrs: not before the page is there

    store = session.store
    log = one_in(store.reviews.log(), -(-answers // REVIEWS_CHECKED))
    pairs: list[tuple[float, bool]] = []
    for pair in predictions(log, store.parameters(), BEGINNING):
        pairs.append(pair)
        if len(pairs) % PAIRS_A_SLICE == 0:
            yield
    show(bins(Counter(pairs)))
