"""Exercises lead to notes and demos that exist, and their formulas can be typeset.

Only the tests may look at families, notes and demos together: the packages that hold them don't know one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from models.demo import Demo
from models.errors import DemoError
from models.knobs import Config, with_values
from models.registry import demo as find_demo
from question_bank.answers import Integer, Matrix
from question_bank.answers.reading.numbers import read_number
from question_bank.exercise import DemoCase, Exercise, Family, Misconception, Part
from question_bank.printing import below_prompt
from question_bank.registry import families
from studyapp.paths import CONTENT
from studyapp.study.catalog import Catalog, load_catalog
from studyapp.study.content_check import places_of
from studyapp.ui.maths import Formula, FormulaError, typeset
from tests.question_bank.once import once
from tests.question_bank.replies import CONSTANTS, FUNCTIONS, HARMLESS, READABLE, rows

SEEDS = range(40)
SEEDS_TYPESET = range(8)
every_family = pytest.mark.parametrize("family", [once(each) for each in families()], ids=families())


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the topics that ship with the app."""
    return load_catalog(CONTENT)


def exercises(family: Family, seeds: Iterable[int]) -> Iterator[Exercise]:
    """Yield exercises of every difficulty."""
    for seed in seeds:
        for difficulty in family.difficulties:
            yield family.generate(seed, difficulty)


def dead_ends(family: Family, catalog: Catalog) -> set[tuple[str, str]]:
    """Return the topics and headings that a family or its misconceptions lead to and that no note has."""
    there = {(topic.id, heading) for topic in catalog.topics.values() for heading in ("", *topic.headings)}
    return {(topic, heading) for _, topic, heading in places_of(family)} - there


def set_up(case: DemoCase) -> Config:
    """Return the config of a demo that shows a case; raises DemoError where there is none."""
    demo: Demo[Config] = find_demo(case.demo)
    return with_values(demo.config(), case.config)


@every_family
def test_every_family_and_misconception_leads_to_a_heading(family: Family, catalog: Catalog) -> None:
    assert dead_ends(family, catalog) == set()


@every_family
def test_every_demo_case_can_be_set(family: Family) -> None:
    for exercise in exercises(family, SEEDS):
        if (case := exercise.demo) is not None:
            config = set_up(case)
            assert {name: getattr(config, name) for name in case.config} == dict(case.config)


@every_family
def test_every_formula_can_be_typeset(family: Family) -> None:
    for formula in set().union(*(formulas(exercise) for exercise in exercises(family, SEEDS_TYPESET))):
        assert typeset(Formula(formula)).advance > 0


def test_what_learners_type_can_be_typeset() -> None:
    echoes = [read_number(reply).echo for table in READABLE.values() for reply in rows(table)]
    echoes += [read_number(reply).echo for reply in (*CONSTANTS, *FUNCTIONS, *HARMLESS)]
    for formula in {re.sub(r"\d+", "1", echo.split("$")[1]) for echo in echoes}:
        assert typeset(Formula(formula)).advance > 0


@pytest.mark.parametrize("reply", ["1 -0.5; 3/4 5 %", "√2 e^-2; 2·10^-3 ln(2)", "1\t2,5\n−3\t½"])
def test_a_matrix_that_learners_type_can_be_typeset(reply: str) -> None:
    echo = Matrix(((1, 2), (3, 4))).judge(reply).echo
    assert typeset(Formula(echo.split("$")[1])).advance > 0


def test_a_dead_end_is_noticed(catalog: Catalog) -> None:
    slip = Misconception("2", "No.", "rl.nowhere", "either")
    exercise = Exercise("", (Part("", Integer(1), misconceptions=(slip,)),), ())
    lost = Family("lost", "cnn.nowhere", "Lost", 1, lambda seed, difficulty: exercise, ("integer",), "at-all")
    assert dead_ends(lost, catalog) == {("cnn.nowhere", "at-all"), ("rl.nowhere", "either")}


@pytest.mark.parametrize(
    "case",
    [
        DemoCase("no-such-demo", {}),
        DemoCase("cnn-digits", {"no_such_knob": 1}),
        DemoCase("cnn-digits", {"conv1_kernel": 99}),
        DemoCase("cnn-digits", {"conv1_padding": "wide"}),
    ],
)
def test_a_case_that_no_demo_shows_is_noticed(case: DemoCase) -> None:
    with pytest.raises(DemoError):
        set_up(case)


def test_a_formula_that_cannot_be_typeset_is_noticed() -> None:
    (formula,) = formulas(Exercise(r"What is $\nosuch{12}$, without `$code$`?", (), ()))
    with pytest.raises(FormulaError, match="nosuch"):
        typeset(Formula(formula))


def formulas(exercise: Exercise) -> set[str]:
    """Return the formulas in all texts of an exercise, outside of code; all numbers are 1, so that few differ."""
    texts = [exercise.prompt, *exercise.solution]
    for part in exercise.parts:
        texts += [part.prompt, *below_prompt(part.answer), *(slip.why for slip in part.misconceptions)]
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", "\n".join(texts), flags=re.DOTALL)
    found = re.findall(r"\$\$(.+?)\$\$|\$([^$]+?)\$", prose, re.DOTALL)
    return {re.sub(r"\d+(?:\.\d+)?|(?<=\d)\{,\}\d+", "1", display or inline) for display, inline in found}
