"""Every argument carries the sentences of one lens and of no other, and that lens is the key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from question_bank.answers import Choice, Matching
from question_bank.exercise import Exercise
from question_bank.scenarios.catalog import CASES
from question_bank.scenarios.confusions import CONFUSIONS
from question_bank.scenarios.lens import BACKS, CRITERIA, LENSES, NEIGHBOUR, QUESTIONS, Lens
from tests.question_bank.families.prose import badly_written, slips_of_language
from tests.question_bank.once import once

FAMILY = once("lens-of-argument")
SEEDS = range(250)
GIVEAWAY = re.compile(
    r"\b(right\w*|just\w*|unjust\w*|fair\w*|unfair\w*|car(?:e|es|ed|ing|er|ers|eful\w*|eless\w*)|virtu\w*|utilit\w*|"
    r"common good|dut(?:y|ies))\b",
    re.IGNORECASE,
)


def sentences_of(lens: Lens) -> Iterator[str]:
    """Yield everything that may be said through a lens."""
    for case in CASES:
        yield from case.reasons[lens]
    for group in CRITERIA[lens]:
        yield from group


SAID = {lens: tuple(sentences_of(lens)) for lens in LENSES}


def lens_in(text: str) -> Lens:
    """Return the one lens whose sentences a text contains."""
    found = {lens for lens in LENSES if any(sentence in text for sentence in SAID[lens])}
    assert len(found) == 1, (found, text)
    return found.pop()


def speeches(prompt: str) -> dict[str, str]:
    return dict(re.findall(r"^\*\*(.+?)\*\*, .+?: “(.+)”$", prompt, re.MULTILINE))


def test_no_argument_gives_its_lens_away() -> None:
    texts = [text for lens in LENSES for text in SAID[lens]]
    texts += [way for case in CASES for way in case.ways.values()]
    assert [text for text in texts if GIVEAWAY.search(text)] == []
    assert GIVEAWAY.search("Fairness demands it.") is not None


def test_no_sentence_belongs_to_two_lenses_or_two_cases() -> None:
    counted = Counter(text for lens in LENSES for text in SAID[lens])
    assert [text for text, times in counted.items() if times > 1] == []


def test_every_case_can_be_argued_through_every_lens_both_ways() -> None:
    for case in CASES:
        assert set(case.reasons) == set(case.ways) == set(LENSES), case.id
        assert all(reason.favour and reason.against for reason in case.reasons.values()), case.id
    assert len({case.id for case in CASES}) == len(CASES) == 12


def test_every_confusion_has_its_explanation() -> None:
    for lens in LENSES:
        assert set(CONFUSIONS[lens]) == set(LENSES) - {lens}
        assert NEIGHBOUR[NEIGHBOUR[lens]] is lens
    assert set(QUESTIONS) == set(BACKS) == set(LENSES)


def test_the_tables_are_well_written() -> None:
    texts = [text for lens in LENSES for text in SAID[lens]]
    texts += [text for table in CONFUSIONS.values() for text in table.values()]
    assert [slip for text in texts for slip in slips_of_language(text)] == []
    assert [text for text in texts if text[0].islower() or text[-1] not in ".?"] == []


def check_choice(answer: object, text: str) -> None:
    assert isinstance(answer, Choice)
    assert answer.options[answer.right] == lens_in(text).value
    assert NEIGHBOUR[lens_in(text)].value in answer.options


def test_one_argument_has_the_lens_of_its_sentences() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (part,) = exercise.parts
        check_choice(part.answer, exercise.prompt)
        assert len(part.misconceptions) == 3


def check_matching(exercise: Exercise, answer: Matching) -> None:
    said = speeches(exercise.prompt)
    assert list(answer.left) == list(said)
    assert [answer.right[pair] for pair in answer.pairs] == [lens_in(said[name]).value for name in answer.left]
    assert len(answer.right) == len(answer.left) + 1


def test_two_or_three_arguments_have_the_lenses_of_their_sentences() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        said = speeches(exercise.prompt)
        first = exercise.parts[0].answer
        if isinstance(first, Matching):
            check_matching(exercise, first)
            assert len(said) == 3
        else:
            assert len({lens_in(text) for text in said.values()}) == len(exercise.parts) == len(said) == 2
            for part, (name, text) in zip(exercise.parts, said.items(), strict=True):
                assert name in part.prompt
                check_choice(part.answer, text)


def test_four_or_five_arguments_and_the_odd_one_out() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        matching, odd = (part.answer for part in exercise.parts)
        assert isinstance(matching, Matching) and isinstance(odd, Choice)
        check_matching(exercise, matching)
        lenses = [lens_in(option) for option in odd.options]
        named = next(lens for lens in LENSES if f"the {lens} lens" in exercise.parts[1].prompt)
        assert [place for place, lens in enumerate(lenses) if lens is not named] == [odd.right]
        assert Counter(lenses)[named] == 3


def test_nobody_repeats_a_sentence_within_an_exercise() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        odd = exercise.parts[1].answer
        assert isinstance(odd, Choice)
        text = exercise.prompt + " ".join(odd.options)
        repeated = [each for lens in LENSES for each in SAID[lens] if text.count(each) > 1]
        assert repeated == []


def test_exercises_differ_and_answers_are_spread() -> None:
    for difficulty in FAMILY.difficulties:
        exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
        assert len({exercise.prompt for exercise in exercises}) == 500
    firsts = [FAMILY.generate(seed, 1).parts[0].answer for seed in range(500)]
    choices = [answer for answer in firsts if isinstance(answer, Choice)]
    assert max(Counter(answer.options[answer.right] for answer in choices).values()) < 120
    assert max(Counter(answer.right for answer in choices).values()) < 160


def test_who_speaks_says_nothing_about_the_lens() -> None:
    pairs: Counter[tuple[str, Lens]] = Counter()
    for seed in range(300):
        prompt = FAMILY.generate(seed, 3).prompt
        for role, text in re.findall(r"^\*\*.+?\*\*, (.+?): “(.+)”$", prompt, re.MULTILINE):
            pairs[role, lens_in(text)] += 1
    assert max(pairs.values()) < 4 * sum(pairs.values()) / len(pairs)
    assert len(pairs) > 100


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(170)) == set()
