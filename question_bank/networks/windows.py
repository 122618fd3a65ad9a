"""Windows that sweep over one axis: how many places they have, and how they widen the view."""

from __future__ import annotations

from dataclasses import dataclass

from question_bank.networks.flow import Misfit, ReceptiveField
from question_bank.networks.layers import Padding, Sizes


@dataclass(frozen=True, slots=True)
class Window:
    """A window along one axis; ``before`` and ``after`` are the places added at the two ends."""

    kernel: int
    stride: int = 1
    before: int = 0
    after: int = 0
    dilation: int = 1
    ceil_mode: bool = False

    @property
    def reach(self) -> int:
        """Return how many places the window spans."""
        return self.dilation * (self.kernel - 1) + 1

    def places(self, size: int) -> int:
        """Return how often the window fits into an axis of ``size``; below 1 it does not."""
        room = size + self.before + self.after - self.reach
        if not self.ceil_mode:
            return room // self.stride + 1
        places = -(-room // self.stride) + 1
        if (places - 1) * self.stride >= size + self.before:
            places -= 1  # torch drops a last window that would start behind the map
        return places

    def spelled(self, size: int) -> str:
        """Return the calculation of the number of places: ⌊(32 + 2·1 − 5)/2⌋ + 1 = 15."""
        padding = "" if not (self.before or self.after) else f" + {self.before} + {self.after}"
        if self.before == self.after and self.before:
            padding = f" + 2·{self.before}"
        reach = str(self.kernel) if self.dilation == 1 else f"({self.dilation}·{self.kernel - 1} + 1)"
        inner = f"({size}{padding} − {reach})"
        left, right = ("⌈", "⌉") if self.ceil_mode else ("⌊", "⌋")
        divided = inner if self.stride == 1 else f"{left}{inner}/{self.stride}{right}"
        return f"{divided} + 1 = {self.places(size)}"


def spread(sizes: Sizes, axes: int, what: str) -> Sizes:
    """Return one number for every axis; raises Misfit where there are too many or too few."""
    if len(sizes) == 1:
        return sizes * axes
    if len(sizes) == axes:
        return sizes
    raise Misfit(f"The {what} has {len(sizes)} numbers, but the map has {axes} {'axis' if axes == 1 else 'axes'}.")


def windows(
    places: Sizes, kernel: Sizes, stride: Sizes, padding: Padding, dilation: Sizes, *, ceil_mode: bool = False
) -> tuple[Window, ...]:
    """Return the window of every axis."""
    axes = len(places)
    kernels, strides = spread(kernel, axes, "kernel"), spread(stride, axes, "stride")
    dilations = spread(dilation, axes, "dilation")
    if padding == "same":
        rows = zip(places, kernels, strides, dilations, strict=True)
        return tuple(same(size, kernel, stride, dilation) for size, kernel, stride, dilation in rows)
    edges = (0,) * axes if padding == "valid" else spread(padding, axes, "padding")
    rows = zip(kernels, strides, edges, dilations, strict=True)
    return tuple(Window(kernel, stride, edge, edge, dilation, ceil_mode) for kernel, stride, edge, dilation in rows)


def same(size: int, kernel: int, stride: int, dilation: int) -> Window:
    """Return the window that gives ⌈size / stride⌉ places; where the padding is odd, the end gets one more."""
    reach = dilation * (kernel - 1) + 1
    padding = max(((size - 1) // stride) * stride + reach - size, 0)
    return Window(kernel, stride, padding // 2, padding - padding // 2, dilation)


def sweep(places: Sizes, across: tuple[Window, ...]) -> Sizes:
    """Return how many places the windows have along each axis; raises Misfit where one does not fit."""
    found = tuple(window.places(size) for size, window in zip(places, across, strict=True))
    for size, window, count in zip(places, across, found, strict=True):
        if count < 1:
            raise Misfit(_too_small(size, window))
    return found


def widened(field: ReceptiveField | None, across: tuple[Window, ...]) -> ReceptiveField | None:
    """Return the view behind the windows: size + (reach − 1)·jump, and the jump times the stride."""
    if field is None or len(field.size) != len(across):
        return None
    axes = list(zip(across, field.size, field.jump, field.start, strict=True))
    return ReceptiveField(
        tuple(size + (window.reach - 1) * jump for window, size, jump, _ in axes),
        tuple(jump * window.stride for window, _, jump, _ in axes),
        tuple(start - window.before * jump for window, _, jump, start in axes),
    )


def _too_small(size: int, window: Window) -> str:
    padded = f"{size} places" if size != 1 else "1 place"
    if window.before or window.after:
        padded += f" and {window.before + window.after} of padding"
    spans = f"a kernel of {window.kernel}"
    if window.dilation > 1:
        spans += f" with dilation {window.dilation} spans {window.reach} places and"
    return (
        f"{spans[0].upper()}{spans[1:]} does not fit into {padded}: "
        "take a smaller kernel, pad more, or shrink the map less before it."
    )
