"""Tests of memory: a net reads numbers one by one, and has to add up, or copy, those that carry a mark."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.nets.gru import GRU
from models.nets.lstm import LSTM
from models.nets.rnn import RNN, State

Cell = RNN | LSTM | GRU
MEANS = {"adding": 1.0, "copying": 0.5}  # of the answers to each task


def cells(hidden: int, forget_bias: float) -> list[Cell]:
    """Return one cell of each kind for inputs of two numbers: a value, and its mark."""
    return [RNN(2, hidden), LSTM(2, hidden, forget_bias), GRU(2, hidden)]


class Adder(nn.Module):
    """A recurrent cell that reads the whole sequence, and one number made of its last state."""

    def __init__(self, cell: Cell, mean: float) -> None:
        super().__init__()
        self.cell = cell
        self.head = nn.Linear(cell.hidden, 1)
        nn.init.constant_(self.head.bias, mean)  # of all answers: so much need not be learned

    def forward(self, sequence: Tensor) -> Tensor:
        """Return an answer to each sequence (time, batch, 2)."""
        return self.answer(self.states(sequence)[-1])  # (batch,)

    def states(self, sequence: Tensor) -> list[State]:
        """Return what the cell carries on from every step."""
        state, states = self.cell.start(batch=sequence.shape[1]), []
        for input_share in self.cell.from_input(sequence):  # (batch, gates * hidden)
            state = self.cell(input_share, state)
            states.append(state)
        return states

    def answer(self, state: State) -> Tensor:
        """Return the answer that the net reads off a state."""
        total: Tensor = self.head(state[0])  # (batch, hidden) -> (batch, 1)
        return total.squeeze(1)


def squared_error(answers: Tensor, truth: Tensor) -> Tensor:
    """Return the mean squared error; whoever always says the mean of all answers has their variance."""
    return (answers - truth).square().mean()


def gradient_by_step(net: Adder, sequence: Tensor, truth: Tensor) -> Tensor:
    """Return how strongly the error depends on the memory after each step: the norms of its gradients, (time,)."""
    states = net.states(sequence)
    memories = [state[-1] for state in states]  # h, or for the LSTM c, which is what it carries along
    gradients = torch.autograd.grad(squared_error(net.answer(states[-1]), truth), memories)
    return torch.stack([gradient.norm() for gradient in gradients])


def problems(task: str, count: int, length: int, dice: torch.Generator) -> tuple[Tensor, Tensor]:
    """Return sequences (length, count, 2) of values and marks, and the sums of the marked values (count,).

    Values are drawn evenly from 0 to 1. For "adding" one is marked in the first half and one in the second half; for
    "copying" only the very first one is, and all others have to be passed over.
    """
    values = torch.rand(length, count, generator=dice)
    marked = torch.zeros(1, count, dtype=torch.int64)
    if task == "adding":
        half = length // 2
        first = torch.randint(0, half, (1, count), generator=dice)
        second = torch.randint(half, length, (1, count), generator=dice)
        marked = torch.cat([first, second])  # (2, count)
    marks = torch.zeros(length, count).scatter_(0, marked, 1.0)
    return torch.stack([values, marks], dim=2), (values * marks).sum(dim=0)
