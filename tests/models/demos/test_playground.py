"""The playground tells points apart that it never saw, fails where theory says so, and breaks with a sentence."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from models import share
from models.demo import Moment, Pictures
from models.demos.foundations.playground import DEMO, Config, train
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run
from tests.models.demos.presets import preset

SEEDS = range(5)


def config(**values: KnobValue) -> Config:
    return with_values(Config(), {"steps_per_frame": 1000, **values})


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, config(**values), "cpu", steps=steps)


def last(steps: int, scalar: str, **values: KnobValue) -> float:
    return outcome(steps, **values).moments[-1].scalars[scalar]


@pytest.mark.parametrize("data", ["circle", "xor", "gaussian", "moons"])
def test_it_tells_points_apart_that_were_kept_back(data: str) -> None:
    for seed in SEEDS:
        assert last(10_000, "test accuracy", data=data, seed=seed, width=8) > 0.94  # guessing is right half the time


def test_without_a_hidden_layer_the_circle_needs_the_squares() -> None:
    for seed in SEEDS:
        straight = preset(DEMO, "No hidden layer on the circle")
        assert last(10_000, "training loss", seed=seed, **straight) == pytest.approx(np.log(2), abs=0.02)
        assert last(10_000, "test accuracy", seed=seed, x1_squared=True, x2_squared=True, **straight) > 0.97


def test_two_units_get_stuck_on_xor_where_three_do_not() -> None:
    two = preset(DEMO, "XOR with two units")
    assert [last(10_000, "training accuracy", seed=seed, **two) > 0.99 for seed in range(10)].count(False) >= 3
    for seed in range(10):
        assert last(10_000, "training accuracy", seed=seed, **{**two, "width": 3}) > 0.99


def test_the_spiral_is_learned_and_its_scatter_too() -> None:
    for seed in range(3):
        scalars = outcome(20_000, seed=seed, **preset(DEMO, "Spiral")).moments[-1].scalars
        assert scalars["test accuracy"] > 0.85
        assert scalars["test loss"] > 2 * scalars["training loss"]


def test_six_sigmoid_layers_get_no_gradient_to_the_first_and_go_on_guessing() -> None:
    deep = preset(DEMO, "Vanishing: six sigmoid layers")
    for seed in range(3):
        norms = np.asarray(next(train(config(seed=seed, **deep), "cpu")).pictures()["gradient norms"])
        assert len(norms) == 7
        assert norms[-1] > 1000 * norms[0]
        assert last(10_000, "test accuracy", seed=seed, **deep) < 0.6
        assert last(10_000, "test accuracy", seed=seed, **{**deep, "activation": "tanh"}) > 0.95


def test_a_learning_rate_far_too_high_ends_with_a_sentence() -> None:
    for seed in range(3):
        result = outcome(20_000, seed=seed, **preset(DEMO, "Learning rate too high"))
        assert "smaller learning rate" in result.diverged
        assert last(20_000, "training accuracy", seed=seed, learning_rate=1.0) == 1.0


def test_the_loss_creeps_falls_swings_or_diverges_as_an_exercise_on_the_learning_rate_says() -> None:
    low, fine, swings = (
        [moment.scalars["training loss"] for moment in outcome(8000, learning_rate=rate).moments]
        for rate in (0.001, 0.3, 10.0)
    )
    assert low == sorted(low, reverse=True)
    assert low[-1] > 0.65
    assert max(fine[-6:]) < 0.1
    assert max(swings[-6:]) > 5 * min(swings[-6:]) > 1
    assert max(swings) < 30
    assert outcome(8000, learning_rate=30.0).diverged


def test_l1_makes_most_weights_nearly_0() -> None:
    def small(**values: KnobValue) -> float:
        edges = np.asarray(outcome(10_000, width=8, **values).pictures["edges"])
        return float((np.abs(edges) < 0.02).mean())

    for seed in range(3):
        assert small(seed=seed) < 0.1
        assert small(seed=seed, l1=0.01) > 0.8


def test_the_rate_can_be_turned_while_it_trains() -> None:
    generator = train(config(), "cpu")
    next(generator)
    still = generator.send(config(learning_rate=1e-5)).scalars["training loss"]
    moved = generator.send(config(learning_rate=0.1)).scalars["training loss"]
    generator.close()
    assert still == pytest.approx(0.7, abs=0.1)
    assert moved < 0.5


def test_prices_and_dropout_can_be_turned_while_it_trains() -> None:
    def in_the_end(**turned: float) -> tuple[float, float]:
        """Return the loss and the share of small weights, where knobs are turned after the first 1,000 steps."""
        generator = train(config(width=8), "cpu")
        next(generator)
        generator.send(config(width=8))
        frames = [generator.send(config(width=8, **turned)) for _ in range(9)]
        edges = np.asarray(frames[-1].pictures()["edges"])
        generator.close()
        return frames[-1].scalars["training loss"], float((np.abs(edges) < 0.02).mean())

    loss, small = in_the_end()
    assert in_the_end(l1=0.01)[1] > 0.7 > 0.1 > small
    assert in_the_end(l2=0.03)[0] > 5 * loss
    assert in_the_end(dropout=0.5)[0] > 2 * loss


def test_points_that_were_clicked_are_learned() -> None:
    own = "\n".join(f"{x} {y} {int(x * y < 0)}" for x in (-2, 2) for y in (-2, 2))
    result = outcome(5_000, data="my points", points=own, width=8)
    pictures = result.pictures
    assert np.asarray(pictures["points"]).shape == (6, 3)
    assert set(result.moments[-1].scalars) == {"training loss", "training accuracy"}  # nothing is kept back
    assert result.moments[-1].scalars["training accuracy"] == 1


@pytest.mark.parametrize(
    "values", [{"data": "my points"}, {"training_share": 1.0}, {"count": 20, "training_share": 0.98}]
)
def test_where_nothing_is_kept_back_no_share_of_it_is_right(values: dict[str, KnobValue]) -> None:
    chosen = config(**values)
    shown = run(DEMO, chosen, "cpu", frames=1).moments
    assert judged(DEMO, chosen, shown, ended=True)[1:] == (3, 1)


def test_a_net_without_inputs_is_refused() -> None:
    with pytest.raises(DemoError, match="at least one input"):
        next(train(config(x1=False, x2=False), "cpu"))


def test_the_pictures_show_the_units_and_weights_of_the_net() -> None:
    pictures: Pictures = next(train(config(layers=2, width=12, x1_squared=True), "cpu")).pictures()
    assert np.asarray(pictures["shown"]).tolist() == [3, 8, 8, 1]
    assert np.asarray(pictures["edges"]).shape == (3 * 8 + 8 * 8 + 8,)
    assert pictures["inputs"] == ("x₁", "x₂", "x₁²")
    assert pictures["layers"] == ("hidden 1", "hidden 2", "output")
    assert np.asarray(pictures["weight counts"]).sum() == 3 * 12 + 12 * 12 + 12
    first = np.asarray(pictures["maps"])[0]
    assert first[0].tolist() == sorted(first[0].tolist())  # x₁ grows to the right
    assert np.ptp(first[:, 0]) == 0


def test_a_run_opens_again_from_its_address() -> None:
    chosen = config(data="my points", points="1.00 2.00 1\n-1.00 0.50 0", l2=0.01)
    demo_id, values = share.read_address(share.address("playground", chosen))
    assert demo_id == "playground"
    assert with_values(Config(), values) == chosen


def moments(*values: tuple[int, float, float]) -> list[Moment]:
    """Return moments of (step, accuracy on both kinds of points, test loss); the training loss is 0.1."""
    return [
        Moment(step, {"training accuracy": a, "test accuracy": a, "training loss": 0.1, "test loss": b})
        for step, a, b in values
    ]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        ([(0, 0.5, 0.7), (1000, 0.97, 0.1), (10_000, 0.99, 0.1)], (0, 2, 1)),
        ([(0, 0.5, 0.7), (4000, 0.96, 0.1), (10_000, 0.9, 0.3)], (1, 1, 0)),
        ([(0, 0.5, 0.7), (10_000, 0.6, 0.15)], (2, 0, 1)),
    ],
)
def test_predictions_are_judged_by_accuracies_and_losses(
    values: list[tuple[int, float, float]], truths: tuple[int, ...]
) -> None:
    assert judged(DEMO, Config(), moments(*values)) == truths
