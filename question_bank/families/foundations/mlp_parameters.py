"""Asks how many parameters a multilayer perceptron learns, how wide it may be, and what shapes its matrices have."""

from __future__ import annotations

import random
from collections.abc import Iterable

from question_bank.answers import AnswerSpec, Integer, Shape, Value
from question_bank.exercise import Carry, Exercise, Family, Part, dice
from question_bank.perceptrons import slips
from question_bank.perceptrons.mlp import Dense, Mlp, widest
from question_bank.perceptrons.slips import TOPIC, Slip, told_apart
from question_bank.perceptrons.told import SCENES, SMALL_SCENES, draw_mlp, drawn, mlp_told, name, worked
from question_bank.wording import counted, grouped, tex

ID = "mlp-parameters"
NAMED_SLIPS = 3  # every part can recognise at least so many
RULE = (
    "Every unit of a dense layer has one weight for each number it is given, and one bias: "
    r"$$(n_\text{in} + 1) \cdot n_\text{out}$$ The inputs are only numbers; they learn nothing."
)
RULE_WITHOUT_BIAS = "A layer without biases has only its weights, $n_\\text{in} \\cdot n_\\text{out}$."
COUNT = "Type a whole number."
SHAPE = "Type it as rows x columns."


def generate(seed: int, difficulty: int) -> Exercise:
    """Return the total of a network (1), biases, a width or shapes (2), or an exam question in several parts (3)."""
    rng = dice(ID, seed, difficulty)
    make = {1: (_total,), 2: (_some_without_bias, _which_width, _shapes), 3: (_exam_question,)}[difficulty]
    while True:
        exercise = rng.choice(make)(rng)
        if all(len(part.misconceptions) >= NAMED_SLIPS for part in exercise.parts):
            return exercise


# ---------------------------------------------------------------- the whole network


def _total(rng: random.Random) -> Exercise:
    small = rng.random() < 0.35
    scene = rng.choice(SMALL_SCENES if small else SCENES)
    mlp = draw_mlp(rng, scene, rng.choice((1, 2, 2) if small else (1, 1, 2)), small=small)
    question = rng.choice(
        (
            "How many parameters does the network learn?",
            "How many numbers does training adjust in this network?",
            "How many weights and biases has the network in all?",
        )
    )
    prompt = f"{scene.task} {mlp_told(rng, mlp)}"
    return Exercise(prompt, (_count(question, mlp.total, slips.of_total(mlp)),), _total_solution(mlp), None, drawn(mlp))


def _some_without_bias(rng: random.Random) -> Exercise:
    scene = rng.choice(SCENES)
    plain = draw_mlp(rng, scene, rng.choice((1, 2, 2)), small=False)
    biased = [True] * len(plain.layers)
    for place in rng.sample(range(len(biased)), rng.choice((1, len(biased) - 1))):
        biased[place] = False
    mlp = Mlp(plain.widths, tuple(biased))
    question = "How many parameters does the network learn? Mind the biases."
    part = _count(question, mlp.total, slips.of_total(mlp))
    return Exercise(f"{scene.task} {mlp_told(rng, mlp)}", (part,), _total_solution(mlp))


def _total_solution(mlp: Mlp) -> tuple[str, ...]:
    rule = RULE if all(layer.bias for layer in mlp.layers) else f"{RULE} {RULE_WITHOUT_BIAS}"
    each = (f"The {name(mlp, index)}: ${worked(layer)}$." for index, layer in enumerate(mlp.layers))
    return rule, *each, f"Together ${_sum(mlp)}$ parameters."


def _sum(mlp: Mlp) -> str:
    return f"{' + '.join(tex(layer.parameters) for layer in mlp.layers)} = {tex(mlp.total)}"


# ---------------------------------------------------------------- a width, shapes


def _which_width(rng: random.Random) -> Exercise:
    scene, width = rng.choice(SCENES), rng.randint(6, 150)
    inputs, outputs = rng.choice(scene.inputs), rng.choice(scene.outputs)
    total = Mlp((inputs, width, outputs)).total
    ends, learnt = f"{inputs} inputs and {counted(outputs, 'output')}", f"{grouped(total)} parameters"
    told = rng.choice(
        (
            f"A fully connected network has {ends}, one hidden layer and a bias for every unit. It learns {learnt}.",
            f"A network with {ends} and one hidden layer between them is known to learn {learnt}, biases included.",
            f"A network with {ends}, one hidden layer between them and biases everywhere learns {learnt}.",
        )
    )
    question = f"How many units has the hidden layer? {COUNT}"
    spec = Integer(width, "units")
    part = Part(question, spec, misconceptions=told_apart(spec, slips.of_width(inputs, outputs, total)))
    one, own = inputs + 1 + outputs, counted(outputs, "bias", "biases")
    return Exercise(
        f"{scene.task} {told}",
        (part,),
        (
            "Ask what one more hidden unit brings: its weights from the inputs, its bias, its weights to the outputs.",
            f"That is ${inputs} + 1 + {outputs} = {tex(one)}$ parameters. The outputs have {own} besides.",
            f"$({tex(total)} - {outputs}) / {tex(one)} = {width}$ units.",
        ),
    )


def _shapes(rng: random.Random) -> Exercise:
    scene, batch = rng.choice(SCENES), rng.choice((16, 20, 25, 32, 50, 64, 100, 128, 256))
    mlp = draw_mlp(rng, scene, rng.choice((1, 2, 2)), small=False)
    index = rng.randrange(len(mlp.layers))
    layer, called = mlp.layers[index], name(mlp, index)
    rule = "In matrix form a layer computes $W a + b$, where $a$ is the column vector that it is given."
    parts = (_weight_shape(mlp, index), _batch_shape(mlp, index, batch))
    steps = (
        "A matrix times a column: it has as many columns as the column has numbers, and as many rows as come out.",
        (
            f"The {called} takes {counted(layer.given, 'number')} and has {counted(layer.units, 'unit')}: "
            f"$W$ is ${_by(layer)}$."
        ),
        rf"Each of the {batch} rows becomes a row of {counted(layer.units, 'number')}: ${batch} \times {layer.units}$.",
    )
    return Exercise(f"{scene.task} {mlp_told(rng, mlp)}\n\n{rule}", parts, steps)


def _weight_shape(mlp: Mlp, index: int) -> Part:
    layer = mlp.layers[index]
    spec = Shape((layer.units, layer.given), ("rows", "columns"))
    question = f"What shape has the weight matrix $W$ of the {name(mlp, index)}? {SHAPE}"
    return Part(question, spec, misconceptions=told_apart(spec, slips.of_weight_shape(mlp, index)))


def _batch_shape(mlp: Mlp, index: int, batch: int) -> Part:
    spec = Shape((batch, mlp.layers[index].units), ("rows", "columns"))
    question = (
        f"Now {batch} examples are processed at once, each in a row of its own. What shape has the matrix that comes "
        f"out of the {name(mlp, index)}? {SHAPE}"
    )
    return Part(question, spec, misconceptions=told_apart(spec, slips.of_batch_shape(mlp, index, batch)))


def _by(layer: Dense) -> str:
    return rf"{layer.units} \times {layer.given}"


# ---------------------------------------------------------------- an exam question


def _exam_question(rng: random.Random) -> Exercise:
    scene = rng.choice(SCENES)
    mlp = draw_mlp(rng, scene, 2, small=False)
    inputs, outputs, total = mlp.inputs, mlp.outputs, mlp.total
    per_layer = [_layer_part(mlp, index) for index in range(len(mlp.layers))]
    whole = _count(
        "How many parameters does the whole network learn?", total, slips.of_total(mlp), _added(len(per_layer))
    )
    wider = (
        "The network is to be replaced by one with a single hidden layer, the same inputs and outputs, biases "
        "everywhere, and no more parameters than this one. How many units may the hidden layer have at most?"
    )
    width = widest(inputs, outputs, total)
    budget = _count(
        wider, width, slips.of_width(inputs, outputs, total), _within(inputs, outputs), unit="units", marks=2
    )
    doubled = mlp.with_inputs(2 * inputs)
    growth = _count(
        f"Instead, the network is kept and the number of inputs doubles to {grouped(2 * inputs)}. How many parameters "
        "does it learn then?",
        doubled.total,
        slips.of_doubled_inputs(mlp),
        _grown(mlp.layers[0].weights),
    )
    parts = (_weight_shape(mlp, 0), *per_layer, whole, budget, growth)
    shape = "In matrix form a layer computes $W a + b$, where $a$ is the column vector that it is given."
    return Exercise(f"{scene.task} {mlp_told(rng, mlp)}\n\n{shape}", parts, _exam_solution(mlp, width))


def _layer_part(mlp: Mlp, index: int) -> Part:
    layer = mlp.layers[index]
    question = f"How many parameters does the {name(mlp, index)} learn?"
    return _count(question, layer.parameters, slips.of_layer(layer))


def _added(layers: int) -> Carry:
    """Return what follows for the total from the learner's own counts, which stand behind the first part."""

    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        counts = [value for value in earlier[1 : 1 + layers] if isinstance(value, int)]
        return Integer(sum(counts), "parameters") if len(counts) == layers else None

    return follows


def _within(inputs: int, outputs: int) -> Carry:
    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        total = earlier[-1]
        return Integer(widest(inputs, outputs, total), "units") if isinstance(total, int) and total > outputs else None

    return follows


def _grown(new: int) -> Carry:
    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        total = earlier[-2]
        return Integer(total + new, "parameters") if isinstance(total, int) else None

    return follows


def _exam_solution(mlp: Mlp, width: int) -> tuple[str, ...]:
    first, one = mlp.layers[0], mlp.inputs + 1 + mlp.outputs
    total, own = tex(mlp.total), counted(mlp.outputs, "bias", "biases")
    quotient = rf"({total} - {mlp.outputs}) / {tex(one)} \approx {(mlp.total - mlp.outputs) / one:.2f}"
    each = f"With one hidden layer each hidden unit brings ${mlp.inputs} + 1 + {mlp.outputs} = {tex(one)}$ parameters"
    new = rf"{tex(first.given)} \cdot {first.units} = {tex(first.weights)}"
    grown = f"{total} + {tex(first.weights)} = {tex(mlp.total + first.weights)}"
    return (
        f"$W$ has a row for each unit and a column for each input: ${_by(first)}$.",
        *_total_solution(mlp),
        f"{each}, and the outputs have {own}: ${quotient}$, so at most ${width}$ units.",
        f"Twice the inputs bring ${new}$ new weights and no biases: ${grown}$ parameters.",
    )


def _count(
    question: str,
    right: int,
    wrong: Iterable[Slip],
    carry: Carry | None = None,
    *,
    unit: str = "parameters",
    marks: int = 1,
) -> Part:
    spec = Integer(right, unit)
    return Part(f"{question} {COUNT}", spec, marks, told_apart(spec, wrong), carry)


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Parameters of a multilayer perceptron",
    version=1,
    generate=generate,
    kinds=("integer", "shape"),
    heading="counting-parameters",
)
