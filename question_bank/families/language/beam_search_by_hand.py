"""Search in a small language model: greedy against the best, a beam of two, and a beam with log-probabilities."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import exp

from question_bank.answers import Choice
from question_bank.answers.reading.options import LETTERS
from question_bank.beams.asking import (
    BEAM,
    TOPIC,
    VERDICTS,
    best_asked,
    exponential_asked,
    found_asked,
    greedy_asked,
    kept_asked,
    log_asked,
    mean_asked,
    preferred_asked,
    probability_asked,
    sequence_options,
    verdict,
    why_not,
)
from question_bank.beams.model import STEPS, Beam, Path, draw_chain, draw_hiding_chain, draw_log_chain, draw_shares
from question_bank.beams.told import PHRASES, STORIES, Tree, chain_table, product_told, share
from question_bank.exercise import Exercise, Family, Misconception, Part, dice, first_with
from question_bank.notation import decimal, equals
from question_bank.slips import has_enough
from question_bank.wording import NUMBER_WORDS, listed

ID = "beam-search-by-hand"
SIZES = ((2, 2), (2, 3), (3, 2), (3, 3))  # branches of a tree, first and second


def generate(seed: int, difficulty: int) -> Exercise:
    """Return greedy against the best (1), a beam of two (2), or a beam with log-probabilities and lengths (3)."""
    rng = dice(ID, seed, difficulty)
    make: Callable[[random.Random], Exercise | None] = (_tree, _beam_of_two, _log_beam)[difficulty - 1]
    return first_with(has_enough, make, rng)


# ---------------------------------------------------------------- greedy against the best


def _tree(rng: random.Random) -> Exercise | None:
    tree = _draw_tree(rng)
    ranked, greedy = tree.pairs(), tree.greedy()
    values = [tree.probability(pair) for pair in ranked]
    if greedy == ranked[0] or len(set(values)) < len(values):
        return None
    best = ranked[0]
    drawn = rng.random() < 0.6
    where = "The tree shows" if drawn else "The table shows"
    told = (
        f"{rng.choice(_TREE_TOLD)} “{tree.beginning}”. {where} how probable each next word is, given the words before."
    )
    parts = (greedy_asked(rng, tree, greedy, ranked), best_asked(tree, greedy, best))
    one, two = (tree.shares[best[0]], tree.rows[best[0]][best[1]])
    steps = (
        "Greedy search takes the most probable word at every step and never looks back.",
        (
            f"It writes {tree.shown(greedy)}, with probability "
            rf"${share(tree.shares[greedy[0]])} \cdot {share(tree.rows[greedy[0]][greedy[1]])} "
            rf"= {share(tree.probability(greedy))}$."
        ),
        (
            f"Multiply along every path and compare: {tree.shown(best)} has the largest product, "
            rf"${share(one)} \cdot {share(two)} = {share(one * two)}$."
        ),
    )
    prompt = told if drawn else f"{told}\n\n{tree.as_table()}"
    return Exercise(prompt, parts, steps, figures=(tree.drawing(),) if drawn else ())


_TREE_TOLD = (
    "A language model continues a sentence by two words. It begins with",
    "Two more words are to be written behind the beginning",
    "A keyboard suggests the next two words after",
    "A language model is asked for two words that follow",
)


def _draw_tree(rng: random.Random) -> Tree:
    beginning, *pools = rng.choice(PHRASES)
    first, second = (tuple(rng.sample(pool, n)) for pool, n in zip(pools, rng.choice(SIZES), strict=True))
    shares, rows = draw_shares(rng, len(first)), [draw_shares(rng, len(second)) for _ in first]
    return Tree(beginning, first, second, shares, tuple(rows))


# ---------------------------------------------------------------- a beam of two


def _beam_of_two(rng: random.Random) -> Exercise | None:
    story = rng.choice(STORIES)
    draw = rng.choice((draw_chain, draw_chain, draw_hiding_chain))
    beam = Beam(draw(rng, rng.sample(story.tokens, 3)), 2)
    chain, found, greedy = beam.chain, beam.found, beam.greedy
    if found == greedy or beam.is_open:
        return None
    options = sequence_options(rng, beam)
    question = f"Which sequence of three {story.kind} does beam search with width 2 return?"
    parts = (_returned(question, beam, options), probability_asked(beam, options))
    prompt = (
        f"{story.intro} The probability of the next token depends only on the last one (rows: last token, columns: "
        f"next token).\n\n{chain_table(chain)}\n\n{rng.choice(_BEAM_RULES)}"
    )
    steps = (
        "After each step, only the two sequences with the largest products stay; the others are never extended.",
        *_steps_told(beam),
        (
            f"The beam returns {chain.shown(found)}, with probability ${product_told(chain, found)}$. "
            f"Greedy search would end at {chain.told(chain.score(greedy))}."
        ),
    )
    return Exercise(prompt, parts, steps)


def _returned(question: str, beam: Beam, options: Sequence[Path]) -> Part:
    why, found = why_not(beam), beam.found
    slips = [Misconception(LETTERS[i], why(each), TOPIC, BEAM) for i, each in enumerate(options) if each != found]
    return Part(question, Choice(tuple(map(beam.chain.shown, options)), options.index(found)), 2, tuple(slips))


_BEAM_RULES = (
    "Beam search keeps the two most probable sequences after every step and returns the best of the last two.",
    (
        "A beam of width 2 is used: after each step the two most probable sequences survive. The better of the last "
        "two is returned."
    ),
)


def _steps_told(beam: Beam) -> Iterator[str]:
    chain = beam.chain
    before: Sequence[Path] = [()]
    for number, now in enumerate(beam.kept, 1):
        ranked = chain.ranked(chain.extended(before))
        scored = [f"{chain.shown(each)} {chain.told(chain.score(each))}" for each in ranked]
        yield f"Step {number}: {', '.join(scored)}. Kept: {listed([chain.shown(each) for each in now])}."
        before = now


# ---------------------------------------------------------------- log-probabilities and lengths


def _log_beam(rng: random.Random) -> Exercise | None:
    story, width = rng.choice(STORIES), rng.choice((2, 2, 3))
    beam = Beam(draw_log_chain(rng, rng.sample(story.tokens, 3)), width)
    if beam.is_open or (beam.found == beam.greedy and rng.random() < 0.8):
        return None
    chain, score = beam.chain, beam.chain.score(beam.found)
    tenths = _shorter(rng, chain.rank(beam.found))
    if tenths is None:
        return None
    shorter = chain.value(tenths)
    options, candidates = sequence_options(rng, beam), chain.extended(chain.extended([()]))
    parts = (
        kept_asked(chain, candidates, beam.kept[1]),
        found_asked(beam, options, candidates),
        log_asked(beam, options),
        exponential_asked(score),
        mean_asked(score),
        preferred_asked(rng, score, shorter),
    )
    prompt = (
        f"{story.intro} The table holds natural logarithms of the probabilities of the next token, given the last one "
        f"(rows: last token, columns: next token). All other tokens are too improbable to matter.\n\n"
        f"{chain_table(chain)}\n\nBeam search with width {width} writes three {story.kind}: after every step the "
        f"{NUMBER_WORDS[width]} sequences with the largest sums stay."
    )
    return Exercise(prompt, parts, tuple(_log_told(beam, shorter)))


def _shorter(rng: random.Random, total: int) -> int | None:
    """Return the sum of a sequence of two tokens, in tenths as that of the longer one, far enough from it in both ways.

    Half the time it is one that wins by its sum and loses by its mean; it never can be the other way round.
    """
    sums = range(2 * total, total // 4)
    pool = [tenths for tenths in sums if abs(tenths - total) > 1 and _means_apart(tenths, total)]
    worse = [tenths for tenths in pool if total - 12 <= tenths < total]
    between = [tenths for tenths in pool if total < tenths and 3 * tenths < 2 * total]
    better = [tenths for tenths in pool if 3 * tenths > 2 * total]
    chosen = rng.choice((between, between, worse, better))
    return rng.choice(chosen) if chosen else None


def _means_apart(two: int, three: int) -> bool:
    """Tell whether means of two and of three tokens, whose sums are tenths, differ by 0.05 or more."""
    return abs(3 * two - 2 * three) >= 3


def _log_told(beam: Beam, shorter: Fraction) -> Iterator[str]:
    chain, found = beam.chain, beam.found
    x = float(chain.score(found))
    yield "Logarithms turn products into sums: add along each sequence, and keep the largest (least negative) sums."
    yield from _steps_told(beam)
    yield f"Best of all that stayed: {chain.shown(found)} with ${product_told(chain, found)}$."
    yield rf"Its probability: $e^{{{x:.1f}}} \approx {decimal(exp(x), 6)}$."
    yield rf"Per token: ${x:.1f} / 3 {equals(x / 3)}$."
    right = VERDICTS[verdict(x, x / STEPS, float(shorter))]
    yield (
        f"The shorter one has the sum {chain.told(shorter)} and the mean {share(shorter / 2)}: preferred is {right}. "
        "Every token adds a negative number, so sums favour short sequences; means do not."
    )


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Beam search by hand",
    version=1,
    generate=generate,
    kinds=("choice", "number", "choices"),
    heading=BEAM,
)
