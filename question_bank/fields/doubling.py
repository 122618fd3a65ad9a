"""The exam question about dilations that double from layer to layer, as in a net that writes sound."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from question_bank.answers import AnswerSpec, Integer, Number, Value
from question_bank.convolution.sweeps import Sweep
from question_bank.exercise import Exercise, Part
from question_bank.fields import slips
from question_bank.fields.slips import DILATION, GROWTH, slip
from question_bank.fields.stack import field
from question_bank.notation import equals
from question_bank.slips import Slip, asked

SHAPES = ((2, 5), (2, 6), (2, 7), (2, 8), (2, 9), (3, 4), (3, 5), (3, 6), (4, 4), (4, 5))  # taps, layers of a block
RATES_KHZ = (8, 10, 12, 16, 20, 24, 32)
TARGETS_MS = range(20, 400, 5)
SOUNDS = (
    "A net completes speech sample by sample.",
    "A net writes piano music sample by sample.",
    "A net predicts the next sample of a heartbeat recording.",
    "A net forecasts the next sample of a vibration sensor.",
    "A net cleans recordings of bird song.",
    "A net finds the beat in a song.",
    "A net takes the hum out of a microphone's signal.",
)


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of causal convolutions with so many taps, the dilations 1, 2, 4 ... in each; ``rate`` is in kHz."""

    kernel: int
    depth: int
    count: int
    rate: int

    @property
    def block(self) -> tuple[Sweep, ...]:
        """Return the layers of one block."""
        return tuple(Sweep(self.kernel, dilation=2**level) for level in range(self.depth))

    @property
    def one(self) -> int:
        """Return the field behind one block."""
        return field(self.block)

    @property
    def whole(self) -> int:
        """Return the field behind all blocks."""
        return field(self.block * self.count)

    @property
    def dilations(self) -> tuple[int, ...]:
        """Return the dilations of a block."""
        return tuple(sweep.dilation for sweep in self.block)

    def needed(self, one: int, samples: int) -> int:
        """Return how many blocks see so many samples if one block sees ``one``."""
        return -(-(samples - 1) // (one - 1))

    def time(self, whole: int) -> Number:
        """Return the milliseconds that so many samples last."""
        return Number(whole / self.rate, absolute=0.05, unit="ms", decimals=3)


def doubling_dilations(rng: random.Random) -> Exercise:
    """Return the exercise: causal convolutions as WaveNet stacks them, their field in samples and in time."""
    kernel, depth = rng.choice(SHAPES)
    blocks = Blocks(kernel, depth, rng.choice((2, 3, 4)), rng.choice(RATES_KHZ))
    target = rng.choice(TARGETS_MS)
    if not blocks.count < blocks.needed(blocks.one, target * blocks.rate) < 100:
        return doubling_dilations(rng)
    prompt = (
        f"{rng.choice(SOUNDS)} It stacks {blocks.count} blocks of causal convolutions, as WaveNet does. Each block has "
        f"{depth} layers with kernels of {kernel} taps and the dilations {', '.join(map(str, blocks.dilations))}; all "
        f"strides are 1. The sound has {blocks.rate} samples per millisecond. Count from the first to the last sample "
        "that a unit depends on."
    )
    return Exercise(prompt, _parts(blocks, target), _solution(blocks, target))


def _parts(blocks: Blocks, target: int) -> tuple[Part, ...]:
    def stacked(values: tuple[Value, ...]) -> AnswerSpec | None:
        one = values[0]
        return Integer(1 + blocks.count * (one - 1), "samples") if isinstance(one, int) and one > 0 else None

    def timed(values: tuple[Value, ...]) -> AnswerSpec | None:
        whole = values[1]
        return blocks.time(whole) if isinstance(whole, int) and whole > 0 else None

    def enough(values: tuple[Value, ...]) -> AnswerSpec | None:
        one = values[0]
        return Integer(blocks.needed(one, samples), "blocks") if isinstance(one, int) and one > 1 else None

    samples = target * blocks.rate
    first = "How many samples does a unit of the first block's last layer see? Type a whole number."
    last = "How many samples does a unit of the last block's last layer see? Type a whole number."
    time = "How many milliseconds of sound are that? Type a number to 3 decimals."
    more = f"How many such blocks would it take, at least, to see {target} ms of sound? Type a whole number."
    one, whole = Integer(blocks.one, "samples"), Integer(blocks.whole, "samples")
    needed = Integer(blocks.needed(blocks.one, samples), "blocks")
    return (
        asked(first, one, _block_slips(blocks), 2),
        replace(asked(last, whole, _stack_slips(blocks)), carry=stacked),
        replace(asked(time, blocks.time(blocks.whole), _time_slips(blocks)), carry=timed),
        replace(asked(more, needed, _target_slips(blocks, samples), 2), carry=enough),
    )


def _solution(blocks: Blocks, target: int) -> tuple[str, ...]:
    steps, one, whole = blocks.kernel - 1, blocks.one, blocks.whole
    added, dilations = " + ".join(map(str, blocks.dilations)), sum(blocks.dilations)
    samples = target * blocks.rate
    return (
        r"With stride 1 a layer adds $d(k - 1)$ samples to what the layer below sees: $r = 1 + (k - 1)\sum d$.",
        rf"One block: $1 + {steps}\cdot ({added}) = 1 + {steps}\cdot {dilations} = {one}$.",
        (
            rf"Each block adds {one - 1}, and the 1 counts once: $1 + {blocks.count}\cdot {one - 1} = {whole}$. With "
            f"dilation 1 it would take {-(-(whole - 1) // steps)} layers in place of {blocks.count * blocks.depth}."
        ),
        rf"In time: ${whole} / {blocks.rate} {equals(whole / blocks.rate)}$ ms.",
        (
            rf"{target} ms are ${target}\cdot {blocks.rate} = {samples}$ samples, so "
            rf"$\lceil {samples - 1}/{one - 1} \rceil = {blocks.needed(one, samples)}$ blocks."
        ),
    )


def _block_slips(blocks: Blocks) -> list[Slip]:
    kernel, depth, right = blocks.kernel, blocks.depth, blocks.one
    every = "a layer adds $d(k - 1)$ samples"
    return [
        slip(1 + depth * (kernel - 1), f"You left the dilations out: {every}.", DILATION),
        slip(1 + kernel * sum(blocks.dilations), f"You took $k$ in place of $k - 1$: {every}.", DILATION),
        slip(right - 1, f"You forgot the sample itself: {right - 1} + 1 = {right}.", GROWTH),
        slip(2 ** (depth - 1) * (kernel - 1) + 1, "You took the last layer alone. All layers add up.", DILATION),
        slip(sum(blocks.dilations), f"You added up the dilations: {every}, and 1 comes on top.", DILATION),
        *list(slips.of_field(blocks.block))[:3],
    ]


def _stack_slips(blocks: Blocks) -> list[Slip]:
    one, count = blocks.one, blocks.count
    told = f"Each adds {one - 1}, so 1 + {count}·{one - 1} = {blocks.whole}."
    return [
        slip(count * one, f"You multiplied the field of a block, but the 1 in it counts only once. {told}"),
        slip(one**count, f"Blocks add to the field, they don't multiply it. {told}"),
        slip(one, f"The field goes on growing: the next block looks at outputs of the first. {told}"),
        slip(count * (one - 1), f"You forgot the sample itself. {told}"),
    ]


def _time_slips(blocks: Blocks) -> list[Slip]:
    whole, rate = blocks.whole, blocks.rate
    told = f"Divide the {whole} samples by {rate} samples per millisecond."
    return [
        slip(whole * rate, f"You multiplied. {told}"),
        slip(rate / whole, f"The fraction is upside down. {told}"),
        slip(blocks.one / rate, f"This is one block alone. {told}"),
        slip(whole / 1000, f"You took 1,000 samples per millisecond. {told}"),
    ]


def _target_slips(blocks: Blocks, samples: int) -> list[Slip]:
    one, right = blocks.one, blocks.needed(blocks.one, samples)
    told = f"{samples} samples are wanted, one is there from the start, and each block adds {one - 1}."
    return [
        slip((samples - 1) // (one - 1), f"You rounded down. {told}"),
        slip(-(-samples // (one - 1)), f"You forgot the sample itself. {told}"),
        slip(-(-samples // one), f"You divided by the field of a block, which counts the 1 each time. {told}"),
        slip(-(-(samples // blocks.rate) // (one - 1)), f"You left milliseconds as they are. {told}"),
        slip(right + 1, f"One fewer is enough. {told}"),
        slip(right - blocks.count, f"Those are the blocks to be added. Asked is how many there are then. {told}"),
        slip(right * blocks.depth, f"You counted layers. {told}"),
    ]
