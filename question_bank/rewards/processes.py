"""Small decision processes under a policy: states, arrows with probabilities and rewards, the values they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from question_bank.drawings import Edge, Graph, Node
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal
from question_bank.wording import listed, short

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one state to another: its probability under the policy, its reward, and its action's name or ""."""

    start: str
    end: str
    reward: float
    chance: float = 1.0
    action: str = ""

    def text(self, *, rewards: bool) -> str:
        """Return what stands beside the arrow in a drawing."""
        chance = "" if self.chance == 1 else short(self.chance)
        head = f"{self.action} {chance}".strip()
        return ", ".join(filter(None, (head, f"r = {short(self.reward)}" if rewards else "")))

    def spoken(self, *, rewards: bool) -> str:
        """Say where the arrow leads, for somebody who can't see it."""
        action = f"{self.action} leads to" if self.action else "to"
        told = [f"probability {short(self.chance)}"] if self.chance != 1 else []
        told += [f"reward {short(self.reward)}"] if rewards else []
        return f"{action} {self.end}" + (f" with {listed(told)}" if told else "")


@dataclass(frozen=True, slots=True)
class Process:
    """States at their places, terminal ones by name, arrows in the order of their states, and a discount factor.

    Where ``on_entering``, a reward belongs to the state that is entered: all arrows into it bring the same.
    ``idle`` is then the number that stands below the first state, which nothing enters.
    """

    places: Mapping[str, tuple[float, float]]
    ends: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    gamma: float
    on_entering: bool = False
    idle: float = 0.0

    def out(self, state: str) -> tuple[Arrow, ...]:
        """Return the arrows that begin in a state."""
        return tuple(arrow for arrow in self.arrows if arrow.start == state)

    @property
    def states(self) -> tuple[str, ...]:
        """Return the states that are not terminal."""
        return tuple(name for name in self.places if name not in self.ends)

    def sheet(self) -> Sheet:
        """Return the values of all states, named ``V`` and the state, each found from those it leads to."""
        return Sheet({value_of(state): self.backup(state) for state in self.states}, self.nothing())

    def nothing(self) -> dict[str, float]:
        """Return what terminal states are worth."""
        return {value_of(end): 0.0 for end in self.ends}

    def backup(self, state: str) -> Rule:
        """Return the rule that finds a state's value from those after it."""
        arrows = self.out(state)
        return lambda sheet: sum(each.chance * self.worth(each, sheet[value_of(each.end)]) for each in arrows)

    def worth(self, arrow: Arrow, ahead: float) -> float:
        """Return what following an arrow is worth, given the value of the state it leads to."""
        return arrow.reward + self.gamma * ahead

    def graph(self) -> Graph:
        """Return the drawing."""
        entered: dict[str, str] = {}
        if self.on_entering:
            entered = {self.states[0]: f"r = {short(self.idle)}"}
            entered |= {arrow.end: f"r = {short(arrow.reward)}" for arrow in self.arrows}
        nodes = tuple(
            Node(name, x, y, entered.get(name, ""), end=name in self.ends) for name, (x, y) in self.places.items()
        )
        edges = tuple(Edge(each.start, each.end, each.text(rewards=not self.on_entering)) for each in self.arrows)
        return Graph(self._alt(entered), nodes, edges)

    def _alt(self, entered: Mapping[str, str]) -> str:
        ways = []
        for state, arrows in groupby(self.arrows, key=lambda arrow: arrow.start):
            ways.append(f"From {state}: {'; '.join(arrow.spoken(rewards=not entered) for arrow in arrows)}.")
        below = [f"{text} below {name}" for name, text in entered.items()]
        said = f" Written is {listed(below)}." if below else ""
        return f"States and arrows between them. {' '.join(ways)}{said} Terminal: {listed(self.ends)}."


def value_of(state: str) -> str:
    """Return the name of a state's value on a sheet."""
    return f"V {state}"


def tex(state: str) -> str:
    """Return a state's value as LaTeX."""
    return rf"V(\text{{{state}}})"


def solved(process: Process, states: Sequence[str], *, gamma: float, even: bool = False) -> tuple[float, float]:
    """Return the values of two states that lead to each other, by Cramer's rule; ``even`` takes all arrows alike.

    Raises ZeroDivisionError where there is no single solution.
    """
    first, second = (_equation(process, state, states, gamma, even=even) for state in states)
    (a, b), (c, d) = first[0], second[0]
    determinant = a * d - b * c
    if abs(determinant) < 1e-12:
        raise ZeroDivisionError("the two equations say the same")
    return (d * first[1] - b * second[1]) / determinant, (a * second[1] - c * first[1]) / determinant


def _equation(
    process: Process, state: str, states: Sequence[str], gamma: float, *, even: bool
) -> tuple[tuple[float, float], float]:
    """Return the coefficients of both values, and what they add up to."""
    own = [float(other == state) for other in states]
    total = 0.0
    arrows = process.out(state)
    for arrow in arrows:
        chance = 1 / len(arrows) if even else arrow.chance
        total += chance * arrow.reward
        if arrow.end in states:
            own[states.index(arrow.end)] -= chance * gamma
    return (own[0], own[1]), total


def backup_told(process: Process, state: str, ahead: Mapping[str, float]) -> str:
    """Return the right side of a state's equation with its numbers; values that are not ``ahead`` stand as symbols."""
    terms = []
    for arrow in process.out(state):
        worth = decimal(arrow.reward)
        if arrow.end not in process.ends:
            value = bracketed(ahead[arrow.end]) if arrow.end in ahead else tex(arrow.end)
            worth += rf" + {decimal(process.gamma)} \cdot {value}"
        bare = arrow.end in process.ends
        factor = "" if arrow.chance == 1 else rf"{decimal(arrow.chance)} \cdot "
        whole = bracketed(arrow.reward) if bare and factor else f"({worth})" if factor else worth
        terms.append(factor + whole)
    return " + ".join(terms)
