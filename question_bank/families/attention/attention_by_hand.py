"""Works a small attention head through by hand: scaled scores, softmax weights, mixed values, with and without mask."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from question_bank.attention import slips
from question_bank.attention.blocks import Block, block_parts
from question_bank.attention.heads import Head, Rows
from question_bank.attention.slips import TOPIC, WEIGHTS
from question_bank.attention.told import (
    CAUSAL,
    SENTENCES,
    mask_drawn,
    one_query,
    output_steps,
    quoted,
    score_steps,
    vector,
    weight_steps,
    whole_head,
)
from question_bank.exercise import DemoCase, Exercise, Family, dice, first_with
from question_bank.gradients.asking import Asked, all_tell, parts
from question_bank.gradients.sheet import Sheet
from question_bank.notation import decimal
from question_bank.wording import table

ID = "attention-by-hand"
SMALL = (-2, -1, -1, 0, 0, 1, 1, 1, 2)
LEAST_WEIGHT = 0.015  # smaller ones vanish in three decimals
LARGEST_SCORE = 4.5
WATCHED = DemoCase("attention-by-example", {"pairs": 3})  # as few as the tokens here
MOST_VALUE = 9.0  # sum of the sizes in a column of values: what rounded weights may do to an output


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one of the three steps (1), two in a row for one query (2), or a whole head (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty - 1])
    return replace(first_with(all_tell, make, rng), demo=WATCHED)


# ---------------------------------------------------------------- one query


def _scores(rng: random.Random) -> Exercise | None:
    head = _draw(rng, 1, 3)
    sheet = head.sheet()
    if not _suits(head, sheet):
        return None
    prompt = one_query(rng, head, rng.choice(head.tokens))
    return Exercise(prompt, parts(sheet, (_scores_asked(head, sheet),), TOPIC), tuple(score_steps(head, sheet)))


def _weights(rng: random.Random) -> Exercise | None:
    head, asker = _scored(rng)
    sheet = _with_scores(rng, head)
    if sheet is None:
        return None
    question = _weights_asked(head, sheet, scored=True)
    prompt = _scores_told(rng, head, sheet, asker)
    return Exercise(prompt, parts(sheet, (question,), TOPIC), tuple(weight_steps(head, sheet)))


def _output(rng: random.Random) -> Exercise | None:
    head, asker = _scored(rng, hide=False)
    first = rng.randint(5, 80)
    second = rng.randint(5, 95 - first) if first < 90 else 5
    weights = (first / 100, second / 100, (100 - first - second) / 100)
    if min(weights) < 0.05 or len(set(weights)) < 3:
        return None
    sheet = head.sheet().given(dict(zip(head.names("a")[0], weights, strict=True)))
    intro = rng.choice(
        (
            "In an attention head the query of “{asker}” attends to the tokens {tokens} with these weights:",
            "The softmax of an attention head has given “{asker}” its weights over {tokens}:",
            "These are the weights and the values of {tokens} for the query of “{asker}” in an attention head:",
        )
    ).format(asker=asker, tokens=quoted(head.tokens))
    question = _output_asked(head, sheet, weighed=True)
    prompt = f"{intro}\n\n{_value_rows(head, weights, 'weight')}"
    return Exercise(prompt, parts(sheet, (question,), TOPIC), tuple(output_steps(head, sheet)))


def _scores_and_weights(rng: random.Random) -> Exercise | None:
    seen = rng.choice((3, 3, 2))
    head = _draw(rng, 1, 3, visible=(seen,))
    sheet = head.sheet()
    if not _suits(head, sheet):
        return None
    asker = head.tokens[seen - 1] if head.masked else rng.choice(head.tokens)
    questions = (_scores_asked(head, sheet), _weights_asked(head, sheet))
    steps = (*score_steps(head, sheet), *weight_steps(head, sheet))
    return Exercise(one_query(rng, head, asker), parts(sheet, questions, TOPIC), steps)


def _weights_and_output(rng: random.Random) -> Exercise | None:
    head, asker = _scored(rng)
    sheet = _with_scores(rng, head)
    if sheet is None:
        return None
    questions = (_weights_asked(head, sheet, scored=True), _output_asked(head, sheet, scored=True))
    steps = (*weight_steps(head, sheet), *output_steps(head, sheet))
    return Exercise(_scores_told(rng, head, sheet, asker, values=True), parts(sheet, questions, TOPIC), steps)


def _scored(rng: random.Random, *, hide: bool = True) -> tuple[Head, str]:
    """Return a head of one query whose scores are given, so that it needs no vectors; and whose query it is."""
    tokens = rng.choice(SENTENCES)
    seen = rng.choice((3, 3, 2)) if hide else 3
    values = _rows(rng, 3, 2, range(-3, 6))
    head = Head(tokens, ((0.0,),), ((0.0,),) * 3, values, (seen,))
    return head, tokens[seen - 1] if seen < 3 else rng.choice(tokens)


def _with_scores(rng: random.Random, head: Head) -> Sheet | None:
    scores = [rng.randint(-20, 30) / 10 for _ in head.tokens]
    sheet = head.sheet().given(dict(zip(head.names("s")[0], scores, strict=True)))
    return sheet if len(set(scores)) == 3 and 0 not in scores and _suits(head, sheet) else None


def _scores_told(rng: random.Random, head: Head, sheet: Sheet, asker: str, *, values: bool = False) -> str:
    intro = rng.choice(
        (
            "The query of “{asker}” in an attention head has these scaled scores with the keys of {tokens}:",
            "A head of self-attention has compared “{asker}” with the tokens {tokens}. The scores, already scaled:",
            "In a transformer, “{asker}” scores the tokens {tokens}. The scores are already divided by {root}:",
        )
    ).format(asker=asker, tokens=quoted(head.tokens), root=r"$\sqrt{d_k}$")
    scores = sheet.values(head.names("s")[0])
    plain = table(("token", *head.tokens), [("score", *(f"${decimal(score)}$" for score in scores))])
    told = _value_rows(head, scores, "score") if values else plain
    return f"{intro}\n\n{told}" + (f"\n\n{CAUSAL}" if head.masked else "")


def _value_rows(head: Head, numbers: Sequence[float], what: str) -> str:
    rows = zip(head.tokens, numbers, head.values, strict=True)
    return table(("token", what, "value $v$"), [(t, f"${decimal(n)}$", f"${vector(v)}$") for t, n, v in rows])


# ---------------------------------------------------------------- the whole head


def _whole_head(rng: random.Random) -> Exercise | None:
    count = rng.choice((2, 3, 3))
    causal = rng.random() < 0.5
    head = _draw(rng, count, count, visible=tuple(range(1, count + 1)) if causal else (count,) * count)
    sheet = head.sheet()
    if not _suits(head, sheet):
        return None
    before = ", before the mask" if causal else ""
    blocks = (
        Block(
            rf"What are the scaled scores $QK^\top / \sqrt{{d_k}}${before}? Queries go down, keys across.",
            head.names("s"),
            slips.of_scores(head, sheet),
            head.tokens,
            head.tokens,
        ),
        Block(
            "What are the attention weights" + (", with the mask?" if causal else "?"),
            head.names("a"),
            slips.of_weights(head, sheet),
            head.tokens,
            head.tokens,
            2,
        ),
        Block("What does the head give out?", head.names("o"), slips.of_outputs(head, sheet), head.tokens, marks=2),
    )
    steps = (*score_steps(head, sheet), *weight_steps(head, sheet), *output_steps(head, sheet))
    return Exercise(whole_head(rng, head), block_parts(sheet, blocks, TOPIC), steps, figures=mask_drawn(head))


# ---------------------------------------------------------------- what is asked


def _scores_asked(head: Head, sheet: Sheet) -> Asked:
    before = ", before the mask" if head.masked else ""
    question = f"What are the scaled scores of this query with {quoted(head.tokens)}{before}?"
    return Asked(question, head.names("s")[0], slips.of_scores(head, sheet), head.tokens)


def _weights_asked(head: Head, sheet: Sheet, *, scored: bool = False) -> Asked:
    question = f"With which weights does it attend to {quoted(head.tokens)}?"
    return Asked(question, head.names("a")[0], slips.of_weights(head, sheet, scored=scored), head.tokens)


def _output_asked(head: Head, sheet: Sheet, *, scored: bool = False, weighed: bool = False) -> Asked:
    question = "What does the head give out for this query, component by component?"
    found = slips.of_outputs(head, sheet, scored=scored, weighed=weighed)
    return Asked(question, head.names("o")[0], found)


# ---------------------------------------------------------------- nice numbers


def _draw(rng: random.Random, queries: int, count: int, visible: tuple[int, ...] = ()) -> Head:
    """Return a head of small whole numbers; its scale is 2, or the root of 2."""
    d_k = rng.choice((2, 4, 4))
    tokens = rng.choice(SENTENCES)
    start = rng.randrange(len(tokens) - count + 1)
    return Head(
        tokens[start : start + count],
        _rows(rng, queries, d_k, SMALL),
        _rows(rng, count, d_k, SMALL),
        _rows(rng, count, 2, range(-3, 6)),
        visible or (count,) * queries,
    )


def _rows(rng: random.Random, count: int, width: int, among: Sequence[int]) -> Rows:
    while True:
        rows = tuple(tuple(float(rng.choice(among)) for _ in range(width)) for _ in range(count))
        if len(set(rows)) == count and all(map(any, rows)):
            return rows


def _suits(head: Head, sheet: Sheet) -> bool:
    """Tell whether no weight vanishes, and no query finds all it sees alike."""
    if any(sum(map(abs, each)) > MOST_VALUE or len(set(each)) == 1 for each in zip(*head.values, strict=True)):
        return False
    for i, seen in enumerate(head.visible, 1):
        weights, scores = sheet.values(head.row("a", i)), sheet.values(head.names("s")[i - 1])
        if max(map(abs, scores)) > LARGEST_SCORE or min(weights) < LEAST_WEIGHT:
            return False
        if (seen > 1 and max(weights) - min(weights) < 0.05) or not _mask_matters(scores, seen):
            return False
    return True


def _mask_matters(scores: Sequence[float], seen: int) -> bool:
    """Tell whether hidden scores, if there are any, would take a share that can be seen."""
    powers = [math.exp(score) for score in scores]
    return seen == len(scores) or sum(powers[seen:]) > 0.05 * sum(powers)


MAKERS: tuple[Sequence[Callable[[random.Random], Exercise | None]], ...] = (
    (_scores, _weights, _output),
    (_scores_and_weights, _weights_and_output),
    (_whole_head,),
)
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="An attention head by hand",
    version=1,
    generate=generate,
    kinds=("vector", "matrix"),
    heading=WEIGHTS,
)
