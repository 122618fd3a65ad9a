"""The network's source as it is on the disk, to be read and copied; the lines that a knob changes are marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from studyapp.ui.code_text import CodeText
from studyapp.ui.highlight import highlight
from studyapp.ui.pieces import label, row
from studyapp.ui.theme import MONO_FAMILIES, WITHIN_PX, Theme

CODE_PX = 13


class SourceView(QWidget):
    """Python files, one at a time; each is read and coloured when it is looked at.

    ``pieces`` names for a knob pieces of the lines that it changes, as Demo.knob_lines does; ``labels`` are the knobs'
    names as people read them.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        theme: Theme,
        *,
        pieces: Mapping[str, tuple[str, ...]] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.paths, self._theme, self._shown = tuple(paths), theme, False
        self._pieces, self._labels = dict(pieces or {}), dict(labels or {})
        self._texts: dict[Path, list[str]] = {}
        self._turned = ""
        self._changed: tuple[str, ...] = ()
        self.files = QComboBox()
        self.files.addItems(["/".join(path.parts[-3:]) for path in self.paths])
        self.files.setAccessibleName("file of the source")
        self.files.setEnabled(len(self.paths) > 1)
        self.code = CodeText()
        self.code.setAccessibleName("source of the network")
        self.legend = label("", "small", wrap=True)
        self.legend.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, WITHIN_PX, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(self.files))
        column.addWidget(self.legend)
        column.addWidget(self.code, 1)
        self.files.currentIndexChanged.connect(self._show_source)

    def show_turned(self, knob: str) -> None:
        """Mark the lines that a knob changes, and bring them into view; a knob without such lines marks none."""
        if knob == self._turned or (knob not in self._pieces and not self._turned):
            return
        self._turned = knob if knob in self._pieces else ""
        if self._shown:
            self._open_file_of(self._turned)
            self._show_marks(scroll=True)

    def show_changed(self, knobs: Iterable[str]) -> None:
        """Mark quietly the lines of knobs that are not at their usual value."""
        changed = tuple(knob for knob in knobs if knob in self._pieces)
        if changed != self._changed:
            self._changed = changed
            if self._shown:
                self._show_marks(scroll=False)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        if self._shown:
            self._show_source()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the file when it is first looked at, and bring marked lines into view."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self._open_file_of(self._turned)
            self._show_source()
        self._show_marks(scroll=True)

    def lines_of(self, knob: str) -> list[int]:
        """Return the places of the lines in view that a knob changes, the first line being 0."""
        pieces = self._pieces.get(knob, ())
        lines = self._lines(self.paths[self.files.currentIndex()])
        return [number for number, line in enumerate(lines) if any(piece in line for piece in pieces)]

    def _lines(self, path: Path) -> list[str]:
        if path not in self._texts:
            self._texts[path] = path.read_text(encoding="utf-8").expandtabs(4).rstrip("\n").split("\n")
        return self._texts[path]

    def _open_file_of(self, knob: str) -> None:
        """Show the first file that has lines of the knob, unless the one in view has some."""
        if self.lines_of(knob):
            return
        pieces = self._pieces.get(knob, ())
        for number, path in enumerate(self.paths):
            if any(piece in line for line in self._lines(path) for piece in pieces):
                self.files.setCurrentIndex(number)
                return

    def _show_source(self) -> None:
        families = ", ".join(f"'{family}'" for family in MONO_FAMILIES)
        self.code.setStyleSheet(
            f"QTextEdit {{ font-family: {families}; font-size: {CODE_PX}px; padding: {WITHIN_PX}px;"
            f"color: {self._theme.ink}; background: {self._theme.surface}; border: 1px solid {self._theme.line}; }}"
        )
        lines = self._lines(self.paths[self.files.currentIndex()])
        source = highlight("\n".join(lines), "python", self._theme)
        self.code.setHtml("".join(f'<div style="white-space: pre">{line}</div>' for line in source.split("<br>")))
        self._show_marks(scroll=False)

    def _show_marks(self, *, scroll: bool) -> None:
        """Mark the turned knob's lines plainly and those of the other changed knobs quietly; say which they are."""
        plain = self.lines_of(self._turned)
        quiet = sorted({number for knob in self._changed for number in self.lines_of(knob)} - set(plain))
        self.code.show_marks(plain, quiet, self._theme)
        if plain and scroll:
            self.code.scroll_to(plain[0])
        told = [f"▌ changed by: {self._labels.get(self._turned, self._turned)}"] if self._turned else []
        others = [self._labels.get(knob, knob) for knob in self._changed if knob != self._turned]
        told += [f"▏ not as usual: {', '.join(others)}"] if others else []
        self.legend.setText("     ".join(told))
        self.legend.setVisible(bool(told))
        self.code.setAccessibleDescription(
            f"{self.legend.text()} Lines {', '.join(str(number + 1) for number in plain)}." if plain else ""
        )
