"""Planning with a network: a policy and value net for tic-tac-toe, and a tree search that it guides, for many games.

Every line of the search works on all games at once: row g of each tensor belongs to game g.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.nets.tic_tac_toe import CELLS, Game


class PolicyValueNet(nn.Module):
    """Sees a board as the player to move does: nine cells for the own stones, nine for the others."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Linear(2 * CELLS, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU())
        self.policy = nn.Linear(hidden, CELLS)
        self.value = nn.Linear(hidden, 1)

    def forward(self, boards: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits of the moves (batch, 9) and the expected result in [-1, 1] (batch,)."""
        planes = torch.cat([boards == 1, boards == -1], dim=1).float()  # (batch, 18)
        features = self.body(planes)  # (batch, hidden)
        return self.policy(features), torch.tanh(self.value(features))[:, 0]


class Search:
    """One tree a game. Node 0 is the root; each simulation adds one node."""

    def __init__(self, game: Game, net: PolicyValueNet, roots: Tensor, simulations: int) -> None:
        games, nodes = len(roots), simulations + 1
        self._game, self._net = game, net
        self._rows = torch.arange(games, device=roots.device)
        self._codes = torch.zeros(games, nodes, dtype=torch.int64, device=roots.device)
        self._child = torch.zeros(games, nodes, CELLS, dtype=torch.int64, device=roots.device)  # 0: not tried yet
        self._prior = torch.zeros(games, nodes, CELLS, device=roots.device)  # P
        self.visits = torch.zeros(games, nodes, CELLS, device=roots.device)  # n
        self._total = torch.zeros(games, nodes, CELLS, device=roots.device)  # the sum behind Q
        self._new = 0  # the node that comes next
        self._add(roots)

    def _add(self, codes: Tensor) -> Tensor:
        """Add one node to every tree, and return its value for the player to move there."""
        legal = self._game.legal[codes]  # (games, 9)
        logits, value = self._net(self._game.boards[codes])
        self._codes[:, self._new] = codes
        self._prior[:, self._new] = torch.where(legal, logits, -1e9).softmax(dim=1) * legal
        self._new += 1
        # If the game is over, the true result counts: the last move has won, or all cells are full.
        return torch.where(self._game.over[codes], -self._game.lost[codes].float(), value)

    def add_noise(self, noise: Tensor, share: float) -> None:
        """Mix noise (n, 9) into the priors at the roots of the first n games, so that games differ."""
        count = len(noise)
        noise = noise * self._game.legal[self._codes[:count, 0]]
        noise = noise / noise.sum(dim=1, keepdim=True).clamp(min=1e-9)
        self._prior[:count, 0] = (1 - share) * self._prior[:count, 0] + share * noise

    def simulate(self, explore: float) -> None:
        """Run one simulation in every tree: selection, expansion, evaluation, backup."""
        node, walking = torch.zeros_like(self._rows), torch.ones_like(self._rows, dtype=torch.bool)
        path: list[tuple[Tensor, Tensor, Tensor]] = []
        for _ in range(min(CELLS, self._new)):  # no way through the tree is longer
            move = self._selected(node, explore)
            path.append((node, move, walking.float()))
            child = self._child[self._rows, node, move]
            walking = walking & (child > 0) & ~self._game.over[self._codes[self._rows, child]]
            node = torch.where(walking, child, node)
        at, move = _last(path)
        codes = self._game.after[self._codes[self._rows, at], move]
        self._child[self._rows, at, move] = self._new
        value = self._add(codes)
        for level, (node, move, counts) in reversed([*enumerate(path)]):
            # What is good for the player to move at the new node is bad for the one before, and so on.
            sign = 1 - 2 * ((_depth(path) - level) % 2)
            self.visits[self._rows, node, move] += counts
            self._total[self._rows, node, move] += counts * sign * value

    def _selected(self, node: Tensor, explore: float) -> Tensor:
        """Return the move of the largest Q + c P √Σn / (1 + n) in a node of every tree (PUCT)."""
        n = self.visits[self._rows, node]  # (games, 9)
        q = self._total[self._rows, node] / n.clamp(min=1)  # 0 for a move not yet tried
        bonus = explore * self._prior[self._rows, node] * n.sum(dim=1, keepdim=True).sqrt() / (1 + n)
        legal = self._game.legal[self._codes[self._rows, node]]
        prior = 1e-6 * self._prior[self._rows, node]  # decides as long as all sums are 0
        return torch.where(legal, q + bonus + prior, -torch.inf).argmax(dim=1)  # (games,)

    def shares(self) -> Tensor:
        """Return the shares of the visits to the moves at the root: (games, 9)."""
        visits = self.visits[:, 0]
        return visits / visits.sum(dim=1, keepdim=True).clamp(min=1)


def _depth(path: list[tuple[Tensor, Tensor, Tensor]]) -> Tensor:
    """Return how many moves each game walked down: (games,)."""
    return torch.stack([counts for _, _, counts in path]).sum(dim=0).long()


def _last(path: list[tuple[Tensor, Tensor, Tensor]]) -> tuple[Tensor, Tensor]:
    """Return the node and the move with which each game left its tree."""
    level = (_depth(path) - 1)[None]
    nodes, moves, _ = (torch.stack(each) for each in zip(*path, strict=True))
    return nodes.gather(0, level)[0], moves.gather(0, level)[0]


def self_play_loss(net: PolicyValueNet, game: Game, codes: Tensor, shares: Tensor, results: Tensor) -> Tensor:
    """Return how far the net is from the search's shares (cross-entropy) and from the results (squared error).

    Positions of games that were over count nothing.
    """
    logits, value = net(game.boards[codes])
    log_policy = torch.where(game.legal[codes], logits, -1e9).log_softmax(dim=1)  # (batch, 9)
    losses = (value - results) ** 2 - (shares * log_policy).sum(dim=1)
    playing = (~game.over[codes]).float()
    loss: Tensor = (losses * playing).sum() / playing.sum().clamp(min=1)
    return loss
