"""What the attention shelf's figures draw is what torch computes."""

from __future__ import annotations

import math

import pytest
import torch
from torch.nn.functional import scaled_dot_product_attention

from studyapp.figures.attention import (
    dot_by_distance,
    encoding_rows,
    mask_then_softmax,
    scale_of_scores,
    self_and_cross,
    shapes_of_a_head,
    shifted_targets,
    weighted_values,
)
from studyapp.ui.figure_colours import colours
from studyapp.ui.theme import LIGHT
from tests.studyapp.drawn_words import words

DOUBLE = torch.float64


def encodings(d: int, positions: int) -> torch.Tensor:
    """Return sinusoidal encodings, a row for each position."""
    powers = torch.exp(-math.log(10000.0) * torch.arange(0, d, 2, dtype=DOUBLE) / d)
    angles = torch.arange(positions, dtype=DOUBLE)[:, None] * powers
    return torch.stack((angles.sin(), angles.cos()), dim=-1).flatten(1)  # (position, d)


def test_the_output_among_the_values_is_that_of_torch() -> None:
    head = weighted_values.HEAD
    query, keys, values = (torch.tensor(rows, dtype=DOUBLE) for rows in (head.queries, head.keys, head.values))
    expected = scaled_dot_product_attention(query[None], keys[None], values[None])[0, 0].tolist()
    assert pytest.approx(expected) == weighted_values.OUTPUT
    assert f"({expected[0]:.2f}, {expected[1]:.2f})" in words(weighted_values.FIGURE)
    weights = torch.softmax(query @ keys.T / math.sqrt(keys.shape[1]), dim=1)[0].tolist()
    for weight in weights:
        assert f"{weight:.3f}" in words(weighted_values.FIGURE) and f"{weight:.3f}" in weighted_values.FIGURE.alt


@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize("d_k", [1, 16, 512])
def test_the_largest_weight_is_that_of_queries_and_keys_drawn_in_full(d_k: int, scaled: bool) -> None:
    rng = torch.Generator().manual_seed(0)
    queries = torch.randn(4000, 1, d_k, generator=rng)
    keys = torch.randn(4000, scale_of_scores.KEYS, d_k, generator=rng)
    scores = (queries @ keys.mT)[:, 0] / (math.sqrt(d_k) if scaled else 1)
    expected = torch.softmax(scores, dim=1).amax(dim=1).mean().item()
    assert scale_of_scores.largest_weight(d_k, scaled=scaled) == pytest.approx(expected, abs=0.03)


def test_what_is_said_of_the_scale_is_so() -> None:
    alone = [scale_of_scores.largest_weight(2**power, scaled=False) for power in scale_of_scores.POWERS]
    assert alone == sorted(alone)
    assert alone[0] == pytest.approx(0.3, abs=0.05) and alone[-1] == pytest.approx(0.95, abs=0.03)
    assert max(scale_of_scores.largest_weight(2**power, scaled=True) for power in scale_of_scores.POWERS) < 0.4


def test_masked_weights_are_those_of_torch_and_late_zeros_are_not() -> None:
    scores = torch.tensor(mask_then_softmax.SCORES, dtype=DOUBLE)
    hidden = torch.ones_like(scores).triu(1).bool()
    right = torch.softmax(scores.masked_fill(hidden, -math.inf), dim=1)
    late = torch.softmax(scores, dim=1).masked_fill(hidden, 0)
    assert torch.allclose(torch.tensor(mask_then_softmax.RIGHT, dtype=DOUBLE), right)
    assert torch.allclose(torch.tensor(mask_then_softmax.TOO_LATE, dtype=DOUBLE), late)
    written = words(mask_then_softmax.FIGURE)
    for total in late.sum(dim=1).tolist():
        assert f"{total:.2f}" in written
    assert f"only {late[0].sum().item():.2f}" in mask_then_softmax.FIGURE.alt


def test_every_shape_of_the_head_is_that_of_its_products() -> None:
    blocks = shapes_of_a_head
    x = torch.zeros(blocks.INPUT.rows, blocks.INPUT.columns)
    q, k = (x @ torch.zeros(x.shape[1], blocks.KEY) for _ in range(2))
    v = x @ torch.zeros(x.shape[1], blocks.VALUE)
    weights = q @ k.T
    drawn = (blocks.QUERIES, blocks.KEYS, blocks.VALUES, blocks.WEIGHTS, blocks.OUTPUT)
    for block, made in zip(drawn, (q, k, v, weights, weights @ v), strict=True):
        assert (block.rows, block.columns) == tuple(made.shape)


def test_cross_attention_has_a_row_for_each_query_and_a_column_for_each_key() -> None:
    target, source = len(self_and_cross.TARGET), len(self_and_cross.SOURCE)
    layer = torch.nn.MultiheadAttention(4, 1, batch_first=True)
    _, weights = layer(torch.zeros(1, target, 4), torch.zeros(1, source, 4), torch.zeros(1, source, 4))
    assert f"{weights.shape[1]} × {weights.shape[2]} weights" in words(self_and_cross.FIGURE)


def test_targets_are_the_input_moved_by_one() -> None:
    assert shifted_targets.PREDICTED[:-1] == shifted_targets.READ[1:]


def test_shades_stand_for_the_entries_of_the_encoding() -> None:
    table = encodings(encoding_rows.ENCODING.d, encoding_rows.POSITIONS)
    drawn = [
        [encoding_rows.ENCODING.value(position, index) for index in range(encoding_rows.ENCODING.d)]
        for position in range(encoding_rows.POSITIONS)
    ]
    assert torch.allclose(torch.tensor(drawn, dtype=DOUBLE), table)
    shades = [encoding_rows.shade(value, colours(LIGHT)) for value in (-1.0, 0.0, 1.0)]
    assert shades == [LIGHT.series[0], LIGHT.surface, LIGHT.series[1]]
    assert table[:, -2].max() < 0.05 and table[:, -1].min() > 0.99


@pytest.mark.parametrize("d", dot_by_distance.WIDTHS)
def test_likeness_is_the_dot_product_wherever_the_two_stand(d: int) -> None:
    table = encodings(d, 200)
    for start in (0, 70, 139):
        dots = table[start : start + dot_by_distance.FURTHEST + 1] @ table[start] / (d / 2)
        drawn = [dot_by_distance.likeness(d, distance) for distance in range(dot_by_distance.FURTHEST + 1)]
        assert drawn == pytest.approx(dots.tolist())
