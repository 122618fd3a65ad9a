"""mini-gpt: a small transformer learns a text character by character, shows where its heads look, and writes."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.datasets.corpus import Corpus, read_corpus
from models.datasets.texts import notes_text
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.demos.language.char_rnn import SHORT_TEXT
from models.descent import Batches, Descent, optimizer_of
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, diverged, finite, first_at, frames_of, reached_at, seeded
from models.plots import Bars, Curves, HeatMap, Images, Text

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.gpt import GPT

LISTEN_EVERY = 25  # steps
WRITE_EVERY = 100  # steps: a sample costs about two of them, and takes a while to read
VALIDATION = 1280  # characters: always the same ones, so that a tenth of a bit tells, and cheap
SAMPLE_LENGTH = 80  # characters
FIRST_LENGTH = 40  # the same before any training: that much noise will do, and the run is seen sooner
LARGEST_GRADIENT = 1.0
SHOWN = 12  # characters in the bar chart
TRAINING_BITS, HELD_OUT, LAST_PLACE = "training bits", "held-out bits", "held-out bits, last place"
COUNTING = "counting letters"


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of mini-gpt."""

    steps_per_frame: int = knob(
        1, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    temperature: float = knob(
        0.8,
        "Move it while the net trains: low plays safe and repeats itself, high tries unlikely characters.",
        low=0.05,
        high=5.0,
        live=True,
        log=True,
    )
    top_k: int = knob(
        0,
        "Draw only from so many of the likeliest characters; 0 is from all.",
        label="top k",
        low=0,
        high=50,
        live=True,
    )
    causal: bool = knob(
        True,
        "Without the mask each place sees the character it is to guess. Try it, and read what it writes.",
        label="causal mask",
    )
    layers: int = knob(2, "Blocks, one after another.", low=1, high=6)
    heads: str = knob("4", "Ways of looking in each block; they share out the width.", choices=("1", "2", "4", "8"))
    width: int = knob(64, "Numbers in the vector of a character.", low=8, high=192, step=8)
    context: int = knob(32, "Characters it can look at together; what came before is cut off.", low=4, high=128)
    learning_rate: float = knob(
        0.003,
        "The size of each step of Adam. Ten times more or less shows what it is good for.",
        label="learning rate",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    batch_size: int = knob(32, "Pieces of text read side by side in one step.", label="batch size", low=1, high=128)
    layer: int = knob(
        1, "The block whose attention is shown large; beyond the last it is the last.", low=1, high=6, live=True
    )
    head: int = knob(1, "The head that is shown large; beyond the last it is the last.", low=1, high=8, live=True)
    text: str = knob(
        "",
        "Paste or open a text of your own, the longer the better; empty means the notes of this app.",
        holds="text",
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Yield what the net has learned, where it looks and what it writes, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """A net, the text that it reads, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets.gpt import GPT

        self._corpus = read_corpus(config.text or notes_text())
        self._text = torch.from_numpy(self._corpus.training).to(device)
        context = min(config.context, len(self._corpus.held_out) - 1)  # of a short text
        self._window = torch.arange(context + 1, device=device)
        self._held_out = torch.from_numpy(self._corpus.held_out).to(device)[_starts(self._corpus, context, device)]
        size = len(self._corpus.characters), context, config.width, int(config.heads), config.layers
        self._net = seeded(config.seed, lambda: GPT(*size, causal=config.causal)).to(device)
        self._batches = Batches(len(self._text) - context, config.batch_size, config.seed, device)
        optimizer = optimizer_of("adam", self._net.parameters(), device)
        self._descent = Descent(optimizer, self._loss, device, largest_gradient=LARGEST_GRADIENT, mixed=True)
        self._by_counting = self._corpus.bits_by_counting()
        self._seed = config.seed
        self._step = 0
        self._listen()
        self._start = float(self._bits[0]) * math.log(2)
        self._mean = RunningMean(self._bits[0] * math.log(2))

    def take_step(self, config: Config) -> None:
        """Read some pieces of the text side by side and move the weights against the error."""
        self._batches.draw()
        self._mean.update(self._descent.step(config.learning_rate))
        self._step += 1
        if self._step % LISTEN_EVERY == 0:
            self._listen()

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss, voice, writer = self._mean.read(), self._voice, self._writer
        held_out, last_place = self._bits.tolist()
        scalars = {
            TRAINING_BITS: loss / math.log(2),
            HELD_OUT: held_out,
            LAST_PLACE: last_place,
            COUNTING: self._by_counting,
        }
        reason = diverged(loss, self._start, config.learning_rate)
        return Frame(self._step, finite(scalars), lambda: {**voice.pictures(config), **writer.sample(config)}, reason)

    def _loss(self) -> Tensor:
        return _surprise(self._net, self._text[self._batches.drawn[:, None] + self._window]).mean()

    def _listen(self) -> None:
        """Measure the net on the text kept back, and keep it as it is now to be asked questions."""
        import torch

        with torch.no_grad():
            bits = _surprise(self._net, self._held_out) / math.log(2)  # (pieces, context)
        self._bits = torch.stack([bits.mean(), bits[:, -1].mean()])
        length = SAMPLE_LENGTH if self._step else FIRST_LENGTH
        self._voice = _Voice(self._corpus, self._net, self._seed + self._step, length)
        if self._step % WRITE_EVERY == 0:
            self._writer = self._voice


class _Voice:
    """The net as it was at one step: where it looks in the prompt, what may come next, and how it goes on."""

    def __init__(self, corpus: Corpus, net: GPT, seed: int, length: int) -> None:
        import torch

        self._corpus, self._net, self._seed, self._length = corpus, copy.deepcopy(net), seed, length
        prompt = torch.from_numpy(corpus.prompt()[-net.context :])
        self._prompt = prompt.to(net.characters.weight.device)
        self._written: tuple[float, int, str] | None = None

    def pictures(self, config: Config) -> Pictures:
        """Return the attention, the chances of the next character, and the surprise at each of the prompt."""
        import torch

        prompt = self._prompt
        looks = array_of(self._net.attention(prompt))  # (layers, heads, time, time)
        with torch.no_grad():
            logits = self._net(prompt[None])[0]  # (time, characters)
        chances, best = _next(logits[-1], config)
        layer, head = min(config.layer, len(looks)) - 1, min(config.head, looks.shape[1]) - 1
        tokens = tuple(self._corpus.sign(each) for each in prompt.tolist())
        guessed = -logits[:-1].log_softmax(dim=1).gather(1, prompt[1:, None])[:, 0] / math.log(2)
        return {
            "attention": looks[layer, head],
            "tokens": tokens,
            "heads": looks.reshape(-1, len(tokens), len(tokens)),
            "head names": tuple(f"{b + 1}.{h + 1}" for b, h in np.ndindex(looks.shape[:2])),
            "chances": chances,
            "letters": tuple(self._corpus.sign(each) for each in best),
            "surprise": array_of(guessed),
            "guessed": tokens[1:],
        }

    def sample(self, config: Config) -> Pictures:
        """Return the prompt and what the net makes of it; the same dice for every temperature and top k."""
        import torch

        from models.nets.gpt import write

        how = config.temperature, config.top_k
        if self._written is None or self._written[:2] != how:
            dice = torch.Generator().manual_seed(self._seed)
            written = write(self._net, self._prompt, self._length, dice, temperature=how[0], top_k=how[1])
            prompt, more = (self._corpus.text(each.cpu().numpy()) for each in (self._prompt, written))
            self._written = *how, f"{prompt}▸{more}"
        return {"sample": self._written[2]}


def _starts(corpus: Corpus, context: int, device: str) -> Tensor:
    """Return the places of evenly spread pieces of the text kept back, each with the character after it."""
    import torch

    last = len(corpus.held_out) - context - 1
    pieces = max(1, min(VALIDATION // context, last + 1))
    starts = torch.linspace(0, last, pieces, device=device).long()
    return starts[:, None] + torch.arange(context + 1, device=device)  # (pieces, context + 1)


def _surprise(net: GPT, pieces: Tensor) -> Tensor:
    """Return the surprise, in nats, at every character of the pieces (batch, time) but their first."""
    from torch.nn import functional

    logits = net(pieces[:, :-1])  # (batch, time - 1, characters)
    return functional.cross_entropy(logits.transpose(1, 2), pieces[:, 1:], reduction="none")


def _next(logits: Tensor, config: Config) -> tuple[NDArray[np.float32], list[int]]:
    """Return the chances of the likeliest characters at the temperature and top k that are set, and which they are."""
    from models.nets.gpt import among_best

    chances = among_best(logits / config.temperature, config.top_k).softmax(dim=0)
    best = logits.argsort(descending=True, stable=True)[:SHOWN]
    return array_of(chances[best]), best.tolist()


def _beats_counting(config: Config, moments: Sequence[Moment]) -> int:
    step = reached_at(moments, lambda moment: moment.scalars.get(LAST_PLACE, math.inf) < moment.scalars[COUNTING])
    return 0 if step <= 50 else 1 if step <= 150 else 2


def _improves(config: Config, moments: Sequence[Moment]) -> int:
    won = first_at(moments, HELD_OUT, 100) - first_at(moments, HELD_OUT, 300)
    return 0 if won > 1 else 1 if won > 0.2 else 2


def _cheats(config: Config, moments: Sequence[Moment]) -> int:
    gap = first_at(moments, LAST_PLACE, 300) - first_at(moments, HELD_OUT, 300)
    return 0 if gap > 1 else 1 if gap >= -1 else 2


READING = r"""
**Bits** say how unsure the net is about the next character: with 3 bits as unsure as between $2^3 = 8$ equally likely
ones. The training curve is a running mean. The others are measured every 25 steps on the last tenth of the text, which
it never trains on: over all places, and over the **last place** of each piece alone, the only one whose next character
it could not see even without a mask. There the curve is noisier. **Counting letters** is what suffices if one only
knows how often each character comes.

The **attention** map shows one head on words that were kept back: a row for each place, adding up to 1, and a column
for each place it may look at; ␣ is a space. With the causal mask all above the diagonal is 0. Among **all heads**, 2.3
is head 3 of block 2.

**Surprise** goes through the same words: how many bits each character took. The **sample** shows them and, after ▸, how
the net went on; it writes anew every 100 steps. The bars are its present chances for the first character. Temperature
and top k change what it writes, never what it learns.
"""

DEMO = Demo(
    id="mini-gpt",
    topic="language.gpt",
    title="A small GPT learns to write",
    config=Config,
    train=train,
    plots=(
        Text("sample", "What it writes"),
        HeatMap("attention", "Where one head looks", "place", "looks at", "tokens", "tokens", limits=(0, 1)),
        Curves((TRAINING_BITS, HELD_OUT, LAST_PLACE, COUNTING), "Surprise at every character", "bits per character"),
        Bars("chances", "The next character", "probability", labels="letters", y_limits=(0, 1)),
        Images("heads", "Where all heads look", captions="head names"),
        Bars("surprise", "Surprise along a new text", "bits", labels="guessed"),
    ),
    predictions=(
        Prediction(
            "When will it beat counting letters at the last place of the pieces kept back?",
            ("within 50 steps", "after 51 to 150 steps", "later, or never"),
            150,
            _beats_counting,
        ),
        Prediction(
            "By how much will the held-out bits fall from step 100 to step 300?",
            ("more than 1 bit", "0.2 to 1 bit", "less, or they rise"),
            300,
            _improves,
        ),
        Prediction(
            "At step 300, where will it be more surprised on the text kept back?",
            ("at the last place, by over 1 bit", "about the same, within 1 bit", "over all places, by over 1 bit"),
            300,
            _cheats,
        ),
    ),
    source="models.nets.gpt",
    reading=READING.strip(),
    presets=(
        Preset(
            "Without the mask",
            "Within 200 steps the bits over all places nearly vanish: it copies the character it sees. It can't write.",
            {"causal": False},
        ),
        Preset(
            "One block, one head",
            "A single way of looking: it learns too, but after 300 steps it is behind.",
            {"layers": 1, "heads": "1"},
        ),
        Preset(
            "Four characters of context",
            "Most words are longer than what it sees: after 300 steps it is clearly behind.",
            {"context": 4},
        ),
        Preset(
            "By heart",
            "Four lines of text: soon known by heart, while the rest surprises it more than before any training.",
            {"text": SHORT_TEXT},
        ),
        Preset(
            "Learning rate too high",
            "A hundred times too much: after 300 steps it does no better than counting letters.",
            {"learning_rate": 0.3},
        ),
        Preset(
            "Large",
            "Six blocks, 192 numbers for each of 128 characters, 128 pieces a step: made for a GPU.",
            {"layers": 6, "heads": "8", "width": 192, "context": 128, "batch_size": 128, "learning_rate": 0.001},
        ),
    ),
    heading="watch-it",
    knob_lines={
        "causal": ("scores = scores.masked_fill(future, -math.inf)",),
        "layers": ("for _ in range(layers)",),
        "heads": ("self.to_qkv(x).view(batch, time, 3, self.heads, -1)",),
        "context": ("self.positions = nn.Embedding(context, width)", "net(text[:, -net.context :])"),
        "text": ("self.characters = nn.Embedding(characters, width)",),
        "width": ("self.characters = nn.Embedding(characters, width)",),
        "temperature": ("[0, -1] / temperature",),
        "top_k": ("least = logits.topk(top_k)",),
    },
)
