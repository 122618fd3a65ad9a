"""Parts about merges: which pair is next and how often it stands there, how large the vocabulary is, which tokens."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from question_bank.answers import AnswerSpec, Choice, Integer, Value
from question_bank.answers.reading.options import LETTERS
from question_bank.exercise import Misconception, Part
from question_bank.merges.bpe import (
    END,
    Corpus,
    Pair,
    Tokens,
    commonest,
    counted,
    letters,
    longest_first,
    merged_everywhere,
    symbols,
    tokenized,
)
from question_bank.merges.texts import pair_told, spaced
from question_bank.slips import Slip, misconceptions
from question_bank.wording import counted as told_count

TOPIC = "language.tokenization"
LEARNING, USING, VOCABULARY = "learning-merges", "using-merges", "vocabulary"
OPTIONS = 4
Options = tuple[Pair, ...]
Chosen = Callable[[tuple[Value, ...]], tuple[Pair, ...] | None]
"""Returns the pairs that a learner chose in the parts before, the first merge first."""


@dataclass(frozen=True, slots=True)
class Training:
    """A text and the merges learnt from it."""

    text: Corpus
    merges: tuple[Pair, ...]

    def before(self, step: int) -> Corpus:
        """Return the text as it is before a merge, the first of which is 0."""
        return after(self.text, self.merges[:step])

    def count(self, step: int) -> int:
        """Return how often the pair of a step stands in the text before it."""
        return counted(self.before(step))[self.merges[step]]


def after(corpus: Corpus, merges: Sequence[Pair]) -> Corpus:
    """Return the text after some merges."""
    for pair in merges:
        corpus = merged_everywhere(corpus, pair)
    return corpus


# ---------------------------------------------------------------- the next pair


def pair_options(rng: random.Random, corpus: Corpus, others: Sequence[Pair] = ()) -> Options:
    """Return the most frequent pair among three more, shuffled: up to two of ``others``, and some of the text."""
    ranked = [pair for pair, _ in counted(corpus).most_common()]
    best = ranked[0]
    picked = [*dict.fromkeys(pair for pair in others if pair != best)][:2]
    near = [pair for pair in ranked[1:] if pair not in picked]
    picked += near[: OPTIONS - 2 - len(picked)]
    left = [pair for pair in near if pair not in picked]
    picked += rng.sample(left, min(len(left), OPTIONS - 1 - len(picked)))
    return tuple(rng.sample((best, *picked), 1 + len(picked)))


def following(training: Training, step: int, offered: Options) -> tuple[Pair, ...]:
    """Return the merges that follow where another of the pairs offered at a step is merged than the right one."""
    before = training.before(step)
    wrong = sorted((pair for pair in offered if pair != training.merges[step]), key=lambda pair: -counted(before)[pair])
    found = [commonest(counted(merged_everywhere(before, pair))) for pair in wrong]
    return tuple(pair for pair in found if pair)


def pair_part(question: str, training: Training, step: int, options: Options, chosen: Chosen | None = None) -> Part:
    """Return the part that asks for the merge of a step; ``chosen`` gives the learner's own merges before it."""
    pairs = counted(training.before(step))
    texts = tuple(map(pair_told, options))

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = chosen(earlier) if chosen else None
        following = None if own is None else commonest(counted(after(training.text, own)))
        return Choice(texts, options.index(following)) if following in options else None

    best = training.merges[step]
    slips = tuple(_other_pair(place, pair, best, pairs) for place, pair in enumerate(options) if pair != best)
    return Part(question, Choice(texts, options.index(best)), 1, slips, carry if chosen else None)


def _other_pair(place: int, pair: Pair, best: Pair, pairs: Counter[Pair]) -> Misconception:
    if pair not in pairs:
        why = (
            f"After the merges before, {pair_told(pair)} is not in the text; {pair_told(best)} stands there most often."
        )
    elif pairs[pair] == pairs[best]:
        why = f"Both stand there {_times(pairs[best])}, but {pair_told(best)} comes first in the table."
    else:
        there = f"{pair_told(pair)} stands there {_times(pairs[pair])}, {pair_told(best)} {_times(pairs[best])}"
        why = f"{there}. Every word counts as often as it occurs."
    return Misconception(LETTERS[place], why, TOPIC, LEARNING)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def count_part(question: str, training: Training, step: int, chosen: Chosen) -> Part:
    """Return the part that asks how often the pair of a step stands in the text, marked on from the learner's own."""

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = chosen(earlier)
        count = counted(after(training.text, own[:-1]))[own[-1]] if own else 0
        return Integer(count) if count else None

    spec = Integer(training.count(step))
    slips = misconceptions(spec, _wrong_counts(training.before(step), training.merges[step]))
    return Part(f"{question} Type a whole number.", spec, 1, slips, carry)


def _wrong_counts(corpus: Corpus, pair: Pair) -> Iterator[Slip]:
    first, second = pair
    with_pair = [(tokens, n) for tokens, n in corpus if pair in pairwise(tokens)]
    good = f"The count of {pair_told(pair)} is {sum_told(corpus, pair)}"
    for value, why in (
        (len(with_pair), "You counted the words with this pair once each. Every word counts as often as it occurs"),
        (_count_of(corpus, first), f"You counted every `{first}`. Only those followed by `{second}` make the pair"),
        (_count_of(corpus, second), f"You counted every `{second}`. Only those behind `{first}` make the pair"),
        (sum(n for _, n in corpus), "You counted all words, but not all of them hold the pair"),
        (max(n for _, n in with_pair), "You counted the pair in one word. Add up all words that hold it"),
        (_runner_up(corpus), "That is how often the second most frequent pair stands there"),
    ):
        yield Slip((value,), f"{why}. {good}.", TOPIC, LEARNING)


def sum_told(corpus: Corpus, pair: Pair) -> str:
    """Return the count of a pair as a sum over the places where it stands."""
    shares = [n for tokens, n in corpus for found in pairwise(tokens) if found == pair]
    return f"{' + '.join(map(str, shares))} = {sum(shares)}" if len(shares) > 1 else str(sum(shares))


def _count_of(corpus: Corpus, token: str) -> int:
    return sum(tokens.count(token) * n for tokens, n in corpus)


def _runner_up(corpus: Corpus) -> int:
    return counted(corpus).most_common(2)[-1][1]


# ---------------------------------------------------------------- the vocabulary


def vocabulary_part(training: Training) -> Part:
    """Return the part that asks how many tokens the vocabulary holds after all merges."""
    start, steps = len(symbols(training.text)), len(training.merges)
    used = len(symbols(after(training.text, training.merges)))
    size = f"{start} + {steps} = {start + steps}"
    wrong = (
        (start + steps - 1, f"The mark of the end, `{END}`, is a token too: {size}."),
        (start, f"Every merge adds a token: {size}."),
        (used, f"A merge adds a token and removes none, even if it no longer stands in the text: {size}."),
        (start - steps, f"Merging makes texts shorter, not vocabularies; each merge adds a token: {size}."),
        (start + 2 * steps, f"A merge adds one token, the pair; its two halves are there already: {size}."),
        (26 + steps, f"Only letters of this text are in it: {size}."),
    )
    spec = Integer(start + steps, "tokens")
    slips = misconceptions(spec, (Slip((value,), why, TOPIC, VOCABULARY) for value, why in wrong))
    question = (
        f"The vocabulary starts with the different letters of the text and `{END}`. How many tokens does it hold after "
        f"{steps} merges? Type a whole number."
    )
    return Part(question, spec, 1, slips)


# ---------------------------------------------------------------- taking a word apart


def wrong_tokens(word: str, merges: Sequence[Pair]) -> Iterator[tuple[Tokens, str]]:
    """Yield how slips take a word apart, and the way out."""
    order = "The merges are made in the order in which they were learnt, each of them everywhere in the word"
    bare = tuple(pair for pair in merges if END not in pair[1])
    yield longest_first(word, merges), f"You took the longest token from the left. {order}."
    yield tokenized(word, merges[::-1]), f"You went through the merges backwards. {order}."
    yield tokenized(word, merges[:-1]), f"You stopped before the last merge. {order}."
    yield tokenized(word, bare), f"You left the merges with `{END}` out. It is a token like any other."
    yield tokenized(word, merges[1:]), f"You began with the second merge. {order}."
    yield tokenized(word, merges[:1]), f"You made the first merge alone. {order}."
    yield tokenized(word, merges[:2]), f"You made only two merges. {order}."
    yield letters(word), "You made no merge. A pair of the list that stands in the word becomes one token."
    yield (word + END,), "You took the whole word for one token, but no merge of the list makes it."
    yield (word, END), "A word is not a token because it is a word: only pairs of the list are merged."


def tokens_part(
    rng: random.Random, question: str, word: str, merges: Sequence[Pair], chosen: Chosen | None = None
) -> Part:
    """Return the part that asks for the tokens of a word, with three ways that slips take it apart."""
    right = tokenized(word, merges)
    wrong = _distinct(word, merges)
    picked = dict([*list(wrong.items())[:1], *rng.sample(list(wrong.items())[1:], min(2, len(wrong) - 1))])
    options = tuple(rng.sample((right, *picked), 1 + len(picked)))
    slips = tuple(Misconception(LETTERS[options.index(tokens)], why, TOPIC, USING) for tokens, why in picked.items())
    texts = tuple(map(spaced, options))

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = chosen(earlier) if chosen else None
        following = None if own is None else tokenized(word, own)
        return Choice(texts, options.index(following)) if following in options else None

    return Part(question, Choice(texts, options.index(right)), 1, slips, carry if chosen else None)


def _distinct(word: str, merges: Sequence[Pair]) -> dict[Tokens, str]:
    right, kept = tokenized(word, merges), dict[Tokens, str]()
    for tokens, why in wrong_tokens(word, merges):
        if tokens != right:
            kept.setdefault(tokens, why)
    return kept


def number_part(question: str, word: str, merges: Sequence[Pair]) -> Part:
    """Return the part that asks into how many tokens a word falls."""
    right = tokenized(word, merges)
    spec = Integer(len(right), "tokens")
    check = f"{spaced(right)} are {told_count(len(right), 'token')}"
    wrong = [
        *((len(tokens), why) for tokens, why in _distinct(word, merges).items()),
        (len(word), f"You counted the letters. Merged pairs count once, and `{END}` belongs to a token, too."),
        (len(right) - 1, f"The mark of the end, `{END}`, counts or is part of a token that does."),
        (
            len(word) + 1 - len(merges),
            "You subtracted 1 for every merge. Merges whose pair is not there change nothing.",
        ),
        (len(merges), "That is how many merges there are. Count what the word is made of in the end."),
    ]
    slips = misconceptions(spec, (Slip((value,), f"{why} {check}.", TOPIC, USING) for value, why in wrong if value > 0))
    return Part(f"{question} Type a whole number.", spec, 1, slips[:5])


def merging_told(word: str, merges: Sequence[Pair]) -> str:
    """Say how a word is merged, step by step; merges that change nothing are left out."""
    stages = [letters(word)]
    for place in range(1, len(merges) + 1):
        if (now := tokenized(word, merges[:place])) != stages[-1]:
            stages.append(now)
    return " → ".join(map(spaced, stages))
