"""The question which layers, as PyTorch code, leave a picture as large as it was."""

from __future__ import annotations

import random
from dataclasses import dataclass

from question_bank.answers import Choices
from question_bank.convolution.pictures import pictures
from question_bank.exercise import Exercise, Part
from question_bank.paddings.axis import Axis

N_OPTIONS, LEAST, MOST = 5, 2, 3
MARKS = 2


@dataclass(frozen=True, slots=True)
class Call:
    """A layer in PyTorch; its padding is a number of zeros or "same"."""

    kernel: int
    stride: int
    dilation: int
    padding: int | str

    def code(self, channels: int) -> str:
        """Return the call."""
        extras = [("stride", self.stride, 1), ("dilation", self.dilation, 1)]
        changed = "".join(f", {name}={value}" for name, value, default in extras if value != default)
        padding = f'"{self.padding}"' if isinstance(self.padding, str) else self.padding
        return f"`nn.Conv2d({channels}, 16, {self.kernel}{changed}, padding={padding})`"

    def keeps(self, side: int) -> bool:
        """Tell whether a side stays as long as it is."""
        if isinstance(self.padding, str):
            return self.stride == 1
        return Axis(side, self.kernel, self.stride, self.dilation).places(self.padding) == side

    def told(self, side: int) -> str:
        """Return what becomes of a side, with the numbers."""
        if isinstance(self.padding, str):
            if self.stride > 1:
                return f'PyTorch refuses "same" with stride {self.stride}: it raises an error'
            return '"same" keeps the size at stride 1, whether the kernel is odd or even'
        axis = Axis(side, self.kernel, self.stride, self.dilation)
        top = rf"{side} + 2\cdot {self.padding} - {axis.reach}"
        inside = top if self.stride == 1 else rf"\lfloor ({top})/{self.stride} \rfloor"
        return f"${inside} + 1 = {axis.places(self.padding)}$"


def calls_that_keep(rng: random.Random) -> Exercise:
    """Return the exercise: tick the layers whose maps are as large as the picture."""
    shown = pictures(rng, square=True)
    side = shown.height
    while True:
        calls = [_draw(rng) for _ in range(N_OPTIONS)]
        right = tuple(index for index, call in enumerate(calls) if call.keeps(side))
        named = [call for call in calls if isinstance(call.padding, str)]
        if len(set(calls)) == N_OPTIONS and LEAST <= len(right) <= MOST and 1 <= len(named) <= 2:
            break
    codes = tuple(call.code(shown.channels) for call in calls)
    told = "\n".join(f"- {code}: {call.told(side)}." for code, call in zip(codes, calls, strict=True))
    solution = (
        r"With a number of zeros $p$ a side is $\lfloor (n + 2p - d(k - 1) - 1)/s \rfloor + 1$ long.",
        f"One by one:\n\n{told}",
    )
    question = "Which of these PyTorch layers run and give maps exactly as large as the picture?"
    return Exercise(shown.told(), (Part(question, Choices(codes, right), MARKS),), solution)


def _draw(rng: random.Random) -> Call:
    kernel, dilation = rng.choice((2, 3, 3, 4, 5, 5, 7)), rng.choice((1, 1, 2, 3))
    half = dilation * (kernel - 1) // 2
    match rng.randrange(5):
        case 0:
            return Call(kernel, rng.choice((1, 2, 2, 3)), 1, "same")
        case 1:
            return Call(kernel, 1, dilation, "same")
        case 2:
            return Call(kernel, 1, dilation, max(half + rng.choice((0, 0, -1, 1)), 1))
        case 3:
            return Call(kernel, 2, 1, max((kernel - 1) // 2, 1))
        case _:
            return Call(kernel, 1, dilation, half if half else 1)
