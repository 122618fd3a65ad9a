"""What flows between two layers, and what a layer makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from question_bank.networks.counting import NOTHING, Count
from question_bank.networks.shapes import Shape

Order = Literal["unknown", "channels first", "features last"]


class Misfit(Exception):
    """A layer that can't take what arrives; ``str(error)`` says what arrived, what is needed and what to do."""


@dataclass(frozen=True, slots=True)
class ReceptiveField:
    """What one number of the output sees of the input, along each axis of the map.

    ``size`` is how many places of the input it depends on (borders left aside), ``jump`` how many places of the input
    lie between two neighbours of the output, ``start`` the first place that the first number sees; with padding it
    lies before the input, below 0.
    """

    size: tuple[int, ...]
    jump: tuple[int, ...]
    start: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """What arrives at a layer: its shape without the batch, how its axes are ordered, and how far it sees back."""

    shape: Shape
    order: Order
    field: ReceptiveField | None
    channels_last: bool = False  # the whole text is Keras's

    def channel_axis(self) -> int:
        """Return the axis that holds the channels of a map."""
        return len(self.shape) - 1 if self.channels_last else 0

    def channels(self) -> int:
        """Return how many channels a map has."""
        return self.shape[self.channel_axis()]

    def places(self) -> Shape:
        """Return the sizes of a map without its channels."""
        return self.shape[:-1] if self.channels_last else self.shape[1:]

    def map_of(self, channels: int, places: Shape) -> Shape:
        """Return the shape of a map in this text's order of axes."""
        return (*places, channels) if self.channels_last else (channels, *places)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a layer makes of what arrives: the next shape, what it learns and what it costs.

    ``untrained`` counts parameters that are kept but never trained; ``shape_how`` spells out the new sizes.
    """

    shape: Shape
    parameters: Count = NOTHING
    multiply_adds: Count = NOTHING
    field: ReceptiveField | None = None
    order: Order = "unknown"
    untrained: int = 0
    shape_how: str = ""
    notes: tuple[str, ...] = ()


def unchanged(flow: Flow, parameters: Count = NOTHING, *, untrained: int = 0) -> Outcome:
    """Return the outcome of a layer that keeps shape, order and view."""
    return Outcome(flow.shape, parameters, NOTHING, flow.field, flow.order, untrained)
