"""How the weights of a recurrent cell stand in a prompt: as a table, equations, matrices, or a list in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from question_bank.notation import bracketed, decimal, signed
from question_bank.recurrent.cells import Gate, Row
from question_bank.recurrent.layout import Layout
from question_bank.wording import table


def weights_table(gates: Mapping[str, Gate], titles: Mapping[str, str], layout: Layout) -> str:
    """Return the weights as a table: a row for each unit of each gate."""
    if layout.units == 1:
        head = ["", "weight $w$ of $x_t$", "weight $u$ of $h_{t-1}$", "bias $b$"]
        rows = [_row(titles[letter], gate, 0) for letter, gate in gates.items()]
        return table(head, rows)
    head = ["", "weight of $x_t$", "weight of $h_{t-1,1}$", "weight of $h_{t-1,2}$", "bias"]
    units = range(layout.units)
    rows = [_row(f"{titles[letter]}, unit {unit + 1}", gate, unit) for letter, gate in gates.items() for unit in units]
    return table(head, rows)


def _row(title: str, gate: Gate, unit: int) -> list[str]:
    return [title, *(f"${decimal(value)}$" for value in (gate.w[unit], *gate.u[unit], gate.b[unit]))]


def weights_as_matrices(gates: Mapping[str, Gate]) -> str:
    """Return the weights as matrices, a line for each gate."""
    lines = (
        rf"W_{letter} = {column(gate.w)}, \quad U_{letter} = {matrix(gate.u)}, \quad b_{letter} = {column(gate.b)}"
        for letter, gate in gates.items()
    )
    return "\n\n".join(f"$${line}$$" for line in lines)


def weighted_sum(gate: Gate, x: str, h: str) -> str:
    """Return the sum inside a gate of one unit as LaTeX: "2 x_t - h_{t-1} + 0.5"."""
    terms = f"{signed(gate.w[0], f' {x}')}{signed(gate.u[0][0], f' {h}')}{signed(gate.b[0])}"
    return leading(terms)


def leading(terms: str) -> str:
    """Return a sum of signed terms as it begins a formula."""
    terms = " ".join(terms.split())
    return terms.removeprefix("+ ") if terms.startswith("+") else terms.replace("- ", "-", 1)


def stacked(rows: Iterable[Sequence[float]]) -> str:
    """Return rows as a Python list: "[[1.0], [-0.5]]"."""
    return f"[{', '.join('[' + ', '.join(f'{value:g}' for value in row) + ']' for row in rows)}]"


def listed_values(values: Iterable[float]) -> str:
    """Return values as a Python list: "[0.5, -1]"."""
    return f"[{', '.join(f'{value:g}' for value in values)}]"


def matrix(rows: Sequence[Row]) -> str:
    """Return a matrix as LaTeX."""
    cells = r" \\ ".join(" & ".join(map(decimal, row)) for row in rows)
    return rf"\begin{{pmatrix}} {cells} \end{{pmatrix}}"


def column(values: Row) -> str:
    """Return a column vector as LaTeX."""
    return matrix([(value,) for value in values])


def state_told(symbol: str, values: Row) -> str:
    """Return a state at the beginning as LaTeX: a number, or a column vector."""
    return f"{symbol} = {decimal(values[0])}" if len(values) == 1 else f"{symbol} = {column(values)}"


def sum_worked(gate: Gate, unit: int, x: float, states: Sequence[float]) -> str:
    """Return the sum inside a gate with its numbers, as LaTeX."""
    w, row, b = gate.w[unit - 1], gate.u[unit - 1], gate.b[unit - 1]
    back = "".join(rf" + {bracketed(u)} \cdot {bracketed(h)}" for u, h in zip(row, states, strict=True))
    return rf"{decimal(w)} \cdot {bracketed(x)}{back}{signed(b)}"
