"""What recurrent layers and self-attention make of a sequence of steps × features."""

from __future__ import annotations

from question_bank.networks.counting import Count, product, total
from question_bank.networks.flow import Flow, Misfit, Outcome
from question_bank.networks.layers import Attention, Placed, Recurrent, SequenceLayer
from question_bank.networks.shapes import shown

GATES = {"rnn": 1, "lstm": 4, "gru": 3}
_NOTES = {
    "short": "Counted with two biases a gate, as torch has them; books have one: one bias.",
    "torch": "torch returns every step and the last state; here every step flows on. The line last keeps the last one.",
}


def apply_sequence_layer(layer: SequenceLayer, placed: Placed, flow: Flow) -> Outcome:
    """Return what the layer makes of a sequence; raises Misfit for anything else."""
    if len(flow.shape) != 2:
        raise Misfit(_no_sequence(placed, flow))
    if isinstance(layer, Recurrent):
        return _recurrent(layer, placed, flow)
    return _attention(layer, placed, flow)


def _no_sequence(placed: Placed, flow: Flow) -> str:
    sentence = f"{placed.name} reads steps × features, but {shown(flow.shape)} arrives."
    if len(flow.shape) == 1:
        cure = {
            "keras": "Put Embedding before it, or return_sequences=True in the recurrent layer before.",
            "torch": "Put nn.Embedding before it.",
            "short": "Put embedding before it, or leave last away in the recurrent layer before.",
        }
        return f"{sentence} {cure[placed.notation]}"
    return f"{sentence} Reshape it to two sizes first."


def _recurrent(layer: Recurrent, placed: Placed, flow: Flow) -> Outcome:
    steps, features = flow.shape
    if layer.in_features is not None and layer.in_features != features:
        raise Misfit(
            f"{placed.name} expects {layer.in_features} features a step, but {shown(flow.shape)} arrives: "
            f"{steps} steps of {features}. Write {features} as its first number."
        )
    width = layer.hidden * (2 if layer.bidirectional else 1)
    stacked = [_stacked(layer, features, 1)]
    if layer.layers > 1:  # all layers above the first are alike
        stacked.append(_stacked(layer, width, layer.layers - 1))
    notes = (_NOTES[placed.notation],) if placed.notation in _NOTES and layer.biases == 2 else ()
    shape = (steps, width) if layer.sequences else (width,)
    learnt, weights = total(*(each for each, _ in stacked)), total(*(each for _, each in stacked))
    return Outcome(shape, learnt, product(steps, weights), order="features last", notes=notes)


def _stacked(layer: Recurrent, width: int, alike: int) -> tuple[Count, Count]:
    """Return what layers that read ``width`` features learn, gates · (x·h + h·h + biases·h), and without the biases."""
    hidden = layer.hidden
    weights = total(product(width, hidden), product(hidden, hidden))
    biases = product(layer.biases, hidden) if layer.biases > 1 else hidden * layer.biases
    factors = (alike, 2 if layer.bidirectional else 1, GATES[layer.kind])
    with_biases = total(product(width, hidden), product(hidden, hidden), biases)
    return _times(factors, with_biases), _times(factors, weights)


def _times(factors: tuple[int, ...], count: Count) -> Count:
    """Return the product without the factors that are 1."""
    kept = [factor for factor in factors if factor > 1]
    return product(*kept, count) if kept else count


def _attention(layer: Attention, placed: Placed, flow: Flow) -> Outcome:
    steps, width = flow.shape
    if layer.width is not None and layer.width != width:
        raise Misfit(
            f"{placed.name} expects {layer.width} features a step, but {shown(flow.shape)} arrives: "
            f"{steps} steps of {width}. Write {width} as its first number."
        )
    if layer.key_width is None and width % layer.heads:
        raise Misfit(f"{width} features can't be split evenly among {layer.heads} heads: {_heads_for(width)}.")
    key_width = layer.heads * (layer.key_width or width // layer.heads)
    value_width = layer.heads * (layer.value_width or layer.key_width or width // layer.heads)
    bias = int(layer.bias)
    keys = product(2, total(width, bias), key_width)
    into, out = product(total(width, bias), value_width), product(total(value_width, bias), width)
    learnt = total(keys, into, out)
    if key_width == value_width == width:
        learnt = product(4, total(width, bias), width)
    costs = _costs(steps, width, key_width, value_width)
    return Outcome(flow.shape, learnt, costs, order="features last")


def _costs(steps: int, width: int, key_width: int, value_width: int) -> Count:
    """Return the products of the four projections, of queries with keys, and of weights with values."""
    if key_width == value_width == width:
        return total(product(4, steps, width, width), product(2, steps, steps, width))
    projections = total(product(2, steps, width, key_width), product(2, steps, width, value_width))
    return total(projections, product(steps, steps, key_width), product(steps, steps, value_width))


def _heads_for(width: int) -> str:
    divisors = [count for count in range(2, 33) if width % count == 0]
    return f"take {' or '.join(map(str, divisors[:4]))}" if divisors else "take 1"
