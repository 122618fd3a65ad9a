"""Everything a figure or table of a run is made from, as bytes that one process hands to another."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.demo import Picture, Pictures
from models.plots import Plot
from studyapp.ui.plots.series import Values
from studyapp.ui.theme import THEMES, Theme

COLUMN, PICTURE, KEPT, WORDS = "column ", "picture ", "kept ", "words"
KINDS = {kind.__name__: kind for kind in get_args(Plot)}


@dataclass(frozen=True, slots=True)
class Package:
    """A run as it is to be drawn or written: ``columns`` as from ``Series.columns``.

    ``kept`` are the columns of runs kept for comparison, each with its number.
    """

    title: str
    plots: tuple[Plot, ...]
    columns: dict[str, Values]
    pictures: Pictures
    theme: Theme
    kept: tuple[tuple[int, dict[str, Values]], ...] = ()


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    theme: str
    plots: list[dict[str, Any]]  # Any: the fields of whichever plot ``kind`` names
    texts: dict[str, str | tuple[str, ...]]


def packed(package: Package) -> bytes:
    """Return the package as bytes: arrays as numpy writes them, everything else as JSON beside them."""
    texts = {name: each for name, each in package.pictures.items() if isinstance(each, str | tuple)}
    plots = [{"kind": type(plot).__name__, **asdict(plot)} for plot in package.plots]
    words = msgspec.json.encode(_Words(package.title, package.theme.name, plots, texts))
    arrays: dict[str, NDArray[Any]] = {
        f"{PICTURE}{name}": each for name, each in package.pictures.items() if isinstance(each, np.ndarray)
    }
    arrays |= {f"{COLUMN}{name}": each for name, each in package.columns.items()}
    arrays |= {f"{KEPT}{number} {name}": each for number, columns in package.kept for name, each in columns.items()}
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **{WORDS: np.frombuffer(words, np.uint8)}, **arrays)
    return buffer.getvalue()


def unpacked(data: bytes) -> Package:
    """Return the package that ``packed`` made into bytes."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        words = msgspec.json.decode(arrays[WORDS].tobytes(), type=_Words)
        columns = {name.removeprefix(COLUMN): arrays[name] for name in arrays if name.startswith(COLUMN)}
        kept = _kept({name.removeprefix(KEPT): arrays[name] for name in arrays if name.startswith(KEPT)})
        pictures: dict[str, Picture] = dict(words.texts)
        pictures |= {name.removeprefix(PICTURE): arrays[name] for name in arrays if name.startswith(PICTURE)}
    return Package(words.title, _plots(words.plots), columns, pictures, THEMES[words.theme], kept)


def _kept(arrays: Mapping[str, Values]) -> tuple[tuple[int, dict[str, Values]], ...]:
    runs: dict[int, dict[str, Values]] = {}
    for key, values in arrays.items():
        number, _, name = key.partition(" ")
        runs.setdefault(int(number), {})[name] = values
    return tuple(runs.items())


def _plots(described: Sequence[dict[str, Any]]) -> tuple[Plot, ...]:
    fields = [{name: value for name, value in each.items() if name != "kind"} for each in described]
    return tuple(msgspec.convert(each, KINDS[whole["kind"]]) for each, whole in zip(fields, described, strict=True))
