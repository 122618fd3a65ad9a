"""The map of topics at work: what the notes say leads to what, coloured by the learner's history."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studyapp.session import Session
from studyapp.study.catalog import Catalog, Topic
from studyapp.study.mastery import RECENT, Mastery, mastery
from studyapp.study.prerequisites import Needs, needs
from studyapp.study.reading_way import Stop, reading_way, way_line
from studyapp.ui.theme import Theme
from studyapp.ui.topic_map_view import TopicMapView
from studyapp.wiring.host import Host
from studyapp.wiring.library import Library


class MapPage:
    """The page with the map; filled whenever it comes into view."""

    def __init__(self, host: Host, library: Library, *, open_topic: Callable[[str], None]) -> None:
        """Build the page."""
        self.view = TopicMapView(host.theme)
        self._host = host
        self._library = library
        self.view.topic_chosen.connect(open_topic)

    def fill(self, topic: str = "") -> None:
        """Show how far the learner is now, and mark a topic if one is given."""
        catalog = self._library.catalog
        self.view.show_topics(stops(self._host.session, catalog), graph(catalog))
        self.view.mark(topic)

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.view.show_theme(theme)


def graph(catalog: Catalog) -> Needs:
    """Return what leads to what among the topics that have a note."""
    return needs({topic.id: topic.front.prerequisites for topic in catalog.topics.values()})


def stops(session: Session, catalog: Catalog) -> Mapping[str, Stop]:
    """Return all topics in reading order, each with how well it is known."""

    def known(topic: str) -> Mastery:
        return mastery(session.store.recent_scores(catalog.families.get(topic, ()), RECENT))

    return {topic.id: _stop(topic, known(topic.id)) for topic in catalog.topics.values()}


def line_before(catalog: Catalog, topic: str) -> str:
    """Return the line at the head of a topic's note that leads to what comes before it, as Markdown."""
    unasked = {each.id: _stop(each, Mastery.NOT_STARTED) for each in catalog.topics.values()}
    return way_line(reading_way(unasked, graph(catalog), topic))


def _stop(topic: Topic, known: Mastery) -> Stop:
    return Stop(topic.id, topic.title, topic.shelf, topic.front.minutes, known)
