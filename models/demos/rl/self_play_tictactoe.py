"""self-play-tictactoe: a net and a tree search learn from games against themselves, and meet fixed players."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.arrays import array_of
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, finite, first_at, frames_of, seeded
from models.plots import Curves, GridWorld
from models.tictactoe_judges import NAMES, RATINGS, elo, without_search

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from models.nets.tree_search import PolicyValueNet

PLIES = 9  # moves of a full game; a round is that many steps
ROUNDS = 16  # of self-play that are remembered
MEETINGS = 16  # games a round against each opponent, and from each side
JUDGED_ROUNDS = 6  # whose games count in the rates


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of search and learning."""

    steps_per_frame: int = knob(
        2,
        "Moves of all games between two drawings; nine moves are a round.",
        label="steps per frame",
        low=1,
        high=100,
        live=True,
    )
    simulations: int = knob(
        16,
        "Ways ahead that the search tries before each move. At 1 the net's first idea is played.",
        low=1,
        high=64,
        live=True,
    )
    explore: float = knob(
        1.5,
        "The constant c of PUCT: at 0 the search only trusts values, far up only the net's first ideas.",
        label="exploration c",
        low=0.0,
        high=5.0,
        step=0.1,
        live=True,
    )
    noise: float = knob(
        0.25,
        "The share of Dirichlet noise in the priors of self-play's roots. Without it games resemble each other.",
        label="noise at the root",
        low=0.0,
        high=1.0,
        step=0.05,
        live=True,
    )
    temperature: float = knob(
        1.0,
        "How freely self-play draws among visited moves; near 0 it always takes the most visited one.",
        low=0.05,
        high=3.0,
        step=0.05,
        live=True,
    )
    learning_rate: float = knob(
        0.003,
        "The size of a step of learning.",
        label="learning rate",
        low=1e-5,
        high=0.3,
        live=True,
        log=True,
    )
    updates: int = knob(4, "Batches to learn from after each move.", label="batches a move", low=1, high=16, live=True)
    games: int = knob(64, "Games against itself that go on at once.", label="games at once", low=8, high=1024)
    hidden: int = knob(64, "Units in each of the two hidden layers.", label="hidden units", low=4, high=512)
    batch_size: int = knob(256, "Positions averaged in one step of learning.", label="batch size", low=16, high=2048)


def train(config: Config, device: str) -> Frames[Config]:
    """Play and learn for as long as it is wanted, a move in every game at each step."""
    yield from frames_of(_Run(config, device), config)


class _Memory:
    """The positions of the last rounds, with the shares of the search and the results of their games."""

    def __init__(self, games: int, batch: int, device: str) -> None:
        import torch

        self.codes = torch.zeros(ROUNDS, PLIES, games, dtype=torch.int64, device=device)
        self.shares = torch.zeros(ROUNDS, PLIES, games, 9, device=device)
        self.results = torch.zeros(ROUNDS, games, device=device)  # of the first player
        self.rounds = 0
        self.batch_codes = torch.zeros(batch, dtype=torch.int64, device=device)
        self.batch_shares = torch.zeros(batch, 9, device=device)
        self.batch_results = torch.zeros(batch, device=device)

    def add(self, ply: int, codes: Tensor, shares: Tensor) -> None:
        """Remember a move of every game."""
        self.codes[self.rounds % ROUNDS, ply], self.shares[self.rounds % ROUNDS, ply] = codes, shares

    def end_round(self, results: Tensor) -> None:
        """Remember how the games ended."""
        self.results[self.rounds % ROUNDS] = results
        self.rounds += 1

    def draw(self, dice: Tensor) -> None:
        """Choose a batch by numbers in [0, 1): (batch, 3)."""
        filled, games = min(self.rounds, ROUNDS), self.results.shape[1]
        at, ply, game = (dice[:, 0] * filled).long(), (dice[:, 1] * PLIES).long(), (dice[:, 2] * games).long()
        self.batch_codes.copy_(self.codes[at, ply, game])
        self.batch_shares.copy_(self.shares[at, ply, game])
        self.batch_results.copy_(self.results[at, game] * (1 - 2 * (ply % 2)))  # seen by the player to move


class _Run:
    """The net, the games against itself, and the games against the fixed players."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.descent import Descent, optimizer_of
        from models.nets.tic_tac_toe import game
        from models.nets.tree_search import PolicyValueNet, self_play_loss

        self._device, self._rules = device, game().on(device)
        self._net: PolicyValueNet = seeded(config.seed, lambda: PolicyValueNet(config.hidden)).to(device)
        self._memory = memory = _Memory(config.games, config.batch_size, device)
        self._descent = Descent(
            optimizer_of("adam", self._net.parameters(), device, weight_decay=1e-4),
            lambda: self_play_loss(
                self._net, self._rules, memory.batch_codes, memory.batch_shares, memory.batch_results
            ),
            device,
        )
        self._dice = torch.Generator(device).manual_seed(config.seed)
        self._arena_dice = torch.Generator(device).manual_seed(config.seed + 1)
        self._step = 0
        self._loss = RunningMean()
        self._opponent = torch.arange(3, device=device).repeat_interleave(MEETINGS)  # of a game, from either side
        self._judged = torch.zeros(JUDGED_ROUNDS, 2, 3 * MEETINGS, device=device)  # results of the net
        self._shown: tuple[Tensor, Tensor] | None = None  # a board, and the shares of the visits there
        self._alone: dict[str, float] = {}
        self._begin(config.games)

    def _begin(self, games: int) -> None:
        import torch

        from models.nets.tic_tac_toe import EMPTY

        self._ply = 0
        self._boards = torch.full((games,), EMPTY, device=self._device)
        # The net moves first in the games of row 0, second in those of row 1.
        self._arena = torch.full((2, 3 * MEETINGS), EMPTY, device=self._device)

    def take_step(self, config: Config) -> None:
        """Make a move in every game, and learn from some batches."""
        import torch

        with torch.no_grad():
            self._move(config)
            self._ply += 1
            if self._ply == PLIES:
                self._end_round()
        self._step += 1
        for _ in range(config.updates if self._memory.rounds else 0):
            self._memory.draw(torch.rand(config.batch_size, 3, generator=self._dice, device=self._device))
            self._loss.update(self._descent.step(config.learning_rate))

    def _move(self, config: Config) -> None:
        import torch

        from models.nets.tree_search import Search

        games, mine = len(self._boards), self._ply % 2  # the row of the arena in which the net moves now
        search = Search(self._rules, self._net, torch.cat([self._boards, self._arena[mine]]), config.simulations)
        noise = torch.empty(games, 9, device=self._device).exponential_(generator=self._dice)
        search.add_noise(noise, config.noise)  # divided by their sum, these are Dirichlet(1)
        for _ in range(config.simulations):
            search.simulate(config.explore)
        shares = search.shares()
        self._memory.add(self._ply, self._boards, shares[:games])
        self._shown = (self._boards[0].clone(), shares[0].clone())
        drawn = self._drawn(shares[:games] ** (1 / config.temperature), self._dice)
        self._boards = self._moved(self._boards, drawn)
        theirs = self._arena[1 - mine]
        replies = self._drawn(self._rules.moves[self._opponent, theirs], self._arena_dice)
        self._arena[1 - mine] = self._moved(theirs, replies)
        self._arena[mine] = self._moved(self._arena[mine], shares[games:].argmax(dim=1))

    def _drawn(self, weights: Tensor, dice: Generator) -> Tensor:
        """Return moves drawn in proportion to weights (games, 9), by the largest of weight / exponential noise."""
        import torch

        return (weights / torch.empty_like(weights).exponential_(generator=dice)).argmax(dim=1)

    def _moved(self, boards: Tensor, moves: Tensor) -> Tensor:
        import torch

        after = self._rules.after[boards, moves]
        return torch.where(self._rules.over[boards], boards, after)

    def _end_round(self) -> None:
        self._memory.end_round(self._results(self._boards))
        results = self._results(self._arena)
        results[1] *= -1  # there the net moved second
        self._judged[(self._memory.rounds - 1) % JUDGED_ROUNDS] = results
        self._alone = without_search(self._net, self._device)
        self._begin(len(self._boards))

    def _results(self, boards: Tensor) -> Tensor:
        """Return the results of the first player: 1, 0 or -1."""
        stones = (self._rules.boards[boards] != 0).sum(dim=-1)
        return self._rules.lost[boards] * (2.0 * (stones % 2) - 1)  # an odd number: the first player moved last

    def frame(self, config: Config) -> Frame:
        """Return how the last games against the fixed players ended, and what the net thinks of the empty board."""
        scalars = {"value of the empty board": float(self._evaluated()[1]), "loss": self._loss.read()}
        if self._memory.rounds:
            rounds = min(self._memory.rounds, JUDGED_ROUNDS)
            results = self._judged[:rounds].reshape(rounds * 2, 3, MEETINGS)
            lost, drawn, won = ((results == result).float().mean(dim=(0, 2)).tolist() for result in (-1, 0, 1))
            scores = [win + draw / 2 for win, draw in zip(won, drawn, strict=True)]
            scalars |= {f"lost to {name}": share for name, share in zip(NAMES, lost, strict=True)}
            scalars |= {"drawn with perfect": drawn[0], "Elo": elo(scores, rounds * 2 * MEETINGS)}
            scalars |= {f"Elo of {name}": rating for name, rating in zip(NAMES, RATINGS, strict=True)}
            scalars |= self._alone
        return Frame(self._step, finite(scalars), self._pictures)

    def _evaluated(self) -> tuple[Tensor, Tensor]:
        """Return what the net alone says of the empty board: the probability of each move, and the result."""
        import torch

        with torch.no_grad():
            logits, value = self._net(torch.zeros(1, 9, dtype=torch.int64, device=self._device))
        return logits[0].softmax(dim=0), value[0]

    def _pictures(self) -> Pictures:
        chances, _ = self._evaluated()
        board, shares = np.zeros(9, np.int64), np.zeros(9, np.float32)
        if self._shown is not None:
            code, visited = self._shown
            board = self._rules.boards[code].cpu().numpy()
            board = board * (1 - 2 * (np.count_nonzero(board) % 2))  # 1: the player who began
            shares = array_of(visited * self._rules.legal[code])  # 0 where the game is over
        return {
            "visits": shares.reshape(3, 3),
            "stones": tuple({1: "X", -1: "O", 0: ""}[int(stone)] for stone in board),
            "most visited": np.array(divmod(int(shares.argmax()), 3) if shares.any() else (), np.int64),
            "priors": array_of(chances).reshape(3, 3),
            "no stones": ("",) * 9,
            "no arrows": np.full((3, 3), -1),
            "likeliest": np.array(divmod(int(chances.argmax()), 3), np.int64),
        }


# ---------------------------------------------------------------- predictions


def _lost_to_perfect(config: Config, moments: Sequence[Moment]) -> int:
    lost = first_at(moments, "lost to perfect", 270)
    return 0 if lost <= 0.1 else 1 if lost <= 0.25 else 2  # nan: no game was played


def _what_search_adds(config: Config, moments: Sequence[Moment]) -> int:
    more = first_at(moments, "lost to perfect without search", 90) - first_at(moments, "lost to perfect", 90)
    return 0 if more > 0.1 else 2 if more < -0.1 else 1


def _at_the_empty_board(config: Config, moments: Sequence[Moment]) -> int:
    value = first_at(moments, "value of the empty board", 270)
    return 0 if value > 0.1 else 2 if value < -0.1 else 1


READING = r"""
One net gives a **policy** and a **value**. In its games against itself a tree search tries some ways ahead before each
move, guided by PUCT; the net then learns the shares of the search's visits and the results of the games. A step is one
move in every game, nine are a round.

Beside that the net, with its search, plays **fixed players** that it never learns from: *random*; *one step*, which
wins or stops a win if it can; and *perfect*, which nobody beats: a draw is the best there is.

- **Elo** says how strong it is: 400 points more mean that 10 of 11 points are expected. *random* is 0 by definition.
- **Against the perfect player**: rates over the last 192 games at most, and what the net would lose *without search*,
  playing its first idea, worked out exactly.
- **The board** is one game against itself, with the share of visits in each free cell; X began.
- **The empty board**: the net's first ideas, and its value, the result it expects for X. Under perfect play that is 0;
  in self-play, where both still go wrong, X wins more often.
- **Right first ideas** is the share of all 4,520 positions in which the net alone would choose a perfect move.
"""

DEMO = Demo(
    id="self-play-tictactoe",
    topic="rl.planning-with-networks",
    heading="watch-it",
    title="Learning tic-tac-toe from games against itself",
    config=Config,
    train=train,
    plots=(
        Curves(("Elo", *(f"Elo of {name}" for name in NAMES)), "Elo", "rating"),
        Curves(
            ("drawn with perfect", "lost to perfect", "lost to perfect without search"),
            "Against the perfect player",
            "share of games",
            y_limits=(0, 1),
        ),
        GridWorld("visits", "Where the search looked", actions="no arrows", agent="most visited", marks="stones"),
        GridWorld("priors", "First ideas, empty board", "no arrows", "likeliest", "no stones"),
        Curves(("lost to one step", "lost to random"), "Lost to the weaker players", "share of games", y_limits=(0, 1)),
        Curves(("value of the empty board",), "The value of the empty board", "result", y_limits=(-1, 1)),
        Curves(("right first ideas",), "Right first ideas", "share of positions", y_limits=(0, 1)),
        Curves(("error of the values",), "Values against perfect play", "mean error"),
        Curves(("loss",), "Loss", "of policy and value"),
    ),
    predictions=(
        Prediction(
            "At step 270, after 30 rounds: what share of the last games is lost to the perfect player?",
            ("at most 10 %", "10 % to 25 %", "more than 25 %"),
            270,
            _lost_to_perfect,
        ),
        Prediction(
            "At step 90: how much does the net lose to the perfect player without search, next to with it?",
            ("more, by over 10 %", "about as much", "less, by over 10 %"),
            90,
            _what_search_adds,
        ),
        Prediction(
            "At step 270: what result does the net expect of the empty board for the player who begins?",
            ("a lead, above 0.1", "about a draw", "worse than -0.1"),
            270,
            _at_the_empty_board,
        ),
    ),
    source="models.nets.tree_search",
    reading=READING.strip(),
    presets=(
        Preset(
            "Hardly any search",
            "With one simulation the net only learns to repeat its own first ideas: the loss falls to 0, and it still "
            "loses to random players.",
            {"simulations": 1},
        ),
        Preset(
            "More search",
            "48 simulations a move: slower steps, and fewer games are lost from the start.",
            {"simulations": 48},
        ),
        Preset(
            "Large",
            "1,024 games at once, 512 hidden units and 48 simulations: slow on a processor, made for a GPU.",
            {"games": 1024, "hidden": 512, "simulations": 48, "batch_size": 2048},
        ),
    ),
    knob_lines={
        "simulations": ("nodes = len(roots), simulations + 1",),
        "explore": ("bonus = explore",),
        "noise": ("self._prior[:count, 0] = (1 - share)",),
        "hidden": ("nn.Linear(2 * CELLS, hidden)", "self.policy = nn.Linear", "self.value = nn.Linear"),
        "games": ("self._rows = torch.arange(games",),
        "batch_size": ("logits, value = net(game.boards[codes])",),
    },
)
