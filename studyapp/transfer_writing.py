"""A file that grows line by line and is there whole or not at all, however long it takes to write."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from studyapp.study.file_writing import FileWritingError


class GrowingFile:
    """A context to write in; the file gets its name at the end, and only if all went well.

    Raises FileWritingError with a sentence.
    """

    def __init__(self, path: Path) -> None:
        """Take the name; nothing is written yet."""
        self.path = path
        self._unfinished = path.with_name(f".{path.name}.part")

    def __enter__(self) -> Self:
        """Begin, with the folder made if need be."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._unfinished.open("wb")
        except OSError as error:
            raise self._refused(error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Give the file its name, or leave what was there before."""
        try:
            with self._file:
                self._file.flush()
                os.fsync(self._file.fileno())  # on the disk before the name points to it
            if kind is None:
                self._unfinished.replace(self.path)
        except OSError as failure:
            raise self._refused(failure) from failure
        finally:
            self._unfinished.unlink(missing_ok=True)

    def write(self, content: bytes) -> None:
        """Add to the file."""
        try:
            self._file.write(content)
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> FileWritingError:
        return FileWritingError(f"{self.path.name} can't be written to {self.path.parent}: {error.strerror}.")
