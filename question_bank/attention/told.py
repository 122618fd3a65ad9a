"""Tells an attention head in a prompt, and works it through in a solution."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence

from question_bank.attention.heads import Head, Rows
from question_bank.drawings import Grid, Grids
from question_bank.gradients.sheet import Sheet
from question_bank.notation import bracketed, decimal
from question_bank.wording import listed, table

SENTENCES = (
    *(("the", "cat", "sleeps"), ("she", "drinks", "tea"), ("rain", "falls", "softly"), ("birds", "fly", "south")),
    *(("we", "miss", "you"), ("light", "bends", "here"), ("he", "reads", "novels"), ("dogs", "chase", "balls")),
    *(("time", "goes", "by"), ("my", "old", "piano"), ("old", "friends", "meet"), ("snow", "covers", "everything")),
    *(
        ("bees", "make", "honey"),
        ("ships", "leave", "harbour"),
        ("the", "train", "waits"),
        ("stars", "shine", "tonight"),
    ),
)
HEADS = (
    "One head of a small transformer reads the tokens {tokens}.",
    "A self-attention head is given the tokens {tokens}.",
    "To see what a head of self-attention does, you work it through by hand for {tokens}.",
    "An attention head of a language model works on {tokens}.",
)
ALONE = (
    "A head of self-attention reads the tokens {tokens}. The query of “{asker}” is compared with their keys.",
    "In a transformer's head, “{asker}” asks which of the tokens {tokens} matter to it.",
    "You follow one query of an attention head, that of “{asker}”, over the tokens {tokens}.",
)
SCALED = r"Attention is scaled: $s = q \cdot k / \sqrt{{d_k}}$ with $d_k = {d_k}$."
CAUSAL = "The head is causal: a token attends to itself and to the tokens before it, not to later ones."


def quoted(tokens: Sequence[str]) -> str:
    """Return tokens as a list in a sentence."""
    return listed([f"“{token}”" for token in tokens])


def whole_head(rng: random.Random, head: Head) -> str:
    """Return a head with a query for every token, as a prompt."""
    scaled = rf"Its dot products are scaled by $1/\sqrt{{d_k}}$ with $d_k = {head.d_k}$."
    intro = rng.choice(HEADS).format(tokens=quoted(head.tokens))
    mask = f" {CAUSAL}" if head.masked else ""
    told = rng.choice((_matrices, _as_table))(head)
    return f"{intro} {scaled}{mask}\n\n{told}"


def _matrices(head: Head) -> str:
    q, k, v = map(matrix, (head.queries, head.keys, head.values))
    lead = "Row by row, in the order of the tokens, its queries, keys and values are"
    return rf"{lead} $$Q = {q}, \quad K = {k}, \quad V = {v}$$"


def _as_table(head: Head) -> str:
    rows = zip(head.tokens, head.queries, head.keys, head.values, strict=True)
    return table(
        ("token", "query $q$", "key $k$", "value $v$"),
        [(token, *(f"${vector(row)}$" for row in three)) for token, *three in rows],
    )


def one_query(rng: random.Random, head: Head, asker: str) -> str:
    """Return one query with the keys of all tokens, as a prompt."""
    intro = rng.choice(ALONE).format(tokens=quoted(head.tokens), asker=asker)
    mask = f" {CAUSAL}" if head.masked else ""
    rows = [(token, f"${vector(key)}$") for token, key in zip(head.tokens, head.keys, strict=True)]
    return (
        f"{intro} {SCALED.format(d_k=head.d_k)}{mask}\n\nThe query is $q = {vector(head.queries[0])}$. The keys:\n\n"
        f"{table(('token', 'key $k$'), rows)}"
    )


def mask_drawn(head: Head) -> tuple[Grids, ...]:
    """Return the mask of a causal head as a picture, and nothing for others."""
    if not (head.masked and head.square):
        return ()
    count = len(head.tokens)
    cells = tuple(
        tuple("sees" if head.sees(i, j) else "hidden" for j in range(1, count + 1)) for i in range(1, count + 1)
    )
    shaded = tuple((i, j) for i in range(count) for j in range(count) if cells[i][j] == "hidden")
    alt = "Which token a query sees: " + " ".join(
        f"“{token}” sees {quoted(head.tokens[:seen])}." for token, seen in zip(head.tokens, head.visible, strict=True)
    )
    return (Grids(alt, (Grid("causal mask: queries down, keys across", cells, head.tokens, head.tokens, shaded),)),)


# ---------------------------------------------------------------- solutions


def score_steps(head: Head, sheet: Sheet) -> Iterator[str]:
    """Yield how the scores come about."""
    root = "2" if head.d_k == 4 else rf"\sqrt{{2}} \approx {decimal(head.root)}"
    yield (
        r"Scaled dot-product attention compares a query with every key: $s = q \cdot k / \sqrt{d_k}$. "
        rf"Here $\sqrt{{d_k}} = {root}$."
    )
    if head.square:
        raw, scores = (matrix([sheet.values(row) for row in head.names(letter)]) for letter in "rs")
        yield rf"The dot products are $QK^\top = {raw}$; divided by the root, $S = {scores}$."
        return
    query = head.queries[0]
    each = [
        f"“{token}”: ${_products(query, key)} = {decimal(sheet[f'r1{j}'])}$, divided ${decimal(sheet[f's1{j}'])}$"
        for j, (token, key) in enumerate(zip(head.tokens, head.keys, strict=True), 1)
    ]
    yield f"{'; '.join(each)}."


def weight_steps(head: Head, sheet: Sheet) -> Iterator[str]:
    """Yield how the weights come about."""
    hidden = r" Hidden scores become $-\infty$, so their weight is 0." if head.masked else ""
    yield (
        r"The softmax makes weights of the scores: $a_j = e^{s_j} / \sum_l e^{s_l}$, over what the query may see."
        f"{hidden}"
    )
    rows = []
    for i, names in enumerate(head.names("a"), 1):
        scores = sheet.values(head.row("s", i))
        powers = " + ".join(f"e^{{{decimal(score)}}}" for score in scores)
        weights = vector(sheet.values(names))
        whose = f"“{head.tokens[i - 1]}”: the" if head.square else "The"
        total = decimal(sum(map(math.exp, scores)))
        rows.append(rf"{whose} sum is ${powers} \approx {total}$, the weights are ${weights}$")
    yield f"{'; '.join(rows)}."


def output_steps(head: Head, sheet: Sheet) -> Iterator[str]:
    """Yield how the outputs come about."""
    yield "Each output is the sum of the values, every value times its weight."
    if head.square:
        weights, out = (matrix([sheet.values(row) for row in head.names(letter)]) for letter in "ao")
        yield rf"$A V = {weights} {matrix(head.values)} \approx {out}$."
        return
    given, mixed = (sheet.values(head.names(letter)[0]) for letter in "ao")
    mix = " + ".join(rf"{decimal(a)} \cdot {vector(v)}" for a, v in zip(given, head.values, strict=True))
    yield f"${mix} {_sign(mixed)} {vector(mixed)}$."


# ---------------------------------------------------------------- formulas


def vector(values: Sequence[float]) -> str:
    """Return a row of numbers in brackets."""
    return rf"({', '.join(map(decimal, values))})"


def matrix(rows: Rows | Sequence[Sequence[float]]) -> str:
    """Return a matrix as LaTeX."""
    cells = r" \\ ".join(" & ".join(map(decimal, row)) for row in rows)
    return rf"\begin{{pmatrix}} {cells} \end{{pmatrix}}"


def _sign(values: Sequence[float]) -> str:
    """Return the sign before numbers that are shown with four decimals."""
    return "=" if all(abs(value - round(value, 4)) < 1e-9 for value in values) else r"\approx"


def _products(one: Sequence[float], other: Sequence[float]) -> str:
    first, *rest = (rf"{bracketed(a)} \cdot {bracketed(b)}" for a, b in zip(one, other, strict=True))
    return " + ".join((first, *rest))
