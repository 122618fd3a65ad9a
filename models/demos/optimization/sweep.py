"""sweep: a whole grid of playground nets trains at once, each with knobs of its own: a landscape of training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from models.demo import Demo, Frames, Moment, Prediction, Preset
from models.demos.foundations import playground
from models.errors import DemoError
from models.knobs import KnobValue, knob
from models.loop import first_at
from models.playground.sweep_run import Cell, Sides, SweepRun
from models.plots import Curves, Images
from models.share import address
from models.sides import NOTHING, Axis, landscape, side_values

LONGEST_OWN = 2_000  # characters of own data; a longer text is not packed a thousand times over for links


AXES: Mapping[str, Axis] = {
    "learning rate": Axis("learning_rate", 1e-3, 100.0, log=True),
    "initial scale": Axis("initial_scale", 0.01, 30.0, log=True),
    "width": Axis("width", 1, 16, whole=True),
    "depth": Axis("layers", 1, 6, whole=True),
    "momentum": Axis("momentum", 0.0, 0.99),
    "L2": Axis("l2", 1e-5, 0.1, log=True),
}
SEED = "seed"
SEEDS = 32 * 32  # of the largest grid


@dataclass(frozen=True, slots=True)
class Config(playground.Config):
    """The knobs of sweep: those of every net as in the playground, and what changes from net to net."""

    steps_per_frame: int = knob(
        50, "Training steps of every net between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    learning_rate: float = knob(
        0.1,
        "The size of a step, where it is no side of the grid.",
        label="learning rate",
        low=1e-5,
        high=100.0,
        log=True,
    )
    l1: float = knob(0.0, "A price on the size of each weight: many become 0.", label="L1", low=0.0, high=0.3)
    l2: float = knob(0.0, "A price on the square of each weight, where it is no side.", label="L2", low=0.0, high=0.3)
    dropout: float = knob(0.0, "The share of hidden units that are silent in a step.", low=0.0, high=0.8, step=0.05)
    across: str = knob("learning rate", "What changes from left to right.", choices=(*AXES, SEED))
    down: str = knob(
        "initial scale", "What changes from top to bottom; nothing leaves one row.", choices=(*AXES, SEED, NOTHING)
    )
    side: int = knob(12, "Nets along a side: 32 trains 1,024 of them.", label="nets a side", low=1, high=32)
    left: float = knob(0.0, "Where the left end lies: raise it to look closer.", low=0.0, high=1.0, step=0.01)
    right: float = knob(1.0, "Where the right end lies.", low=0.0, high=1.0, step=0.01)
    top: float = knob(0.0, "Where the upper end lies.", low=0.0, high=1.0, step=0.01)
    bottom: float = knob(1.0, "Where the lower end lies.", low=0.0, high=1.0, step=0.01)

    def columns(self) -> list[KnobValue]:
        """Return what each column has."""
        return side_values(AXES.get(self.across), self.side, self.left, self.right)

    def rows(self) -> list[KnobValue]:
        """Return what each row has; raises DemoError where both sides are the same knob."""
        if self.down == self.across != SEED:
            raise DemoError(f"Both sides of the grid change the {self.across}: choose another for one of them.")
        count = 1 if self.down == NOTHING else self.side
        return side_values(AXES.get(self.down), count, self.top, self.bottom)

    def sides(self) -> Sides:
        """Return what is written along the sides; seeds are counted there."""
        rows = ("",) if self.down == NOTHING else tuple(map(str, self.rows()))
        if self.down == self.across:  # both are the seed, and neither alone says which one it is
            labels = ("row of seeds", "column of seeds")
        else:
            names = {SEED: "seed no.", NOTHING: ""}
            labels = (names.get(self.down, self.down), names.get(self.across, self.across))
        return Sides(rows, tuple(map(str, self.columns())), labels)

    def net(self, row: int, column: int) -> playground.Config:
        """Return the playground's knobs for one cell of the grid."""
        common = {each.name: getattr(self, each.name) for each in fields(playground.Config)}
        common["steps_per_frame"] = playground.Config().steps_per_frame
        for side, values, number in ((self.down, self.rows(), row), (self.across, self.columns(), column)):
            if side in AXES:
                common[AXES[side].knob] = values[number]
        if SEED in (self.across, self.down):
            number = (row * self.side if self.down == SEED else 0) + (column if self.across == SEED else 0)
            common["seed"] = (self.seed * SEEDS + number) % 2**31  # another seed of the sweep has no net in common
        return playground.Config(**common)

    def grid(self) -> list[Cell]:
        """Return all cells, row by row."""
        own = len(self.points) + len(self.table) > LONGEST_OWN
        cells = []
        for row, down in enumerate(self.rows()):
            for column, across in enumerate(self.columns()):
                net = self.net(row, column)
                name = f"{across}" if self.down == NOTHING else f"{across}, {down}"
                link = "" if own else address("playground", net)
                cells.append(Cell(net.recipe(), net.learning_rate, name, link))
        return cells


def train(config: Config, device: str) -> Frames[Config]:
    """Yield the landscape of all nets as they train, until all have diverged."""
    cells = config.grid()
    seeds = {cell.recipe.seed for cell in cells}
    planes = {seed: replace(config, seed=seed).plane() for seed in seeds}
    run = SweepRun(cells, config.sides(), planes, config.features(), device)
    while True:
        frame = run.frame()
        config = (yield frame) or config
        if frame.diverged:
            return
        run.take_steps(config.steps_per_frame)


# ---------------------------------------------------------------- predictions


def _learned(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, "learned", 2_000)
    return 2 if share > 2 / 3 else 1 if share >= 1 / 3 else 0


def _diverged(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, "diverged", 2_000)
    return 0 if share == 0 else 1 if share <= 0.25 else 2


def _apart(config: Config, moments: Sequence[Moment]) -> int:
    best, median = (first_at(moments, name, 2_000) for name in ("best", "median"))
    return 0 if median > 100 * best else 1 if median > 10 * best else 2


PREDICTIONS = (
    Prediction[Config](
        "After 2,000 steps: how many of the nets will have 95 % of their training points right?",
        ("fewer than a third", "one to two thirds", "more than two thirds"),
        2_000,
        _learned,
    ),
    Prediction[Config](
        "After 2,000 steps: how many of the nets will have diverged?",
        ("none", "a quarter at most", "more than a quarter"),
        2_000,
        _diverged,
    ),
    Prediction[Config](
        "After 2,000 steps: how far will the median loss be above the best one?",
        ("more than 100 times", "10 to 100 times", "less than that"),
        2_000,
        _apart,
    ),
)

PRESETS = (
    Preset(
        "The edge of trainability",
        "A closer look at rates from 0.3 to 30: between nets that learn and nets that end worse than guessing lies no "
        "line but a ragged land, where neighbours end in different places.",
        {"left": 0.5, "right": 0.9, "side": 24},
    ),
    Preset(
        "Learning rate against momentum",
        "Momentum adds up steps: at 0.99 the largest rate that trains is dozens of times smaller than without.",
        {"across": "learning rate", "down": "momentum", "optimizer": "momentum"},
    ),
    Preset(
        "Width against depth",
        "With one unit a layer no depth helps. With more, depth lowers the training loss further than the test loss.",
        {"across": "width", "down": "depth", "side": 6},
    ),
    Preset(
        "Seeds only: how much is luck",
        "Nothing differs but the seed: two units on the corners of XOR. About two nets in three get there, the others "
        "stay stuck. With three units nearly all do.",
        {"across": SEED, "down": SEED, "data": "xor corners", "layers": 1, "width": 2},
    ),
    Preset(
        "Large",
        "1,024 nets with two layers of 16 units: on a GPU they are one tensor program.",
        {"side": 32, "width": 16},
    ),
)

READING = r"""
Every cell is a net of its own, all of them trained at once: same knobs, but for those along the sides. **Click a cell**
to open that very run in the playground.

**The landscape** compares each net's training loss with that of guessing, $\ln 2$, in powers of ten: at 0 a net knows
nothing, at $-2$ its loss is a hundredth of that, and above 0 it does worse than guessing. Hatched cells have
**diverged**: their loss is no number any more, or over fifty times what it was at the start. The **test landscape** is
measured on points kept back: where it lags behind the first one, nets know their points by heart.

**Losses** are the best, the median and the worst of the nets that have not diverged. **Learned** is the share of nets
with 95 % of their training points right. The pictures show what up to nine nets, spread over the grid, make of the
plane.

On a processor a compiled loop trains one net after the other. On a GPU all of them are one tensor program, shown
beside: each layer of all nets is one batched multiplication. Nets of fewer units or layers lie in a corner of the
largest.
"""

DEMO = Demo(
    id="sweep",
    topic="optimization.learning-rate",
    title="A grid of nets trains at once",
    config=Config,
    train=train,
    plots=(
        landscape("landscape", "Loss against guessing", diverging=True, limits=(-2.5, 2.5)),
        landscape("test landscape", "Test loss against guessing", diverging=True, limits=(-2.5, 2.5)),
        Curves(("best", "median", "worst"), "Losses of the nets", "nats a point", log_y=True),
        Curves(("learned", "diverged"), "Nets that learned or diverged", "share", y_limits=(0, 1)),
        Images("surfaces", "A few nets (across, down)", diverging=True, captions="shown", columns=3),
    ),
    predictions=PREDICTIONS,
    source="models.nets.many_mlp",
    reading=READING.strip(),
    presets=PRESETS,
    heading="watch-it",
    compiled=True,
    knob_lines={
        "side": ("nets, width, depth = len(widths)",),
        "activation": ("self.bend = ACTIVATIONS[activation]",),
        "width": ("self.has_unit = ",),
        "layers": ("self.has_layer = ",),
        "l1": ("costs = [(l1 * weight.abs()",),
        "l2": ("l2 / 2 * weight.square()).sum()",),
    },
)
