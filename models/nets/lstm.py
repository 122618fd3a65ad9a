"""The long short-term memory cell: a memory that is scaled and added to, behind three gates."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.nets.rnn import State


class LSTM(nn.Module):
    """Takes one step in time with a memory c, what is shown of it h, and gates i (input), f (forget), o (output)."""

    def __init__(self, inputs: int, hidden: int, forget_bias: float = 1.0) -> None:
        super().__init__()
        self.hidden = hidden
        self.from_input = nn.Linear(inputs, 4 * hidden)
        self.from_hidden = nn.Linear(hidden, 4 * hidden, bias=False)
        # Forget gates begin mostly open: sigmoid(1) = 0.73 keeps memories, and their gradients, alive from the start.
        nn.init.constant_(self.from_input.bias[hidden : 2 * hidden], forget_bias)

    def start(self, batch: int) -> State:
        """Return the empty memory that every sequence begins with: h and c."""
        nothing = self.from_hidden.weight.new_zeros(batch, self.hidden)
        return nothing, nothing

    def forward(self, input_share: Tensor, state: State) -> State:
        """Return the next h and c; ``input_share`` is ``from_input(x)``, (batch, 4 * hidden)."""
        h, c = state
        i, f, g, o = self.gates(input_share, h)
        # The old memory never passes through weights: where f is near 1, errors travel back undiminished.
        c = f * c + i * g  # (batch, hidden)
        return o * torch.tanh(c), c

    def gates(self, input_share: Tensor, h: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return i, f, g and o, each (batch, hidden): three gates between 0 and 1, and the candidate g."""
        i, f, g, o = (input_share + self.from_hidden(h)).chunk(4, dim=1)
        i = torch.sigmoid(i)  # how much of the new is written
        f = torch.sigmoid(f)  # how much of the old is kept
        o = torch.sigmoid(o)  # how much of the memory is shown
        g = torch.tanh(g)  # what would be written
        return i, f, g, o
