"""Runs of demos to test with, as plain data."""

from __future__ import annotations

from datetime import datetime

from models.knobs import KnobValue, with_values
from models.registry import demo
from studyapp.study.demo_export import config_json
from studyapp.study.runs import Ending, Run
from tests.studyapp.attempts import NOON

GRIDWORLD = "q-learning-gridworld"


def kept_run(demo_id: str = GRIDWORLD, *, at: datetime = NOON, steps: int = 500, **values: KnobValue) -> Run:
    """Return a run that ended well."""
    config = config_json(demo_id, with_values(demo(demo_id).config(), values))
    return Run(demo_id, config, "CPU", steps, 2.5, Ending.RESET, at, {"loss": 0.25})
