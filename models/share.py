"""A run as one short text: the demo, its seed and every knob that is not as usual. Opening it gives the same run.

``demo:cnn-digits?seed=3&learning_rate=0.1``. A long text of the learner's own travels compressed.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import asdict, fields
from urllib.parse import parse_qsl, quote, urlencode

from models.errors import DemoError
from models.knobs import TEXT_LIMIT, Config, KnobValue, with_values
from models.registry import demo

SCHEME = "demo:"
LONGEST = 200_000  # characters of the whole address
PLAIN = 120  # a text longer than this is compressed
PACKED = "zlib."  # what a compressed value begins with


def address(demo_id: str, config: Config) -> str:
    """Return the text that opens this run; raises DemoError when the learner's own data is too long to be sent."""
    usual, values = demo(demo_id).config(), ((each.name, getattr(config, each.name)) for each in fields(config))
    turned = {name: _written(value) for name, value in values if value != getattr(usual, name)}
    text = SCHEME + demo_id + ("?" + urlencode(turned, quote_via=quote) if turned else "")
    if len(text) > LONGEST:
        raise DemoError(
            "Your own data is too long for one short text. Save the knobs to a file instead, and send the file."
        )
    return text


def read_address(text: str) -> tuple[str, Mapping[str, KnobValue]]:
    """Return the demo and the knobs of a shared text, checked; raises DemoError with a sentence for any other."""
    text = text.strip()
    if not text.startswith(SCHEME) or len(text) > LONGEST:
        raise DemoError(f"A shared run begins with {SCHEME} and the name of a demo, such as demo:cnn-digits?seed=3.")
    demo_id, _, query = text.removeprefix(SCHEME).partition("?")
    chosen = demo(demo_id)
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, strict_parsing=bool(query), errors="strict", max_num_fields=100
        )
    except ValueError:
        raise DemoError("This shared run is damaged: after the ? there should be knob=value, joined by &.") from None
    config = with_values(chosen.config(), {name: _read(name, value) for name, value in pairs})
    usual, values = asdict(chosen.config()), asdict(config)
    return demo_id, {name: value for name, value in values.items() if value != usual[name]}


def _written(value: KnobValue) -> str:
    text = repr(value) if isinstance(value, float) else str(value)
    if len(text) <= PLAIN and not text.startswith(PACKED):
        return text
    return PACKED + base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def _read(name: str, value: str) -> str:
    if not value.startswith(PACKED):
        return value
    packed = value.removeprefix(PACKED)
    unpack = zlib.decompressobj()
    try:
        data = unpack.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), 4 * TEXT_LIMIT)
        if not unpack.eof:
            raise DemoError(f"{name} of this shared run is cut off or longer than {TEXT_LIMIT:,} characters.")
        return data.decode()
    except (zlib.error, binascii.Error, ValueError):
        raise DemoError(f"{name} of this shared run is damaged: copy the whole text again.") from None
