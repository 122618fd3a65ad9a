"""The shape of a tensor: one size an axis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.lists import MAX_AXES, read_sizes


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes in the order of ``axes`` ("height", "width", "channels"), marked exactly as a whole."""

    kind: ClassVar[str] = "shape"
    value: tuple[int, ...]
    axes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        if not 1 <= len(self.value) <= MAX_AXES or min(self.value) < 0 or max(self.value) >= 10**12:
            raise ValueError(f"{self.value} can't be a shape")
        if self.axes and len(self.axes) != len(self.value):
            raise ValueError(f"{self.value} has {len(self.value)} axes, not {len(self.axes)}: {self.axes}")

    def show(self) -> str:
        """Return the answer as typed."""
        return " x ".join(map(str, self.value))

    def accepts(self) -> str:
        """Say what is right."""
        return f"exactly {self._spoken(self.value)}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable. A shape of another number of axes is wrong, not unreadable."""
        sizes = read_sizes(reply)
        if sizes == self.value:
            return Judgement(sizes, 1.0, self._spoken(sizes))
        return Judgement(sizes, 0.0, self._spoken(sizes), self._notes(sizes))

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        sizes = read_sizes(text)
        return replace(self, value=sizes, axes=self.axes if len(sizes) == len(self.axes) else ())

    def _spoken(self, sizes: tuple[int, ...]) -> str:
        named = f" ({' × '.join(self.axes)})" if len(self.axes) == len(sizes) else ""
        return " × ".join(map(str, sizes)) + named

    def _notes(self, sizes: tuple[int, ...]) -> tuple[str, ...]:
        if len(sizes) != len(self.value):
            names = f": {' × '.join(self.axes)}" if self.axes else ""
            return (f"The shape has {_axes(len(self.value))}{names}. Yours has {_axes(len(sizes))}.",)
        if sorted(sizes) == sorted(self.value):
            order = f" Asked for is {' × '.join(self.axes)}." if self.axes else ""
            return (f"The sizes are the right ones, in another order.{order}",)
        names_of_axes = self.axes or tuple(f"size {number}" for number in range(1, len(sizes) + 1))
        rows = zip(names_of_axes, sizes, self.value, strict=True)
        return tuple(f"{name}: not right" for name, mine, ours in rows if mine != ours)


def _axes(count: int) -> str:
    return "one axis" if count == 1 else f"{count} axes"
