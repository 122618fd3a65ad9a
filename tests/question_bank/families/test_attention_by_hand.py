"""Attention heads against torch's own attention, on the numbers that a prompt shows."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

import pytest
import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from question_bank.answers import Matrix, Vector
from question_bank.attention.heads import Head
from question_bank.drawings import Grids
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("attention-by-hand")
SEEDS = range(200)
EVERY = [(seed, difficulty) for difficulty in FAMILY.difficulties for seed in SEEDS]


@dataclass(frozen=True)
class Told:
    """What a prompt tells: scores (or queries and keys), weights, values, and what a query sees."""

    numbers: dict[str, Tensor]
    mask: Tensor

    def scores(self) -> Tensor:
        if "score" in self.numbers:
            return self.numbers["score"].unsqueeze(0)
        query, key = self.numbers["q"], self.numbers["k"]
        return (query.unsqueeze(1) * key).sum(2) / math.sqrt(key.shape[1])

    def attended(self, values: Tensor, scale: float | None = None) -> Tensor:
        """Return what torch's attention gives out for these values."""
        if "weight" in self.numbers:
            return self.numbers["weight"].unsqueeze(0) @ values
        if "score" in self.numbers:  # as queries that pick a score each
            scores, ones = self.numbers["score"].unsqueeze(0), torch.eye(len(values), dtype=torch.float64)
            return scaled_dot_product_attention(scores, ones, values, self.mask, scale=1.0)
        return scaled_dot_product_attention(self.numbers["q"], self.numbers["k"], values, self.mask, scale=scale)

    def weights(self, scale: float | None = None) -> Tensor:
        return self.attended(torch.eye(self.mask.shape[1], dtype=torch.float64), scale)


def told(exercise: Exercise) -> Told:
    """Return what a prompt tells."""
    prompt = exercise.prompt
    numbers = matrices(prompt) or columns(prompt)
    quoted = Counter(re.findall(r"“(.+?)”", prompt))
    tokens = list(dict.fromkeys(quoted))
    if len(numbers.get("q", ())) > 1:
        full = torch.ones(len(tokens), len(tokens), dtype=torch.bool)
        return Told(numbers, full.tril() if "causal" in prompt else full)
    order = re.findall(r"“(.+?)”", exercise.parts[0].prompt) or tokens
    (asker,) = [token for token, count in quoted.items() if count == 2]
    seen = order.index(asker) + 1 if "causal" in prompt else len(order)
    return Told(numbers, (torch.arange(len(order)) < seen).unsqueeze(0))


def matrices(prompt: str) -> dict[str, Tensor]:
    found = re.findall(r"([QKV]) = \\begin{pmatrix} (.+?) \\end", prompt)
    return {name.lower(): as_tensor([row.split("&") for row in cells.split(r"\\")]) for name, cells in found}


def columns(prompt: str) -> dict[str, Tensor]:
    """Return the columns of a table by their letter or word, and the query of a sentence."""
    header, _, *rows = [line.strip("| ").split(" | ") for line in prompt.split("\n") if line.startswith("|")]
    if header[1:] and rows and len(rows) == 1:
        return {"score": as_tensor([numbers(cell) for cell in rows[0][1:]]).flatten()}
    found: dict[str, Tensor] = {}
    for index, name in enumerate(header[1:], 1):
        column = as_tensor([numbers(row[index]) for row in rows])
        letter = {"query": "q", "key": "k", "value": "v"}.get(name.split()[0], name)
        found[letter] = column.flatten() if letter in ("score", "weight") else column
    if said := re.findall(r"query is \$q = (\(.+?\))\$", prompt):
        found["q"] = as_tensor([numbers(said[0])])
    return found


def numbers(text: str) -> list[str]:
    return re.findall(r"-?\d+(?:\.\d+)?", text)


def as_tensor(rows: list[list[str]]) -> Tensor:
    return torch.tensor([[float(cell) for cell in row] for row in rows], dtype=torch.float64)


def answer(part: Part) -> Tensor:
    match part.answer:
        case Matrix(rows=rows):
            return torch.tensor(rows, dtype=torch.float64)
        case Vector(values=values):
            return torch.tensor([values], dtype=torch.float64)
        case _:
            raise AssertionError(part)


def expected(prompt: str, told: Told) -> Tensor:
    if "scaled scores" in prompt:
        return told.scores()
    return told.weights() if "weights" in prompt else told.attended(told.numbers["v"])


def typed(rows: Tensor) -> str:
    return "; ".join(", ".join(f"{cell:.4f}" for cell in row) for row in rows)


# ---------------------------------------------------------------- torch says the same


def test_every_part_is_what_torch_s_attention_says() -> None:
    asked: Counter[str] = Counter()
    for seed, difficulty in EVERY:
        exercise = FAMILY.generate(seed, difficulty)
        case = told(exercise)
        for part in exercise.parts:
            should = expected(part.prompt, case)
            assert torch.allclose(answer(part), should, atol=1e-9, rtol=0), (exercise.prompt, part.prompt)
            asked[f"{difficulty}{' causal' if 'causal' in exercise.prompt else ''}"] += 1
    assert min(asked.values()) > 15 and len(asked) == 6


def test_the_scale_is_named_and_two_or_its_root() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        (said,) = re.findall(r"d_k = (\d)\$", exercise.prompt)
        assert int(said) == told(exercise).numbers["k"].shape[1] in (2, 4)


def test_the_mask_is_drawn_where_there_is_one() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        assert bool(exercise.figures) == ("causal" in exercise.prompt)
        for figure in exercise.figures:
            assert isinstance(figure, Grids)
            drawn = [[cell == "sees" for cell in row] for row in figure.grids[0].cells]
            assert drawn == told(exercise).mask.tolist()


# ---------------------------------------------------------------- known numbers


def head(*visible: int) -> Head:
    return Head(("a", "b"), ((1, 1), (0, 1)), ((1, 0), (0, 1)), ((1, 2), (3, 4)), visible)


def outputs(head: Head) -> list[list[float]]:
    return [list(head.sheet().values(row)) for row in head.names("o")]


def test_known_weights_and_outputs_come_out() -> None:
    sheet = head(2, 2).sheet()
    assert sheet.values(("a11", "a12", "a21", "a22")) == pytest.approx((0.5, 0.5, 0.3302, 0.6698), abs=5e-5)
    assert outputs(head(2, 2)) == [pytest.approx([2, 3]), pytest.approx([2.3395, 3.3395], abs=5e-5)]
    assert sheet.by({"s22": lambda s: s["r22"], "s21": lambda s: s["r21"]})["o21"] == pytest.approx(2.4621, abs=5e-5)


def test_a_causal_first_token_sees_itself_alone() -> None:
    assert outputs(head(1, 2)) == [[1, 2], pytest.approx([2.3395, 3.3395], abs=5e-5)]


# ---------------------------------------------------------------- what learners see


def test_weights_and_outputs_that_follow_from_unscaled_scores_are_right() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        case = told(exercise)
        raw = case.numbers["q"] @ case.numbers["k"].T
        replies = [typed(raw), typed(case.weights(scale=1.0)), typed(case.attended(case.numbers["v"], scale=1.0))]
        first, *later = grade(exercise, replies)
        assert first.verdict is not Verdict.RIGHT
        assert [(each.score, each.carried) for each in later] == [(1, True), (1, True)], exercise.prompt


def test_an_output_that_follows_from_own_weights_is_right_for_one_query() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if "component by component" in exercise.parts[1].prompt:
            own = torch.tensor([[0.2, 0.5, 0.3]], dtype=torch.float64)
            _, second = grade(exercise, [typed(own), typed(own @ told(exercise).numbers["v"])])
            assert second.score == 1 and second.carried


def test_slips_are_recognised() -> None:
    named: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        case = told(exercise)
        right = [part.answer.show() for part in exercise.parts]
        slips = {"left out the scale": typed(case.weights(scale=1.0))}
        if case.mask.all():
            slips["down the columns"] = typed(case.scores().softmax(0))
        else:
            slips["left out the mask"] = typed(case.scores().softmax(1))
        for words, reply in slips.items():
            graded = grade(exercise, [right[0], reply, right[2]])[1]
            tried[words] += 1
            named[words] += graded.misconception is not None and words in graded.misconception.why
    assert all(named[words] > 0.75 * count for words, count in tried.items()), (named, tried)


def test_a_mask_after_the_softmax_is_recognised() -> None:
    named = tried = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        case = told(exercise)
        if not case.mask.all():
            late = case.scores().softmax(1) * case.mask
            index = next(place for place, part in enumerate(exercise.parts) if "weights" in part.prompt)
            replies = [part.answer.show() for part in exercise.parts]
            replies[index] = typed(late)
            slip = grade(exercise, replies)[index].misconception
            tried += 1
            named += slip is not None and "after the softmax" in slip.why
    assert tried > 30 and named > 0.6 * tried  # the others hardly differ from the answer


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        assert all(len(part.misconceptions) >= 3 for part in FAMILY.generate(seed, difficulty).parts)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
