"""Works a small network through by hand: the values forwards, the gradients backwards, one step downhill."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from question_bank.exercise import Exercise, Family, dice, first_with
from question_bank.gradients import slips_of_nets
from question_bank.gradients.asking import Asked, all_tell, parts
from question_bank.gradients.functions import LEAKY_RELU, RELU, SIGMOID, TANH, Activation, SquaredError
from question_bank.gradients.nets import Net, drawn
from question_bank.gradients.nets_told import given, in_words, solution
from question_bank.gradients.sheet import Sheet

ID = "backprop-by-hand"
TOPIC = "foundations.backpropagation"
SIZES = (0.5, 0.5, 1.0, 1.0, 1.5, 2.0)
INPUTS = (-2.0, -1.0, 0.5, 1.0, 1.0, 2.0, 2.0, 3.0)
OUT_WEIGHTS = (-2.0, -1.0, -1.0, -0.5, 0.5, 1.0, 1.0, 1.5, 2.0, 2.0, 3.0)
RATES = (0.05, 0.1, 0.1, 0.2, 0.25, 0.5)
FLATTEST = 2.0  # |z| where a sigmoid or tanh is still steep enough to be seen in 3 decimals
LEAST, LARGEST = 0.1, 40.0  # sizes of what is asked for


def generate(seed: int, difficulty: int) -> Exercise:
    """Return a chain with one gradient (1), a 2-2-1 net with one gradient (2), or the whole pass and a step (3)."""
    rng = dice(ID, seed, difficulty)
    make: Callable[[random.Random], Exercise | None] = (_chain, _one_gradient, _whole_pass)[difficulty - 1]
    return first_with(all_tell, make, rng)


def _chain(rng: random.Random) -> Exercise | None:
    net = _draw(rng, 1, rng.choice((RELU, SIGMOID, SIGMOID, TANH, LEAKY_RELU)))
    parameter = rng.choice(("w11", "w11", "b1", "v1"))
    return _two_parts(rng, net, parameter)


def _one_gradient(rng: random.Random) -> Exercise | None:
    net = _draw(rng, 2, rng.choice((RELU, RELU, RELU, LEAKY_RELU, SIGMOID, SIGMOID, TANH)))
    parameter = rng.choice(("w11", "w12", "w21", "w22", "w11", "w12", "w21", "w22", "b1", "b2"))
    return _two_parts(rng, net, parameter)


def _two_parts(rng: random.Random, net: Net, parameter: str) -> Exercise | None:
    sheet = net.sheet
    if not _suits(net, sheet, ("out", f"d{parameter}")):
        return None
    questions = (_output_asked(rng, net), _gradient_asked(rng, net, parameter))
    return _exercise(rng, net, sheet, questions, solution(net, (parameter,)))


def _whole_pass(rng: random.Random) -> Exercise | None:
    net = _draw(rng, 2, rng.choice((RELU, RELU, LEAKY_RELU, SIGMOID, SIGMOID, TANH)))
    j, i, rate = rng.choice((1, 2)), rng.choice((1, 2)), rng.choice(RATES)
    outer, inner = f"v{rng.choice((1, 2))}", f"w{j}{i}"
    old = net.value_of(inner)
    sheet = net.sheet.by({"new": lambda s: old - rate * s[f"d{inner}"]})
    if not _suits(net, sheet, ("out", "loss", "dout", f"d{outer}", f"d{inner}", "new")):
        return None
    step = (
        f"One step of gradient descent with the learning rate $\\eta = {rate:g}$ follows. "
        f"What is the new value of ${net.symbol(inner)}$?"
    )
    loss_slope = r"What is $\partial L / \partial \hat y$, the slope of the loss at the prediction?"
    questions = (
        _hidden_asked(net),
        _output_asked(rng, net),
        Asked("What is the loss $L$?", ("loss",), tuple(slips_of_nets.of_loss(net))),
        Asked(loss_slope, ("dout",), tuple(slips_of_nets.of_loss_slope(net))),
        _gradient_asked(rng, net, outer),
        _gradient_asked(rng, net, inner, marks=2),
        Asked(step, ("new",), tuple(slips_of_nets.of_step(net, inner, rate))),
    )
    return _exercise(rng, net, sheet, questions, solution(net, (outer, inner), (inner, rate)))


def _exercise(
    rng: random.Random, net: Net, sheet: Sheet, questions: Sequence[Asked], steps: tuple[str, ...]
) -> Exercise:
    return Exercise(given(rng, net), parts(sheet, questions, TOPIC), steps, figures=(drawn(net),))


# ---------------------------------------------------------------- what is asked


def _hidden_asked(net: Net) -> Asked:
    question = "What are the values $h_1$ and $h_2$ of the hidden units?"
    slips = tuple(slips_of_nets.of_forward(net, ("h1", "h2")))
    return Asked(question, ("h1", "h2"), slips, ("$h_1$", "$h_2$"), marks=2)


def _output_asked(rng: random.Random, net: Net) -> Asked:
    question = rng.choice((r"What is the prediction $\hat y$?", r"Which $\hat y$ does the network predict?"))
    return Asked(question, ("out",), tuple(slips_of_nets.of_forward(net, ("out",))))


def _gradient_asked(rng: random.Random, net: Net, parameter: str, marks: int = 1) -> Asked:
    derivative, where = f"${net.symbol(f'd{parameter}')}$", in_words(net, parameter)
    question = rng.choice(
        (
            f"What is {derivative}, the gradient of the loss for {where}?",
            f"Go back through the network: what is {derivative}, the gradient for {where}?",
        )
    )
    return Asked(question, (f"d{parameter}",), tuple(slips_of_nets.of_gradient(net, parameter)), marks=marks)


# ---------------------------------------------------------------- nice numbers


def _draw(rng: random.Random, width: int, activation: Activation) -> Net:
    """Return a network of ``width`` inputs and hidden units, no sum on an edge and the target near the prediction."""

    def signed(sizes: Sequence[float] = SIZES) -> float:
        return rng.choice(sizes) * rng.choice((1, -1))

    net = Net(
        inputs=tuple(rng.sample(INPUTS, width)),
        weights=tuple(tuple(signed() for _ in range(width)) for _ in range(width)),
        biases=tuple(signed((0.5, 0.5, 1.0, 1.0, 2.0)) for _ in range(width)),
        out_weights=tuple(rng.sample(OUT_WEIGHTS, width)),
        out_bias=signed((0.5, 1.0, 1.0, 2.0)),
        activation=activation,
        loss=SquaredError(half=rng.random() < 0.6),
        target=0.0,
    )
    sums = [abs(net.sum_inside(j)) for j in net.hidden]
    if min(sums) < 0.25 or (activation in (SIGMOID, TANH) and max(sums) > FLATTEST):
        return _draw(rng, width, activation)
    error = signed((0.5, 1.0, 1.0, 1.5, 2.5, 3.0))  # at 2 the loss equals its slope, which would hide a mix-up
    return net.aiming_at(round(2 * (net.sheet["out"] - error)) / 2)


def _suits(net: Net, sheet: Sheet, asked: Sequence[str]) -> bool:
    """Tell whether the numbers are fit to be asked for: nothing vanishes, nothing is huge, no unit sits on an edge."""
    sums = sheet.values(f"z{j}" for j in net.hidden)
    # Two equal units would hide which way was gone.
    if len(set(sums)) < len(sums) or len(set(net.out_weights)) < len(sums) or not net.target:
        return False
    return all(LEAST <= abs(value) <= LARGEST for value in sheet.values(asked))


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Backpropagation by hand",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading="backward-pass",
)
