"""lstm-gates: the gates, the cell and what is shown of it in a small LSTM, symbol by symbol."""

from __future__ import annotations

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
from models.plots import Curves, GroupCurves, HeatMap

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from models.nets.lstm_gates import Trace

TRAINING, TEST, LONG_TEST = 4096, 128, 32  # texts
LONGER = 4  # times as long as the texts it trains on
MEASURE_EVERY = 20  # steps
LARGEST_GRADIENT = 1.0
SHOWN = 48  # symbols
GATES = ("input", "forget", "output")
ACCURACY, LONG_ACCURACY, COMMONEST = "accuracy", "accuracy on texts 4 times as long", "always saying the commonest"
BEST_UNIT = "best unit's correlation"


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of lstm-gates."""

    steps_per_frame: int = knob(
        2, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    task: str = knob(
        "brackets",
        "What to know after every symbol: how many brackets are open, how often + came since r, or the last bit.",
        choices=("brackets", "counter", "last bit"),
    )
    text: str = knob(
        "",
        "Symbols of the task to read: ( ) . or + r . or 0 1 . Others are skipped; empty is an example.",
        label="your symbols",
        live=True,
    )
    unit: int = knob(
        0,
        "The unit whose gates are shown: 0 is the one whose cell follows the answer best.",
        low=0,
        high=128,
        live=True,
    )
    hidden_size: int = knob(
        8, "Units of the LSTM. See with how few of them it still learns.", label="hidden size", low=1, high=128
    )
    forget_bias: float = knob(
        1.0,
        "Where the forget gates begin: 1 is mostly open, 0 half open, −3 nearly shut.",
        label="forget-gate bias",
        low=-5.0,
        high=5.0,
    )
    learning_rate: float = knob(
        0.02,
        "The size of each step of Adam. Turn it up while it trains.",
        label="learning rate",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    length: int = knob(24, "Symbols in a text it trains on.", low=4, high=60)
    batch_size: int = knob(32, "Texts read side by side in one step.", label="batch size", low=4, high=256)


def train(config: Config, device: str) -> Frames[Config]:
    """Yield what the net answers and what its gates do, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """A net, the texts it reads, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets.lstm_gates import Follower
        from models.nets.symbol_tasks import TASKS

        self._device, self._task = device, TASKS[config.task]
        dice = torch.Generator().manual_seed(config.seed)
        self._texts, self._truth = self._some(TRAINING, config.length, dice)
        self._test = self._some(TEST, config.length, dice)
        self._long_test = self._some(LONG_TEST, LONGER * config.length, dice)
        size = len(self._task.symbols), config.hidden_size, self._task.answers, config.forget_bias
        self._net = seeded(config.seed, lambda: Follower(*size)).to(device)
        self._batches = Batches(TRAINING, config.batch_size, config.seed, device)
        optimizer = optimizer_of("adam", self._net.parameters(), device)
        self._descent = Descent(optimizer, self._loss, device, largest_gradient=LARGEST_GRADIENT)
        self._commonest = float(self._test[1].flatten().bincount().max()) / self._test[1].numel()
        self._step = 0
        with torch.no_grad():
            untrained = self._loss_on(*self._test)
        self._start = float(untrained)
        self._mean = RunningMean(untrained)
        self._measure()

    def take_step(self, config: Config) -> None:
        """Read some texts side by side and move the weights against the error after every symbol."""
        self._batches.draw()
        self._mean.update(self._descent.step(config.learning_rate))
        self._step += 1
        if self._step % MEASURE_EVERY == 0:
            self._measure()

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss = self._mean.read()
        accuracy, long_accuracy, best = self._measured.tolist()
        scalars = {
            ACCURACY: accuracy,
            LONG_ACCURACY: long_accuracy,
            COMMONEST: self._commonest,
            BEST_UNIT: best,
            "training loss": loss,
        }
        reason = diverged(loss, self._start, config.learning_rate)
        return Frame(self._step, finite(scalars), lambda: self._pictures(config), reason)

    def _some(self, count: int, length: int, dice: Generator) -> tuple[Tensor, Tensor]:
        """Return texts (time, count) and the right answers after each symbol, on the device."""
        texts = self._task.texts(count, length, dice)
        return texts.to(self._device), self._task.truth(texts).to(self._device)

    def _loss(self) -> Tensor:
        return self._loss_on(self._texts[:, self._batches.drawn], self._truth[:, self._batches.drawn])

    def _loss_on(self, texts: Tensor, truth: Tensor) -> Tensor:
        """Return the mean surprise, in nats, at the right answer after every symbol of texts (time, batch)."""
        from torch.nn import functional

        scores = self._net(texts)  # (time, batch, answers)
        return functional.cross_entropy(scores.flatten(0, 1), truth.flatten())

    def _measure(self) -> None:
        """Test the net on texts it never trains on; everything stays on the device."""
        import torch

        from models.nets.lstm_gates import following

        (texts, truth), (long_texts, long_truth) = self._test, self._long_test
        self._trace = self._net.trace(texts)
        with torch.no_grad():
            right = (self._net.head(self._trace.shown).argmax(dim=2) == truth).float().mean()
            long_right = (self._net(long_texts).argmax(dim=2) == long_truth).float().mean()
        self._follows = following(self._trace.cell, truth).abs()  # (hidden,)
        self._measured = torch.stack([right, long_right, self._follows.max()])

    def _pictures(self, config: Config) -> Pictures:
        """Return what the net as it is now does with one text, and what the gates did with all test texts."""
        import torch

        text = self._task.read(config.text)[:SHOWN, None].to(self._device)
        trace = self._net.trace(text)
        with torch.no_grad():
            chances = self._net.head(trace.shown).softmax(dim=2)[:, 0].T  # (answers, time)
        unit = int(self._follows.argmax()) if config.unit == 0 else min(config.unit, config.hidden_size) - 1
        answers = array_of(self._task.truth(text)[:, 0])
        places = np.arange(1, len(answers) + 1, dtype=np.float32)
        return {
            "gates": _gates(trace)[:, :, 0, unit],
            "gate names": GATES,
            "symbols": tuple(self._task.symbols[each] for each in text[:, 0].tolist()),
            "memory": np.stack([places, array_of(trace.cell[:, 0, unit]), array_of(trace.shown[:, 0, unit]), answers]),
            "cells": array_of(trace.cell[:, 0].T),
            "shown": array_of(trace.shown[:, 0].T),
            "units": tuple(f"unit {index + 1}" for index in range(config.hidden_size)),
            "chances": array_of(chances),
            "answer names": tuple(str(answer) for answer in range(self._task.answers)),
            "by symbol": self._by_symbol(unit),
            "alphabet": tuple(self._task.symbols),
        }

    def _by_symbol(self, unit: int) -> NDArray[np.float32]:
        """Return the mean of each gate of a unit at each symbol, over all test texts as they were measured last."""
        gates, texts = _gates(self._trace)[..., unit], self._test[0].cpu().numpy()
        return np.stack([gates[:, texts == symbol].mean(axis=1) for symbol in range(len(self._task.symbols))], axis=1)


def _gates(trace: Trace) -> NDArray[np.float32]:
    """Return input, forget and output gates, (3, time, batch, hidden)."""
    return np.stack([array_of(gate) for gate in (trace.input_gate, trace.forget_gate, trace.output_gate)])


def _learns_when(config: Config, moments: Sequence[Moment]) -> int:
    step = reached_at(moments, lambda moment: moment.scalars.get(ACCURACY, 0.0) > 0.95)
    return 0 if step <= 60 else 1 if step <= 150 else 2


def _keeps_up(config: Config, moments: Sequence[Moment]) -> int:
    lost = first_at(moments, ACCURACY, 300) - first_at(moments, LONG_ACCURACY, 300)
    return 0 if lost <= 0.01 else 1 if lost <= 0.1 else 2


def _one_unit_tells(config: Config, moments: Sequence[Moment]) -> int:
    best = first_at(moments, BEST_UNIT, 300)
    return 0 if best > 0.95 else 1 if best > 0.8 else 2


READING = r"""
After every symbol the net says what is asked: how many **brackets** are open (at most 5; a closing one too many changes
nothing), how often + came since the last r (**counter**, at most 5), or the **last bit** that came. A dot never changes
the answer: it only has to be waited out.

The **gates** of one unit are shown symbol by symbol: how much is written, how much of the old cell state stays, how
much leaves. Below them the same on average over all test texts. The **memory** of that unit goes beside the right
answer. It need not have the same scale, or even the same sign: all that the net needs is to be able to read it off.

**What the net answers** is how likely it finds each answer. The cell and hidden states of
all units follow; the two signs have colours of their own.

**How closely one unit follows** is the correlation, without its sign, between the right answer and the cell state of
the unit that follows it best, over 128 test texts. The other units are free to hold whatever helps.

**Right answers** are counted on texts that it never trains on, and on texts four times as long. *Always saying the
commonest* is what one gets right without reading.
"""

DEMO = Demo(
    id="lstm-gates",
    topic="sequences.lstm",
    title="What the gates of an LSTM do",
    config=Config,
    train=train,
    plots=(
        HeatMap("gates", "Gates of one unit", "gate", "symbol read", "gate names", "symbols", limits=(0, 1)),
        GroupCurves("memory", "Memory of the unit", "symbol", "value", ("cell state", "hidden state", "right answer")),
        Curves((ACCURACY, LONG_ACCURACY, COMMONEST), "Right answers on fresh texts", "share", y_limits=(0, 1)),
        HeatMap("chances", "What the net answers", "answer", "symbol read", "answer names", "symbols", limits=(0, 1)),
        HeatMap("cells", "Cell states of all units", "", "symbol read", "units", "symbols", diverging=True),
        HeatMap(
            "shown", "Hidden states of all units", "", "symbol read", "units", "symbols", diverging=True, limits=(-1, 1)
        ),
        HeatMap(
            "by symbol", "Gates of the unit, on average", "gate", "symbol read", "gate names", "alphabet", limits=(0, 1)
        ),
        Curves((BEST_UNIT,), "How closely one unit follows", "correlation", y_limits=(0, 1)),
        Curves(("training loss",), "Training loss", "nats per symbol", log_y=True),
    ),
    predictions=(
        Prediction(
            "When will more than 95 % of its answers to fresh texts be right?",
            ("within 60 steps", "after 61 to 150 steps", "later, or never"),
            150,
            _learns_when,
        ),
        Prediction(
            "At step 300, how many more errors will it make on texts four times as long as those it trains on?",
            ("at most 1 % more", "1 % to 10 % more", "over 10 % more"),
            300,
            _keeps_up,
        ),
        Prediction(
            "At step 300, how closely will the cell of the best single unit follow the answer, as a correlation?",
            ("above 0.95", "0.8 to 0.95", "below 0.8"),
            300,
            _one_unit_tells,
        ),
    ),
    source="models.nets.lstm_gates",
    reading=READING.strip(),
    presets=(
        Preset(
            "Counter with a reset",
            "Count the + since the last r: on average the forget gate shuts furthest at r, and the count is gone.",
            {"task": "counter"},
        ),
        Preset(
            "One unit is enough",
            "The last bit needs one unit: its forget gate shuts for a new bit and opens wider at dots.",
            {"task": "last bit", "hidden_size": 1},
        ),
        Preset(
            "One unit is too few",
            "One number can follow the brackets, but reading six depths off it is hard: far fewer answers are right.",
            {"hidden_size": 1},
        ),
        Preset(
            "Forget gates shut at first",
            "They begin below 0.01, and it learns all the same: what it needs lies only a few symbols back.",
            {"forget_bias": -5.0},
        ),
        Preset(
            "Learning rate too high",
            "Fifty times too much: it learns something, loses it again and never settles.",
            {"learning_rate": 1.0},
        ),
        Preset(
            "Large",
            "128 units on 256 texts of 60 symbols a step: slow on a processor, made for a GPU.",
            {"hidden_size": 128, "length": 60, "batch_size": 256, "learning_rate": 0.005},
        ),
    ),
    heading="watch-it",
    knob_lines={
        "forget_bias": ("nn.init.constant_(self.from_input.bias",),
        "hidden_size": ("self.cell = LSTM(symbols, hidden", "nn.Linear(hidden, answers)"),
        "task": ("self.cell = LSTM(symbols, hidden", "nn.Linear(hidden, answers)"),
        "length": ("for input_share in self.shares(text)",),
    },
)
