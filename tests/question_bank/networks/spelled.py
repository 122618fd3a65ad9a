"""Works out a calculation as it is shown to the learner."""

from __future__ import annotations

import ast


def value_of(text: str) -> int:
    """Return what the left side of "(5·5·1 + 1)·6 = 156" gives, after checking that the right side says so."""
    left, _, right = text.partition(" = ")
    value = _value(ast.parse(left.replace("·", "*").replace(",", ""), mode="eval").body)
    assert not right or int(right.replace(",", "")) == value, text
    return value


def _value(node: ast.expr) -> int:
    match node:
        case ast.Constant(value=int() as number):
            return number
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _value(left) + _value(right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _value(left) * _value(right)
    raise AssertionError(f"{ast.dump(node)} is neither a sum nor a product")
