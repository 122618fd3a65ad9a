"""The process that writes a demo as a script: ``python -m studyapp.ui.export_script FILE STEPS``, its knobs on stdin.

It is a process of its own, because reading and sorting all the sources takes longer than a window may stand still.
"""

from __future__ import annotations

import sys
from pathlib import Path

from models.errors import DemoError
from models.registry import demo
from models.script.writing import torch_script
from studyapp.errors import StudyAppError
from studyapp.study.demo_export import read_config
from studyapp.study.file_writing import write_file


def main() -> int:
    """Write the file named on the command line; return 0, or 2 after one sentence on stderr."""
    try:
        demo_id, config = read_config(sys.stdin.buffer.read().decode())
        write_file(Path(sys.argv[1]), torch_script(demo(demo_id), config, steps=int(sys.argv[2])))
    except (StudyAppError, DemoError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
