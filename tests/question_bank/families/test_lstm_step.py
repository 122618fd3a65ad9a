"""One step of an LSTM against torch's own cell, with the parameters read from the prompt."""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest
import torch
from torch import Tensor, nn

from question_bank.exercise import Exercise, Verdict
from question_bank.gradients.sheet import Sheet
from question_bank.grading import grade
from question_bank.recurrent.layout import Layout
from question_bank.recurrent.lstm import state_rules
from tests.question_bank.families.cells_told import (
    Weights,
    fill,
    inputs,
    number,
    state,
    tensor,
    told_weights,
)
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import answers
from tests.question_bank.once import once

FAMILY = once("lstm-step")
SEEDS = range(220)
LETTERS = "ifgo"


def opened(gates: dict[str, float]) -> Weights:
    """Return parameters under which the gates have these values, whatever comes in."""
    biases = [math.atanh(gates[each]) if each == "g" else math.log(gates[each] / (1 - gates[each])) for each in LETTERS]
    return Weights(torch.zeros(4, 1).double(), torch.zeros(4, 1).double(), tensor(biases))


def stepped(weights: Weights, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return the gates that torch's functions give, and the states that its cell gives."""
    units = h.shape[1]
    cell = nn.LSTMCell(1, units, dtype=torch.float64)
    fill(cell, weights)
    with torch.no_grad():
        sums = (x @ weights.of_x.T + h @ weights.of_h.T + weights.bias).reshape(4, units)
        gates = torch.stack([sums[0].sigmoid(), sums[1].sigmoid(), sums[2].tanh(), sums[3].sigmoid()])
        after, memory = cell(x, (h, c))
    return gates, after, memory


def expected(exercise: Exercise) -> list[float]:
    """Return what torch says to every part of an exercise with weights, cell by cell."""
    prompt = exercise.prompt
    weights, h, c = told_weights(prompt, LETTERS), state(prompt, "h"), state(prompt, "c")
    kept, values = 1.0, []
    steps = inputs(prompt)
    for x in steps:
        gates, h, c = stepped(weights, x, h, c)
        kept *= gates[1][0].item()
        order = (0, 1, 3, 2) if exercise.parts[0].prompt.startswith("What are the gates") else (0, 1, 2, 3)
        values += [*gates[list(order)].flatten().tolist(), *c[0].tolist(), *h[0].tolist()]
    return values if len(steps) == 1 else [*values, kept]


def test_known_numbers_come_out() -> None:
    known = {"i1.1": 0.5, "f1.1": 0.6570, "g1.1": 0.5005, "o1.1": 0.6570, "c1.0": 0.2}
    sheet = Sheet(state_rules(Layout()), known)
    assert sheet.values(("c1.1", "h1.1")) == pytest.approx((0.3817, 0.2393), abs=1e-4)


def test_a_step_from_gates_or_sums_is_that_of_torch() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        prompt = exercise.prompt
        if "$a_i = " in prompt:
            sums = [number(prompt, f"a_{letter}") for letter in LETTERS]
            weights = opened(dict.fromkeys(LETTERS, 0.5))._replace(bias=tensor(sums))
        else:
            weights = opened({letter: number(prompt, f"{letter}_t") for letter in LETTERS})
        zero = torch.zeros(1, 1).double()
        _, h, c = stepped(weights, zero, zero, state(prompt, "c"))
        assert answers(exercise) == pytest.approx([c.item(), h.item()]), prompt
        seen["sums" if "$a_i = " in prompt else "gates"] += 1
    assert min(seen.values()) > 80 and len(seen) == 2


@pytest.mark.parametrize("difficulty", [2, 3])
def test_steps_from_weights_are_those_of_torch(difficulty: int) -> None:
    ways: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        if "What is the forget gate" in exercise.parts[0].prompt:
            continue
        assert answers(exercise) == pytest.approx(expected(exercise)), exercise.prompt
        for way in ("nn.LSTMCell", "aligned", "| --- |", "W_i = "):
            ways[way] += way in exercise.prompt
    assert sum(ways.values()) > 120
    assert min(ways[way] for way in ("nn.LSTMCell", "aligned", "| --- |")) > 20
    assert (ways["W_i = "] > 20) is (difficulty == 3)


def test_a_sought_forget_gate_leads_to_the_given_state() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        prompt = exercise.prompt
        if "What is the forget gate" not in exercise.parts[0].prompt:
            continue
        forget, hidden = answers(exercise)
        gates = {"f": forget} | {letter: number(prompt, f"{letter}_t") for letter in "igo"}
        zero = torch.zeros(1, 1).double()
        _, h, c = stepped(opened(gates), zero, zero, state(prompt, "c"))
        assert (c.item(), h.item()) == pytest.approx((number(prompt, "c_t"), hidden)), prompt
        seen += 1
    assert seen > 30


def followed(exercise: Exercise, off: float) -> list[str]:
    """Return replies whose first gates are off by a little, and in which everything after follows from them."""
    prompt, values = exercise.prompt, []
    weights, h, c = told_weights(prompt, LETTERS), state(prompt, "h"), state(prompt, "c")
    kept = torch.ones(1).double()
    for x in inputs(prompt):
        gates, *_ = stepped(weights, x, h, c)
        gates = gates + off
        off = 0.0
        i, f, g, o = gates
        c = f * c + i * g
        h = o * torch.tanh(c)
        kept = kept * f
        values += [*gates, c[0], h[0]]
    per_part = [", ".join(f"{cell:.6f}" for cell in value.tolist()) for value in values]
    if len(exercise.parts) == 6:
        return per_part
    first, second = (", ".join(per_part[at : at + 4]) for at in (0, 6))
    return [first, *per_part[4:6], second, *per_part[10:], f"{kept.item():.6f}"]


def test_what_follows_from_wrong_gates_earns_full_marks() -> None:
    seen: Counter[int] = Counter()
    for seed in range(120):
        exercise = FAMILY.generate(seed, 3)
        count = len(exercise.parts)
        assert all(each.verdict is Verdict.RIGHT for each in grade(exercise, followed(exercise, 0.0)))
        wrong = 4 if count == 6 else 1  # parts that ask for the first gates
        graded = grade(exercise, followed(exercise, 0.08))
        assert [each.score for each in graded] == [0] * wrong + [1] * (count - wrong), exercise.prompt
        seen[count] += graded[wrong].carried and graded[-1].carried
    assert min(seen.values()) > 35 and len(seen) == 2


def test_a_forgotten_tanh_and_swapped_gates_are_recognised() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        prompt = exercise.prompt
        if "$f_t = " not in prompt:
            continue
        i, f, g, o = (number(prompt, f"{letter}_t") for letter in LETTERS)
        before, (cell, _) = state(prompt, "c").item(), answers(exercise)
        graded = grade(exercise, [f"{i * before + f * g:.6f}", f"{o * cell:.6f}"])
        for each, word in zip(graded, ("swapped", "left out the tanh"), strict=True):
            if each.misconception and word in each.misconception.why:
                seen[word] += 1
        # An output gate times the candidate was once printed in a script.
        (_, last) = grade(exercise, [exercise.parts[0].answer.show(), f"{o * g:.6f}"])
        seen["candidate"] += bool(last.misconception and "let out the candidate" in last.misconception.why)
    assert min(seen.values()) > 70 and len(seen) == 3


def test_a_sigmoid_in_place_of_the_tanh_of_the_candidate_is_recognised() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if len(exercise.parts) != 4:
            continue
        candidate = answers(exercise)[3]
        sigmoid = torch.sigmoid(torch.atanh(torch.tensor(candidate).double())).item()
        replies = [part.answer.show() for part in exercise.parts]
        graded = grade(exercise, [replies[0], f"{sigmoid:.6f}", *replies[2:]])[1]
        assert graded.misconception and "took the sigmoid" in graded.misconception.why
        seen += 1
    assert seen > 100


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips_and_no_exercise_comes_twice(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(300)]
    assert min(len(part.misconceptions) for exercise in exercises for part in exercise.parts) >= 3
    assert len({exercise.prompt for exercise in exercises}) == 300


def test_the_prompt_says_which_formulas_hold() -> None:
    for difficulty in FAMILY.difficulties:
        for seed in range(60):
            prompt = FAMILY.generate(seed, difficulty).prompt
            assert re.search(r"h_t = o_t \\(?:cdot|odot) \\tanh\(c_t\)", prompt)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
