"""Reads the parameters and the states of a recurrent cell from a prompt, in whichever way it tells them."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

NUMBER = r"(-?\d+(?:\.\d+)?)"
STATE = "h_{t-1}"


class Weights(NamedTuple):
    """Parameters as torch stacks them: the rows of each letter's units together."""

    of_x: Tensor
    of_h: Tensor
    bias: Tensor


def told_weights(prompt: str, letters: str) -> Weights:
    """Return the weights and biases that a prompt tells, in the order of ``letters``."""
    if "nn." in prompt:
        x, h, bias = re.findall(r"# (?:weight_ih|weight_hh|bias_ih): +(\[.+\])", prompt)
        return Weights(*(tensor(ast.literal_eval(each)) for each in (x, h, bias)))
    if r"\begin{aligned}" in prompt:
        sums = [equation(prompt, letter) for letter in letters]
        rows = [(coefficient(each, "x_t"), coefficient(each, STATE), constant(each)) for each in sums]
        return Weights(
            tensor([[w] for w, _, _ in rows]), tensor([[u] for _, u, _ in rows]), tensor([b for *_, b in rows])
        )
    if "| --- |" in prompt:
        rows_of = {
            letter: re.findall(rf"^\|[^|]*\${letter}_t\$[^|]*\|(.+)\|$", prompt, re.MULTILINE) for letter in letters
        }
        cells = [[float(cell) for cell in re.findall(NUMBER, row)] for letter in letters for row in rows_of[letter]]
        return Weights(
            tensor([row[:1] for row in cells]), tensor([row[1:-1] for row in cells]), tensor([row[-1] for row in cells])
        )
    w, u, b = ([row for letter in letters for row in matrix(prompt, f"{name}_{letter}")] for name in "WUb")
    return Weights(tensor(w), tensor(u), tensor([value for (value,) in b]))


def equation(prompt: str, letter: str) -> str:
    """Return what stands inside the function of a gate."""
    (line,) = re.findall(rf"{letter}_t &= \\(?:sigma|tanh)\((.+?)\)(?: \\\\| \\end)", prompt)
    return str(line)


def coefficient(linear: str, symbol: str) -> float:
    """Return what a symbol is multiplied by in a sum of terms."""
    ((sign, number),) = re.findall(rf"([+-]?) ?(\d+(?:\.\d+)?)? ?{re.escape(symbol)}", linear)
    return float(f"{sign}{number or 1}")


def constant(linear: str) -> float:
    """Return the term without a symbol, which stands last or alone."""
    ((sign, number),) = re.findall(r"([+-]) (\d+(?:\.\d+)?)$", linear)
    return float(f"{sign}{number}")


def matrix(prompt: str, name: str) -> list[list[float]]:
    """Return the rows of a matrix or column vector."""
    (cells,) = re.findall(rf"{re.escape(name)} = \\begin{{pmatrix}} (.+?) \\end", prompt)
    return [[float(cell) for cell in row.split("&")] for row in cells.split(r"\\")]


def state(prompt: str, letter: str) -> Tensor:
    """Return a state before the first step, as a batch of one."""
    (name,) = {each for each in (f"{letter}_0", f"{letter}_{{t-1}}") if re.search(rf"\${re.escape(each)} = ", prompt)}
    if re.search(rf"\${re.escape(name)} = \\begin", prompt):
        return tensor([[value for (value,) in matrix(prompt, name)]])
    (value,) = re.findall(rf"\${re.escape(name)} = {NUMBER}\$", prompt)
    return tensor([[float(value)]])


def inputs(prompt: str) -> list[Tensor]:
    """Return the inputs, step by step, each as a batch of one."""
    return [tensor([[float(x)]]) for x in re.findall(rf"\$x_[t12] = {NUMBER}\$", prompt)]


def number(prompt: str, symbol: str) -> float:
    """Return what a symbol is said to be."""
    (value,) = re.findall(rf"\${re.escape(symbol)} = {NUMBER}\$", prompt)
    return float(value)


def tensor(values: Sequence[float] | Sequence[Sequence[float]]) -> Tensor:
    """Return values as doubles."""
    return torch.tensor(values, dtype=torch.float64)


def fill(cell: torch.nn.RNNCellBase, weights: Weights, inner: Tensor | None = None) -> None:
    """Give a cell its parameters; ``inner`` are the biases beside the weights of h, 0 where there are none."""
    with torch.no_grad():
        cell.weight_ih.copy_(weights.of_x)
        cell.weight_hh.copy_(weights.of_h)
        cell.bias_ih.copy_(weights.bias)
        cell.bias_hh.copy_(torch.zeros_like(weights.bias) if inner is None else inner)
