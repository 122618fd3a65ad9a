"""Short programs on tensors: a first line, a second one that builds on it, and lines that may or may not work."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.tensors.broadcasting import Operand, Sizes, told, with_new_axis
from question_bank.wording import table


@dataclass(frozen=True, slots=True)
class Line:
    """An elementwise expression and the tensors that meet in it."""

    code: str
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A matrix product with a bias: X @ W + b."""

    code: str
    left: Operand
    right: Operand
    bias: Operand

    @property
    def result(self) -> Sizes:
        """Return the shape that comes out."""
        return (*self.left.sizes[:-1], self.right.sizes[-1])


@dataclass(frozen=True, slots=True)
class Program:
    """``second`` gives the tensors that meet in the second line, from the shape of what the first one returns.

    ``broken`` are lines that raise an error, ``sound`` lines that work, ``meant`` what the second line is for.
    """

    story: str
    tensors: tuple[tuple[Operand, str], ...]
    first_name: str
    first: Product
    second_name: str
    second_code: str
    second: Callable[[Sizes], tuple[Operand, ...]]
    meant: str
    broken: tuple[Line, ...]
    sound: tuple[Line, ...]

    @property
    def told(self) -> str:
        """Return the story, the tensors and the code, as Markdown."""
        rows = [(f"`{tensor.name}`", told(tensor.sizes), holds) for tensor, holds in self.tensors]
        code = f"{self.first_name} = {self.first.code}\n{self.second_name} = {self.second_code}"
        return f"{self.story}\n\n{table(('tensor', 'shape', 'holds'), rows)}\n\n```python\n{code}\n```"


def program(rng: random.Random) -> Program:
    """Return one of the programs."""
    return rng.choice((_prototypes, _prototypes, _sentences, _sentences, _regression))(rng)


def _of(name: str, *sizes: int) -> Operand:
    return Operand(name, sizes)


def _lines(*rows: tuple[str, Operand, Operand]) -> tuple[Line, ...]:
    return tuple(Line(code, (left, right)) for code, left, right in rows)


def _prototypes(rng: random.Random) -> Program:
    batch, features, width, count = rng.sample((3, 4, 5, 6, 7, 8, 10, 12, 16, 20), 4)
    data, weights, bias = _of("X", batch, features), _of("W", features, width), _of("b", width)
    centres, hidden, column = _of("centres", count, width), _of("hidden", batch, width), _of("b[:, None]", width, 1)
    noun = rng.choice(("examples", "flowers", "customers", "recordings", "leaves"))
    return Program(
        story=f"A dense layer maps {noun} to vectors, which are compared with some prototypes.",
        tensors=(
            (data, f"{batch} {noun}, {features} features each"),
            (weights, "weights of the layer"),
            (bias, "its biases"),
            (centres, f"{count} prototypes"),
        ),
        first_name="hidden",
        first=Product("X @ W + b", data, weights, bias),
        second_name="offset",
        second_code="hidden[:, None] - centres",
        second=lambda first: (Operand("hidden[:, None]", with_new_axis(first, 1)), centres),
        meant=f"each of the {batch} {noun} meets each of the {count} prototypes",
        broken=_lines(
            ("X + b", data, bias),
            ("hidden - centres", hidden, centres),
            ("W + b[:, None]", weights, column),
            ("hidden * b[:, None]", hidden, column),
            ("X / X.sum(dim=1)", data, _of("X.sum(dim=1)", batch)),
        ),
        sound=_lines(
            ("W + b", weights, bias),
            ("centres - b", centres, bias),
            ("hidden - centres[0]", hidden, _of("centres[0]", width)),
            ("X - X.mean(dim=0)", data, _of("X.mean(dim=0)", features)),
            ("X / X.sum(dim=1, keepdim=True)", data, _of("X.sum(dim=1, keepdim=True)", batch, 1)),
            ("b[:, None] + b", column, bias),
        ),
    )


def _sentences(rng: random.Random) -> Program:
    batch, tokens, features, width, heads = rng.sample((2, 3, 4, 5, 6, 7, 8, 9, 10, 12), 5)
    data, weights, bias = _of("tokens", batch, tokens, features), _of("W", features, width), _of("b", width)
    place, gates, hidden = _of("position", tokens, width), _of("gates", heads, 1, width), _of("h", batch, tokens, width)
    means = _of("h.mean(dim=2)", batch, tokens), _of("h.mean(dim=2, keepdim=True)", batch, tokens, 1)
    return Program(
        story=f"The tokens of {batch} sentences go through a dense layer, and gates weigh what comes out.",
        tensors=(
            (data, f"{batch} sentences of {tokens} tokens, {features} features each"),
            (weights, "weights of the layer"),
            (bias, "its biases"),
            (gates, f"{heads} gates, each with a weight for each feature"),
            (place, "a vector for each position"),
        ),
        first_name="h",
        first=Product("tokens @ W + b", data, weights, bias),
        second_name="gated",
        second_code="h[:, None] * gates",
        second=lambda first: (Operand("h[:, None]", with_new_axis(first, 1)), gates),
        meant=f"each of the {batch} sentences meets each of the {heads} gates",
        broken=_lines(
            ("tokens + position", data, place),
            ("h + b[:, None]", hidden, _of("b[:, None]", width, 1)),
            ("h - h.mean(dim=2)", hidden, means[0]),
            ("h - h.mean(dim=1)", hidden, _of("h.mean(dim=1)", batch, width)),
            ("h * gates", hidden, gates),
        ),
        sound=_lines(
            ("h + position", hidden, place),
            ("position + b", place, bias),
            ("gates * position", gates, place),
            ("h * gates[0]", hidden, _of("gates[0]", 1, width)),
            ("h - h.mean(dim=2, keepdim=True)", hidden, means[1]),
        ),
    )


def _regression(rng: random.Random) -> Program:
    batch, features = rng.randint(10, 99), rng.randint(2, 9)
    data, weights, flat = _of("X", batch, features), _of("w", features, 1), _of("w[:, 0]", features)
    target, bias, column = _of("target", batch), _of("b", 1), _of("target[:, None]", batch, 1)
    prediction = _of("prediction", batch, 1)
    what = rng.choice(("rents", "prices", "yields", "waiting times", "temperatures", "ages"))
    return Program(
        story=f"A linear regression is to predict {what}, but its loss falls to a wrong value.",
        tensors=(
            (data, f"{batch} examples, {features} features each"),
            (weights, "weights"),
            (bias, "the bias"),
            (target, f"the {what} that were measured"),
        ),
        first_name="prediction",
        first=Product("X @ w + b", data, weights, bias),
        second_name="error",
        second_code="prediction - target",
        second=lambda first: (Operand("prediction", first), target),
        meant=f"each of the {batch} predictions meets each of the {batch} targets, which nobody wanted",
        broken=_lines(
            ("X * target", data, target),
            ("X - w", data, weights),
            ("w[:, 0] + target", flat, target),
            ("X - X.mean(dim=1)", data, _of("X.mean(dim=1)", batch)),
        ),
        sound=_lines(
            ("X * target[:, None]", data, column),
            ("prediction * X", prediction, data),
            ("prediction - target[:, None]", prediction, column),
            ("X * w[:, 0]", data, flat),
            ("target - b", target, bias),
            ("w * target", weights, target),
        ),
    )
