"""The gated recurrent unit: one state, and two gates that decide how much of it is rewritten."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.nets.rnn import State


class GRU(nn.Module):
    """Takes one step in time with a state h, a reset gate r and an update gate z."""

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.from_input = nn.Linear(inputs, 3 * hidden)
        self.from_hidden = nn.Linear(hidden, 3 * hidden)

    def start(self, batch: int) -> State:
        """Return the empty memory that every sequence begins with."""
        return (self.from_hidden.weight.new_zeros(batch, self.hidden),)

    def forward(self, input_share: Tensor, state: State) -> State:
        """Return the next state; ``input_share`` is ``from_input(x)``, (batch, 3 * hidden)."""
        (h,) = state
        input_r, input_z, input_n = input_share.chunk(3, dim=1)  # each (batch, hidden)
        hidden_r, hidden_z, hidden_n = self.from_hidden(h).chunk(3, dim=1)
        r = torch.sigmoid(input_r + hidden_r)  # how much of the past the candidate may see
        z = torch.sigmoid(input_z + hidden_z)  # how much of the past stays as it is
        n = torch.tanh(input_n + r * hidden_n)  # the candidate for the new state
        # A mixture: with z = 1 the state is carried along untouched, and so is the error on its way back.
        return (z * h + (1 - z) * n,)  # (batch, hidden)
