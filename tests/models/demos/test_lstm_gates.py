"""The LSTM learns its little tasks, one unit follows the answer, and the pictures are those of the text that is set."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from models.demo import Moment
from models.demos.sequences.lstm_gates import ACCURACY, BEST_UNIT, COMMONEST, DEMO, LONG_ACCURACY, Config, train
from models.knobs import KnobValue, with_values
from models.training import judged, run


def config(**values: KnobValue) -> Config:
    return with_values(Config(), {"length": 16, "steps_per_frame": 40, **values})


@pytest.mark.parametrize(("task", "seed"), [("brackets", 0), ("counter", 1), ("last bit", 2)])
def test_it_learns_each_task_far_beyond_always_saying_the_commonest(task: str, seed: int) -> None:
    scalars = run(DEMO, config(task=task, seed=seed, learning_rate=0.03), "cpu", steps=120).moments[-1].scalars
    assert scalars[COMMONEST] < 0.7
    assert scalars[ACCURACY] > 0.93
    assert scalars[BEST_UNIT] > 0.75


def test_one_unit_learns_the_last_bit_and_shuts_its_forget_gate_for_a_new_one() -> None:
    result = run(DEMO, config(task="last bit", hidden_size=1, learning_rate=0.03), "cpu", steps=200)
    assert result.moments[-1].scalars[ACCURACY] > 0.98
    _, forget, _ = np.asarray(result.pictures["by symbol"])
    assert max(forget[:2]) < forget[2]


def test_the_text_and_the_unit_can_be_changed_while_it_trains() -> None:
    generator = train(config(steps_per_frame=1), "cpu")
    example = next(generator).pictures()
    own = generator.send(config(steps_per_frame=1, text="(( x))", unit=3)).pictures()
    assert "".join(example["symbols"]) == "((.))(((.)()))..(.)."
    assert own["symbols"] == ("(", "(", ")", ")")
    cells, shown = np.asarray(own["memory"])[1:3]
    assert np.array_equal(cells, np.asarray(own["cells"])[2])
    assert np.array_equal(shown, np.asarray(own["shown"])[2])
    assert np.asarray(own["memory"])[3].tolist() == [1, 2, 1, 0]


def test_chances_of_the_answers_add_up_to_one() -> None:
    for frame in islice(train(config(), "cpu"), 2):
        assert np.asarray(frame.pictures()["chances"]).sum(axis=0) == pytest.approx(1.0)


def moments(*values: tuple[int, float, float, float]) -> list[Moment]:
    names = (ACCURACY, LONG_ACCURACY, BEST_UNIT)
    return [Moment(step, dict(zip(names, measured, strict=True))) for step, *measured in values]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        ([(0, 0.3, 0.2, 0.5), (60, 0.99, 0.98, 0.9), (300, 1.0, 1.0, 0.97)], (0, 0, 0)),
        ([(0, 0.3, 0.2, 0.5), (60, 0.9, 0.8, 0.9), (140, 0.97, 0.9, 0.9), (300, 0.98, 0.9, 0.9)], (1, 1, 1)),
        ([(0, 0.3, 0.2, 0.5), (150, 0.6, 0.4, 0.7), (300, 0.7, 0.5, 0.7)], (2, 2, 2)),
    ],
)
def test_predictions_are_judged_by_answers_and_correlations(
    values: list[tuple[int, float, float, float]], truths: tuple[int, ...]
) -> None:
    assert judged(DEMO, Config(), moments(*values)) == truths
