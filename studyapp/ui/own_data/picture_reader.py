"""Reads a folder of pictures as small grey squares, a few at a time, so that the window stays alive."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QElapsedTimer, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader

from models.datasets.own_data import MOST_CLASSES, MOST_IMAGES
from studyapp.study.run_data import spread

LARGEST_BYTES = 30_000_000  # of one file
LARGEST_SIDE = 20_000  # pixels; more than any camera has
SLICE_MS = 12
ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".pgm", ".ppm"})


class PictureReader(QObject):
    """Reads the pictures of a folder; those of a folder in it are of the class that the folder is named after.

    Signals:
        progressed: So many of so many files have been looked at.
        finished: All are read; carries the pictures (n, side, side), the class of each, and a sentence on what was
            left out ("" for nothing).
        refused: There is nothing to learn from; carries a sentence.
    """

    progressed = Signal(int, int)
    finished = Signal(object, object, str)
    refused = Signal(str)

    def __init__(self, folder: Path, side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._side = folder, side
        self._waiting: deque[tuple[Path, str]] = deque()
        self._count = self._left_out = self._beyond = 0
        self._images: list[NDArray[np.uint8]] = []
        self._classes: list[str] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self) -> None:
        """Find the files and begin to read them."""
        try:
            files = _files(self._folder)
        except OSError as error:
            self.refused.emit(f"{self._folder.name} can't be read: {error.strerror}.")
            return
        if not files:
            self.refused.emit(
                f"There is no picture in {self._folder.name}: look for PNG, JPEG, BMP, GIF or WebP files."
            )
            return
        if len({kind for _, kind in files}) > MOST_CLASSES:
            self.refused.emit(f"{self._folder.name} holds more than {MOST_CLASSES} folders, each a class: use fewer.")
            return
        self._beyond = max(0, len(files) - MOST_IMAGES)
        # Evenly spread: the first files may all be of the first class.
        self._waiting = deque(files[place] for place in spread(len(files), MOST_IMAGES))
        self._count = len(self._waiting)
        self._timer.start(0)

    def cancel(self) -> None:
        """Stop reading; nothing more is said."""
        self._timer.stop()
        self._waiting.clear()

    def _on_timer_timeout(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._waiting and clock.elapsed() < SLICE_MS:
            path, kind = self._waiting.popleft()
            image = grey_square(path, self._side)
            if image is None:
                self._left_out += 1
            else:
                self._images.append(image)
                self._classes.append(kind)
        self.progressed.emit(self._count - len(self._waiting), self._count)
        if not self._waiting:
            self._timer.stop()
            self._finish()

    def _finish(self) -> None:
        if not self._images:
            self.refused.emit(f"None of the {self._count:,} pictures in {self._folder.name} can be read.")
            return
        said = [
            f"{self._left_out:,} of {self._count:,} files can't be read as pictures." if self._left_out else "",
            f"{self._beyond:,} more are left out: {MOST_IMAGES:,} is the most." if self._beyond else "",
        ]
        self.finished.emit(np.stack(self._images), self._classes, " ".join(filter(None, said)))


def grey_square(path: Path, side: int) -> NDArray[np.uint8] | None:
    """Return the middle of a picture as grey values (side, side), None for what is no picture or is too large."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            return None
    except OSError:
        return None
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (max(size.width(), size.height()) > LARGEST_SIDE or size.isEmpty()):
        return None
    if size.isValid() and min(size.width(), size.height()) > 8 * side:  # a photograph is decoded smaller at once
        reader.setScaledSize(size.scaled(QSize(4 * side, 4 * side), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return None if image.isNull() else _square(image, side)


def _square(image: QImage, side: int) -> NDArray[np.uint8]:
    shorter = min(image.width(), image.height())
    middle = image.copy((image.width() - shorter) // 2, (image.height() - shorter) // 2, shorter, shorter)
    small = middle.scaled(
        side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(small.constBits(), np.uint8).reshape(side, small.bytesPerLine())
    return rows[:, :side].copy()


def _files(folder: Path) -> list[tuple[Path, str]]:
    """Return the picture files of a folder and of the folders in it, each with its class, by their names."""
    found: list[tuple[Path, str]] = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            found += [(each, path.name) for each in sorted(path.iterdir()) if _is_picture(each)]
        elif _is_picture(path):
            found.append((path, ""))
    return found


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and path.is_file()
