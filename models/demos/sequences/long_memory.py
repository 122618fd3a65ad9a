"""long-memory: an RNN, an LSTM and a GRU learn to add or copy numbers of long ago, on the same batches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches, Descent, optimizer_of
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, diverged, finite, first_at, frames_of, reached_at, seeded
from models.plots import Curves, GroupCurves, HeatMap, Scatter

if TYPE_CHECKING:
    from torch import Tensor

CELLS = ("RNN", "LSTM", "GRU")
ADDING, COPYING = TASKS = ("adding", "copying")
TRAINING, TEST = 8192, 256  # sequences
PROBE = 64  # test sequences over which gradients are taken
MEASURE_EVERY = 20  # steps
FOLLOWED = 10  # steps after each such measurement: then the gradients are followed back
SMALLEST = 1e-12  # what a logarithmic axis can still show
LEARNED = 0.1  # of the error of always saying the mean
ALWAYS_MEAN = "always saying the mean"
LEFT = tuple(f"{cell} gradient left" for cell in CELLS)
TRAINING_LOSSES = tuple(f"{cell} training" for cell in CELLS)


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of long-memory."""

    steps_per_frame: int = knob(
        1, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    task: str = knob(
        ADDING,
        "Add the two marked numbers, or copy the very first one when all are read: that is the longest wait.",
        choices=TASKS,
    )
    length: int = knob(
        30,
        "Numbers in a sequence: what counts has to be kept for half of it or more. Try 10, and then 60.",
        low=4,
        high=100,
    )
    hidden_size: int = knob(
        32, "Numbers in each memory; see whether more of them help the RNN.", label="hidden size", low=4, high=128
    )
    learning_rate: float = knob(
        0.01,
        "The size of each step of Adam. Turn it up while they train and see which net suffers first.",
        label="learning rate",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    clip: float = knob(
        1.0, "A gradient longer than this is shortened to it, in each net by itself.", low=0.01, high=100.0, log=True
    )
    forget_bias: float = knob(
        1.0,
        "Where the LSTM's forget gates begin: 1 is mostly open, 0 half open, −3 nearly shut.",
        label="forget-gate bias",
        low=-5.0,
        high=5.0,
    )
    batch_size: int = knob(64, "Sequences read side by side in one step.", label="batch size", low=8, high=256)


def train(config: Config, device: str) -> Frames[Config]:
    """Yield how far the three nets have come, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """Three nets, the sequences that all of them read, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets.long_memory import MEANS, Adder, cells, problems

        dice = torch.Generator().manual_seed(config.seed)
        self._training = _on(device, problems(config.task, TRAINING, config.length, dice))
        self._test = _on(device, problems(config.task, TEST, config.length, dice))
        mean = MEANS[config.task]
        self._nets = seeded(
            config.seed,
            lambda: [Adder(cell, mean).to(device) for cell in cells(config.hidden_size, config.forget_bias)],
        )
        self._batches = Batches(TRAINING, config.batch_size, config.seed, device)
        self._losses = torch.zeros(len(CELLS), device=device)  # of the last batch
        first, *others = self._nets
        optimizer = optimizer_of("adam", first.parameters(), device)
        for net in others:  # a group for each net: their gradients are shortened one by one
            optimizer.add_param_group({"params": list(net.parameters())})
        self._descent = Descent(optimizer, self._loss, device, largest_gradient=config.clip)
        self._step = 0
        self._largest = 2 * mean
        self._baseline = float((self._test[1] - mean).square().mean())
        self._test_nets()
        self._follow_gradients()
        self._means = [RunningMean(error) for error in self._errors]
        self._start = float(self._errors.sum())

    def take_step(self, config: Config) -> None:
        """Let all three read the same sequences and move their weights."""
        self._batches.draw()
        self._descent.step(config.learning_rate)
        for mean, loss in zip(self._means, self._losses, strict=True):
            mean.update(loss)
        self._step += 1
        # One or the other: together they would make the step a long one.
        if self._step % MEASURE_EVERY == 0:
            self._test_nets()
        elif self._step % MEASURE_EVERY == FOLLOWED:
            self._follow_gradients()

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        losses = [mean.read() for mean in self._means]
        measured = (*self._errors.tolist(), *self._left.tolist(), *losses)
        scalars = dict(zip((*CELLS, *LEFT, *TRAINING_LOSSES), measured, strict=True))
        reason = diverged(sum(losses), self._start, config.learning_rate)
        return Frame(self._step, finite({**scalars, ALWAYS_MEAN: self._baseline}), self._pictures, reason)

    def _loss(self) -> Tensor:
        """Return the sum of the three errors: no net's weights touch another's, so each learns as if alone."""
        import torch

        from models.nets.long_memory import squared_error

        sequences, truth = self._training
        sequence, answers = sequences[:, self._batches.drawn], truth[self._batches.drawn]
        losses = torch.stack([squared_error(net(sequence), answers) for net in self._nets])
        self._losses.copy_(losses.detach())
        return losses.sum()

    def _test_nets(self) -> None:
        """Ask the nets about the test sequences; everything stays on the device."""
        import torch

        sequences, truth = self._test
        with torch.no_grad():
            self._answers = torch.stack([net(sequences) for net in self._nets])  # (nets, test)
        self._errors = (self._answers - truth).square().mean(dim=1)

    def _follow_gradients(self) -> None:
        """Follow the error of some test sequences back through time; everything stays on the device."""
        import torch

        from models.nets.long_memory import gradient_by_step

        sequences, truth = self._test
        probe = sequences[:, :PROBE], truth[:PROBE]
        self._gradients = torch.stack([gradient_by_step(net, *probe) for net in self._nets])  # (nets, time)
        first, last = self._gradients[:, 0], self._gradients[:, -1]
        self._left = (first / last.clamp(min=SMALLEST)).clamp(min=SMALLEST)

    def _pictures(self) -> Pictures:
        """Return what was measured last."""
        sequences, truth = (array_of(each) for each in self._test)
        steps = np.arange(1, len(sequences) + 1, dtype=np.float32)
        return {
            "gradients": np.vstack([steps, np.maximum(array_of(self._gradients), SMALLEST)]),
            "answers": _points(truth, array_of(self._answers)),
            "diagonal": np.array([[0, 0, self._largest, self._largest]], dtype=np.float32),
            "problem": sequences[:, 0].T.copy(),
            "rows": ("number", "mark"),
            "steps": tuple(str(step) for step in range(1, len(sequences) + 1)),
        }


def _on(device: str, problems: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    sequences, truth = problems
    return sequences.to(device), truth.to(device)


def _points(truth: NDArray[np.float32], answers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for every net and test sequence the true sum, the answer and the number of the net."""
    kinds = np.repeat(np.arange(len(answers)), len(truth))
    return np.stack([np.tile(truth, len(answers)), answers.ravel(), kinds], axis=1).astype(np.float32)


def _first_to_learn(config: Config, moments: Sequence[Moment]) -> int:
    learned = {cell: _learned_at(cell, moments) for cell in CELLS}
    step = min(learned.values())
    if step == math.inf:
        return len(CELLS)
    both = [cell for cell in CELLS if learned[cell] == step]
    return CELLS.index(min(both, key=lambda cell: first_at(moments, cell, int(step))))


def _learned_at(cell: str, moments: Sequence[Moment]) -> float:
    return reached_at(
        moments, lambda moment: moment.scalars.get(cell, math.inf) < LEARNED * moment.scalars[ALWAYS_MEAN]
    )


def _how_well_the_rnn_does(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, "RNN", 300) / first_at(moments, ALWAYS_MEAN, 300)
    return 0 if share < LEARNED else 1 if share <= 0.8 else 2


def _which_gradient_reaches_back(config: Config, moments: Sequence[Moment]) -> int:
    rnn, lstm = (first_at(moments, LEFT[index], 200) for index in (0, 1))
    return 0 if rnn < lstm / 10 else 1 if rnn <= 10 * lstm else 2


READING = r"""
Each sequence holds numbers drawn evenly from 0 to 1. For **adding**, two carry a mark, one in the first half and one in
the second, and the answer is their sum. For **copying** only the very first does, and it is the answer. Everything else
has to be passed over, for as many steps as it takes.

**Test loss** is the mean squared error on 256 sequences that none of the nets trains on, measured every 20 steps (of
two nets first found below a mark at the same step, the lower one counts as first). Whoever always says the mean of all
answers has their variance, $1/6 \approx 0.167$ for a sum and $1/12 \approx 0.083$ for a copy: a curve that stays there
has found nothing to remember. The nets read the same batches, each with an Adam of its own. The **training** curves are
running means.

**The gradient by step** shows how strongly the error depends on what was in memory after each step ($h$, and for the
LSTM the cell state $c$). Where it falls along a straight line on the logarithmic axis, every step back multiplies it by
about the same factor below 1: it vanishes. **What is left** is its value at the first step over that at the last.

In the **answers**, a net that always says the same lies flat; one that has learned lies on the diagonal. The picture
of a **sequence** shows one of the problems.
"""

DEMO = Demo(
    id="long-memory",
    topic="sequences.lstm",
    title="Who remembers longer: RNN, LSTM or GRU?",
    config=Config,
    train=train,
    plots=(
        Curves((*CELLS, ALWAYS_MEAN), "Test loss", "mean squared error", log_y=True),
        GroupCurves("gradients", "Gradient of the error by step", "step of the sequence", "norm", CELLS, log_y=True),
        Scatter("answers", "Answers to test sequences", "truth", "answer", CELLS, lines="diagonal"),
        Curves(LEFT, "Gradient left at the first step", "share", log_y=True),
        Curves(TRAINING_LOSSES, "Training loss", "mean squared error", log_y=True),
        HeatMap("problem", "One of the sequences", "", "step", rows="rows", columns="steps", limits=(0, 1)),
    ),
    predictions=(
        Prediction(
            "Which net will be the first to make a tenth of the error of always saying the mean?",
            ("the RNN", "the LSTM", "the GRU", "none within 300 steps"),
            300,
            _first_to_learn,
        ),
        Prediction(
            "At step 300, what will the RNN's test loss be, as a share of that of always saying the mean?",
            ("below a tenth", "a tenth to 80 %", "more than 80 %"),
            300,
            _how_well_the_rnn_does,
        ),
        Prediction(
            "At step 200, how much of the gradient is left at the first step in the RNN, compared with the LSTM?",
            ("less than a tenth as much", "about as much", "more than ten times as much"),
            200,
            _which_gradient_reaches_back,
        ),
    ),
    source="models.nets.long_memory",
    reading=READING.strip(),
    presets=(
        Preset("Short", "Ten numbers: the RNN learns it too, only later than the others.", {"length": 10}),
        Preset(
            "Long", "Sixty numbers: LSTM and GRU still learn it within 300 steps, the RNN does not.", {"length": 60}
        ),
        Preset(
            "Forget gates nearly shut",
            "Sixty numbers, and an LSTM whose forget gates begin near 0.05: after 300 steps it is hardly better than "
            "always saying the mean. A memory that begins forgetful learns late what to keep.",
            {"length": 60, "forget_bias": -3.0},
        ),
        Preset(
            "Copy the first number",
            "Forget gates that begin at 0.98, and the LSTM is first to learn it. At their usual bias of 1 it still "
            "says the mean after 300 steps, as the RNN does: of what it writes first, only 0.73³⁰ would be left, less "
            "than a ten-thousandth.",
            {"task": COPYING, "forget_bias": 4.0},
        ),
        Preset(
            "Learning rate too high",
            "Thirty times too much: none of the three does noticeably better than always saying the mean, and some do "
            "far worse.",
            {"learning_rate": 0.3},
        ),
        Preset(
            "Large",
            "128 numbers of memory and 256 sequences of 100 a step: slow on a processor, made for a GPU.",
            {"length": 100, "hidden_size": 128, "batch_size": 256, "learning_rate": 0.003},
        ),
    ),
    heading="watch-it",
    knob_lines={
        "hidden_size": ("return [RNN(2, hidden)",),
        "forget_bias": ("nn.init.constant_(self.from_input.bias",),
        "task": ("MEANS = {", 'if task == "adding"', "nn.init.constant_(self.head.bias, mean)"),
        "length": ("for input_share in self.cell.from_input(sequence)",),
    },
)
