"""Finds every demo: each module below ``demos/`` that ends in ``DEMO = Demo(...)``. Listing leaves torch unloaded."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import models.demos
from models.demo import Demo
from models.errors import DemoError

AnyDemo = Demo[Any]  # demos of different Configs side by side


@cache
def demos() -> Mapping[str, AnyDemo]:
    """Return all demos by id, in the order of their shelves and file names."""
    found: dict[str, AnyDemo] = {}
    for module in _modules():
        demo = importlib.import_module(module).DEMO
        if demo.id in found:
            raise DemoError(f"two demos are called {demo.id!r}")
        found[demo.id] = demo
    return MappingProxyType(found)


def demo(demo_id: str) -> AnyDemo:
    """Return one demo; raises DemoError with a sentence when there is none of that name.

    Nearly all modules are called as their demo is. Such a one is found without the others: a first frame waits for it.
    """
    try:
        return _namesake(demo_id) or demos()[demo_id]
    except KeyError:
        raise DemoError(f"There is no demo {demo_id!r}. There are: {', '.join(demos())}.") from None


@cache
def _namesake(demo_id: str) -> AnyDemo | None:
    """Return the demo of the module that is called as it is."""
    for module in _modules():
        if module.rpartition(".")[2] == demo_id.replace("-", "_"):
            found: AnyDemo = importlib.import_module(module).DEMO
            if found.id == demo_id:
                return found
    return None


def _modules() -> list[str]:
    return [each.name for each in pkgutil.walk_packages(models.demos.__path__, "models.demos.") if not each.ispkg]


def source_paths(demo: AnyDemo) -> tuple[Path, ...]:
    """Return the files whose code is shown beside the plots: the net, and the nets it is made of; none is imported."""
    main = _file_of(demo.source, demo)
    parts = re.findall(r"^from (models\.nets\.\w+) import", main.read_text(encoding="utf-8"), re.MULTILINE)
    return (main, *(_file_of(part, demo) for part in parts))


def _file_of(module: str, demo: AnyDemo) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise DemoError(f"{demo.id}: there is no module {module}")
    return Path(spec.origin)
