"""``python -m models``, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

THREADS = """
import sys
from models.__main__ import main
assert "numpy" not in sys.modules  # it asks how many threads there may be when it is loaded
main(["list"], standalone_mode=False)
import torch, scipy.linalg
from threadpoolctl import threadpool_info
print({each["num_threads"] for each in threadpool_info()})
"""


def test_every_library_keeps_to_one_thread() -> None:
    free = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    process = subprocess.run(
        [sys.executable, "-c", THREADS], capture_output=True, text=True, cwd=ROOT, env=free, timeout=120, check=False
    )
    assert process.returncode == 0, process.stderr
    assert process.stdout.splitlines()[-1] == "{1}"
