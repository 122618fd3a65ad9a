"""What a view remembers of the run in view: how it was set, what it showed on its way, what was predicted of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from models.demo import Moment, Pictures
from models.knobs import Config, KnobValue, knobs, with_values
from models.registry import AnyDemo
from models.training import judged
from studyapp.study.demo_export import config_json
from studyapp.study.run_data import MOST_POINTS
from studyapp.study.runs import LEAST_STEPS, Ending, Run, Turned
from studyapp.ui.kept_run import KeptRun, Snapshots, kept_run
from studyapp.ui.plots.series import Series

MOST_TURNED = 200
NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the time of a run until whoever keeps it, and has a clock, says when that was."""


class RunRecord:
    """One run at a time; plain data. Moments are kept only until the last prediction is judged."""

    def __init__(self, demo: AnyDemo) -> None:
        self.config: Config | None = None
        self.step = 0
        self.device = ""
        self.snapshots = Snapshots()
        self._seconds = 0.0
        self.turned: list[Turned] = []
        self._over = True
        self._demo = demo
        self._moments: list[Moment] = []
        self._open: set[int] = set()

    def begin(self, values: Mapping[str, KnobValue]) -> None:
        """Forget the run before; ``values`` are the knobs of the new one."""
        self.config = with_values(self._demo.config(), values)
        self.step = 0
        self.device = ""
        self.snapshots = Snapshots()
        self._seconds = 0.0
        self.turned = []
        self._over = False
        self._moments = []
        self._open = set(range(len(self._demo.predictions)))

    def add(self, moments: Iterable[Moment], step: int, *, seconds: float = 0.0) -> None:
        """Take in what happened; the run stands at ``step`` and has taken so many seconds."""
        self.step = step
        self._seconds = seconds
        if self._open:
            self._moments.extend(moments)

    def add_pictures(self, pictures: Pictures) -> None:
        """Take in the pictures of the step where the run stands."""
        self.snapshots.add(self.step, pictures)

    def turn(self, knob: str, value: KnobValue) -> None:
        """Remember that a live knob was turned; of a slider's way only where it came to rest at this step."""
        if self.turned and (self.turned[-1].step, self.turned[-1].knob) == (self.step, knob):
            self.turned.pop()
        self.turned = [*self.turned, Turned(self.step, knob, value)][-MOST_TURNED:]

    def so_far(self, ended: Ending, series: Series, *, until: float = math.inf) -> KeptRun:
        """Return the run as it could be kept now, up to a step."""
        assert self.config is not None, "no run has begun"
        columns = series.thinned(MOST_POINTS, until)
        shown = series if until >= self.step else Series.from_columns(columns)
        run = Run(
            demo=self._demo.id,
            config=config_json(self._demo.id, self.config),
            device=self.device,
            steps=int(min(self.step, until)),
            seconds=self._seconds,
            ended=ended,
            ended_at=NOT_YET,
            final=shown.finals(),
            turned=tuple(self.turned),
        )
        return kept_run(run, columns, [each for each in self.snapshots.all() if each.step <= until])

    def end(self, ended: Ending, series: Series) -> KeptRun | None:
        """Return the run to be kept, once, the first time it ends; None for one that hardly began."""
        if self._over or self.step < LEAST_STEPS:
            return None
        self._over = True
        return self.so_far(ended, series)

    def newly_judged(self, *, ended: bool = False) -> list[tuple[int, int]]:
        """Return (prediction, option that came true) for those the run has just decided; ``ended`` decides all."""
        due = {index for index in self._open if ended or self.step >= self._demo.predictions[index].after_steps}
        if not due or not self._moments or self.config is None:
            return []
        truths = judged(self._demo, self.config, self._moments, ended=ended)
        decided = [(index, truth) for index in sorted(due) if (truth := truths[index]) is not None]
        self._open -= {index for index, _ in decided}
        if not self._open:
            self._moments = []
        return decided

    def waiting(self, values: Mapping[str, KnobValue]) -> list[str]:
        """Return the knobs that were turned since the run began and act only in the next one."""
        if self.config is None:
            return []
        fixed = [knob.name for knob in knobs(type(self.config)) if not knob.live]
        return [name for name in fixed if values[name] != getattr(self.config, name)]
