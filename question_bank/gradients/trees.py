"""Small computations as graphs: leaves with values, operations upon them, and the slopes that flow back."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from question_bank.drawings import Edge, Graph, Node
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal
from question_bank.wording import listed, short

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Operation:
    r"""An operation on one or two numbers.

    ``slopes`` holds its derivative by each argument, found from the arguments. ``tex`` has "A" and "B" in the places
    of the arguments; ``slope_tex`` holds the derivatives in the same way. ``sign`` stands in the drawing.
    """

    name: str
    sign: str
    value: Callable[[Sequence[float]], float]
    slopes: tuple[Callable[[Sequence[float]], float], ...]
    tex: str
    slope_tex: tuple[str, ...]
    spoken: str


RELU_TEX, EXP_TEX = r"\mathrm{ReLU}(A)", "e^{A}"
PLUS = Operation("sum", "+", lambda n: n[0] + n[1], (lambda n: 1.0, lambda n: 1.0), "A + B", ("1", "1"), "{} plus {}")
MINUS = Operation(
    "difference", "−", lambda n: n[0] - n[1], (lambda n: 1.0, lambda n: -1.0), "A - B", ("1", "-1"), "{} minus {}"
)
TIMES = Operation(
    "product", "×", lambda n: n[0] * n[1], (lambda n: n[1], lambda n: n[0]), r"A \cdot B", ("B", "A"), "{} times {}"
)
SQUARE = Operation(
    "square", "( )²", lambda n: n[0] * n[0], (lambda n: 2 * n[0],), "A^2", (r"2 \cdot A",), "the square of {}"
)
RELU = Operation(
    "ReLU",
    "ReLU",
    lambda n: max(n[0], 0.0),
    (lambda n: float(n[0] > 0),),
    RELU_TEX,
    (r"\mathrm{ReLU}'(A)",),
    "ReLU of {}",
)
EXP = Operation(
    "exponential", "exp", lambda n: math.exp(n[0]), (lambda n: math.exp(n[0]),), EXP_TEX, (EXP_TEX,), "e to the {}"
)
INVERSE = Operation(
    "reciprocal", "1/( )", lambda n: 1 / n[0], (lambda n: -1 / n[0] ** 2,), "1 / A", ("-1 / A^2",), "1 divided by {}"
)
BINARY, UNARY = (PLUS, MINUS, TIMES), (SQUARE, RELU, EXP, INVERSE)


@dataclass(frozen=True, slots=True)
class Step:
    """One node that computes: its name, its operation, and the names of the nodes it takes, in order."""

    name: str
    operation: Operation
    takes: tuple[str, ...]


@dataclass(frozen=True)
class Tree:
    """A computation: the values of its leaves, its steps in order, the root last; ``places`` are those of a drawing.

    A leaf or a step may be taken by several later steps.
    """

    leaves: Mapping[str, float]
    steps: tuple[Step, ...]
    places: Mapping[str, Place]

    @property
    def root(self) -> str:
        """Return the name of the result."""
        return self.steps[-1].name

    def step(self, name: str) -> Step:
        """Return the step that computes a node."""
        return next(step for step in self.steps if step.name == name)

    def users(self, name: str) -> list[Step]:
        """Return the steps that take a node."""
        return [step for step in self.steps if name in step.takes]

    def path(self, name: str) -> list[str]:
        """Return the nodes from one that is used once up to the root, by the first user of each."""
        nodes = [name]
        while nodes[-1] != self.root:
            nodes.append(self.users(nodes[-1])[0].name)
        return nodes

    @cached_property
    def sheet(self) -> Sheet:
        """Return all values: node a as "a", the derivative of the root by it as "da", that of node b by it as "b/a"."""
        rules: dict[str, Rule] = {}
        for step in self.steps:
            rules[step.name] = applied(step, step.operation)
            for slope, taken in zip(step.operation.slopes, step.takes, strict=True):
                rules[f"{step.name}/{taken}"] = _slope(step, slope)
        for name in (*self.leaves, *(step.name for step in self.steps[:-1])):
            rules[f"d{name}"] = collected(name, [step.name for step in self.users(name)])
        return Sheet(rules, {**self.leaves, f"d{self.root}": 1.0})


def applied(step: Step, operation: Operation) -> Rule:
    """Return the rule by which a step would take its nodes with some operation."""
    return lambda s: operation.value(s.values(step.takes))


def _slope(step: Step, slope: Callable[[Sequence[float]], float]) -> Rule:
    return lambda s: slope(s.values(step.takes))


def collected(name: str, users: Sequence[str]) -> Rule:
    """Return the rule by which the derivative at a node is collected from some of its users."""
    return lambda s: sum(s[f"d{user}"] * s[f"{user}/{name}"] for user in users)


# ---------------------------------------------------------------- how it is written


def formula(step: Step) -> str:
    r"""Return a step in symbols, as LaTeX: a = x \cdot y."""
    return f"{step.name} = {filled(step.operation.tex, step.takes)}"


def filled(tex: str, takes: Sequence[str]) -> str:
    """Return LaTeX with the arguments in the places of A and B."""
    first, second = takes[0], takes[-1]
    return "".join({"A": first, "B": second}.get(letter, letter) for letter in tex)


def with_numbers(tex: str, numbers: Sequence[float]) -> str:
    """Return LaTeX with numbers in the places of A and B, negative ones in brackets where that is needed."""
    first = decimal(numbers[0]) if tex in (RELU_TEX, EXP_TEX) or tex.startswith("A ") else bracketed(numbers[0])
    return filled(tex, (first, *map(bracketed, numbers[1:])))


def derivative(root: str, name: str) -> str:
    r"""Return a derivative as LaTeX: \partial f / \partial a."""
    return rf"\partial {root} / \partial {name}"


def drawn(tree: Tree) -> Graph:
    """Return the computation as a picture: leaves with their values, operations in boxes."""
    leaves = (Node(name, *tree.places[name], short(value)) for name, value in tree.leaves.items())
    steps = (
        Node(step.name, *tree.places[step.name], step.name, False, True, step.operation.sign) for step in tree.steps
    )
    edges = (Edge(taken, step.name) for step in tree.steps for taken in step.takes)
    return Graph(_alt(tree), (*leaves, *steps), tuple(edges))


def _alt(tree: Tree) -> str:
    leaves = listed([f"{name} = {short(value)}" for name, value in tree.leaves.items()])
    return f"A computation from left to right. The leaves are {leaves}. {'. '.join(_said(tree))}."


def _said(tree: Tree) -> Iterator[str]:
    for step in tree.steps:
        yield f"Node {step.name} is {step.operation.spoken.format(*step.takes)}"
