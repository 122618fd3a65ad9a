"""The search of many games against one that keeps its tree in dictionaries, and against perfect play."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import pytest
import torch

from models.loop import seeded
from models.nets.tic_tac_toe import EMPTY, PERFECT, RANDOM, game, reachable
from models.nets.tree_search import PolicyValueNet, Search, self_play_loss


def net(seed: int = 0) -> PolicyValueNet:
    return seeded(seed, lambda: PolicyValueNet(16))


def visits(model: PolicyValueNet, roots: torch.Tensor, simulations: int, explore: float = 1.5) -> torch.Tensor:
    with torch.no_grad():
        search = Search(game(), model, roots, simulations)
        for _ in range(simulations):
            search.simulate(explore)
    return search.visits[:, 0]


@dataclass
class Node:
    """A position in a tree that is searched the plain way."""

    code: int
    prior: list[float] = field(default_factory=list)
    n: list[int] = field(default_factory=lambda: [0] * 9)
    total: list[float] = field(default_factory=lambda: [0.0] * 9)
    children: dict[int, Node] = field(default_factory=dict)


def evaluated(model: PolicyValueNet, node: Node) -> float:
    """Give a new node its priors, and return its value."""
    rules = game()
    with torch.no_grad():
        logits, value = model(rules.boards[node.code][None])
    legal = rules.legal[node.code]
    node.prior = torch.where(legal, logits[0], -1e9).softmax(dim=0).tolist()
    if rules.lost[node.code]:
        return -1.0
    return 0.0 if rules.over[node.code] else float(value[0])


def walked(model: PolicyValueNet, node: Node, explore: float) -> float:
    """Run one simulation from a node; return its value for the player to move there."""
    rules = game()
    if rules.over[node.code]:
        return -1.0 if rules.lost[node.code] else 0.0
    root = math.sqrt(sum(node.n))

    def score(move: int) -> tuple[float, float]:
        q = node.total[move] / max(node.n[move], 1)
        return q + explore * node.prior[move] * root / (1 + node.n[move]), node.prior[move]

    move = max(rules.legal[node.code].nonzero()[:, 0].tolist(), key=score)
    if move in node.children:
        value = -walked(model, node.children[move], explore)
    else:
        node.children[move] = Node(int(rules.after[node.code, move]))
        value = -evaluated(model, node.children[move])
    node.n[move] += 1
    node.total[move] += value
    return value


@pytest.mark.parametrize("explore", [0.5, 2.0])
def test_it_visits_what_a_plain_search_of_each_game_alone_visits(explore: float) -> None:
    roots = reachable()[torch.arange(0, 4520, 300)]
    together = visits(net(), roots, 24, explore)
    for row, code in enumerate(roots.tolist()):
        root = Node(code)
        evaluated(net(), root)
        for _ in range(24):
            walked(net(), root, explore)
        assert together[row].tolist() == root.n


def test_a_long_search_finds_the_right_move_whatever_the_net_thinks() -> None:
    rules, roots = game(), reachable()[torch.arange(1, 4520, 90)]
    worst = rules.moves[PERFECT, roots]
    few, many = (
        (worst.gather(1, visits(net(), roots, simulations).argmax(dim=1)[:, None]) > 0).float().mean().item()
        for simulations in (1, 300)
    )
    assert few < 0.8
    assert many > 0.97


def lost_games(model: PolicyValueNet, simulations: int, opponent: int, games: int) -> float:
    """Return the share of games that the search loses; it moves second in all of them."""
    rules, dice = game(), torch.Generator().manual_seed(0)
    boards = torch.full((games,), EMPTY)
    for ply in range(9):
        theirs = (rules.moves[opponent, boards] + 1e-9 * rules.over[boards, None]).multinomial(1, generator=dice)[:, 0]
        moves = visits(model, boards, simulations).argmax(dim=1) if ply % 2 else theirs
        boards = torch.where(rules.over[boards], boards, rules.after[boards, moves])
    odd = (rules.boards[boards] != 0).sum(dim=1) % 2 == 1
    return (rules.lost[boards] & odd).float().mean().item()


def test_with_an_untrained_net_more_search_loses_less() -> None:
    none, some = (lost_games(net(), simulations, RANDOM, 200) for simulations in (1, 25))
    assert none > 0.3
    assert some < none / 2


def test_a_longer_search_never_loses_to_a_random_player() -> None:
    assert lost_games(net(), 300, RANDOM, 40) == 0


def test_noise_is_spread_over_legal_moves_only() -> None:
    roots = reachable()[torch.arange(0, 4520, 500)]
    with torch.no_grad():
        search = Search(game(), net(), roots, 1)
        search.add_noise(torch.ones(len(roots), 9), 1.0)
        search.simulate(1.0)
    legal = game().legal[roots]
    torch.testing.assert_close(search._prior[:, 0], legal / legal.sum(dim=1, keepdim=True))
    assert (search.shares().sum(dim=1) == 1).all()


def test_the_loss_is_cross_entropy_and_squared_error_over_positions_that_count() -> None:
    rules, model = game(), net()
    codes = torch.cat([reachable()[torch.arange(0, 4520, 700)], rules.over.nonzero()[:3, 0]])
    count = len(codes) - 3
    shares = torch.rand(len(codes), 9, generator=torch.Generator().manual_seed(0)) * rules.legal[codes]
    shares = shares / shares.sum(dim=1, keepdim=True).clamp(min=1e-9)
    results = torch.linspace(-1, 1, len(codes))
    total = 0.0
    with torch.no_grad():
        for row in range(count):
            logits, value = model(rules.boards[codes[row]][None])
            legal = rules.legal[codes[row]]
            total += float(torch.nn.functional.cross_entropy(logits[:, legal], shares[row : row + 1, legal]))
            total += (float(value[0]) - float(results[row])) ** 2
    loss = self_play_loss(model, rules, codes, shares, results)
    assert loss.item() == pytest.approx(total / count, rel=1e-5)
