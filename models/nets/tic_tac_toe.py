"""Tic-tac-toe as tables: every board is a number, so that many games go on at once by looking things up.

A board is seen by the player to move: 1 is a stone of theirs, -1 one of the opponent. Its code counts in threes:
sum of (stone + 1) * 3^cell over the nine cells, row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor

CELLS, CODES = 9, 3**9
LINES = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))
EMPTY = sum(3**cell for cell in range(CELLS))  # the code of the empty board
PERFECT, CAREFUL, RANDOM = 0, 1, 2
OPPONENTS = ("perfect", "one step", "random")


@dataclass(frozen=True, slots=True)
class Game:
    """What the rules say of each board, by its code. Rows of boards that can't come up mean nothing."""

    boards: Tensor  # (codes, 9) int64: the stones
    legal: Tensor  # (codes, 9) bool
    after: Tensor  # (codes, 9) int64: the board after a move, seen by the other player
    lost: Tensor  # (codes,) bool: the opponent has three in a row
    over: Tensor  # (codes,) bool
    value: Tensor  # (codes,) the result under perfect play: 1 won, 0 drawn, -1 lost by the player to move
    moves: Tensor  # (3, codes, 9): the probability of each move, for each of OPPONENTS

    def on(self, device: str) -> Game:
        """Return the same tables on another device."""
        return Game(
            *(each.to(device) for each in (self.boards, self.legal, self.after, self.lost, self.over)),
            *(each.to(device) for each in (self.value, self.moves)),
        )


@cache
def game() -> Game:
    """Return the tables, made once."""
    codes = torch.arange(CODES)
    powers = 3 ** torch.arange(CELLS)
    boards = codes[:, None] // powers % 3 - 1  # (codes, 9)
    lines = torch.tensor(LINES)
    sums = boards[:, lines].sum(dim=2)  # (codes, 8)
    lost = (sums == -3).any(dim=1)
    over = lost | (boards != 0).all(dim=1)
    legal = (boards == 0) & ~over[:, None]
    after = CODES - 1 - (codes[:, None] + powers)  # a stone of mine, then everybody's colours change
    after = torch.where(legal, after, 0)
    value = _minimax(boards, legal, after, lost)
    worth = torch.where(legal, -value[after], -torch.inf)  # of each move
    perfect = _even(worth == worth.max(dim=1, keepdim=True).values, legal)
    moves = torch.stack([perfect, _careful(boards, legal), _even(legal, legal)])
    return Game(boards, legal, after, lost, over, value, moves)


def _minimax(boards: Tensor, legal: Tensor, after: Tensor, lost: Tensor) -> Tensor:
    """Return the value of every board, from the full ones backwards."""
    value = -lost.float()
    stones = (boards != 0).sum(dim=1)
    for count in range(CELLS - 1, -1, -1):
        here = (stones == count) & legal.any(dim=1)
        best = torch.where(legal[here], -value[after[here]], -torch.inf).max(dim=1).values
        value[here] = best  # the opponent's loss is my win
    return value


def _careful(boards: Tensor, legal: Tensor) -> Tensor:
    """Return the moves of a player who looks one step ahead: win at once, else stop the opponent, else anything."""
    wins, stops = torch.zeros_like(legal), torch.zeros_like(legal)
    for line in LINES:
        total = boards[:, list(line)].sum(dim=1)
        for cell in line:
            wins[:, cell] |= total == 2
            stops[:, cell] |= total == -2
    wins, stops = wins & legal, stops & legal
    wanted = torch.where(wins.any(dim=1, keepdim=True), wins, stops)
    return _even(torch.where(wanted.any(dim=1, keepdim=True), wanted, legal), legal)


def _even(wanted: Tensor, legal: Tensor) -> Tensor:
    """Return equal probabilities for all wanted moves that are legal: (codes, 9)."""
    chosen = (wanted & legal).float()
    return chosen / chosen.sum(dim=1, keepdim=True).clamp(min=1)


@cache
def reachable() -> Tensor:
    """Return the codes of all boards that come up in a game and aren't over: (4520,)."""
    rules = game()
    found = torch.arange(CODES) == EMPTY
    for _ in range(CELLS):
        found[rules.after[found][rules.legal[found]]] = True
    codes: Tensor = (found & ~rules.over).nonzero()[:, 0]
    return codes


def expected_result(first: Tensor, second: Tensor) -> float:
    """Return the mean result of the first of two players, each (codes, 9) of move probabilities: 1 won, -1 lost."""
    rules = game()
    stones = (rules.boards != 0).sum(dim=1)
    mine, theirs = -rules.lost.float(), -rules.lost.float()  # if the first player moves next, if the second does
    for count in range(CELLS - 1, -1, -1):
        here = (stones == count) & ~rules.over
        ahead = rules.after[here]
        mine[here], theirs[here] = -(first[here] * theirs[ahead]).sum(dim=1), -(second[here] * mine[ahead]).sum(dim=1)
    return float(mine[EMPTY])
