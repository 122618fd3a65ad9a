"""What is known of every topic, for the map of Progress: worked out in slices."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.session import Session
from studyapp.study.catalog import Catalog, shelf_title
from studyapp.study.mastery import RECENT, Mastery, mastery
from studyapp.study.statistics import wilson
from studyapp.ui.charts.topic_tiles import Tile


def tiles(session: Session, catalog: Catalog) -> Iterator[Tile]:
    """Yield what is known of each topic, in reading order."""
    for topic in catalog.topics.values():
        scores = [answer.score for answer in session.store.answers_for([topic.id], RECENT)]
        if not scores:
            yield Tile(topic.id, topic.title, shelf_title(topic.shelf), Mastery.NOT_STARTED, None)
            continue
        mean = sum(scores) / len(scores)
        low, high = wilson(mean, len(scores))
        yield Tile(topic.id, topic.title, shelf_title(topic.shelf), mastery(scores), mean, low, high, len(scores))
