"""Where an exercise can lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from question_bank.exercise import DemoCase


@dataclass(frozen=True, slots=True)
class Ways:
    """Where an exercise can lead, and what it asks of the app."""

    now: Callable[[], datetime]
    new_seed: Callable[[], int]
    open_demo: Callable[[DemoCase], None]
    open_note: Callable[[str, str], None]
    attempts_changed: Callable[[], None]
    tell: Callable[[str], None]
