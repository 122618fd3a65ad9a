"""``python -m question_bank FAMILY --seed N --difficulty D`` prints an exercise, for whoever writes a family."""

from __future__ import annotations

import argparse
import sys

from question_bank import registry
from question_bank.errors import BankError
from question_bank.printing import as_text


def main() -> int:
    """Print the exercise asked for; return 2 after one sentence when there is no such exercise."""
    parser = argparse.ArgumentParser(prog="python -m question_bank", description="Print one exercise.")
    parser.add_argument("family", help=f"one of: {', '.join(registry.families())}")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--difficulty", type=int, default=1)
    asked = parser.parse_args()
    try:
        text = as_text(registry.exercise(asked.family, asked.seed, asked.difficulty))
    except BankError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
