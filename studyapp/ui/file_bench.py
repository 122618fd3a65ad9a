"""A demo's bench that opens and saves files: knobs, numbers, figures, and texts to learn from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from models.knobs import Config, with_values
from models.registry import AnyDemo
from studyapp.ui.demo_bench import DemoBench
from studyapp.ui.demo_exports import DemoFiles
from studyapp.ui.knob_text import TextInput
from studyapp.ui.plots.package import Package
from studyapp.ui.theme import Theme


class FileBench(DemoBench):
    """The bench with its files, by button or dropped on it."""

    def __init__(self, demo: AnyDemo, theme: Theme) -> None:
        super().__init__(demo, theme)
        self.files = DemoFiles(demo, self)
        self.export_button.save_requested.connect(self.save_file)
        self.export_button.open_requested.connect(self.files.open_knobs)
        self.export_button.copy_requested.connect(lambda: self.files.copy_address(self.run_config()))
        self.knobs.told.connect(lambda sentence: self.tell("quiet", sentence))
        self.files.told.connect(self.tell)
        self.files.writing_changed.connect(self._on_writing_changed)

    def config(self) -> Config:
        """Return the knobs as they stand."""
        config: Config = with_values(self.demo.config(), self.knobs.values())
        return config

    def run_config(self) -> Config:
        """Return the knobs of what is in view."""
        return self.config()

    def package(self) -> Package:
        """Return what the plots show as it is drawn or saved."""
        series, pictures = self.board.shown()
        kept = tuple((number, each.columns()) for number, each in self.board.kept)
        return Package(self.demo.title, self.demo.plots, series.columns(), dict(pictures), self.theme, kept)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file."""
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def open_file(self, path: Path) -> None:
        """Open saved knobs, or any other file as what a demo learns from: a text, a table, pictures."""
        inputs = [row.input for row in self.knobs.rows.values() if isinstance(row.input, TextInput)]
        meant = next((each for each in inputs if each.takes(path)), None)
        if meant:
            meant.open_file(path)
        else:
            self.files.open_knobs(path)

    def save_file(self, path: Path) -> None:
        """Save the knobs (.json), the numbers (.csv), the figure (.png, .svg, .pdf) or a torch script (.py)."""
        if path.suffix.lower() == ".json":
            self.files.save_knobs(path, self.config())
        elif path.suffix.lower() == ".py":
            self.files.save_script(path, self.run_config(), int(self.board.series.last_step))
        else:
            self.files.save_run(path, self.package())

    def _on_writing_changed(self, writing: bool) -> None:
        if writing:
            self.tell("quiet", self.notice.message.text(), "Cancel", self._on_cancel_pressed)
        self.export_button.setEnabled(not writing)

    def _on_cancel_pressed(self) -> None:
        self.files.cancel()
        self.tell("quiet", "Nothing was written.")
