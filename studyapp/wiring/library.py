"""Topics, families and demos together: titles, places and lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from studyapp.study.catalog import SHELVES, Catalog, Topic, shelf_title
from studyapp.study.glossary import Glossary, place_of_term
from studyapp.study.outline import Outline, load_outline
from studyapp.ui.lab_view import DemoRow

Pairs = tuple[tuple[str, str], ...]


class Library:
    """Everything there is to study. Listing imports neither families nor demos."""

    def __init__(self, topics: Catalog, cache: Path) -> None:
        """Begin with the notes alone; ``cache`` is where the outline of the rest is kept."""
        self._topics = topics
        self._cache = cache

    @cached_property
    def catalog(self) -> Catalog:
        """Return the catalog with every family and demo tied to its topic."""
        families, demos = self.outline.families, self.outline.demos
        return self._topics.linked(
            [(each.id, each.topic) for each in families], [(each.id, each.topic) for each in demos]
        )

    @cached_property
    def families(self) -> tuple[str, ...]:
        """Return the ids of all families: shelf by shelf, in the reading order of their topics.

        On each shelf, families whose topic has no note yet come last.
        """
        order = {topic: number for number, topic in enumerate(self._topics.topics)}
        shelves = {shelf: number for number, shelf in enumerate(SHELVES)}
        found = sorted(
            self.outline.families,
            key=lambda family: (
                shelves.get(family.topic.partition(".")[0], len(shelves)),
                order.get(family.topic, len(order)),
                family.topic,
            ),
        )
        return tuple(each.id for each in found)

    @cached_property
    def family_titles(self) -> Mapping[str, str]:
        """Return every family's title by id."""
        return {each.id: each.title for each in self.outline.families}

    @cached_property
    def floors(self) -> Mapping[tuple[str, int], float]:
        """Return which share of marks guessing alone earns, by family and difficulty."""
        return {(each.id, level): share for each in self.outline.families for level, share in each.guessed.items()}

    @cached_property
    def demo_titles(self) -> Mapping[str, str]:
        """Return every demo's title by id."""
        return {each.id: each.title for each in self.outline.demos}

    def families_of(self, topic: Topic) -> Pairs:
        """Return (id, title) of a topic's families."""
        return titled(self.catalog.families.get(topic.id, ()), self.family_titles)

    def demos_of(self, topic: Topic) -> Pairs:
        """Return (id, title) of a topic's demos."""
        return titled(self.catalog.demos.get(topic.id, ()), self.demo_titles)

    def families_by_shelf(self) -> dict[str, list[tuple[str, str]]]:
        """Return (id, title) of the families by the title of their shelf, in reading order."""
        topics = {each.id: each.topic for each in self.outline.families}
        found: dict[str, list[tuple[str, str]]] = {}
        for family in self.families:
            shelf = shelf_title(topics[family].partition(".")[0])
            found.setdefault(shelf, []).append((family, self.family_titles[family]))
        return found

    def demo_rows(self) -> list[DemoRow]:
        """Return what the Lab lists, in the reading order of their topics."""
        order = {topic: number for number, topic in enumerate(self._topics.topics)}
        found = sorted(self.outline.demos, key=lambda demo: order.get(demo.topic, len(order)))
        return [
            DemoRow(
                each.id, each.title, self._title(each.topic), each.question, shelf_title(each.topic.partition(".")[0])
            )
            for each in found
        ]

    def place_of_demo(self, demo: str) -> tuple[str, str]:
        """Return the topic id and heading slug where a demo is explained."""
        return next((each.topic, each.heading) for each in self.outline.demos if each.id == demo)

    @cached_property
    def glossary(self) -> Glossary:
        """Return the terms of all notes."""
        return Glossary(self._topics)

    def place_of_link(self, address: str) -> tuple[str, str]:
        """Return the topic id and heading slug that a link to a topic or a term leads to."""
        scheme, _, target = address.partition(":")
        topic, _, inside = target.partition("#")
        return topic, place_of_term(self._topics.topic(topic), unquote(inside)) if scheme == "term" else inside

    @cached_property
    def outline(self) -> Outline:
        """Return the names and places of all families and demos."""
        return load_outline(self._cache)

    def _title(self, topic: str) -> str:
        return topic_title(self._topics, topic)


def topic_title(catalog: Catalog, topic: str) -> str:
    """Return a topic's title, made from its id where it has no note yet."""
    found = catalog.topics.get(topic)
    return found.title if found else topic.rpartition(".")[2].replace("-", " ").capitalize()


def titled(ids: Iterable[str], titles: Mapping[str, str]) -> Pairs:
    """Return (id, title) pairs; an id without a title (a family of another version) is left out."""
    return tuple((each, titles[each]) for each in ids if each in titles)
