"""What full recall of an item is worth for an exam."""

from __future__ import annotations

from collections.abc import Callable, Collection

from studyapp.study.memory import CARD, Memory, skill_of
from studyapp.study.new_work import Syllabus

CARD_SHARE = 0.1  # what a card counts for in its topic, against a skill: exams ask for skills


class Worth:
    """What items are worth: their topic's share of the exam, divided among the topic's skills and cards.

    Families that are not learnt yet have their part too, so that the whole is 1 whatever has been learnt.
    """

    def __init__(self, share: Callable[[str], float], syllabus: Syllabus, memories: Collection[Memory]) -> None:
        """Take the share of each topic, and all that is remembered."""
        parts: dict[str, float] = {}
        for memory in memories:
            parts[memory.topic] = parts.get(memory.topic, 0.0) + part_of_topic(memory.item)
        learnt = {skill[0] for memory in memories if (skill := skill_of(memory.item))}
        for topic, subject in syllabus.subjects.items():
            if unlearnt := sum(family not in learnt for family in subject.families):
                parts[topic] = parts.get(topic, 0.0) + unlearnt
        shares = {topic: share(topic) for topic in parts}
        total = sum(shares.values())
        self._of_part = {topic: shares[topic] / total / part for topic, part in parts.items() if shares[topic] > 0}

    def of_skill(self, topic: str) -> float:
        """Return what a skill of a topic is worth."""
        return self._of_part.get(topic, 0.0)

    def of(self, memory: Memory) -> float:
        """Return what an item is worth; 0 if the exam doesn't ask for it."""
        return self._of_part.get(memory.topic, 0.0) * part_of_topic(memory.item)


def part_of_topic(item: str) -> float:
    """Return what an item counts for in its topic, against a skill."""
    return CARD_SHARE if item.startswith(CARD) else 1.0
