"""biased-data: a classifier learns from two groups of people, and measures of fairness pull against each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.datasets.people import People, Society
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, descend, diverged, finite, first_at, frames_of, seeded
from models.plots import Bars, Curves, GroupCurves, Scatter

if TYPE_CHECKING:
    from torch import Tensor

TRAINING_PEOPLE = 1_000  # a group
MEASURED_PEOPLE = 20_000  # a group, never trained on: so many that a gap of one in a hundred is not chance
DRAWN_PEOPLE = 150  # a group
EDGE = 5.0  # of the drawing, in both directions
ROC_POINTS = 101
MEASURES = ("selected", "true positive rate", "false positive rate", "precision", "accuracy")
GAPS = {
    "demographic parity gap": "selected",
    "equal opportunity gap": "true positive rate",
    "false positive rate gap": "false positive rate",
    "predictive parity gap": "precision",
}
THREE_GAPS = ("demographic parity gap", "equal opportunity gap", "predictive parity gap")
BY_GROUP = tuple(f"{measure} {group}" for measure in MEASURES for group in "AB")
BAR_NAMES = tuple(
    f"{measure} {group}" for measure in ("selected", "TPR", "FPR", "precision", "accuracy") for group in "AB"
)
GAP_NAMES = ("demographic parity", "equal opportunity", "false positive rate", "predictive parity")
CLASS_NAMES = ("A negative", "A positive", "B negative", "B positive", "B positive, labelled negative")
JUDGED_AT = 300  # steps
OPEN = 0.05  # a gap that is larger counts


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of biased-data."""

    base_rate_a: float = knob(
        0.6, "The share of A whose truth is positive.", label="base rate of A", low=0.05, high=0.95, step=0.05
    )
    base_rate_b: float = knob(
        0.3,
        "The share of B whose truth is positive; make it that of A.",
        label="base rate of B",
        low=0.05,
        high=0.95,
        step=0.05,
    )
    label_bias: float = knob(
        0.0,
        "The share of B's positive people who were written down as negative in the training data.",
        label="label bias against B",
        low=0.0,
        high=0.9,
        step=0.05,
    )
    trait_shift: float = knob(
        0.0,
        "How far apart A and B lie in a trait with no other meaning: 0 hides the group, 4 gives it away.",
        label="trait gives group away",
        low=0.0,
        high=4.0,
        step=0.25,
    )
    threshold: float = knob(
        0.5, "Who is at least this likely to be positive is selected.", low=0.01, high=0.99, step=0.01, live=True
    )
    separate_thresholds: bool = knob(
        False, "Give B a threshold of its own and try to close one gap.", label="own threshold for B", live=True
    )
    threshold_b: float = knob(
        0.5, "B's own threshold, if it has one.", label="threshold of B", low=0.01, high=0.99, step=0.01, live=True
    )
    learning_rate: float = knob(
        0.1, "The size of each step.", label="learning rate", low=1e-4, high=100.0, live=True, log=True
    )
    batch_size: int = knob(128, "People averaged in one step.", label="batch size", low=1, high=512)

    def thresholds(self) -> tuple[float, float]:
        """Return the thresholds of A and B."""
        return self.threshold, self.threshold_b if self.separate_thresholds else self.threshold


def train(config: Config, device: str) -> Frames[Config]:
    """Yield how the classifier treats the two groups, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """A classifier, the people it learns from, and the people it is measured on."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets.logistic import Logistic

        self._device = device
        society = Society((config.base_rate_a, config.base_rate_b), config.trait_shift, config.label_bias)
        training_dice, measuring_dice = np.random.default_rng(config.seed).spawn(2)
        self._taught = society.people(TRAINING_PEOPLE, training_dice)
        self._people = torch.from_numpy(self._taught.features).to(device)
        self._labels = torch.from_numpy(self._taught.label).to(device)
        self._measured = society.people(MEASURED_PEOPLE, measuring_dice)
        self._strangers = torch.from_numpy(self._measured.features).to(device)
        self._kinds = torch.from_numpy(4 * self._measured.group + 2 * self._measured.truth).to(device)
        self._net = seeded(config.seed, lambda: Logistic(features=2)).to(device)
        self._optimizer = torch.optim.SGD(self._net.parameters())
        self._batches = Batches(len(self._labels), config.batch_size, config.seed, device)
        self._step = 0
        with torch.inference_mode():
            start = self._loss_of(self._people, self._labels)
        self._start, self._loss = float(start), RunningMean(start)

    def take_step(self, config: Config) -> None:
        """Draw some people and move the weights against the error on what was written down about them."""
        drawn = self._batches.draw()
        loss = self._loss_of(self._people[drawn], self._labels[drawn])
        descend(self._optimizer, loss, config.learning_rate)
        self._loss.update(loss)
        self._step += 1

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss = self._loss.read()
        measures = self._measures(config.thresholds())
        gaps = {gap: abs(measures[f"{name} A"] - measures[f"{name} B"]) for gap, name in GAPS.items()}
        scalars = finite({"training loss": loss, **gaps, **measures})
        reason = diverged(loss, self._start, config.learning_rate)
        return Frame(self._step, scalars, lambda: self._pictures(config.thresholds(), scalars), reason)

    def _loss_of(self, people: Tensor, labels: Tensor) -> Tensor:
        from models.nets.logistic import loss

        return loss(self._net(people), labels)

    def _logits(self) -> Tensor:
        import torch

        with torch.inference_mode():
            logits: Tensor = self._net(self._strangers)
        return logits

    def _measures(self, thresholds: tuple[float, float]) -> dict[str, float]:
        """Return every measure of both groups, on people it has never seen and against the truth, not the labels."""
        import torch

        from models.nets.logistic import selected

        asked = torch.tensor(thresholds, device=self._device).repeat_interleave(MEASURED_PEOPLE)
        # The eight kinds of people: group, truth, selected or not.
        kinds = self._kinds + selected(self._logits(), asked)
        counts = torch.bincount(kinds, minlength=8).reshape(2, 2, 2).cpu().numpy()
        by_group = zip("AB", map(group_measures, counts), strict=True)
        return {f"{name} {group}": value for group, measures in by_group for name, value in measures.items()}

    def _pictures(self, thresholds: tuple[float, float], scalars: dict[str, float]) -> Pictures:
        logits = self._logits().cpu().numpy()
        rates = [[scalars[f"{side} positive rate {group}"] for side in ("false", "true")] for group in "AB"]
        measures = [scalars.get(name, 0.0) for name in BY_GROUP]
        weights = self._net.weight.detach().cpu().numpy().astype(np.float64)
        lines = [boundary(weights, float(self._net.bias.detach()), logit(each)) for each in dict.fromkeys(thresholds)]
        return {
            "people": _drawn(self._taught),
            "boundary": np.array([line for line in lines if line], dtype=np.float32).reshape(-1, 4),
            "measures": np.array(measures, dtype=np.float32),
            "gaps": np.array([scalars.get(gap, 0.0) for gap in GAPS], dtype=np.float32),
            "roc": _roc(logits, self._measured),
            "here": np.array(rates, dtype=np.float32),
        }


def group_measures(counts: NDArray[np.int64]) -> dict[str, float]:
    """Return the measures of one group from its counts [truth, selected]; precision is NaN where nobody is selected."""
    (true_negative, false_positive), (false_negative, true_positive) = counts.astype(float)
    selected, positive, everybody = false_positive + true_positive, false_negative + true_positive, counts.sum()
    return {
        "selected": selected / everybody,
        "true positive rate": true_positive / positive,
        "false positive rate": false_positive / (everybody - positive),
        "precision": true_positive / selected if selected else math.nan,
        "accuracy": (true_positive + true_negative) / everybody,
    }


def logit(probability: float) -> float:
    """Return the logit whose sigmoid is the probability."""
    return math.log(probability / (1 - probability))


def boundary(weights: NDArray[np.float64], bias: float, cut: float) -> tuple[float, float, float, float] | None:
    """Return the line weights · x + bias = cut as x1, y1, x2, y2 within the drawing, None where it misses it."""
    length = float(np.hypot(*weights))
    if not 0 < length < math.inf:
        return None
    normal = weights / length
    middle = normal * (cut - bias) / length  # the point of the line that is nearest to the origin
    along = np.array([-normal[1], normal[0]])
    # Where the line meets the four edges, as distances from its middle; it is inside between the two inner ones.
    with np.errstate(divide="ignore", invalid="ignore"):
        meets = np.sort((np.array([[-EDGE], [EDGE]]) - middle) / along, axis=0)  # (in and out, x and y)
    enters, leaves = meets[0].max(), meets[1].min()
    if not enters < leaves:
        return None
    start, end = middle + enters * along, middle + leaves * along
    return float(start[0]), float(start[1]), float(end[0]), float(end[1])


def _drawn(people: People) -> NDArray[np.float32]:
    """Return some people as x, y and the index of their class name."""
    kind = 2 * people.group + people.truth + (people.truth != people.label)
    points = np.column_stack([people.features, kind]).astype(np.float32)
    half = len(points) // 2
    return np.concatenate([points[:DRAWN_PEOPLE], points[half : half + DRAWN_PEOPLE]])


def _roc(logits: NDArray[np.float32], people: People) -> NDArray[np.float32]:
    """Return false positive rates from 0 to 1, and below them the true positive rates of A and of B."""
    rates = np.linspace(0, 1, ROC_POINTS)
    curves = [rates]
    for group in (0, 1):
        positive = np.sort(logits[(people.group == group) & (people.truth == 1)])
        negative = np.sort(logits[(people.group == group) & (people.truth == 0)])
        cuts = np.quantile(negative, 1 - rates)
        curves.append(1 - np.searchsorted(positive, cuts) / len(positive))
    return np.array(curves, dtype=np.float32)


def _gaps_at(moments: Sequence[Moment], step: int) -> list[float]:
    return [first_at(moments, gap, step) for gap in THREE_GAPS]


def _smallest(config: Config, moments: Sequence[Moment]) -> int:
    gaps = np.nan_to_num(_gaps_at(moments, JUDGED_AT), nan=math.inf)
    return int(np.argmin(gaps))


def _how_many_open(config: Config, moments: Sequence[Moment]) -> int:
    return sum(not gap <= OPEN for gap in _gaps_at(moments, JUDGED_AT))  # one that can't be measured is not closed


def _whose_precision(config: Config, moments: Sequence[Moment]) -> int:
    a, b = (first_at(moments, f"precision {group}", JUDGED_AT) for group in "AB")
    return 0 if a - b > OPEN else 1 if b - a > OPEN else 2


READING = r"""
The classifier learns from labels, 0 or 1, and is **measured** on 40,000 other people, against the truth, even where the
labels are wrong. In each group,

- **selected** is the share of all that it picks; equal shares are called *demographic parity*;
- **true positive rate** (TPR) is the share of the truly positive that it picks; equal: *equal opportunity*;
- **false positive rate** (FPR) is the share of the truly negative that it picks;
- **precision** is the share of the picked that are truly positive; equal: *predictive parity*.

A **gap** is the difference between A and B. In a group with base rate $p$ the measures are tied together:

$$\mathrm{FPR} = \frac{p}{1-p} \cdot \frac{1-\mathrm{precision}}{\mathrm{precision}} \cdot \mathrm{TPR}$$

So if $p$ differs, precision and both rates can't all be equal, unless nobody is picked wrongly or nobody rightly. Give
B a threshold of its own and watch one gap close while others open. Which gap matters most, numbers can't say.

The **ROC curves** show both rates at every threshold; the dots are the thresholds that are set. In the scatter, the
line is where the classifier is as sure as the threshold asks.
"""

DEMO = Demo(
    id="biased-data",
    topic="ethics.six-lenses",
    title="One classifier, two groups",
    config=Config,
    train=train,
    plots=(
        Bars("gaps", "Gaps between A and B", "difference", label_names=GAP_NAMES, y_limits=(0, 1)),
        Bars("measures", "The measures of both groups", "share", label_names=BAR_NAMES, y_limits=(0, 1)),
        Scatter("people", "People it learns from", "score", "trait", CLASS_NAMES, lines="boundary"),
        GroupCurves(
            "roc", "ROC curves", "false positive rate", "true positive rate", ("group A", "group B"), marker="here"
        ),
        Curves(tuple(GAPS), "Gaps while it learns", "difference"),
        Curves(("training loss",), "Training loss", "nats per person"),
    ),
    predictions=(
        Prediction(
            "Which of these three gaps will be the smallest at step 300?",
            (
                "selected people (demographic parity)",
                "true positive rates (equal opportunity)",
                "precision (predictive parity)",
            ),
            JUDGED_AT,
            _smallest,
        ),
        Prediction(
            "How many of the three gaps in selection, true positives and precision will exceed 0.05 at step 300?",
            ("none", "one", "two", "all three"),
            JUDGED_AT,
            _how_many_open,
        ),
        Prediction(
            "Of which group will the selected people be truly positive more often at step 300?",
            ("A, by more than 0.05", "B, by more than 0.05", "about equally often"),
            JUDGED_AT,
            _whose_precision,
        ),
    ),
    source="models.nets.logistic",
    reading=READING.strip(),
    presets=(
        Preset(
            "No difference",
            "Equal base rates and honest labels: all gaps stay small, although the trait gives the group away.",
            {"base_rate_a": 0.5, "base_rate_b": 0.5, "trait_shift": 2.0},
        ),
        Preset(
            "Biased labels",
            "The truth is the same in both groups, but 40 % of B's positive people were written down as negative. The "
            "classifier is not told the group, but finds it in the trait: B's true positive rate falls behind.",
            {"base_rate_a": 0.5, "base_rate_b": 0.5, "trait_shift": 2.0, "label_bias": 0.4},
        ),
        Preset(
            "Equal selection",
            "The base rates differ and B's threshold is lowered until both groups are selected equally: watch what "
            "happens to the other gaps.",
            {"separate_thresholds": True, "threshold_b": 0.18},
        ),
        Preset(
            "Equal precision",
            "The base rates differ and B's threshold is raised until precision is equal: now a truly positive person "
            "of B is found much less often.",
            {"separate_thresholds": True, "threshold_b": 0.85},
        ),
    ),
    heading="when-measures-of-fairness-disagree",
    pace=60,
    knob_lines={
        **dict.fromkeys(("base_rate_a", "base_rate_b", "label_bias", "batch_size"), ("torch.where(labels == 1",)),
        **dict.fromkeys(("threshold", "separate_thresholds", "threshold_b"), ("logits >= torch.logit(thresholds)",)),
        "trait_shift": ("people @ self.weight",),
    },
)
