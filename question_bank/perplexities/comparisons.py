"""Two language models compared: on the same tokens, or on the same text cut into pieces of different lengths."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace

from question_bank.answers import AnswerSpec, Choice, Value
from question_bank.answers.reading.options import LETTERS
from question_bank.exercise import Carry, Exercise, Misconception, Part
from question_bank.notation import decimal, equals
from question_bank.perplexities import slips
from question_bank.perplexities.measures import (
    BITS,
    NATS,
    THREE_DECIMALS,
    THREE_DIGITS,
    TWO_DECIMALS,
    perplexity,
    three_digits,
    to_three,
    to_two,
)
from question_bank.perplexities.texts import CORPORA, drawn_tokens, probabilities_told
from question_bank.slips import asked
from question_bank.wording import grouped

CHANCES = (0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.08, 0.05)
LEAST_RATIO, LARGEST_RATIO = 1.15, 2.5  # of two perplexities
CLOSEST, FARTHEST = 0.08, 0.8  # bits per character between two models


# ---------------------------------------------------------------- the same tokens


def two_models(rng: random.Random) -> Exercise:
    """Return two models that read the same sentence: both perplexities, and how much likelier one finds the text."""
    tokens = drawn_tokens(rng)
    one, other = _draw_pair(rng, len(tokens))
    better, worse, rows = ("B", "A", (other, one)) if rng.random() < 0.5 else ("A", "B", (one, other))
    told = [(f"model {name}", [f"{p:g}" for p in row]) for name, row in zip("AB", rows, strict=True)]
    prompt = rng.choice(
        (
            "Two language models read the same sentence. These are the probabilities that they gave to its tokens:",
            "You choose between two language models with the same tokenizer and test both on one sentence:",
            "Models A and B predict a sentence token by token, with these probabilities for what really came:",
        )
    )
    factor = (perplexity(other) / perplexity(one)) ** len(tokens)
    last = asked(
        f"How many times as likely does model {better} find the whole sentence as model {worse}? {THREE_DIGITS}",
        three_digits(factor),
        slips.of_factor(one, other),
        2,
    )
    each = (
        asked(f"What is the perplexity of model {name}? {TWO_DECIMALS}", to_two(perplexity(row)), wrong)
        for name, row, wrong in zip("AB", rows, map(slips.of_probabilities, rows), strict=True)
    )
    parts = (*each, replace(last, carry=_factor(better, len(tokens))))
    return Exercise(
        f"{prompt}\n\n{probabilities_told(tokens, *told)}", parts, _same_tokens_solution(rows, better, factor)
    )


def _draw_pair(rng: random.Random, count: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the probabilities of two models, those of the better one first."""
    while True:
        one, other = (tuple(rng.choice(CHANCES) for _ in range(count)) for _ in range(2))
        if LEAST_RATIO < perplexity(other) / perplexity(one) < LARGEST_RATIO and min(len({*one}), len({*other})) > 1:
            return one, other


def _factor(better: str, tokens: int) -> Carry:
    """Return what follows for the quotient of both texts from the learner's own perplexities of models A and B."""

    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        a, b = earlier
        if not isinstance(a, int | float) or not isinstance(b, int | float) or min(a, b) <= 0:
            return None
        return three_digits((b / a if better == "A" else a / b) ** tokens)

    return follows


def _same_tokens_solution(rows: tuple[tuple[float, ...], ...], better: str, factor: float) -> tuple[str, ...]:
    n = len(rows[0])
    products = [math.prod(row) for row in rows]
    each = (
        f"Model {name}: the product is ${decimal(product, 8)}$, so the perplexity is "
        f"$(1 / {decimal(product, 8)})^{{1/{n}}} {equals(perplexity(row))}$."
        for name, product, row in zip("AB", products, rows, strict=True)
    )
    mine, theirs = products if better == "A" else products[::-1]
    return (
        "Multiply the probabilities of a model, turn the product over and take the root of the number of tokens.",
        *each,
        (
            f"The quotient of the products, or of the perplexities to the power {n}: ${decimal(mine, 8)} / "
            f"{decimal(theirs, 8)} {equals(factor)}$."
        ),
    )


# ---------------------------------------------------------------- the same text in other pieces


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text that model A reads in tokens and model B in characters.

    ``nats`` is the cross-entropy of model A per token, ``perplexity_b`` the perplexity of model B per character.
    """

    tokens: int
    length: float
    nats: float
    perplexity_b: float

    @property
    def bits(self) -> float:
        """Return what model A needs for a token."""
        return self.nats / math.log(2)

    @property
    def of_a(self) -> float:
        """Return what model A needs for a character, in bits."""
        return self.bits / self.length

    @property
    def of_b(self) -> float:
        """Return what model B needs for a character, in bits."""
        return math.log2(self.perplexity_b)


def two_vocabularies(rng: random.Random) -> Exercise:
    """Return a model of tokens and a model of characters on one text, made comparable."""
    while True:
        pieces = Pieces(
            100 * rng.randint(5, 60), rng.randint(24, 46) / 10, rng.randint(180, 420) / 100, rng.randint(22, 46) / 10
        )
        if CLOSEST < abs(pieces.of_a - pieces.of_b) < FARTHEST:
            break
    first, second, *others = _pieces_asked(pieces)
    parts = (first, second, *others[:2], _which_is_better(rng, pieces.of_a, pieces.of_b), *others[2:])
    return Exercise(_pieces_told(rng, pieces), parts, _pieces_solution(pieces))


def _pieces_told(rng: random.Random, pieces: Pieces) -> str:
    where, tokens = rng.choice(CORPORA), grouped(pieces.tokens)
    characters = grouped(round(pieces.tokens * pieces.length))
    nats, of_b = f"{pieces.nats:g} nats per token", f"{pieces.perplexity_b:g} per character"
    one = (
        f"Two models are tested on {where}: {characters} characters. Model A cuts them into {tokens} tokens and has a "
        f"cross-entropy of {nats}. Model B reads characters and has a perplexity of {of_b}."
    )
    other = (
        f"A text of {characters} characters ({where}) is {tokens} tokens long for model A, whose cross-entropy is "
        f"{nats}. Model B predicts single characters, with a perplexity of {of_b}."
    )
    return rng.choice((one, other))


def _pieces_asked(pieces: Pieces) -> tuple[Part, ...]:
    """Return all parts that ask for numbers."""
    nats, bits, length = pieces.nats, pieces.bits, pieces.length
    of_a = asked(
        f"How many bits per character is that? {THREE_DECIMALS}",
        to_three(pieces.of_a),
        slips.of_length(bits, length, per_token=False),
    )
    rescaled = asked(
        f"Which perplexity per token of model A would the bits of model B come to? {TWO_DECIMALS}",
        to_two(BITS.perplexity(pieces.of_b * length)),
        slips.of_rescaled(pieces.of_b, length),
        2,
    )
    return (
        asked(
            f"What is the perplexity of model A per token? {TWO_DECIMALS}",
            to_two(NATS.perplexity(nats)),
            slips.of_entropy(nats, NATS),
        ),
        asked(
            f"How many bits per token does model A need? {THREE_DECIMALS}", to_three(bits), slips.of_units(nats, NATS)
        ),
        replace(of_a, carry=_per_character(length)),
        asked(
            f"How many bits per character does model B need? {THREE_DECIMALS}",
            to_three(pieces.of_b),
            slips.of_logarithm(pieces.perplexity_b, BITS),
        ),
        replace(rescaled, carry=_rescaled(length)),
    )


def _per_character(length: float) -> Carry:
    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        mine = earlier[-1]
        return to_three(mine / length) if isinstance(mine, int | float) else None

    return follows


def _rescaled(length: float) -> Carry:
    """Return what follows from the learner's own bits per character of model B, two parts before."""

    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        mine = earlier[-2]
        return to_two(BITS.perplexity(mine * length)) if isinstance(mine, int | float) else None

    return follows


def _which_is_better(rng: random.Random, of_a: float, of_b: float) -> Part:
    texts = {
        "A": "Model A",
        "B": "Model B",
        "both": "Both find it equally likely",
        "never": "Nobody can tell, because their pieces differ",
    }
    order = rng.sample(list(texts), len(texts))
    options = tuple(texts[name] for name in order)

    def better(a: float, b: float) -> Choice:
        return Choice(options, order.index("A" if a < b else "B"))

    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        a, b = earlier[2], earlier[3]
        return better(a, b) if isinstance(a, int | float) and isinstance(b, int | float) and a != b else None

    right = better(of_a, of_b)
    lower = rf"${decimal(min(of_a, of_b), 3)} < {decimal(max(of_a, of_b), 3)}$ bits per character"
    whys = {
        "A": f"Fewer bits mean a likelier text: {lower}. Perplexities per token and per character don't compare.",
        "B": f"Fewer bits mean a likelier text: {lower}. Perplexities per token and per character don't compare.",
        "both": f"The same text, but not the same bits: {lower}.",
        "never": f"The pieces differ, the text doesn't. Per character both can be compared: {lower}.",
    }
    wrong = tuple(
        Misconception(LETTERS[index], whys[name], slips.TOPIC, slips.MISTAKES)
        for index, name in enumerate(order)
        if index != right.right
    )
    return Part("Which model finds the whole text more likely?", right, misconceptions=wrong, carry=follows)


def _pieces_solution(pieces: Pieces) -> tuple[str, ...]:
    nats, bits, length, of_a, of_b = pieces.nats, pieces.bits, pieces.length, pieces.of_a, pieces.of_b
    better = "A" if of_a < of_b else "B"
    scaled = of_b * length
    last = (
        rf"A token of model A would cost model B ${decimal(of_b)} \cdot {length:g} {equals(scaled)}$ bits, a "
        f"perplexity of $2^{{{decimal(scaled)}}} {equals(BITS.perplexity(scaled))}$ per token."
    )
    return (
        f"Model A: the perplexity undoes the natural logarithm, $e^{{{nats:g}}} {equals(NATS.perplexity(nats))}$.",
        rf"A bit is $\ln 2 \approx 0.6931$ nats: ${nats:g} / 0.6931 {equals(bits)}$ bits per token.",
        f"A token has ${length:g}$ characters on average: ${decimal(bits)} / {length:g} {equals(of_a)}$ bits for each.",
        rf"Model B: $\log_2 {pieces.perplexity_b:g} {equals(of_b)}$ bits per character.",
        f"The whole text costs model {better} fewer bits, so model {better} finds it more likely.",
        last,
    )
