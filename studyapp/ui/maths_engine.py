"""Loads what sets formulas piece by piece, so that the window goes on answering meanwhile."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType

_PARTS = (  # in the order in which they need one another; each takes 10 to 45 ms
    "urllib.request",
    "latex2mathml.converter",
    "ziafont",
    "ziamath.escapes",
    "ziamath.nodes",
    "ziamath.zmath",
)


def is_loaded() -> bool:
    """Tell whether a formula can be set without loading anything."""
    return _PARTS[-1] in sys.modules


def load_part() -> None:
    """Load the next piece; nothing happens when all are there."""
    name = next((part for part in _PARTS if part not in sys.modules), "")
    if name.startswith("ziamath.") and "ziamath" not in sys.modules:
        sys.modules["ziamath"] = _stand_in()
    if name:
        importlib.import_module(name)
    if is_loaded() and not hasattr(sys.modules["ziamath"], "__version__"):
        del sys.modules["ziamath"]
        importlib.import_module("ziamath")


def _stand_in() -> ModuleType:
    """Return an empty package through which parts of ziamath can be imported.

    WORKAROUND: importing any part of ziamath 0.13 imports all of it, which takes 100 ms in one go
    (https://github.com/cdelker/ziamath/blob/main/ziamath/__init__.py).
    """
    found = importlib.util.find_spec("ziamath")
    assert found is not None and found.submodule_search_locations is not None, "ziamath is a package we depend on"
    package = ModuleType("ziamath")
    package.__path__ = list(found.submodule_search_locations)
    return package
