"""Where an exercise can lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from question_bank.exercise import DemoCase
from studyapp.study.memory import skill_item, skill_of


@dataclass(frozen=True, slots=True)
class Ways:
    """Where an exercise can lead, and what it asks of the app; ``follow`` goes to an address."""

    now: Callable[[], datetime]
    open_demo: Callable[[DemoCase], None]
    open_note: Callable[[str, str], None]
    attempts_changed: Callable[[], None]
    tell: Callable[[str], None]
    follow: Callable[[str], None]


def exercise_address(family: str, difficulty: int) -> str:
    """Return the address of an exercise."""
    return f"exercise:{skill_item(family, difficulty)}"


def exercise_of(address: str) -> tuple[str, int] | None:
    """Return family and difficulty of an exercise's address, None for another address."""
    scheme, _, item = address.partition(":")
    return skill_of(item) if scheme == "exercise" and "/" in item else None
