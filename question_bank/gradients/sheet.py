"""A calculation as a sheet of named quantities, each found from the others by its rule.

Replacing what is known gives what follows from a learner's own values; replacing a rule gives what follows from a
wrong way of thinking. Everything else on the sheet follows by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Sheet:
    """Quantities by name: one that is ``known`` has that value, the others follow from their rules.

    Rules may look at other quantities of the sheet they are given, never in a circle. What was found once is kept.
    """

    rules: Mapping[str, Rule]
    known: Mapping[str, float] = field(default_factory=dict)
    _found: dict[str, float] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getitem__(self, name: str) -> float:
        """Return the value of a quantity."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self.known[name] if name in self.known else self.rules[name](self)
        return found

    def values(self, names: Iterable[str]) -> tuple[float, ...]:
        """Return the values of several quantities."""
        return tuple(self[name] for name in names)

    def given(self, known: Mapping[str, float]) -> Sheet:
        """Return the sheet on which these quantities have these values, whatever their rules say."""
        return replace(self, known={**self.known, **known})

    def by(self, rules: Mapping[str, Rule]) -> Sheet:
        """Return the sheet on which these quantities follow from other rules."""
        known = {name: value for name, value in self.known.items() if name not in rules}
        return Sheet({**self.rules, **rules}, known)


Rule = Callable[[Sheet], float]
