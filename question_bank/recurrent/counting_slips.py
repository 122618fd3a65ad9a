"""What learners get wrong when they count the parameters of recurrent networks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from question_bank.recurrent.counting import GRU, KINDS, LSTM, RNN, Kind, Layer, Stack, widest
from question_bank.slips import Slip
from question_bank.wording import counted, grouped

TOPIC = "sequences.rnn"
COUNTING, BIASES, MISTAKES = "counting-parameters", "bias-conventions", "common-mistakes"


def worked(layer: Layer) -> str:
    """Return the count of a layer with its numbers, for a sentence."""
    front = "" if layer.kind.gates == 1 else f"{layer.kind.gates}·"
    inside = f"{grouped(layer.inputs)} + {grouped(layer.hidden)} + {layer.biases}"
    return f"{front}{grouped(layer.hidden)}·({inside}) = {grouped(layer.parameters)}"


def of_layer(layer: Layer, steps: int = 0) -> Iterator[Slip]:
    """Yield the slips with the parameters of one layer; ``steps`` is the length of its sequences, if it is told."""
    kind, i, h, biases, check = layer.kind, layer.inputs, layer.hidden, layer.biases, worked(layer)
    gates = kind.gates

    def slip(value: int, why: str, heading: str = COUNTING) -> Slip:
        return Slip((value,), f"{why}: {check}.", TOPIC, heading)

    yield slip(gates * h * (i + h), "You left out the biases", MISTAKES)
    yield slip(
        gates * h * (i + biases),
        "You left out the weights of the hidden state before, one for each pair of units",
        MISTAKES,
    )
    if gates > 1:
        yield slip(layer.of_one_gate, f"This is one gate. {_has(kind)}", MISTAKES)
    for other in KINDS:
        if other != kind and other != RNN:
            yield slip(
                replace(layer, kind=other).parameters, f"You counted as for {other.article}. {_has(kind)}", MISTAKES
            )
    usual = "one bias vector here, as in textbooks" if biases == 1 else "two bias vectors here"
    each = "It has" if gates == 1 else "Each gate has"
    yield slip(replace(layer, biases=3 - biases).parameters, f"{each} {usual}", BIASES)
    if steps:
        yield slip(steps * layer.parameters, "You counted every step. All steps share the same weights", MISTAKES)
    yield slip(gates * (h * (i + h) + 1), "A bias is a vector, one number for each unit", BIASES)
    yield slip(gates * i * h, "You counted only the weights of the input", COUNTING)
    yield slip(gates * (i + h), "Every unit has its own weights; multiply by the units", COUNTING)


def _has(kind: Kind) -> str:
    if kind == RNN:
        return "A plain RNN has no gates, just one set of weights"
    what = "three gates and a candidate" if kind == LSTM else "two gates and a candidate"
    return f"{kind.called} has {what}"


def _mind_biases(kind: Kind) -> str:
    return f"Mind how many bias vectors a {'layer' if kind == RNN else 'gate'} has here"


def of_stack(stack: Stack) -> Iterator[Slip]:
    """Yield the slips with several layers, or with two directions."""
    first, rows, whole = stack.first, stack.rows, stack.parameters
    summed = " + ".join(grouped(layer.parameters) for layer in rows)
    check = summed if stack.directions == 1 else f"2·{summed if len(rows) == 1 else f'({summed})'}"
    check = f"{check} = {grouped(whole)}"

    def slip(value: int, why: str, heading: str = MISTAKES) -> Slip:
        return Slip((value,), f"{why}: {check}.", TOPIC, heading)

    if stack.directions == 2:
        yield slip(whole // 2, "This is one direction. The way back has weights of its own")
        wide = replace(first, hidden=2 * first.hidden).parameters
        yield slip(wide, "Two directions are two layers side by side, not one that is twice as wide")
    if stack.layers > 1:
        alike = stack.directions * stack.layers * first.parameters
        yield slip(alike, "The layers above the first read the hidden states below, not the features")
        yield slip(stack.directions * first.parameters, "This is the first layer alone")
        yield slip(stack.directions * rows[-1].parameters, "This is the upper layer alone")
        if stack.directions == 2:
            narrow = replace(first, inputs=first.hidden).parameters
            narrow_sum = 2 * (first.parameters + (stack.layers - 1) * narrow)
            yield slip(narrow_sum, "The upper layer reads both directions, twice as many numbers")
    yield slip(_changed(stack, biases=3 - first.biases), _mind_biases(first.kind), BIASES)
    yield slip(_changed(stack, biases=0), "You left out the biases")
    for other in (GRU, LSTM):
        if other != first.kind:
            changed = replace(stack, first=replace(first, kind=other)).parameters
            yield slip(changed, f"You counted as for {other.article}. {_has(first.kind)}")
    if first.kind.gates > 1:
        yield slip(whole // first.kind.gates, f"You counted one gate. {_has(first.kind)}")
    no_feedback = stack.directions * sum(
        layer.kind.gates * layer.hidden * (layer.inputs + layer.biases) for layer in rows
    )
    yield slip(no_feedback, "You left out the weights of the hidden state before")


def _changed(stack: Stack, biases: int) -> int:
    return replace(stack, first=replace(stack.first, biases=biases)).parameters


def of_extra_biases(layer: Layer) -> Iterator[Slip]:
    """Yield the slips with how many parameters a second bias vector in every gate brings."""
    kind, h, i = layer.kind, layer.hidden, layer.inputs
    extra = kind.gates * h
    check = f"one more vector of {grouped(h)} in each of {kind.gates}, {kind.gates}·{grouped(h)} = {grouped(extra)}"
    if kind == RNN:
        check = f"one more vector of {grouped(h)}"
    slips = (
        (h, f"This is one vector. {_has(kind)}: {check}."),
        (2 * extra, f"These are both vectors; the textbook counts one of them too: {check}."),
        (kind.gates, f"A bias is a vector with a number for each unit: {check}."),
        (kind.gates * i, f"Biases belong to the units, not to the features: {check}."),
        ((kind.gates - 1) * h, f"The candidate has biases as well: {check}."),
        ((kind.gates + 1) * h, f"{_has(kind)}: {check}."),
        (h * (i + h + 2), f"This is the count of one gate. Only the second bias vector is new: {check}."),
        (kind.gates * (h + i), f"No weight is added: {check}."),
    )
    for value, why in slips:
        yield Slip((value,), why, TOPIC, BIASES)


def of_width(kind: Kind, inputs: int, biases: int, budget: int) -> Iterator[Slip]:
    """Yield the slips with the number of units that fit a budget, or use it up."""
    right = widest(kind, inputs, biases, budget)
    layer = Layer(kind, inputs, right, biases)
    check = f"{worked(layer)}, and one unit more would need {grouped(replace(layer, hidden=right + 1).parameters)}"

    def slip(value: int, why: str, heading: str = COUNTING) -> Slip:
        return Slip((value,), f"{why}: {check}.", TOPIC, heading)

    yield slip(right + 1, "This is one unit too many")
    for other in KINDS:
        if other != kind:
            yield slip(widest(other, inputs, biases, budget), f"You counted as for {other.article}. {_has(kind)}")
    feedback = "You left out the weights from unit to unit, which grow with the square of the units"
    yield slip(budget // (kind.gates * (inputs + biases)), feedback)
    yield slip(widest(kind, 0, biases, budget), "You left out the weights of the input")
    yield slip(widest(kind, inputs, 0, budget), "You left out the biases", MISTAKES)
    yield slip(right - 1, "This is one unit too few")
    yield slip(widest(kind, inputs, 3 - biases, budget), _mind_biases(kind), BIASES)


# ---------------------------------------------------------------- beside the recurrent layer


def of_embedding(tokens: int, width: int) -> Iterator[Slip]:
    """Yield the slips with the table that has a vector for each token."""
    check = f"{grouped(tokens)}·{grouped(width)} = {grouped(tokens * width)}"
    slips = (
        (tokens * width + width, f"An embedding has no biases: {check}."),
        (tokens * width + tokens, f"An embedding has no biases: {check}."),
        (tokens + width, f"Every token has a whole vector: {check}."),
        (width, f"This is one vector. Every token of the vocabulary has its own: {check}."),
        (tokens, f"This is the vocabulary. Every token has a vector: {check}."),
    )
    for value, why in slips:
        yield Slip((value,), why, TOPIC, COUNTING)


def of_dense(stack: Stack, outputs: int) -> Iterator[Slip]:
    """Yield the slips with the dense layer behind the last hidden state."""
    given = stack.outputs
    check = f"({grouped(given)} + 1)·{grouped(outputs)} = {grouped((given + 1) * outputs)}"
    if stack.directions == 2:
        half = (stack.first.hidden + 1) * outputs
        yield Slip((half,), f"Both directions arrive here: {check}.", TOPIC, MISTAKES)
    slips = (
        (given * outputs, f"You left out the {counted(outputs, 'bias', 'biases')}: {check}."),
        ((given + 2) * outputs, f"A dense layer has one bias a unit, in PyTorch too: {check}."),
        (given * outputs + given, f"The biases belong to the outputs: {check}."),
        ((stack.first.inputs + 1) * outputs, f"The hidden state arrives here, not the input: {check}."),
        (given * outputs + 1, f"Every output has its own bias: {check}."),
    )
    for value, why in slips:
        yield Slip((value,), why, TOPIC, COUNTING)


def of_total(parts: tuple[int, ...]) -> Iterator[Slip]:
    """Yield the slips with the sum of embedding, recurrent layer and dense layer."""
    embedding, recurrent, dense = parts
    check = f"{' + '.join(grouped(part) for part in parts)} = {grouped(sum(parts))}"
    slips = (
        (recurrent + dense, f"The embedding is learnt too: {check}."),
        (embedding + recurrent, f"The dense layer is missing: {check}."),
        (embedding + dense, f"The recurrent layer is missing: {check}."),
        (embedding * recurrent + dense, f"The layers' counts are added: {check}."),
        (recurrent, f"This is the recurrent layer alone: {check}."),
    )
    for value, why in slips:
        yield Slip((value,), why, TOPIC, COUNTING)
