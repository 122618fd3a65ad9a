"""The process that writes a run to a file: ``python -m studyapp.ui.plots.export_figure FILE`` with a package on stdin.

It is a process of its own, because loading matplotlib and drawing for paper takes longer than a window may stand still.
"""

from __future__ import annotations

import sys
from pathlib import Path

from studyapp.errors import StudyAppError
from studyapp.study.demo_export import moments_csv
from studyapp.study.file_writing import write_file
from studyapp.ui.plots.figure import figure_bytes
from studyapp.ui.plots.package import Package, unpacked
from studyapp.ui.plots.series import moments_of


def export(package: Package, path: Path) -> None:
    """Write a figure or a table (.csv), as the file's name ends; raises StudyAppError with a sentence."""
    if path.suffix.lower() == ".csv":
        write_file(path, moments_csv(moments_of(package.columns)))
    else:
        write_file(path, figure_bytes(path, package))


def main() -> int:
    """Write the file named on the command line; return 0, or 2 after one sentence on stderr."""
    try:
        export(unpacked(sys.stdin.buffer.read()), Path(sys.argv[1]))
    except StudyAppError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
