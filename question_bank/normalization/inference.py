"""From training to inference: outputs of a batch, running statistics, and what a layer keeps."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from question_bank.answers import AnswerSpec, Integer, Number, Value, Vector
from question_bank.exercise import Exercise, Part
from question_bank.normalization import slips
from question_bank.normalization.batch import Cells, Feature, draw_feature
from question_bank.normalization.slips import RUNNING, TOPIC
from question_bank.normalization.texts import BETAS, GAMMAS, SMALL, floats, in_a_row, story, trained, vector
from question_bank.numerals import held, result, shown
from question_bank.slips import Slip, asked

SHARE = 0.1  # torch's momentum: the share of the new batch


def draw(rng: random.Random) -> Exercise:
    """Return a batch with questions on its outputs, the running statistics, inference and the parameters."""
    feature, gamma, beta = draw_feature(rng, rng.choice((4, 5, 5))), rng.choice(GAMMAS), rng.choice(BETAS)
    old = rng.choice(((0.0, 1.0), (rng.randint(-3, 6) / 2, rng.randint(1, 12) / 2)))
    new = feature.mean + rng.choice((-3, -2, 2, 3, 5))
    channels = rng.choice((16, 24, 32, 48, 64, 96, 128, 256))
    prompt = (
        f"{story(rng, feature)} They pass a batch normalization layer in training, with {trained(gamma, beta)}. "
        f"Before this batch its running mean is ${shown(old[0])}$ and its running variance ${shown(old[1])}$. The "
        f"layer works as in PyTorch with momentum {SHARE:g}: a running value becomes $0.9$ times the old plus $0.1$ "
        "times the new, "
        "and the new variance is the unbiased one there, while the batch itself is normalized with the biased one. "
        f"{SMALL}"
    )
    outputs = asked(
        "What does the layer give out for this batch? Type the values in the same order, to 3 decimals.",
        vector(feature.out(gamma, beta)),
        slips.of_outputs(feature, gamma, beta),
        2,
    )
    parts = (outputs, _running(feature, old), _inferred(feature, old, (gamma, beta), new), _count(rng, channels))
    asked_for = parts[3].answer.show()
    times = rf"${int(asked_for) // channels} \cdot {channels} = {asked_for}$"
    return Exercise(prompt, parts, _inference_solution(feature, old, (gamma, beta), new, times))


def _kept(feature: Feature, old: Cells) -> tuple[float, float]:
    return (1 - SHARE) * old[0] + SHARE * feature.mean, (1 - SHARE) * old[1] + SHARE * feature.unbiased


def _running(feature: Feature, old: tuple[float, float]) -> Part:
    labels = ("running mean", "running variance")
    question = "What are running mean and running variance after this batch? Type both in this order, to 4 decimals."
    return asked(question, Vector(_kept(feature, old), labels, absolute=1e-3), slips.of_running(feature, old, SHARE))


def _inferred(feature: Feature, old: tuple[float, float], layer: tuple[float, float], new: float) -> Part:
    gamma, beta = layer

    def out(mean: float, variance: float) -> float:
        return gamma * (new - mean) / math.sqrt(variance) + beta

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mean, variance = floats(values[1])
        return Number(out(mean, variance), decimals=3)

    mean, variance = _kept(feature, old)
    wrong = (
        (
            out(feature.mean, feature.variance),
            "You used the statistics of the batch. Inference takes the running ones.",
        ),
        (out(*old), "You used the running statistics from before this batch."),
        ((new - mean) / math.sqrt(variance), "The scale and the shift belong to inference as well."),
        (gamma * (new - mean) / variance + beta, "You divided by the running variance. It is its root."),
        (gamma * new + beta, "At inference the input is normalized too, with the running statistics."),
    )
    spec = Number(out(mean, variance), decimals=3)
    question = (
        f"Then the layer is switched to inference. What does it make of the single value ${shown(new)}$? Type a "
        "number to 3 decimals."
    )
    part = asked(question, spec, [Slip((value,), why, TOPIC, RUNNING) for value, why in wrong], 2)
    return replace(part, carry=carry)


def _count(rng: random.Random, channels: int) -> Part:
    trainable = rng.random() < 0.5
    goal = "trainable parameters does such a layer have" if trainable else "numbers does such a layer keep in all"
    extra = "" if trainable else ", trained or not, leaving aside the counter of batches"
    wrong = (
        (4 * channels, r"The running mean and variance are kept but not trained: only $\gamma$ and $\beta$ are."),
        (2 * channels, r"Beside $\gamma$ and $\beta$ each channel keeps a running mean and a running variance."),
        (channels, r"Each channel has a $\gamma$ and a $\beta$."),
        (2, f"Each of the {channels} channels has a $\\gamma$ and a $\\beta$ of its own."),
        (channels * (channels + 1), "This is a dense layer. Batch normalization treats each channel on its own."),
        (3 * channels, "Mean and variance are two numbers a channel, as are scale and shift."),
    )
    spec = Integer((2 if trainable else 4) * channels)
    question = f"How many {goal} for {channels} channels{extra}? Type a whole number."
    return asked(question, spec, [Slip((float(value),), why, TOPIC, "parameters") for value, why in wrong])


def _inference_solution(
    feature: Feature, old: tuple[float, float], layer: tuple[float, float], new: float, times: str
) -> tuple[str, ...]:
    (mean, variance), (gamma, beta), count = _kept(feature, old), layer, len(feature.values)
    value = gamma * (new - mean) / math.sqrt(variance) + beta
    return (
        r"In training the batch itself gives mean and standard deviation; then $y = \gamma\hat x + \beta$.",
        f"{feature.statistics_work()} The outputs are {in_a_row(feature.out(gamma, beta))}.",
        (
            rf"The unbiased variance: ${shown(feature.variance)} \cdot {count}/{count - 1} "
            rf"{result(feature.unbiased)}$. Running mean: $0.9 \cdot {held(old[0])} + 0.1 \cdot "
            rf"{held(feature.mean)} {result(mean)}$. Running variance: "
            rf"$0.9 \cdot {shown(old[1])} + 0.1 \cdot {shown(feature.unbiased)} {result(variance)}$."
        ),
        (
            rf"Inference: ${shown(gamma)} \cdot ({shown(new)} - {held(mean)})/\sqrt{{{shown(variance)}}} + "
            rf"{held(beta)} {result(value)}$."
        ),
        (
            r"A channel has a trained $\gamma$ and $\beta$ and keeps a running mean and variance: two trained numbers, "
            f"four in all. Asked for are {times}."
        ),
    )
