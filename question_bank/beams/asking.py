"""Parts about searches: what greedy search writes, what a beam keeps and returns, and how lengths are compared."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import exp, prod

from question_bank.answers import AnswerSpec, Choice, Choices, Number, Value
from question_bank.answers.reading.options import LETTERS
from question_bank.beams.model import STEPS, Beam, Chain, Path
from question_bank.beams.told import Tree, share
from question_bank.exercise import Misconception, Part
from question_bank.notation import decimal
from question_bank.slips import Slip, asked, digits

TOPIC = "language.sampling"
GREEDY, BEAM, LENGTH = "greedy", "beam-search", "length-normalisation"
FORM = "Type a decimal, rounded to 4 places."


def _number(value: float) -> Number:
    return Number(value, relative=0, absolute=1.5e-4, decimals=4)


# ---------------------------------------------------------------- greedy against the best


def greedy_asked(rng: random.Random, tree: Tree, greedy: tuple[int, int], ranked: Sequence[tuple[int, int]]) -> Part:
    """Return the part that asks what greedy search writes, the most probable pair among the wrong options."""
    others = [ranked[0], *rng.sample([pair for pair in ranked[1:] if pair != greedy], 2)]
    options = rng.sample([greedy, *others], 4)
    first = tree.first[greedy[0]]
    whys = {
        pair: (
            "That is the most probable pair, but greedy search does not see it: it never looks beyond the next word."
            if pair == ranked[0]
            else f"Greedy search takes the most probable word, “{first}”, and the most probable one after it."
        )
        for pair in others
    }
    slips = tuple(Misconception(LETTERS[options.index(pair)], why, TOPIC, GREEDY) for pair, why in whys.items())
    spec = Choice(tuple(map(tree.shown, options)), options.index(greedy))
    return Part("Which two words does greedy search write?", spec, 1, slips)


def best_asked(tree: Tree, greedy: tuple[int, int], best: tuple[int, int]) -> Part:
    """Return the part that asks how probable the most probable pair is."""
    one, two = tree.shares[best[0]], tree.rows[best[0]][best[1]]
    right = f"{tree.shown(best)} has {share(one)}·{share(two)} = {share(one * two)}"
    largest = max(max(row) for row in tree.rows)
    wrong = (
        (tree.probability(greedy), f"That is what greedy search finds. {right}."),
        (one + two, f"You added the probabilities. Multiply them: {right}."),
        ((one + two) / 2, f"You took the mean of the probabilities. Multiply them: {right}."),
        (two, f"You left out how probable the first word is: {right}."),
        (max(tree.shares) * largest, f"You multiplied the largest numbers, but they lie on different paths. {right}."),
        (tree.probability(tree.pairs()[-1]), f"That is the least probable pair. {right}."),
    )
    slips = [Slip((float(value),), why, TOPIC, GREEDY) for value, why in wrong]
    return asked(f"What is the probability of the most probable two words? {FORM}", _number(float(one * two)), slips)


# ---------------------------------------------------------------- a beam


def sequence_options(rng: random.Random, beam: Beam) -> tuple[Path, ...]:
    """Return what the beam returns among three others: what other searches return, then the best of the rest."""
    chain, right = beam.chain, beam.found
    others = (beam.greedy, chain.best(STEPS), beam.kept[-1][1])
    near = chain.ranked(chain.extended(chain.extended(chain.extended([()]))))
    picked = [*dict.fromkeys(each for each in (*others, *near) if each != right)][:3]
    return tuple(rng.sample((right, *picked), 4))


def why_not(beam: Beam) -> Callable[[Path], str]:
    """Return what says why a sequence is not what the beam returns."""
    chain, found, greedy = beam.chain, beam.found, beam.greedy
    name = "sum" if chain.logs else "product"

    def why(sequence: Path) -> str:
        mine, ours = chain.told(chain.score(sequence)), chain.told(chain.score(found))
        if sequence == greedy:
            return f"That is what greedy search finds, with {mine}. The beam also follows the second best: {ours}."
        if chain.score(sequence) > chain.score(found):
            return f"Its {name} is larger ({mine}), but its beginning falls out of the beam, so it is never found."
        return f"Its {name} is {mine}, less than that of {chain.shown(found)}, {ours}."

    return why


def probability_asked(beam: Beam, options: Sequence[Path]) -> Part:
    """Return the part that asks how probable the sequence is that the learner chose in the part before."""
    chain, found, greedy = beam.chain, beam.found, beam.greedy
    steps = chain.steps(found)
    right = f"Multiply all three: {' · '.join(map(chain.told, steps))} = {chain.told(chain.score(found))}"
    wrong = (
        (steps[1] * steps[2], f"You left out the first token. {right}."),
        (steps[0] * steps[1], f"You left out the last token. {right}."),
        (sum(steps) / STEPS, f"You took the mean. {right}."),
        (
            prod(chain.value(chain.first[token]) for token in found),
            f"After the first token, read the row of the token before. {right}.",
        ),
        (chain.score(greedy), f"That is the probability of what greedy search finds. {right}."),
    )

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        index = earlier[0]
        return _number(float(chain.score(options[index]))) if isinstance(index, int) else None

    slips = [Slip((float(value),), why, TOPIC, BEAM) for value, why in wrong]
    part = asked(f"What is its probability? {FORM}", _number(float(chain.score(found))), slips)
    return replace(part, carry=carry)


# ---------------------------------------------------------------- logarithms and lengths


def kept_asked(chain: Chain, candidates: Sequence[Path], kept: Sequence[Path]) -> Part:
    """Return the part that asks which sequences of two tokens stay in the beam."""
    right = tuple(index for index, sequence in enumerate(candidates) if sequence in kept)
    question = "Which sequences of two tokens stay in the beam after the second step?"
    return Part(question, Choices(tuple(map(chain.shown, candidates)), right), 2)


def found_asked(beam: Beam, options: Sequence[Path], candidates: Sequence[Path]) -> Part:
    """Return the part that asks for the best sequence at the end, which follows from what the learner kept."""
    chain, found = beam.chain, beam.found
    texts = tuple(map(chain.shown, options))

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = earlier[0]
        kept = [candidates[index] for index in own if isinstance(index, int)] if isinstance(own, tuple) else []
        if len(kept) != beam.width:
            return None
        best = chain.ranked(chain.extended(kept))[0]
        return Choice(texts, options.index(best)) if best in options else None

    ways = why_not(beam)
    slips = [Misconception(LETTERS[i], ways(each), TOPIC, BEAM) for i, each in enumerate(options) if each != found]
    question = "Which sequence has the largest sum after the third step?"
    return Part(question, Choice(texts, options.index(found)), 2, tuple(slips), carry)


def log_asked(beam: Beam, options: Sequence[Path]) -> Part:
    """Return the part that asks for the log-probability of the sequence that the learner chose."""
    chain, found, greedy = beam.chain, beam.found, beam.greedy
    steps, score = chain.steps(found), chain.score(found)
    right = f"Add all three: {' + '.join(f'({chain.told(step)})' for step in steps)} = {chain.told(score)}"
    wrong = (
        (steps[0] * steps[1] * steps[2], f"Probabilities are multiplied; their logarithms are added. {right}."),
        (steps[1] + steps[2], f"You left out the first token. {right}."),
        (steps[0] + steps[1], f"You left out the last token. {right}."),
        (-score, f"Logarithms of probabilities are negative. {right}."),
        (chain.score(greedy), f"That is the sum of what greedy search finds. {right}."),
        (score / STEPS, f"That is the mean. Asked is the sum. {right}."),
    )

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        index = earlier[1]
        return _log(float(chain.score(options[index]))) if isinstance(index, int) else None

    slips = [Slip((float(value),), why, TOPIC, BEAM) for value, why in wrong]
    return replace(
        asked("What is its log-probability? Type a number with one decimal.", _log(float(score)), slips), carry=carry
    )


def _log(value: float) -> Number:
    return Number(value, relative=0, absolute=1e-3, decimals=1)


def _tenths(value: Fraction) -> str:
    return f"{float(value):.2f}".removesuffix("0").replace("-", "−")


def _own(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and -100 <= value <= 0 else None


def exponential_asked(score: Fraction) -> Part:
    """Return the part that turns the learner's own log-probability into a probability."""
    x = float(score)
    right = f"e to the power {_tenths(score)} is {exp(x):.3g}"
    wrong = (
        (10**x, f"These are natural logarithms: the base is e, not 10. {right}."),
        (2**x, f"These are natural logarithms: the base is e, not 2. {right}."),
        (exp(x / STEPS), f"You took the mean of the logarithms. Their sum belongs to the whole sequence. {right}."),
        (-1 / x, f"Undo the logarithm with the exponential function. {right}."),
        (exp(-x), f"You lost the minus sign; no probability is above 1. {right}."),
    )

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = _own(earlier[2])
        return None if own is None or own < -50 else digits(exp(own))

    slips = [Slip((value,), why, TOPIC, BEAM) for value, why in wrong]
    part = asked("What is its probability? Type a decimal with 3 significant digits.", digits(exp(x)), slips)
    return replace(part, carry=carry)


def mean_asked(score: Fraction) -> Part:
    """Return the part that divides the learner's own log-probability by the length."""
    x = float(score)
    right = f"Divide by the three tokens: {_tenths(score)} / 3 = {decimal(x / 3, 3).replace('-', '−')}"
    wrong = (
        (x, f"That is the sum. {right}."),
        (x / 2, f"You divided by the two steps between tokens. {right}."),
        (exp(x) / 3, f"You divided the probability. {right}."),
        (-x / 3, f"Means of negative numbers are negative. {right}."),
        (x * 3, f"You multiplied by the length. {right}."),
    )

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = _own(earlier[2])
        return None if own is None else _mean(own / STEPS)

    slips = [Slip((value,), why, TOPIC, LENGTH) for value, why in wrong]
    question = "What is its score normalised by length, the mean log-probability of a token?"
    return replace(asked(f"{question} Type a decimal, rounded to 3 places.", _mean(x / STEPS), slips), carry=carry)


def _mean(value: float) -> Number:
    return Number(value, relative=0, absolute=2e-3, decimals=3)


VERDICTS = (
    "the shorter by its sum, the longer by its mean",
    "the longer by its sum, the shorter by its mean",
    "the shorter by both",
    "the longer by both",
)


def verdict(total: float, mean: float, shorter: float) -> int:
    """Return the index of the verdict on a sequence with a sum and a mean, and a shorter one with another sum."""
    by_sum, by_mean = shorter > total, shorter / 2 > mean
    return {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}[by_sum, by_mean]


def preferred_asked(rng: random.Random, score: Fraction, shorter: Fraction) -> Part:
    """Return the part that compares the sequence with a shorter one, by sum and by mean."""
    order = rng.sample(range(4), 4)
    texts = tuple(VERDICTS[index] for index in order)
    right = verdict(float(score), float(score) / STEPS, float(shorter))

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        total, mean = _own(earlier[2]), _own(earlier[4])
        if total is None or mean is None or float(shorter) in (total, 2 * mean):
            return None
        return Choice(texts, order.index(verdict(total, mean, float(shorter))))

    check = (
        f"Sums: {_tenths(shorter)} against {_tenths(score)}. "
        f"Means: {_tenths(shorter / 2)} against {decimal(float(score) / 3, 3).replace('-', '−')}. The larger one wins."
    )
    slips = tuple(
        Misconception(LETTERS[place], check, TOPIC, LENGTH) for place, index in enumerate(order) if index != right
    )
    question = (
        f"Another sequence ended after two tokens, with a log-probability of {_tenths(shorter)}. Which of the two is "
        "preferred by the sum of the log-probabilities, and which by their mean?"
    )
    return Part(question, Choice(texts, order.index(right)), 1, slips, carry)
