"""The points of the plane: what each set is, what is kept back, and the learner's own."""

from __future__ import annotations

import numpy as np
import pytest

from models.datasets.own_data import EDGE
from models.datasets.planes import INPUTS, SETS, Plane, grid, inputs_of, plane
from models.errors import DemoError

TABLE = "length,width,kind=rose|lily\n1,100,0\n2,200,0\n3,300,1\n5,300,1\n"


def points(name: str, *, count: int = 400, noise: float = 0.0, share: float = 0.5, seed: int = 0) -> Plane:
    return plane(name, count=count, noise=noise, share=share, seed=seed)


def nearest_neighbour_accuracy(some: Plane) -> float:
    """Return how many of the points kept back have the class of the nearest point that trains."""
    training, held = some.places[: some.training], some.places[some.training :]
    distance = ((held[:, None] - training[None]) ** 2).sum(axis=-1)
    return float((some.classes[distance.argmin(axis=1)] == some.classes[some.training :]).mean())


@pytest.mark.parametrize("name", [name for name in SETS if name != "my points"])
def test_a_set_has_as_many_points_of_both_classes_and_a_border_that_can_be_learned(name: str) -> None:
    for seed in range(5):
        some = points(name, seed=seed)
        assert some.places.shape == (400, 2)
        assert np.abs(some.places).max() <= EDGE
        assert abs(int(some.classes.sum()) - 200) <= 1
        assert some.training == 200
        assert nearest_neighbour_accuracy(some) > 0.97


@pytest.mark.parametrize("name", ["xor", "xor corners"])
def test_xor_is_one_where_exactly_one_coordinate_is_positive(name: str) -> None:
    some = points(name)
    assert np.array_equal(some.classes == 1, (some.places[:, 0] > 0) != (some.places[:, 1] > 0))


def test_noise_mixes_the_classes() -> None:
    calm, noisy = (
        np.mean([nearest_neighbour_accuracy(points("moons", noise=noise, seed=s)) for s in range(5)])
        for noise in (0, 1)
    )
    assert calm > 0.99
    assert noisy < 0.85


def test_another_seed_gives_other_points_and_the_same_seed_the_same() -> None:
    one, same, other = (points("spiral", seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.places, same.places)
    assert not np.array_equal(one.places, other.places)


def test_clicked_points_all_train() -> None:
    some = plane("circle", count=100, noise=0.0, share=0.5, seed=0, points="-1 2.5 0\n1,1,1")
    assert some.training == 52
    assert some.places[:2].tolist() == [[-1, 2.5], [1, 1]]
    assert some.classes[:2].tolist() == [0, 1]


def test_nothing_is_kept_back_of_the_two_points_to_begin_with() -> None:
    some = plane("my points", count=100, noise=0.1, share=0.5, seed=0)
    assert (len(some.places), some.training) == (2, 2)


def test_a_table_is_stretched_over_the_plane_and_takes_the_place_of_the_set() -> None:
    some = plane("circle", count=100, noise=0.0, share=0.5, seed=0, table=TABLE)
    assert len(some.places) == 4
    assert some.training == 2
    lowest, highest = some.places.min(axis=0), some.places.max(axis=0)
    assert lowest.tolist() == [-EDGE + 1] * 2
    assert highest.tolist() == [EDGE - 1] * 2
    assert some.classes[some.places[:, 0].argmin()] == 0
    assert some.classes[some.places[:, 0].argmax()] == 1


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("length,kind=rose|lily\n1,0\n2,1\n", "your table has 1 and 2"),
        ("a,b,kind=x|y|z\n1,2,0\n2,3,1\n", "your table has 2 and 3"),
    ],
)
def test_a_table_that_is_no_plane_of_two_classes_is_refused(table: str, sentence: str) -> None:
    with pytest.raises(DemoError, match=sentence):
        plane("circle", count=100, noise=0.0, share=0.5, seed=0, table=table)


def test_inputs_are_functions_of_the_coordinates() -> None:
    x, y = 1.5, -3.0
    values = inputs_of(np.array([[x, y]]), tuple(range(len(INPUTS))))
    assert values[0].tolist() == pytest.approx([0.5, -1, 0.25, 1, -0.5, np.sin(x), np.sin(y)])
    assert inputs_of(np.array([[x, y]]), (4, 0))[0].tolist() == pytest.approx([-0.5, 0.5])


def test_the_grid_begins_at_the_lowest_row_and_the_lowest_column() -> None:
    places = grid(3)
    assert places.tolist()[:4] == [[-EDGE, -EDGE], [0, -EDGE], [EDGE, -EDGE], [-EDGE, 0]]
