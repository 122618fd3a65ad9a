"""What a view remembers of the run in view: how it was set, where it stands, which predictions are still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.demo import Moment
from models.knobs import Config, KnobValue, knobs, with_values
from models.registry import AnyDemo
from models.training import judged


class RunRecord:
    """One run at a time; plain data. Moments are kept only until the last prediction is judged."""

    def __init__(self, demo: AnyDemo) -> None:
        self.config: Config | None = None
        self.step = 0
        self._demo = demo
        self._moments: list[Moment] = []
        self._open: set[int] = set()

    def begin(self, values: Mapping[str, KnobValue]) -> None:
        """Forget the run before; ``values`` are the knobs of the new one."""
        self.config = with_values(self._demo.config(), values)
        self.step = 0
        self._moments = []
        self._open = set(range(len(self._demo.predictions)))

    def add(self, moments: Iterable[Moment], step: int) -> None:
        """Take in what happened; the run stands at ``step``."""
        self.step = step
        if self._open:
            self._moments.extend(moments)

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
