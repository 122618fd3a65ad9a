"""What a benchmark is, and the few tools they share."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models import registry

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Result:
    """One figure.

    ``met`` tells whether it is as good as ``target`` asks; None where there is no target. ``beside`` is the yardstick
    measured in the same run, in words.
    """

    name: str
    value: float
    unit: str
    target: str = ""
    met: bool | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """Something to measure."""

    name: str
    measure: Callable[[], Sequence[Result]]


def demos() -> list[str]:
    """Return the demos to measure: all, or those named in BENCH_DEMOS with commas between."""
    named = os.environ.get("BENCH_DEMOS", "")
    return [registry.demo(each.strip()).id for each in named.split(",")] if named else list(registry.demos())


def offscreen(**more: str) -> dict[str, str]:
    """Return an environment for a window without a display; compiled modules are kept, as for a learner."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)} | more


def child(code: str, *arguments: str, **environment: str) -> str:
    """Return what a fresh interpreter prints for some code."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=offscreen(**environment),
    )
    return done.stdout


def child_figures(code: str, *arguments: str, **environment: str) -> dict[str, float]:
    """Return the JSON object of figures that a fresh interpreter prints last."""
    figures: dict[str, float] = json.loads(child(code, *arguments, **environment).strip().splitlines()[-1])
    return figures


def median(values: Sequence[float]) -> float:
    """Return the median, which a hiccup of the machine moves least."""
    return statistics.median(values)
