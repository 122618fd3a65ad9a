"""What the app and the worker say to each other: framed msgpack messages over the worker's stdin and stdout.

A frame is ``MAGIC``, the payload's length as four bytes, and the payload. Each message belongs to one of two unions:
a ``Command`` goes to the worker, a ``Report`` comes back. A stream that holds anything else ends in ProtocolError.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from typing import Annotated, Generic, Literal, TypeVar

import msgspec
import numpy as np

from models.demo import Moment, Picture, Pictures
from models.errors import DemoError
from models.knobs import KnobValue

MAGIC = b"SAf1"
SIZE_LIMIT = 32 * 1024 * 1024  # bytes of one payload
_HEADER = struct.Struct(">4sI")


class ProtocolError(DemoError):
    """The other side sent what is no message, or a message is too large to send."""


class _Message(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """What all messages share: they never change, and they name their kind."""


# ---------------------------------------------------------------- from the app to the worker


class Start(_Message, frozen=True):
    """Begin a run and end the one before; its reports carry the number ``run``. A paused run shows its first frame."""

    demo: str
    values: Mapping[str, KnobValue]
    device: str = "auto"
    run: int = 0
    paused: bool = False


class Pause(_Message, frozen=True):
    """Hold the run where it is, and draw it."""


class Resume(_Message, frozen=True):
    """Go on."""


class OneStep(_Message, frozen=True):
    """Take exactly one training step, draw it, and hold."""


class Stop(_Message, frozen=True):
    """End the run; the worker stays warm for the next."""


class SetKnobs(_Message, frozen=True):
    """Change live knobs while the run goes on."""

    values: Mapping[str, KnobValue]


class SetSpeed(_Message, frozen=True):
    """Take so many steps a second at most; None is full speed."""

    steps_per_second: Annotated[float, msgspec.Meta(gt=0)] | None


class Quit(_Message, frozen=True):
    """End the worker."""


Command = Start | Pause | Resume | OneStep | Stop | SetKnobs | SetSpeed | Quit

# ---------------------------------------------------------------- from the worker to the app


Dtype = Literal["float32", "uint8", "int64"]
_BYTES: dict[Dtype, int] = {"float32": 4, "uint8": 1, "int64": 8}
_NAMES: dict[object, Dtype] = {np.dtype(name): name for name in _BYTES}


class Array(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A numpy array as its raw bytes."""

    dtype: Dtype
    shape: tuple[int, ...]
    data: bytes

    def __post_init__(self) -> None:
        """Refuse bytes that do not fill the shape."""
        if not all(0 <= side <= SIZE_LIMIT for side in self.shape):
            raise ValueError(f"no array has the shape {self.shape}")
        if len(self.data) != math.prod(self.shape) * _BYTES[self.dtype]:
            raise ValueError(f"{len(self.data)} bytes are no {self.dtype} of the shape {self.shape}")


Encoded = Array | tuple[str, ...] | str  # a picture as it travels


class Ready(_Message, frozen=True):
    """Torch is loaded; ``devices`` are those that can be asked for, with their names: {"cpu": "CPU"}."""

    torch: str
    devices: dict[str, str]


class Started(_Message, frozen=True):
    """A run begins; ``device`` as the learner reads it: "CPU", "NVIDIA H100"."""

    run: int
    demo: str
    device: str


class FellBack(_Message, frozen=True):
    """The run begins again at step 0 on another device, as ``sentence`` says."""

    run: int
    device: str
    sentence: str


class Frames(_Message, frozen=True):
    """What happened since the last report.

    ``moments`` are the scalars of every frame since then. ``step`` is where the run stands, and ``pictures`` (empty
    when there was no time to draw) show that step. ``frames`` counts the moments of the whole run, ``seconds`` the
    time it ran, pauses left out; ``steps_per_second`` is of the last second or so.
    """

    run: int
    step: int
    moments: tuple[Moment, ...]
    encoded: dict[str, Encoded]
    steps_per_second: float
    seconds: float
    frames: int

    @property
    def pictures(self) -> dict[str, Picture]:
        """Return the pictures by name; arrays share the message's memory and can't be written to."""
        return decoded_pictures(self.encoded)


class Diverged(_Message, frozen=True):
    """The run ended because its numbers left all bounds; ``reason`` says why and what to change."""

    run: int
    reason: str


class Failed(_Message, frozen=True):
    """The run ended, or never began, for the reason in ``sentence``."""

    run: int
    sentence: str


class Stopped(_Message, frozen=True):
    """The run ended because it was told to, or had nothing left to do."""

    run: int


Report = Ready | Started | FellBack | Frames | Diverged | Failed | Stopped
Message = Command | Report


def encoded_pictures(pictures: Pictures) -> dict[str, Encoded]:
    """Return pictures as a message carries them; raises ProtocolError for an array of another dtype."""
    return {name: _encoded(name, picture) for name, picture in pictures.items()}


def decoded_pictures(encoded: Mapping[str, Encoded]) -> dict[str, Picture]:
    """Return the pictures that ``encoded_pictures`` encoded; arrays share its memory and can't be written to."""
    return {name: _decoded(each) for name, each in encoded.items()}


def _encoded(name: str, picture: Picture) -> Encoded:
    match picture:
        case str() | tuple():
            return picture
        case _:
            dtype = _NAMES.get(picture.dtype)
            if dtype is None:
                raise ProtocolError(f"The picture {name!r} is of {picture.dtype}, which no message carries.")
            return Array(dtype, picture.shape, picture.tobytes())


def _decoded(picture: Encoded) -> Picture:
    match picture:
        case str() | tuple():
            return picture
        case Array(dtype="float32"):
            return np.frombuffer(picture.data, np.float32).reshape(picture.shape)
        case Array(dtype="uint8"):
            return np.frombuffer(picture.data, np.uint8).reshape(picture.shape)
        case _:
            return np.frombuffer(picture.data, np.int64).reshape(picture.shape)


# ---------------------------------------------------------------- the frames

MessageT = TypeVar("MessageT")

COMMANDS: msgspec.msgpack.Decoder[Command] = msgspec.msgpack.Decoder(Command)
REPORTS: msgspec.msgpack.Decoder[Report] = msgspec.msgpack.Decoder(Report)
_ENCODER = msgspec.msgpack.Encoder()


def encode(message: Message) -> bytes:
    """Return the message as one frame; raises ProtocolError when it can't be sent, being too large for instance."""
    try:
        payload = _ENCODER.encode(message)
    except (UnicodeEncodeError, OverflowError, TypeError) as error:
        raise ProtocolError(f"A message can't be sent: {error}.") from error
    if len(payload) > SIZE_LIMIT:
        raise ProtocolError(f"A message of {len(payload):,} bytes is over the limit of {SIZE_LIMIT:,}.")
    return _HEADER.pack(MAGIC, len(payload)) + payload


class Decoder(Generic[MessageT]):
    """Puts messages together from bytes that come in pieces: ``Decoder(COMMANDS)`` or ``Decoder(REPORTS)``."""

    def __init__(self, payloads: msgspec.msgpack.Decoder[MessageT]) -> None:
        self._payloads = payloads
        self._buffer = bytearray()

    def feed(self, piece: bytes) -> list[MessageT]:
        """Return the messages that this piece completes; after a ProtocolError the stream can't be read on."""
        self._buffer += piece
        messages = []
        start = 0
        while (end := self._end_of_frame(start)) is not None:
            messages.append(self._message(bytes(self._buffer[start + _HEADER.size : end])))
            start = end
        del self._buffer[:start]
        return messages

    def _end_of_frame(self, start: int) -> int | None:
        """Return where the frame ends that begins at ``start``, or None while it is incomplete."""
        magic = bytes(self._buffer[start : start + len(MAGIC)])
        if not MAGIC.startswith(magic):
            raise ProtocolError(f"What arrived is no message: it begins with {magic!r}.")
        if len(self._buffer) < start + _HEADER.size:
            return None
        _, length = _HEADER.unpack_from(self._buffer, start)
        if length > SIZE_LIMIT:
            raise ProtocolError(f"A message of {length:,} bytes is over the limit of {SIZE_LIMIT:,}.")
        end = start + _HEADER.size + int(length)
        return end if end <= len(self._buffer) else None

    def _message(self, payload: bytes) -> MessageT:
        try:
            return self._payloads.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ProtocolError(f"What arrived is no message: {error}.") from error
