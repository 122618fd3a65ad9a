"""A run as one short text: what is written is read back, and anything else is refused with a sentence."""

from __future__ import annotations

import base64
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models import registry
from models.errors import DemoError
from models.knobs import knobs, with_values
from models.share import LONGEST, address, read_address


@pytest.mark.parametrize("demo", registry.demos().values(), ids=lambda demo: demo.id)
def test_every_preset_is_read_back_as_it_was(demo: registry.AnyDemo) -> None:
    for preset in demo.presets:
        config = with_values(demo.config(), {"seed": 17, **preset.values})
        demo_id, values = read_address(address(demo.id, config))
        assert demo_id == demo.id
        assert with_values(demo.config(), values) == config


@given(st.floats(1e-5, 1.0), st.integers(0, 2**31 - 1), st.text(st.characters(codec="utf-8"), max_size=400))
@example(0.1, 0, "zlib.abc")  # like what is compressed
def test_numbers_and_texts_come_back_exactly(rate: float, seed: int, text: str) -> None:
    demo = registry.demo("char-rnn")
    config = with_values(demo.config(), {"learning_rate": rate, "seed": seed, "text": text})
    assert with_values(demo.config(), read_address(address("char-rnn", config))[1]) == config


def test_knobs_as_usual_are_left_out() -> None:
    demo = registry.demo("cnn-digits")
    assert address("cnn-digits", demo.config()) == "demo:cnn-digits"
    assert address("cnn-digits", with_values(demo.config(), {"seed": 3})) == "demo:cnn-digits?seed=3"


def test_a_long_text_gets_shorter_and_one_that_is_too_long_is_refused() -> None:
    demo = registry.demo("char-rnn")
    short = address("char-rnn", with_values(demo.config(), {"text": "to be or not to be, " * 1000}))
    assert len(short) < 300
    noise = base64.b64encode(random.Random(1).randbytes(600_000)).decode()
    with pytest.raises(DemoError, match="too long"):
        address("char-rnn", with_values(demo.config(), {"text": noise}))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "begins with demo:"),
        ("http://example.org", "begins with demo:"),
        ("demo:no-such-demo", "no demo"),
        ("demo:cnn-digits?seed", "damaged"),
        ("demo:cnn-digits?speed=3", "no knob"),
        ("demo:cnn-digits?seed=-3", "outside"),
        ("demo:cnn-digits?seed=three", "number"),
        ("demo:char-rnn?text=zlib.abc", "damaged"),
        ("demo:char-rnn?text=zlib.ü", "damaged"),
        ("demo:char-rnn?text=zlib.eNpLTEo", "cut off"),
        ("demo:char-rnn?text=" + "a" * LONGEST, "begins with demo:"),
    ],
)
def test_what_is_no_shared_run_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(DemoError, match=words):
        read_address(text)


@given(st.text(max_size=80))
def test_no_text_raises_anything_else(text: str) -> None:
    for begin in ("", "demo:", "demo:cnn-digits?", "demo:char-rnn?text=zlib."):
        try:
            demo_id, values = read_address(begin + text)
        except DemoError as error:
            assert str(error).endswith(".")
        else:
            assert values.keys() <= {knob.name for knob in knobs(registry.demo(demo_id).config)}
