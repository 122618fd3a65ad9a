"""How a network of dense layers is told in a prompt and drawn."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

from question_bank.drawings import Edge, Graph, Node
from question_bank.perceptrons.mlp import Dense, Mlp
from question_bank.wording import counted, grouped, listed, table, tex

LARGEST_DRAWN = 5  # units in a column of a drawing
SIZES = (
    8,
    9,
    10,
    12,
    15,
    16,
    18,
    20,
    24,
    25,
    30,
    32,
    36,
    40,
    45,
    48,
    50,
    60,
    64,
    75,
    80,
    90,
    100,
    120,
    128,
    150,
    200,
    256,
)
ORDINALS = ("first", "second", "third", "fourth")
ACTIVATIONS = (("ReLU", "ReLU"), ("tanh", "Tanh"), ("sigmoid", "Sigmoid"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What a network is for: how many numbers it is given and gives, in a range that makes sense."""

    task: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


SMALL_SCENES = (
    Scene("A thermostat turns readings of its sensors into commands.", (2, 3, 4, 5), (1, 2, 3)),
    Scene("A toy robot maps its distance sensors to the speeds of its motors.", (2, 3, 4, 5), (2, 3, 4)),
    Scene("Flowers are told apart by a few lengths.", (3, 4, 5), (2, 3, 4)),
    Scene("A vending machine recognises coins by some measurements.", (2, 3, 4, 5), (3, 4, 5)),
    Scene("A watering system decides about its valves from soil sensors.", (2, 3, 4, 5), (1, 2, 3, 4)),
    Scene("A pedometer tells ways of moving apart by a few accelerations.", (3, 4, 5), (2, 3, 4, 5)),
    Scene("A lamp sets its colour by the time of day and the light outside.", (2, 3), (3, 4)),
    Scene("A scale for parcels estimates what they cost to send.", (2, 3, 4, 5), (1, 2)),
    Scene("A game character decides between moves from a few numbers.", (3, 4, 5), (2, 3, 4, 5)),
)
SCENES = (
    Scene("Handwritten digits, 28 × 28 pixels flattened to 784 numbers, are to be recognised.", (784,), (10,)),
    Scene("Small pictures of 8 × 8 pixels, flattened to 64 numbers, are sorted.", (64,), (2, 5, 10, 12)),
    Scene("A bank estimates from a customer's data whether a loan is paid back.", (12, 20, 24, 30, 48), (1, 2)),
    Scene("Wines are sorted by their chemical analysis.", (11, 13, 15, 18), (3, 4, 5, 6)),
    Scene("The state of an engine is judged from vibration features.", (16, 32, 40, 60, 96), (2, 3, 4, 6)),
    Scene("Texts, each a vector of word counts, are filed under topics.", (200, 300, 500, 1000), (4, 5, 8, 12, 20)),
    Scene("Molecules are judged by their descriptors.", (35, 52, 70, 110, 166, 208), (1, 2, 3, 7)),
    Scene("A robot arm learns which joint speeds bring its hand to a place.", (9, 12, 14, 17, 21), (4, 6, 7)),
    Scene("Cells are sorted by what was measured under the microscope.", (28, 31, 44, 56, 90), (2, 3, 5, 9)),
    Scene("Visits to a web shop are sorted by what the visitor will do next.", (19, 27, 33, 46, 85), (2, 3, 4, 5)),
    Scene("From sensors along a bridge its state is estimated.", (42, 54, 62, 78, 140), (1, 2, 3, 4)),
    Scene("Accents are told apart by features of a recording.", (39, 65, 88, 120, 256), (4, 5, 7, 11)),
    Scene("Songs are given genres, from audio features.", (26, 40, 57, 80, 128), (6, 8, 10, 12)),
    Scene("A weather station forecasts several values from its latest readings.", (10, 14, 24, 36, 72), (3, 5, 6, 8)),
)


def draw_mlp(rng: random.Random, scene: Scene, hidden: int, *, small: bool) -> Mlp:
    """Return a network for a scene with so many hidden layers."""
    inputs, outputs = rng.choice(scene.inputs), rng.choice(scene.outputs)
    if small:
        return Mlp((inputs, *(rng.randint(2, LARGEST_DRAWN) for _ in range(hidden)), outputs))
    sizes = [size for size in SIZES if size not in (inputs, outputs)]  # unlike sizes show a matrix turned round
    return Mlp((inputs, *sorted(rng.sample(sizes, hidden), reverse=True), outputs))


def mlp_told(rng: random.Random, mlp: Mlp) -> str:
    """Return the layers of a network in one of several ways; whether there are biases is said."""
    shown, code = rng.choice(ACTIVATIONS)
    ways = [_in_code(mlp, code), _as_table(mlp, shown)]
    if not mlp.biased:
        hidden = counted(len(mlp.widths) - 2, "hidden layer")
        chain = "-".join(map(str, mlp.widths))
        ways.append(
            f"The network is fully connected, of the shape {chain} (inputs, {hidden}, outputs); its hidden units are "
            f"{shown} units, and every unit has a bias."
        )
        ways.append(_in_words(mlp, shown))
    return rng.choice(ways)


def _in_words(mlp: Mlp, activation: str) -> str:
    sizes = [str(width) for width in mlp.widths[1:-1]]
    hidden = f"a hidden layer of {sizes[0]}" if len(sizes) == 1 else f"hidden layers of {listed(sizes)}"
    return (
        f"A fully connected network takes {counted(mlp.inputs, 'number')} and has {hidden} {activation} units and an "
        f"output layer of {counted(mlp.outputs, 'unit')}. Every unit has a bias."
    )


def _in_code(mlp: Mlp, activation: str) -> str:
    rows = [
        f"    nn.Linear({layer.given}, {layer.units}{'' if layer.bias else ', bias=False'})," for layer in mlp.layers
    ]
    body = f"\n    nn.{activation}(),\n".join(rows)
    note = "Where nothing else is said, `nn.Linear` has biases."
    return f"The network in PyTorch:\n\n```python\nnn.Sequential(\n{body}\n)\n```\n\n{note}"


def _as_table(mlp: Mlp, activation: str) -> str:
    last = len(mlp.layers)
    rows = [
        (str(number), str(layer.units), "yes" if layer.bias else "no", "none" if number == last else activation)
        for number, layer in enumerate(mlp.layers, 1)
    ]
    shown = table(("dense layer", "units", "biases", "activation"), rows)
    return f"A network takes {counted(mlp.inputs, 'number')} and passes them through these layers:\n\n{shown}"


def name(mlp: Mlp, index: int) -> str:
    """Return what a layer is called: "hidden layer", "first hidden layer", "output layer"."""
    if index == len(mlp.layers) - 1:
        return "output layer"
    return "hidden layer" if len(mlp.layers) == 2 else f"{ORDINALS[index]} hidden layer"


def worked(layer: Dense) -> str:
    """Return the count of a layer with its numbers, as LaTeX."""
    front = f"({tex(layer.given)} + 1)" if layer.bias else tex(layer.given)
    return rf"{front} \cdot {tex(layer.units)} = {tex(layer.parameters)}"


def drawn(mlp: Mlp) -> tuple[Graph, ...]:
    """Return a picture of a network that is small enough for one."""
    if max(mlp.widths) > LARGEST_DRAWN or len(mlp.widths) > 4:
        return ()
    letters = "xy" if len(mlp.widths) == 2 else "xhy" if len(mlp.widths) == 3 else "xhgy"
    columns = [[f"{letter}{'₁₂₃₄₅'[row]}" for row in range(w)] for letter, w in zip(letters, mlp.widths, strict=True)]
    tallest = max(mlp.widths)
    nodes = tuple(
        Node(unit, 1.5 * place, row + (tallest - len(column)) / 2)
        for place, column in enumerate(columns)
        for row, unit in enumerate(column)
    )
    edges = tuple(Edge(start, end) for column, following in pairwise(columns) for start in column for end in following)
    sizes = listed([grouped(width) for width in mlp.widths])
    alt = f"A network in columns of {sizes} units, inputs first. Every unit is joined to every unit of the next column."
    return (Graph(alt, nodes, edges, directed=False),)
