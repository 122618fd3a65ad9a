"""Four functions whose slope can be told from a value of the sigmoid or of tanh alone."""

from __future__ import annotations

from dataclasses import dataclass

Slip = tuple[str, str]
"""A wrong formula and why it is wrong."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A function f(u), the letter for the value that its slope is told in, and what people take for its slope.

    ``shape`` is the LaTeX of f with a place for u; ``slope`` and ``bend`` are f' and f'' in the letter, ``by_letter``
    is f' differentiated by the letter.
    """

    name: str
    letter: str
    letter_shape: str
    shape: str
    slope: str
    bend: str
    by_letter: str
    reason: str
    wrong: tuple[Slip, ...]

    def told(self, inside: str) -> str:
        """Return the LaTeX of f of what is inside."""
        return self.shape.replace("@", inside)

    def letter_told(self, inside: str) -> str:
        """Return the LaTeX of what the letter stands for."""
        return f"{self.letter} = {self.letter_shape.replace('@', inside)}"

    @property
    def letters(self) -> tuple[str, ...]:
        """Return the letters a reply may use."""
        return (self.letter,)


SIGMOID = Curve(
    "the sigmoid",
    "s",
    r"\sigma(@)",
    r"\sigma(@)",
    "s*(1 - s)",
    "s*(1 - s)*(1 - 2*s)",
    "(1 - 2*s)",
    r"With $s = \frac{1}{1 + e^{-u}}$ the quotient rule gives "
    r"$\sigma'(u) = \frac{e^{-u}}{(1 + e^{-u})^{2}} = s \cdot (1 - s)$.",
    (
        ("(1 - s^2)", r"$1 - t^2$ is the rule of tanh. For the sigmoid it is $s(1 - s)$."),
        ("s", r"Only $e^u$ is its own slope. For the sigmoid a factor is missing: $\sigma' = s(1 - s)$."),
        ("(1 - s)", r"A factor is missing: $\sigma' = s(1 - s)$, which is small at both ends, not at one."),
    ),
)
TANH = Curve(
    "tanh",
    "t",
    r"\tanh(@)",
    r"\tanh(@)",
    "(1 - t^2)",
    "(-2)*t*(1 - t^2)",
    "(-2)*t",
    r"The quotient rule for $\tanh(u) = \frac{\sinh(u)}{\cosh(u)}$ gives "
    r"$\tanh'(u) = 1 - \frac{\sinh^2(u)}{\cosh^2(u)} = 1 - t^2$.",
    (
        ("t*(1 - t)", r"$s(1 - s)$ is the rule of the sigmoid. For tanh it is $1 - t^2$."),
        ("(1 - t)", r"The square is missing: tanh is as steep at $-t$ as at $t$, so its slope is $1 - t^2$."),
        ("(1 + t^2)", r"Mind the sign: $\tanh' = 1 - t^2$, which goes to 0 where tanh is flat."),
    ),
)
SOFTPLUS = Curve(
    "softplus",
    "s",
    r"\sigma(@)",
    r"\ln(1 + e^{@})",
    "s",
    "s*(1 - s)",
    "1",
    r"The slope of $\ln(1 + e^u)$ is $\frac{e^u}{1 + e^u} = \frac{1}{1 + e^{-u}} = \sigma(u) = s$.",
    (
        (
            "(1 - s)",
            r"You have $\frac{1}{1 + e^u}$, which is $1 - s$. The chain rule brings $e^u$ into the numerator: $s$.",
        ),
        ("s*(1 - s)", r"That is the slope of the sigmoid. The slope of softplus is the sigmoid itself, $s$."),
        ("1/s", r"The quotient is upside down: $\frac{e^u}{1 + e^u} = s$."),
    ),
)
LOG_SIGMOID = Curve(
    "the logarithm of the sigmoid",
    "s",
    r"\sigma(@)",
    r"\ln(\sigma(@))",
    "(1 - s)",
    "(-1)*s*(1 - s)",
    "(-1)",
    r"The slope of $\ln(\sigma(u))$ is $\frac{\sigma'(u)}{\sigma(u)} = \frac{s(1 - s)}{s} = 1 - s$.",
    (
        ("1/s", r"$\frac{1}{s}$ is only the outer slope. Multiply by the slope of the sigmoid, $s(1 - s)$."),
        ("s*(1 - s)", r"That is the slope of the sigmoid. The logarithm divides it by $s$, which leaves $1 - s$."),
        ("s", r"$s$ is the slope of softplus. Here $\frac{s(1 - s)}{s}$ leaves $1 - s$."),
    ),
)
CURVES = (SIGMOID, TANH, SOFTPLUS, LOG_SIGMOID)
