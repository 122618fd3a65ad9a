"""Tells losses and models in prompts, and works steps of gradient descent through."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from question_bank.gradients.landscapes import Curve, Surface
from question_bank.gradients.models import Model
from question_bank.notation import bracketed, decimal, equals
from question_bank.wording import listed

CURVE_INTROS = (
    "A loss depends on a single parameter: $${loss}$$ Training stands at ${start}$.",
    "Gradient descent is tried out on the loss $${loss}$$ and begins at ${start}$.",
    "The loss of a model with one parameter is $${loss}$$ At the moment ${start}$.",
    "An optimizer is to find the lowest point of $${loss}$$ It has got to ${start}$.",
    "Somebody minimises $${loss}$$ by hand, beginning at ${start}$.",
)
SURFACE_INTROS = (
    "A loss depends on two parameters: $${loss}$$ Training stands at {start}.",
    "Two parameters are trained at once on the loss $${loss}$$ They begin at {start}.",
    "Gradient descent walks over the surface $${loss}$$ and has got to {start}.",
    "Find the way down from {start} on the loss $${loss}$$ by gradient descent.",
)
LINE_INTROS = (
    "A model predicts $\\hat y = {model}$ and is trained on one data point.",
    "A sensor is calibrated with the model $\\hat y = {model}$. A single measurement is at hand.",
    "A line $\\hat y = {model}$ is fitted by gradient descent, one data point at a time.",
    "From the length $x$ of a queue the waiting time is predicted, both standardised: $\\hat y = {model}$.",
    "A thermometer is corrected by the model $\\hat y = {model}$. One reading was compared with the truth.",
)
PLANE_INTROS = (
    "A model without a bias predicts $\\hat y = {model}$ and is trained on one data point.",
    "A score is predicted from two measurements by $\\hat y = {model}$. One pair of them is at hand.",
    "A linear unit computes $\\hat y = {model}$. It is trained on one example.",
)
PARABOLA_INTROS = (
    "A parabola is fitted: the model is $\\hat y = {model}$ and learns from one data point.",
    "The path of a ball is modelled by $\\hat y = {model}$, measured from a mark. One measurement is at hand.",
    "A braking distance is predicted from the speed $x$, both standardised: $\\hat y = {model}$. One trial was made.",
    "A model has three parameters, $\\hat y = {model}$. Training looks at one data point.",
    "From the dose $x$ of a fertiliser the yield is predicted, both standardised: $\\hat y = {model}$.",
)
RATE = r"The learning rate is $\eta = {rate}$."
RULE = r"One step goes against the gradient: every parameter $p$ becomes $p - \eta \cdot \partial L / \partial p$."
MODEL_RULE = (
    "The chain rule: the slope of the loss by a parameter is the slope of the loss by the prediction, "
    r"$\partial L / \partial \hat y = {slope}$, times what stands beside the parameter."
)


def curve_given(rng: random.Random, curve: Curve, start: float, rate: float) -> str:
    """Return a loss of one parameter with its place and rate, as a prompt."""
    told = _filled(rng.choice(CURVE_INTROS), loss=f"L({curve.name}) = {curve.tex}", start=_set(curve.name, start))
    return f"{told} {_filled(RATE, rate=decimal(rate))}"


def curve_solution(curve: Curve, start: float, rate: float) -> tuple[str, ...]:
    """Return one step on a curve."""
    slope = curve.slope(start)
    name = curve.name
    new = rf"{decimal(start)} - {decimal(rate)} \cdot {bracketed(slope)} {equals(start - rate * slope)}"
    return (
        f"{RULE} {curve.rule}",
        rf"The slope: $L'({name}) = {curve.slope_tex}$. At ${_set(name, start)}$ it is ${decimal(slope)}$.",
        rf"${name} - \eta \cdot L'({name}) = {new}$.",
    )


def surface_given(rng: random.Random, surface: Surface, point: tuple[float, float], rate: float) -> str:
    """Return a loss of two parameters with its place and rate, as a prompt."""
    u, v = surface.names
    start = listed([f"${_set(name, value)}$" for name, value in zip(surface.names, point, strict=True)])
    told = _filled(rng.choice(SURFACE_INTROS), loss=f"L({u}, {v}) = {surface.tex}", start=start)
    return f"{told} {_filled(RATE, rate=decimal(rate))}"


def surface_solution(surface: Surface, point: tuple[float, float], rate: float) -> tuple[str, ...]:
    """Return the gradient on a surface and one step."""
    slopes = surface.slopes(*point)
    rows = zip(surface.names, surface.slope_tex, surface.slopes_worked(*point), slopes, strict=True)
    gradient = (rf"$\partial L / \partial {n} = {tex} = {worked} {equals(value)}$" for n, tex, worked, value in rows)
    return (
        "For each partial derivative the other parameter is a number like any other.",
        *(f"{each}." for each in gradient),
        f"{RULE} Both gradients are those of the old point.",
        f"{_updates_told(surface.names, point, slopes, rate)}.",
    )


def model_given(rng: random.Random, model: Model) -> str:
    """Return a model with its data point, loss and rate, as a prompt."""
    intros = {"w": LINE_INTROS, "w_1": PLANE_INTROS, "a": PARABOLA_INTROS}[model.names[0]]
    values = listed([f"${_set(each.name, each.value)}$" for each in model.parameters])
    return (
        f"{_filled(rng.choice(intros), model=model.tex)} At first {values}. The data point: {model.data_told()}. "
        f"The loss is $L = {model.loss.formula}$. {_filled(RATE, rate=decimal(model.rate))}"
    )


def prediction_told(model: Model, step: int) -> str:
    """Return the prediction and the loss after so many steps."""
    out = model.sheet[f"out@{step}"]
    predicted = rf"$\hat y = {model.predicted_worked(step)} {equals(out)}$"
    return f"{predicted}, so the loss is $L = {model.loss.worked(out, model.target)}$."


def gradient_told(model: Model, step: int) -> Iterator[str]:
    """Yield the gradient after so many steps, and the rule before the first."""
    if step == 0:
        yield _filled(MODEL_RULE, slope=model.loss.slope_formula)
    error, slope = model.sheet[f"error@{step}"], model.loss.slope_worked(model.sheet[f"out@{step}"], model.target)
    rows = (
        rf"$\partial L / \partial {each.name} = {decimal(error)} \cdot {bracketed(each.feature)} "
        f"{equals(error * each.feature)}$"
        for each in model.parameters
    )
    yield rf"Here $\partial L / \partial \hat y = {slope}$. So {listed(list(rows))}."


def update_told(model: Model, step: int) -> str:
    """Return the step from the parameters after so many steps to the next."""
    old, gradient = model.sheet.values(model.keys("p", step)), model.sheet.values(model.keys("g", step))
    return f"{_updates_told(model.names, old, gradient, model.rate)}."


def _updates_told(names: Sequence[str], old: Sequence[float], gradient: Sequence[float], rate: float) -> str:
    rows = zip(names, old, gradient, strict=True)
    return "; ".join(
        rf"${name} \leftarrow {decimal(p)} - {decimal(rate)} \cdot {bracketed(g)} {equals(p - rate * g)}$"
        for name, p, g in rows
    )


def _set(name: str, value: float) -> str:
    return f"{name} = {decimal(value)}"


def _filled(text: str, **words: str) -> str:
    """Return a text with words in the places of their names; other braces belong to formulas."""
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text
