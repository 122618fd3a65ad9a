"""Evaluates a drawn computation node by node and sends gradients back through it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from question_bank.exercise import Exercise, Family, dice, first_with
from question_bank.gradients import slips_of_trees
from question_bank.gradients.asking import Asked, all_tell, parts
from question_bank.gradients.sheet import Sheet
from question_bank.gradients.trees import EXP, INVERSE, RELU, Operation, Tree, derivative, drawn
from question_bank.gradients.trees_told import (
    DEEPER,
    FORWARD,
    PLAIN,
    SHARED,
    backward_told,
    draw_tree,
    forward_told,
    given,
)
from question_bank.notation import bracketed, equals
from question_bank.wording import listed

ID = "expression-tree"
TOPIC = "foundations.expression-trees"
LEAST, LARGEST = 0.2, 80.0  # sizes of values and slopes
EXPONENTS = (-1.5, 2.0)
CHANGES = (0.1, 0.2, -0.1)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return a tree to evaluate (1), one gradient of it too (2), or a graph with a leaf that is used twice (3)."""
    rng = dice(ID, seed, difficulty)
    make: Callable[[random.Random], Exercise | None] = (_root, _one_gradient, _used_twice)[difficulty - 1]
    return first_with(all_tell, make, rng)


def _root(rng: random.Random) -> Exercise | None:
    tree = draw_tree(rng, PLAIN)
    if not _suits(tree, ()):
        return None
    return _exercise(rng, tree, tree.sheet, (_root_asked(tree),), (FORWARD, forward_told(tree)))


def _one_gradient(rng: random.Random) -> Exercise | None:
    tree = draw_tree(rng, DEEPER)
    leaf = rng.choice([name for name in tree.leaves if len(tree.path(name)) > 2])
    if not _suits(tree, (f"d{leaf}",)):
        return None
    questions = (_root_asked(tree), _gradient_asked(tree, leaf))
    back = [*reversed(tree.path(leaf)[1:-1]), leaf]
    return _exercise(rng, tree, tree.sheet, questions, (FORWARD, forward_told(tree), *backward_told(tree, back)))


def _used_twice(rng: random.Random) -> Exercise | None:
    tree, change = draw_tree(rng, SHARED), rng.choice(CHANGES)
    inner = [step.name for step in reversed(tree.steps[:-1])]
    if not _suits(tree, (*(f"d{name}" for name in inner), "dx", "dy")):
        return None
    sheet = tree.sheet.by({"change": lambda s: s["dx"] * change})
    more = "grows" if change > 0 else "shrinks"
    question = (
        f"To first order, by how much does ${tree.root}$ change when $x$ {more} by {abs(change):g} and all other "
        "leaves stay? A decrease is negative."
    )
    questions = (
        _values_asked(tree),
        _inner_asked(tree, inner),
        _gradient_asked(tree, "x", marks=2),
        _gradient_asked(tree, "y"),
        Asked(question, ("change",), tuple(slips_of_trees.of_change(tree, "x", change)), absolute=2e-3),
    )
    steps = (FORWARD, forward_told(tree), *backward_told(tree, (*inner, "x", "y")), _change_told(tree, sheet, change))
    return _exercise(rng, tree, sheet, questions, steps)


def _exercise(
    rng: random.Random, tree: Tree, sheet: Sheet, questions: Sequence[Asked], steps: tuple[str, ...]
) -> Exercise:
    return Exercise(given(rng, tree), parts(sheet, questions, TOPIC), steps, figures=(drawn(tree),))


# ---------------------------------------------------------------- what is asked


def _root_asked(tree: Tree) -> Asked:
    slips = (*slips_of_trees.of_values(tree, (tree.root,)), *slips_of_trees.of_inner_node(tree))
    return Asked(f"What is the value of the root ${tree.root}$?", (tree.root,), slips)


def _values_asked(tree: Tree) -> Asked:
    names = tuple(step.name for step in tree.steps)
    labels = tuple(f"${name}$" for name in names)
    question = f"Forwards: what are the values of the nodes {listed(labels)}?"
    return Asked(question, names, tuple(slips_of_trees.of_values(tree, names)), labels, marks=2)


def _inner_asked(tree: Tree, inner: Sequence[str]) -> Asked:
    labels = tuple(f"${derivative(tree.root, name)}$" for name in inner)
    question = f"Backwards, in the order in which the gradients are found: what are {listed(labels)}?"
    slips = tuple(slips_of_trees.of_inner_gradients(tree, inner))
    return Asked(question, tuple(f"d{name}" for name in inner), slips, labels, marks=2)


def _gradient_asked(tree: Tree, name: str, marks: int = 1) -> Asked:
    question = f"What is the gradient ${derivative(tree.root, name)}$ at the leaf ${name}$?"
    return Asked(question, (f"d{name}",), tuple(slips_of_trees.of_gradient(tree, name)), marks=marks)


def _change_told(tree: Tree, sheet: Sheet, change: float) -> str:
    slope = derivative(tree.root, "x")
    worked = rf"{bracketed(sheet['dx'])} \cdot {bracketed(change)} {equals(sheet['change'])}"
    return rf"For small steps $\Delta {tree.root} \approx {slope} \cdot \Delta x$: ${worked}$."


# ---------------------------------------------------------------- nice numbers


def _suits(tree: Tree, asked: Sequence[str]) -> bool:
    """Tell whether the numbers are fit to be asked for: nothing vanishes, nothing is huge, no slope is trivial."""
    sheet = tree.sheet
    for step in tree.steps:
        (first, *_), value = sheet.values(step.takes), sheet[step.name]
        dead = step.operation is RELU and first < 0 and step.name != tree.root
        if not (dead or LEAST <= abs(value) <= LARGEST) or not _is_handy(step.operation, first):
            return False
    slopes = [abs(value) for value in sheet.values(asked)]
    return all(LEAST <= slope <= LARGEST for slope in slopes) and (not slopes or slopes[-1] != 1)


def _is_handy(operation: Operation, argument: float) -> bool:
    """Tell whether an operation on one number can be done with a pocket calculator, and shows when it is left out."""
    if operation is EXP:
        return EXPONENTS[0] <= argument <= EXPONENTS[1]
    return abs(argument) in (0.5, 2.0, 2.5, 4.0, 5.0) if operation is INVERSE else abs(argument) not in (0.0, 1.0)


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Values and gradients in an expression graph",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading="backward-pass",
)
