"""Tells a small network in a prompt, and works it through in a solution."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from question_bank.gradients.nets import Net
from question_bank.notation import bracketed, decimal, equals
from question_bank.wording import table

CHAIN_INTROS = (
    "The smallest network that still has a hidden layer: one input, one hidden unit, one output.",
    "A chain of one input, one hidden unit and one output is trained on a single example.",
    "To check a program by hand, you take a network with one unit in each layer.",
    "Before you trust automatic differentiation you work through a network with one hidden unit yourself.",
)
INTROS = (
    "A network with two inputs, two hidden units and one output is trained on one example.",
    "To check an implementation of backpropagation, you work through a network of shape 2-2-1 by hand.",
    "The network of the drawing has two inputs, two hidden units and one output.",
    "In an exam without a computer you are given this network of shape 2-2-1 and one training example.",
    "A small regression network turns two measurements into one prediction, by way of two hidden units.",
    "A thermostat predicts the next temperature from two readings with a network of shape 2-2-1.",
)
FORWARD = (
    "Forwards first: each hidden unit takes its weighted inputs and its bias, and the {name} of that sum is its value."
)
CHAIN_RULE = (
    "Backwards, the chain rule multiplies the slopes along the path from the loss to the parameter. It begins with "
    "the slope of the loss at the prediction."
)


def given(rng: random.Random, net: Net) -> str:
    """Return the network, its example and its loss, as a prompt."""
    intro = rng.choice(CHAIN_INTROS if net.is_chain else INTROS)
    told = _chain_numbers(net) if net.is_chain else rng.choice((_as_table, _as_matrices))(net)
    f = net.activation
    where = "The hidden layer uses" if not net.is_chain else "The hidden unit uses"
    slope = "" if f.name != "leaky ReLU" else ": negative sums are multiplied by 0.1"
    return (
        f"{intro} {where} {_article(f.name)}{slope}; the output has no activation.\n\n{told}\n\n"
        rf"The example: {_example(net)}. The loss is $L = {net.loss.formula}$."
    )


def in_words(net: Net, parameter: str) -> str:
    """Return a parameter and its place, for a question."""
    kind = "bias" if parameter[0] in "bc" else "weight"
    symbol = net.symbol(parameter)
    return f"the {kind} ${symbol}$" if net.is_chain else f"the {kind} ${symbol}$ {net.place_of(parameter)}"


def _article(name: str) -> str:
    return {"ReLU": "ReLU", "sigmoid": r"the sigmoid $\sigma$", "tanh": r"tanh"}.get(name, f"a {name}")


def _example(net: Net) -> str:
    inputs = [f"${net.symbol(f'x{i}')} = {decimal(x)}$" for i, x in enumerate(net.inputs, 1)]
    return f"{', '.join(inputs)}, target $y = {decimal(net.target)}$"


def _chain_numbers(net: Net) -> str:
    values = ", ".join(f"{net.symbol(name)} = {decimal(net.value_of(name))}" for name in ("w11", "b1", "v1", "c"))
    return rf"$$h = {net.activation.symbol}(w x + b), \qquad \hat y = v h + c$$ Now ${values.replace(', ', '$, $')}$."


def _as_table(net: Net) -> str:
    rows = [
        (f"$h_{j}$", *(f"$w_{{{j}{i}}} = {decimal(w)}$" for i, w in enumerate(row, 1)), f"$b_{j} = {decimal(bias)}$")
        for j, row, bias in zip(net.hidden, net.weights, net.biases, strict=True)
    ]
    out = (r"$\hat y$", *(f"$v_{j} = {decimal(v)}$" for j, v in enumerate(net.out_weights, 1)))
    inner = table(("unit", "from $x_1$", "from $x_2$", "bias"), rows)
    outer = table(("unit", "from $h_1$", "from $h_2$", "bias"), [(*out, f"$c = {decimal(net.out_bias)}$")])
    return f"{inner}\n\n{outer}"


def _as_matrices(net: Net) -> str:
    f = net.activation.symbol
    given_here = ", \\quad ".join(
        (f"W = {_matrix(net.weights)}", f"b = {_column(net.biases)}", f"v = {_column(net.out_weights)}")
    )
    return (
        rf"$$h = {f}(W x + b), \qquad \hat y = v^\top h + c$$ with $${given_here}, \quad c = {decimal(net.out_bias)}$$ "
        r"Row 1 of $W$ holds $w_{11}$ and $w_{12}$, the weights that lead to $h_1$."
    )


def _matrix(rows: Sequence[Sequence[float]]) -> str:
    cells = r" \\ ".join(" & ".join(map(decimal, row)) for row in rows)
    return rf"\begin{{pmatrix}} {cells} \end{{pmatrix}}"


def _column(values: Sequence[float]) -> str:
    return _matrix([(value,) for value in values])


# ---------------------------------------------------------------- the solution


def solution(net: Net, parameters: Sequence[str], step: tuple[str, float] | None = None) -> tuple[str, ...]:
    """Return both passes as far as the gradients of ``parameters`` need them, and a ``step`` with a learning rate."""
    return tuple(_steps(net, parameters, step))


def _steps(net: Net, parameters: Sequence[str], step: tuple[str, float] | None) -> Iterator[str]:
    sheet, loss, out = net.sheet, net.loss, net.sheet["out"]
    yield FORWARD.format(name=net.activation.name)
    yield "; ".join(unit_told(net, j) for j in net.hidden) + "."
    hidden = sheet.values(f"h{j}" for j in net.hidden)
    predicted = rf"The prediction: $\hat y = {net.output_worked(hidden)} {equals(out)}$."
    yield f"{predicted} The loss: $L = {loss.worked(out, net.target)}$."
    yield (
        rf"{CHAIN_RULE} Here $\partial L / \partial \hat y = {loss.slope_formula} = "
        f"{loss.slope_worked(out, net.target)}$."
    )
    for parameter in parameters:
        yield _gradient_told(net, parameter)
    if step is not None:
        yield _step_told(net, *step)


def unit_told(net: Net, j: int) -> str:
    """Return the value of a hidden unit with its numbers."""
    sheet, z, h = net.sheet, net.symbol(f"z{j}"), net.symbol(f"h{j}")
    inside = f"{z} = {net.pre_activation(j)} {equals(sheet[f'z{j}'])}"
    outside = f"{h} = {net.activation.symbol}({decimal(sheet[f'z{j}'])}) {equals(sheet[f'h{j}'])}"
    return f"${inside}$, so ${outside}$"


def _gradient_told(net: Net, parameter: str) -> str:
    sheet, j = net.sheet, int(parameter[1])
    out, h = decimal(sheet["dout"]), sheet[f"h{j}"]
    h_symbol, derivative = net.symbol(f"h{j}"), net.symbol(f"d{parameter}")
    value = equals(sheet[f"d{parameter}"])
    if parameter[0] == "v":
        worked = rf"\partial L / \partial \hat y \cdot {h_symbol} = {out} \cdot {bracketed(h)} {value}"
        return f"${net.symbol(parameter)}$ multiplies ${h_symbol}$: ${derivative} = {worked}$."
    f, v = net.activation, net.symbol(f"v{j}")
    numbers = rf"{out} \cdot {bracketed(net.out_weights[j - 1])} \cdot {f.slope_told(h)}"
    slope = f"{f.symbol}'({net.symbol(f'z{j}')})"
    factors = rf"\partial L / \partial \hat y \cdot {v} \cdot {slope}"
    if parameter[0] == "w":
        i = int(parameter[2])
        factors += rf" \cdot {net.symbol(f'x{i}')}"
        numbers += rf" \cdot {bracketed(net.inputs[i - 1])}"
    path = f"The path to ${net.symbol(parameter)}$ leads over ${v}$ and through the {f.name}; {f.told}."
    return f"{path} So ${derivative} = {factors} = {numbers} {value}$."


def _step_told(net: Net, parameter: str, rate: float) -> str:
    old, gradient = net.value_of(parameter), net.sheet[f"d{parameter}"]
    p, new = net.symbol(parameter), old - rate * gradient
    return (
        rf"A step against the gradient: ${p} \leftarrow {p} - \eta \cdot \partial L / \partial {p} = {decimal(old)} - "
        rf"{rate:g} \cdot {bracketed(gradient)} {equals(new)}$."
    )
