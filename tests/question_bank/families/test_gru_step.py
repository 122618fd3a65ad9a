"""One step of a GRU against torch's own cell, with the parameters read from the prompt."""

from __future__ import annotations

import ast
import math
import re
from collections import Counter

import pytest
import torch
from torch import Tensor, nn

from question_bank.exercise import Exercise, Verdict
from question_bank.gradients.sheet import Sheet
from question_bank.grading import grade
from question_bank.recurrent.gru import BOOK, TORCH, Convention, state_rules
from question_bank.recurrent.layout import Layout
from tests.question_bank.families.cells_told import (
    NUMBER,
    Weights,
    coefficient,
    constant,
    equation,
    fill,
    inputs,
    matrix,
    number,
    state,
    tensor,
    told_weights,
)
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import answers
from tests.question_bank.once import once

FAMILY = once("gru-step")
SEEDS = range(220)
LETTERS = "rzn"


def is_torch(prompt: str) -> bool:
    """Read from the formula which convention holds."""
    keeps = bool(re.search(r"\(1 - z_t\) \\(?:cdot|odot) n_t \+ z_t \\(?:cdot|odot) h_{t-1}", prompt))
    assert keeps is not bool(re.search(r"\(1 - z_t\) \\cdot h_{t-1} \+ z_t \\cdot n_t", prompt))
    assert ("This is how PyTorch mixes" in prompt) is keeps
    return keeps


def told(prompt: str) -> tuple[Weights, Tensor]:
    """Return all parameters as torch wants them, the inner biases last."""
    if r"\begin{aligned}" not in prompt:
        weights = told_weights(prompt, LETTERS)
        return weights, inner_biases(prompt, len(weights.bias))
    gates, candidate = told_weights(prompt, "rz"), equation(prompt, "n")
    if is_torch(prompt):
        outer, inner = re.findall(r"^(.+) \+ r_t \\cdot \((.+)\)$", candidate)[0]
        row = coefficient(inner, "h_{t-1}"), constant(outer), constant(inner)
    else:
        plain = candidate.replace(r"(r_t \cdot h_{t-1})", "h_{t-1}")
        row = coefficient(plain, "h_{t-1}"), constant(plain), 0.0
    u, b, last = row
    w = coefficient(candidate, "x_t")
    stacked = (
        torch.cat((gates.of_x, tensor([[w]]))),
        torch.cat((gates.of_h, tensor([[u]]))),
        torch.cat((gates.bias, tensor([b]))),
    )
    return Weights(*stacked), tensor([0.0, 0.0, last])


def inner_biases(prompt: str, rows: int) -> Tensor:
    """Return the biases beside the weights of h: those of both gates are 0."""
    if "nn." in prompt:
        return tensor(ast.literal_eval(re.findall(r"# bias_hh: +(\[.+\])", prompt)[0]))
    if "b_{hn} = \\begin" in prompt:
        last = [value for (value,) in matrix(prompt, "b_{hn}")]
    else:
        last = [float(found) for found in re.findall(rf"b_{{hn}} = {NUMBER}", prompt)] or [0.0]
    return tensor([0.0] * (rows - len(last)) + last)


def stepped(
    prompt: str, weights: Weights, inner: Tensor, x: Tensor, h: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return reset gate, update gate and candidate, and the state that torch's cell gives."""
    units = h.shape[1]
    if not is_torch(prompt):  # 1 - sigmoid(a) = sigmoid(-a), so torch's gate is that of the negative sum
        sign = torch.ones(3 * units).double()
        sign[units : 2 * units] = -1
        weights = Weights(sign[:, None] * weights.of_x, sign[:, None] * weights.of_h, sign * weights.bias)
    cell = nn.GRUCell(1, units, dtype=torch.float64)
    fill(cell, weights, inner)
    with torch.no_grad():
        from_x = (x @ weights.of_x.T + weights.bias).reshape(3, units)
        from_h = (h @ weights.of_h.T + inner).reshape(3, units)
        r, z = (from_x[:2] + from_h[:2]).sigmoid()
        n = (from_x[2] + r * from_h[2]).tanh()
        return r, z if is_torch(prompt) else 1 - z, n, cell(x, h)


def expected(exercise: Exercise) -> list[float]:
    prompt, values = exercise.prompt, []
    (weights, inner), h = told(prompt), state(prompt, "h")
    for x in inputs(prompt):
        r, z, n, h = stepped(prompt, weights, inner, x, h)
        values += [*r.tolist(), *z.tolist(), *n.tolist(), *h[0].tolist()]
    return values


@pytest.mark.parametrize(("convention", "after"), [(BOOK, 0.4102), (TORCH, 0.4482)])
def test_known_numbers_come_out(convention: Convention, after: float) -> None:
    assert convention.mix(0.6341, 0.5, 0.3584) == pytest.approx(after, abs=2e-4)


def test_the_reset_gate_scales_what_comes_from_the_state() -> None:
    sheet = Sheet(state_rules(Layout(), TORCH), {"p1.1": 0.5, "q1.1": -1.0, "r1.1": 0.25, "z1.1": 0.5, "h1.0": 1.0})
    assert sheet.values(("n1.1", "h1.1")) == pytest.approx((math.tanh(0.25), 0.5 + math.tanh(0.25) / 2))


def test_a_step_from_gates_or_sums_is_that_of_torch() -> None:
    seen: Counter[tuple[bool, bool]] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        prompt, sums = exercise.prompt, "$a_r = " in exercise.prompt
        if sums:
            a = [number(prompt, f"a_{letter}") for letter in "rz"]
        else:
            a = [math.log(gate / (1 - gate)) for gate in (number(prompt, f"{letter}_t") for letter in "rz")]
        zero = torch.zeros(3, 1).double()
        weights = Weights(zero, zero, tensor([*a, number(prompt, "p")]))
        inner = tensor([0.0, 0.0, number(prompt, "q")])
        *_, n, h = stepped(prompt, weights, inner, zero[:1], state(prompt, "h"))
        assert answers(exercise) == pytest.approx([n.item(), h.item()]), prompt
        seen[sums, is_torch(prompt)] += 1
    assert len(seen) == 4 and min(seen.values()) > 20


@pytest.mark.parametrize("difficulty", [2, 3])
def test_steps_from_weights_are_those_of_torch(difficulty: int) -> None:
    ways: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        if len(exercise.parts) == 2:
            continue
        assert answers(exercise) == pytest.approx(expected(exercise)), exercise.prompt
        for way in ("nn.GRUCell", "aligned", "| --- |", "W_r = "):
            ways[way] += way in exercise.prompt
        ways["book"] += not is_torch(exercise.prompt)
    assert min(ways[way] for way in ("nn.GRUCell", "aligned", "| --- |", "book")) > 20
    assert (ways["W_r = "] > 20) is (difficulty == 3)


def test_a_sought_update_gate_leads_to_the_given_state_and_on() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        prompt = exercise.prompt
        if len(exercise.parts) != 2:
            continue
        z, later = answers(exercise)
        share = torch.tensor(z if is_torch(prompt) else 1 - z).double()
        assert 0 < z < 1
        # torch.lerp mixes on its own: from the candidate towards the old state.
        h = torch.lerp(tensor([number(prompt, "n_t")]), tensor([number(prompt, "h_{t-1}")]), share)
        assert h.item() == pytest.approx(number(prompt, "h_t"))
        for _ in range(2):
            h = torch.lerp(torch.zeros(1).double(), h, share)
        assert h.item() == pytest.approx(later)
        seen += 1
    assert seen > 30


def followed(exercise: Exercise, off: float) -> list[str]:
    """Return replies whose first gates are off by a little, and in which everything after follows from them."""
    prompt, values = exercise.prompt, []
    (weights, inner), h = told(prompt), state(prompt, "h")
    for x in inputs(prompt):
        r, z, _, _ = stepped(prompt, weights, inner, x, h)
        r, z = r + off, z + off
        off = 0.0
        from_x = (x @ weights.of_x.T + weights.bias)[0, 2 * len(r) :]
        from_h = (h @ weights.of_h.T + inner)[0, 2 * len(r) :]
        n = (from_x + r * from_h).tanh()
        h = ((1 - z) * n + z * h) if is_torch(prompt) else ((1 - z) * h + z * n)
        values += [r, z, n, h[0]]
    per_part = [", ".join(f"{cell:.6f}" for cell in value.tolist()) for value in values]
    if len(exercise.parts) == 4:
        return per_part
    return [", ".join(per_part[:2]), *per_part[2:4], ", ".join(per_part[4:6]), *per_part[6:]]


def test_what_follows_from_wrong_gates_earns_full_marks() -> None:
    seen: Counter[int] = Counter()
    for seed in range(120):
        exercise = FAMILY.generate(seed, 3)
        count = len(exercise.parts)
        assert all(each.verdict is Verdict.RIGHT for each in grade(exercise, followed(exercise, 0.0)))
        wrong = 2 if count == 4 else 1  # parts that ask for the first gates
        graded = grade(exercise, followed(exercise, 0.15))
        assert [each.score for each in graded] == [0] * wrong + [1] * (count - wrong), exercise.prompt
        seen[count] += graded[wrong + 1].carried
    assert min(seen.values()) > 25 and len(seen) == 2


def test_the_other_convention_and_a_reset_input_are_recognised() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        prompt = exercise.prompt
        if "$r_t = " not in prompt or "$a_r" in prompt:
            continue
        r, z, p, q = (number(prompt, symbol) for symbol in ("r_t", "z_t", "p", "q"))
        n, before = answers(exercise)[0], state(prompt, "h").item()
        other = z * n + (1 - z) * before if is_torch(prompt) else z * before + (1 - z) * n
        reset_input = math.tanh(r * p + q)
        first, last = grade(exercise, [f"{reset_input:.6f}", f"{other:.6f}"])
        if first.misconception and "scale the input" in first.misconception.why:
            seen["input"] += 1
        if last.misconception and "the other way round" in last.misconception.why:
            seen["other"] += 1
    assert min(seen.values()) > 35 and len(seen) == 2


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips_and_no_exercise_comes_twice(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(300)]
    assert min(len(part.misconceptions) for exercise in exercises for part in exercise.parts) >= 3
    assert len({exercise.prompt for exercise in exercises}) == 300


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
