"""char-rnn: a character model learns a text while it is read, and writes at the temperature you set."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.datasets.corpus import Corpus, read_corpus
from models.datasets.texts import notes_text
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, descend, diverged, finite, first_at, frames_of, reached_at, seeded
from models.plots import Bars, Curves, Text

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.char_rnn import CharRNN

LISTEN_EVERY = 25  # steps; a sample that changed with every step could not be read
BEGINNING = 1024  # characters on which the untrained net is measured
VALIDATION_LIMIT = 4096  # characters: enough for two digits, and cheap
SAMPLE_LENGTH = 200  # characters
LARGEST_GRADIENT = 1.0  # a longer gradient is shortened to this: now and then one would throw the net off
SHOWN = 12  # characters in the bar charts
BITS = ("bits per character", "validation bits per character")


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of char-rnn."""

    steps_per_frame: int = knob(
        1, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    temperature: float = knob(
        1.0,
        "Move it while the net trains: below 1 it plays safe and repeats itself, above 1 it tries unlikely letters.",
        low=0.05,
        high=5.0,
        live=True,
        log=True,
    )
    cell: str = knob(
        "lstm", "What carries the memory from letter to letter; compare their curves.", choices=("rnn", "lstm", "gru")
    )
    hidden_size: int = knob(
        128, "Numbers in the memory: more can hold more, and take longer.", label="hidden size", low=8, high=512, step=8
    )
    learning_rate: float = knob(
        0.005,
        "The size of each step of Adam. Ten times more or less shows what it is good for.",
        label="learning rate",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    sequence_length: int = knob(
        32, "Letters the net reads before its error is sent back.", label="sequence length", low=4, high=128
    )
    batch_size: int = knob(32, "Pieces of text read side by side in one step.", label="batch size", low=1, high=128)
    text: str = knob(
        "",
        "Paste or open a text of your own, the longer the better; empty means the notes of this app.",
        holds="text",
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Yield what the net has learned and what it writes, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """A net, the text that it reads, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets.char_rnn import CharRNN

        self._corpus = read_corpus(config.text or notes_text())
        self._text = torch.from_numpy(self._corpus.training).to(device)
        size = len(self._corpus.characters), config.hidden_size, config.cell
        self._net = seeded(config.seed, lambda: CharRNN(*size)).to(device)
        self._optimizer = torch.optim.Adam(self._net.parameters())
        self._windows = torch.arange(config.sequence_length + 1, device=device)[:, None]
        self._starts = Batches(len(self._text) - config.sequence_length, config.batch_size, config.seed, device)
        self._held_out = _columns(torch.from_numpy(self._corpus.held_out), config.sequence_length).to(device)
        self._by_counting = self._corpus.bits_by_counting()
        beginning = torch.from_numpy(self._corpus.training[:BEGINNING])
        self._start = self._loss_on(_columns(beginning, config.sequence_length).to(device))
        self._step = 0
        self._validation = self._loss_on(self._held_out)
        self._loss = RunningMean(torch.tensor(self._start, device=device))
        self._voice = _Voice(self._corpus, self._net, config.seed)

    def take_step(self, config: Config) -> None:
        """Read some pieces of the text side by side and move the weights against the error."""
        pieces = self._text[self._starts.draw() + self._windows]  # (sequence + 1, batch)
        loss = _loss(self._net, pieces)
        descend(self._optimizer, loss, config.learning_rate, largest_gradient=LARGEST_GRADIENT)
        self._loss.update(loss)
        self._step += 1
        if self._step % LISTEN_EVERY == 0:
            self._validation = self._loss_on(self._held_out)
            self._voice = _Voice(self._corpus, self._net, config.seed + self._step)

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss = self._loss.read()
        temperature, voice = config.temperature, self._voice
        scalars = {
            "training loss": loss,
            "bits per character": loss / math.log(2),
            "validation bits per character": self._validation / math.log(2),
            "counting letters": self._by_counting,
            "letters to choose from": voice.choices(temperature),
        }
        reason = diverged(loss, self._start, config.learning_rate)
        return Frame(self._step, finite(scalars), lambda: voice.pictures(temperature), reason)

    def _loss_on(self, pieces: Tensor) -> float:
        import torch

        with torch.inference_mode():
            return float(_loss(self._net, pieces))


class _Voice:
    """The net as it was at one step, asked to go on from the prompt."""

    def __init__(self, corpus: Corpus, net: CharRNN, seed: int) -> None:
        import torch

        self._corpus, self._net, self._seed = corpus, copy.deepcopy(net), seed
        self._prompt = torch.from_numpy(corpus.prompt()).to(net.head.weight.device)
        with torch.inference_mode():
            logits, _ = net(self._prompt[:, None])
        self._logits = logits[-1, 0].cpu().double().numpy()
        self._samples: dict[float, str] = {}

    def choices(self, temperature: float) -> float:
        """Return how many equally likely letters would leave the net as unsure as it is about the next one."""
        chances = softmax(self._logits, temperature)
        return float(2 ** -(chances * np.log2(chances, where=chances > 0, out=np.zeros_like(chances))).sum())

    def pictures(self, temperature: float) -> Pictures:
        """Return a sample, and the chances of the next letter at temperature 1 and at the one that is set."""
        best = np.argsort(-self._logits, kind="stable")[:SHOWN]
        return {
            "sample": self._sample(temperature),
            "letters": tuple(self._corpus.sign(each) for each in best.tolist()),
            "chances at 1": softmax(self._logits, 1.0)[best].astype(np.float32),
            "chances": softmax(self._logits, temperature)[best].astype(np.float32),
        }

    def _sample(self, temperature: float) -> str:
        """Return the prompt and what the net makes of it; the same dice at every temperature."""
        import torch

        from models.nets.char_rnn import write

        if temperature not in self._samples:
            dice = torch.Generator().manual_seed(self._seed)
            written = write(self._net, self._prompt, SAMPLE_LENGTH, temperature, dice).cpu().numpy()
            self._samples = {temperature: f"{self._corpus.text(self._corpus.prompt())}▸{self._corpus.text(written)}"}
        return self._samples[temperature]


def softmax(logits: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Return the chances that the logits stand for at a temperature."""
    powers = np.exp((logits - logits.max()) / temperature)
    chances: NDArray[np.float64] = powers / powers.sum()
    return chances


def _loss(net: CharRNN, pieces: Tensor) -> Tensor:
    """Return the mean surprise, in nats, at every character of the pieces (time, batch) but their first."""
    from torch.nn import functional

    logits, _ = net(pieces[:-1])  # (time - 1, batch, characters)
    return functional.cross_entropy(logits.flatten(0, 1), pieces[1:].flatten())


def _columns(text: Tensor, sequence_length: int) -> Tensor:
    """Return a text cut into pieces side by side, each with the first character of the next: (time + 1, pieces)."""
    length = min(sequence_length, len(text) - 1)
    return text[:VALIDATION_LIMIT].unfold(0, length + 1, length).T


def _beats_counting(config: Config, moments: Sequence[Moment]) -> int:
    step = reached_at(
        moments,
        lambda moment: (
            moment.scalars.get("validation bits per character", math.inf) < moment.scalars["counting letters"]
        ),
    )
    return 0 if step <= 25 else 1 if step <= 100 else 2


def _more_surprised(config: Config, moments: Sequence[Moment]) -> int:
    training, validation = (first_at(moments, name, 300) for name in BITS)
    return 0 if training > validation + 0.5 else 1 if validation <= training + 0.5 else 2


def _rises_again(config: Config, moments: Sequence[Moment]) -> int:
    early, late = (first_at(moments, BITS[1], step) for step in (200, 600))
    return 0 if late < early - 0.1 else 1 if late <= early + 0.1 else 2


READING = r"""
**Bits per character** say how unsure the net is about the next character: with 3 bits it is as unsure as between
$2^3 = 8$ equally likely ones. The training curve is a running mean over the pieces of text that it has just read. The
validation curve is measured every 25 steps on the last tenth of the text (at most 4,096 characters of it), which it
never trains on. Where it turns up while the training curve goes on falling, the net has begun to learn the text by
heart. **Counting letters** is what you need if you know only how often each character comes. The **training loss** is
the same surprise in nats, $\ln 2 \approx 0.69$ of them to a bit.

The **sample** shows a few words that were kept back and, after ▸, how the net goes on. The bars are its chances for the
very first character, ␣ for a space and ↵ for a new line: on one side at temperature 1, as it was trained, on the other
at yours. The order of the bars never changes, only how steep they are. **Letters to choose from** says how many equally
likely characters would leave it as unsure. Turning the temperature changes what it writes, never what it learns.
"""

SHORT_TEXT = (
    "The gate is open. The gate is closed. What passes the gate is kept, and what does not pass the gate is lost. "
    "A net that reads one page again and again knows the page by heart, but it does not know the language. Ask it to "
    "go on, and it goes on as the page does, letter by letter, to the last full stop. Ask it for anything else, and it "
    "has nothing to say."
)

DEMO = Demo(
    id="char-rnn",
    topic="language.softmax-temperature",
    title="A character model learns to write",
    config=Config,
    train=train,
    plots=(
        Text("sample", "What it writes"),
        Bars("chances", "First letter, as you set it", "probability", labels="letters", y_limits=(0, 1)),
        Bars("chances at 1", "First letter at temperature 1", "probability", labels="letters", y_limits=(0, 1)),
        Curves((*BITS, "counting letters"), "Surprise at every letter", "bits per character"),
        Curves(("letters to choose from",), "Letters it wavers between", "letters", log_y=True),
        Curves(("training loss",), "Training loss", "nats per character"),
    ),
    predictions=(
        Prediction(
            "When will the net beat counting letters on the text that was kept back?",
            ("within 25 steps", "after 26 to 100 steps", "later, or never"),
            100,
            _beats_counting,
        ),
        Prediction(
            "At step 300, which text will surprise it more?",
            (
                "the text it trains on, by over half a bit",
                "both within half a bit",
                "the part kept back, by over half a bit",
            ),
            300,
            _more_surprised,
        ),
        Prediction(
            "What will the bits on the part kept back do from step 200 to step 600?",
            ("fall by more than 0.1", "stay about the same", "rise by more than 0.1"),
            600,
            _rises_again,
        ),
    ),
    source="models.nets.char_rnn",
    reading=READING.strip(),
    presets=(
        Preset(
            "Cold",
            "At temperature 0.2 it nearly always writes the likeliest letter: real words, and the same ones again.",
            {"temperature": 0.2},
        ),
        Preset(
            "Hot",
            "At temperature 3 unlikely letters are drawn all the time, and hardly a word survives them.",
            {"temperature": 3.0},
        ),
        Preset(
            "By heart",
            "A text of four lines: soon it is known letter by letter, and the part kept back surprises ever more.",
            {"text": SHORT_TEXT},
        ),
        Preset(
            "Learning rate too high",
            "Every step overshoots: the net stays worse than one that only counts letters.",
            {"learning_rate": 1.0},
        ),
        Preset(
            "Large",
            "512 numbers of memory over 128 letters at a time: slow on a processor, made for a GPU.",
            {"hidden_size": 512, "sequence_length": 128, "batch_size": 128, "learning_rate": 0.002},
        ),
    ),
    heading="temperature",
    knob_lines={
        "temperature": ("logits[-1] / temperature",),
        "sequence_length": ("in self.cell.from_input(letters)",),
        "text": ("nn.Embedding(characters, hidden)", "nn.Linear(hidden, characters)"),
        "cell": ("CELLS[cell](hidden, hidden)", "CELLS: dict"),
        "hidden_size": (
            "nn.Embedding(characters, hidden)",
            "CELLS[cell](hidden, hidden)",
            "nn.Linear(hidden, characters)",
        ),
    },
)
