"""Parts that ask for the shape after a layer, marked on from the learner's own shape before it."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from question_bank.answers import AnswerSpec, Integer, Shape, Value
from question_bank.convolution.layers import Conv, Layer, Maps, Pool, output_shape
from question_bank.convolution.sides import Sides, sides, worked
from question_bank.convolution.slips import TOPIC, slip, told_apart
from question_bank.convolution.sweeps import Sweep
from question_bank.exercise import Carry, Misconception, Part
from question_bank.wording import grouped

HEADING = "stacks-of-layers"
AXES = ("channels", "height", "width")
Step = tuple[Layer, Maps, Maps]  # a layer, the shape it is given, the shape it gives


def shape_part(step: Step, name: str) -> Part:
    """Return the part that asks for the shape after a convolution or pooling."""
    layer, _, out = step
    spec = Shape(out, AXES)
    prompt = f"What is the shape after {name}? Type channels x height x width."
    marks = 2 if isinstance(layer, Conv) else 1
    return Part(prompt, spec, marks, told_apart(out, _shape_slips(step)), _shape_from_own(layer))


def flatten_part(shape: Maps) -> Part:
    """Return the part that asks how many numbers the maps of the part before make when flattened."""
    spec = Integer(prod(shape), "numbers")
    channels, height, width = shape
    product = f"{channels}·{height}·{width} = {grouped(prod(shape))}"
    slips = (
        slip(height * width, f"You flattened one map. There are {channels} of them: {product}.", HEADING),
        slip(sum(shape), f"You added the sizes. Multiply them: {product}.", HEADING),
        slip(channels * height, f"You left the width out: {product}.", HEADING),
        slip(channels, f"You counted the maps, not the numbers in them: {product}.", HEADING),
    )
    question = "The last maps are flattened for a dense layer. How many numbers does it receive for one picture?"

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = _maps(earlier[-1]) if earlier else None
        return Integer(prod(own), "numbers") if own else None

    return Part(f"{question} Type a whole number.", spec, 1, told_apart(prod(shape), slips), carry)


def step_told(step: Step, name: str) -> str:
    """Return the worked solution of one layer."""
    layer, given, out = step
    kept = given[0] == out[0] and isinstance(layer, Pool)
    why = f"all {given[0]} channels stay" if kept else f"{out[0]} filters give {out[0]} channels"
    asked = _sides_of(step)
    if len(asked.lengths) == 1:
        ways = f"Each side: ${worked(*next(iter(asked)))}$."
    else:
        height, width = (worked(*pair) for pair in asked)
        ways = f"Height: ${height}$. Width: ${width}$."
    return f"After {name}: {why}. {ways} The shape is {' × '.join(map(str, out))}."


def _shape_from_own(layer: Layer) -> Carry:
    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        given = _maps(earlier[-1]) if earlier else None
        out = output_shape(layer, given) if given else ()
        return Shape(out, AXES) if out and min(out) > 0 else None

    return carry


def _maps(value: Value) -> Maps | None:
    if not isinstance(value, tuple) or len(value) != len(AXES):
        return None
    sizes = tuple(size for size in value if isinstance(size, int) and size > 0)
    return sizes if len(sizes) == len(AXES) else None


def _sweeps_of(layer: Layer) -> tuple[Sweep, Sweep]:
    match layer:
        case Conv(_, rows, columns):
            return rows, columns
        case Pool(window):
            return window, window
        case _:
            return Sweep(1), Sweep(1)


def _sides_of(step: Step) -> Sides:
    layer, (_, height, width), _ = step
    down, across = _sweeps_of(layer)
    return sides(height, width, down=down, across=across)


def _shape_slips(step: Step) -> Iterator[Misconception]:
    yield from _channel_slips(step)
    layer, given, out = step
    for known in Sides(given[1:], _sweeps_of(layer)).slips():
        why = known.why.replace("kernel", "window") if isinstance(layer, Pool) else known.why
        yield Misconception(f"{out[0]} x {known.reply}", why, TOPIC, known.heading)


def _channel_slips(step: Step) -> Iterator[Misconception]:
    layer, given, out = step
    keras = "The sizes are right, but in Keras's order: PyTorch puts the channels first."
    yield slip((*out[1:], out[0]), keras, "output-size")
    if isinstance(layer, Conv):
        maps = f"{layer.filters} filters, {layer.filters} channels"
        why = f"Each filter gives one map, however many channels it looks at: {maps}"
        yield slip((given[0], *out[1:]), f"You kept the channels of the input. {why}.", HEADING)
        multiplied = f"You multiplied the channels. {why}, not {given[0]}·{layer.filters}."
        yield slip((given[0] * layer.filters, *out[1:]), multiplied, HEADING)
    elif isinstance(layer, Pool):
        pooled = f"You pooled the channels too. Pooling works inside each channel, so all {given[0]} stay."
        yield slip((given[0] // layer.window.stride, *out[1:]), pooled, HEADING)
