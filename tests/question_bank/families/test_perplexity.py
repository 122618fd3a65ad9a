"""Perplexities against torch's cross-entropy and numpy's geometric means, with everything read from the prompt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
import torch
from torch.nn import functional

from question_bank.answers import Choice, Number
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from question_bank.perplexities.measures import perplexity
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("perplexity")
SEEDS = range(220)
NUMBER = r"(\d+(?:\.\d+)?)"


def plain(prompt: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", prompt).replace("−", "-")


def cross_entropy(probabilities: Sequence[float]) -> float:
    """Return torch's cross-entropy in nats: what really came is class 0, all else is class 1."""
    p = torch.tensor(probabilities, dtype=torch.float64)
    target = torch.zeros(len(p), dtype=torch.long)
    return functional.cross_entropy(torch.stack([p, 1 - p], dim=1).log(), target).item()


def rows(prompt: str) -> list[list[str]]:
    """Return the cells of a table, without its head and the first column."""
    lines = [line for line in prompt.split("\n") if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")][1:] for line in lines[2:]]


def values(exercise: Exercise) -> list[float]:
    """Return the numbers that are right."""
    return [part.answer.value for part in exercise.parts if isinstance(part.answer, Number)]


def base(prompt: str) -> float:
    """Return the base of the logarithm that a prompt speaks of."""
    natural = "natural logarithm" in prompt
    assert natural is not ("to base 2" in prompt)
    return float(np.e if natural else 2)


def the_number(pattern: str, prompt: str) -> float:
    (found,) = re.findall(pattern, prompt)
    return float(found)


@pytest.mark.parametrize(
    ("probabilities", "expected"), [((0.25, 0.5, 0.125), 4), ((0.1, 0.1), 10), ((0.5, 0.5, 0.5), 2), ((1 / 7,) * 4, 7)]
)
def test_known_perplexities_come_out(probabilities: tuple[float, ...], expected: float) -> None:
    assert perplexity(probabilities) == pytest.approx(expected)
    assert np.exp(cross_entropy(probabilities)) == pytest.approx(expected)


def test_one_idea_is_right() -> None:
    seen: Counter[str] = Counter()
    for seed in range(300):
        exercise = FAMILY.generate(seed, 1)
        prompt, mine = plain(exercise.prompt), values(exercise)
        if "| token |" in prompt:
            (cells,) = rows(prompt)
            probabilities = [float(cell) for cell in cells]
            assert mine == [pytest.approx(np.exp(cross_entropy(probabilities)))], prompt
            seen["probabilities"] += 1
        elif "cross-entropy" in prompt:
            unit = the_number(rf"{NUMBER} (?:nats|bits) per token", prompt)
            assert ("nats" in prompt) is (base(prompt) > 2)
            assert mine == [pytest.approx(np.power(base(prompt), unit))], prompt
            seen["nats" if "nats" in prompt else "bits"] += 1
        else:
            size = int(the_number(r"(\d+) tokens", prompt))
            uniform = functional.cross_entropy(torch.zeros(1, size).double(), torch.zeros(1, dtype=torch.long)).item()
            per_bit = np.log(base(exercise.parts[1].prompt))
            assert mine == pytest.approx([np.exp(uniform), uniform / per_bit])
            seen["uniform"] += 1
    assert len(seen) == 4 and min(seen.values()) > 30


def two_ideas(exercise: Exercise) -> tuple[str, list[float]]:
    """Return which idea an exercise is about, and what its parts come to."""
    prompt = plain(exercise.prompt)
    if "?" in "".join(map("".join, rows(prompt))):
        (cells,) = rows(prompt)
        known = [float(cell) for cell in cells if cell != "?"]
        whole = the_number(rf"perplexity (?:of|of a language model is) {NUMBER}[ .]", prompt)
        return "missing", [float(whole ** -len(cells) / np.prod(known))]
    if r"| $\ln p$ |" in prompt:
        (cells,) = rows(prompt)
        nats = cross_entropy(np.exp([float(cell) for cell in cells]).tolist())
        return "logarithms", [nats, nats / np.log(2), np.exp(nats)]
    if "bits per character" in prompt:
        bits, length = the_number(rf"{NUMBER} bits", prompt), the_number(rf"{NUMBER} characters", prompt)
        return "per token", [bits * length, np.exp2(bits * length)]
    if "perplexity" in prompt:
        whole, length = the_number(rf"perplexity of {NUMBER} ", prompt), the_number(rf"{NUMBER} characters", prompt)
        return "per character", [np.log2(whole), np.log2(whole) / length]
    total = the_number(rf"is -{NUMBER}\b", prompt)
    mean = total / the_number(r"(\d+) tokens", prompt)
    return "likelihood", [mean, np.power(base(prompt), mean)]


def test_two_ideas_are_right() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        idea, expected = two_ideas(exercise)
        assert values(exercise) == pytest.approx(expected), exercise.prompt
        seen[idea] += 1
    assert len(seen) == 5 and min(seen.values()) > 20


def told_pieces(prompt: str) -> tuple[float, float, float]:
    """Return nats per token of model A, characters per token, and the perplexity of model B per character."""
    prompt = plain(prompt)
    length = the_number(r"(\d+) characters", prompt) / the_number(r"(\d+) tokens", prompt)
    return the_number(rf"{NUMBER} nats", prompt), length, the_number(rf"perplexity of {NUMBER} per", prompt)


def test_two_models_are_compared_rightly() -> None:
    seen: Counter[str] = Counter()
    for seed in range(300):
        exercise = FAMILY.generate(seed, 3)
        if "| model A |" in exercise.prompt:
            a, b = ([float(cell) for cell in row] for row in rows(exercise.prompt))
            *both, factor = values(exercise)
            assert both == pytest.approx([np.exp(cross_entropy(row)) for row in (a, b)])
            better = re.findall(r"does model ([AB]) find", exercise.parts[2].prompt)[0]
            quotient = np.prod(a) / np.prod(b)
            assert factor == pytest.approx(quotient if better == "A" else 1 / quotient)
            assert factor > 1
            seen["same tokens"] += 1
            continue
        nats, length, per_character = told_pieces(exercise.prompt)
        of_a, of_b = nats / np.log(2) / length, np.log2(per_character)
        expected = [np.exp(nats), nats / np.log(2), of_a, of_b, np.power(per_character, length)]
        assert values(exercise) == pytest.approx(expected), exercise.prompt
        choice = exercise.parts[4].answer
        assert isinstance(choice, Choice)
        likelier = "A" if of_a < of_b else "B"
        assert choice.options[choice.right] == f"Model {likelier}"
        seen[likelier] += 1
    assert len(seen) == 3 and min(seen.values()) > 30


def test_a_wrong_cross_entropy_is_carried_into_the_perplexity() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        idea, expected = two_ideas(exercise)
        if idea != "likelihood":
            continue
        wrong = expected[0] + 0.4
        first, second = grade(exercise, [f"{wrong:.4f}", f"{np.power(base(plain(exercise.prompt)), wrong):.3f}"])
        assert first.score == 0 and second.verdict is Verdict.RIGHT and second.carried
        seen += 1
    assert seen > 30


def test_wrong_bits_are_carried_into_the_comparison() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        if len(exercise.parts) != 6:
            continue
        _, length, _ = told_pieces(exercise.prompt)
        choice = exercise.parts[4].answer
        assert isinstance(choice, Choice)
        # The other model wins by the learner's own numbers.
        winner = "B" if choice.options[choice.right] == "Model A" else "A"
        bits, of_b = (10.0, 1.0) if winner == "B" else (2.0, 3.0)
        letter = "abcd"[choice.options.index(f"Model {winner}")]
        replies = [exercise.parts[0].answer.show(), str(bits), f"{bits / length:.4f}", str(of_b), letter]
        graded = grade(exercise, [*replies, f"{2 ** (of_b * length):.2f}"])
        assert [each.score for each in graded] == [1, 0, 1, 0, 1, 1], exercise.prompt
        assert all(graded[place].carried for place in (2, 4, 5))
        seen += 1
    assert seen > 100


def test_usual_slips_are_recognised() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        if "| token |" not in exercise.prompt:
            continue
        p = [float(cell) for cell in rows(exercise.prompt)[0]]
        slips = {
            "arithmetic mean": 1 / np.mean(p),
            "left out the root": 1 / np.prod(p),
            "Turn it over": np.exp(-cross_entropy(p)),
            "mixed the bases": np.exp2(cross_entropy(p)),
        }
        for word, wrong in slips.items():
            (graded,) = grade(exercise, [f"{wrong:.6f}"])
            seen[word] += bool(graded.misconception and word in graded.misconception.why)
    assert len(seen) == 4 and min(seen.values()) > 60


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips_and_no_exercise_comes_twice(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(400)]
    assert min(len(part.misconceptions) for exercise in exercises for part in exercise.parts) >= 3
    assert len({exercise.prompt + exercise.parts[0].prompt for exercise in exercises}) >= 398


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(80)) == set()
