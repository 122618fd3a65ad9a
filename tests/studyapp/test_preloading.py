"""What the first exercise needs is loaded in parts before it is asked for."""

from __future__ import annotations

import subprocess
import sys

FRESH = """
import sys
from studyapp.wiring.preloading import load_in_parts

first = next(parts := load_in_parts())
assert sum(name.startswith("question_bank.families.") for name in sys.modules) < 10
assert sum(1 for _ in parts) > 40
before = set(sys.modules)
from question_bank import registry
from studyapp.wiring import cards, exercises, practise, study
registry.families()
print(sorted(set(sys.modules) - before - {"question_bank.registry"}), "torch" in sys.modules)
"""


def test_nothing_is_left_to_be_loaded_with_the_first_exercise_and_the_first_note() -> None:
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[] False", done.stderr
