"""What leads to what: the prerequisites of topics as a graph without cycles, and the order to read them in."""

from __future__ import annotations

from collections.abc import Mapping

Needs = Mapping[str, tuple[str, ...]]
"""What each topic needs directly, by topic id in reading order. Whatever is needed is a key too, and no topic needs
itself, however far around."""


def needs(prerequisites: Mapping[str, tuple[str, ...]]) -> Needs:
    """Return the graph of topics that there are, from what their notes say.

    What has no note is left out, and so is the prerequisite that would close a circle: half a map is better than none.
    """
    finished: dict[str, tuple[str, ...]] = {}

    def visit(topic: str, above: frozenset[str]) -> None:
        kept = []
        for needed in dict.fromkeys(prerequisites[topic]):
            if needed not in prerequisites or needed in above:
                continue
            if needed not in finished:
                visit(needed, above | {needed})
            kept.append(needed)
        finished[topic] = tuple(kept)

    for topic in prerequisites:
        if topic not in finished:
            visit(topic, frozenset({topic}))
    return {topic: finished[topic] for topic in prerequisites}


def before(graph: Needs, topic: str) -> tuple[str, ...]:
    """Return all that a topic needs, near and far, in an order to read it in: nothing comes before what it needs."""
    order: dict[str, None] = {}

    def visit(reached: str) -> None:
        for needed in graph[reached]:
            if needed not in order:
                visit(needed)
                order[needed] = None

    visit(topic)
    return tuple(order)


def depths(graph: Needs) -> dict[str, int]:
    """Return the length of the longest way to each topic; 0 for those that need nothing."""
    found: dict[str, int] = {}

    def depth(topic: str) -> int:
        if topic not in found:
            found[topic] = 1 + max((depth(needed) for needed in graph[topic]), default=-1)
        return found[topic]

    return {topic: depth(topic) for topic in graph}


def reduced(graph: Needs) -> Needs:
    """Return the graph without what is needed anyway by something else that a topic needs: fewer lines say the same."""
    closure = {topic: frozenset(before(graph, topic)) for topic in graph}
    return {
        topic: tuple(each for each in needed if not any(each in closure[other] for other in needed))
        for topic, needed in graph.items()
    }
