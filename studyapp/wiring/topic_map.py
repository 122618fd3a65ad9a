"""The map of topics at work: what the notes say leads to what, coloured by how well the learner knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from studyapp.study.catalog import Catalog
from studyapp.study.mastery import Mastery
from studyapp.study.prerequisites import Needs, needs
from studyapp.study.reading_way import Stop, reading_way, way_line
from studyapp.ui.charts.topic_tiles import Tile
from studyapp.ui.slices import AT_ONCE_MS
from studyapp.ui.theme import Theme
from studyapp.ui.topic_map_view import TopicMapView
from studyapp.wiring.host import Host
from studyapp.wiring.knowing import Knowing
from studyapp.wiring.library import Library


class MapPage:
    """The page with the map; filled whenever it comes into view."""

    def __init__(self, host: Host, library: Library, *, knowing: Knowing, open_topic: Callable[[str], None]) -> None:
        """Build the page; ``knowing`` is that of Progress, so that both pages say the same."""
        self.view = TopicMapView(host.theme)
        self._host = host
        self._library = library
        self._knowing = knowing
        self._tiles = knowing.blank_tiles()
        self._is_judged = False
        self.view.topic_chosen.connect(open_topic)

    def fill(self, topic: str = "") -> None:
        """Show how far the learner is now, and mark a topic if one is given."""
        self._show()
        self.view.mark(topic)
        # The first look loads numpy and reads every answer; the map is there before.
        self._knowing.slices.start(self._judged(), AT_ONCE_MS if self._is_judged else 0)

    def _show(self) -> None:
        catalog = self._library.catalog
        self.view.show_topics(stops(catalog, self._tiles, is_judged=self._is_judged), graph(catalog))

    def _judged(self) -> Iterator[None]:
        now = self._host.around.now()
        yield from self._knowing.follow()
        tiles = []
        for topic in self._library.catalog.topics.values():
            tiles.append(self._knowing.tile(topic, now))
            yield
        self._tiles, self._is_judged = tiles, True
        self._show()

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.view.show_theme(theme)


def graph(catalog: Catalog) -> Needs:
    """Return what leads to what among the topics that have a note."""
    return needs({topic.id: topic.front.prerequisites for topic in catalog.topics.values()})


def stops(catalog: Catalog, tiles: Sequence[Tile], *, is_judged: bool = True) -> dict[str, Stop]:
    """Return all topics in reading order, each with how well it is known."""
    return {
        tile.topic: Stop(
            id=tile.topic,
            title=tile.title,
            shelf=topic.shelf,
            minutes=topic.front.minutes,
            mastery=tile.mastery,
            judgement=tile.judgement,
            is_judged=is_judged,
        )
        for tile, topic in zip(tiles, catalog.topics.values(), strict=True)
    }


def line_before(catalog: Catalog, topic: str) -> str:
    """Return the line at the head of a topic's note that leads to what comes before it, as Markdown."""
    unasked = {
        each.id: Stop(each.id, each.title, each.shelf, each.front.minutes, Mastery.NOT_STARTED)
        for each in catalog.topics.values()
    }
    return way_line(reading_way(unasked, graph(catalog), topic))
