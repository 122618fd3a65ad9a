"""What a GPU would wait for: no step of any demo reads a number back or moves data; frames do."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
import torch

from models import registry
from models.knobs import with_values
from models.registry import AnyDemo

WAITING = ("item", "__float__", "__int__", "__bool__", "tolist", "numpy", "cpu", "to")
Result = TypeVar("Result")


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often our code reads numbers back from tensors, or moves them."""
    counted: Counter[str] = Counter()

    def counting(name: str, plain: Callable[..., Result]) -> Callable[..., Result]:
        def method(*args: object, **kwargs: object) -> Result:
            caller = Path(sys._getframe(1).f_code.co_filename)
            counted[name] += "models" in caller.parts  # not torch: its optimizers read what they keep on the CPU
            return plain(*args, **kwargs)

        return method

    for name in WAITING:
        monkeypatch.setattr(torch.Tensor, name, counting(name, getattr(torch.Tensor, name)))
    return counted


@pytest.mark.parametrize(
    "demo", [each for each in registry.demos().values() if each.uses_torch], ids=lambda demo: demo.id
)
def test_a_frame_of_many_steps_waits_for_the_device_as_often_as_one_of_few(demo: AnyDemo, waits: Counter[str]) -> None:
    config = with_values(demo.config(), {"steps_per_frame": 1})
    run = demo.train(config, "cpu")
    next(run)
    run.send(config)  # the first step makes what all others use
    waited = []
    for steps in (1, 3):
        before = waits.copy()
        run.send(with_values(config, {"steps_per_frame": steps}))
        waited.append(waits - before)
    assert waited[0] == waited[1]


def test_what_waits_is_counted(waits: Counter[str]) -> None:
    run = registry.demo("cnn-digits").train(registry.demo("cnn-digits").config(), "cpu")
    next(run)
    assert sum(waits.values()) > 0
