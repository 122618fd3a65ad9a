"""Runs that were kept: how they were set, what they came to, and how two of them differ; plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec

from models.errors import DemoError
from models.knobs import Config, Knob, KnobValue, knobs, with_values
from models.plots import Curves
from models.registry import AnyDemo

LEAST_STEPS = 20
"""A run that was given up before is not worth keeping."""


class Ending(StrEnum):
    """Why a run took no more steps."""

    STOPPED = "stopped"  # the run of another demo began
    RESET = "reset"  # the learner began anew
    FINISHED = "finished"  # it had as many steps as were asked for
    DIVERGED = "diverged"
    FAILED = "failed"
    CLOSED = "closed"  # with the window


@dataclass(frozen=True, slots=True)
class Turned:
    """A live knob that was turned while a run went on."""

    step: int
    knob: str
    value: KnobValue


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a demo, without its curves and pictures.

    ``config`` holds the knobs as the run began (demo_export.config_json), ``turned`` what was changed on the way.
    ``seconds`` leaves pauses out. ``final`` holds the last finite value of every scalar. ``ended_at`` is aware, its
    offset the learner's own. ``id`` is 0 as long as the run is not in the store.
    """

    demo: str
    config: str
    device: str
    steps: int
    seconds: float
    ended: Ending
    ended_at: datetime
    final: Mapping[str, float] = field(default_factory=dict)
    turned: tuple[Turned, ...] = ()
    name: str = ""
    id: int = 0

    @property
    def steps_per_second(self) -> float:
        """Return the steps a second, 0 for a run too short to say."""
        return self.steps / self.seconds if self.seconds > 0 else 0.0


class _Knobs(msgspec.Struct):
    demo: str
    config: dict[str, int | float | bool | str]


def config_of(run: Run, demo: AnyDemo) -> Config:
    """Return the knobs as a run began; raises DemoError when the demo can't be set like that any more."""
    try:
        config: Config = with_values(demo.config(), msgspec.json.decode(run.config, type=_Knobs).config)
    except msgspec.DecodeError as error:
        raise DemoError(f"The knobs of this run can't be read: {error}.") from error
    return config


def main_scalars(demo: AnyDemo) -> tuple[str, ...]:
    """Return one scalar of each plot of curves, the last named in it: validation after training, the mean after one."""
    firsts = [plot.scalars[-1] for plot in demo.plots if isinstance(plot, Curves)]
    return tuple(dict.fromkeys(firsts))


def differences(before: Config, after: Config) -> tuple[str, ...]:
    """Return what changes from one config of a demo to another: ("learning rate 0.1 → 0.3", "seed 1 → 2")."""
    old, new = asdict(before), asdict(after)
    return tuple(
        f"{each.label} {value_text(each, old[each.name])} → {value_text(each, new[each.name])}"
        for each in knobs(type(after))
        if old[each.name] != new[each.name]
    )


def told(changes: Sequence[str], turned: Sequence[Turned] = (), *, nothing: str) -> str:
    """Return differences as one line; ``nothing`` is said where there are none."""
    words = ", ".join(changes) or nothing
    live = len({each.knob for each in turned})
    return f"{words}; {live} knob{'s' * (live != 1)} turned on the way" if live else words


def value_text(knob: Knob, value: KnobValue) -> str:
    """Return a knob's value in few characters."""
    match value:
        case bool():
            return "on" if value else "off"
        case float():
            return f"{value:g}"
        case str() if knob.type == "text":
            return f"{len(value):,} characters" if value else "none"
        case _:
            return str(value)


def when(moment: datetime, now: datetime) -> str:
    """Return a moment as people tell it: "today 19:30", "18 Mar 19:30", with the year when it was another."""
    if moment.date() == now.date():
        return f"today {moment:%H:%M}"
    year = f" {moment:%Y}" if moment.year != now.year else ""
    return f"{moment.day} {moment:%b}{year} {moment:%H:%M}"
