"""Files of a demo: figures and tables, written by a process of their own so that the window goes on, and knobs."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from models.errors import DemoError
from models.knobs import Config
from models.registry import AnyDemo
from models.share import address
from studyapp.child_process import ChildProcess, Failure
from studyapp.errors import StudyAppError
from studyapp.study.demo_export import config_json, read_config
from studyapp.study.file_writing import write_file
from studyapp.study.text_file import read_text_file
from studyapp.ui.plots.package import Package, packed

FIGURES, SCRIPTS = "studyapp.ui.plots.export_figure", "studyapp.ui.export_script"
FEWEST_STEPS = 100  # of a script: a run that has hardly begun is still worth a curve
LONGEST_TOLD = 90  # characters of a shared text that are shown


class RunExport(QObject):
    """One file at a time.

    Signals:
        saved: The file is there whole; carries its path.
        failed: It is not; carries a sentence.
    """

    saved = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path = Path()
        self._process = ChildProcess(self)
        self._process.answered.connect(lambda: self.saved.emit(self._path))
        self._process.failed.connect(self._on_process_failed)

    @property
    def running(self) -> bool:
        """Tell whether a file is being written."""
        return self._process.running

    def start(self, path: Path, package: bytes, module: str = FIGURES, *arguments: str) -> None:
        """Begin to write; one that is still at it is given up. ``module`` is given the path, and what else it wants."""
        self._path = path.absolute()
        command = [sys.executable, "-m", module, str(self._path), *arguments]
        self._process.start(command, package, {"MPLBACKEND": "Agg"})

    def cancel(self) -> None:
        """Give up; the file is left as it was, and nothing is said."""
        self._process.cancel()

    def _on_process_failed(self, failure: Failure) -> None:
        self.failed.emit(failure.told(f"{self._path.name} could not be made"))


class DemoFiles(QObject):
    """What a demo view saves and opens, with a sentence for whatever comes of it.

    Signals:
        told: Something happened; carries its kind (quiet, right, wrong) and a sentence.
        knobs_opened: A file held knobs of this demo; carries the Config.
        writing_changed: A figure or table is being written, or no longer; carries which.
    """

    told = Signal(str, str)
    knobs_opened = Signal(object)
    writing_changed = Signal(bool)

    def __init__(self, demo: AnyDemo, parent: QObject) -> None:
        super().__init__(parent)
        self._demo = demo
        self._export = RunExport(self)
        self._export.saved.connect(self._on_export_saved)
        self._export.failed.connect(self._on_export_failed)

    def save_run(self, path: Path, package: Package) -> None:
        """Write a figure or a table, as the name's ending says, while the window goes on."""
        self._export.start(path, packed(package))
        self.told.emit("quiet", f"Writing {path.name} …")
        self.writing_changed.emit(True)

    def save_script(self, path: Path, config: Config, steps: int) -> None:
        """Write the demo as a script of its own that takes so many steps, while the window goes on."""
        knobs = config_json(self._demo.id, config).encode()
        self._export.start(path, knobs, SCRIPTS, str(max(steps, FEWEST_STEPS)))
        self.told.emit("quiet", f"Writing {path.name} …")
        self.writing_changed.emit(True)

    def copy_address(self, config: Config) -> None:
        """Copy the short text that opens this run anywhere."""
        try:
            text = address(self._demo.id, config)
        except DemoError as error:
            self.told.emit("wrong", str(error))
            return
        QGuiApplication.clipboard().setText(text)
        self.told.emit("right", f"Copied: {text if len(text) <= LONGEST_TOLD else text[:LONGEST_TOLD] + '…'}")

    def cancel(self) -> None:
        """Give up what is being written."""
        self._export.cancel()
        self.writing_changed.emit(False)

    def save_knobs(self, path: Path, config: Config) -> None:
        """Write the knobs as JSON."""
        try:
            write_file(path, config_json(self._demo.id, config))
        except StudyAppError as error:
            self.told.emit("wrong", str(error))
        else:
            self.told.emit("right", f"Saved the knobs as {path}.")

    def open_knobs(self, path: Path) -> None:
        """Read knobs from a file that ``save_knobs`` wrote, if they belong to this demo."""
        try:
            demo_id, config = read_config(read_text_file(path))
        except StudyAppError as error:
            self.told.emit("wrong", f"{path.name}: {error}")
            return
        if demo_id != self._demo.id:
            self.told.emit("wrong", f"{path.name} holds knobs of the demo {demo_id}; open it there.")
            return
        self.knobs_opened.emit(config)

    def _on_export_saved(self, path: Path) -> None:
        self.told.emit("right", f"Saved as {path}.")
        self.writing_changed.emit(False)

    def _on_export_failed(self, sentence: str) -> None:
        self.told.emit("wrong", sentence)
        self.writing_changed.emit(False)
