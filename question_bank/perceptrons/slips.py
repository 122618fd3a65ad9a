"""What learners get wrong when they count the parameters of dense layers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from question_bank.answers import Integer, Shape
from question_bank.exercise import Misconception
from question_bank.perceptrons.mlp import Dense, Mlp
from question_bank.wording import counted, grouped

TOPIC = "foundations.mlp"
COUNTING, SHAPES, MISTAKES = "counting-parameters", "shapes", "common-mistakes"
Count = int | tuple[int, ...]
Slip = tuple[Count, str, str]


def told_apart(spec: Integer | Shape, slips: Iterable[Slip]) -> tuple[Misconception, ...]:
    """Return the slips, in order, that differ from the answer and from all earlier ones; counts are exact."""
    seen: set[Count] = {spec.value}
    kept: list[Misconception] = []
    for wrong, why, heading in slips:
        if wrong not in seen and (wrong if isinstance(wrong, int) else min(wrong)) >= 0:
            seen.add(wrong)
            typed = str(wrong) if isinstance(wrong, int) else " x ".join(map(str, wrong))
            kept.append(Misconception(typed, why, TOPIC, heading))
    return tuple(kept)


def worked(layer: Dense) -> str:
    """Return the count of a layer with its numbers, for a sentence."""
    given = grouped(layer.given)
    front = f"({given} + 1)" if layer.bias else given
    return f"{front}·{grouped(layer.units)} = {grouped(layer.parameters)}"


def of_layer(layer: Dense) -> Iterator[Slip]:
    """Yield the slips with the parameters of one layer."""
    n, m = layer.given, layer.units
    biases = "bias" if m == 1 else f"{grouped(m)} biases, one for each unit"
    yield n * m, f"You left out the {biases}: {worked(layer)}.", MISTAKES
    yield n * m + 1, f"You gave the layer one bias. Each of its {m} units has its own: {worked(layer)}.", MISTAKES
    yield n * m + n, f"You gave each input a bias. The units have them: {worked(layer)}.", MISTAKES
    yield n + m, f"You counted inputs and units. Every pair of them has a weight: {worked(layer)}.", COUNTING
    yield (n + 1) * (m + 1), f"The bias is added on the side of the inputs only: {worked(layer)}.", COUNTING
    yield m, f"You counted the units. Each has a weight for every input, and a bias: {worked(layer)}.", COUNTING


def of_total(mlp: Mlp) -> Iterator[Slip]:
    """Yield the slips with the parameters of a whole network."""
    layers, total = mlp.layers, mlp.total
    check = f"{' + '.join(grouped(layer.parameters) for layer in layers)} = {grouped(total)}"
    weights, biases = sum(layer.weights for layer in layers), sum(layer.units for layer in layers if layer.bias)
    yield weights, f"You left out the {counted(biases, 'bias', 'biases')}: {check}.", MISTAKES
    if not all(layer.bias for layer in layers):
        everywhere = "You gave biases to every layer, but some have none"
        yield weights + sum(mlp.widths[1:]), f"{everywhere}: {check}.", MISTAKES
    one_each = weights + sum(layer.bias for layer in layers)
    yield one_each, f"You gave each layer one bias. Every unit has its own: {check}.", MISTAKES
    yield total + mlp.inputs, f"You gave the inputs biases too. They compute nothing: {check}.", MISTAKES
    per_input = weights + sum(layer.given for layer in layers if layer.bias)
    yield per_input, f"You counted one bias for each number that goes in, not for each unit: {check}.", MISTAKES
    ends = (mlp.inputs + 1) * mlp.outputs
    yield ends, f"You joined the inputs to the outputs directly. Layer by layer it is {check}.", COUNTING
    yield total - layers[-1].parameters, f"You left out the last layer: {check}.", COUNTING
    yield total - layers[0].parameters, f"You left out the first layer: {check}.", COUNTING
    yield sum(mlp.widths), f"You counted the units. Their weights and biases are learnt: {check}.", COUNTING


def of_width(inputs: int, outputs: int, budget: int) -> Iterator[Slip]:
    """Yield the slips with the width of the one hidden layer that uses up a number of parameters, or nearly."""
    one = inputs + 1 + outputs
    check = f"each hidden unit brings {grouped(inputs)} + 1 + {grouped(outputs)} = {grouped(one)} parameters"
    yield -(-(budget - outputs) // one), f"This goes over the budget: {check}. Round down.", COUNTING
    own = counted(outputs, "bias", "biases")
    yield budget // (inputs + outputs), f"You left out the biases: {check}, and the outputs have {own}.", MISTAKES
    yield (budget - outputs) // (inputs + outputs), f"The bias of a hidden unit is missing: {check}.", MISTAKES
    yield budget // (inputs + 1), f"You left out the weights to the outputs: {check}.", COUNTING
    yield budget // (outputs + 1), f"You left out the weights from the inputs: {check}.", COUNTING
    yield budget // inputs, f"You divided by the inputs alone: {check}.", COUNTING
    yield budget // (inputs * outputs), f"You multiplied inputs and outputs: {check}.", COUNTING
    yield budget // one, f"The biases of the outputs are taken off first: {check}.", MISTAKES


def of_doubled_inputs(mlp: Mlp) -> Iterator[Slip]:
    """Yield the slips with the parameters once there are twice as many inputs."""
    first, total = mlp.layers[0], mlp.total
    new = total + first.weights
    check = f"only the {grouped(first.weights)} weights of the first layer come again, so it is {grouped(new)}"
    yield 2 * total, f"You doubled everything, but {check}.", COUNTING
    yield total + first.parameters, f"You doubled the biases of the first layer too, but {check}.", MISTAKES
    yield total, f"The first layer grows: {check}.", COUNTING
    yield total + first.given, f"Every new input has a weight for every unit: {check}.", COUNTING
    yield 2 * first.given * first.units + first.units, f"This is the first layer alone; {check}.", COUNTING


# ---------------------------------------------------------------- shapes


def of_weight_shape(mlp: Mlp, index: int) -> Iterator[Slip]:
    """Yield the slips with the shape of a layer's weight matrix, a row for each unit."""
    layer = mlp.layers[index]
    takes = "takes" if layer.units == 1 else "take"
    check = f"{counted(layer.units, 'unit')} {takes} {counted(layer.given, 'number')}"
    turned = f"The sizes are exchanged. In $W a$ each row belongs to a unit: {check}."
    yield (layer.given, layer.units), turned, SHAPES
    yield (layer.units, layer.given + 1), f"The biases are a vector of their own: {check}.", SHAPES
    yield (layer.units, layer.units), f"A row has a weight for every number that comes in: {check}.", SHAPES
    yield (mlp.outputs, mlp.inputs), f"This would join the inputs to the outputs directly. Here {check}.", SHAPES
    yield (layer.units, 1), f"This is the shape of the biases. For the weights, {check}.", SHAPES
    for other in mlp.layers:
        yield (other.units, other.given), f"This belongs to another layer. Here {check}.", SHAPES


def of_batch_shape(mlp: Mlp, index: int, batch: int) -> Iterator[Slip]:
    """Yield the slips with the shape of what a layer gives for a batch, an example in each row."""
    layer = mlp.layers[index]
    check = f"one row for each of the {batch} examples, {counted(layer.units, 'column')} for as many units"
    yield (layer.units, batch), f"The sizes are exchanged: {check}.", SHAPES
    yield (batch, layer.given), f"This is what goes into the layer. Out comes {check}.", SHAPES
    yield (layer.units, layer.given), f"This is the shape of the weights. Out comes {check}.", SHAPES
    yield (batch, layer.units + 1), f"A bias is added to a unit, it makes no new column: {check}.", SHAPES
    yield (batch, mlp.outputs), f"This is what the last layer gives. Here it is {check}.", SHAPES
    yield (batch, mlp.inputs), f"This is the batch itself. Out comes {check}.", SHAPES
