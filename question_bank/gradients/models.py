"""Models that are linear in their parameters, one data point, and steps of gradient descent on its squared error."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from question_bank.gradients.functions import SquaredError
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, its value, what multiplies it in the model ("x^2", "" for a bias) and that one's value."""

    name: str
    value: float
    feature_tex: str
    feature: float


@dataclass(frozen=True)
class Model:
    """A model ŷ = sum of parameters times features, a target, a loss and a learning rate."""

    parameters: tuple[Parameter, ...]
    inputs: tuple[tuple[str, float], ...]
    target: float
    loss: SquaredError
    rate: float

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the parameters, as LaTeX."""
        return tuple(parameter.name for parameter in self.parameters)

    @property
    def tex(self) -> str:
        """Return the prediction in symbols."""
        return " + ".join(f"{each.name} {each.feature_tex}".rstrip() for each in self.parameters)

    def keys(self, kind: str, step: int) -> tuple[str, ...]:
        """Return the names on the sheet of all gradients ("g") or parameters ("p") after so many steps."""
        return tuple(f"{kind}{name}@{step}" for name in self.names)

    @cached_property
    def sheet(self) -> Sheet:
        """Return two steps: from "pw@0", w at first, follow "out@0", "loss@0", "error@0", "gw@0", then "pw@1" ..."""
        rules: dict[str, Rule] = {}
        for step in range(3):
            rules |= self._pass_rules(step) | self._step_rules(step)
        return Sheet(rules, {f"p{each.name}@0": each.value for each in self.parameters})

    def predicted(self, sheet: Sheet, step: int) -> float:
        """Return the prediction with the parameters that a sheet has after so many steps."""
        return sum(sheet[f"p{each.name}@{step}"] * each.feature for each in self.parameters)

    def _pass_rules(self, step: int) -> dict[str, Rule]:
        out = f"out@{step}"
        return {
            out: lambda s: self.predicted(s, step),
            f"loss@{step}": lambda s: self.loss.value(s[out], self.target),
            f"error@{step}": lambda s: self.loss.slope(s[out], self.target),
        }

    def _step_rules(self, step: int) -> dict[str, Rule]:
        rules: dict[str, Rule] = {}
        for each in self.parameters:
            rules[f"g{each.name}@{step}"] = self._gradient_rule(each, step)
            rules[f"p{each.name}@{step + 1}"] = self._update_rule(each, step)
        return rules

    def _gradient_rule(self, parameter: Parameter, step: int) -> Rule:
        return lambda s: s[f"error@{step}"] * parameter.feature

    def _update_rule(self, parameter: Parameter, step: int) -> Rule:
        old, gradient = f"p{parameter.name}@{step}", f"g{parameter.name}@{step}"
        return lambda s: s[old] - self.rate * s[gradient]

    def one_after_another(self, step: int) -> tuple[float, ...]:
        """Return the parameters of the next step if each used those already updated: a common bug."""
        sheet = self.sheet
        for each in self.parameters:
            new = sheet[f"p{each.name}@{step}"] - self.rate * sheet[f"g{each.name}@{step}"]
            sheet = sheet.given({f"p{each.name}@{step}": new})
        return sheet.values(self.keys("p", step))

    # ------------------------------------------------------------ how it is written

    def predicted_worked(self, step: int) -> str:
        """Return the prediction with its numbers, as LaTeX."""
        terms = []
        for each in self.parameters:
            value = self.sheet[f"p{each.name}@{step}"]
            terms.append(
                rf"{bracketed(value)} \cdot {bracketed(each.feature)}" if each.feature_tex else bracketed(value)
            )
        return " + ".join(terms)

    def data_told(self) -> str:
        """Return the data point, for a prompt."""
        given = ", ".join(f"${name} = {decimal(value)}$" for name, value in self.inputs)
        return f"{given}, target $y = {decimal(self.target)}$"
