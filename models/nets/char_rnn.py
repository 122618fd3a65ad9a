"""A character model: reads a text letter by letter and says what may come next."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.nets.gru import GRU
from models.nets.lstm import LSTM
from models.nets.rnn import RNN, State

Cell = RNN | LSTM | GRU
CELLS: dict[str, type[Cell]] = {"rnn": RNN, "lstm": LSTM, "gru": GRU}


class CharRNN(nn.Module):
    """A row of numbers for each character, a recurrent cell, and a score for each character that may follow."""

    def __init__(self, characters: int, hidden: int, cell: str) -> None:
        super().__init__()
        self.embedding = nn.Embedding(characters, hidden)
        self.cell: Cell = CELLS[cell](hidden, hidden)
        self.head = nn.Linear(hidden, characters)

    def forward(self, text: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Return the logits of the next character after every character, and the state after the last one."""
        if state is None:
            state = self.cell.start(batch=text.shape[1])
        letters = self.embedding(text)  # (time, batch) -> (time, batch, hidden)
        seen = []
        # The letters are all known: their share is one large product. The states have to wait for each other.
        for input_share in self.cell.from_input(letters):
            state = self.cell(input_share, state)
            seen.append(state[0])  # (batch, hidden)
        return self.head(torch.stack(seen)), state  # (time, batch, characters)


@torch.inference_mode()
def write(net: CharRNN, prompt: Tensor, length: int, temperature: float, dice: torch.Generator) -> Tensor:
    """Return ``length`` characters that the net puts after the prompt, each drawn from softmax(logits / temperature).

    The largest of logits / temperature + Gumbel noise falls on each character with exactly its softmax probability:
    a draw without computing a single probability.
    """
    noise = -torch.empty(length, net.head.out_features).exponential_(generator=dice).log()  # (length, characters)
    logits, state = net(prompt[:, None])  # (prompt, 1, characters)
    written = []
    for gumbel in noise.to(logits.device):
        character = (logits[-1] / temperature + gumbel).argmax(dim=1)  # (1,)
        written.append(character)
        logits, state = net(character[None], state)  # (1, 1, characters)
    return torch.cat(written)
