"""The game on a table of outcomes, as a sheet: the best discriminator, its value, the divergence behind it."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import decimal
from question_bank.wording import listed, table

LOWEST = -math.log(4)  # the value that no generator can get below, reached where it copies the data


@dataclass(frozen=True, slots=True)
class Setting:
    """What the data and the generator give out, in words."""

    data: str
    generator: str
    outcomes: tuple[str, ...]


SETTINGS = (
    Setting("A pixel of the training images", "a pixel of a generated image", ("red", "green", "blue", "black")),
    Setting("A day in the weather record", "a day that a generator makes up", ("sunny", "cloudy", "rainy", "snowy")),
    Setting("A token of the training texts", "a token that a generator writes", ("the", "cat", "sat", "down")),
    Setting("A note in the training melodies", "a note that a generator composes", ("C", "E", "G", "A")),
    Setting("A digit in the training set", "a digit that a generator draws", ("0", "1", "2", "3")),
    Setting("A base in the sequenced genomes", "a base that a generator adds", ("A", "C", "G", "T")),
    Setting("A move in the recorded games", "a move that a generator invents", ("up", "down", "left", "right")),
    Setting("A traffic sign in the photographs", "a sign that a generator paints", ("stop", "yield", "turn", "speed")),
    Setting("A customer in the real records", "a customer that a generator invents", ("new", "loyal", "lost", "back")),
)


@dataclass(frozen=True, slots=True)
class Game:
    """How often the data and the generator give each outcome; both are probabilities, none is 0 in both."""

    setting: Setting
    outcomes: tuple[str, ...]
    data: tuple[float, ...]
    generated: tuple[float, ...]

    @property
    def places(self) -> range:
        """Return the numbers of the outcomes, from 1."""
        return range(1, len(self.outcomes) + 1)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the discriminator's values on the sheet."""
        return tuple(f"d{x}" for x in self.places)

    def sheet(self) -> Sheet:
        """Return the calculation: the best discriminator d, its value v, the divergence js."""
        rules: dict[str, Rule] = {name: _best(p, q) for name, (p, q) in zip(self.names, self.pairs, strict=True)}
        return Sheet({**rules, "v": self.value, "js": lambda s: (s["v"] - LOWEST) / 2})

    @property
    def pairs(self) -> tuple[tuple[float, float], ...]:
        """Return both probabilities of each outcome, the data's first."""
        return tuple(zip(self.data, self.generated, strict=True))

    def value(self, sheet: Sheet) -> float:
        """Return the value of the game for the discriminator on a sheet; raises ValueError where it is infinite."""
        seen = zip(self.pairs, sheet.values(self.names), strict=True)
        return sum(weighted_log(p, d) + weighted_log(q, 1 - d) for (p, q), d in seen)

    def told(self) -> str:
        """Return the two distributions as a table with its introduction."""
        rows = [
            (r"$p_{\text{data}}$", *(f"${decimal(p)}$" for p in self.data)),
            ("$p_g$", *(f"${decimal(q)}$" for q in self.generated)),
        ]
        what = f"{self.setting.data} is {listed(self.outcomes, 'or')}, and so is {self.setting.generator}."
        return f"{what} Their probabilities are\n\n{table(('', *self.outcomes), rows)}"

    def value_worked(self, sheet: Sheet) -> str:
        """Return the value with numbers, as LaTeX without dollars."""
        terms: list[str] = []
        for (p, q), d in zip(self.pairs, sheet.values(self.names), strict=True):
            terms += [rf"{decimal(weight)} \ln {decimal(chance)}" for weight, chance in ((p, d), (q, 1 - d)) if weight]
        return rf"{' + '.join(terms)} \approx {decimal(sheet['v'])}"


def weighted_log(weight: float, chance: float) -> float:
    """Return the weight times the logarithm, and 0 where the weight is 0."""
    return weight * math.log(chance) if weight else 0.0


def draw_game(rng: random.Random, count: int, *, gap: bool = False) -> Game:
    """Return a game on so many outcomes; with a ``gap`` there is one that the generator never gives."""
    setting = rng.choice(SETTINGS)
    outcomes = tuple(sorted(rng.sample(setting.outcomes, count), key=setting.outcomes.index))
    while True:
        data, generated = _probabilities(rng, count), _probabilities(rng, count - gap)
        if gap:
            place = rng.randrange(count)
            generated = (*generated[:place], 0.0, *generated[place:])
        distances = [abs(p - q) for p, q in zip(data, generated, strict=True)]
        if min(distances) >= 0.04 and max(distances) >= 0.15:
            return Game(setting, outcomes, data, generated)


def _probabilities(rng: random.Random, count: int) -> tuple[float, ...]:
    """Return hundredths that add up to 1, none below 0.04."""
    while True:
        cuts = sorted(rng.sample(range(4, 97), count - 1))
        steps = [end - start for start, end in zip([0, *cuts], [*cuts, 100], strict=True)]
        if min(steps) >= 4:
            return tuple(step / 100 for step in steps)


def _best(p: float, q: float) -> Rule:
    return lambda _: p / (p + q)
