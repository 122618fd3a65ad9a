"""What the first exercise and the first note would wait for, loaded before, while the window has nothing to do."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import chain

import question_bank.families

AFTERWARDS = ("studyapp.wiring.practise", "studyapp.wiring.exercises", "studyapp.wiring.cards", "studyapp.wiring.study")


def load_in_parts() -> Iterator[None]:
    """Import one module after the other; all families together take several tenths of a second."""
    families = pkgutil.walk_packages(question_bank.families.__path__, "question_bank.families.")
    for name in chain((family.name for family in families), AFTERWARDS):
        importlib.import_module(name)
        yield
