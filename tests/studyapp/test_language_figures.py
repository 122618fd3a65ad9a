"""What the language shelf's figures draw is what probabilities, counts and searches really give."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise, product

import pytest
import torch

from studyapp.figures.language import beam_tree, merges_in_order, sentence_perplexity, top_k_and_top_p
from tests.studyapp.drawn_words import words


def test_the_perplexity_is_the_geometric_mean_of_one_over_p() -> None:
    shares = torch.tensor(sentence_perplexity.PROBABILITIES, dtype=torch.float64)
    perplexity = float((1 / shares).prod() ** (1 / len(shares)))
    assert pytest.approx(math.log2(perplexity)) == sentence_perplexity.MEAN
    assert f"perplexity {perplexity:.2f}" in words(sentence_perplexity.FIGURE)


def test_every_merge_takes_the_most_frequent_pair_of_the_text() -> None:
    text = [(f"{word}_", count) for word, count in merges_in_order.TEXT]
    lines = [(" ".join(word), count) for word, count in text]
    for (left, right), count in merges_in_order.training():
        counts: Counter[tuple[str, str]] = Counter()
        for line, times in lines:
            for pair in pairwise(line.split()):
                counts[pair] += times
        assert counts[left, right] == count == max(counts.values())
        lines = [(re.sub(rf"(?<!\S){left} {right}(?!\S)", left + right, line), times) for line, times in lines]


def test_the_new_word_ends_as_the_merges_in_order_leave_it() -> None:
    line = " ".join(f"{merges_in_order.WORD}_")
    for (left, right), _ in merges_in_order.training():
        line = re.sub(rf"(?<!\S){left} {right}(?!\S)", left + right, line)
    assert line == "train s _"
    assert words(merges_in_order.FIGURE).endswith("train s _ 3 tokens, pair not there")


def probability(path: tuple[int, ...]) -> float:
    """Return the probability of a sequence from the tables of the model."""
    table = beam_tree.MODEL
    share = table.first[path[0]] / 20
    for before, after in pairwise(path):
        share *= table.rows[before][after] / 20
    return share


def test_greedy_search_and_the_beam_are_named_where_they_end() -> None:
    greedy: tuple[int, ...] = ()
    for _ in range(3):
        greedy = max(((*greedy, token) for token in range(3)), key=probability)
    assert beam_tree.SEARCH.greedy == greedy
    found = beam_tree.SEARCH.found
    assert probability(found) > probability(greedy)
    assert found == max(product(range(3), repeat=3), key=probability)
    told = words(beam_tree.FIGURE)
    assert f"{probability(found):.3f} found" in told and f"{probability(greedy):.5f} greedy" in told


def test_a_beam_keeps_the_best_two_of_all_it_compares() -> None:
    for paths in beam_tree.candidates():
        best = sorted(paths, key=probability)[-2:]
        assert {path for path in paths if beam_tree.is_kept(path)} == set(best)


@pytest.mark.parametrize("shares", [top_k_and_top_p.SURE, top_k_and_top_p.UNSURE])
def test_top_k_and_top_p_keep_what_torch_keeps(shares: tuple[float, ...]) -> None:
    values = torch.tensor(shares, dtype=torch.float64)
    assert values.sum() == pytest.approx(1)
    assert top_k_and_top_p.top_k(shares) == len(values.topk(top_k_and_top_p.K).values)
    before = values.cumsum(0) - values
    assert top_k_and_top_p.top_p(shares) == int((before < top_k_and_top_p.P - 1e-9).sum())
    for kept in (top_k_and_top_p.top_k(shares), top_k_and_top_p.top_p(shares)):
        assert f"{float(values[0] / values[:kept].sum()):.2f}" in words(top_k_and_top_p.FIGURE)
