"""The real worker, which finds one demo more than usual: one that goes wrong.

With ``light`` as its argument it takes a stand-in for torch: the strange demo needs none, and the real one takes
longer to load than everything else that the tests of dying and restarted workers do. With ``gpu`` it believes that
there is a CUDA device.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import cast

import models.demos
from models.worker import main


def light_torch() -> ModuleType:
    """Return the names that the worker itself takes from torch."""
    torch = ModuleType("torch")
    torch.__dict__.update(
        __version__="light",
        OutOfMemoryError=type("OutOfMemoryError", (RuntimeError,), {}),
        set_num_threads=lambda count: None,
        cuda=SimpleNamespace(is_available=lambda: "gpu" in sys.argv, get_device_name=lambda device: "Strange GPU"),
        backends=SimpleNamespace(mps=SimpleNamespace(is_available=lambda: False)),
    )
    return torch


if __name__ == "__main__":
    models.demos.__path__.append(str(Path(__file__).resolve().parent / "strange_demos"))
    if "light" in sys.argv[1:]:
        sys.modules["torch"] = light_torch()
        sys.modules["numba"] = cast("ModuleType", None)  # as where it is not installed
    main()
