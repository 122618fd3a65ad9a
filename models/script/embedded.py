"""The data that a script of its own carries along: what our modules read from files beside them."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable, Mapping
from pathlib import Path

from models.datasets.digits import digits_file
from models.datasets.texts import notes_text
from models.script.picking import Key, Replacement

LINE = 116  # characters of one line of data
PACKED, END = "PACKED_", "\n)\n\n\n"  # how data begins, and what ends it


def embedded(key: Key) -> Replacement | None:
    """Return what stands for a function which reads a file, with the file in it; None for any other."""
    write = _WRITERS.get(key)
    return Replacement(write()) if write else None


def _packed(name: str, data: bytes) -> str:
    """Return an assignment of gzipped bytes in lines of text."""
    text = base64.b85encode(data).decode()
    lines = [f"    {text[start : start + LINE]!r}" for start in range(0, len(text), LINE)]
    return "\n".join([f"{name} = (", *lines, ")"])


def _digits() -> str:
    return f'''{_packed("PACKED_DIGITS", Path(digits_file()).read_bytes())}


def digits_file():
    """Return the handwritten digits of the UCI repository, as scikit-learn ships them."""
    return io.StringIO(gzip.decompress(base64.b85decode(PACKED_DIGITS)).decode())
'''


def _notes() -> str:
    return f'''{_packed("PACKED_NOTES", gzip.compress(notes_text().encode(), mtime=0))}


def notes_text():
    """Return the text that the net reads."""
    return gzip.decompress(base64.b85decode(PACKED_NOTES)).decode()
'''


def _no_kernel() -> str:
    return '''def kernel():
    """Return None: there is no compiled loop here, torch does the steps."""
    return None
'''


def _no_address() -> str:
    return '''def address(demo_id, config):
    """Return what a cell of a grid stands for; outside the app there is nothing to open."""
    return demo_id
'''


IMPORTS = ("import base64", "import io", "import gzip")
"""What the functions here need."""

_WRITERS: Mapping[Key, Callable[[], str]] = {
    ("models.datasets.digits", "digits_file"): _digits,
    ("models.datasets.texts", "notes_text"): _notes,
    ("models.playground.fast_mlp", "kernel"): _no_kernel,
    ("models.share", "address"): _no_address,
}
