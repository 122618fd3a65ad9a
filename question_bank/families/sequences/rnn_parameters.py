"""Asks how many parameters recurrent layers learn, by the conventions of textbooks, PyTorch and Keras."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from question_bank.answers import Integer
from question_bank.exercise import Exercise, Family, Part, dice, first_with
from question_bank.recurrent import counting_slips as slips
from question_bank.recurrent.classifier import exam_question
from question_bank.recurrent.counting import GRU, KINDS, LSTM, RNN, Layer, Stack
from question_bank.recurrent.counting_told import (
    HIDDEN,
    SCENES,
    TORCH,
    WORDS,
    bias_said,
    biases_of,
    draw_steps,
    draw_way,
    inputs_told,
    rule,
    stack_told,
    worked,
)
from question_bank.slips import Slip, asked, has_enough
from question_bank.wording import NUMBER_WORDS, counted, grouped, tex

ID = "rnn-parameters"
TOPIC = slips.TOPIC
COUNT = "Type a whole number."


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one layer (1), layers or directions, biases or a width (2), or a whole classifier (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(has_enough, make, rng)


def _one_layer(rng: random.Random) -> Exercise:
    scene, kind = rng.choice(SCENES), rng.choice((RNN, GRU, GRU, LSTM, LSTM))
    way, steps = draw_way(rng, kind), draw_steps(rng, scene)
    layer = Layer(kind, rng.choice(scene.features), rng.choice(HIDDEN), biases_of(kind, way))
    prompt = stack_told(rng, scene, Stack(layer), way, steps)
    question = rng.choice(
        (
            "How many parameters does the layer learn?",
            "How many numbers does training adjust in this layer?",
            "How many weights and biases has the layer in all?",
        )
    )
    part = _count(question, layer.parameters, slips.of_layer(layer, steps))
    return Exercise(prompt, (part,), _layer_solution(layer))


def _layer_solution(layer: Layer) -> tuple[str, ...]:
    return (
        rule(layer.kind, layer.biases),
        f"Here {inputs_told(layer)}. How many steps a sequence has does not matter: all share the weights.",
        f"${worked(layer)}$ parameters.",
    )


# ---------------------------------------------------------------- two ideas


def _stacked(rng: random.Random) -> Exercise:
    scene, kind = rng.choice(SCENES), rng.choice(KINDS)
    way, steps = draw_way(rng, kind), draw_steps(rng, scene)
    layers, directions = rng.choice(((2, 1), (2, 1), (3, 1), (1, 2), (1, 2), (2, 2)))
    stack = Stack(Layer(kind, rng.choice(scene.features), rng.choice(HIDDEN), biases_of(kind, way)), layers, directions)
    if stack.first.inputs == stack.outputs:  # the layers above would look like the first
        return _stacked(rng)
    prompt = stack_told(rng, scene, stack, way, steps)
    part = _count("How many parameters are learnt in all?", stack.parameters, slips.of_stack(stack))
    return Exercise(prompt, (part,), _stack_solution(stack))


def _stack_solution(stack: Stack) -> tuple[str, ...]:
    first, rows = stack.first, stack.rows
    steps = [rule(first.kind, first.biases)]
    if stack.layers > 1:
        below = "of both directions below" if stack.directions == 2 else "of the layer below"
        steps.append(
            f"The first layer reads {counted(first.inputs, 'number')} a step: ${worked(first)}$. A layer above reads "
            f"the {grouped(stack.outputs)} hidden states {below}: ${worked(rows[-1])}$."
        )
    else:
        steps.append(f"One direction: ${worked(first)}$.")
    summed = " + ".join(tex(layer.parameters) for layer in rows)
    if stack.directions == 2:
        summed = rf"2 \cdot ({summed})" if len(rows) > 1 else rf"2 \cdot {summed}"
        steps.append(f"Each direction has weights of its own, so everything comes twice: ${summed}$.")
    return *steps, f"Together ${summed} = {tex(stack.parameters)}$ parameters."


def _extra_biases(rng: random.Random) -> Exercise:
    scene, kind = rng.choice(SCENES), rng.choice(KINDS)
    layer = Layer(kind, rng.choice(scene.features), rng.randint(5, 150))
    steps = draw_steps(rng, scene)
    prompt = stack_told(rng, scene, Stack(layer), WORDS, steps)
    extra, in_torch = kind.gates * layer.hidden, replace(layer, biases=2)
    second = (
        f"`nn.{kind.torch}` in PyTorch has two bias vectors where the textbook has one. How many parameters more does "
        "it learn?"
    )
    parts = (
        _count("How many parameters does the layer learn?", layer.parameters, slips.of_layer(layer, steps)),
        _count(second, extra, slips.of_extra_biases(layer)),
    )
    where = "the layer" if kind == RNN else f"each of the {NUMBER_WORDS[kind.gates]} sets"
    difference = (
        f"In PyTorch it would be ${worked(in_torch)}$ parameters: the second bias vector of {where} brings "
        rf"${kind.gates} \cdot {layer.hidden} = {tex(extra)}$ more."
    )
    return Exercise(prompt, parts, (*_layer_solution(layer), difference))


def _which_width(rng: random.Random) -> Exercise:
    scene, kind = rng.choice(SCENES), rng.choice((RNN, GRU, LSTM, LSTM))
    way = draw_way(rng, kind)
    width, inputs, biases = rng.randint(3, 120), rng.choice(scene.features), biases_of(kind, way)
    layer = Layer(kind, inputs, width, biases)
    gates, fixed, total = kind.gates, inputs + biases, layer.parameters
    library = {WORDS: "", TORCH: " of PyTorch"}.get(way, " of Keras")
    learns = rng.choice(("learns", "is known to have", "shows up in the summary with"))
    prompt = (
        f"{scene.told}: {counted(draw_steps(rng, scene), 'step')} a sequence, {counted(inputs, 'feature')} a step. "
        f"One {kind.name} layer{library} reads them and {learns} {grouped(total)} parameters. {bias_said(kind, way)}"
    )
    part = _count("How many units has the layer?", width, slips.of_width(kind, inputs, biases, total), "units")
    each = f"{tex(total)} / {gates} = {tex(total // gates)}" if gates > 1 else tex(total)
    solution = (
        rule(kind, biases),
        f"${each}$ is one set of weights: $h \\cdot (h + {fixed}) = {tex(total // gates)}$.",
        rf"$h = \frac{{-{fixed} + \sqrt{{{fixed}^2 + 4 \cdot {tex(total // gates)}}}}}{{2}} = {width}$ units.",
    )
    return Exercise(prompt, (part,), solution)


def _count(question: str, right: int, wrong: Iterable[Slip], unit: str = "parameters") -> Part:
    return asked(f"{question} {COUNT}", Integer(right, unit), wrong)


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise], ...]] = {
    1: (_one_layer,),
    2: (_stacked, _stacked, _extra_biases, _which_width),
    3: (exam_question,),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Parameters of recurrent layers",
    version=1,
    generate=generate,
    kinds=("integer", "shape"),
    heading="counting-parameters",
)
