"""The hand-written cells against torch's own, and the writing against the softmax it promises to draw from."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn

from models.loop import seeded
from models.nets.char_rnn import CharRNN, write
from models.nets.gru import GRU
from models.nets.lstm import LSTM
from models.nets.rnn import RNN

TIME, BATCH, INPUTS, HIDDEN = 7, 3, 5, 4
SEEDS = (0, 1, 2)


def sequence(seed: int) -> Tensor:
    """Return inputs (time, batch, inputs)."""
    return torch.randn(TIME, BATCH, INPUTS, generator=torch.Generator().manual_seed(seed))


def states_of(cell: RNN | GRU | LSTM, inputs: Tensor) -> Tensor:
    """Return the state h after every step, (time, batch, hidden)."""
    state, states = cell.start(BATCH), []
    for input_share in cell.from_input(inputs):
        state = cell(input_share, state)
        states.append(state[0])
    return torch.stack(states)


def take_weights(cell: RNN | GRU | LSTM, oracle: nn.RNNCellBase) -> None:
    """Give the cell the weights of torch's; where ours has one bias, it is the sum of torch's two."""
    with torch.no_grad():
        cell.from_input.weight.copy_(oracle.weight_ih)
        cell.from_hidden.weight.copy_(oracle.weight_hh)
        if isinstance(cell, GRU):
            cell.from_input.bias.copy_(oracle.bias_ih)
            cell.from_hidden.bias.copy_(oracle.bias_hh)
        else:
            cell.from_input.bias.copy_(oracle.bias_ih + oracle.bias_hh)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("ours", "theirs"), [(RNN, nn.RNNCell), (GRU, nn.GRUCell)], ids=["rnn", "gru"])
def test_a_cell_with_one_state_is_torchs(
    ours: type[RNN | GRU], theirs: type[nn.RNNCell | nn.GRUCell], seed: int
) -> None:
    cell, oracle = ours(INPUTS, HIDDEN), seeded(seed, lambda: theirs(INPUTS, HIDDEN))
    take_weights(cell, oracle)
    h, states = torch.zeros(BATCH, HIDDEN), []
    for inputs in sequence(seed):
        h = oracle(inputs, h)
        states.append(h)
    torch.testing.assert_close(states_of(cell, sequence(seed)), torch.stack(states))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_memory_cell_is_torchs_lstm(seed: int) -> None:
    cell, oracle = LSTM(INPUTS, HIDDEN), seeded(seed, lambda: nn.LSTMCell(INPUTS, HIDDEN))
    take_weights(cell, oracle)
    h, c, states = torch.zeros(BATCH, HIDDEN), torch.zeros(BATCH, HIDDEN), []
    for inputs in sequence(seed):
        h, c = oracle(inputs, (h, c))
        states.append(h)
    torch.testing.assert_close(states_of(cell, sequence(seed)), torch.stack(states))


def net_of(cell: str) -> CharRNN:
    """Return a small net for six characters."""
    return seeded(4, lambda: CharRNN(characters=6, hidden=8, cell=cell))


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_reading_a_text_in_two_parts_is_reading_it_in_one(cell: str) -> None:
    net = net_of(cell)
    text = torch.randint(6, (9, 2), generator=torch.Generator().manual_seed(0))
    whole, _ = net(text)
    first, state = net(text[:4])
    second, _ = net(text[4:], state)
    torch.testing.assert_close(torch.cat([first, second]), whole)


def net_that_always_thinks(logits: Tensor) -> CharRNN:
    """Return a net whose logits are the same after any text."""
    net = CharRNN(characters=len(logits), hidden=8, cell="rnn")
    with torch.no_grad():
        net.head.weight.zero_()
        net.head.bias.copy_(logits)
    return net


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_letters_are_drawn_as_often_as_the_softmax_says(temperature: float) -> None:
    logits, draws = torch.tensor([1.0, 0.0, -1.0]), 4_000
    dice = torch.Generator().manual_seed(0)
    written = write(net_that_always_thinks(logits), torch.tensor([0]), draws, temperature, dice)
    powers = [math.exp(logit / temperature) for logit in logits.tolist()]
    for letter, power in enumerate(powers):
        chance = power / sum(powers)
        four_deviations = 4 * math.sqrt(chance * (1 - chance) / draws)
        assert abs((written == letter).float().mean().item() - chance) < four_deviations


def test_at_a_low_temperature_the_likeliest_letter_is_written() -> None:
    net = net_of("gru")
    text = torch.tensor([1, 4, 2])
    written = write(net, text, 5, 1e-4, torch.Generator().manual_seed(3))
    for letter in written:
        logits, _ = net(text[:, None])
        assert letter == logits[-1, 0].argmax()
        text = torch.cat([text, letter[None]])


def test_the_same_dice_write_the_same_text() -> None:
    net = net_of("lstm")
    first, again, other = (write(net, torch.tensor([0]), 40, 1.0, torch.Generator().manual_seed(s)) for s in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
