"""Byte-pair encoding by hand: merges applied to a word, the next merge found, and a small tokenizer trained."""

from __future__ import annotations

import random
from collections.abc import Sequence

from question_bank.answers import Integer, Value
from question_bank.exercise import Exercise, Family, Part, dice
from question_bank.merges.asking import (
    LEARNING,
    TOPIC,
    Chosen,
    Options,
    Training,
    after,
    count_part,
    following,
    merging_told,
    number_part,
    pair_options,
    pair_part,
    sum_told,
    tokens_part,
    vocabulary_part,
)
from question_bank.merges.bpe import END, Pair, counted, learnt, letters, symbols, tokenized
from question_bank.merges.texts import corpus_table, draw_corpus, pair_told, spaced
from question_bank.slips import ENOUGH
from question_bank.wording import counted as told_count
from question_bank.wording import listed

ID = "tokenize-by-merges"
MARK = (
    f"Every word ends with the mark `{END}`, a symbol like any letter; merges never reach from one word into the next."
)
TIES = (
    "Of pairs that are equally frequent, the one that comes first in the table is merged (words from top to bottom, "
    "each from left to right)."
)
STEPS = 3


def generate(seed: int, difficulty: int) -> Exercise:
    """Return given merges to apply (1), the next merge to find (2), or a tokenizer to train and use (3)."""
    rng = dice(ID, seed, difficulty)
    make = (_apply, _next_merge, _train)[difficulty - 1]
    while True:
        exercise = make(rng)
        if exercise is not None and all(_knows_slips(part) for part in exercise.parts):
            return exercise


def _knows_slips(part: Part) -> bool:
    return not isinstance(part.answer, Integer) or len(part.misconceptions) >= ENOUGH


# ---------------------------------------------------------------- given merges


def _apply(rng: random.Random) -> Exercise | None:
    lead = rng.choice(_LEARNT)
    corpus, others = draw_corpus(rng, rng.choice((3, 4, 5)))
    merges = learnt(corpus, rng.choice((6, 7, 8)))
    word = rng.choice(others)
    tokens = tokenized(word, merges)
    stages = {tokenized(word, merges[:step]) for step in range(len(merges) + 1)}
    if len(merges) < 6 or len(stages) < 3 or not 2 <= len(tokens) <= len(word) - 1:
        return None
    prompt = f"{lead} {MARK}\n\n{_numbered(merges)}"
    start = rng.choice(_SPLIT).format(word=word)
    if rng.random() < 0.5:
        question = f"{start} Into how many tokens does it fall? Count `{END}`, or the token that holds it, too."
        part = number_part(question, word, merges)
    else:
        part = tokens_part(rng, f"{start} Which tokens come out?", word, merges)
        if len(part.misconceptions) < ENOUGH:
            return None
    split = f"Write the word as its symbols, {spaced(letters(word))}, and go through the merges in their order."
    steps = (
        f"{split} Wherever the pair of a merge stands, it becomes one token.",
        f"{merging_told(word, merges)}. These are {told_count(len(tokens), 'token')}.",
    )
    return Exercise(prompt, (part,), steps)


_LEARNT = (
    "A byte-pair tokenizer has learnt these merges, in this order.",
    "These are the merges of a small byte-pair tokenizer, the first one learnt first.",
    "A tiny tokenizer stores these byte-pair merges, in the order in which they were learnt.",
    "Training stopped after these byte-pair merges; the first one was learnt first.",
    "Byte-pair encoding was trained on a short text and gave this list of merges, in the order of training.",
)
_SPLIT = (
    "The word `{word}` is tokenized.",
    "The tokenizer is given the word `{word}`.",
    "Now it meets the word `{word}`.",
)


def _numbered(merges: Sequence[Pair]) -> str:
    return "\n".join(f"{place}. {pair_told(pair)} → `{''.join(pair)}`" for place, pair in enumerate(merges, 1))


# ---------------------------------------------------------------- the next merge


def _next_merge(rng: random.Random) -> Exercise | None:
    corpus, _ = draw_corpus(rng, rng.choice((3, 4, 5)))
    done = rng.choice((0, 0, 1))
    merges = learnt(corpus, done + 1)
    if len(merges) <= done:
        return None
    training = Training(after(corpus, merges[:done]), merges[done:])
    options = pair_options(rng, training.text)
    parts = (
        pair_part("Which pair is merged next?" if done else "Which pair is merged first?", training, 0, options),
        count_part("How often does this pair stand in the text?", training, 0, _chosen((options,), (0,))),
    )
    state = f"One merge is made already, {pair_told(merges[0])}." if done else "No merge is made yet."
    prompt = f"{rng.choice(_TEXTS)} {MARK} {state} {TIES}\n\n{corpus_table(training.text)}"
    return Exercise(prompt, parts, (_COUNTING, _ranked(training, 0)))


_TEXTS = (
    "Byte-pair encoding is trained on a tiny text of these words.",
    "A tokenizer learns its merges from a text in which these words occur so many times.",
    "A text holds the following words. Byte-pair encoding merges the pair of neighbours that stands there most often.",
)
_COUNTING = (
    "Count every pair of neighbours in every word, times how often the word occurs. The pair with the largest count is "
    "merged."
)


def _ranked(training: Training, step: int) -> str:
    """Return the count of the winner with its sum, and those of the next pairs."""
    corpus, pair = training.before(step), training.merges[step]
    total = training.count(step)
    others = [(other, n) for other, n in counted(corpus).most_common(3) if other != pair][:2]
    behind = listed([f"{pair_told(other)} ({n})" for other, n in others])
    tied = f" Equal counts: {pair_told(pair)} comes first in the table." if others[0][1] == total else ""
    return f"{pair_told(pair)} has the count {sum_told(corpus, pair)}; next come {behind}.{tied}"


def _chosen(options: Sequence[Options], places: Sequence[int]) -> Chosen:
    """Return what reads the learner's own pairs from the parts at ``places``."""

    def chosen(earlier: tuple[Value, ...]) -> tuple[Pair, ...] | None:
        indexes = [earlier[place] for place in places]
        return tuple(offered[i] for offered, i in zip(options, indexes, strict=True) if isinstance(i, int))

    return chosen


# ---------------------------------------------------------------- a whole training


def _train(rng: random.Random) -> Exercise | None:
    corpus, others = draw_corpus(rng, rng.choice((4, 5)))
    training = Training(corpus, learnt(corpus, STEPS))
    word = rng.choice(others)
    if len(training.merges) < STEPS or len(tokenized(word, training.merges)) > len(word) - 1:
        return None
    offered = [pair_options(rng, corpus)]
    for step in range(1, STEPS):
        offered.append(pair_options(rng, training.before(step), following(training, step - 1, offered[-1])))
    first, second, third = (_chosen(offered[:n], (0, 2, 4)[:n]) for n in (1, 2, 3))
    parts = (
        pair_part("Which pair is merged first?", training, 0, offered[0]),
        count_part("How often does this pair stand in the text?", training, 0, first),
        pair_part("The first merge is made everywhere. Which pair is merged second?", training, 1, offered[1], first),
        count_part("How often does the second pair stand in the text, after the first merge?", training, 1, second),
        pair_part("Which pair is merged third?", training, 2, offered[2], second),
        vocabulary_part(training),
        tokens_part(
            rng,
            f"After the three merges, the word `{word}` is tokenized. What comes out?",
            word,
            training.merges,
            third,
        ),
    )
    if len(parts[-1].misconceptions) < 2:
        return None
    prompt = f"{rng.choice(_TEXTS)} {MARK} {TIES} Three merges are made.\n\n{corpus_table(corpus)}"
    return Exercise(prompt, parts, _told(training, word))


def _told(training: Training, word: str) -> tuple[str, ...]:
    steps = [_COUNTING]
    for step, name in enumerate(("First", "Second", "Third")):
        now = ", ".join(spaced(tokens) for tokens, _ in training.before(step + 1))
        steps.append(f"{name} merge: {_ranked(training, step)} The words are now {now}.")
    start = symbols(training.text)
    listed_start = ", ".join(f"`{symbol}`" for symbol in sorted(start, key=lambda symbol: (symbol == END, symbol)))
    steps.append(
        f"Vocabulary: {listed_start} are {len(start)}, and each merge adds one: {len(start)} + 3 = {len(start) + 3}."
    )
    steps.append(f"The new word goes through the same merges in the same order: {merging_told(word, training.merges)}.")
    return tuple(steps)


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Byte-pair encoding by hand",
    version=1,
    generate=generate,
    kinds=("integer", "choice"),
    heading=LEARNING,
)
