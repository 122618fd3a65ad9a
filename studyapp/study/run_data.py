"""A run's curves and pictures as the store keeps them: thinned, compressed and within a limit; numpy only."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.demo import Pictures
from models.protocol import Encoded, ProtocolError, decoded_pictures, encoded_pictures

Values = NDArray[np.float64]
MOST_POINTS, FEWEST_POINTS = 600, 40
MOST_SNAPSHOTS = 24
RUN_LIMIT = 2 * 1024 * 1024  # bytes of one run in the store, curves and pictures together
LEVEL = 1  # of zlib: a third of the time of its usual 6, for files a tenth larger


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The pictures at one step of a run; ``pictures`` makes them."""

    step: int
    pictures: Callable[[], Pictures]


class _Line(msgspec.Struct, array_like=True):
    steps: bytes
    values: bytes


class _Moment(msgspec.Struct, array_like=True):
    step: int
    pictures: dict[str, Encoded]


_LINES = msgspec.msgpack.Decoder(dict[str, _Line])
_PARTS = msgspec.msgpack.Decoder(list[tuple[int, bytes]])
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
    """Return the curves that ``packed_columns`` packed."""
    lines = _LINES.decode(zlib.decompress(data))
    return {
        name: np.stack([np.frombuffer(each.steps, np.float64), np.frombuffer(each.values, np.float64)])
        for name, each in lines.items()
    }


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
    """Return the snapshots of a blob, earliest first; each is decompressed when its pictures are asked for."""
    parts = _PARTS.decode(data) if data else []
    return tuple(Snapshot(step, partial(_unpacked, part)) for step, part in parts)


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


def _unpacked(part: bytes) -> Pictures:
    return decoded_pictures(_MOMENT.decode(zlib.decompress(part)).pictures)
