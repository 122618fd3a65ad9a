"""How many parameters recurrent layers learn, by kind, by the number of their bias vectors, stacked or both ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isqrt


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell: its name, how many gates and candidates it has, and what PyTorch and Keras call its layer."""

    name: str
    gates: int
    torch: str
    keras: str

    @property
    def article(self) -> str:
        """Return the name with its article."""
        return f"{'an' if self.name == 'LSTM' else 'a'} {self.name}"

    @property
    def called(self) -> str:
        """Return the name with its article, as a sentence begins."""
        return f"{'An' if self.name == 'LSTM' else 'A'} {self.name}"


RNN = Kind("plain RNN", 1, "RNN", "SimpleRNN")
GRU = Kind("GRU", 3, "GRU", "GRU")
LSTM = Kind("LSTM", 4, "LSTM", "LSTM")
KINDS = (RNN, GRU, LSTM)


@dataclass(frozen=True, slots=True)
class Layer:
    """One recurrent layer in one direction: every gate has so many ``biases``, each a vector of ``hidden`` numbers."""

    kind: Kind
    inputs: int
    hidden: int
    biases: int = 1

    @property
    def of_one_gate(self) -> int:
        """Return what one gate learns."""
        return self.hidden * (self.inputs + self.hidden + self.biases)

    @property
    def parameters(self) -> int:
        """Return what all gates learn."""
        return self.kind.gates * self.of_one_gate


@dataclass(frozen=True, slots=True)
class Stack:
    """Recurrent layers on one another, each reading the sequence forwards only, or with a second layer backwards."""

    first: Layer
    layers: int = 1
    directions: int = 1

    @property
    def rows(self) -> tuple[Layer, ...]:
        """Return the layers of one direction: those above the first read what all directions below give."""
        above = replace(self.first, inputs=self.directions * self.first.hidden)
        return (self.first, *(above,) * (self.layers - 1))

    @property
    def parameters(self) -> int:
        """Return what all layers learn."""
        return self.directions * sum(layer.parameters for layer in self.rows)

    @property
    def outputs(self) -> int:
        """Return how many numbers a step gives."""
        return self.directions * self.first.hidden


def widest(kind: Kind, inputs: int, biases: int, budget: int) -> int:
    """Return how many units a layer may have for at most ``budget`` parameters; 0 where not even one fits."""
    room, fixed = budget // kind.gates, inputs + biases
    # h² + fixed · h <= room, and h is whole
    return max((isqrt(fixed * fixed + 4 * room) - fixed) // 2, 0)
