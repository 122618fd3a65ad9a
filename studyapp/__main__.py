"""``studyapp``: the window without arguments, the command line with them."""

from __future__ import annotations

import sys


def main() -> int:
    """Run what was asked for and return the exit code."""
    if len(sys.argv) > 1:
        from studyapp.cli import run

        return run(sys.argv[1:])
    from studyapp.app import main as open_window

    return open_window()


if __name__ == "__main__":
    sys.exit(main())
