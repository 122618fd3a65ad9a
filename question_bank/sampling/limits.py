"""Questions that need no calculator: the ends of the temperature scale, and what lies between them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from question_bank.answers import Choice
from question_bank.exercise import Misconception, Part
from question_bank.sampling.parts import Asked, form, vector
from question_bank.sampling.scores import Scores, scores
from question_bank.sampling.slips import LIMITS, TOPIC, Slip, told_apart
from question_bank.wording import NUMBER_WORDS, listed, short

COLDEST, HOTTEST = 0.05, 5.0  # what the demo's slider reaches, in place of 0 and infinity
LETTERS = "abcdefgh"
RATIO = r"Every ratio of probabilities is $\frac{p_i}{p_j} = e^{(z_i - z_j)/T}$."
SAME_ORDER = "No positive temperature changes the order: the largest logit stays the likeliest."


class Question(NamedTuple):
    """Scores, the temperature that shows the case, and the part that asks."""

    given: Scores
    temperature: float
    asked: Asked


def limit(rng: random.Random) -> Question:
    """Return the question what the probabilities tend to, as numbers; sometimes two logits share the first place."""
    count, cold = rng.choice((3, 4, 5)), rng.random() < 0.6
    given = scores(rng, count, 1.0)
    if cold and rng.random() < 0.4:
        given = _with_tie(given)
    best = _best(given)
    uniform = (1 / count,) * count
    greedy = tuple((place in best) / len(best) for place in range(count))
    alone = tuple(float(place == best[0]) for place in range(count))
    spec = vector(given, greedy if cold else uniform)
    slips = (
        Slip(uniform, "That is the other end, T → ∞. Dividing by a small T pulls the logits apart.", LIMITS),
        Slip(greedy, "That is the other end, T → 0. Dividing by a large T brings the logits together.", LIMITS),
        Slip(alone, "The largest logit is there twice, and the two share.", LIMITS),
        Slip(given.probabilities(), "Those are the probabilities at T = 1, before T moves.", LIMITS),
        Slip((0.0,) * count, "Probabilities sum to 1 at every temperature; they can't all go to 0.", LIMITS),
        Slip((1.0,) * count, "Probabilities sum to 1 at every temperature; they can't all go to 1.", LIMITS),
    )
    question = f"What do the probabilities tend to as the temperature T → {'0' if cold else '∞'}? {form(count)}"
    steps = _greedy_told(given) if cold else _uniform_told(count)
    part = Part(question, spec, misconceptions=told_apart(spec, slips))
    return Question(given, COLDEST if cold else HOTTEST, Asked(part, steps))


def what_it_does(rng: random.Random) -> Question:
    """Return the question what a sampler does at an end of the scale, in words."""
    given, cold = scores(rng, rng.choice((3, 4)), 1.0), rng.random() < 0.5
    best, *_, worst = (given.tokens[place] for place in given.ranked())
    noun = given.scene.noun
    gaps = "A number added to all logits cancels. A divisor does not: it changes the gaps between them."
    reasons = {
        f"It draws “{best}” every time.": "" if cold else "That is what happens as T → 0.",
        f"It draws every {noun} equally often.": "That is what happens as T → ∞." if cold else "",
        f"It draws “{worst}” every time.": SAME_ORDER,
        f"It draws each {noun} in proportion to its logit.": "A softmax goes by the exponentials of logits.",
        "It draws as at T = 1: what all logits are divided by cancels.": gaps,
    }
    question = f"The temperature is {'lowered towards 0' if cold else 'raised further and further'}."
    steps = _greedy_told(given) if cold else _uniform_told(len(given.tokens))
    asked = _chosen(rng, f"{question} What does the sampler do in the end?", reasons, steps)
    return Question(given, COLDEST if cold else HOTTEST, asked)


def which_one(rng: random.Random) -> Question:
    """Return the question which of four distributions belongs to a temperature."""
    temperatures = rng.choice(((0.5, 1.0, 2.0), (0.4, 1.0, 3.0), (0.5, 1.0, 4.0), (0.25, 1.0, 2.0)))
    given, sought = scores(rng, 3, 1.0), rng.choice(temperatures)
    flatter = "The higher T, the flatter the distribution."
    reasons = {_cells(given.probabilities(each)): f"That is T = {short(each)}. {flatter}" for each in temperatures}
    right = _cells(given.probabilities(sought))
    reasons[right] = ""
    turned = list(given.probabilities(temperatures[0]))
    first, *_, last = given.ranked()
    turned[first], turned[last] = turned[last], turned[first]
    reasons[_cells(turned)] = SAME_ORDER
    named = listed([short(each) for each in temperatures])
    offered = f"Three of these are its distributions at T = {named}, the fourth is wrong."
    question = f"{offered} Which belongs to T = {short(sought)}?"
    steps = (
        "The largest logit has the largest probability at every temperature, so the order is that of the logits.",
        f"The lower T, the more the largest gets. T = {named} go from the steepest to the flattest.",
        f"So T = {short(sought)} gives {right}.",
    )
    return Question(given, sought, _chosen(rng, question, reasons, steps))


def _chosen(rng: random.Random, question: str, reasons: dict[str, str], steps: tuple[str, ...]) -> Asked:
    """Return a question with one right option: the one with no reason against it."""
    options = list(reasons)
    rng.shuffle(options)
    lettered = zip(LETTERS, options, strict=False)
    slips = tuple(Misconception(letter, reasons[each], TOPIC, LIMITS) for letter, each in lettered if reasons[each])
    right = next(index for index, option in enumerate(options) if not reasons[option])
    return Asked(Part(question, Choice(tuple(options), right), misconceptions=slips), steps)


def _best(given: Scores) -> list[int]:
    return [place for place, logit in enumerate(given.logits) if logit == max(given.logits)]


def _with_tie(given: Scores) -> Scores:
    """Return the scores with the second best raised to the best."""
    first, second, *_ = given.ranked()
    logits = tuple(given.logits[first] if place == second else logit for place, logit in enumerate(given.logits))
    return Scores(given.scene, given.tokens, logits)


def _cells(probabilities: Sequence[float]) -> str:
    return ", ".join(f"{chance:.2f}" for chance in probabilities)


def _greedy_told(given: Scores) -> tuple[str, ...]:
    best = [f"“{given.tokens[place]}”" for place in _best(given)]
    end = f"{listed(best)} share it, 0.5 each" if len(best) > 1 else f"{best[0]} gets 1"
    grows = r"As $T \to 0$ it grows without bound where $z_i > z_j$."
    return f"{RATIO} {grows}", f"So all probability goes to the largest logit: {end}, all others 0."


def _uniform_told(count: int) -> tuple[str, ...]:
    levels = r"As $T \to \infty$ the exponent goes to 0 and the ratio to 1."
    return f"{RATIO} {levels}", f"So all {NUMBER_WORDS[count]} become equally likely, with {1 / count:.3f} each."
