"""A run's curves and pictures as the store keeps them: thinned, compressed and within a limit; numpy only."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.demo import Pictures
from models.protocol import SIZE_LIMIT, Encoded, ProtocolError, decoded_pictures, encoded_pictures
from studyapp.errors import StoreError

Values = NDArray[np.float64]
MOST_POINTS, FEWEST_POINTS = 600, 40
MOST_SNAPSHOTS = 24
RUN_LIMIT = 2 * 1024 * 1024  # bytes of one run in the store, curves and pictures together
COLUMNS_LIMIT = 8 * 1024 * 1024  # bytes of curves out of their wrapping: those of 800 scalars
MOST_PARTS = 1000  # scalars or snapshots of one run
LEVEL = 1  # of zlib: a third of the time of its usual 6, for files a tenth larger


class RunDataError(StoreError):
    """The curves or pictures of a run that are none: they came with a file that was tampered with, or damaged."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The pictures at one step of a run; ``pictures`` makes them, {} where what is kept is none."""

    step: int
    pictures: Callable[[], Pictures]


class _Line(msgspec.Struct, array_like=True):
    steps: bytes
    values: bytes


class _Moment(msgspec.Struct, array_like=True):
    step: int
    pictures: dict[str, Encoded]


_UNREADABLE = (zlib.error, msgspec.DecodeError, ValueError, RecursionError)
_FEW = msgspec.Meta(max_length=MOST_PARTS)
_LINES = msgspec.msgpack.Decoder(Annotated[dict[str, _Line], _FEW])
_PARTS = msgspec.msgpack.Decoder(Annotated[list[tuple[int, bytes]], _FEW])
_MOMENT = msgspec.msgpack.Decoder(_Moment)


def packed_columns(columns: Mapping[str, Values], limit: int = RUN_LIMIT) -> bytes:
    """Return the curves (2, n) of each scalar in at most ``limit`` bytes, with as many points as fit, 600 at most."""
    most = MOST_POINTS
    while True:
        lines = {name: _packed_line(points, most) for name, points in columns.items()}
        data = zlib.compress(msgspec.msgpack.encode(lines), LEVEL)
        if len(data) <= limit or most <= FEWEST_POINTS:
            return data
        most //= 2


def unpacked_columns(data: bytes) -> dict[str, Values]:
    """Return the curves that ``packed_columns`` packed. Raises RunDataError for all else: bytes may be imported."""
    try:
        lines = _LINES.decode(_decompressed(data, COLUMNS_LIMIT))
        return {name: _curve(each) for name, each in lines.items()}
    except _UNREADABLE as error:
        raise RunDataError("The curves of this run can't be read.") from error


def packed_snapshot(step: int, pictures: Pictures) -> bytes:
    """Return the pictures of one step, compressed; b"" for pictures that no message could carry."""
    try:
        encoded = encoded_pictures(pictures)
    except ProtocolError:
        return b""
    return zlib.compress(msgspec.msgpack.encode(_Moment(step, encoded)), LEVEL)


def packed_snapshots(parts: Sequence[tuple[int, bytes]], limit: int) -> bytes:
    """Return snapshots (step, what ``packed_snapshot`` made) as one blob of at most ``limit`` bytes, b"" for none.

    To fit, every second goes, the last one stays.
    """
    kept = [part for part in parts if part[1]]
    while kept and sum(len(data) for _, data in kept) + 16 * len(kept) > limit:
        kept = kept[::-1][::2][::-1] if len(kept) > 1 else []
    return msgspec.msgpack.encode(kept) if kept else b""


def unpacked_snapshots(data: bytes) -> tuple[Snapshot, ...]:
    """Return the snapshots of a blob, earliest first; each is decompressed when its pictures are asked for.

    Raises RunDataError for a blob that ``packed_snapshots`` didn't make: bytes may be imported.
    """
    try:
        parts = _PARTS.decode(data) if data else []
    except _UNREADABLE as error:
        raise RunDataError("The pictures of this run can't be read.") from error
    return tuple(Snapshot(step, partial(_unpacked, part)) for step, part in sorted(parts, key=itemgetter(0)))


def spread(count: int, most: int) -> list[int]:
    """Return at most ``most`` places out of ``count``, evenly spread, both ends among them."""
    if count <= most:
        return list(range(count))
    return [round(place * (count - 1) / (most - 1)) for place in range(most)]


def thinned(points: Values, most: int) -> Values:
    """Return at most ``most`` of the points (2, n): of each stretch the lowest and the highest, and both ends."""
    count = points.shape[1]
    if count <= most:
        return points
    stretch = math.ceil(count / (most // 2 - 2))
    whole = count // stretch * stretch
    rows = points[1, :whole].reshape(-1, stretch)
    starts = np.arange(0, whole, stretch)
    rest = points[1, whole:]
    tail = [whole + rest.argmin(), whole + rest.argmax()] if len(rest) else []
    places = np.unique(
        np.concatenate([starts + rows.argmin(axis=1), starts + rows.argmax(axis=1), tail, [0, count - 1]])
    )
    return points[:, places.astype(int)]


def thinned_line(points: Values, most: int) -> Values:
    """Return at most ``most`` of the points (2, n) as ``thinned`` does; what is not finite keeps a tenth of them."""
    finite = np.isfinite(points[1])
    if finite.all():
        return thinned(points, most)
    odd = points[:, ~finite]
    few = odd[:, spread(odd.shape[1], max(2, most // 10))]
    both = np.concatenate([thinned(points[:, finite], most - few.shape[1]), few], axis=1)
    return both[:, both[0].argsort(kind="stable")]


def _packed_line(points: Values, most: int) -> _Line:
    steps, values = thinned_line(points, most)
    return _Line(steps.tobytes(), values.tobytes())


def _curve(line: _Line) -> Values:
    curve = np.stack([np.frombuffer(line.steps, np.float64), np.frombuffer(line.values, np.float64)])
    if not np.isfinite(curve[0]).all() or (np.diff(curve[0]) < 0).any():
        raise ValueError("steps go up")
    return curve


def _unpacked(part: bytes) -> Pictures:
    try:
        return decoded_pictures(_MOMENT.decode(_decompressed(part, SIZE_LIMIT)).pictures)
    except _UNREADABLE:
        return {}


def _decompressed(data: bytes, limit: int) -> bytes:
    """Return what was compressed; raises ValueError where that is more than ``limit`` bytes, or cut off."""
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(data, limit)
    if not unpacking.eof:
        raise ValueError(f"not all within {limit:,} bytes")
    return found
