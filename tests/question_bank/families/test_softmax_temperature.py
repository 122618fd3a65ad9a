"""Temperature against torch.softmax: every prompt is read as a learner reads it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from models.knobs import with_values
from models.registry import demo
from question_bank.answers import Choice, Vector
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from question_bank.sampling.softmax import softmax
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import value
from tests.question_bank.once import once

FAMILY = once("softmax-temperature")
SEEDS = range(200)
EVERY = [(seed, difficulty) for difficulty in FAMILY.difficulties for seed in SEEDS]


def number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def logits(exercise: Exercise) -> dict[str, float]:
    """Return the logits by token, from the table or the sentence."""
    if "| logit |" in exercise.prompt:
        return row(exercise, "logit")
    return {token: number(value) for value, token in re.findall(r"([−\d.]+) for “(.+?)”", exercise.prompt)}


def row(exercise: Exercise, name: str) -> dict[str, float]:
    header, *rows = [line.strip("| ").split(" | ") for line in exercise.prompt.split("\n") if line.startswith("|")]
    (values,) = [cells[1:] for cells in rows if cells[0] == name]
    return dict(zip(header[1:], map(number, values), strict=True))


def as_tensor(by_token: dict[str, float]) -> Tensor:
    return torch.tensor(list(by_token.values()), dtype=torch.float64)


def distribution(exercise: Exercise, temperature: float) -> Tensor:
    return torch.softmax(as_tensor(logits(exercise)) / temperature, dim=0)


def said_temperature(text: str) -> float:
    return number(re.findall(r"T = ([\d.]+)", text)[-1].rstrip("."))


def tokens(text: str) -> list[str]:
    return re.findall(r"“(.+?)”", text)


def values(part: Part) -> list[float]:
    assert isinstance(part.answer, Vector)
    return list(part.answer.values)


# ---------------------------------------------------------------- what each kind of part should have as its answer


def all_probabilities(exercise: Exercise, part: Part) -> None:
    temperature = said_temperature(part.prompt)
    if "| probability |" in exercise.prompt:
        expected = torch.softmax(as_tensor(row(exercise, "probability")).log() / temperature, dim=0)
    else:
        expected = distribution(exercise, temperature)
    assert values(part) == pytest.approx(expected.tolist(), abs=1e-9)
    assert min(values(part)) > 0.001 and max(values(part)) < 0.999


def ratio(exercise: Exercise, part: Part) -> None:
    other, likelier = tokens(part.prompt)
    chances = dict(zip(logits(exercise), distribution(exercise, said_temperature(part.prompt)).tolist(), strict=True))
    assert value(part) == pytest.approx(chances[likelier] / chances[other])


def temperature_of_table_or_run(exercise: Exercise, part: Part) -> None:
    found = value(part)
    chances = dict(zip(logits(exercise), distribution(exercise, found).tolist(), strict=True))
    if "| probability |" in exercise.prompt:
        assert list(row(exercise, "probability").values()) == pytest.approx(list(chances.values()), abs=3e-3)
    else:
        ((likelier, said, other),) = re.findall(r"“(\w+)” came out ([\d.]+) times as often as “(\w+)”", exercise.prompt)
        assert chances[likelier] / chances[other] == pytest.approx(number(said), rel=1e-6)


def temperature_for_ratio(exercise: Exercise, part: Part) -> None:
    likelier, other = tokens(part.prompt)
    chances = dict(zip(logits(exercise), distribution(exercise, value(part)).tolist(), strict=True))
    assert chances[likelier] / chances[other] == pytest.approx(
        number(re.findall(r"exactly (\d+) times", part.prompt)[0])
    )


def limit(exercise: Exercise, part: Part) -> None:
    end = 1e-4 if "T → 0" in part.prompt else 1e6
    assert values(part) == pytest.approx(distribution(exercise, end).tolist(), abs=1e-4)


def expected_count(exercise: Exercise, part: Part) -> None:
    (draws,) = re.findall(r"^([\d,]+) \w+ are drawn", part.prompt)
    place = list(logits(exercise)).index(tokens(part.prompt)[0])
    chances = distribution(exercise, said_temperature(part.prompt))
    assert value(part) == pytest.approx(number(draws) * float(chances[place]))


def both_alike(exercise: Exercise, part: Part) -> None:
    place = list(logits(exercise)).index(tokens(part.prompt)[0])
    joint = torch.outer(*(distribution(exercise, said_temperature(part.prompt)),) * 2)
    assert value(part) == pytest.approx(float(joint[place, place]))


def entropy(exercise: Exercise, part: Part) -> None:
    nats = torch.special.entr(distribution(exercise, said_temperature(part.prompt))).sum()
    assert value(part) == pytest.approx(float(nats) / math.log(2))


def entropy_in_the_limit(exercise: Exercise, part: Part) -> None:
    end = 1e-3 if "T → 0" in part.prompt else 1e6
    nats = torch.special.entr(distribution(exercise, end)).sum()
    assert value(part) == pytest.approx(float(nats) / math.log(2), abs=1e-4)


def what_it_does(exercise: Exercise, part: Part) -> None:
    assert isinstance(part.answer, Choice)
    chances = distribution(exercise, 1e-3 if "lowered" in part.prompt else 1e6)
    right = part.answer.options[part.answer.right]
    by_token = dict(zip(logits(exercise), chances.tolist(), strict=True))
    if named := tokens(right):
        assert by_token[named[0]] == pytest.approx(1)
    else:
        assert "equally often" in right and max(by_token.values()) == pytest.approx(min(by_token.values()), abs=1e-4)


def which_one(exercise: Exercise, part: Part) -> None:
    assert isinstance(part.answer, Choice)
    chosen = [number(cell) for cell in part.answer.options[part.answer.right].split(", ")]
    assert chosen == pytest.approx(distribution(exercise, said_temperature(part.prompt)).tolist(), abs=0.00501)
    assert len(set(part.answer.options)) == 4


ORACLES: dict[str, Callable[[Exercise, Part], None]] = {
    "What are the probabilities": all_probabilities,
    "How many times as likely": ratio,
    "does the sampler run": temperature_of_table_or_run,
    "would “": temperature_for_ratio,
    "probabilities tend to": limit,
    "How often is": expected_count,
    "both are": both_alike,
    "What is the entropy": entropy,
    "entropy tend to": entropy_in_the_limit,
    "in the end": what_it_does,
    "the fourth is wrong": which_one,
}


def test_every_part_has_the_answer_that_torch_gives() -> None:
    seen: Counter[str] = Counter()
    for seed, difficulty in EVERY:
        exercise = FAMILY.generate(seed, difficulty)
        for part in exercise.parts:
            (kind,) = [words for words in ORACLES if words in part.prompt]
            ORACLES[kind](exercise, part)
            seen[kind] += 1
    assert set(seen) == set(ORACLES) and min(seen.values()) > 20


@pytest.mark.parametrize(
    ("temperature", "expected"),
    [(1, (0.6590, 0.2424, 0.0986)), (2, (0.5017, 0.3043, 0.1940)), (0.5, (0.8638, 0.1169, 0.0193))],
)
def test_known_probabilities_come_out(temperature: float, expected: tuple[float, ...]) -> None:
    assert softmax((2, 1, 0.1), temperature) == pytest.approx(expected, abs=5e-5)


# ---------------------------------------------------------------- slips


def torch_slips(exercise: Exercise, temperature: float) -> dict[str, Tensor]:
    given = as_tensor(logits(exercise))
    plain = torch.softmax(given, dim=0)
    return {
        "multiplied the logits": torch.softmax(given * temperature, dim=0),
        "left the temperature out": plain,
        "divided the probabilities": plain / temperature,
        "stopped there": plain ** (1 / temperature),
        "sigmoid": torch.sigmoid(given / temperature),
    }


def test_slips_with_probabilities_are_recognised_wherever_they_differ() -> None:
    named: Counter[str] = Counter()
    asked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        part = exercise.parts[0]
        asked += 1
        for words, reply in torch_slips(exercise, said_temperature(part.prompt)).items():
            graded, *_ = grade(
                exercise, [", ".join(f"{cell:.3f}" for cell in reply), *["1"] * (len(exercise.parts) - 1)]
            )
            assert graded.verdict is not Verdict.RIGHT
            named[words] += graded.misconception is not None and words in graded.misconception.why
    assert min(named.values()) > 0.8 * asked


# ---------------------------------------------------------------- carried forward


def test_own_probabilities_are_carried_into_counts_and_entropy() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        own = torch.softmax(as_tensor(logits(exercise)) * 1.7 / said_temperature(exercise.parts[0].prompt), dim=0)
        own = (own * 1000).round() / 1000
        replies, follows = [", ".join(f"{cell:.3f}" for cell in own)], [False]
        for part in exercise.parts[1:]:
            reply, follow = carried_by_hand(exercise, part, own)
            replies.append(reply)
            follows.append(follow)
        for each, follow in zip(grade(exercise, replies), follows, strict=True):
            assert each.verdict is Verdict.RIGHT or not follow, (exercise, replies)


def carried_by_hand(exercise: Exercise, part: Part, own: Tensor) -> tuple[str, bool]:
    """Return the reply that follows from the learner's own probabilities, and whether anything does."""
    if "entropy of" in part.prompt:
        return f"{float(torch.special.entr(own).sum()) / math.log(2):.4f}", True
    if "drawn at" in part.prompt:
        chance = float(own[list(logits(exercise)).index(tokens(part.prompt)[0])])
        draws = number(part.prompt.split()[0]) if part.prompt[0].isdigit() else 0
        return f"{draws * chance:.3f}" if draws else f"{chance**2:.5f}", True
    return "77", False


@pytest.mark.parametrize("reply", ["2, -1, 0, 0", "1.5, 0.2, 0.1, 0.1"])
def test_nothing_follows_from_numbers_that_are_no_probabilities(reply: str) -> None:
    exercise = next(
        exercise
        for exercise in (FAMILY.generate(seed, 3) for seed in SEEDS)
        if len(logits(exercise)) == 4 and "entropy of" in exercise.parts[2].prompt
    )
    replies = [reply, "1", "1", *["1"] * (len(exercise.parts) - 3)]
    assert not any(each.carried for each in grade(exercise, replies))


# ---------------------------------------------------------------- variety, demo, language


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        assert all(len(part.misconceptions) >= 3 for part in FAMILY.generate(seed, difficulty).parts)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_no_exercise_comes_twice_and_no_answer_too_often(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    assert len({(exercise.prompt, exercise.parts[0].prompt) for exercise in exercises}) == len(exercises)
    shown = Counter(exercise.parts[0].answer.show() for exercise in exercises)
    assert max(shown.values()) < 0.2 * len(exercises)


def test_the_demo_takes_the_temperature_of_every_case() -> None:
    for seed, difficulty in EVERY[::10]:
        case = FAMILY.generate(seed, difficulty).demo
        assert case and with_values(demo(case.demo).config(), case.config)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
