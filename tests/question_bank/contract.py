"""What every exercise family has to keep to. Each guard is given a family and many of its exercises, and asserts."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from typing import assert_never

from question_bank.answers import (
    KINDS,
    AnswerSpec,
    Choice,
    Expression,
    Integer,
    Matrix,
    Number,
    Ordering,
    Rubric,
    Shape,
    Table,
    Value,
    Vector,
)
from question_bank.drawings import Boxes, Curves, Drawing, Graph, Grids
from question_bank.exercise import DIFFICULTIES, Exercise, Part, Verdict
from question_bank.grading import grade, grade_part, score
from question_bank.printing import below_prompt
from tests.question_bank import prose_marks
from tests.question_bank.draws import Drawn, Draws
from tests.question_bank.odd_replies import odd_replies
from tests.question_bank.told import asked_cells, ends_with, mentions

QUANTITATIVE = (Integer, Number, Shape, Vector, Matrix, Expression)
ENOUGH_SLIPS = 3
MOST = 0.8
LARGEST_SHARE = 0.2
SHORTEST_ALT = 20
LONGEST_IN_A_FIGURE = 40


# ---------------------------------------------------------------- the family


def its_id_is_kebab_case_and_names_its_module(draws: Draws) -> None:
    family_id, module = draws.family.id, draws.module.rpartition(".")[2]
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", family_id), f"{family_id!r} is not kebab-case"
    assert family_id.replace("-", "_") == module, f"{family_id} stands in {module}.py"


def it_stands_on_the_shelf_of_its_topic(draws: Draws) -> None:
    shelf = draws.module.split(".")[-2]
    assert re.fullmatch(r"[a-z]+\.[a-z0-9-]+", draws.family.topic), f"{draws.family.topic!r} is no topic id"
    assert draws.family.topic.startswith(f"{shelf}."), f"{draws.family.topic} is not on the shelf {shelf}"


def it_says_what_it_is(draws: Draws) -> None:
    family = draws.family
    assert family.title.strip() == family.title != ""
    assert family.version >= 1
    assert re.fullmatch(r"[a-z0-9-]*", family.heading), f"{family.heading!r} is no slug"
    assert family.difficulties and tuple(sorted(set(family.difficulties))) == family.difficulties
    assert set(family.difficulties) <= set(DIFFICULTIES)


def it_declares_the_kinds_it_uses(draws: Draws) -> None:
    used = {part.answer.kind for drawn in draws.wide for part in drawn.exercise.parts}
    assert len(set(draws.family.kinds)) == len(draws.family.kinds)
    assert set(draws.family.kinds) == used <= set(KINDS), f"declared {draws.family.kinds}, used {sorted(used)}"


# ---------------------------------------------------------------- the dice


def the_same_seed_gives_the_same_exercise(draws: Draws) -> None:
    for drawn in draws.deep:
        again = draws.family.generate(drawn.seed, drawn.difficulty)
        assert _comparable(again) == _comparable(drawn.exercise), f"{drawn.key}: another exercise the second time"


def it_leaves_the_global_dice_alone(draws: Draws) -> None:
    random.seed(7)
    before = random.getstate()
    for drawn in draws.deep:
        draws.family.generate(drawn.seed, drawn.difficulty)
    assert random.getstate() == before, "the global generator was used"


def _comparable(exercise: Exercise) -> Exercise:
    """Return the exercise without its functions, which are never equal."""
    return replace(exercise, parts=tuple(replace(part, carry=None) for part in exercise.parts))


# ---------------------------------------------------------------- marking


def our_own_answers_are_right(draws: Draws) -> None:
    for drawn in draws.some:
        grades = grade(drawn.exercise, _answers(drawn.exercise))
        assert score(drawn.exercise, grades) == 1, f"{drawn.key}: {[each.feedback for each in grades]}"


def marks_and_prompts_are_there(draws: Draws) -> None:
    for drawn in draws.wide:
        parts = drawn.exercise.parts
        assert parts, f"{drawn.key}: no parts"
        assert all(part.marks >= 1 for part in parts), f"{drawn.key}: a part without marks"
        assert all((drawn.exercise.prompt + part.prompt).strip() for part in parts), f"{drawn.key}: nothing is asked"


def misconceptions_score_nothing_and_are_recognised(draws: Draws) -> None:
    for drawn, index, part in _parts(draws.deep):
        earlier = _answers(drawn.exercise)[:index]
        for slip in part.misconceptions:
            graded = grade_part(drawn.exercise, index, [*earlier, slip.reply])
            place = f"{drawn.key}, part {index + 1}, {slip.reply!r}"
            assert graded.verdict is Verdict.WRONG, f"{place}: {graded.verdict} ({graded.feedback})"
            assert graded.score == 0 and graded.misconception == slip, f"{place}: taken for {graded.misconception}"


def misconceptions_differ_from_one_another(draws: Draws) -> None:
    for drawn, index, part in _parts(draws.deep):
        meant = [(slip.reply, part.answer.with_answer(slip.reply)) for slip in part.misconceptions]
        meant.append((part.answer.show(), part.answer))
        for reply, answer in meant:
            same = [other for other, _ in meant if answer.judge(other).score == 1]
            assert same == [reply], f"{drawn.key}, part {index + 1}: {same} are all the same"


def misconceptions_lead_to_a_topic(draws: Draws) -> None:
    for drawn, _, part in _parts(draws.deep):
        for slip in part.misconceptions:
            assert not isinstance(part.answer, Rubric), f"{drawn.key}: a rubric has no single wrong reply"
            assert re.fullmatch(r"[a-z]+\.[a-z0-9-]+", slip.topic), f"{drawn.key}: {slip.topic!r} is no topic id"
            assert re.fullmatch(r"[a-z0-9-]*", slip.heading), f"{drawn.key}: {slip.heading!r} is no slug"


def most_quantitative_parts_know_three_slips(draws: Draws) -> None:
    counts = [len(part.misconceptions) for _, _, part in _parts(draws.wide) if isinstance(part.answer, QUANTITATIVE)]
    enough = sum(count >= ENOUGH_SLIPS for count in counts)
    assert enough >= MOST * len(counts), f"only {enough} of {len(counts)} parts know {ENOUGH_SLIPS} misconceptions"


def what_is_carried_forward_agrees_with_the_answer(draws: Draws) -> None:
    for drawn, index, part in _parts(draws.deep):
        if part.carry is None:
            continue
        earlier = tuple(before.answer.judge(before.answer.show()).value for before in drawn.exercise.parts[:index])
        follows = part.carry(earlier)
        own = part.answer.show()
        assert follows is None or follows.judge(own).score == 1, f"{drawn.key}, part {index + 1}: {own} doesn't follow"


def no_earlier_value_breaks_a_later_part(draws: Draws) -> None:
    for drawn, index, part in _parts(draws.deep):
        if part.carry is None:
            continue
        before = drawn.exercise.parts[:index]
        for replies in zip(*(odd_replies(each.answer) for each in before), strict=True):
            earlier = tuple(each.answer.judge(reply).value for each, reply in zip(before, replies, strict=True))
            with suppress(ArithmeticError, ValueError):  # they mean that nothing follows
                follows = part.carry(earlier)
                assert follows is None or follows.judge(follows.show()).score == 1, f"{drawn.key} after {replies}"


def what_follows_inside_a_table_agrees_with_it(draws: Draws) -> None:
    for drawn, index, part in _parts(draws.deep):
        if not isinstance(part.answer, Table) or part.answer.follows is None:
            continue
        values, place = _own_values(part.answer), f"{drawn.key}, part {index + 1}"
        for number, cell in enumerate(asked_cells(part.answer)):
            follows = part.answer.follows(values[:number])
            own = cell.show()
            assert follows is None or follows.judge(own).score == 1, f"{place}: {own} doesn't follow from {values}"


def no_value_breaks_a_later_cell(draws: Draws) -> None:
    for _, _, part in _parts(draws.deep):
        if isinstance(part.answer, Table):
            for reply in odd_replies(part.answer):
                part.answer.judge(reply)  # what can't be borne raises


def _own_values(table: Table) -> tuple[Value, ...]:
    return tuple(cell.judge(cell.show()).value for cell in asked_cells(table))


# ---------------------------------------------------------------- variety


def no_two_seeds_ask_the_same(draws: Draws) -> None:
    if draws.family.narrow:
        return
    for difficulty in draws.family.difficulties:
        seen: dict[tuple[str | Drawing, ...], int] = {}
        for drawn in draws.wide:
            if drawn.difficulty == difficulty:
                earlier = seen.setdefault(_asked(drawn.exercise), drawn.seed)
                assert earlier == drawn.seed, (
                    f"seeds {earlier} and {drawn.seed} ask the same at difficulty {difficulty}"
                )


def no_answer_is_worth_guessing(draws: Draws) -> None:
    if draws.family.narrow:
        return
    for difficulty in draws.family.difficulties:
        answers = Counter(_answered(drawn.exercise) for drawn in draws.wide if drawn.difficulty == difficulty)
        (answer, count), total = answers.most_common(1)[0], answers.total()
        fair = max(_share_by_chance(drawn.exercise) for drawn in draws.wide if drawn.difficulty == difficulty)
        assert count <= max(LARGEST_SHARE, 1.5 * fair) * total, (
            f"{count} of {total} answers at difficulty {difficulty} are {answer}"
        )


def _share_by_chance(exercise: Exercise) -> float:
    """Return how often each answer comes up where all are drawn alike: 1 in 6 for one choice out of six."""
    return math.prod(_chance(part.answer) for part in exercise.parts)


def _chance(spec: AnswerSpec) -> float:
    match spec:
        case Choice():
            return 1 / len(spec.options)
        case Ordering():
            return 1 / math.factorial(len(spec.items))
        case Table():
            return math.prod(map(_chance, asked_cells(spec)))
        case _:
            return 0.0


def the_right_option_has_no_favourite_place(draws: Draws) -> None:
    places = Counter(part.answer.right for _, _, part in _parts(draws.wide) if isinstance(part.answer, Choice))
    sizes = [len(part.answer.options) for _, _, part in _parts(draws.wide) if isinstance(part.answer, Choice)]
    if sizes:
        (place, count), fair = places.most_common(1)[0], sum(1 / size for size in sizes)
        assert count <= 2 * fair, f"the right option stands at index {place} in {count} of {len(sizes)} choices"


def items_are_not_shown_in_their_order(draws: Draws) -> None:
    orders = [part.answer.order for _, _, part in _parts(draws.wide) if isinstance(part.answer, Ordering)]
    in_order = sum(order == tuple(sorted(order)) for order in orders)
    fair = sum(1 / math.factorial(len(order)) for order in orders)
    assert in_order <= 2 * fair + 2, f"{in_order} of {len(orders)} lists are shown in the right order"


def _asked(exercise: Exercise) -> tuple[str | Drawing, ...]:
    lines = (line for part in exercise.parts for line in (part.prompt, *below_prompt(part.answer)))
    return exercise.prompt, *lines, *exercise.figures


def _answered(exercise: Exercise) -> tuple[str, ...]:
    """Return what is right, by text where options are shuffled."""
    return tuple(chain(*(_in_words(part.answer) for part in exercise.parts)))


def _in_words(spec: AnswerSpec) -> tuple[str, ...]:
    match spec:
        case Choice():
            return (spec.options[spec.right],)
        case Ordering():
            return tuple(spec.items[index] for index in spec.order)
        case Table():
            return tuple(chain(*map(_in_words, asked_cells(spec))))
        case _:
            return (spec.show(),)


# ---------------------------------------------------------------- texts


def the_solution_leads_to_every_answer(draws: Draws) -> None:
    for drawn in draws.some:
        solution, parts = drawn.exercise.solution, drawn.exercise.parts
        assert solution and all(step.strip() for step in solution), f"{drawn.key}: an empty step"
        for part in parts:
            assert mentions("\n".join(solution), part.answer), f"{drawn.key}: {part.answer.show()} is in no step"
        assert ends_with(solution[-1], parts[-1].answer), f"{drawn.key}: the last step lacks {parts[-1].answer.show()}"


def texts_are_whole(draws: Draws) -> None:
    for drawn in draws.some:
        for text in prose_marks.texts(drawn.exercise):
            faults = prose_marks.faults(text)
            assert not faults, f"{drawn.key}: {faults} in {text!r}"
        for text in prose_marks.sentences(drawn.exercise):
            assert not prose_marks.breaks_off(text), f"{drawn.key}: breaks off: {text!r}"


# ---------------------------------------------------------------- figures


def figures_are_told_in_words(draws: Draws) -> None:
    for drawn in draws.some:
        for figure in drawn.exercise.figures:
            assert len(figure.alt) >= SHORTEST_ALT, f"{drawn.key}: tells little: {figure.alt!r}"
            faults = prose_marks.faults(figure.alt)
            assert not faults, f"{drawn.key}: {faults} in {figure.alt!r}"
            assert not prose_marks.breaks_off(figure.alt), f"{drawn.key}: breaks off: {figure.alt!r}"


def texts_in_figures_are_short_and_plain(draws: Draws) -> None:
    for drawn in draws.some:
        for text in chain(*map(_texts_in, drawn.exercise.figures)):
            assert len(text) <= LONGEST_IN_A_FIGURE, f"{drawn.key}: too long for a figure: {text!r}"
            assert not re.search(r"[$\\]|[_^]\{", text), f"{drawn.key}: LaTeX in a figure: {text!r}"
            assert not prose_marks.faults(text), f"{drawn.key}: {prose_marks.faults(text)} in {text!r}"


def _texts_in(figure: Drawing) -> Iterator[str]:
    match figure:
        case Graph():
            yield from chain(*((node.name, node.shown, node.text) for node in figure.nodes))
            yield from (edge.text for edge in figure.edges)
        case Curves():
            yield from (figure.x_label, figure.y_label, *(line.label for line in figure.lines))
        case Grids():
            yield figure.between
            for grid in figure.grids:
                yield from (grid.title, *grid.row_labels, *grid.column_labels, *chain(*grid.cells))
        case Boxes():
            yield from (box.label for box in figure.boxes)
        case _:
            assert_never(figure)


Guard = Callable[[Draws], None]
GUARDS: tuple[Guard, ...] = (
    its_id_is_kebab_case_and_names_its_module,
    it_stands_on_the_shelf_of_its_topic,
    it_says_what_it_is,
    it_declares_the_kinds_it_uses,
    the_same_seed_gives_the_same_exercise,
    it_leaves_the_global_dice_alone,
    our_own_answers_are_right,
    marks_and_prompts_are_there,
    misconceptions_score_nothing_and_are_recognised,
    misconceptions_differ_from_one_another,
    misconceptions_lead_to_a_topic,
    most_quantitative_parts_know_three_slips,
    what_is_carried_forward_agrees_with_the_answer,
    no_earlier_value_breaks_a_later_part,
    what_follows_inside_a_table_agrees_with_it,
    no_value_breaks_a_later_cell,
    no_two_seeds_ask_the_same,
    no_answer_is_worth_guessing,
    the_right_option_has_no_favourite_place,
    items_are_not_shown_in_their_order,
    the_solution_leads_to_every_answer,
    texts_are_whole,
    figures_are_told_in_words,
    texts_in_figures_are_short_and_plain,
)


def _answers(exercise: Exercise) -> list[str]:
    return [part.answer.show() for part in exercise.parts]


def _parts(draws: tuple[Drawn, ...]) -> Iterator[tuple[Drawn, int, Part]]:
    for drawn in draws:
        for index, part in enumerate(drawn.exercise.parts):
            yield drawn, index, part
