"""Pictures get plain, finite numbers, whatever became of the net."""

from __future__ import annotations

import numpy as np
import torch

from models.arrays import LARGEST, array_of, drawable

BROKEN = [1.5, float("nan"), float("inf"), -float("inf")]


def test_a_tensor_of_any_kind_becomes_an_array_of_its_numbers() -> None:
    weights = torch.tensor([[1.0, -2.5]], requires_grad=True)
    for tensor in (weights, weights.double(), weights.bfloat16()):
        array = array_of(tensor)
        assert array.dtype == np.float32
        assert array.tolist() == [[1.0, -2.5]]


def test_a_net_that_broke_is_drawn_all_the_same() -> None:
    assert array_of(torch.tensor(BROKEN)).tolist() == [1.5, 0.0, LARGEST, -LARGEST]
    assert drawable(np.array(BROKEN), infinite=9.0).tolist() == [1.5, 0.0, 9.0, -9.0]


def test_a_picture_keeps_its_numbers_while_the_net_goes_on() -> None:
    weights = torch.zeros(3)
    array = array_of(weights)
    weights += 1
    assert array.tolist() == [0.0, 0.0, 0.0]
