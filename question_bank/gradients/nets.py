"""Networks with one hidden layer and one output, small enough to be worked through by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from question_bank.drawings import Edge, Graph, Node
from question_bank.gradients.functions import Activation, SquaredError
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal
from question_bank.wording import listed, short


@dataclass(frozen=True)
class Net:
    r"""A network that is given one example: h = f(W x + b), ŷ = v·h + c, with a squared error.

    ``weights`` has a row for each hidden unit: w_ji leads from input i to hidden unit j. Units are counted from 1.
    """

    inputs: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]
    out_weights: tuple[float, ...]
    out_bias: float
    activation: Activation
    loss: SquaredError
    target: float

    @property
    def is_chain(self) -> bool:
        """Tell whether there is one unit a layer, so that nothing needs an index."""
        return len(self.inputs) == len(self.weights) == 1

    @property
    def hidden(self) -> range:
        """Return the numbers of the hidden units."""
        return range(1, len(self.weights) + 1)

    def aiming_at(self, target: float) -> Net:
        """Return the same network with another target."""
        return replace(self, target=target)

    @cached_property
    def sheet(self) -> Sheet:
        """Return all quantities of both passes.

        z1, h1 of hidden unit 1, the prediction "out", the "loss"; its derivatives: "dout", "dv1", "dc", "dh1", "dz1",
        "dw12" for the weight from input 2 to hidden unit 1, "db1". "slope1" is the activation's slope.
        """
        ways = [(f"h{j}", v) for j, v in enumerate(self.out_weights, 1)]
        rules: dict[str, Rule] = {
            "out": lambda s: sum([v * s[h] for h, v in ways]) + self.out_bias,
            "loss": lambda s: self.loss.value(s["out"], self.target),
            "dout": lambda s: self.loss.slope(s["out"], self.target),
            "dc": lambda s: s["dout"],
        }
        for j in self.hidden:
            rules |= self._unit_rules(j)
        return Sheet(rules)

    def _unit_rules(self, j: int) -> dict[str, Rule]:
        inside, out_weight, f = self.sum_inside(j), self.out_weights[j - 1], self.activation
        rules: dict[str, Rule] = {
            f"z{j}": lambda _: inside,
            f"h{j}": lambda s: f.value(s[f"z{j}"]),
            f"slope{j}": lambda s: f.slope(s[f"h{j}"]),
            f"dv{j}": lambda s: s["dout"] * s[f"h{j}"],
            f"dh{j}": lambda s: s["dout"] * out_weight,
            f"dz{j}": lambda s: s[f"dh{j}"] * s[f"slope{j}"],
            f"db{j}": lambda s: s[f"dz{j}"],
        }
        return rules | {f"dw{j}{i}": _times(f"dz{j}", x) for i, x in enumerate(self.inputs, 1)}

    def sum_inside(self, j: int) -> float:
        """Return what hidden unit j puts through its activation."""
        return sum([w * x for w, x in zip(self.weights[j - 1], self.inputs, strict=True)]) + self.biases[j - 1]

    # ------------------------------------------------------------ how it is written

    def symbol(self, name: str) -> str:
        """Return how a quantity or a parameter is written, as LaTeX: "w12" w_{12}, "dw12" ∂L/∂w_{12}, "out" ŷ."""
        fixed = {"out": r"\hat y", "loss": "L", "c": "c", "dout": r"\partial L / \partial \hat y"}
        if name in fixed:
            return fixed[name]
        if name.startswith("d"):
            return rf"\partial L / \partial {self.symbol(name[1:])}"
        return name[0] if self.is_chain else f"{name[0]}_{{{name[1:]}}}"

    def value_of(self, parameter: str) -> float:
        """Return the value of a parameter: "w12", "b1", "v2", "c"."""
        kind, places = parameter[0], [int(place) - 1 for place in parameter[1:]]
        if kind == "w":
            return self.weights[places[0]][places[1]]
        if kind == "c":
            return self.out_bias
        return (self.biases if kind == "b" else self.out_weights)[places[0]]

    def place_of(self, parameter: str) -> str:
        """Say where a parameter of a network with two units a layer sits, for a sentence."""
        if parameter[0] == "w":
            return f"from $x_{parameter[2]}$ to $h_{parameter[1]}$"
        if parameter[0] == "v":
            return rf"from $h_{parameter[1]}$ to $\hat y$"
        return "of the output" if parameter == "c" else f"of $h_{parameter[1]}$"

    def pre_activation(self, j: int) -> str:
        """Return the sum inside hidden unit j with its numbers, as LaTeX."""
        return _weighted(zip(self.weights[j - 1], self.inputs, strict=True), self.biases[j - 1])

    @property
    def output_formula(self) -> str:
        """Return the prediction in symbols, as LaTeX."""
        return " + ".join(f"{self.symbol(f'v{j}')} {self.symbol(f'h{j}')}" for j in self.hidden) + " + c"

    def output_worked(self, hidden: tuple[float, ...]) -> str:
        """Return the prediction with its numbers, as LaTeX."""
        return _weighted(zip(self.out_weights, hidden, strict=True), self.out_bias)

    def index(self, number: int) -> str:
        """Return the index of a unit as it stands in a drawing; a chain has none."""
        return "" if self.is_chain else "₀₁₂"[number]


def _times(name: str, factor: float) -> Rule:
    return lambda s: s[name] * factor


def _weighted(pairs: Iterable[tuple[float, float]], bias: float) -> str:
    terms = " + ".join(rf"{bracketed(w)} \cdot {bracketed(x)}" for w, x in pairs)
    return f"{terms} {'-' if bias < 0 else '+'} {decimal(abs(bias))}"


def drawn(net: Net) -> Graph:
    """Return the network as a picture with its numbers."""
    inputs = [f"x{net.index(i)}" for i, _ in enumerate(net.inputs, 1)]
    hidden = [f"h{net.index(j)}" for j in net.hidden]
    middle = (len(hidden) - 1) / 2
    nodes = (
        *(Node(name, 0, row, short(x)) for row, (name, x) in enumerate(zip(inputs, net.inputs, strict=True))),
        *(Node(name, 2, row, f"bias {short(b)}") for row, (name, b) in enumerate(zip(hidden, net.biases, strict=True))),
        Node("ŷ", 4, middle, f"bias {short(net.out_bias)}"),
    )
    first = (
        Edge(x, h, short(w))
        for h, row in zip(hidden, net.weights, strict=True)
        for x, w in zip(inputs, row, strict=True)
    )
    second = (Edge(h, "ŷ", short(v)) for h, v in zip(hidden, net.out_weights, strict=True))
    return Graph(_alt(net, inputs, hidden), nodes, (*first, *second))


def _alt(net: Net, inputs: Sequence[str], hidden: Sequence[str]) -> str:
    given = listed([f"{name} = {short(x)}" for name, x in zip(inputs, net.inputs, strict=True)])
    units = (
        f"{name} takes {_taken(row, inputs)}; its bias is {short(bias)}."
        for name, row, bias in zip(hidden, net.weights, net.biases, strict=True)
    )
    output = f"ŷ takes {_taken(net.out_weights, hidden)}; its bias is {short(net.out_bias)}."
    return f"A network from left to right: {given}. {' '.join(units)} {output}"


def _taken(weights: Sequence[float], sources: Sequence[str]) -> str:
    return listed([f"{short(w)} times {source}" for w, source in zip(weights, sources, strict=True)])
