"""How strong a player of tic-tac-toe is: its rating among fixed players, and what its net loses without search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.nets.tree_search import PolicyValueNet

NAMES = ("perfect", "one step", "random")  # the fixed players, as models/nets/tic_tac_toe.py has them
RATINGS = (499.0, 331.0, 0.0)  # theirs, fitted to the results they have among themselves; random is 0


def without_search(net: PolicyValueNet, device: str) -> dict[str, float]:
    """Return how good the net's first ideas are, worked out exactly over all positions and all replies."""
    import torch

    from models.nets.tic_tac_toe import CODES, PERFECT, expected_result, game, reachable

    rules, codes = game(), reachable()
    logits, value = net(rules.boards[codes].to(device))
    moves = torch.where(rules.legal[codes], logits.cpu(), -torch.inf).argmax(dim=1)
    perfect = rules.moves[PERFECT]
    policy = torch.zeros(CODES, 9)
    policy[codes, moves] = 1.0
    # Nobody wins against the perfect player, so a mean result of -0.3 says that 30 % are lost.
    lost = (expected_result(perfect, policy) - expected_result(policy, perfect)) / 2
    return {
        "lost to perfect without search": lost,
        "right first ideas": (perfect[codes, moves] > 0).float().mean().item(),
        "error of the values": (value.cpu() - rules.value[codes]).abs().mean().item(),
    }


def elo(scores: Sequence[float], games: int) -> float:
    """Return the rating at which the scores (1 won, half drawn) against RATINGS are what is expected.

    Scores of 0 or 1 throughout would mean no finite rating: half a game is counted the other way.
    """
    most = len(scores) * games
    total = min(max(sum(scores) * games, 0.5), most - 0.5)
    low, high = -1000.0, 3000.0
    for _ in range(50):
        middle = (low + high) / 2
        expected = sum(games / (1 + 10 ** ((rating - middle) / 400)) for rating in RATINGS)
        low, high = (middle, high) if expected < total else (low, middle)
    return low
