"""Every statement stands on the level of the table it comes from, and signs of a level are where they belong."""

from __future__ import annotations

import re
from collections import Counter

from question_bank.answers import Choice, Matching, Ordering
from question_bank.dikw.story import LEVELS, MARKS, STEPS, Level, Told
from question_bank.families.ethics.dikw_level import STORIES
from tests.question_bank.families.prose import badly_written, slips_of_language
from tests.question_bank.once import once

FAMILY = once("dikw-level")
SEEDS = range(200)
JUDGES = re.compile(
    r"\b(?:should|shouldn't|worth|better to|rather|but|though|although|still|yet|even (?:with|if)|we leave|we keep)\b",
    re.IGNORECASE,
)
GROUNDS = re.compile(r"\b(?:because|since|brings it back)\b", re.IGNORECASE)
NO_FACT = re.compile(r"\b(?:because|since (?:the|it|they)|should|worth)\b")


def pattern(told: Told) -> re.Pattern[str]:
    return re.compile(re.escape(told.text).replace(r"\{x\}", r"[\d,]+").replace(r"\{y\}", r"[\d,]+"))


TABLE = [(level, pattern(told)) for story in STORIES for level in LEVELS for told in story.said[level]]


def level_of(text: str) -> Level:
    """Return the level of a statement by the table, and make sure that only one fits."""
    found = {level for level, each in TABLE if each.fullmatch(text)}
    assert len(found) == 1, (found, text)
    return found.pop()


def statements(level: Level) -> list[str]:
    return [told.text for story in STORIES for told in story.said[level]]


def test_every_story_has_two_statements_on_each_level() -> None:
    assert len(STORIES) == 16 == len({story.about for story in STORIES})
    assert all(len(story.said[level]) == 2 for story in STORIES for level in LEVELS)
    assert LEVELS == ("data", "information", "knowledge", "wisdom")
    assert set(MARKS) == set(LEVELS) and set(STEPS) == set(LEVELS[1:])


def test_knowledge_gives_grounds_and_lower_levels_give_none() -> None:
    assert [text for text in statements(Level.KNOWLEDGE) if ":" not in text and not GROUNDS.search(text)] == []
    lower = statements(Level.DATA) + statements(Level.INFORMATION)
    assert [text for text in lower if NO_FACT.search(text)] == []


def test_wisdom_weighs_something_and_data_have_no_context() -> None:
    assert [text for text in statements(Level.WISDOM) if not JUDGES.search(text)] == []
    months = re.compile(r"January|March|April|May|June|July|August|October|Monday|Tuesday|Friday|Saturday|week|morning")
    assert [text for text in statements(Level.DATA) if months.search(text)] == []
    assert [text for text in statements(Level.DATA) if len(text.split()) > 14] == []


def test_one_statement_is_on_the_level_of_its_table() -> None:
    asked = Counter[Level]()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        answer = exercise.parts[0].answer
        assert isinstance(answer, Choice)
        level = level_of(exercise.prompt.partition("> “")[2].removesuffix("”"))
        assert answer.options[answer.right] == level
        assert len(exercise.parts[0].misconceptions) == 3
        asked[level] += 1
    assert min(asked.values()) > 30


def test_several_statements_are_matched_as_in_the_table() -> None:
    for difficulty, count in ((2, 4), (3, 6)):
        for seed in SEEDS:
            answer = FAMILY.generate(seed, difficulty).parts[0].answer
            assert isinstance(answer, Matching)
            assert len(answer.left) == count
            levels = [level_of(text) for text in answer.left]
            assert [answer.right[pair] for pair in answer.pairs] == levels
            assert set(levels) == set(LEVELS)


def test_the_way_up_begins_with_data_and_ends_with_wisdom() -> None:
    for seed in SEEDS:
        answer = FAMILY.generate(seed, 3).parts[1].answer
        assert isinstance(answer, Ordering)
        assert [level_of(answer.items[place]) for place in answer.order] == list(LEVELS)
        assert answer.order != (0, 1, 2, 3)


def test_what_is_added_leads_one_level_up() -> None:
    for difficulty in (2, 3):
        for seed in SEEDS:
            part = FAMILY.generate(seed, difficulty).parts[-1]
            assert isinstance(part.answer, Choice)
            below = level_of(part.prompt.partition("” What has to be added")[0].removeprefix("“"))
            above = LEVELS[LEVELS.index(below) + 1]
            assert part.answer.options[part.answer.right] == STEPS[above]


def test_numbers_change_with_the_seed() -> None:
    for difficulty in FAMILY.difficulties:
        exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
        assert len({(each.prompt, each.parts[0].prompt, str(each.parts[0].answer)) for each in exercises}) == 500


def test_the_tables_are_well_written() -> None:
    texts = [text.format(x=3, y=7) for level in LEVELS[1:] for text in statements(level)]
    assert [text for text in texts if text[0].islower() or text[-1] != "."] == []
    assert [slip for text in texts for slip in slips_of_language(text)] == []


def test_the_texts_are_well_written() -> None:
    assert {
        slip for slip in badly_written(FAMILY, range(120)) if "a word twice" not in slip
    } == set()  # data may repeat
