"""Byte-pair encoding against a second one that works on the text itself, with strings and regular expressions."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from question_bank.answers import Choice
from question_bank.answers.reading.options import LETTERS
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import CARRIED, grade
from question_bank.merges.bpe import learnt, letters, tokenized
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import whole
from tests.question_bank.once import once

FAMILY = once("tokenize-by-merges")
SEEDS = range(200)
Text = list[str]  # every single word of the text, its tokens with spaces between them
Pair = tuple[str, str]


# ---------------------------------------------------------------- the second byte-pair encoding


def occurrences(text: Text) -> list[Pair]:
    """Return every pair of neighbours in the text, one after the other."""
    return [pair for word in text for pair in pairwise(word.split())]


def most_frequent(text: Text) -> Pair:
    """Return the pair with the most occurrences; of several, that which comes first."""
    there = occurrences(text)
    return max(dict.fromkeys(there), key=there.count)


def joined(word: str, pair: Pair) -> str:
    """Return a word with a pair merged wherever it stands."""
    return re.sub(rf"(?<!\S){re.escape(' '.join(pair))}(?!\S)", "".join(pair), word)


def trained(text: Text, steps: int) -> list[Pair]:
    merges = []
    for _ in range(steps):
        merges.append(most_frequent(text))
        text = [joined(word, merges[-1]) for word in text]
    return merges


def taken_apart(word: str, merges: list[Pair]) -> str:
    spaced = " ".join(word) + " _"
    for pair in merges:
        spaced = joined(spaced, pair)
    return spaced


# ---------------------------------------------------------------- what prompts say


def told_text(prompt: str) -> Text:
    """Return every word of the table as often as it occurs."""
    return [
        word for word, times in re.findall(r"^\| `(.+?)` \| (\d+) \|$", prompt, re.MULTILINE) for _ in range(int(times))
    ]


def told_pair(text: str) -> Pair:
    (pair,) = re.findall(r"^`(\S+)` \+ `(\S+)`$", text)
    first, second = pair
    return first, second


def told_merges(prompt: str) -> list[Pair]:
    found = re.findall(r"^(\d)\. `(\S+)` \+ `(\S+)` → `(\S+)`$", prompt, re.MULTILINE)
    assert [int(number) for number, *_ in found] == list(range(1, len(found) + 1))
    assert all(first + second == merged for _, first, second, merged in found)
    return [(first, second) for _, first, second, _ in found]


def told_word(prompt: str) -> str:
    (word,) = re.findall(r"word `(\w+)`", prompt)
    assert isinstance(word, str)
    return word


def picked(part: Part) -> str:
    assert isinstance(part.answer, Choice)
    return part.answer.options[part.answer.right]


def test_given_merges_take_a_word_apart() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (part,) = exercise.parts
        spaced = taken_apart(told_word(part.prompt), told_merges(exercise.prompt))
        if isinstance(part.answer, Choice):
            assert picked(part) == f"`{spaced}`", exercise.prompt
        else:
            assert whole(part) == len(spaced.split())
        seen[part.answer.kind] += 1
    assert min(seen.values()) > 60


def test_the_next_merge_is_the_pair_that_occurs_most_often() -> None:
    ties = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        text = told_text(exercise.prompt)
        best, there = most_frequent(text), Counter(occurrences(text))
        first, second = exercise.parts
        assert told_pair(picked(first)) == best, exercise.prompt
        assert whole(second) == there[best]
        assert isinstance(first.answer, Choice)
        assert all(told_pair(option) in there for option in first.answer.options)
        ties += list(there.values()).count(there[best]) > 1
        assert "comes first in the table" in exercise.prompt
    assert 20 < ties < 180


def test_three_merges_a_vocabulary_and_a_new_word_come_out_of_a_text() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        text = told_text(exercise.prompt)
        merges = trained(text, 3)
        after = [joined(word, merges[0]) for word in text]
        pairs, counts = exercise.parts[0:5:2], exercise.parts[1:4:2]
        assert [told_pair(picked(part)) for part in pairs] == merges, exercise.prompt
        assert [whole(part) for part in counts] == [
            occurrences(text).count(merges[0]),
            occurrences(after).count(merges[1]),
        ]
        start = {symbol for word in text for symbol in word.split()}
        assert "_" in start
        assert whole(exercise.parts[5]) == len(start | {"".join(pair) for pair in merges}) == len(start) + 3
        word = told_word(exercise.parts[6].prompt)
        assert f"{' '.join(word)} _" not in text
        assert picked(exercise.parts[6]) == f"`{taken_apart(word, merges)}`"


# ---------------------------------------------------------------- both encodings, on any text


words = st.text("abc", min_size=1, max_size=6)


@given(st.dictionaries(words, st.integers(1, 4), min_size=1, max_size=4), st.integers(1, 4), words)
def test_both_encodings_agree_on_any_text(counts: dict[str, int], steps: int, new: str) -> None:
    merges = learnt(tuple((letters(word), count) for word, count in counts.items()), steps)
    text = [f"{' '.join(word)} _" for word, count in counts.items() for _ in range(count)]
    assert list(merges) == trained(text, len(merges))
    assert " ".join(tokenized(new, merges)) == taken_apart(new, list(merges))
    for word in counts:
        assert "".join(tokenized(word, merges)) == f"{word}_"


def test_the_known_example_of_new_and_low_is_learnt() -> None:
    text = (("low", 5), ("lower", 2), ("newest", 6), ("widest", 3))  # the example of the paper that brought it to words
    merges = learnt(tuple((letters(word), count) for word, count in text), 4)
    assert merges == (("e", "s"), ("es", "t"), ("est", "_"), ("l", "o"))
    assert tokenized("lowest", merges) == ("lo", "w", "est_")


# ---------------------------------------------------------------- errors carried forward


def letter_of(part: Part, text: str) -> str:
    assert isinstance(part.answer, Choice)
    return LETTERS[part.answer.options.index(text)]


def test_the_count_is_that_of_the_pair_the_learner_chose() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        first, _ = exercise.parts
        assert isinstance(first.answer, Choice)
        there = Counter(occurrences(told_text(exercise.prompt)))
        for option in first.answer.options:
            count = there[told_pair(option)]
            graded = grade(exercise, [letter_of(first, option), str(count)])
            assert graded[1].verdict is Verdict.RIGHT
            checked += graded[1].feedback == CARRIED
    assert checked > 300


def test_merges_and_tokens_follow_from_the_learners_own_first_merge() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        parts, text = exercise.parts, told_text(exercise.prompt)
        assert isinstance(parts[0].answer, Choice)
        wrong = next(each for place, each in enumerate(parts[0].answer.options) if place != parts[0].answer.right)
        after = [joined(word, told_pair(wrong)) for word in text]
        second = most_frequent(after)
        replies = own_replies(exercise)
        replies[0], replies[1] = letter_of(parts[0], wrong), str(occurrences(text).count(told_pair(wrong)))
        option = f"`{second[0]}` + `{second[1]}`"
        assert isinstance(parts[2].answer, Choice)
        if option not in parts[2].answer.options:
            continue
        replies[2], replies[3] = letter_of(parts[2], option), str(occurrences(after).count(second))
        graded = grade(exercise, replies)
        assert all(each.verdict is Verdict.RIGHT for each in graded[1:4])
        seen.update(each.feedback for each in graded[1:4])
    assert seen[CARRIED] > 30


def own_replies(exercise: Exercise) -> list[str]:
    return [part.answer.show() for part in exercise.parts]


def test_a_word_is_taken_apart_by_the_learners_own_merges() -> None:
    carried = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        third, last = exercise.parts[4], exercise.parts[6]
        assert isinstance(third.answer, Choice) and isinstance(last.answer, Choice)
        merges = trained(told_text(exercise.prompt), 2)
        for option in third.answer.options:
            follows = f"`{taken_apart(told_word(last.prompt), [*merges, told_pair(option)])}`"
            if follows in last.answer.options:
                replies = own_replies(exercise)
                replies[4], replies[6] = letter_of(third, option), letter_of(last, follows)
                graded = grade(exercise, replies)
                assert graded[6].verdict is Verdict.RIGHT
                carried += graded[6].feedback == CARRIED
    assert carried > 50


def test_words_counted_once_each_are_a_named_slip() -> None:
    named = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        pair = told_pair(picked(exercise.parts[0]))
        kinds = sum(pair in occurrences([word]) for word in set(told_text(exercise.prompt)))
        graded = grade(exercise, [exercise.parts[0].answer.show(), str(kinds)])[1]
        named += graded.misconception is not None and "once each" in graded.feedback
    assert named > 180


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
