"""``studyapp``: the window without arguments, the command line with them."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def main() -> int:
    """Run what was asked for and return the exit code."""
    if len(sys.argv) > 1:
        from studyapp.cli import run

        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a pipe on Windows would be in a code page without our signs
                stream.reconfigure(encoding="utf-8")
        return run(sys.argv[1:])
    from studyapp.app import main as open_window

    return open_window()


if __name__ == "__main__":
    sys.exit(main())
