"""Asks for the summary of a small convolutional network: the shape behind every layer and what each learns."""

from __future__ import annotations

import random

from question_bank.answers import AnswerSpec, Integer, Value
from question_bank.convolution.digits_case import digits_case
from question_bank.convolution.layers import Conv as SweptConv
from question_bank.convolution.layers import square_conv
from question_bank.convolution.sweeps import Sweep
from question_bank.exercise import DemoCase, Exercise, Family, Part, dice
from question_bank.networks.layers import Conv, Dense, Norm
from question_bank.summaries import changes, slips
from question_bank.summaries.code import LAZY, code, settings_table
from question_bank.summaries.nets import Net, draw_net
from question_bank.summaries.tables import BOTH, Column, own_counts, summary_table, worked
from question_bank.wording import grouped

ID = "cnn-summary"
SIZE_RULE = (
    "Along each side a kernel of size $k$ with stride $s$ and padding $p$ finds "
    r"$\lfloor (n + 2p - k) / s \rfloor + 1$ places; a pooling window moves by its own size."
)
COUNT_RULE = (
    r"A convolution learns $(k \cdot k \cdot c_\text{in} + 1) \cdot c_\text{out}$ parameters, a dense layer "
    r"$(n_\text{in} + 1) \cdot n_\text{out}$; without biases the $+ 1$ is left out. "
    "Poolings and flattening learn nothing."
)
SHAPE_PLANS = (
    "conv pool conv",
    "same pool conv",
    "conv/2 conv pool",
    "conv conv pool",
    "same conv pool",
    "conv pool same",
)
COUNT_PLANS = (
    "conv pool conv",
    "same pool same",
    "conv conv pool",
    "conv conv conv",
    "same pool conv",
    "conv/2 pool conv",
)
FIVE = (
    "conv pool conv flatten dense",
    "same pool conv flatten dense",
    "conv conv pool flatten dense",
    "conv/2 same pool flatten dense",
    "same pool flatten dense dense",
    "conv norm pool flatten dense",
    "same pool conv average dense",
)
LONG = (
    "conv pool conv pool flatten dense",
    "conv pool conv pool flatten dense dense",
    "conv norm pool conv pool flatten dense",
    "same pool same pool flatten dense dense",
    "same norm pool same pool flatten dense dense",
    "same same pool conv pool flatten dense",
    "same norm pool conv pool average dense",
    "conv/2 pool same pool flatten dense dense",
)
DOUBLING = 4  # sides that divide by this stay whole through two poolings


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one column of three layers (1), the table of five (2), or a long table with a change (3)."""
    rng = dice(ID, seed, difficulty)
    while True:
        exercise = (_one_column, _table, _exam)[difficulty - 1](rng)
        if exercise is not None:
            return exercise


def _one_column(rng: random.Random) -> Exercise | None:
    column: Column = rng.choice(BOTH)
    net = draw_net(rng, rng.choice(SHAPE_PLANS if column == "shape" else COUNT_PLANS))
    spec = summary_table(net, (column,), carries=False)
    wrong = slips.of_shapes(net) if column == "shape" else slips.of_counts(net)
    question = (
        f"Fill in the shape behind each layer, as {_order(net)}."
        if column == "shape"
        else ("Fill in how many parameters each layer learns, as whole numbers.")
    )
    part = Part(question, spec, 3, slips.told_apart(spec.show(), wrong))
    if len(part.misconceptions) < 3:
        return None
    rule = SIZE_RULE if column == "shape" else COUNT_RULE
    return Exercise(_told(rng, net, shapes=column == "shape"), (part,), (rule, *worked(net, (column,))), _demo(net))


def _table(rng: random.Random) -> Exercise | None:
    net = draw_net(rng, rng.choice(FIVE), highest=48)
    total = _total_part(net)
    if len(total.misconceptions) < 3 or net.total >= 10**6:
        return None
    return Exercise(
        _told(rng, net), (_table_part(net), total), (SIZE_RULE, COUNT_RULE, *worked(net), _sum(net)), _demo(net)
    )


def _exam(rng: random.Random) -> Exercise | None:
    plan = rng.choice(LONG)
    net = draw_net(rng, plan, multiple=DOUBLING if plan.count("same") > 1 else 1)
    change = changes.draw_change(rng, net)
    parts = [_table_part(net), _total_part(net), changes.layers_part(change)]
    if change.changed and change.is_exact:
        parts.append(changes.total_part(change, 0))
    if any(len(part.misconceptions) < 3 for part in parts if isinstance(part.answer, Integer)):
        return None
    steps = (SIZE_RULE, COUNT_RULE, *worked(net), _sum(net), *changes.told(change))
    return Exercise(_told(rng, net, in_code=True), tuple(parts), steps, _demo(net))


# ---------------------------------------------------------------- parts


def _table_part(net: Net) -> Part:
    question = f"Fill in the table: the shape behind each layer as {_order(net)}, and how many parameters it learns."
    return Part(question, summary_table(net), len(net.layers))


def _total_part(net: Net) -> Part:
    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = own_counts(net, earlier[0])
        return None if own is None else Integer(sum(own), "parameters")

    question = "How many parameters does the whole network learn? Type a whole number."
    wrong = slips.told_apart(str(net.total), slips.of_total(net))
    return Part(question, Integer(net.total, "parameters"), 1, wrong, carry)


def _sum(net: Net) -> str:
    return f"Together {' + '.join(grouped(count) for count in net.counts if count)} = {grouped(net.total)} parameters."


# ---------------------------------------------------------------- what is told


def _told(rng: random.Random, net: Net, *, in_code: bool = False, shapes: bool = True) -> str:
    if not in_code and not net.keras and rng.random() < 0.6:
        lead = f"{net.shown.told_in_full()} {rng.choice(_LEADS)}\n\n{settings_table(net)}"
        return f"{lead}\n\n{_conventions(net, lazy=False, shapes=shapes)}"
    library = "Keras" if net.keras else "PyTorch"
    lead = f"{net.shown.told_in_full()} {rng.choice(_CODE_LEADS).format(library=library)}\n\n{code(net)}"
    return f"{lead}\n\n{_conventions(net, lazy=True, shapes=shapes)}"


_LEADS = (
    "These layers look at them, in this order:",
    "The network is a row of layers:",
    "They pass through these layers:",
)
_CODE_LEADS = (
    "The network is written in {library}:",
    "A colleague wrote this network in {library}:",
    "This {library} code builds the network; activations are left out, they change neither shapes nor counts:",
)


def _conventions(net: Net, *, lazy: bool, shapes: bool) -> str:
    """Say what both columns mean, and what the libraries do unless told otherwise."""
    said = [f"Shapes are those of one picture, without the batch, as {_order(net)}."] if shapes else []
    if lazy and not net.keras and any(isinstance(layer, Dense) for layer in net.layers):
        said.append(LAZY)
    if any(isinstance(layer, Norm) for layer in net.layers):
        said.append("Count only what is learnt.")
    said.append("Convolutions and dense layers have biases unless it says otherwise.")
    if shapes:
        said.append("Sizes that don't come out whole are rounded down.")
    return " ".join(said)


def _order(net: Net) -> str:
    return " x ".join(net.axes)


def _demo(net: Net) -> DemoCase | None:
    """Return the demo with the first two convolutions, where its digits are large enough for them."""
    convs = [_as_swept(layer) for layer in net.layers if isinstance(layer, Conv)]
    return digits_case(*convs[:2], filters=True)


def _as_swept(layer: Conv) -> SweptConv:
    assert layer.filters is not None and isinstance(layer.padding, tuple), "these convolutions have filters and zeros"
    return square_conv(layer.filters, Sweep(layer.kernel[0], layer.stride[0], layer.padding[0]))


FAMILY = Family(
    id=ID,
    topic=slips.TOPIC,
    title="Summary of a convolutional network",
    version=1,
    generate=generate,
    kinds=("table", "integer", "choices"),
    heading="whole-networks",
)
