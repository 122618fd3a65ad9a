"""The input of a knob that holds pictures: the demo's own, or a folder of the learner's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QFileDialog

from models.datasets.own_data import parse_images, write_images
from models.errors import DemoError
from models.knobs import TEXT_LIMIT
from studyapp.study.run_data import spread
from studyapp.ui.knob_text import TextInput, short_name
from studyapp.ui.own_data.picture_reader import ENDINGS, PictureReader


class PicturesInput(TextInput):
    """Says which pictures are used, and takes a folder of them as grey squares of so many pixels."""

    USUAL = "the demo's own pictures"
    OPEN = "Open a folder…"
    OPEN_TIP = "Pictures of your own. Or drop a folder on this page. A folder in it makes a class of its pictures."
    BACK, BACK_TIP = "Use the demo's", "Go back to the demo's own pictures."

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side
        self._reader: PictureReader | None = None

    def described(self, text: str) -> str:
        """Return how many pictures there are, and of how many classes."""
        try:
            pictures = parse_images(text)
        except DemoError:
            return "pictures that can't be read"
        classes = f" of {len(pictures.class_names)} classes" if pictures.class_names else ""
        return f"{len(pictures.images):,} pictures{classes}, {self._side} × {self._side} pixels"

    def takes(self, path: Path) -> bool:
        """Tell whether a folder, or a picture, was dropped."""
        return path.is_dir() or path.suffix.lower() in ENDINGS

    def open_file(self, path: Path) -> None:
        """Read the pictures of a folder, or of the folder that a picture is in."""
        if self._reader:
            self._reader.cancel()
            self._reader.deleteLater()
        folder = path if path.is_dir() else path.parent
        self._reader = PictureReader(folder, self._side, self)
        self._reader.progressed.connect(lambda done, count: self.summary.setText(f"reading {done:,} of {count:,} …"))
        self._reader.refused.connect(self._on_refused)
        self._reader.finished.connect(lambda images, classes, said: self._on_read(folder.name, images, classes, said))
        self._reader.start()

    def _on_open_button_clicked(self) -> None:
        dialog = QFileDialog(self, "Open a folder of pictures")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_refused(self, sentence: str) -> None:
        self.summary.setText(self.described(self._text) if self._text else self.USUAL)
        self.refused.emit(sentence)

    def _on_read(self, name: str, images: NDArray[np.uint8], classes: Sequence[str], said: str) -> None:
        fit = max(1, TEXT_LIMIT // (self._side * self._side * 2 + 50))
        if len(images) > fit:
            said = f"{said} Only {fit:,}, evenly spread, are used.".strip()
            kept = spread(len(images), fit)
            images, classes = images[kept], [classes[place] for place in kept]
        text = write_images(images, classes)
        self.take(text, f"{short_name(name)}: {self.described(text)}")
        if said:
            self.told.emit(f"{name}: {said}")
