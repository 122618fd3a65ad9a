"""Each guard of the contract is seen to fail on a family that breaks it, and to pass on one that keeps it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from question_bank.answers import (
    AnswerSpec,
    Choice,
    Integer,
    Ordering,
    Rubric,
    Table,
    Value,
)
from question_bank.answers.rubric import Criterion
from question_bank.drawings import Box, Boxes, Curves, Drawing, Edge, Graph, Grid, Grids, Line, Node
from question_bank.exercise import Exercise, Family, Misconception, Part, dice
from tests.question_bank import contract, prose_marks
from tests.question_bank.contract import GUARDS, Guard
from tests.question_bank.draws import Draws, draw

ID, MODULE = "adding-up", "question_bank.families.rl.adding_up"
TOPIC = "rl.returns"


@cache  # the broken families below change what it makes, some 600 times each
def generate(seed: int, difficulty: int) -> Exercise:
    """Return a sum, its double and a question about it: a family that keeps the contract."""
    rng = dice(ID, seed, difficulty)
    left, right = rng.randint(100, 999), rng.randint(100, 999)
    total = left + right
    options = ("less than 1100", "more than 1100", "exactly 1100")
    found = 0 if total < 1100 else 1 if total > 1100 else 2
    parts = (
        Part("What is the sum?", Integer(total), 1, slips(abs(left - right), left, total + 1)),
        Part("And its double?", Integer(2 * total), 2, slips(total, 2 * total + 1, total + 2), doubled),
        Part("Which is it?", Choice(options, found), 1, slips("abc"[(found + 1) % 3])),
    )
    steps = ("Add, then double.", f"${left} + {right} = {total}$.", rf"$2 \\cdot {total} = {2 * total}$, as was asked.")
    return Exercise(f"Add {left} and {right}.", parts, steps)


def slips(*replies: int | str) -> tuple[Misconception, ...]:
    """Return a misconception for each reply."""
    return tuple(Misconception(str(reply), f"You typed {reply}.", TOPIC, "return") for reply in replies)


def doubled(earlier: tuple[Value, ...]) -> Integer | None:
    """Return twice the first value."""
    return Integer(2 * earlier[0]) if isinstance(earlier[0], int) and abs(earlier[0]) < 10**15 else None


FAMILY = Family(ID, TOPIC, "Adding up", 1, generate, ("integer", "choice"), "return")

Change = Callable[[Exercise, int], Exercise]


def changed(change: Change, family: Family = FAMILY) -> Family:
    """Return the family with something done to each exercise."""

    def broken(seed: int, difficulty: int) -> Exercise:
        return change(family.generate(seed, difficulty), seed)

    return replace(family, generate=broken)


def with_part(index: int, change: Callable[[Part], Part]) -> Family:
    """Return the family with something done to one part."""

    def change_one(exercise: Exercise, seed: int) -> Exercise:
        parts = list(exercise.parts)
        parts[index] = change(parts[index])
        return replace(exercise, parts=tuple(parts))

    return changed(change_one)


def with_first_slips(make: Callable[[int], tuple[Misconception, ...]]) -> Family:
    """Return the family with other misconceptions in its first part, made from the answer."""

    def change(exercise: Exercise, seed: int) -> Exercise:
        first = exercise.parts[0]
        assert isinstance(first.answer, Integer)
        first = replace(first, misconceptions=make(first.answer.value))
        return replace(exercise, parts=(first, *exercise.parts[1:]))

    return changed(change)


def with_prompt(prompt: str) -> Family:
    """Return the family with another prompt."""
    return changed(lambda exercise, seed: replace(exercise, prompt=prompt))


def with_solution(*steps: str) -> Family:
    """Return the family with another solution."""
    return changed(lambda exercise, seed: replace(exercise, solution=steps))


tosses = itertools.count()


def tossing(exercise: Exercise, seed: int) -> Exercise:
    return replace(exercise, prompt=f"{exercise.prompt} This is try {next(tosses)}.")


def throwing(exercise: Exercise, seed: int) -> Exercise:
    random.random()
    return exercise


def with_rubric(exercise: Exercise, seed: int) -> Exercise:
    rubric = Rubric((Criterion("a reason", ("none", "one"), ()),), "It is so because it is so.", min_words=5)
    return replace(exercise, parts=(Part("Why?", rubric, 1, slips("no")),))


def always_first(exercise: Exercise, seed: int) -> Exercise:
    choice = exercise.parts[2].answer
    assert isinstance(choice, Choice)
    order = sorted(range(3), key=lambda index: index != choice.right)
    sorted_choice = Choice(tuple(choice.options[index] for index in order), 0)
    return replace(exercise, parts=(*exercise.parts[:2], replace(exercise.parts[2], answer=sorted_choice)))


def raising(earlier: tuple[Value, ...]) -> Integer:
    if earlier[0] == 0:
        raise TypeError("nothing is 0")
    return Integer(2 * int(str(earlier[0])))


def answer_for_odd_seeds(exercise: Exercise, seed: int) -> Exercise:
    answers = (7, 7, 7, 8, 9) if seed % 2 else (1,)
    return replace(
        exercise,
        parts=tuple(replace(part, answer=Integer(value)) for part, value in zip(exercise.parts, answers, strict=False)),
    )


Follows = Callable[[tuple[Value, ...]], AnswerSpec | None]


def with_table(follows: Follows) -> Family:
    """Return the family with its sum and the double of it asked in a table."""

    def change(exercise: Exercise, seed: int) -> Exercise:
        total = exercise.parts[0].answer
        assert isinstance(total, Integer)
        rows = (("sum", total), ("double", Integer(2 * total.value)))
        part = Part("Fill in.", Table(("What", "Value"), rows, follows))
        return replace(exercise, parts=(part, exercise.parts[2]))

    return changed(change)


def doubled_below(earlier: tuple[Value, ...]) -> Integer | None:
    """Return what follows in the second blank; nothing does in the first."""
    return doubled(earlier) if earlier else None


def in_order(exercise: Exercise, seed: int) -> Exercise:
    return replace(exercise, parts=(Part("Sort.", Ordering(("one", "two", "three"), (0, 1, 2))),))


def with_figure(figure: Drawing) -> Family:
    """Return the family with a figure."""
    return changed(lambda exercise, seed: replace(exercise, figures=(figure,)))


def graph(alt: str, text: str) -> Graph:
    """Return two nodes with a text at the arrow between them."""
    return Graph(alt, (Node("p", 0, 0), Node("q", 1, 0)), (Edge("p", "q", text),))


ALT = "An arrow leads from p to q, with 2 beside it."


class Untypable(Integer):
    """An answer whose text doesn't read back as right."""

    def show(self) -> str:
        return str(self.value + 1)


BROKEN: list[tuple[Guard, Family, str]] = [
    (contract.its_id_is_kebab_case_and_names_its_module, replace(FAMILY, id="adding_up"), "not kebab-case"),
    (contract.its_id_is_kebab_case_and_names_its_module, replace(FAMILY, id="adding"), "stands in adding_up.py"),
    (contract.it_stands_on_the_shelf_of_its_topic, replace(FAMILY, topic="cnn.returns"), "not on the shelf rl"),
    (contract.it_stands_on_the_shelf_of_its_topic, replace(FAMILY, topic="returns"), "no topic id"),
    (contract.it_says_what_it_is, replace(FAMILY, title=" "), ""),
    (contract.it_says_what_it_is, replace(FAMILY, version=0), ""),
    (contract.it_says_what_it_is, replace(FAMILY, heading="The Return"), "no slug"),
    (contract.it_says_what_it_is, replace(FAMILY, difficulties=(2, 1)), ""),
    (contract.it_says_what_it_is, replace(FAMILY, difficulties=(1, 4)), ""),
    (contract.it_declares_the_kinds_it_uses, replace(FAMILY, kinds=("integer",)), "declared"),
    (contract.it_declares_the_kinds_it_uses, replace(FAMILY, kinds=("integer", "choice", "shape")), "declared"),
    (contract.the_same_seed_gives_the_same_exercise, changed(tossing), "another exercise the second time"),
    (contract.it_leaves_the_global_dice_alone, changed(throwing), "global generator"),
    (contract.our_own_answers_are_right, with_part(0, lambda part: replace(part, answer=Untypable(7))), "Not right"),
    (contract.marks_and_prompts_are_there, with_part(0, lambda part: replace(part, marks=0)), "without marks"),
    (contract.marks_and_prompts_are_there, changed(lambda exercise, seed: replace(exercise, parts=())), "no parts"),
    (
        contract.marks_and_prompts_are_there,
        changed(lambda exercise, seed: replace(exercise, prompt="", parts=(Part(" ", Integer(1)),))),
        "nothing is asked",
    ),
    (contract.misconceptions_score_nothing_and_are_recognised, with_first_slips(lambda total: slips(total)), "right"),
    (
        contract.misconceptions_score_nothing_and_are_recognised,
        with_first_slips(lambda total: slips("what")),
        "unreadable",
    ),
    (
        contract.misconceptions_score_nothing_and_are_recognised,
        with_first_slips(lambda total: slips(5, "5.0")),
        "taken for",
    ),
    (contract.misconceptions_differ_from_one_another, with_first_slips(lambda total: slips(5, 6, 5)), "all the same"),
    (
        contract.misconceptions_lead_to_a_topic,
        with_first_slips(lambda total: (Misconception("5", "So.", "rl"),)),
        "no topic id",
    ),
    (
        contract.misconceptions_lead_to_a_topic,
        with_first_slips(lambda total: (Misconception("5", "So.", TOPIC, "A B"),)),
        "no slug",
    ),
    (contract.misconceptions_lead_to_a_topic, changed(with_rubric), "no single wrong reply"),
    (
        contract.most_quantitative_parts_know_three_slips,
        with_first_slips(lambda total: slips(5, 6)),
        "only 600 of 1200",
    ),
    (
        contract.what_is_carried_forward_agrees_with_the_answer,
        with_part(1, lambda part: replace(part, carry=lambda earlier: Integer(3))),
        "doesn't follow",
    ),
    (
        contract.what_follows_inside_a_table_agrees_with_it,
        with_table(lambda earlier: Integer(3)),
        "doesn't follow",
    ),
    (contract.no_two_seeds_ask_the_same, changed(lambda exercise, seed: generate(seed // 2, 1)), "ask the same"),
    (contract.no_answer_is_worth_guessing, changed(answer_for_odd_seeds), "100 of 200 answers"),
    (contract.the_right_option_has_no_favourite_place, changed(always_first), "at index 0 in 600 of 600"),
    (contract.items_are_not_shown_in_their_order, changed(in_order), "600 of 600 lists"),
    (contract.the_solution_leads_to_every_answer, with_solution(), "empty step"),
    (contract.the_solution_leads_to_every_answer, with_solution("Add.", " "), "empty step"),
    (contract.the_solution_leads_to_every_answer, with_solution("Just add."), "in no step"),
    (contract.texts_are_whole, with_prompt("Add None and 3."), "a value that is none"),
    (contract.texts_are_whole, with_prompt("Add {left} and 3."), "an unfilled brace"),
    (contract.texts_are_whole, with_prompt("Add $3 and 4."), "an unbalanced"),
    (contract.texts_are_whole, with_prompt(r"Add $\frac{3}{4$ and 4."), "a brace left open"),
    (contract.texts_are_whole, with_prompt("Add nan and 4."), "a value that is none"),
    (contract.texts_are_whole, with_prompt("Add 1e-07 and 4."), "Python's own notation"),
    (contract.texts_are_whole, with_prompt("Add 0.30000000000000004 and 4."), "idle digits"),
    (contract.texts_are_whole, with_solution("Add, and then"), "breaks off"),
    (contract.texts_are_whole, with_first_slips(lambda total: (Misconception("5", "You typed", TOPIC),)), "breaks off"),
    (contract.figures_are_told_in_words, with_figure(graph("A graph.", "2")), "tells little"),
    (contract.figures_are_told_in_words, with_figure(graph(f"{ALT} And {{this}}.", "2")), "an unfilled brace"),
    (contract.figures_are_told_in_words, with_figure(graph(f"{ALT} And then", "2")), "breaks off"),
    (contract.texts_in_figures_are_short_and_plain, with_figure(graph(ALT, "2" * 41)), "too long"),
    (contract.texts_in_figures_are_short_and_plain, with_figure(graph(ALT, "$x$")), "LaTeX"),
    (contract.texts_in_figures_are_short_and_plain, with_figure(graph(ALT, r"\gamma")), "LaTeX"),
    (contract.texts_in_figures_are_short_and_plain, with_figure(graph(ALT, "h_{t}")), "LaTeX"),
    (contract.texts_in_figures_are_short_and_plain, with_figure(graph(ALT, "nan")), "a value that is none"),
    (
        contract.texts_in_figures_are_short_and_plain,
        with_figure(Curves(ALT, "step", "loss", (Line("$a$", ((0, 1), (1, 0))),))),
        "LaTeX",
    ),
    (contract.texts_in_figures_are_short_and_plain, with_figure(Grids(ALT, (Grid("", (("1", "$2$"),)),))), "LaTeX"),
    (
        contract.texts_in_figures_are_short_and_plain,
        with_figure(Boxes(ALT, 9, 9, (Box("b" * 41, 0, 0, 2, 2),))),
        "too long",
    ),
]


@pytest.fixture(scope="module")
def kept() -> Draws:
    """Return exercises of the family that keeps the contract."""
    return draw(FAMILY, MODULE)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_a_family_that_keeps_the_contract_passes_every_guard(guard: Guard, kept: Draws) -> None:
    guard(kept)


@pytest.mark.parametrize(("guard", "family", "words"), BROKEN, ids=lambda value: getattr(value, "__name__", ""))
def test_a_broken_family_is_noticed(guard: Guard, family: Family, words: str) -> None:
    with pytest.raises(AssertionError) as noticed:
        guard(draw(family, MODULE))
    assert words in str(noticed.value)


def test_a_carry_that_cannot_bear_a_value_is_noticed() -> None:
    with pytest.raises(TypeError, match="nothing is 0"):
        contract.no_earlier_value_breaks_a_later_part(
            draw(with_part(1, lambda part: replace(part, carry=raising)), MODULE)
        )


def test_what_cannot_follow_from_a_value_inside_a_table_is_noticed() -> None:
    with pytest.raises(TypeError, match="nothing is 0"):
        contract.no_value_breaks_a_later_cell(
            draw(with_table(lambda earlier: raising(earlier) if earlier else None), MODULE)
        )


def test_a_table_whose_cells_follow_passes() -> None:
    draws = draw(with_table(doubled_below), MODULE)
    contract.what_follows_inside_a_table_agrees_with_it(draws)
    contract.no_value_breaks_a_later_cell(draws)
    contract.no_answer_is_worth_guessing(draws)


def test_a_figure_that_is_told_passes() -> None:
    draws = draw(with_figure(graph(ALT, "2")), MODULE)
    contract.figures_are_told_in_words(draws)
    contract.texts_in_figures_are_short_and_plain(draws)


def test_every_guard_has_been_seen_to_fail() -> None:
    raise_a_bug = (contract.no_earlier_value_breaks_a_later_part, contract.no_value_breaks_a_later_cell)
    seen = {guard.__name__ for guard, _, _ in BROKEN} | {guard.__name__ for guard in raise_a_bug}
    assert seen == {guard.__name__ for guard in GUARDS}


def test_a_narrow_subject_may_repeat_itself_when_it_says_why() -> None:
    narrow = replace(
        changed(lambda exercise, seed: generate(0, 1)), narrow="there are only two lenses in this question"
    )
    contract.no_two_seeds_ask_the_same(draw(narrow, MODULE))
    contract.no_answer_is_worth_guessing(draw(narrow, MODULE))


@pytest.mark.parametrize(
    "text",
    ["None of them.", r"$\{1, 2\}$", "`x = {1: None}`", "costs \\$5", "$$a$$ and $b$", "```\nx{\n```", "Infinity"],
)
def test_whole_texts_have_no_faults(text: str) -> None:
    assert prose_marks.faults(text) == []
