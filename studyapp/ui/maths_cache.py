"""Typeset formulas kept on disk, so that a note that was read once opens without loading the typesetter.

Each formula is a file of its own, named by what was set and by which version of the engine. What can't be read or
written is simply set again: a cache never stands in anybody's way.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from studyapp.ui.maths import Drawing, Formula, engine, read_drawing

MAX_FILES_PER_DRAWER = 40  # of 256 drawers: about 10,000 formulas, 80 MB


class FormulaCache:
    """Drawings of formulas by what was written; ``folder`` None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        """Use a folder, which is made when the first drawing is kept."""
        self._folder = folder

    def drawing(self, formula: Formula) -> Drawing | None:
        """Return the kept drawing, or None when there is none that can be used."""
        if self._folder is None:
            return None
        try:
            return read_drawing(self._file(self._folder, formula).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def keep(self, formula: Formula, drawing: Drawing) -> None:
        """Keep a drawing for the next time; a full or read-only disk keeps nothing."""
        if self._folder is None:
            return
        file = self._file(self._folder, formula)
        unfinished = file.with_suffix(".part")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            _make_room(file.parent)
            unfinished.write_text(drawing.svg, encoding="utf-8")
            unfinished.replace(file)

    def _file(self, folder: Path, formula: Formula) -> Path:
        """Return the file of a formula; characters that UTF-8 can't hold are told apart by their numbers."""
        written = f"{engine()}\n{'display' if formula.display else 'inline'}\n{formula.latex}"
        name = hashlib.sha256(written.encode("utf-8", "backslashreplace")).hexdigest()
        return folder / name[:2] / f"{name[2:34]}.svg"


def _make_room(drawer: Path) -> None:
    """Throw out the older half of a full drawer."""
    files = sorted(drawer.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    if len(files) >= MAX_FILES_PER_DRAWER:
        for file in files[: len(files) // 2]:
            file.unlink(missing_ok=True)
