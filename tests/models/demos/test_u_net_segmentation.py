"""The U-Net finds shapes better than smoothing and better than without skips, and says when it can't go on."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import torch
from sklearn.metrics import jaccard_score

from models.datasets.shapes import shapes
from models.demo import Moment
from models.demos.cnn.u_net_segmentation import DEMO, Config, edges_of, intersection_over_union, thresholded
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    config = with_values(Config(), {"steps_per_frame": 10, **values})
    return run(DEMO, config, "cpu", steps=steps)


def test_it_finds_shapes_better_than_smoothing_and_better_than_without_skips() -> None:
    first, *_, last = (moment.scalars for moment in outcome(100, noise=0.2, side=16, batch_size=4).moments)
    assert first["IoU"] < 0.3
    assert last["IoU"] > last["IoU of a threshold"] + 0.05
    assert last["IoU"] > last["IoU without skips"] + 0.1
    assert last["errors at edges"] < 0.6 * last["errors at edges without skips"]


def test_without_any_skips_both_nets_are_one() -> None:
    last = outcome(20, skips="none", side=16).moments[-1].scalars
    for name in ("IoU", "training loss", "errors at edges", "errors elsewhere"):
        assert last[name] == last[f"{name} without skips"]


def test_at_weight_1_both_nets_begin_with_empty_masks_and_at_the_usual_weight_not_both() -> None:
    plain, weighted = (outcome(20, positive_weight=weight).moments[-1].scalars for weight in (1.0, 3.0))
    assert plain["IoU"] == plain["IoU without skips"] == 0
    assert weighted["IoU"] > 0.05


def test_a_learning_rate_far_too_high_is_explained() -> None:
    result = outcome(60, learning_rate=0.5, side=16)
    assert result.steps <= 50
    assert "The loss grew" in result.diverged


def test_a_row_of_examples_holds_picture_truth_and_three_masks() -> None:
    pictures = outcome(20, skips="none", side=16).pictures
    examples = np.asarray(pictures["examples"])
    assert examples.shape == (15, 16, 16)
    assert pictures["captions"] == ("picture", "truth", "threshold", "net", "no skips") * 3
    assert np.array_equal(examples[3::5], examples[4::5])
    assert set(np.unique(examples[1::5])) == {0, 1}
    assert examples.min() >= 0
    assert examples.max() <= 1


def test_a_side_that_does_not_halve_is_refused() -> None:
    with pytest.raises(DemoError, match="can't be halved 3 times"):
        outcome(1, side=20, depth=3)


def test_the_overlap_is_that_of_scikit_learn() -> None:
    dice = np.random.default_rng(3)
    for _ in range(20):
        found, true = dice.random((2, 3, 5, 5)) < dice.random()
        ours = intersection_over_union(found, true.astype(np.float32))
        assert ours == pytest.approx(jaccard_score(true.ravel(), found.ravel(), zero_division=1.0))


def test_the_baseline_beats_every_threshold_without_smoothing_at_the_usual_noise() -> None:
    taught, kept = (shapes(100, 24, 0.5, np.random.default_rng(seed)) for seed in (0, 1))
    plain = max(intersection_over_union(kept.pictures > cut, kept.masks) for cut in np.linspace(0, 1.5, 31))
    assert intersection_over_union(thresholded(taught, kept), kept.masks) > plain + 0.1


def test_edges_are_the_pixels_with_a_neighbour_of_the_other_kind() -> None:
    masks = torch.zeros(1, 5, 5)
    masks[0, 2, 2] = 1
    expected = torch.zeros(1, 5, 5, dtype=torch.bool)
    expected[0, 1:4, 1:4] = True
    assert torch.equal(edges_of(masks), expected)
    assert not edges_of(torch.ones(1, 5, 5)).any()


@pytest.mark.parametrize(
    ("overlaps", "truths"),
    [((0.8, 0.6, 0.7), (0, 2, 2)), ((0.7, 0.7, 0.7), (1, 1, 1)), ((0.3, 0.5, 0.4), (2, 0, 0))],
)
def test_predictions_are_judged_by_the_overlaps(overlaps: tuple[float, ...], truths: tuple[int, ...]) -> None:
    names = ("IoU", "IoU without skips", "IoU of a threshold")
    moments = [Moment(step, dict(zip(names, overlaps, strict=True))) for step in (0, 300)]
    assert judged(DEMO, Config(), moments) == truths
