"""What learners get wrong about an attention head: every slip is its sheet with a wrong rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from question_bank.attention.heads import Head, constant, divided, dot, mixed, softmax
from question_bank.gradients.asking import Slip
from question_bank.gradients.edges import off_the_edge
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import decimal

TOPIC = "attention.attention"
SCALE, WEIGHTS, OUTPUT, MASK = "scaled-scores", "softmax-weights", "weighted-sum", "causal-mask"
Way = tuple[Mapping[str, Rule], str, str]
"""The rules that went wrong, the reason, and the heading."""
MOST_TRIED = 8  # for one question; each costs the calculation of a head


def of_scores(head: Head, sheet: Sheet) -> tuple[Slip, ...]:
    """Return the slips with the scaled scores."""
    return _slips(head, sheet, "s", _score_ways(head))


def of_weights(head: Head, sheet: Sheet, *, scored: bool = False) -> tuple[Slip, ...]:
    """Return the slips with the weights; ``scored`` says that the scores are given."""
    scores = () if scored else tuple(_score_ways(head))
    weights = tuple(_weight_ways(head, sheet))
    return _slips(head, sheet, "a", (*_mask_ways(head), *scores[:2], *weights, *scores[2:]))


def of_outputs(head: Head, sheet: Sheet, *, scored: bool = False, weighed: bool = False) -> tuple[Slip, ...]:
    """Return the slips with the outputs; ``scored`` and ``weighed`` say that scores or weights are given."""
    own, mask = tuple(_output_ways(head, sheet)), () if weighed else tuple(_mask_ways(head))
    weights = () if weighed else tuple(_weight_ways(head, sheet))
    scores = () if scored or weighed else tuple(_score_ways(head))
    return _slips(head, sheet, "o", (*own[:3], *mask[:2], *scores[:2], *weights, *own[3:]))


def _slips(head: Head, sheet: Sheet, letter: str, ways: Iterable[Way]) -> tuple[Slip, ...]:
    names = [name for row in head.names(letter) for name in row]
    slips = (Slip(sheet.by(rules).values(names), why, heading) for rules, why, heading in islice(ways, MOST_TRIED))
    return off_the_edge(sheet.values(names), slips)


def _score_ways(head: Head) -> Iterator[Way]:
    root, d_k = rf"\sqrt{{d_k}} {_root(head)}", head.d_k
    why = f"You left out the scale. Each dot product is divided by ${root}$."
    yield _each(head, "s", lambda i, j: divided(f"r{i}{j}", 1)), why, SCALE
    why = f"You divided by $d_k = {d_k}$. The scale is its root, ${root}$."
    yield _each(head, "s", lambda i, j: divided(f"r{i}{j}", d_k)), why, SCALE
    if head.square:
        why = "Queries and keys are swapped: row 1 of the scores belongs to the first query."
        yield _each(head, "s", lambda i, j: divided(f"r{j}{i}", head.root)), why, SCALE
    if head.square and len(head.values[0]) == d_k:
        why = "You compared the queries with the values. They are compared with the keys."
        yield _compared(head, head.values), why, SCALE
    why = f"You multiplied by ${root}$. The scale makes the scores smaller: divide by it."
    yield _each(head, "s", lambda i, j: divided(f"r{i}{j}", 1 / head.root)), why, SCALE
    if not any(map(_is_zero, (*head.queries, *head.keys))):
        why = rf"This is the cosine, divided by both lengths. Attention divides by ${root}$, however long they are."
        yield _each(head, "s", lambda i, j: divided(f"r{i}{j}", _lengths(head, i, j))), why, SCALE
    ones = ((1.0,) * d_k,) * len(head.queries)
    why = "You added up each key. Its components are multiplied by those of the query first."
    yield _each(head, "s", lambda i, j: constant(dot(ones[i - 1], head.keys[j - 1]) / head.root)), why, SCALE


def _weight_ways(head: Head, sheet: Sheet) -> Iterator[Way]:
    if head.square:
        why = "You took the softmax down the columns. The weights of one query, a row, add up to 1."
        yield _each(head, "a", lambda i, j: softmax(f"s{i}{j}", _column(head, j))), why, WEIGHTS
    why = "You left the exponentials undivided. Divide each by their sum, so that the weights of a query add up to 1."
    yield _seen(head, lambda i, j: lambda s: math.exp(s[f"s{i}{j}"])), why, WEIGHTS
    if all(abs(sum(sheet.values(head.row("s", i)))) > 0.05 for i in range(1, len(head.queries) + 1)):
        why = "You divided the scores by their sum. The softmax takes $e$ to the score first."
        yield _seen(head, lambda i, j: lambda s: s[f"s{i}{j}"] / sum(s.values(head.row("s", i)))), why, WEIGHTS
    why = "You gave the largest score everything. The softmax shares the attention out."
    yield _seen(head, lambda i, j: lambda s: float(s[f"s{i}{j}"] == max(s.values(head.row("s", i))))), why, WEIGHTS
    why = "You took the sigmoid of each score. The softmax makes them compete: the weights of a query add up to 1."
    yield _seen(head, lambda i, j: lambda s: 1 / (1 + math.exp(-s[f"s{i}{j}"]))), why, WEIGHTS
    why = "The sign slipped: $e$ is taken to the score itself, so the largest score has the largest weight."
    negative = _seen(head, lambda i, j: lambda s: softmax(f"s{i}{j}", head.row("s", i))(_negated(s, head, i)))
    yield negative, why, WEIGHTS


def _mask_ways(head: Head) -> Iterator[Way]:
    if not head.masked:
        return
    width = len(head.keys)

    def whole(i: int) -> list[str]:
        return [f"s{i}{j}" for j in range(1, width + 1)]

    after = "You hid the later tokens after the softmax. Hide them before it, so that what is left adds up to 1."
    yield _seen(head, lambda i, j: softmax(f"s{i}{j}", whole(i))), after, MASK
    none = "You left out the mask. A token doesn't see those after it."
    yield _each(head, "a", lambda i, j: softmax(f"s{i}{j}", whole(i))), none, MASK
    zero = r"You set hidden scores to 0, but $e^0 = 1$ still counts. They become $-\infty$, so that $e$ to them is 0."
    yield _each(head, "a", lambda i, j: _zeroed(head, i, j)), zero, MASK
    if head.square:
        wrong = "You hid the wrong side: a token sees itself and those before it."
        yield (
            _each(head, "a", lambda i, j: softmax(f"s{i}{j}", whole(i)[i - 1 :]) if j >= i else constant(0)),
            wrong,
            MASK,
        )


def _output_ways(head: Head, sheet: Sheet) -> Iterator[Way]:
    values = head.values
    if len(values[0]) == head.d_k:
        why = "You mixed the keys. The weights mix the values."
        yield _mixed(head, lambda i, c: [f"a{i}{j + 1}" for j in range(len(values))], head.keys), why, OUTPUT
    if head.square:
        why = "You read the weights down a column. Output 1 takes the weights of row 1."
        yield _mixed(head, lambda i, c: [f"a{j + 1}{i}" for j in range(len(values))], values), why, OUTPUT
    why = "This is the plain mean of the values. Each value counts with its weight."
    yield (
        _each_output(head, lambda i, c: constant(_mean([value[c - 1] for value in values[: head.visible[i - 1]]]))),
        why,
        OUTPUT,
    )
    why = "You took only the value with the largest weight. All of them are mixed, each with its weight."
    yield _each_output(head, lambda i, c: _largest(head, i, c)), why, OUTPUT
    why = "You added the values up without their weights."
    yield (
        _each_output(head, lambda i, c: constant(sum(value[c - 1] for value in values[: head.visible[i - 1]]))),
        why,
        OUTPUT,
    )
    backwards = [f"a{{}}{j}" for j in range(len(values), 0, -1)]
    why = "The weights are in the wrong order: the first one belongs to the first value."
    yield _mixed(head, lambda i, c: [name.format(i) for name in backwards], values), why, OUTPUT


# ---------------------------------------------------------------- wrong rules


def _each(head: Head, letter: str, rule: Callable[[int, int], Rule]) -> dict[str, Rule]:
    return {f"{letter}{i}{j}": rule(i, j) for i, j in head.pairs}


def _seen(head: Head, rule: Callable[[int, int], Rule]) -> dict[str, Rule]:
    return {f"a{i}{j}": rule(i, j) for i, j in head.pairs if head.sees(i, j)}


def _each_output(head: Head, rule: Callable[[int, int], Rule]) -> dict[str, Rule]:
    return {f"o{i}{c}": rule(i, c) for i, c in head.cells}


def _mixed(head: Head, weights: Callable[[int, int], list[str]], rows: Sequence[Sequence[float]]) -> dict[str, Rule]:
    return _each_output(head, lambda i, c: mixed(weights(i, c), [row[c - 1] for row in rows]))


def _compared(head: Head, rows: Sequence[Sequence[float]]) -> dict[str, Rule]:
    return _each(head, "s", lambda i, j: constant(dot(head.queries[i - 1], rows[j - 1]) / head.root))


def _column(head: Head, j: int) -> list[str]:
    return [f"s{i}{j}" for i in range(1, len(head.queries) + 1)]


def _zeroed(head: Head, i: int, j: int) -> Rule:
    hidden = len(head.keys) - head.visible[i - 1]

    def weight(s: Sheet) -> float:
        total = sum(math.exp(score) for score in s.values(head.row("s", i))) + hidden
        return math.exp(s[f"s{i}{j}"] if head.sees(i, j) else 0) / total

    return weight


def _largest(head: Head, i: int, c: int) -> Rule:
    def component(s: Sheet) -> float:
        weights = s.values(head.row("a", i))
        return head.values[weights.index(max(weights))][c - 1]

    return component


def _negated(sheet: Sheet, head: Head, i: int) -> Sheet:
    return sheet.given({name: -sheet[name] for name in head.row("s", i)})


def _root(head: Head) -> str:
    return "= 2" if head.d_k == 4 else rf"\approx {decimal(head.root)}"


def _lengths(head: Head, i: int, j: int) -> float:
    return math.hypot(*head.queries[i - 1]) * math.hypot(*head.keys[j - 1])


def _is_zero(row: Sequence[float]) -> bool:
    return not any(row)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
