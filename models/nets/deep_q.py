"""A deep Q-network: the net, its replay memory, and the loss of a batch."""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from torch.nn import functional


class QNet(nn.Module):
    """Gives the value of each action in a state."""

    def __init__(self, hidden: int, *, inputs: int = 4, actions: int = 2) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(inputs, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, actions),  # linear: a value may be any number
        )

    def forward(self, states: Tensor) -> Tensor:
        """Return Q(s, a) for every action: (batch, 4) -> (batch, 2)."""
        values: Tensor = self.layers(states)
        return values


class Memory:
    """The last transitions; whole rows of carts are written over the oldest."""

    def __init__(self, capacity: int, device: str) -> None:
        self.states = torch.zeros(capacity, 4, device=device)  # s
        self.actions = torch.zeros(capacity, dtype=torch.int64, device=device)  # a
        self.rewards = torch.zeros(capacity, device=device)  # r
        self.next_states = torch.zeros(capacity, 4, device=device)  # s'
        self.terminal = torch.zeros(capacity, device=device)  # 1 where the episode ended in the next state
        self.capacity, self.filled, self._next = capacity, 0, 0

    def add(self, states: Tensor, actions: Tensor, rewards: Tensor, next_states: Tensor, terminal: Tensor) -> None:
        """Remember one step of every cart."""
        here = slice(self._next, self._next + len(states))
        self.states[here], self.actions[here], self.rewards[here] = states, actions, rewards
        self.next_states[here], self.terminal[here] = next_states, terminal
        self._next = here.stop if here.stop + len(states) <= self.capacity else 0
        self.filled = max(self.filled, here.stop)

    def random(self, dice: Tensor) -> Tensor:
        """Return rows chosen by numbers in [0, 1)."""
        return (dice * self.filled).long()

    def newest(self, count: int) -> Tensor:
        """Return the rows written last."""
        rows = torch.arange(self._next - count, self._next, device=self.states.device)
        return rows % self.filled


def td_loss(nets: tuple[QNet, QNet], memory: Memory, rows: Tensor, gamma: Tensor, *, huber: bool) -> Tensor:
    """Return the loss of the online net (the first of the two); the target net makes the targets."""
    online, target = nets
    with torch.no_grad():  # targets count as constants
        ahead = target(memory.next_states[rows]).max(dim=1).values  # (batch,)
        goal = memory.rewards[rows] + gamma * (1 - memory.terminal[rows]) * ahead  # r alone where s' is terminal
    values = online(memory.states[rows]).gather(1, memory.actions[rows, None])[:, 0]  # of the actions taken: (batch,)
    return functional.huber_loss(values, goal) if huber else functional.mse_loss(values, goal)


def copy_weights(online: QNet, target: QNet) -> None:
    """Make the target net equal to the online net."""
    with torch.no_grad():
        for mine, theirs in zip(target.parameters(), online.parameters(), strict=True):
            mine.copy_(theirs)


def twin(net: QNet) -> QNet:
    """Return a copy of a net that is never trained."""
    return copy.deepcopy(net).requires_grad_(False)
