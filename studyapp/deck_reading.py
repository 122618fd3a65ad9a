"""``python -m studyapp.deck_reading FILE``: reads a deck of Anki in a process of its own, so that no window waits.

One JSON document on stdout (``read_answer``); a deck that can't be used is one sentence on stderr and exit code 2.
Nothing is written anywhere. The cards belong to no topic yet: whoever takes them in chooses one.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from studyapp.anki_package import read_deck
from studyapp.study.anki import AnkiError, Deck

COMMAND = (sys.executable, "-m", "studyapp.deck_reading")


def main() -> int:
    """Read the deck that the first argument names, write what it holds, and return the exit code."""
    try:
        deck = read_deck(Path(sys.argv[1]), "")
    except AnkiError as error:
        sys.stderr.buffer.write(str(error).encode())
        return 2
    sys.stdout.buffer.write(msgspec.json.encode(deck))
    sys.stdout.buffer.flush()
    return 0


def read_answer(answer: bytes) -> Deck:
    """Return what the process wrote; raises AnkiError."""
    try:
        return msgspec.json.decode(answer, type=Deck)
    except msgspec.MsgspecError as error:
        raise AnkiError(f"The deck could not be read ({error}). Nothing was changed.") from error


if __name__ == "__main__":
    sys.exit(main())
