"""The way to a topic: all that comes before it, in the order to read it in, with the time it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studyapp.study.mastery import Mastery
from studyapp.study.prerequisites import Needs, before


@dataclass(frozen=True, slots=True)
class Stop:
    """A topic on the map or on the way to another; ``minutes`` is about how long reading its note takes.

    ``judgement`` says in a sentence what ``mastery`` rests on; nothing is said while that is still worked out.
    """

    id: str
    title: str
    shelf: str
    minutes: int
    mastery: Mastery
    judgement: str = ""
    is_judged: bool = True

    @property
    def facts(self) -> str:
        """Return how long the topic takes and, once that is worked out, how well it is known."""
        return f"{self.minutes} min · {self.mastery.value}" if self.is_judged else f"{self.minutes} min"

    @property
    def said(self) -> str:
        """Return the same for a screen reader."""
        return f"{self.minutes} minutes, {self.mastery.value}" if self.is_judged else f"{self.minutes} minutes"

    @property
    def is_open(self) -> bool:
        """Tell whether the topic is still to be learned."""
        return self.mastery is not Mastery.KNOWN


@dataclass(frozen=True, slots=True)
class ReadingWay:
    """What comes before a topic: ``near`` is what its note asks for itself, ``stops`` all of it in reading order.

    ``after`` are the topics whose notes ask for this one.
    """

    topic: Stop
    near: tuple[Stop, ...]
    stops: tuple[Stop, ...]
    after: tuple[Stop, ...]

    @property
    def minutes(self) -> int:
        """Return about how long reading all of it takes."""
        return _minutes(self.stops)

    @property
    def open_stops(self) -> tuple[Stop, ...]:
        """Return the stops that are not known yet."""
        return tuple(stop for stop in self.stops if stop.is_open)

    @property
    def open_minutes(self) -> int:
        """Return about how long reading what is not known yet takes."""
        return _minutes(self.open_stops)


def reading_way(stops: Mapping[str, Stop], graph: Needs, topic: str) -> ReadingWay:
    """Return the way to a topic."""
    return ReadingWay(
        topic=stops[topic],
        near=tuple(stops[each] for each in graph[topic]),
        stops=tuple(stops[each] for each in before(graph, topic)),
        after=tuple(stops[each] for each, needed in graph.items() if topic in needed),
    )


def next_stop(stops: Mapping[str, Stop], graph: Needs) -> str:
    """Return the first topic in reading order that is not known and needs nothing unknown; the first for want of any.

    Return "" when there are no topics.
    """
    ready = (
        topic for topic, stop in stops.items() if stop.is_open and not any(stops[each].is_open for each in graph[topic])
    )
    return next(ready, next(iter(stops), ""))


def way_line(way: ReadingWay) -> str:
    """Return the line at the head of a note that leads to what comes before it, as Markdown; "" if nothing does."""
    if not way.stops:
        return ""
    near = ", ".join(f"[{stop.title}](topic:{stop.id})" for stop in way.near)
    count = "1 note" if len(way.stops) == 1 else f"{len(way.stops)} notes"
    return f"Before this: {near} · [about {way.minutes} min, {count} in all](before:{way.topic.id})"


def _minutes(stops: Iterable[Stop]) -> int:
    return sum(stop.minutes for stop in stops)
