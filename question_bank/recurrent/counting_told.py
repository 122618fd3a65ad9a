"""Tells recurrent layers in a prompt: in words, in PyTorch or in Keras, each with its count of bias vectors."""

from __future__ import annotations

import random
from dataclasses import dataclass

from question_bank.recurrent.counting import GRU, RNN, Kind, Layer, Stack
from question_bank.wording import NUMBER_WORDS, counted, grouped, tex

WORDS, TORCH, KERAS, KERAS_PLAIN_RESET = "words", "torch", "keras", "keras, reset_after=False"
ONE_BIAS = "Count one bias vector a gate, as textbooks do."
ONE_BIAS_RNN = "Count one bias vector a layer, as textbooks do."
TORCH_BIASES = "PyTorch gives every gate two bias vectors, `bias_ih` and `bias_hh`; both are learnt."
TORCH_BIASES_RNN = "PyTorch gives a plain RNN layer two bias vectors, `bias_ih` and `bias_hh`; both are learnt."


@dataclass(frozen=True, slots=True)
class Scene:
    """What sequences are made of: their steps, how many, and how many features each has."""

    told: str
    features: tuple[int, ...]
    steps: tuple[int, ...]


SCENES = (
    Scene("Sensors of a wind turbine are read every minute", (3, 5, 6, 8, 12), (60, 120, 240)),
    Scene("A forecast of power demand reads the last hours", (2, 4, 7, 9, 11), (24, 48, 168)),
    Scene("Heartbeats are sorted by what the electrodes measured", (3, 8, 12), (100, 180, 250)),
    Scene("A hand moves in front of a camera, which follows its joints", (21, 42, 63), (30, 45, 90)),
    Scene("Spoken words come as frames of filter banks", (13, 26, 40, 80), (50, 98, 150)),
    Scene("Stock keeping looks at what was sold day by day", (1, 4, 6, 10, 15), (14, 28, 90)),
    Scene("A robot predicts where it slips, from its wheels and its compass", (5, 9, 14, 18), (20, 40, 75)),
    Scene("Rain gauges along a river foretell its level", (7, 16, 22, 30), (12, 36, 72)),
    Scene("Notes of a melody come as vectors", (12, 24, 48, 88), (16, 32, 64)),
    Scene("Word vectors of a sentence are read one after the other", (25, 50, 100, 200, 300), (20, 35, 50)),
)
HIDDEN = (*range(4, 42, 2), *range(45, 101, 5), 15, 25, 35, 48, 64, 96, 112, 120, 128, 144, 160)


def draw_steps(rng: random.Random, scene: Scene) -> int:
    """Return how many steps the sequences of a scene have."""
    return rng.choice(scene.steps) + rng.choice((0, 0, 5, 10, 15, 20))


def biases_of(kind: Kind, way: str) -> int:
    """Return how many bias vectors a gate has."""
    return 2 if way == TORCH or (way == KERAS and kind == GRU) else 1


def bias_said(kind: Kind, way: str) -> str:
    """Say how many bias vectors a gate has, and where that is so."""
    if way == TORCH:
        return TORCH_BIASES_RNN if kind == RNN else TORCH_BIASES
    if way == KERAS and kind == GRU:
        return "With `reset_after=True`, its default, Keras gives every gate of a GRU two bias vectors."
    if way == KERAS_PLAIN_RESET:
        return "With `reset_after=False` Keras gives every gate of a GRU one bias vector."
    if way == KERAS:
        return (
            f"Keras gives {'a SimpleRNN one bias vector' if kind == RNN else 'every gate of an LSTM one bias vector'}."
        )
    return ONE_BIAS_RNN if kind == RNN else ONE_BIAS


def draw_way(rng: random.Random, kind: Kind) -> str:
    """Return a way to tell a layer of a kind."""
    return rng.choice((WORDS, TORCH, KERAS, KERAS_PLAIN_RESET) if kind == GRU else (WORDS, TORCH, KERAS))


def stack_told(rng: random.Random, scene: Scene, stack: Stack, way: str, steps: int) -> str:
    """Return the prompt of recurrent layers that read sequences of a scene."""
    first = stack.first
    sequence = f"{scene.told}: {counted(steps, 'step')} a sequence, {counted(first.inputs, 'feature')} a step."
    if way == WORDS:
        told = rng.choice(
            (f"{layers_in_words(stack)} reads them.", f"They are read by {lower(layers_in_words(stack))}.")
        )
        return f"{sequence} {told} {bias_said(first.kind, way)}"
    library = "PyTorch" if way == TORCH else "Keras"
    code = torch_code(stack) if way == TORCH else keras_code(stack, way, steps)
    layer = rng.choice((f"They are read by this, in {library}:", f"The recurrent part in {library}:"))
    return f"{sequence} {layer}\n\n```python\n{code}\n```\n\n{bias_said(first.kind, way)}"


def lower(text: str) -> str:
    """Return a text that goes on in a sentence."""
    return text[0].lower() + text[1:]


def layers_in_words(stack: Stack) -> str:
    """Return "A bidirectional LSTM of two layers with 32 units each direction"."""
    first = stack.first
    each = counted(first.hidden, "unit")
    both = "bidirectional " if stack.directions == 2 else ""
    article = "A" if both or first.kind in (GRU, RNN) else "An"
    stacked = "" if stack.layers == 1 else f" of {NUMBER_WORDS[stack.layers]} layers"
    where = " in each layer" if stack.layers > 1 else ""
    where += " and direction" if where and both else " in each direction" if both else ""
    return f"{article} {both}{first.kind.name}{stacked} with {each}{where}"


def torch_code(stack: Stack) -> str:
    """Return the layers as a line of PyTorch."""
    first = stack.first
    layers = f", num_layers={stack.layers}" if stack.layers > 1 else ""
    both = ", bidirectional=True" if stack.directions == 2 else ""
    return f"nn.{first.kind.torch}({first.inputs}, {first.hidden}{layers}{both}, batch_first=True)"


def keras_code(stack: Stack, way: str, steps: int) -> str:
    """Return the layers as a sequential model of Keras."""
    numbers = range(1, stack.layers + 1)
    rows = (f"    {keras_layer(stack, way, sequences=number < stack.layers)}," for number in numbers)
    return "\n".join(("keras.Sequential([", f"    keras.Input(({steps}, {stack.first.inputs})),", *rows, "])"))


def keras_layer(stack: Stack, way: str, *, sequences: bool = False) -> str:
    """Return one recurrent layer of Keras."""
    whole = ", return_sequences=True" if sequences else ""
    reset = ", reset_after=False" if way == KERAS_PLAIN_RESET else ""
    layer = f"layers.{stack.first.kind.keras}({stack.first.hidden}{reset}{whole})"
    return f"layers.Bidirectional({layer})" if stack.directions == 2 else layer


# ---------------------------------------------------------------- worked


def rule(kind: Kind, biases: int) -> str:
    """Return how a layer is counted, in words and as a formula."""
    inside = f"n + h + {biases}"
    each = "a bias vector" if biases == 1 else "two bias vectors"
    if kind == RNN:
        return (
            "Each of the $h$ units has a weight for each of the $n$ inputs and one for each of the $h$ numbers of the "
            f"hidden state before. The layer also has {each} of $h$: $$h \\cdot ({inside})$$"
        )
    return (
        f"{kind.called} has {NUMBER_WORDS[kind.gates]} sets of weights, the candidate counted with the gates. Each has "
        f"$n \\cdot h$ weights of the input, $h \\cdot h$ of the hidden state before, and {each} of $h$: "
        f"$${kind.gates} \\cdot h \\cdot ({inside})$$"
    )


def worked(layer: Layer) -> str:
    """Return the count of a layer with its numbers, as LaTeX."""
    front = "" if layer.kind.gates == 1 else rf"{layer.kind.gates} \cdot "
    inside = f"{tex(layer.inputs)} + {tex(layer.hidden)} + {layer.biases}"
    return rf"{front}{tex(layer.hidden)} \cdot ({inside}) = {tex(layer.parameters)}"


def inputs_told(layer: Layer) -> str:
    """Return what a layer is, for a solution."""
    return f"$n = {grouped(layer.inputs)}$ and $h = {grouped(layer.hidden)}$"
