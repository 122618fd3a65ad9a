"""Batch normalization by hand: a batch normalized, scaled and shifted, and what is kept for inference."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from question_bank.answers import AnswerSpec, Matrix, Value, Vector
from question_bank.exercise import Exercise, Family, dice, first_with
from question_bank.normalization import inference, slips
from question_bank.normalization.batch import Feature, draw_feature
from question_bank.normalization.slips import SCALE, TOPIC, TRAINING
from question_bank.normalization.texts import BETAS, BIASED, GAMMAS, SMALL, floats, in_a_row, story, trained, vector
from question_bank.numerals import held, shown
from question_bank.slips import Cells, Slip, asked, has_enough
from question_bank.wording import table

ID = "batchnorm-by-hand"
FEATURES = (("width", "height"), ("speed", "load"), ("age", "income"), ("tone", "volume"), ("heat", "pressure"))


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: a batch normalized (1), with scale and shift or two features (2), up to inference (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(has_enough, make, rng)


def _normalized(rng: random.Random) -> Exercise:
    feature = draw_feature(rng, rng.choice((4, 5, 5, 6, 6)))
    question = (
        rf"What does batch normalization make of the {len(feature.values)} values, before any scale and shift? Type "
        "them in the same order, to 3 decimals."
    )
    solution = (
        r"Subtract the mean of the batch and divide by its standard deviation: $\hat x = (x - \mu)/\sigma$.",
        feature.statistics_work(),
        f"So the values become {in_a_row(feature.out())}.",
    )
    return Exercise(
        f"{story(rng, feature)} {BIASED} {SMALL}",
        (asked(question, vector(feature.out()), slips.of_outputs(feature)),),
        solution,
    )


def _scaled(rng: random.Random) -> Exercise:
    feature, gamma, beta = draw_feature(rng, rng.choice((4, 5))), rng.choice(GAMMAS), rng.choice(BETAS)
    statistics = Vector((feature.mean, feature.variance), (r"$\mu$", r"$\sigma^2$"))
    first = asked(
        r"What are mean and variance of this batch? Type $\mu$, $\sigma^2$, to 3 decimals.",
        statistics,
        slips.of_statistics(feature),
    )
    second = asked(
        "What does the layer give out? Type the values in the same order, to 3 decimals.",
        vector(feature.out(gamma, beta)),
        slips.of_outputs(feature, gamma, beta),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mean, variance = floats(values[0])
        return vector(feature.out(gamma, beta, mean, math.sqrt(variance)))

    prompt = (
        f"{story(rng, feature)} They pass a batch normalization layer in training, with {trained(gamma, beta)}. "
        f"{BIASED} {SMALL}"
    )
    solution = (
        r"First $\hat x = (x - \mu)/\sigma$ with the statistics of the batch, then $\gamma\hat x + \beta$.",
        feature.statistics_work(),
        f"Normalized: {in_a_row(feature.out())}.",
        f"Scaled and shifted: {in_a_row(feature.out(gamma, beta))}.",
    )
    return Exercise(prompt, (first, replace(second, carry=carry)), solution)


def _two_features(rng: random.Random) -> Exercise:
    count = rng.choice((4, 4, 5))
    columns, names = [draw_feature(rng, count) for _ in range(2)], rng.choice(FEATURES)
    gammas, betas = rng.sample(GAMMAS, 2), rng.sample(BETAS, 2)
    triples = list(zip(columns, gammas, betas, strict=True))
    spec = Matrix(_rows([feature.out(gamma, beta) for feature, gamma, beta in triples]), column_labels=names)
    by_column = [list(slips.of_outputs(*triple)) for triple in triples]
    wrong = [
        Slip(_flat([one.values, other.values]), one.why, one.topic, one.heading)
        for one, other in zip(*by_column, strict=True)
    ]
    prompt = (
        f"A mini-batch of {count} examples has two features:\n\n{_markdown(columns, names)}\n\nThey pass a batch "
        f"normalization layer in training. For *{names[0]}* it has {trained(gammas[0], betas[0])}, for *{names[1]}* "
        f"{trained(gammas[1], betas[1])}. {BIASED} {SMALL}"
    )
    question = "What does the layer give out? Type a matrix like the table, a row for each example, to 3 decimals."
    solution = (
        "Each feature is normalized on its own, over the examples of the batch: column by column.",
        *(
            f"*{name}*: {feature.statistics_work()} With {trained(gamma, beta)} it becomes "
            f"{in_a_row(feature.out(gamma, beta))}."
            for name, (feature, gamma, beta) in zip(names, triples, strict=True)
        ),
        f"As a matrix: {'; '.join(in_a_row(row) for row in spec.rows)}.",
    )
    part = asked(question, spec, [*_across(triples), *wrong])
    return Exercise(prompt, (part,), solution)


def _across(triples: Sequence[tuple[Feature, float, float]]) -> list[Slip]:
    """Return the slips with what is averaged over: the features of an example, or all numbers at once."""
    rows = [Feature(row) for row in zip(*(feature.values for feature, _, _ in triples), strict=True)]
    everything = Feature(tuple(value for row in rows for value in row.values))
    std = math.sqrt(everything.variance)
    whole = [feature.out(gamma, beta, everything.mean, std) for feature, gamma, beta in triples]
    found = [Slip(_flat(whole), "You took one mean for both features. Each has its own.", TOPIC, TRAINING)]
    if all(row.variance for row in rows):
        turned = zip(*(row.out() for row in rows), strict=True)
        layer = [
            tuple(gamma * x + beta for x in column) for column, (_, gamma, beta) in zip(turned, triples, strict=True)
        ]
        why = "You normalized each row. That is layer normalization; batch normalization goes down the columns."
        found.append(Slip(_flat(layer), why, TOPIC, TRAINING))
    return found


def _undone(rng: random.Random) -> Exercise:
    feature = draw_feature(rng, rng.choice((4, 5)))
    std, same = math.sqrt(feature.variance), rng.random() < 0.5
    gamma, beta = (std, feature.mean) if same else (rng.choice(GAMMAS), rng.choice(BETAS))
    one, other = rng.sample(range(len(feature.values)), 2)
    x, y, outputs = feature.values[one], feature.values[other], feature.out(gamma, beta)
    if x == y or any(abs(value - round(value, 3)) > 1e-9 for value in (outputs[one], outputs[other])):
        return _undone(rng)
    straight = (outputs[one] - outputs[other]) / (x - y)
    turns = f"${shown(x)}$ becomes ${shown(outputs[one])}$ and ${shown(y)}$ becomes ${shown(outputs[other])}$"
    goal = "the layer gives out exactly what it is given" if same else turns
    wrong = (
        ((1.0, 0.0), "With these the outputs have mean 0 and standard deviation 1."),
        ((beta, gamma), r"$\gamma$ and $\beta$ are swapped: $\gamma$ multiplies, $\beta$ is added."),
        ((straight, outputs[one] - straight * x), r"They act on the normalized values $\hat x$, not on the inputs."),
        ((gamma**2, beta), r"$\gamma$ multiplies values, so it is like a standard deviation, not a variance."),
        ((1 / gamma, -beta), r"The other way round: after the normalization $\gamma$ widens and $\beta$ shifts."),
    )
    part = asked(
        rf"With which $\gamma > 0$ and $\beta$ does it happen that {goal}? Type $\gamma$, $\beta$, to 3 decimals.",
        Vector((gamma, beta), (r"$\gamma$", r"$\beta$")),
        [Slip(values, why, TOPIC, SCALE) for values, why in wrong],
    )
    prompt = (
        f"{story(rng, feature)} They pass a batch normalization layer in training, whose scale $\\gamma$ and shift "
        f"$\\beta$ can be chosen. {BIASED} {SMALL}"
    )
    hats = feature.out()
    equations = (
        rf"$\gamma \cdot {held(hats[one])} + \beta = {shown(outputs[one])}$ and $\gamma \cdot {held(hats[other])} + "
        rf"\beta = {shown(outputs[other])}$"
    )
    return Exercise(
        prompt,
        (part,),
        (
            r"The normalized values have mean 0 and standard deviation 1; $\gamma$ and $\beta$ set both anew.",
            f"{feature.statistics_work()} Normalized: {in_a_row(hats)}.",
            rf"{equations} hold for $\gamma = {shown(gamma)}$ and $\beta = {shown(beta)}$.",
        ),
    )


def _markdown(columns: Sequence[Feature], names: Sequence[str]) -> str:
    rows = zip(*(feature.values for feature in columns), strict=True)
    return table(["example", *names], [[str(n), *(f"${shown(x)}$" for x in row)] for n, row in enumerate(rows, 1)])


def _rows(columns: Sequence[Cells]) -> tuple[Cells, ...]:
    return tuple(zip(*columns, strict=True))


def _flat(columns: Sequence[Cells]) -> Cells:
    return tuple(value for row in _rows(columns) for value in row)


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise], ...]] = {
    1: (_normalized,),
    2: (_scaled, _two_features, _undone),
    3: (inference.draw,),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Batch normalization by hand",
    version=1,
    generate=generate,
    kinds=("vector", "matrix", "number", "integer"),
    heading=TRAINING,
)
