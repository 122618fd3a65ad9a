"""A small LSTM that answers a question after every symbol, and a look at its gates while it reads."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from models.nets.lstm import LSTM


@dataclass(frozen=True, slots=True)
class Trace:
    """What went on in each unit at each step, each (time, batch, hidden)."""

    input_gate: Tensor
    forget_gate: Tensor
    candidate: Tensor
    output_gate: Tensor
    cell: Tensor
    shown: Tensor  # the hidden state: output gate times tanh(cell)


class Follower(nn.Module):
    """Reads symbols one by one and scores every possible answer after each of them."""

    def __init__(self, symbols: int, hidden: int, answers: int, forget_bias: float) -> None:
        super().__init__()
        self.symbols = symbols
        self.cell = LSTM(symbols, hidden, forget_bias)
        self.head = nn.Linear(hidden, answers)

    def forward(self, text: Tensor) -> Tensor:
        """Return the scores of the answers after each symbol of a text (time, batch)."""
        state, shown = self.cell.start(batch=text.shape[1]), []
        for input_share in self.shares(text):
            state = self.cell(input_share, state)
            shown.append(state[0])  # (batch, hidden)
        scores: Tensor = self.head(torch.stack(shown))  # (time, batch, answers)
        return scores

    def shares(self, text: Tensor) -> Tensor:
        """Return what each symbol adds to the sums in the gates, (time, batch, 4 * hidden)."""
        # A symbol enters as a row of zeros with a single 1: the product picks its column of the weights.
        one_hot = nn.functional.one_hot(text, self.symbols).float()  # (time, batch, symbols)
        shares: Tensor = self.cell.from_input(one_hot)
        return shares

    @torch.no_grad()
    def trace(self, text: Tensor) -> Trace:
        """Return what every gate and cell did while the net read a text (time, batch)."""
        state, steps = self.cell.start(batch=text.shape[1]), []
        for input_share in self.shares(text):
            gates = self.cell.gates(input_share, state[0])
            state = self.cell(input_share, state)
            shown, cell = state
            steps.append(torch.stack([*gates, cell, shown]))  # (6, batch, hidden)
        i, f, g, o, cell, shown = torch.stack(steps, dim=1)
        return Trace(i, f, g, o, cell, shown)


def following(cells: Tensor, answers: Tensor) -> Tensor:
    """Return how closely each unit's cell (time, batch, hidden) goes with the answers: correlations, (hidden,)."""
    cells = cells.flatten(0, 1) - cells.mean(dim=(0, 1))  # (time * batch, hidden)
    wanted = answers.flatten().float() - answers.float().mean()
    lengths = cells.norm(dim=0) * wanted.norm()
    correlations: Tensor = (wanted @ cells) / lengths.clamp(min=1e-12)
    return correlations
