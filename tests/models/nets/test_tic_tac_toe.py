"""The tables of tic-tac-toe against a game played with lists, and its minimax against a recursion of its own."""

from __future__ import annotations

from functools import cache

import pytest
import torch

from models.nets.tic_tac_toe import CAREFUL, EMPTY, OPPONENTS, PERFECT, RANDOM, expected_result, game, reachable

Board = tuple[int, ...]
THREES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]


def code(board: Board) -> int:
    return sum((stone + 1) * 3**cell for cell, stone in enumerate(board))


def played(board: Board, cell: int) -> Board:
    """Return the board after a move, seen by the other player."""
    return tuple(-(1 if place == cell else stone) for place, stone in enumerate(board))


def has_lost(board: Board) -> bool:
    return any(all(board[cell] == -1 for cell in three) for three in THREES)


def free(board: Board) -> list[int]:
    return [] if has_lost(board) else [cell for cell in range(9) if board[cell] == 0]


@cache
def worth(board: Board) -> int:
    """Return the result of perfect play for the player to move, by trying everything."""
    if has_lost(board):
        return -1
    return max((-worth(played(board, cell)) for cell in free(board)), default=0)


@cache
def boards() -> frozenset[Board]:
    """Return every board that comes up in some game."""
    found, edge = set[Board](), set[Board]([(0,) * 9])
    while edge:
        found |= edge
        edge = {played(board, cell) for board in edge for cell in free(board)} - found
    return frozenset(found)


def test_all_5478_boards_have_the_moves_the_ends_and_the_values_of_a_game_played_with_lists() -> None:
    rules = game()
    assert len(boards()) == 5478
    for board in boards():
        at = code(board)
        assert rules.boards[at].tolist() == list(board)
        assert rules.legal[at].nonzero()[:, 0].tolist() == free(board)
        assert bool(rules.lost[at]) == has_lost(board)
        assert bool(rules.over[at]) == (not free(board))
        assert rules.value[at].item() == worth(board)
        for cell in free(board):
            assert rules.after[at, cell].item() == code(played(board, cell))


def test_the_boards_of_a_game_that_goes_on_are_all_found_once() -> None:
    assert sorted(reachable().tolist()) == sorted(code(board) for board in boards() if free(board))


def test_the_perfect_player_keeps_every_value_and_the_careful_one_wins_or_stops_at_once() -> None:
    rules = game()
    for board in boards():
        chances = rules.moves[:, code(board)]
        if not free(board):
            continue
        assert chances.sum(dim=1).tolist() == pytest.approx([1, 1, 1])
        for cell in chances[PERFECT].nonzero()[:, 0].tolist():
            assert -worth(played(board, cell)) == worth(board)
        wins = {cell for cell in free(board) if has_lost(played(board, cell))}
        others = tuple(-stone for stone in board)
        stops = {cell for cell in free(board) if has_lost(played(others, cell))}
        assert set(chances[CAREFUL].nonzero()[:, 0].tolist()) == (wins or stops or set(free(board)))
        assert set(chances[RANDOM].nonzero()[:, 0].tolist()) == set(free(board))


@cache
def mean_result(board: Board, mover: int, other: int) -> float:
    """Return what one player gets on average against another, by trying everything."""
    if has_lost(board):
        return -1.0
    chances: list[float] = game().moves[mover, code(board)].tolist()
    return -sum(chances[cell] * mean_result(played(board, cell), other, mover) for cell in free(board))


@pytest.mark.parametrize(("mover", "other"), [(PERFECT, RANDOM), (RANDOM, CAREFUL), (PERFECT, PERFECT)])
def test_what_two_players_get_on_average(mover: int, other: int) -> None:
    result = expected_result(game().moves[mover], game().moves[other])
    assert result == pytest.approx(mean_result((0,) * 9, mover, other), abs=1e-5)


def test_nobody_beats_the_perfect_player() -> None:
    perfect = game().moves[PERFECT]
    assert expected_result(perfect, perfect) == 0
    for player in range(len(OPPONENTS)):
        assert expected_result(game().moves[player], perfect) <= 0
    assert game().value[EMPTY] == 0
    assert torch.isfinite(game().moves).all()
