"""The messages between app and worker survive the way, and nothing else passes for one."""

from __future__ import annotations

import math
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models import protocol
from models.demo import Moment, Picture
from models.protocol import COMMANDS, REPORTS, Command, Decoder, Frames, ProtocolError, Report, encode, encoded_pictures

finite = st.floats(allow_nan=False)
numbers = st.integers(0, 2**40)
texts = st.text(max_size=20)
knob_values = st.dictionaries(texts, st.booleans() | st.integers(-(2**40), 2**40) | finite | texts, max_size=5)
moments = st.builds(Moment, numbers, st.dictionaries(texts, finite, max_size=3))
shapes = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
pictures = (
    arrays.arrays(np.float32, shapes)
    | arrays.arrays(np.uint8, shapes)
    | arrays.arrays(np.int64, shapes)
    | texts
    | st.lists(texts, max_size=3).map(tuple)
)
encoded = st.dictionaries(texts, pictures, max_size=3).map(encoded_pictures)

commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(protocol.Start, texts, knob_values, texts, numbers, st.booleans()),
    st.builds(protocol.SetKnobs, knob_values),
    st.builds(protocol.SetSpeed, st.none() | st.floats(0.001, 1e6)),
    *(st.builds(kind) for kind in (protocol.Pause, protocol.Resume, protocol.OneStep, protocol.Stop, protocol.Quit)),
)
reports: st.SearchStrategy[Report] = st.one_of(
    st.builds(protocol.Ready, texts, st.dictionaries(texts, texts, max_size=2)),
    st.builds(protocol.Started, numbers, texts, texts),
    st.builds(Frames, numbers, numbers, st.lists(moments, max_size=4).map(tuple), encoded, finite, finite, numbers),
    st.builds(protocol.Diverged, numbers, texts),
    st.builds(protocol.Failed, numbers, texts),
    st.builds(protocol.Stopped, numbers),
)


def pieces(stream: bytes, sizes: list[int]) -> list[bytes]:
    """Cut a stream into pieces of these sizes, the rest in one."""
    cuts = [0, *np.cumsum(sizes).tolist(), len(stream)]
    return [stream[start:end] for start, end in pairwise(cuts)]


@given(sent=st.lists(commands, max_size=4), sizes=st.lists(st.integers(0, 40), max_size=12))
def test_commands_arrive_as_they_were_sent_in_whatever_pieces(sent: list[Command], sizes: list[int]) -> None:
    decoder = Decoder(COMMANDS)
    stream = b"".join(encode(command) for command in sent)
    assert [command for piece in pieces(stream, sizes) for command in decoder.feed(piece)] == sent


@given(sent=st.lists(reports, max_size=4), sizes=st.lists(st.integers(0, 40), max_size=12))
def test_reports_arrive_as_they_were_sent_in_whatever_pieces(sent: list[Report], sizes: list[int]) -> None:
    decoder = Decoder(REPORTS)
    stream = b"".join(encode(report) for report in sent)
    assert [report for piece in pieces(stream, sizes) for report in decoder.feed(piece)] == sent


@given(st.dictionaries(texts, pictures, max_size=3))
def test_pictures_arrive_as_they_were_drawn(drawn: dict[str, Picture]) -> None:
    message = Frames(1, 0, (), encoded_pictures(drawn), 0.0, 0.0, 0)
    (arrived,) = Decoder(REPORTS).feed(encode(message))
    assert isinstance(arrived, Frames)
    assert arrived.pictures.keys() == drawn.keys()
    for name, picture in drawn.items():
        np.testing.assert_array_equal(arrived.pictures[name], picture)
        assert getattr(arrived.pictures[name], "dtype", None) == getattr(picture, "dtype", None)


def test_numbers_that_left_all_bounds_arrive_too() -> None:
    sent = Frames(1, 5, (Moment(5, {"loss": math.inf, "slope": math.nan}),), {}, 0.0, 0.0, 1)
    (arrived,) = Decoder(REPORTS).feed(encode(sent))
    assert isinstance(arrived, Frames)
    assert arrived.moments[0].scalars["loss"] == math.inf
    assert math.isnan(arrived.moments[0].scalars["slope"])


def test_a_picture_that_is_a_slice_of_another_arrives_as_what_it_shows() -> None:
    whole = np.arange(24, dtype=np.int64).reshape(4, 6)
    message = Frames(1, 0, (), encoded_pictures({"columns": whole[:, ::2].T}), 0.0, 0.0, 0)
    (arrived,) = Decoder(REPORTS).feed(encode(message))
    assert isinstance(arrived, Frames)
    np.testing.assert_array_equal(arrived.pictures["columns"], whole[:, ::2].T)


# ---------------------------------------------------------------- what is no message


def survives(stream: bytes) -> bool:
    """Return whether a decoder takes the stream; anything it raises but ProtocolError fails the test."""
    try:
        for decoder in (Decoder(REPORTS), Decoder(COMMANDS)):
            decoder.feed(stream)
    except ProtocolError as error:
        assert str(error).endswith(".")
        return False
    return True


def framed(payload: bytes) -> bytes:
    """Put a payload into a frame as ``encode`` does."""
    return protocol.MAGIC + len(payload).to_bytes(4, "big") + payload


@given(st.binary(min_size=4, max_size=200))
def test_bytes_that_do_not_begin_a_frame_are_refused(garbage: bytes) -> None:
    assert not survives(b"Hello" + garbage)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing_but_a_protocol_error(garbage: bytes) -> None:
    survives(garbage)
    survives(framed(garbage))


@given(report=reports, data=st.data())
def test_a_damaged_message_raises_nothing_but_a_protocol_error(report: Report, data: st.DataObject) -> None:
    stream = bytearray(encode(report))
    place = data.draw(st.integers(0, len(stream) - 1))
    stream[place] = data.draw(st.integers(0, 255))
    survives(bytes(stream))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\x81\xa4type\xa7Unknown",
        b"\x82\xa4type\xa7Stopped\xa3run\xa1x",  # a number that is a text
        b"\x83\xa4type\xa7Stopped\xa3run\x01\xa4more\x01",  # a field that nobody knows
        b"\xdd\xff\xff\xff\xff",  # four thousand million items announced
        b"\x91" * 100_000,  # lists within lists
        b"\x82\xa4type\xa8SetSpeed\xb0steps_per_second\xcb\x00\x00\x00\x00\x00\x00\x00\x00",  # no step ever
    ],
)
def test_a_frame_without_a_message_is_refused(payload: bytes) -> None:
    assert not survives(framed(payload))


@pytest.mark.parametrize("shape", [[2, 3], [-1], [2**40], [0, 2**40], [0] + [2**24] * 5, [1] * 70])
def test_an_array_whose_bytes_do_not_fill_its_shape_is_refused(shape: list[int]) -> None:
    sent = Frames(1, 0, (), encoded_pictures({"p": np.zeros(1, np.uint8)}), 0.0, 0.0, 0)
    fields = msgspec.to_builtins(sent)
    fields["encoded"]["p"] |= {"shape": shape, "data": b"1234"[: 4 * all(shape)]}
    assert not survives(framed(msgspec.msgpack.encode(fields)))


def test_a_message_for_the_other_direction_is_refused() -> None:
    with pytest.raises(ProtocolError):
        Decoder(REPORTS).feed(encode(protocol.Quit()))
    with pytest.raises(ProtocolError):
        Decoder(COMMANDS).feed(encode(protocol.Stopped(1)))


def test_a_message_over_the_limit_is_neither_sent_nor_taken() -> None:
    with pytest.raises(ProtocolError, match="over the limit"):
        encode(protocol.Failed(1, "x" * (protocol.SIZE_LIMIT + 1)))
    with pytest.raises(ProtocolError, match="over the limit"):
        Decoder(REPORTS).feed(protocol.MAGIC + b"\xff\xff\xff\xff")


@pytest.mark.parametrize("command", [protocol.SetKnobs({"text": "\ud800"}), protocol.SetKnobs({"seed": 2**70})])
def test_what_msgpack_can_not_hold_is_not_sent(command: Command) -> None:
    with pytest.raises(ProtocolError, match="can't be sent"):
        encode(command)


def test_a_picture_of_a_dtype_that_nobody_draws_is_not_sent() -> None:
    with pytest.raises(ProtocolError, match="float64"):
        encoded_pictures({"p": np.array([0.5])})
