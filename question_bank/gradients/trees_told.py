"""The shapes a small computation can have, and how it is told and worked through."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from question_bank.gradients.trees import (
    BINARY,
    EXP,
    INVERSE,
    RELU,
    SQUARE,
    TIMES,
    Operation,
    Place,
    Step,
    Tree,
    derivative,
    filled,
    formula,
    with_numbers,
)
from question_bank.notation import bracketed, decimal, equals
from question_bank.wording import listed

Shape = tuple[str, str, tuple[Place, ...]]
# Leaves; steps as "name:taken names" where one name means an operation on one number; places of leaves, then steps.
PLAIN: tuple[Shape, ...] = (
    ("xyzw", "a:xy b:zw f:ab", ((0, 0), (0, 1), (0, 2), (0, 3), (1, 0.5), (1, 2.5), (2, 1.5))),
    ("xyz", "a:xy b:a f:bz", ((0, 0), (0, 1), (0, 2), (1, 0.5), (2, 0.5), (3, 1.25))),
    ("xyz", "a:xy b:az f:b", ((0, 0), (0, 1), (0, 2), (1, 0.5), (2, 1.25), (3, 1.25))),
    ("xyz", "a:x b:yz f:ab", ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1.5), (2, 0.75))),
    ("xyzw", "a:xy b:az f:bw", ((0, 0), (0, 1), (0, 2), (0, 3), (1, 0.5), (2, 1.25), (3, 2.25))),
)
DEEPER: tuple[Shape, ...] = (
    *PLAIN,
    ("xyzw", "a:xy b:a c:zw f:bc", ((0, 0), (0, 1), (0, 2), (0, 3), (1, 0.5), (2, 0.5), (1, 2.5), (3, 1.5))),
)
SHARED: tuple[Shape, ...] = (
    ("yxz", "a:xy b:xz f:ab", ((0, 0), (0, 1), (0, 2), (1, 0.5), (1, 1.5), (2, 1))),
    ("yxz", "a:xy b:a c:xz f:bc", ((0, 0), (0, 1), (0, 2), (1, 0.5), (2, 0.5), (1, 1.5), (3, 1))),
    ("yxz", "a:xy b:xz c:ab f:c", ((0, 0), (0, 1), (0, 2), (1, 0.5), (1, 1.5), (2, 1), (3, 1))),
    ("zyx", "a:xy b:az f:bx", ((0, 0), (0, 1), (0, 2), (1, 1.25), (2, 0.75), (3, 1.75))),
    ("yx", "a:xy b:x f:ab", ((0, 0), (0, 1), (1, 0.25), (1, 1), (2, 0.6))),
    ("yx", "a:xy b:a f:bx", ((0, 0), (0, 1), (1, 0.25), (2, 0.25), (3, 1))),
)
SIZES = (0.5, 1.0, 1.5, 2.0, 2.0, 2.5, 3.0, 3.0, 4.0, 5.0)
INTROS = (
    "The drawing shows a computation with the root ${root}$.",
    "A framework for automatic differentiation has recorded this graph; its root is ${root}$.",
    "Before anything is differentiated, a formula is broken up into single operations.",
    "This graph computes ${root}$ in small steps, as an autograd engine sees them.",
    "A formula is given as an expression graph.",
    "Read the graph from the leaves to the root ${root}$.",
)
FORWARD = "Begin at the leaves; a node can be computed as soon as what it takes is known."
CHAIN_RULE = (
    r"Backwards: begin with $\partial {root} / \partial {root} = 1$. Every arrow multiplies by the slope of its node, "
    "and where several arrows leave a node, what comes back over them is added."
)


def draw_tree(rng: random.Random, shapes: Sequence[Shape]) -> Tree:
    """Return a computation of one of the shapes, with operations and leaf values drawn."""
    names, told, places = rng.choice(shapes)
    takes = {name: tuple(taken) for name, taken in (step.split(":") for step in told.split())}
    steps = tuple(Step(name, _operation(rng, len(taken)), taken) for name, taken in takes.items())
    values = {name: rng.choice(SIZES) * rng.choice((1, 1, -1)) for name in sorted(names)}
    leaves = {name: values[name] for name in sorted(names, key="xyzw".index)}
    return Tree(leaves, steps, dict(zip((*names, *takes), places, strict=True)))


def _operation(rng: random.Random, arguments: int) -> Operation:
    if arguments == 1:
        return rng.choice((SQUARE, SQUARE, SQUARE, RELU, RELU, EXP, INVERSE))
    return rng.choice((*BINARY, TIMES))


def given(rng: random.Random, tree: Tree) -> str:
    """Return the steps and the leaf values, as a prompt."""
    intro = rng.choice(INTROS).format(root=tree.root)
    steps = r", \qquad ".join(formula(step) for step in tree.steps)
    leaves = listed([f"${name} = {decimal(value)}$" for name, value in tree.leaves.items()])
    return f"{intro} Its steps are $${steps}$$ and the leaves have the values {leaves}."


def forward_told(tree: Tree) -> str:
    """Return the value of every node with its numbers."""
    return "; ".join(f"${_worked(tree, step)}$" for step in tree.steps) + "."


def _worked(tree: Tree, step: Step) -> str:
    numbers = with_numbers(step.operation.tex, tree.sheet.values(step.takes))
    return f"{formula(step)} = {numbers} {equals(tree.sheet[step.name])}"


def backward_told(tree: Tree, names: Sequence[str]) -> Iterator[str]:
    """Yield the rule, then the derivative of the root by each of the nodes with its numbers."""
    yield CHAIN_RULE.replace("{root}", tree.root)
    for name in names:
        yield f"${_derivative_worked(tree, name)}$."


def _derivative_worked(tree: Tree, name: str) -> str:
    symbols, numbers = [], []
    for step in tree.users(name):
        slope = filled(step.operation.slope_tex[step.takes.index(name)], step.takes)
        symbols.append(rf"{derivative(tree.root, step.name)} \cdot {_as_factor(slope)}")
        value = tree.sheet[f"{step.name}/{name}"]
        numbers.append(rf"{bracketed(tree.sheet[f'd{step.name}'])} \cdot {bracketed(value)}")
    told = f"{' + '.join(symbols)} = {' + '.join(numbers)}"
    return f"{derivative(tree.root, name)} = {told} {equals(tree.sheet[f'd{name}'])}"


def _as_factor(slope: str) -> str:
    return f"({slope})" if slope.startswith("-") else slope
