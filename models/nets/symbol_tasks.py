"""Little questions about strings of three symbols, with the right answer after every symbol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

MOST = 5  # the highest number that brackets and the counter go up to


@dataclass(frozen=True, slots=True)
class SymbolTask:
    """Three symbols with their chances, an example, and how the answer changes with each symbol, from 0 on."""

    symbols: str
    chances: tuple[float, ...]
    example: str
    answers: int
    next_answer: Callable[[Tensor, Tensor], Tensor]  # (answer before, symbol) -> answer

    def texts(self, count: int, length: int, dice: torch.Generator) -> Tensor:
        """Return random texts in numbers (length, count)."""
        drawn = torch.multinomial(torch.tensor(self.chances), length * count, replacement=True, generator=dice)
        return drawn.view(length, count)

    def truth(self, texts: Tensor) -> Tensor:
        """Return the right answers after every symbol of texts (time, batch)."""
        answer, answers = torch.zeros_like(texts[0]), []
        for symbol in texts:
            answer = self.next_answer(answer, symbol)
            answers.append(answer)
        return torch.stack(answers)

    def read(self, text: str) -> Tensor:
        """Return a text in numbers (time,), or the example when it holds none of the symbols; others are skipped."""
        known = [self.symbols.index(each) for each in text if each in self.symbols]
        return torch.tensor(known or [self.symbols.index(each) for each in self.example])


def _depth(before: Tensor, symbol: Tensor) -> Tensor:
    """Return how many brackets are open: ( is 0, ) is 1."""
    return (before + (symbol == 0).long() - (symbol == 1).long()).clamp(0, MOST)


def _count(before: Tensor, symbol: Tensor) -> Tensor:
    """Return how often + came since the last r: + is 0, r is 1."""
    counted = (before + (symbol == 0).long()).clamp(max=MOST)
    return counted.masked_fill(symbol == 1, 0)


def _last_bit(before: Tensor, symbol: Tensor) -> Tensor:
    """Return the last bit that came; a dot, 2, changes nothing."""
    return torch.where(symbol == 2, before, symbol)


TASKS = {
    "brackets": SymbolTask("().", (0.4, 0.4, 0.2), "((.))(((.)()))..(.).", MOST + 1, _depth),
    "counter": SymbolTask("+r.", (0.4, 0.1, 0.5), "+.++..+r...++.+.r.+.", MOST + 1, _count),
    "last bit": SymbolTask("01.", (0.1, 0.1, 0.8), "1....0...0.1......0.", 2, _last_bit),
}
