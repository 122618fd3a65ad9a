"""The contract of every demo: a Config of knobs, a generator of frames, the plots that draw them, predictions.

``train(config, device)`` is a generator. It seeds everything from the config, imports torch inside, and yields one
``Frame`` every ``config.steps_per_frame`` training steps, the first before any step. ``yield`` gives back a Config
with changed live knobs, or None::

    config = (yield frame) or config

No step at all (``steps_per_frame`` 0) is a look: the same moment, drawn with the knobs as they stand.
The numbers at a given step are the same however many frames are drawn: measuring uses no dice of training.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeAlias

import msgspec

from models.knobs import ConfigT, KnobValue
from models.plots import Plot

if TYPE_CHECKING:  # numpy is for those who draw; the window lists demos without it
    import numpy as np
    from numpy.typing import NDArray

Picture: TypeAlias = "NDArray[np.float32] | NDArray[np.uint8] | NDArray[np.int64] | tuple[str, ...] | str"
Pictures: TypeAlias = Mapping[str, "Picture"]


def no_pictures() -> Pictures:
    """Return nothing to draw."""
    return {}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a run shows of one moment.

    ``step`` counts training steps from 0. ``scalars`` may leave out what is measured more rarely. ``pictures``
    makes the named arrays on demand: it is called before the generator goes on, or never, so that a run that
    draws nothing spends nothing. ``diverged`` is "" or says in plain words why the run ends here.
    """

    step: int
    scalars: Mapping[str, float]
    pictures: Callable[[], Pictures] = no_pictures
    diverged: str = ""


class Moment(msgspec.Struct, frozen=True, gc=False):
    """The scalars of one frame, as predictions and exports see them.

    Tens of thousands are kept until a run is judged; they hold numbers only, and Python's collector lets them be.
    """

    step: int
    scalars: Mapping[str, float]


@dataclass(frozen=True)  # no slots: with them, Python 3.11 can't make a Prediction[Config](...)
class Prediction(Generic[ConfigT]):
    """A question about what a run will do, judged by the run itself.

    ``truth`` is given the config and the moments so far, once the run has reached ``after_steps`` or ended before;
    it returns the index of the option that came true.
    """

    question: str
    options: tuple[str, ...]
    after_steps: int
    truth: Callable[[ConfigT, Sequence[Moment]], int]


@dataclass(frozen=True, slots=True)
class Preset:
    """Knob values worth seeing, with a sentence that says why."""

    name: str
    why: str
    values: Mapping[str, KnobValue]


Frames = Generator[Frame, ConfigT | None, None]


@dataclass(frozen=True)
class Demo(Generic[ConfigT]):
    """A small network, agent or sampler that trains live.

    ``source`` is the module whose code is shown beside the plots ("models.nets.char_rnn"). ``reading`` says what
    the curves mean, as Markdown. ``heading`` is the slug of the heading in the topic's note. ``uses_torch`` is False
    for a demo in plain Python or numpy: it runs on the CPU, whatever device is asked. ``float64`` is True for one that
    needs such numbers: Apple's GPUs have none, and the CPU takes over from them. ``compiled`` is True for one whose
    first step on a CPU waits until the compiled loop of playground/ is loaded. ``pace`` is the speed, in steps
    a second, at which the window begins to show a run that would be over in a blink; None is full speed.
    ``knob_lines`` names, for a knob, pieces of source lines that it changes: lines of the shown source that hold one
    of them are marked when the knob is turned.
    """

    id: str
    topic: str
    title: str
    config: type[ConfigT]
    train: Callable[[ConfigT, str], Frames[ConfigT]]
    plots: tuple[Plot, ...]
    predictions: tuple[Prediction[ConfigT], ...]
    source: str
    reading: str
    presets: tuple[Preset, ...] = ()
    heading: str = ""
    uses_torch: bool = True
    float64: bool = False
    compiled: bool = False
    pace: float | None = None
    knob_lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
