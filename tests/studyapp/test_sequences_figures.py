"""What the sequences shelf's figures draw is what torch's recurrent cells compute."""

from __future__ import annotations

import math

import pytest
import torch

from studyapp.figures.sequences import (
    forget_gates,
    gradients_through_time,
    gru_cell,
    gru_mixes,
    lstm_cell,
    rnn_unrolled,
)
from tests.studyapp.drawn_words import words


def one(*values: float) -> torch.Tensor:
    return torch.tensor([values], dtype=torch.float64)


def logit(share: float) -> float:
    return math.log(share / (1 - share))


def zeroed(cell: torch.nn.RNNCellBase) -> torch.nn.RNNCellBase:
    """Return a cell in double precision with all its weights and biases 0."""
    for parameter in cell.double().parameters():
        torch.nn.init.zeros_(parameter)
    return cell.requires_grad_(False)


def test_the_unrolled_states_are_those_of_an_rnn_cell() -> None:
    cell = zeroed(torch.nn.RNNCell(1, 1))
    cell.weight_ih.fill_(rnn_unrolled.INPUT_WEIGHT)
    cell.weight_hh.fill_(rnn_unrolled.STATE_WEIGHT)
    state, states = one(0), [0.0]
    for x in rnn_unrolled.INPUTS:
        state = cell(one(x), state)
        states.append(state.item())
    assert rnn_unrolled.states() == pytest.approx(states)
    assert all(f"= {value:.3f}" in words(rnn_unrolled.FIGURE) for value in states[1:])


@pytest.mark.parametrize("case", gradients_through_time.CASES)
def test_slopes_through_time_are_those_of_autograd(case: gradients_through_time.Case) -> None:
    start = torch.tensor(gradients_through_time.START, dtype=torch.float64, requires_grad=True)
    state, slopes = start, [1.0]
    for _ in range(gradients_through_time.STEPS):
        state = torch.tanh(case.weight * state) if case.curved else case.weight * state
        slopes.append(torch.autograd.grad(state, start, retain_graph=True)[0].item())
    assert gradients_through_time.slopes(case) == pytest.approx(slopes)
    assert f"{case.name}: {slopes[-1]:.2g}" in words(gradients_through_time.FIGURE)


def test_the_lstm_step_is_that_of_an_lstm_cell() -> None:
    cell = zeroed(torch.nn.LSTMCell(1, 1))
    sums = (logit(lstm_cell.WRITE), logit(lstm_cell.FORGET), math.atanh(lstm_cell.CANDIDATE), logit(lstm_cell.OUT))
    cell.bias_ih.copy_(one(*sums)[0])
    hidden, memory = cell(one(0), (one(0), one(lstm_cell.BEFORE)))
    assert hidden.item() == pytest.approx(lstm_cell.HIDDEN)
    assert memory.item() == pytest.approx(lstm_cell.CELL)
    assert f"{hidden.item():.3f}" in words(lstm_cell.FIGURE) and f"{memory.item():.2f}" in words(lstm_cell.FIGURE)


def test_half_of_the_memory_is_left_where_the_dots_are() -> None:
    for gate in forget_gates.GATES:
        assert gate ** forget_gates.half_life(gate) == pytest.approx(0.5)
        assert f"f = {gate:g}: half is left after {forget_gates.half_life(gate):.2g}" in words(forget_gates.FIGURE)


def gru(update: float, *, reset: float, from_input: float, from_state: float, before: float) -> float:
    """Return the next state of a torch GRU cell whose gates and sums are given."""
    cell = zeroed(torch.nn.GRUCell(1, 1))
    cell.bias_ih.copy_(one(logit(reset), logit(update), from_input)[0])
    cell.bias_hh.copy_(one(0, 0, from_state)[0])
    return float(cell(one(0), one(before)).item())


def test_the_gru_step_is_that_of_a_gru_cell() -> None:
    after = gru(
        gru_cell.UPDATE,
        reset=gru_cell.RESET,
        from_input=gru_cell.FROM_INPUT,
        from_state=gru_cell.FROM_STATE,
        before=gru_cell.BEFORE,
    )
    assert after == pytest.approx(gru_cell.AFTER)
    assert f"{after:.3f}" in words(gru_cell.FIGURE)


def test_the_mix_of_pytorch_is_the_one_that_is_called_so() -> None:
    inside = math.atanh(gru_mixes.CANDIDATE)
    after = gru(gru_mixes.UPDATE, reset=0.5, from_input=inside, from_state=0, before=gru_mixes.BEFORE)
    assert gru_mixes.mixed_states(keeps=True) == pytest.approx(after)
    assert gru_mixes.mixed_states(keeps=False) != pytest.approx(after)
    assert f"{gru_mixes.mixed_states(keeps=False):.1f}".replace("-", "−") in words(gru_mixes.FIGURE)
