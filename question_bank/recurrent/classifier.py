"""A network that reads tokens: an embedding, a recurrent layer and a dense layer, asked about part by part."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from question_bank.answers import AnswerSpec, Integer, Shape, Value
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.misconceptions import distinct
from question_bank.recurrent import counting_slips as slips
from question_bank.recurrent.counting import GRU, KINDS, LSTM, RNN, Kind, Layer, Stack, widest
from question_bank.recurrent.counting_told import (
    KERAS,
    TORCH,
    WORDS,
    bias_said,
    biases_of,
    keras_layer,
    layers_in_words,
    rule,
    worked,
)
from question_bank.slips import Slip, asked
from question_bank.wording import NUMBER_WORDS, counted, grouped, tex

COUNT = "Type a whole number."
WIDTHS = (16, 24, 32, 50, 64, 100, 128)
HIDDEN = (20, 24, 30, 32, 40, 48, 60, 64, 80, 100, 128)


@dataclass(frozen=True, slots=True)
class Reader:
    """What is read: a task, what its tokens are, sizes of vocabularies, and what comes out."""

    task: str
    tokens: str
    sizes: tuple[int, ...]
    outputs: tuple[int, ...]


READERS = (
    Reader("Film reviews are rated from one to a few stars.", "words", (2000, 5000, 8000, 10_000), (3, 5)),
    Reader("Messages to a town hall are sent to the right office.", "words", (3000, 4000, 6000), (6, 8, 12)),
    Reader("The language of a short text is recognised.", "characters", (96, 128, 150, 200), (10, 14, 20)),
    Reader("Recipes are sorted by the kitchen that they come from.", "ingredients", (400, 750, 1200), (7, 9, 15)),
    Reader("Lines of code are told to be in one of several languages.", "characters", (100, 120, 256), (4, 6, 11)),
    Reader("Log lines of a server are sorted by what went wrong.", "words", (800, 1500, 2500), (4, 7, 16)),
    Reader("Proteins are filed under families.", "amino acids", (20, 21, 25), (12, 18, 30)),
    Reader("Melodies are given the name of their dance.", "notes", (60, 88, 128), (5, 8, 10)),
    Reader("Questions of pupils are sent to the teacher of the subject.", "words", (1000, 3500, 7000), (5, 9, 13)),
)


@dataclass(frozen=True, slots=True)
class Classifier:
    """An embedding of so many tokens, recurrent layers that read it, a dense layer on the last hidden state."""

    tokens: int
    stack: Stack
    outputs: int

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return what embedding, recurrent layer and dense layer learn."""
        stack = self.stack
        return self.tokens * stack.first.inputs, stack.parameters, (stack.outputs + 1) * self.outputs


def exam_question(rng: random.Random) -> Exercise:
    """Return an exam question on a classifier of token sequences."""
    reader, kind, way = rng.choice(READERS), rng.choice((RNN, GRU, GRU, LSTM, LSTM)), rng.choice((WORDS, TORCH, KERAS))
    width, hidden = rng.sample(sorted({*WIDTHS, *HIDDEN}), 2)
    first = Layer(kind, width, hidden, biases_of(kind, way))
    net = Classifier(
        rng.choice(reader.sizes), Stack(first, directions=rng.choice((1, 1, 2))), rng.choice(reader.outputs)
    )
    other = rng.choice([each for each in KINDS if each != kind])
    whole = _count("How many parameters has the network in all?", sum(net.counts), slips.of_total(net.counts))
    shape = (_shape(first),) if way == TORCH else ()
    parts = (
        _count("How many parameters has the embedding?", net.counts[0], slips.of_embedding(net.tokens, width)),
        *shape,
        _count(f"How many has the {kind.name} layer{_both(net)}?", net.counts[1], _recurrent_slips(net.stack)),
        _count("How many has the dense layer?", net.counts[2], slips.of_dense(net.stack, net.outputs)),
        replace(whole, carry=_added),
        _other_width(net, other, way, place=1 + len(shape)),
    )
    return Exercise(f"{reader.task} {_told(reader, net, way)}", parts, _solution(net, other, way))


def _both(net: Classifier) -> str:
    return ", both directions together" if net.stack.directions == 2 else ""


def _recurrent_slips(stack: Stack) -> Iterable[Slip]:
    return slips.of_layer(stack.first) if stack.directions == 1 else slips.of_stack(stack)


def _told(reader: Reader, net: Classifier, way: str) -> str:
    first, kind = net.stack.first, net.stack.first.kind
    vocabulary = f"The vocabulary has {grouped(net.tokens)} {reader.tokens}."
    if way == WORDS:
        last = "last hidden states of both directions" if net.stack.directions == 2 else "last hidden state"
        layers = layers_in_words(net.stack)
        return (
            f"{vocabulary} An embedding turns each into {first.inputs} numbers. {layers} reads them, and a dense layer "
            f"with biases turns the {last} into {counted(net.outputs, 'score')}. {bias_said(kind, way)}"
        )
    code = _torch_code(net) if way == TORCH else _keras_code(net, way)
    library = "PyTorch" if way == TORCH else "Keras"
    both = " The dense layer is given the last hidden states of both directions." if net.stack.directions == 2 else ""
    return f"{vocabulary} The layers in {library}:\n\n```python\n{code}\n```\n\n{bias_said(kind, way)}{both}"


def _torch_code(net: Classifier) -> str:
    first, both = net.stack.first, ", bidirectional=True" if net.stack.directions == 2 else ""
    return "\n".join(
        (
            f"self.embedding = nn.Embedding({net.tokens}, {first.inputs})",
            f"self.recurrent = nn.{first.kind.torch}({first.inputs}, {first.hidden}{both}, batch_first=True)",
            f"self.dense = nn.Linear({net.stack.outputs}, {net.outputs})",
        )
    )


def _keras_code(net: Classifier, way: str) -> str:
    rows = (
        f"    layers.Embedding({net.tokens}, {net.stack.first.inputs}),",
        f"    {keras_layer(net.stack, way)},",
        f"    layers.Dense({net.outputs}),",
    )
    return "\n".join(("keras.Sequential([", *rows, "])"))


# ---------------------------------------------------------------- parts


def _shape(first: Layer) -> Part:
    gates, h, n = first.kind.gates, first.hidden, first.inputs
    spec = Shape((gates * h, n), ("rows", "columns"))
    stacked = f"{counted(gates, 'block')} of {h} rows" if gates > 1 else f"{h} rows, one a unit"
    check = f"{stacked}, {counted(n, 'column')}"
    wrong = (
        ((n, gates * h), f"The sizes are exchanged. A row belongs to a unit: {check}."),
        ((h, n) if gates > 1 else (h, h), f"PyTorch stacks the gates in one matrix, the candidate too: {check}."),
        ((gates * h, h), f"This is `weight_hh_l0`, which weighs the hidden state: {check}."),
        ((gates * h, n + h), f"PyTorch keeps input and hidden state apart: {check}."),
        ((gates * h, n + 1), f"The biases are vectors of their own: {check}."),
        ((gates * n, h), f"The gates are stacked along the units: {check}."),
    )
    told = [Misconception(f"{a} x {b}", why, slips.TOPIC, slips.COUNTING) for (a, b), why in wrong]
    question = "What shape has `recurrent.weight_ih_l0`, the weights of the input? Type it as rows x columns."
    return Part(question, spec, misconceptions=distinct(spec, told))


def _other_width(net: Classifier, other: Kind, way: str, place: int) -> Part:
    """Ask how wide another kind of layer may be with the parameters of this one, which stands at a ``place``."""
    first, directions = net.stack.first, net.stack.directions
    biases, budget = biases_of(other, way), net.counts[1] // directions
    in_all, in_each = (" in both directions together", " in each direction") if directions == 2 else ("", "")
    said = bias_said(other, way)
    reminder = f" {said}" if said != bias_said(first.kind, way) else ""
    question = (
        f"The {first.kind.name} is to be replaced by {other.article} that learns at most as many parameters{in_all}. "
        f"How many units may it have at most{in_each}?{reminder}"
    )

    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        mine = earlier[place]
        if not isinstance(mine, int) or not 0 < mine < 10**12:
            return None
        return Integer(widest(other, first.inputs, biases, mine // directions), "units")

    right = widest(other, first.inputs, biases, budget)
    part = _count(question, right, slips.of_width(other, first.inputs, biases, budget), "units", marks=2)
    return replace(part, carry=follows)


def _added(earlier: tuple[Value, ...]) -> AnswerSpec | None:
    """Return the total that follows from the learner's own counts; a shape among them is none."""
    counts = [value for value in earlier if isinstance(value, int)]
    return Integer(sum(counts), "parameters")


def _count(question: str, right: int, wrong: Iterable[Slip], unit: str = "parameters", marks: int = 1) -> Part:
    return asked(f"{question} {COUNT}", Integer(right, unit), wrong, marks)


# ---------------------------------------------------------------- the solution


def _solution(net: Classifier, other: Kind, way: str) -> tuple[str, ...]:
    first, stack, counts = net.stack.first, net.stack, net.counts
    gates, hidden = first.kind.gates, first.hidden
    table = rf"${tex(net.tokens)} \cdot {first.inputs} = {tex(counts[0])}$"
    steps = [f"The embedding is a table with a vector for each token: {table}.", rule(first.kind, first.biases)]
    if way == TORCH:
        stacked = (
            rf"for each unit of each gate, ${gates} \cdot {hidden} = {gates * hidden}$"
            if gates > 1
            else "for each unit"
        )
        size = rf"${gates * hidden} \times {first.inputs}$"
        steps.append(f"`weight_ih_l0` has a row {stacked}, and a column for each input: {size}.")
    both = f" Two directions: $2 \\cdot {tex(first.parameters)} = {tex(counts[1])}$." if stack.directions == 2 else ""
    steps.append(f"The recurrent layer: ${worked(first)}$.{both}")
    given = f"({stack.outputs} + 1) \\cdot {net.outputs} = {tex(counts[2])}"
    steps.append(f"The dense layer has a weight for each number it is given, and a bias, for each output: ${given}$.")
    steps.append(f"Together ${' + '.join(map(tex, counts))} = {tex(sum(counts))}$.")
    steps.append(_width_told(net, other, way))
    return tuple(steps)


def _width_told(net: Classifier, other: Kind, way: str) -> str:
    first, biases, budget = net.stack.first, biases_of(other, way), net.counts[1] // net.stack.directions
    width = widest(other, first.inputs, biases, budget)
    layer = Layer(other, first.inputs, width, biases)
    more = replace(layer, hidden=width + 1)
    sets = "one set" if other.gates == 1 else f"{NUMBER_WORDS[other.gates]} sets"
    where = "a direction" if net.stack.directions == 2 else "the layer"
    return (
        f"{other.called} has {sets} of weights. With ${tex(budget)}$ parameters for {where}, "
        f"{width + 1} units are too many, ${worked(more)}$; ${worked(layer)}$ fits, so at most ${width}$ units."
    )
