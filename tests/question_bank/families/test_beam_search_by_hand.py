"""Searches against trying all sequences, and against a second beam that works on the printed tables."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from itertools import pairwise, product

import pytest

from question_bank.answers import Choice, Choices
from question_bank.answers.reading.options import LETTERS
from question_bank.beams.model import Chain
from question_bank.drawings import Graph
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import CARRIED, grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import value
from tests.question_bank.once import once

FAMILY = once("beam-search-by-hand")
SEEDS = range(200)
START = "(start)"
Table = dict[str, dict[str, float]]  # the score of each next token, by the last one


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def picked(part: Part) -> str:
    assert isinstance(part.answer, Choice)
    return part.answer.options[part.answer.right].strip("`")


def told_table(prompt: str) -> Table:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", prompt, re.MULTILINE)
    ]
    header, _, *body = rows
    return {name: dict(zip(header[1:], map(number, cells), strict=True)) for name, *cells in body}


def probabilities(table: Table, *, logs: bool) -> dict[tuple[str, ...], float]:
    """Return the probability of every sequence of three tokens."""
    change = math.exp if logs else float
    found = {}
    for sequence in product(table[START], repeat=3):
        steps = [change(table[last][after]) for last, after in pairwise((START, *sequence))]
        found[sequence] = math.prod(steps)
    return found


def second_beam(table: Table, width: int, *, logs: bool) -> list[list[tuple[str, ...]]]:
    """Return what stays after each step of a search that adds logarithms and keeps a heap."""
    beam: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    after = []
    for _ in range(3):
        grown = []
        for total, sequence in beam:
            last = sequence[-1] if sequence else START
            for token, score in table[last].items():
                grown.append((total + (score if logs else math.log(score)), (*sequence, token)))
        beam = heapq.nlargest(width, grown)
        if len(grown) > width:
            ordered = sorted(grown, reverse=True)
            assert all(one[0] - two[0] > 1e-9 for one, two in pairwise(ordered[: width + 1])), "a tie"
        after.append([sequence for _, sequence in beam])
    return after


# ---------------------------------------------------------------- greedy against the best


def told_tree(exercise: Exercise) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Return the probabilities of the first words, and of the second after each."""
    if not exercise.figures:
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in re.findall(r"^\|.*\|$", exercise.prompt, re.MULTILINE)
        ]
        seconds = [cell.removeprefix("then ") for cell in rows[0][2:]]
        body = rows[2:]
        return (
            {word: float(p) for word, p, *_ in body},
            {word: dict(zip(seconds, map(float, cells), strict=True)) for word, _, *cells in body},
        )
    (graph,) = exercise.figures
    assert isinstance(graph, Graph)
    shown = {node.name: node.shown for node in graph.nodes}
    root = graph.nodes[0].name
    first = {shown[edge.end]: float(edge.text) for edge in graph.edges if edge.start == root}
    later: dict[str, dict[str, float]] = {word: {} for word in first}
    for edge in graph.edges:
        if edge.start != root:
            later[shown[edge.start]][shown[edge.end]] = float(edge.text)
    for word, share in [*first.items(), *(pair for row in later.values() for pair in row.items())]:
        assert f"“{word}” {share:g}" in graph.alt
    return first, later


def test_greedy_search_and_the_best_pair_are_what_all_pairs_say() -> None:
    drawn = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        first, later = told_tree(exercise)
        assert sum(first.values()) == pytest.approx(1)
        assert all(sum(row.values()) == pytest.approx(1) for row in later.values())
        all_pairs = {f"{one} {two}": first[one] * p for one in first for two, p in later[one].items()}
        start = max(first, key=first.__getitem__)
        greedy = f"{start} {max(later[start], key=later[start].__getitem__)}"
        asked, best = exercise.parts
        assert picked(asked) == greedy
        assert value(best) == pytest.approx(max(all_pairs.values()))
        assert all_pairs[greedy] < max(all_pairs.values()) - 1e-9
        drawn += bool(exercise.figures)
    assert 80 < drawn < 160


# ---------------------------------------------------------------- a beam of two


def test_a_beam_of_two_returns_what_the_second_beam_does() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        table = told_table(exercise.prompt)
        assert all(sum(row.values()) == pytest.approx(1) for row in table.values())
        found = second_beam(table, 2, logs=False)[-1][0]
        greedy = second_beam(table, 1, logs=False)[-1][0]
        every = probabilities(table, logs=False)
        sequence, probability = exercise.parts
        assert picked(sequence) == " ".join(found) != " ".join(greedy)
        assert value(probability) == pytest.approx(every[found])
        seen["the best of all" if every[found] > max(every.values()) - 1e-12 else "not the best"] += 1
        assert every[found] > every[greedy]
    assert seen["the best of all"] > 60 and seen["not the best"] > 15


def test_the_probability_is_that_of_the_sequence_the_learner_chose() -> None:
    carried = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        every = probabilities(told_table(exercise.prompt), logs=False)
        spec = exercise.parts[0].answer
        assert isinstance(spec, Choice)
        for letter, option in zip(LETTERS, spec.options, strict=False):
            graded = grade(exercise, [letter, f"{every[tuple(option.strip('`').split())]:.4f}"])
            assert graded[1].verdict is Verdict.RIGHT
            carried += graded[1].feedback == CARRIED
    assert carried > 500


# ---------------------------------------------------------------- log-probabilities and lengths


def test_a_beam_of_logarithms_keeps_and_returns_what_the_second_beam_does() -> None:
    verdicts: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        table = told_table(exercise.prompt)
        assert all(sum(map(math.exp, row.values())) < 1 for row in table.values())
        width = number(re.findall(r"width (\d)", exercise.prompt)[0])
        kept = second_beam(table, int(width), logs=True)
        best = probabilities(table, logs=True)[kept[-1][0]]
        first, found, log, probability, mean, verdict = exercise.parts
        assert isinstance(first.answer, Choices)
        ticked = {first.answer.options[index].strip("`") for index in first.answer.right}
        assert ticked == {" ".join(sequence) for sequence in kept[1]}
        assert len(first.answer.options) == 9
        assert picked(found) == " ".join(kept[-1][0])
        assert value(log) == pytest.approx(math.log(best))
        assert value(probability) == pytest.approx(best)
        assert value(mean) == pytest.approx(math.log(best) / 3)
        (said,) = re.findall(r"log-probability of (−[\d.]+)\.", verdict.prompt)
        by_sum = "shorter" if number(said) > math.log(best) else "longer"
        by_mean = "shorter" if number(said) / 2 > math.log(best) / 3 else "longer"
        expected = (
            f"the {by_sum} by both" if by_sum == by_mean else f"the {by_sum} by its sum, the {by_mean} by its mean"
        )
        assert picked(verdict) == expected
        verdicts[expected] += 1
    assert len(verdicts) == 3 and min(verdicts.values()) > 20


def own_replies(exercise: Exercise) -> list[str]:
    return [part.answer.show() for part in exercise.parts]


def test_all_that_follows_a_learners_own_sequence_is_marked_by_it() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        every = probabilities(told_table(exercise.prompt), logs=True)
        spec = exercise.parts[1].answer
        assert isinstance(spec, Choice)
        place = next(index for index in range(4) if index != spec.right)
        own = every[tuple(spec.options[place].strip("`").split())]
        replies = own_replies(exercise)
        replies[1:5] = [LETTERS[place], f"{math.log(own):.1f}", f"{own:.3g}", f"{math.log(own) / 3:.3f}"]
        graded = grade(exercise, replies)
        assert graded[1].verdict is Verdict.WRONG
        assert all(each.verdict is Verdict.RIGHT for each in graded[2:5]), replies


def test_the_last_sequence_follows_from_what_the_learner_kept() -> None:
    carried = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        table = told_table(exercise.prompt)
        first, second = exercise.parts[0].answer, exercise.parts[1].answer
        assert isinstance(first, Choices) and isinstance(second, Choice)
        every = probabilities(table, logs=True)
        for option in second.options:
            sequence = option.strip("`").split()
            beginnings = [text.strip("`").split() for text in first.options]
            others = [place for place, each in enumerate(beginnings) if each != sequence[:2]]
            ticks = [beginnings.index(sequence[:2]), *others[: len(first.right) - 1]]
            allowed = [beginnings[place] for place in ticks]
            best = max((each for each in every if [*each[:2]] in allowed), key=every.__getitem__)
            follows = f"`{' '.join(best)}`"
            if follows in second.options and not is_close_call(every, allowed):
                replies = own_replies(exercise)
                replies[0] = ", ".join(LETTERS[place] for place in ticks)
                replies[1] = LETTERS[second.options.index(follows)]
                graded = grade(exercise, replies)
                assert graded[1].verdict is Verdict.RIGHT
                carried += graded[1].feedback == CARRIED
    assert carried > 50


def is_close_call(every: dict[tuple[str, ...], float], allowed: list[list[str]]) -> bool:
    """Tell whether two sequences with allowed beginnings are equally probable and better than all others."""
    ranked = sorted((math.log(p) for each, p in every.items() if [*each[:2]] in allowed), reverse=True)
    return ranked[0] - ranked[1] < 1e-9


def test_greedy_search_can_miss_the_best_that_a_beam_finds() -> None:
    chain = Chain(("a", "b"), (11, 9), ((10, 10), (1, 19)))  # 0.55, 0.45; 0.5, 0.5; 0.05, 0.95
    assert chain.greedy(2) == (0, 0) and chain.score((0, 0)) == pytest.approx(0.275)
    assert chain.beams(2, 2)[-1][0] == chain.best(2) == (1, 1)
    assert float(chain.score((1, 1))) == pytest.approx(0.4275)


def test_usual_slips_are_named() -> None:
    told = {
        slip.why
        for seed in range(60)
        for d in (2, 3)
        for part in FAMILY.generate(seed, d).parts
        for slip in part.misconceptions
    }
    for words in ("logarithms are added", "base is e, not 10", "falls out of the beam", "greedy search finds"):
        assert any(words in why for why in told), words


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
