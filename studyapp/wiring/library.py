"""Topics, families and demos together: titles, places and lists, asked of the registries when first needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from models import registry as demo_registry
from question_bank import registry as family_registry
from studyapp.study.catalog import Catalog, Topic, shelf_title
from studyapp.ui.lab_view import DemoRow

Pairs = tuple[tuple[str, str], ...]


class Library:
    """Everything there is to study. The demos' registry is asked only when demos are listed."""

    def __init__(self, topics: Catalog) -> None:
        """Begin with the notes alone."""
        self._topics = topics

    @cached_property
    def catalog(self) -> Catalog:
        """Return the catalog with every family and demo tied to its topic."""
        return self._topics.linked(
            [(family.id, family.topic) for family in family_registry.families().values()],
            [(demo.id, demo.topic) for demo in demo_registry.demos().values()],
        )

    @cached_property
    def families(self) -> tuple[str, ...]:
        """Return the ids of all families, in the reading order of their topics."""
        order = {topic: number for number, topic in enumerate(self._topics.topics)}
        found = family_registry.families().values()
        return tuple(each.id for each in sorted(found, key=lambda family: order.get(family.topic, len(order))))

    @cached_property
    def family_titles(self) -> Mapping[str, str]:
        """Return every family's title by id."""
        return {family.id: family.title for family in family_registry.families().values()}

    @cached_property
    def demo_titles(self) -> Mapping[str, str]:
        """Return every demo's title by id."""
        return {demo.id: demo.title for demo in demo_registry.demos().values()}

    def families_of(self, topic: Topic) -> Pairs:
        """Return (id, title) of a topic's families."""
        return titled(self.catalog.families.get(topic.id, ()), self.family_titles)

    def demos_of(self, topic: Topic) -> Pairs:
        """Return (id, title) of a topic's demos."""
        return titled(self.catalog.demos.get(topic.id, ()), self.demo_titles)

    def families_by_shelf(self) -> dict[str, list[tuple[str, str]]]:
        """Return (id, title) of the families by the title of their shelf, in reading order."""
        found: dict[str, list[tuple[str, str]]] = {}
        for family in self.families:
            shelf = shelf_title(family_registry.family(family).topic.partition(".")[0])
            found.setdefault(shelf, []).append((family, self.family_titles[family]))
        return found

    def demo_rows(self) -> list[DemoRow]:
        """Return what the Lab lists, in reading order."""
        return [
            DemoRow(demo, title, topic.title, demo_registry.demo(demo).predictions[0].question)
            for topic in self._topics.topics.values()
            for demo, title in self.demos_of(topic)
        ]

    def place_of_family(self, family: str) -> tuple[str, str]:
        """Return the topic id and heading slug where a family is explained."""
        found = family_registry.family(family)
        return found.topic, found.heading

    def place_of_demo(self, demo: str) -> tuple[str, str]:
        """Return the topic id and heading slug where a demo is explained."""
        found = demo_registry.demo(demo)
        return found.topic, found.heading


def titled(ids: Iterable[str], titles: Mapping[str, str]) -> Pairs:
    """Return (id, title) pairs; an id without a title (a family of another version) is left out."""
    return tuple((each, titles[each]) for each in ids if each in titles)
