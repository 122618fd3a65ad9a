"""Finds every figure: each module in a shelf of ``figures/`` that ends in ``FIGURE = Figure(...)``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import studyapp.figures
from studyapp.errors import ContentError
from studyapp.figures.figure import Figure


@cache
def figures() -> Mapping[str, Figure]:
    """Return all figures by id, in the order of their shelves and file names."""
    found: dict[str, Figure] = {}
    for shelf in pkgutil.iter_modules(studyapp.figures.__path__, "studyapp.figures."):
        if not shelf.ispkg:
            continue
        for module in pkgutil.iter_modules(importlib.import_module(shelf.name).__path__, f"{shelf.name}."):
            figure = importlib.import_module(module.name).FIGURE
            if figure.id in found:
                raise ContentError(f"two figures are called {figure.id!r}")
            found[figure.id] = figure
    return MappingProxyType(found)


def figure(figure_id: str) -> Figure:
    """Return one figure; raises ContentError with a sentence when there is none of that name."""
    try:
        return figures()[figure_id]
    except KeyError:
        raise ContentError(f"There is no figure {figure_id!r}. There are: {', '.join(figures())}.") from None
