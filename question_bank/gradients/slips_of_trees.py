"""What learners get wrong in a computation graph: every slip is a sheet with a wrong rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from question_bank.gradients.asking import Slip
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.gradients.trees import Step, Tree, collected, derivative
from question_bank.notation import bracketed, decimal

FORWARD, BACKWARD, SHARED = "forward-pass", "backward-pass", "shared-nodes"
FARTHEST = 1e4  # nobody types a reply beyond this without a second look
Wrong = tuple[Callable[[Sequence[float]], float], str]

WRONG_VALUES: dict[str, tuple[Wrong, ...]] = {
    "sum": (
        (lambda n: n[0] * n[1], "You multiplied at the plus sign."),
        (lambda n: n[0] - n[1], "You subtracted at the plus sign."),
    ),
    "difference": (
        (lambda n: n[1] - n[0], "You subtracted the other way round."),
        (lambda n: n[0] + n[1], "You added, or a minus sign got lost."),
    ),
    "product": (
        (lambda n: n[0] + n[1], "You added at the product."),
        (lambda n: -n[0] * n[1], "The sign of the product is turned round."),
    ),
    "square": (
        (lambda n: 2 * n[0], "You doubled. A square is the number times itself."),
        (lambda n: -(n[0] ** 2), "A square is never negative."),
        (lambda n: n[0], "You left the square out."),
    ),
    "ReLU": (
        (lambda n: n[0], "You left the ReLU out. It makes negative numbers 0."),
        (lambda n: abs(n[0]), "ReLU does not turn the sign round; it makes negative numbers 0."),
        (lambda n: min(n[0], 0.0), "ReLU keeps positive numbers and makes negative ones 0, not the reverse."),
    ),
    "exponential": (
        (lambda n: math.e * n[0], "You multiplied by e. The node raises e to a power."),
        (lambda n: n[0], "You left the exponential out."),
    ),
    "reciprocal": (
        (lambda n: -n[0], "You turned the sign round. The reciprocal is 1 divided by the number."),
        (lambda n: n[0], "You left the reciprocal out."),
    ),
}
WRONG_SLOPES: dict[str, tuple[Wrong, ...]] = {
    "square": (
        (lambda n: 1.0, "You left out the slope of the square."),
        (lambda n: n[0], "The slope of the square has a factor 2."),
        (lambda n: n[0] ** 2, "You took the square itself for its slope."),
        (lambda n: 2.0, "You left out the number itself in the slope of the square."),
    ),
    "exponential": (
        (lambda n: 1.0, "You left out the slope of the exponential, which is the exponential itself."),
        (lambda n: n[0] * math.exp(n[0] - 1), "The power rule is not for $e^a$: it is its own slope."),
    ),
    "reciprocal": (
        (lambda n: 1 / n[0] ** 2, "The slope of the reciprocal is negative."),
        (lambda n: 1 / n[0], "You took the reciprocal itself for its slope."),
        (lambda n: 1.0, "You left out the slope of the reciprocal."),
    ),
    "ReLU": (),
    "sum": (),
}


def of_values(tree: Tree, names: Sequence[str]) -> Iterator[Slip]:
    """Yield the slips with the values of nodes."""
    for step in reversed(tree.steps):
        for wrong, why in WRONG_VALUES[step.operation.name]:
            with suppress(ArithmeticError):  # a slip may lead to no number at all: 1 / 0
                values = tree.sheet.by({step.name: _at(step, wrong)}).values(names)
                if max(map(abs, values)) < FARTHEST:
                    yield Slip(values, f"{why} Look at node ${step.name}$.", FORWARD)


def of_inner_node(tree: Tree) -> Iterator[Slip]:
    """Yield the slips of a learner who stops before the root."""
    for step in tree.steps[:-1]:
        why = f"This is the value of node ${step.name}$. Go on to the root ${tree.root}$."
        yield Slip((tree.sheet[step.name],), why, FORWARD)


def of_gradient(tree: Tree, name: str) -> Iterator[Slip]:
    """Yield the slips with the derivative of the root by a node or leaf."""
    yield from _collecting_slips(tree, name)
    yield from of_slopes(tree, (name,))
    yield from _other_slips(tree, name)


def of_slopes(tree: Tree, names: Sequence[str]) -> Iterator[Slip]:
    """Yield the slips with the slopes of single nodes, as they show in the derivatives by ``names``."""
    for step in reversed(tree.steps):
        for rules, why in _slope_ways(step):
            yield Slip(tree.sheet.by(rules).values(f"d{name}" for name in names), why, BACKWARD)


def of_inner_gradients(tree: Tree, names: Sequence[str]) -> Iterator[Slip]:
    """Yield the slips with the derivatives by several inner nodes, each of which is used once."""
    sheet, root = tree.sheet, tree.root
    yield from of_slopes(tree, names)
    slopes = tuple(sheet[f"{tree.users(name)[0].name}/{name}"] for name in names)
    why = f"These are the slopes of single nodes. Multiply them along the way back to ${root}$."
    yield Slip(slopes, why, BACKWARD)
    yield Slip(sheet.values(names), f"These are the values of the nodes, not the slopes of ${root}$.", BACKWARD)
    why = f"All signs are turned round. Begin with ${derivative(root, root)} = 1$."
    yield Slip(tuple(-value for value in sheet.values(f"d{name}" for name in names)), why, BACKWARD)
    why = f"You began with the value of ${root}$. Begin with ${derivative(root, root)} = 1$."
    yield Slip(tuple(sheet[root] * value for value in sheet.values(f"d{name}" for name in names)), why, BACKWARD)


def _slope_ways(step: Step) -> Iterator[tuple[dict[str, Rule], str]]:
    here = f"Look at node ${step.name}$."
    first, second = f"{step.name}/{step.takes[0]}", f"{step.name}/{step.takes[-1]}"
    match step.operation.name:
        case "product":
            why = "A factor of a product has the other factor as its slope, not itself."
            yield {first: _value(step.takes[0]), second: _value(step.takes[1])}, f"{why} {here}"
            yield {first: _one, second: _one}, f"You let the slope pass a product as if it were a sum. {here}"
        case "difference":
            yield {second: _one}, f"What is subtracted has the slope $-1$. {here}"
        case name:
            for wrong, why in WRONG_SLOPES[name]:
                yield {first: _at(step, wrong)}, f"{why} {here}"


def _collecting_slips(tree: Tree, name: str) -> Iterator[Slip]:
    users = [step.name for step in tree.users(name)]
    if len(users) < 2:
        return
    for user, other in (users, users[::-1]):
        value = tree.sheet.by({f"d{name}": collected(name, [user])})[f"d{name}"]
        why = f"This is what comes back over ${user}$ alone. ${name}$ also acts over ${other}$: add both."
        yield Slip((value,), why, SHARED)
    first, second = (tree.sheet[f"d{user}"] * tree.sheet[f"{user}/{name}"] for user in users)
    yield Slip((first * second,), "You multiplied the two paths. Along a path slopes multiply; paths add.", SHARED)
    yield Slip((first - second,), "You subtracted one path from the other. Paths add.", SHARED)


def _other_slips(tree: Tree, name: str) -> Iterator[Slip]:
    sheet, path = tree.sheet, tree.path(name)
    slopes = [sheet[f"{user}/{node}"] for node, user in pairwise(path)]
    if len(slopes) > 1 and len(tree.users(name)) == 1:
        why = "You added the slopes along the path. The chain rule multiplies them."
        yield Slip((sum(slopes),), why, BACKWARD)
        last = f"${derivative(path[1], name)} = {decimal(slopes[0])}$"
        why = f"The last factor is missing, from ${path[1]}$ to ${name}$: {last}."
        yield Slip((sheet[f"d{path[1]}"],), why, BACKWARD)
        yield Slip((slopes[0],), f"This is {last}. The slopes from there to ${tree.root}$ belong to it.", BACKWARD)
    yield Slip((-sheet[f"d{name}"],), "A sign got lost on the way back. Follow it node by node.", BACKWARD)
    yield Slip((sheet[tree.root],), f"This is the value of ${tree.root}$, not its slope.", BACKWARD)


def of_change(tree: Tree, name: str, change: float) -> Iterator[Slip]:
    """Yield the slips with the change of the root that a small change of a leaf brings, to first order."""
    sheet, slope = tree.sheet, tree.sheet[f"d{name}"]
    right = f"${derivative(tree.root, name)} \\cdot {bracketed(change)}$"
    yield Slip((slope,), f"This is the slope. The change is {right}.", BACKWARD)
    yield Slip((sheet[tree.root] * change,), f"You took the value of ${tree.root}$. The change is {right}.", BACKWARD)
    why = f"This is the new value of ${tree.root}$. Asked for is only its change, {right}."
    yield Slip((sheet[tree.root] + slope * change,), why, BACKWARD)
    exact = sheet.given({name: tree.leaves[name] + change})[tree.root] - sheet[tree.root]
    yield Slip((exact,), f"This is the exact change. To first order it is {right}.", BACKWARD)
    yield Slip((-slope * change,), f"The sign is turned round: it is {right}.", BACKWARD)
    yield Slip((slope / change,), f"You divided by the change of ${name}$. Multiply: {right}.", BACKWARD)
    yield Slip((change,), f"This is the change of ${name}$. That of ${tree.root}$ is {right}.", BACKWARD)


def _at(step: Step, wrong: Callable[[Sequence[float]], float]) -> Rule:
    return lambda s: wrong(s.values(step.takes))


def _value(name: str) -> Rule:
    return lambda s: s[name]


def _one(_sheet: Sheet) -> float:
    return 1.0
