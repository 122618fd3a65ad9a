"""The gates that are shown make the cell that is shown, the answers are right, and correlations are numpy's."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from models.loop import seeded
from models.nets.lstm_gates import Follower, following
from models.nets.symbol_tasks import MOST, TASKS


def dice(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def right_answers(task: str, text: str) -> list[int]:
    """Return the answers as one would find them by looking back over the text, for texts that stay below the most."""
    answers = []
    for end in range(1, len(text) + 1):
        read = text[:end]
        match task:
            case "brackets":
                answers.append(read.count("(") - read.count(")"))
            case "counter":
                answers.append(read.rpartition("r")[2].count("+"))
            case _:
                answers.append(int(read.rstrip(".")[-1:] or 0))
    return answers


@pytest.mark.parametrize(
    ("task", "text"),
    [
        *(("brackets", text) for text in ("(.)", "((())).(.)", "((((()))))")),
        *(("counter", text) for text in ("r++.+r.+", "..r+", "+++++r+++++")),
        *(("last bit", text) for text in ("...1..0.1", "0", "11..00..")),
        *((name, task.example) for name, task in TASKS.items()),
    ],
)
def test_the_right_answers_are_those_found_by_looking_back(task: str, text: str) -> None:
    assert TASKS[task].truth(TASKS[task].read(text)[:, None])[:, 0].tolist() == right_answers(task, text)


def test_brackets_and_counter_stop_at_their_ends() -> None:
    assert TASKS["brackets"].truth(TASKS["brackets"].read(")(((((((")[:, None])[-1].item() == MOST
    assert TASKS["counter"].truth(TASKS["counter"].read("+" * 9)[:, None])[-1].item() == MOST


def test_symbols_of_other_alphabets_are_skipped_and_without_any_there_is_an_example() -> None:
    task = TASKS["last bit"]
    assert task.read("0a(1 \n.").tolist() == [0, 1, 2]
    assert task.read("abc").tolist() == task.read(task.example).tolist()


@pytest.mark.parametrize("task", TASKS)
def test_symbols_come_as_often_as_their_chances_say(task: str) -> None:
    texts = TASKS[task].texts(2000, 10, dice(0))
    shares = texts.flatten().bincount(minlength=3) / texts.numel()
    assert shares.tolist() == pytest.approx(TASKS[task].chances, abs=0.015)


def test_the_traced_gates_make_the_traced_cell_and_the_answers_come_from_what_is_shown() -> None:
    net = seeded(0, lambda: Follower(symbols=3, hidden=5, answers=6, forget_bias=1.0))
    texts = torch.randint(3, (7, 4), generator=dice(1))
    trace = net.trace(texts)
    before = torch.cat([torch.zeros(1, 4, 5), trace.cell[:-1]])
    torch.testing.assert_close(trace.cell, trace.forget_gate * before + trace.input_gate * trace.candidate)
    torch.testing.assert_close(trace.shown, trace.output_gate * trace.cell.tanh())
    torch.testing.assert_close(net.head(trace.shown), net(texts).detach())


def test_how_closely_a_cell_follows_is_numpys_correlation() -> None:
    cells = torch.randn(6, 5, 3, generator=dice(2))
    cells[..., 2] = 1.0  # a unit that never changes follows nothing
    answers = torch.randint(6, (6, 5), generator=dice(3))
    wanted = [np.corrcoef(cells[..., unit].flatten(), answers.flatten())[0, 1] for unit in (0, 1)]
    assert following(cells, answers).tolist() == pytest.approx([*wanted, 0.0], abs=1e-5)
