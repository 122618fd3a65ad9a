"""What is still to be learnt for the first time: steps of some minutes, in an order that what is needed comes first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from studyapp.study.prerequisites import Needs, before

SHORTEST = 1.0  # minutes of a note that says it takes none


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic as work: its note takes ``minutes`` to read, then its ``families`` are practised."""

    topic: str
    minutes: float
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Syllabus:
    """All topics as work, by topic id in reading order, and what each needs."""

    subjects: Mapping[str, Subject]
    graph: Needs


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to learn, about ``minutes`` long: a family to practise, or the topic's note when it is ""."""

    topic: str
    family: str
    minutes: float


@dataclass(frozen=True, slots=True)
class Unit:
    """What is left to learn of a topic; ``weight`` is what the topic is worth, 0 if it is only needed by others."""

    topic: str
    weight: float
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> float:
        """Return how long all of it takes."""
        return sum(step.minutes for step in self.steps)


def open_units(
    syllabus: Syllabus,
    weight: Callable[[str], float],
    *,
    learnt: Collection[str],
    read: Collection[str],
    first_go: float,
) -> list[Unit]:
    """Return what is left to learn of the topics that weigh something, nothing before what it needs.

    ``learnt`` are the families that are scheduled, ``read`` the topics whose notes have been read, ``first_go`` the
    minutes of a family's first practice. A topic that is only needed by others counts with its note alone.
    """
    order: dict[str, float] = {}
    for topic in syllabus.graph:
        if (worth := weight(topic)) > 0:
            for needed in before(syllabus.graph, topic):
                order.setdefault(needed, max(weight(needed), 0.0))
            order.setdefault(topic, worth)
    units = []
    for topic, worth in order.items():
        steps = _steps(syllabus.subjects[topic], worth, learnt, read, first_go)
        if steps:
            units.append(Unit(topic, worth, steps))
    return units


def fitting(units: Sequence[Unit], room: float, graph: Needs) -> list[Unit]:
    """Return, in their old order, the units that fit: those worth most a minute, each with what it needs."""
    by_topic = {unit.topic: unit for unit in units}
    bundles = {
        unit.topic: [by_topic[topic] for topic in (*before(graph, unit.topic), unit.topic) if topic in by_topic]
        for unit in units
    }

    def value(topic: str) -> float:
        return sum(unit.weight for unit in bundles[topic]) / sum(unit.minutes for unit in bundles[topic])

    kept: set[str] = set()
    for topic in sorted(bundles, key=lambda each: -value(each)):
        missing = [unit for unit in bundles[topic] if unit.topic not in kept]
        if (minutes := sum(unit.minutes for unit in missing)) <= room + 1e-9:
            kept.update(unit.topic for unit in missing)
            room -= minutes
    return [unit for unit in units if unit.topic in kept]


def _steps(
    subject: Subject, worth: float, learnt: Collection[str], read: Collection[str], first_go: float
) -> tuple[Step, ...]:
    begun = subject.topic in read or any(family in learnt for family in subject.families)
    note = () if begun else (Step(subject.topic, "", max(subject.minutes, SHORTEST)),)
    if not worth:
        return note
    return note + tuple(Step(subject.topic, family, first_go) for family in subject.families if family not in learnt)
