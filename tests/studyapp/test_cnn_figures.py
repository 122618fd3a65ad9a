"""What the figures on convolutions and on metrics draw is what torch, numpy and scikit-learn work out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sklearn.metrics import accuracy_score, precision_score, recall_score
from torch import nn
from torch.nn import functional

from question_bank.boxes.rectangles import Rect
from question_bank.convolution.sweeps import Sweep
from studyapp.figures.cnn import (
    filter_weights,
    lenet_shapes,
    overlap_of_boxes,
    padding_kinds,
    pooling_and_shifts,
    pooling_windows,
    receptive_fields,
    same_at_the_ends,
    stride_steps,
    suppressed_boxes,
    where_parameters_are,
)
from studyapp.figures.figure import Figure
from studyapp.figures.practice import four_counts, precision_of_the_rare
from studyapp.figures.strip import Strip
from tests.studyapp.drawn_words import words

STRIPS = [
    *(Strip(padding_kinds.SIDE, padding_kinds.KERNEL, 1, zeros, zeros) for _, _, zeros in padding_kinds.KINDS),
    *(strip for _, _, strip in same_at_the_ends.CASES),
    *(Strip(stride_steps.SIDE, stride_steps.KERNEL, stride) for stride in stride_steps.STRIDES),
]


def swept(strip: Strip) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what a kernel of ones makes of the row with its zeros, and how often it covers each cell."""
    cells = torch.ones(1, 1, strip.padded, requires_grad=True)
    output = functional.conv1d(cells, torch.ones(1, 1, strip.kernel), stride=strip.stride)
    (covered,) = torch.autograd.grad(output.sum(), cells)
    return output[0, 0], covered[0, 0]


@pytest.mark.parametrize("strip", STRIPS)
def test_a_strip_has_the_places_of_torch_and_shows_the_cells_that_none_covers(strip: Strip) -> None:
    output, covered = swept(strip)
    assert len(strip.starts) == len(output)
    assert strip.unseen == tuple(torch.nonzero(covered == 0).flatten().tolist())


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")  # torch copies; sizes are its own
def test_the_zeros_of_same_are_those_that_torch_adds_and_the_last_two_strips_differ_by_a_pixel() -> None:
    even, keras, given = (strip for _, _, strip in same_at_the_ends.CASES)
    row, kernel = torch.rand(1, 1, even.side), torch.rand(1, 1, even.kernel)
    by_name = functional.conv1d(row, kernel, padding="same")
    assert torch.allclose(by_name, functional.conv1d(functional.pad(row, (even.before, even.after)), kernel))
    assert len(keras.starts) == len(given.starts) == 3
    assert keras.starts[0] - keras.before == given.starts[0] - given.before + 1


def test_pooled_maps_are_those_of_torch() -> None:
    cells = torch.tensor([[pooling_windows.MAP]], dtype=torch.float64)
    largest, mean = functional.max_pool2d(cells, 2)[0, 0], functional.avg_pool2d(cells, 2)[0, 0]
    assert pooling_windows.pooled(pooling_windows.MAP, pooling_windows.largest) == largest.tolist()
    assert pooling_windows.pooled(pooling_windows.MAP, pooling_windows.average) == mean.tolist()


def test_pooled_shifts_are_those_of_torch_and_one_peak_of_two_stays() -> None:
    kept = []
    for by in pooling_and_shifts.SHIFTS:
        row = torch.tensor([[pooling_and_shifts.ROW]], dtype=torch.float64).roll(by)
        pooled = functional.max_pool1d(row, 2)[0, 0].tolist()
        assert list(pooling_and_shifts.pooled(pooling_and_shifts.shifted(by))) == pooled
        before = pooling_and_shifts.pooled(pooling_and_shifts.ROW)
        kept.append(sum(now == then > 0 for now, then in zip(pooled, before, strict=True)))
    assert kept == [2, 1, 0]


def learned(module: nn.Module) -> int:
    """Return how many parameters torch counts."""
    return sum(parameter.numel() for parameter in module.parameters())


def test_a_layers_parameters_are_counted_as_torch_does() -> None:
    layer = nn.Conv2d(filter_weights.CHANNELS, filter_weights.FILTERS, filter_weights.KERNEL)
    assert filter_weights.parameters() == learned(layer)
    assert f"= {learned(layer)} parameters" in words(filter_weights.FIGURE)
    assert f"{learned(layer) // 8} numbers a filter, {learned(layer)} in all" in filter_weights.FIGURE.alt


def lenet(side: int) -> Iterator[tuple[nn.Module, torch.Tensor]]:
    """Yield the layers of the network that the figures show, each with what comes out of it."""
    maps = torch.zeros(1, 1, side, side)
    body = (nn.Conv2d(1, 6, 5), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.MaxPool2d(2), nn.Flatten())
    with torch.no_grad():
        for layer in body:
            maps = layer(maps)
            yield layer, maps
        for units in (120, 84, 10):
            dense = nn.Linear(maps.shape[1], units)
            maps = dense(maps)
            yield dense, maps


@pytest.mark.parametrize("side", where_parameters_are.SIDES)
def test_bars_of_parameters_are_those_of_torch(side: int) -> None:
    counts = [learned(layer) for layer, _ in lenet(side) if learned(layer)]
    assert list(where_parameters_are.counts(side).values()) == counts
    for number in (*counts, sum(counts)):
        assert f"{number:,}" in words(where_parameters_are.FIGURE)
    assert max(counts) <= where_parameters_are.SCALE.high


def test_the_shapes_of_the_small_network_are_those_of_torch() -> None:
    maps = [out.shape for _, out in lenet(lenet_shapes.SIDE)]
    drawn = lenet_shapes.shapes()[1:]
    assert [(channels, side, side) for channels, side in drawn] == [tuple(shape[1:]) for shape in maps[:4]]
    assert list(lenet_shapes.UNITS) == [shape[1] for shape in maps[5:]]


def seen_by_gradient(layers: Sequence[Sweep], unit: int) -> set[int]:
    """Return the pixels that the gradient of a unit of the last layer reaches."""
    row = torch.ones(1, 1, receptive_fields.PIXELS, requires_grad=True)
    maps = row
    for layer in layers:
        kernel = torch.ones(1, 1, layer.kernel)
        maps = functional.conv1d(maps, kernel, stride=layer.stride, dilation=layer.dilation)
    (gradient,) = torch.autograd.grad(maps[0, 0, unit], row)
    return set(torch.nonzero(gradient[0, 0]).flatten().tolist())


@pytest.mark.parametrize("case", receptive_fields.CASES, ids=lambda case: case.title)
def test_lit_pixels_are_those_that_the_gradient_reaches(case: receptive_fields.Case) -> None:
    unit = len(receptive_fields.centres(case.layers)[-1]) // 2
    reached = seen_by_gradient(case.layers, unit)
    assert receptive_fields.seen(case.layers, unit)[0] == reached
    assert f"sees {max(reached) - min(reached) + 1} pixels" in words(receptive_fields.FIGURE)


def pixels_of(box: Rect) -> NDArray[np.bool_]:
    """Return a picture on which the box is painted."""
    painted = np.zeros((40, 40), bool)
    painted[box.top : box.bottom, box.left : box.right] = True
    return painted


def overlap(one: Rect, other: Rect) -> float:
    """Return the IoU, counted pixel by pixel."""
    a, b = pixels_of(one), pixels_of(other)
    return float((a & b).sum() / (a | b).sum())


def test_overlaps_are_those_of_painted_boxes() -> None:
    written = words(overlap_of_boxes.FIGURE)
    assert f"= {overlap(overlap_of_boxes.ONE, overlap_of_boxes.OTHER):.3f}" in written
    for shift in overlap_of_boxes.SHIFTS:
        square = overlap_of_boxes.SQUARE
        assert f"IoU {overlap(square, square.moved(shift, shift)):.2f}" in written


def test_boxes_are_left_that_striking_out_by_score_leaves() -> None:
    boxes, left = suppressed_boxes.BOXES, dict(enumerate(suppressed_boxes.SCORES))
    best = []
    while left:
        top = max(left, key=lambda index: left[index])
        best.append(top)
        limit = suppressed_boxes.THRESHOLD
        left = {i: s for i, s in left.items() if i != top and overlap(boxes[i], boxes[top]) <= limit}
    assert suppressed_boxes.kept(boxes, suppressed_boxes.SCORES, suppressed_boxes.THRESHOLD) == best == [0, 3]


def test_rates_of_the_four_counts_are_those_of_scikit_learn() -> None:
    counts = four_counts.COUNTS
    truth = np.repeat([1, 1, 0, 0], [counts.tp, counts.fn, counts.fp, counts.tn])
    said = np.repeat([1, 0, 1, 0], [counts.tp, counts.fn, counts.fp, counts.tn])
    rates = {
        "recall": recall_score(truth, said),
        "specificity": recall_score(truth, said, pos_label=0),
        "precision": precision_score(truth, said),
        "accuracy": accuracy_score(truth, said),
    }
    for name, value in rates.items():
        assert float(four_counts.rate(name)) == pytest.approx(value)
        assert f"= {value:.3f}" in words(four_counts.FIGURE)


@pytest.mark.parametrize(("drawn", "count"), [(four_counts.FIGURE, 4), (overlap_of_boxes.FIGURE, 1)])
def test_quotients_that_are_written_come_out(drawn: Figure, count: int) -> None:
    quotients = re.findall(r"(\d+) / (\d+) = (\d\.\d+)", words(drawn))
    assert len(quotients) == count
    for above, below, value in quotients:
        assert float(value) == pytest.approx(int(above) / int(below), abs=5.1e-4)


@pytest.mark.parametrize("specificity", precision_of_the_rare.SPECIFICITIES)
@pytest.mark.parametrize("base_rate", precision_of_the_rare.BASE_RATES)
def test_precision_of_the_rare_is_that_of_weighted_people(base_rate: float, specificity: float) -> None:
    found = precision_of_the_rare.RECALL
    weights = (base_rate * found, base_rate * (1 - found), (1 - base_rate) * (1 - specificity))
    weighted = precision_score([1, 1, 0], [1, 0, 1], sample_weight=weights)
    assert precision_of_the_rare.precision(base_rate, specificity) == pytest.approx(weighted)
