"""attention-by-example: attention learns to look up which digit belongs to a letter, with every weight on view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.arrays import array_of
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches, Descent, optimizer_of
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, diverged, finite, first_at, frames_of, reached_at, seeded
from models.plots import Curves, HeatMap

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.lookup_attention import Problems

TRAINING, TEST = 8192, 128  # look-ups
MEASURE_EVERY = 10  # steps
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
ACCURACY, COMMONEST = "accuracy", "always the commonest digit shown"
LOOKED_AT, ALL_PAIRS, ON_RIGHT = "pairs looked at", "all pairs", "weight on the right pair"


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of attention-by-example."""

    steps_per_frame: int = knob(
        1, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    pairs: int = knob(8, "Pairs to look through; all of their letters are asked for.", low=2, high=20)
    key_size: int = knob(
        16, "Numbers in a query and in a key. Try 1: can it still find anything?", label="key size", low=1, high=256
    )
    heads: int = knob(1, "Attention heads side by side; turn the knob below to look at each.", low=1, high=4)
    head: int = knob(
        1, "Which head is shown; beyond the last one it is the last.", label="head shown", low=1, high=4, live=True
    )
    scaled: bool = knob(
        True, "Divide the scores by the root of the key size. Look at the very first weights with long keys."
    )
    temperature: float = knob(
        1.0,
        "Scores are divided by this when it is tested, never when it trains: low is sharp, high looks everywhere.",
        low=0.05,
        high=20.0,
        live=True,
        log=True,
    )
    learning_rate: float = knob(
        0.001,
        "The size of each step of Adam. Turn it up while it trains.",
        label="learning rate",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    batch_size: int = knob(32, "Look-ups side by side in one step.", label="batch size", low=4, high=512)
    example: int = knob(0, "Which of the test look-ups is shown.", low=0, high=TEST - 1, live=True)


def train(config: Config, device: str) -> Frames[Config]:
    """Yield how well it looks up and where it looks, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """A net, its look-ups, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets.lookup_attention import Lookup, problems

        dice = torch.Generator().manual_seed(config.seed)
        self._training = _on(device, problems(TRAINING, config.pairs, dice))
        self._test = _on(device, problems(TEST, config.pairs, dice))
        size = config.key_size, config.heads
        self._net = seeded(config.seed, lambda: Lookup(*size, scaled=config.scaled)).to(device)
        self._batches = Batches(TRAINING, config.batch_size, config.seed, device)
        optimizer = optimizer_of("adam", self._net.parameters(), device)
        self._descent = Descent(optimizer, self._loss, device, mixed=True)
        self._commonest = _commonest(self._test)
        self._all_pairs = float(config.pairs)
        self._step = 0
        with torch.no_grad():
            untrained = self._loss_on(self._test)
        self._start = float(untrained)
        self._mean = RunningMean(untrained)
        self._measure(config.temperature)

    def take_step(self, config: Config) -> None:
        """Answer some look-ups and move the weights against the error."""
        self._batches.draw()
        self._mean.update(self._descent.step(config.learning_rate))
        self._step += 1
        if self._step % MEASURE_EVERY == 0:
            self._measure(config.temperature)

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss = self._mean.read()
        accuracy, looked_at, on_right = self._measured.tolist()
        scalars = {
            ACCURACY: accuracy,
            COMMONEST: self._commonest,
            LOOKED_AT: looked_at,
            ALL_PAIRS: self._all_pairs,
            ON_RIGHT: on_right,
            "training loss": loss,
        }
        reason = diverged(loss, self._start, config.learning_rate)
        return Frame(self._step, finite(scalars), lambda: self._pictures(config), reason)

    def _loss(self) -> Tensor:
        return self._loss_on(_rows(self._training, self._batches.drawn))

    def _loss_on(self, some: Problems) -> Tensor:
        """Return the mean surprise, in nats, at the right digits."""
        from torch.nn import functional

        scores = self._net(some.asked, some.letters, some.digits)  # (batch, asked, digits)
        return functional.cross_entropy(scores.flatten(0, 1), some.answers.flatten())

    def _measure(self, temperature: float) -> None:
        """Test the net on look-ups it never trains on; everything stays on the device."""
        import torch

        from models.nets.lookup_attention import pairs_looked_at

        test = self._test
        with torch.no_grad():
            scores = self._net(test.asked, test.letters, test.digits, temperature)
            weights = self._net.weights(test.asked, test.letters, test.digits, temperature)
        right = (scores.argmax(dim=2) == test.answers).float().mean()
        there = test.asked[:, None, :, None] == test.letters[:, None, None, :]  # (test, 1, asked, pairs)
        on_right = (weights * there).sum(dim=3).mean()
        self._measured = torch.stack([right, pairs_looked_at(weights), on_right])

    def _pictures(self, config: Config) -> Pictures:
        """Return where the net looks in one test look-up, and what it answers."""
        import torch

        shown = _rows(self._test, torch.tensor([config.example], device=self._test.asked.device))
        given = shown.asked, shown.letters, shown.digits, config.temperature
        head = min(config.head, config.heads) - 1
        with torch.no_grad():
            weights, matches = self._net.weights(*given)[0, head], self._net.matches()[head]
            chances = self._net(*given)[0].softmax(dim=1)  # (asked, digits)
        asked, letters, digits = (each[0].tolist() for each in given[:3])
        return {
            "weights": array_of(weights),
            "asked": tuple(f"{ALPHABET[letter]} ?" for letter in asked),
            "pairs": tuple(f"{ALPHABET[letter]} {digit}" for letter, digit in zip(letters, digits, strict=True)),
            "chances": array_of(chances),
            "digits": tuple("0123456789"),
            "matches": array_of(matches),
            "letters": tuple(ALPHABET),
        }


def _on(device: str, some: Problems) -> Problems:
    return type(some)(*(each.to(device) for each in (some.asked, some.letters, some.digits, some.answers)))


def _rows(some: Problems, rows: Tensor) -> Problems:
    return type(some)(*(each[rows] for each in (some.asked, some.letters, some.digits, some.answers)))


def _commonest(some: Problems) -> float:
    """Return how often one is right who always names the digit that is shown most often."""
    from torch.nn import functional

    counts = functional.one_hot(some.digits, 10).sum(dim=1)  # (count, digits)
    return float((counts.argmax(dim=1, keepdim=True) == some.answers).float().mean())


def _finds_when(config: Config, moments: Sequence[Moment]) -> int:
    step = reached_at(moments, lambda moment: moment.scalars.get(ACCURACY, 0.0) > 0.95)
    return 0 if step <= 100 else 1 if step <= 250 else 2


def _spread_at_first(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, LOOKED_AT, 0) / first_at(moments, ALL_PAIRS, 0)
    return 0 if share > 0.8 else 1 if share > 0.4 else 2


def _spread_in_the_end(config: Config, moments: Sequence[Moment]) -> int:
    looked_at = first_at(moments, LOOKED_AT, 400)
    return 0 if looked_at < 1.5 else 1 if looked_at <= 3 else 2


READING = r"""
Each look-up shows pairs of a letter and a digit, such as *a 3*, and asks of every letter which digit stands with it. A
question becomes a **query**, each pair a **key** and a **value**. The weights are
$\mathrm{softmax}(q \cdot k / \sqrt{d_k})$, where $d_k$ is the key size, and the answer is read off the values, mixed by
these weights. Nobody tells the net where to look: it only hears which digit was right.

The first map shows one row for each question; a row adds up to 1. **Weight on the right pair** is how much of it falls
where the letter stands. **Pairs looked at** is $e^H$ with $H$ the entropy of a row in nats: so many equal weights would
be as undecided. The map of **letters** compares the query of each letter with the key of each letter alone. When it has
learned, the diagonal stands out: a letter looks for itself.

All curves but the training loss are measured every 10 steps, on look-ups that it never trains on and at your
temperature. The baseline names the digit shown most often, without looking at the letter.
"""

DEMO = Demo(
    id="attention-by-example",
    topic="attention.attention",
    title="Attention learns to look things up",
    config=Config,
    train=train,
    plots=(
        HeatMap("weights", "Where each question looks", "asked for", "pair", "asked", "pairs", limits=(0, 1)),
        HeatMap("chances", "What it answers", "asked for", "digit", "asked", "digits", limits=(0, 1)),
        Curves((ACCURACY, ON_RIGHT, COMMONEST), "Right answers, right weights", "share", y_limits=(0, 1)),
        Curves((LOOKED_AT, ALL_PAIRS), "Spread of the attention", "pairs", log_y=True),
        HeatMap(
            "matches",
            "Queries against keys",
            "query",
            "key",
            "letters",
            "letters",
            diverging=True,
        ),
        Curves(("training loss",), "Training loss", "nats per answer", log_y=True),
    ),
    predictions=(
        Prediction(
            "When will more than 95 % of its answers to fresh questions be right?",
            ("within 100 steps", "after 101 to 250 steps", "later, or never"),
            250,
            _finds_when,
        ),
        Prediction(
            "Before any training, over how many of the pairs will its attention be spread?",
            ("over 80 % of them", "40 % to 80 %", "fewer"),
            1,
            _spread_at_first,
        ),
        Prediction(
            "At step 400, over how many pairs will its attention be spread?",
            ("fewer than 1.5", "1.5 to 3", "more than 3"),
            400,
            _spread_in_the_end,
        ),
    ),
    source="models.nets.lookup_attention",
    reading=READING.strip(),
    presets=(
        Preset(
            "Keys of one number",
            "On a line only the ends can stand out: it stays below always naming the commonest digit.",
            {"key_size": 1},
        ),
        Preset(
            "Long keys, not scaled",
            "Sums of 256 products are large: before any training each question looks at one or two pairs of eight. "
            "This small net learns all the same, and looks sharper in the end.",
            {"key_size": 256, "scaled": False},
        ),
        Preset(
            "Four heads",
            "It learns as well, but no head has to be sure: on average each still looks at about two pairs.",
            {"heads": 4},
        ),
        Preset(
            "Too hot",
            "It trains as before, but is tested at temperature 10: weights are nearly even, many answers wrong.",
            {"temperature": 10.0},
        ),
        Preset(
            "Learning rate too high",
            "A thousand times too much: at once each question looks at a single pair, the wrong one, until it breaks.",
            {"learning_rate": 1.0},
        ),
        Preset(
            "Large",
            "Four heads with keys of 256 numbers on 512 look-ups of 20 pairs: slow on a processor, made for a GPU.",
            {"pairs": 20, "key_size": 256, "heads": 4, "batch_size": 512},
        ),
    ),
    heading="watch-it",
    pace=60,
    knob_lines={
        "scaled": ("self.scale = 1 / math.sqrt(key_size)",),
        "temperature": ("self.scale / temperature).softmax",),
        "key_size": ("heads * key_size, bias=False)",),
        "heads": ("vectors.view(batch, n, self.heads, -1)",),
    },
)
