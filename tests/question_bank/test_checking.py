"""What is wrong with a family's variants is found and said; a family without fault is left in peace."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from question_bank.answers import AnswerSpec, Choice, Choices, Integer, Matching, Number, Ordering, Table
from question_bank.calculator import numbers, significant_digits, too_hard
from question_bank.checking import FAULTS, Report, answered, asked, check, share_by_chance
from question_bank.drawings import Box, Boxes, Curves, Edge, Graph, Grid, Grids, Line, Node
from question_bank.exercise import Exercise, Family, Misconception, Part, dice
from question_bank.registry import families
from tests.question_bank.once import once

SEEDS = 120
FEW = 12  # of every family: enough to see a broken one, few enough to run with every test
Change = Callable[[Exercise, int], Exercise]


@cache
def generate(seed: int, difficulty: int) -> Exercise:
    """Return a sum with three ways to get it wrong."""
    rng = dice("adding-up", seed, difficulty)
    left, right = rng.randint(1000, 5000), rng.randint(100, 999)
    total = left + right
    slips = tuple(
        Misconception(str(value), f"That is {value}.", "rl.returns") for value in (left - right, total + 1, total + 2)
    )
    figure = Graph(f"{left} and {right} lead to a sum.", (Node("sum", 0, 0),), ())
    part = Part("What is the sum?", Integer(total), 1, slips)
    return Exercise(f"Add {left} and {right}.", (part,), (f"It is {total}.",), figures=(figure,))


FAMILY = Family("adding-up", "rl.returns", "Adding up", 1, generate, ("integer",))


def changed(change: Change) -> Family:
    """Return the family with something done to each exercise."""
    return replace(FAMILY, generate=lambda seed, difficulty: change(generate(seed, difficulty), seed))


def with_part(change: Callable[[Part], Part]) -> Family:
    """Return the family with something done to its only part."""
    return changed(lambda exercise, seed: replace(exercise, parts=(change(exercise.parts[0]),)))


def with_slips(*slips: Misconception) -> Family:
    """Return the family with other misconceptions."""
    return with_part(lambda part: replace(part, misconceptions=slips))


def with_answer(answer: AnswerSpec) -> Family:
    """Return the family with another answer and no misconception."""
    return with_part(lambda part: replace(part, answer=answer, misconceptions=()))


def with_solution(*steps: str) -> Family:
    """Return the family with another solution."""
    return changed(lambda exercise, seed: replace(exercise, solution=steps))


def with_prompt(prompt: str) -> Family:
    """Return the family with another prompt."""
    return changed(lambda exercise, seed: replace(exercise, prompt=prompt))


def slip(reply: str, why: str = "So it is.") -> Misconception:
    """Return a misconception."""
    return Misconception(reply, why, "rl.returns")


def ticking(step_s: float) -> Callable[[], float]:
    """Return a clock that goes on by so much whenever it is looked at."""
    times = itertools.count()
    return lambda: next(times) * step_s


def checked(family: Family, *, seeds: int = SEEDS, step_s: float = 0.001) -> Report:
    """Return what is found about a family where every exercise takes one tick."""
    return check(family, ticking(step_s), seeds)


def fails_at_times(exercise: Exercise, seed: int) -> Exercise:
    return replace(exercise, prompt=str(1 // (seed % 3)))


class Untypable(Integer):
    """An answer whose text doesn't read back as right."""

    def show(self) -> str:
        return str(self.value + 1)


def same_answer(share: int) -> Change:
    """Return a change that gives every so many exercises the answer 7."""

    def change(exercise: Exercise, seed: int) -> Exercise:
        if seed % share:
            return exercise
        part = replace(exercise.parts[0], answer=Integer(7))
        return replace(exercise, parts=(part,))

    return change


def partless(exercise: Exercise, _seed: int) -> Exercise:
    return replace(exercise, parts=())


def silent(exercise: Exercise, _seed: int) -> Exercise:
    return replace(exercise, figures=(*exercise.figures, Graph(" ", (Node("s", 0, 0),), ())))


def answer_as_slip(part: Part) -> Part:
    return replace(part, misconceptions=(slip("1"), slip("2"), slip(part.answer.show())))


BROKEN: list[tuple[Family, str]] = [
    (changed(fails_at_times), "40 of 120 seeds give no exercise; the first, 0: ZeroDivisionError("),
    (
        changed(lambda exercise, seed: generate(seed // 2, 1)),
        "60 of 120 seeds ask what an earlier one asked; the first, 1, what 0",
    ),
    (changed(same_answer(4)), "25% of all answers are '7', which is worth guessing"),
    (with_slips(slip("1"), slip("2")), "only 0 of 120 quantitative parts know 3 misconceptions"),
    (changed(partless), "120 of 120 exercises have an empty text; the first, seed 0: no parts"),
    (with_solution(), "seed 0: an empty step of the solution"),
    (with_solution("Add.", " "), "seed 0: an empty step of the solution"),
    (with_slips(slip("1", " "), slip("2"), slip("3")), "an empty answer, line or reason in part 1"),
    (with_answer(Choice(("p", " "), 0)), "an empty answer, line or reason in part 1"),
    (
        with_solution("It is nan."),
        "120 of 120 exercises have a value that is no number; the first, seed 0: 'It is nan.'",
    ),
    (with_solution("It is -inf."), "seed 0: 'It is -inf.'"),
    (with_answer(Untypable(7)), "don't mark their own answer as right; the first, seed 0: part 1, '8' ("),
    (with_part(answer_as_slip), " is right"),
    (with_slips(slip("1"), slip("what"), slip("3")), "part 1, 'what' is unreadable"),
    (with_slips(slip("1"), slip("2"), slip("1.0", "Twice.")), "part 1, '1.0' is taken for '1'"),
    (with_prompt("Add 0.123456 and 1."), "0.123456 has more than 5 significant digits"),
    (changed(silent), "have a figure without words for those who can't see it; the first, seed 0: figure 2"),
]


def test_a_family_without_fault_has_no_problem() -> None:
    report = checked(FAMILY)
    assert report.problems == ()
    assert [level.difficulty for level in report.levels] == [1, 2, 3]
    level = report.levels[0]
    assert (level.seeds, level.repeated, level.with_slips) == (SEEDS, (), (SEEDS, SEEDS))
    assert level.mean_ms == pytest.approx(1) and level.worst_ms == pytest.approx(1)
    assert level.commonest[1] < 0.05


@pytest.mark.parametrize(("family", "words"), BROKEN)
def test_a_broken_family_is_reported(family: Family, words: str) -> None:
    problems = checked(family).problems
    found = [problem for problem in problems if words in problem]
    assert found and found[0].startswith("Difficulty 1: ") and found[0].endswith(".")


def test_every_fault_has_been_seen_to_be_found() -> None:
    told = " ".join(problem for family, _ in BROKEN for problem in checked(family, seeds=6).problems)
    assert all(words in told for words, _ in FAULTS)


def test_a_part_without_a_prompt_is_asked_by_the_exercise() -> None:
    def wordless(exercise: Exercise, _seed: int) -> Exercise:
        return replace(exercise, prompt=" ", parts=(replace(exercise.parts[0], prompt=""),))

    assert checked(with_part(lambda part: replace(part, prompt="")), seeds=5).problems == ()
    assert "nothing is asked in part 1" in checked(changed(wordless), seeds=1).problems[0]


def test_slowness_is_a_problem_unless_there_is_a_reason() -> None:
    slow = checked(FAMILY, seeds=5, step_s=0.0061)
    assert "an exercise takes 6.1 ms, more than 5, and the family gives no reason" in slow.problems[0]
    assert checked(replace(FAMILY, slow="it solves for every state"), seeds=5, step_s=0.0061).problems == ()


def test_a_narrow_subject_may_repeat_itself_when_it_says_why() -> None:
    stuck = changed(lambda exercise, seed: generate(4, 1))
    assert len(checked(stuck).problems) == 6
    assert checked(replace(stuck, narrow="there are only two lenses")).problems == ()


def test_a_hard_exam_question_may_have_unhandy_numbers() -> None:
    problems = checked(with_prompt("Add 1.234567 and 1."), seeds=3).problems
    assert [text[:12] for text in problems if "pocket calculator" in text] == ["Difficulty 1", "Difficulty 2"]


def test_few_seeds_are_forgiven_what_may_be_chance() -> None:
    two_in_eight = changed(same_answer(4))
    assert not [text for text in checked(two_in_eight, seeds=8).problems if "guessing" in text]
    assert [text for text in checked(changed(same_answer(1)), seeds=8).problems if "guessing" in text]


def test_what_a_figure_shows_makes_another_exercise() -> None:
    one, other = (replace(generate(0, 1), figures=generate(seed, 1).figures) for seed in (0, 1))
    assert asked(one) != asked(other) and asked(one) == asked(generate(0, 1))


ANSWERS: list[tuple[AnswerSpec, str, float]] = [
    (Choice(("p", "q", "r", "s"), 2), "r", 1 / 4),
    (Choices(("p", "q", "r"), (2, 0)), "p; r", 1 / 8),
    (Ordering(("p", "q", "r"), (2, 0, 1)), "r; p; q", 1 / 6),
    (Matching(("1", "2"), ("p", "q"), (1, 0)), "1b 2a", 1 / 4),
    (Number(0.5), "0.5", 0.0),
]


@pytest.mark.parametrize(("spec", "meant", "chance"), ANSWERS)
def test_answers_are_compared_by_what_they_mean(spec: AnswerSpec, meant: str, chance: float) -> None:
    exercise = Exercise("", (Part("", spec),), ())
    assert answered(exercise) == (meant,)
    assert share_by_chance(exercise) == pytest.approx(chance)


@pytest.mark.parametrize("family", families())
def test_the_variants_of_every_family_are_fit_to_be_asked(family: str) -> None:
    stopped = check(once(family), lambda: 0.0, seeds=FEW)  # speed is measured by tests/bench, on a quiet machine
    assert stopped.problems == ()


# ---------------------------------------------------------------- a pocket calculator


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Add −3 and 0.25.", ["3", "0.25"]),
        ("$1{,}768$ and 18,496 and 1 2", ["1768", "18496", "1", "2"]),
        ("layer h1 of conv2, `x = 12345678`", []),
        ("```\nnn.Conv2d(1, 2)\n```\n5 %", ["5"]),
        ("3.5, 4 and 12,34", ["3.5", "4", "12", "34"]),
    ],
)
def test_numbers_are_found_in_texts(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("number", "digits"), [("0", 0), ("4000", 1), ("0.0105", 3), ("1.50", 3), ("10.5", 3), ("1203", 4), ("0.1", 1)]
)
def test_digits_count_where_they_have_to_be_typed(number: str, digits: int) -> None:
    assert significant_digits(number) == digits


HARD = "1.23456"
SHOWN: list[Exercise] = [
    Exercise(HARD, (), ()),
    Exercise("", (Part(HARD, Integer(1)),), ()),
    Exercise("", (Part("", Table(("a", "b"), ((HARD, Integer(1)),))),), ()),
    Exercise("", (), (), figures=(Graph("", (Node("s", 0, 0, text=HARD),), ()),)),
    Exercise("", (), (), figures=(Graph("", (Node("s", 0, 0),), (Edge("s", "s", HARD),)),)),
    Exercise("", (), (), figures=(Grids("", (Grid("", ((HARD,),)),)),)),
    Exercise("", (), (), figures=(Boxes("", 9, 9, (Box("A", 1.23456, 2, 3, 4),)),)),
]


@pytest.mark.parametrize("exercise", SHOWN)
def test_long_numbers_are_found_wherever_they_are_shown(exercise: Exercise) -> None:
    assert too_hard(exercise) == "1.23456 has more than 5 significant digits"


def test_solutions_options_and_plots_may_have_long_numbers() -> None:
    plot = Curves("", "x", "y", (Line("", ((0, 1.23456789), (1, 2))),))
    parts = (Part("Which?", Choice((HARD, "2"), 0)),)
    assert too_hard(Exercise("It is 123456.", parts, (HARD,), figures=(plot,))) == ""


def test_very_many_numbers_are_too_many() -> None:
    crowded = Exercise(" ".join(["7"] * 91), (), ())
    assert too_hard(crowded) == "it shows 91 numbers, more than 90"
