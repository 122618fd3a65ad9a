"""A stack of dense layers and what it learns."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Dense:
    """A layer in which every unit takes every number it is given."""

    given: int
    units: int
    bias: bool = True

    @property
    def weights(self) -> int:
        """Return the number of weights, without biases."""
        return self.given * self.units

    @property
    def parameters(self) -> int:
        """Return the number of weights and biases."""
        return self.weights + self.units * self.bias


@dataclass(frozen=True, slots=True)
class Mlp:
    """Dense layers one after another: how many inputs, then the units of each layer; ``biased`` tells of biases."""

    widths: tuple[int, ...]
    biased: tuple[bool, ...] = ()

    @property
    def layers(self) -> tuple[Dense, ...]:
        """Return the layers, from the inputs on; without ``biased`` all have biases."""
        biased = self.biased or (True,) * (len(self.widths) - 1)
        pairs = zip(self.widths, self.widths[1:], biased, strict=False)
        return tuple(Dense(given, units, bias) for given, units, bias in pairs)

    @property
    def total(self) -> int:
        """Return the number of parameters."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def inputs(self) -> int:
        """Return how many numbers the network is given."""
        return self.widths[0]

    @property
    def outputs(self) -> int:
        """Return how many numbers it gives."""
        return self.widths[-1]

    def with_inputs(self, inputs: int) -> Mlp:
        """Return the same layers behind another number of inputs."""
        return replace(self, widths=(inputs, *self.widths[1:]))


def widest(inputs: int, outputs: int, budget: int) -> int:
    """Return how wide a single hidden layer may be for at most ``budget`` parameters, biases included."""
    return (budget - outputs) // (inputs + 1 + outputs)
