"""The plain recurrent cell: one state, rewritten at every step."""

from __future__ import annotations

import torch
from torch import Tensor, nn

State = tuple[Tensor, ...]
"""What a cell carries from one step to the next, each (batch, hidden); the first is what the rest of the net sees."""


class RNN(nn.Module):
    """Takes one step in time: h ← tanh(W x + U h + b)."""

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.from_input = nn.Linear(inputs, hidden)
        self.from_hidden = nn.Linear(hidden, hidden, bias=False)

    def start(self, batch: int) -> State:
        """Return the empty memory that every sequence begins with."""
        return (self.from_hidden.weight.new_zeros(batch, self.hidden),)

    def forward(self, input_share: Tensor, state: State) -> State:
        """Return the next state; ``input_share`` is ``from_input(x)``, (batch, hidden)."""
        (h,) = state
        # At every step the past goes through the same weights again: it fades or grows with each of them.
        return (torch.tanh(input_share + self.from_hidden(h)),)  # (batch, hidden)
