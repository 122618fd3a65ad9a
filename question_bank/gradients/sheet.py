"""A calculation as a sheet of named quantities, each found from the others by its rule.

Replacing what is known gives what follows from a learner's own values; replacing a rule gives what follows from a
wrong way of thinking. Everything else on the sheet follows by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping


class Sheet:
    """Quantities by name: one that is ``known`` has that value, the others follow from their rules.

    Rules may look at other quantities of the sheet they are given, never in a circle. What was found once is kept.
    """

    __slots__ = ("_found", "known", "rules")  # no dataclass: an exercise makes dozens, one for every slip

    def __init__(self, rules: Mapping[str, Rule], known: Mapping[str, float] | None = None) -> None:
        """Begin with what is known."""
        self.rules = rules
        self.known = known or {}
        self._found = dict(self.known)

    def __getitem__(self, name: str) -> float:
        """Return the value of a quantity."""
        value = self._found.get(name)
        if value is None:
            value = self._found[name] = self.rules[name](self)
        return value

    def values(self, names: Iterable[str]) -> tuple[float, ...]:
        """Return the values of several quantities."""
        found = self._found
        return tuple([found[name] if name in found else self[name] for name in names])

    def given(self, known: Mapping[str, float]) -> Sheet:
        """Return the sheet on which these quantities have these values, whatever their rules say."""
        return Sheet(self.rules, {**self.known, **known})

    def by(self, rules: Mapping[str, Rule]) -> Sheet:
        """Return the sheet on which these quantities follow from other rules."""
        known = {name: value for name, value in self.known.items() if name not in rules}
        return Sheet({**self.rules, **rules}, known)


Rule = Callable[[Sheet], float]
