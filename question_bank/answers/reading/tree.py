"""What a typed formula is read into: a tree of a few kinds of node."""

from __future__ import annotations

from dataclasses import dataclass

from question_bank.answers.reading.literals import Literal


@dataclass(frozen=True, slots=True)
class Constant:
    """A number with a name: e or π."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A letter of a formula, named as the question names it."""

    name: str


@dataclass(frozen=True, slots=True)
class Negation:
    """What follows a minus."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and one of + - * / ^; ``position`` is the sign's."""

    sign: str
    left: Node
    right: Node
    position: int


@dataclass(frozen=True, slots=True)
class Parts:
    """A share of a hundred (%) or a thousand (‰)."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function of one argument, or of two; ``position`` is the name's."""

    function: str
    arguments: tuple[Node, ...]
    position: int


Node = Literal | Constant | Variable | Negation | Binary | Parts | Call
