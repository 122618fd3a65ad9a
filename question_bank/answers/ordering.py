"""Items to put in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.options import LETTERS, check_options
from question_bank.answers.reading.sequences import read_sequence


@dataclass(frozen=True, slots=True)
class Ordering:
    """``order`` holds the indices of ``items`` in the right sequence.

    The score is Kendall's tau: the share of pairs in the right order less the share in the wrong one, never below 0,
    so that an order by chance earns nothing on average.
    """

    kind: ClassVar[str] = "ordering"
    items: tuple[str, ...]
    order: tuple[int, ...]

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        check_options(self.items, "items")
        if sorted(self.order) != list(range(len(self.items))):
            raise ValueError(f"order={self.order} doesn't name each of {len(self.items)} items once")

    def show(self) -> str:
        """Return the answer as typed, such as c a d b."""
        return " ".join(LETTERS[index] for index in self.order)

    def accepts(self) -> str:
        """Say what is right."""
        return f"exactly {self.show()}: {self._spoken(self.order)}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable unless every item stands in it once."""
        order = read_sequence(reply, self.items)
        places = {item: place for place, item in enumerate(self.order)}
        ranks = tuple(places[item] for item in order)
        score = max(0.0, kendalls_tau(ranks))
        return Judgement(order, score, self._spoken(order), self._notes(order, ranks), _about_neighbours(ranks))

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        return replace(self, order=read_sequence(text, self.items))

    def _spoken(self, order: tuple[int, ...]) -> str:
        return " → ".join(self.items[index] for index in order)

    def _notes(self, order: tuple[int, ...], ranks: tuple[int, ...]) -> tuple[str, ...]:
        """Return a note for each item that has to move, where as few as possible do."""
        staying = longest_rising(ranks)
        moves = dict.fromkeys(range(len(order)), "")
        for place, (item, rank) in enumerate(zip(order, ranks, strict=True)):
            if rank not in staying:
                is_early = any(other < rank for other in ranks[place:] if other in staying)
                moves[item] = f"{self.items[item]}: too {'early' if is_early else 'late'}"
        return tuple(moves.values())


def kendalls_tau(ranks: tuple[int, ...]) -> float:
    """Return the share of pairs that rise less the share that fall, in [-1, 1]; 1 exactly where all rise."""
    pairs = list(combinations(ranks, 2))
    return 1 - 2 * sum(first > second for first, second in pairs) / len(pairs)


def longest_rising(ranks: tuple[int, ...]) -> frozenset[int]:
    """Return the ranks of a longest rising subsequence: items that can stay while the others are moved."""
    best: list[tuple[int, ...]] = []  # the longest that ends with each rank
    for rank in ranks:
        below = [run for run in best if run[-1] < rank]
        before = max(below, key=len) if below else ()
        best.append((*before, rank))
    longest = max(best, key=len)
    return frozenset(longest)


def _about_neighbours(ranks: tuple[int, ...]) -> str:
    wrong = sum(first > second for first, second in pairwise(ranks))
    if wrong == 0:
        return ""
    if wrong == 1:
        return "One pair of neighbours stands the wrong way round."
    return f"{wrong} pairs of neighbours stand the wrong way round."
