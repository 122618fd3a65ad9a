"""Adding and copying are what they say, and gradients by step are those that autograd gives for each memory."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from models.loop import seeded
from models.nets.long_memory import MEANS, Adder, cells, gradient_by_step, problems, squared_error
from models.nets.lstm import LSTM

LENGTHS = (4, 7, 30)


def dice(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def adders(hidden: int = 5) -> list[Adder]:
    return seeded(3, lambda: [Adder(cell, 1.0) for cell in cells(hidden, 1.0)])


@pytest.mark.parametrize("length", LENGTHS)
def test_two_numbers_are_marked_one_in_each_half_and_the_answer_is_their_sum(length: int) -> None:
    sequences, answers = problems("adding", 200, length, dice(length))
    values, marks = sequences.unbind(dim=2)
    half = length // 2
    assert torch.equal(marks[:half].sum(dim=0), torch.ones(200))
    assert torch.equal(marks[half:].sum(dim=0), torch.ones(200))
    for one, where, answer in zip(values.T, marks.T, answers, strict=True):
        assert answer == pytest.approx(sum(one[where == 1].tolist()))


@pytest.mark.parametrize("length", LENGTHS)
def test_the_very_first_number_is_marked_and_is_the_answer_where_it_is_to_be_copied(length: int) -> None:
    sequences, answers = problems("copying", 200, length, dice(length))
    values, marks = sequences.unbind(dim=2)
    assert torch.equal(marks[0], torch.ones(200))
    assert not marks[1:].any()
    assert torch.equal(answers, values[0])


@pytest.mark.parametrize(("task", "variance"), [("adding", 1 / 6), ("copying", 1 / 12)])
def test_always_saying_the_mean_has_the_variance_of_the_answers_as_error(task: str, variance: float) -> None:
    _, answers = problems(task, 100_000, 10, dice(0))
    assert squared_error(torch.full((100_000,), MEANS[task]), answers).item() == pytest.approx(variance, rel=0.02)


def error_after_push(net: Adder, problem: tuple[Tensor, Tensor], at: int, push: Tensor) -> Tensor:
    """Return the error when the memory is pushed right after one step."""
    sequence, answers = problem
    state = net.cell.start(1)
    for step, share in enumerate(net.cell.from_input(sequence)):
        before, state = state, net.cell(share, state)
        if step == at and isinstance(net.cell, LSTM):  # what it shows of c is pushed with it
            *_, o = net.cell.gates(share, before[0])
            state = (o * torch.tanh(state[1] + push), state[1] + push)
        elif step == at:
            state = (state[0] + push,)
    return squared_error(net.answer(state), answers)


@pytest.mark.parametrize("net", adders(), ids=["rnn", "lstm", "gru"])
def test_the_gradient_by_step_is_how_the_error_answers_to_a_push_on_that_memory(net: Adder) -> None:
    problem = problems("adding", 1, 6, dice(1))
    expected = []
    for at in range(6):
        push = torch.zeros(1, 5, requires_grad=True)
        (gradient,) = torch.autograd.grad(error_after_push(net, problem, at, push), push)
        expected.append(gradient.norm())
    torch.testing.assert_close(gradient_by_step(net, *problem), torch.stack(expected))


def test_the_forget_gates_begin_where_they_are_told() -> None:
    _, lstm, _ = cells(4, -3.0)
    assert lstm.from_input.bias[4:8].tolist() == [-3.0] * 4
