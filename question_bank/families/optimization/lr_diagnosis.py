"""What a loss curve says about the learning rate: one read, several matched with their rates, values put to use."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from string import ascii_uppercase

from question_bank.answers import Matching
from question_bank.descent import diagnoses, four_runs, regression, slips
from question_bank.descent.diagnoses import READING, TOPIC
from question_bank.descent.pictures import lettered, one_curve, training_and_validation
from question_bank.descent.quadratic import Spectrum
from question_bank.descent.regression import Outcome
from question_bank.descent.runs import STEPS, Behaviour, Bowl, draw_bowl, draw_rate, draw_run, draw_run_at
from question_bank.exercise import DemoCase, Exercise, Family, Part, dice, first_with
from question_bank.numerals import shown
from question_bank.schedules.draws import THINGS
from question_bank.slips import asked, digits, has_enough

ID = "lr-diagnosis"
RATES = (0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3)
STEEPEST = (2.0, 4.0, 5.0, 8.0, 10.0, 20.0, 40.0)
RATES_OF_THE_PLAYGROUND = {  # a demo's net trains like this with them
    Behaviour.LOW: 0.001,
    Behaviour.FINE: 0.3,
    Behaviour.SWINGS: 10.0,
    Behaviour.DIVERGES: 30.0,
}
CUT = 10  # by what a rate is lowered in the middle of a run


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one curve (1), several curves or two kinds of loss (2), values on a curve (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(has_enough, make, rng)


def _one_curve(rng: random.Random) -> Exercise:
    behaviour, eta = rng.choice(tuple(Behaviour)), rng.choice(RATES)  # the rate itself tells nothing
    curve = draw_run_at(rng, eta, behaviour)
    batch = rng.choice((8, 16, 32, 64))
    asks = diagnoses.remedy if rng.random() < 0.4 else diagnoses.reading
    part = asks(rng, behaviour, curve)
    thing = rng.choice(THINGS)
    prompt = (
        f"For {thing}, plain SGD with mini-batches of {batch} and the constant learning rate ${shown(eta)}$ gave the "
        f"loss curve in the picture. At the start the loss was ${curve[0]:.3f}$. There were {STEPS} steps, or "
        f"fewer if the "
        "curve leaves the picture."
    )
    right = diagnoses.READINGS[behaviour][0]
    solution = (
        "Look at three things: whether the loss falls at all, how fast, and whether it settles.",
        f"Here it {diagnoses.seen(behaviour, curve)}.",
        f"{right} So the thing to do is to {diagnoses.REMEDIES[diagnoses.RIGHT_REMEDY[behaviour]]}.",
    )
    demo = DemoCase("playground", {"learning_rate": RATES_OF_THE_PLAYGROUND[behaviour]})
    return Exercise(prompt, (part,), solution, demo, figures=(one_curve(curve),))


def _matched(rng: random.Random) -> Exercise:
    bowl = draw_bowl(rng, rng.choice(STEEPEST))
    runs = [draw_run(rng, bowl, behaviour) for behaviour in Behaviour]  # from the lowest rate to the highest
    order = rng.sample(range(4), 4)  # curve A is the run order[0]
    named = tuple(rf"$\eta = {shown(eta)}$" for eta, _ in runs)
    match = Part(
        "Which learning rate made which curve?",
        Matching(tuple(f"curve {letter}" for letter in ascii_uppercase[:4]), named, tuple(order)),
        2,
    )
    spectrum = Spectrum(bowl.low, bowl.high)
    limit = asked(
        "Up to which learning rate is a run stable, by these curvatures? Type three significant digits.",
        digits(spectrum.limit),
        slips.of_limit(spectrum),
    )
    prompt = (
        f"For {rng.choice(THINGS)} four learning rates were tried for {STEPS} steps of SGD, from the same start "
        f"with the "
        "loss "
        rf"${bowl.loss(*bowl.start):.3f}$. Near the minimum the curvatures of the loss lie between $\mu = "
        rf"{shown(bowl.low)}$ and $L = {shown(bowl.high)}$. The picture shows the four losses; a curve ends where "
        rf"it leaves "
        "the picture."
    )
    told = " ".join(
        f"Curve {letter} {diagnoses.seen(tuple(Behaviour)[index], runs[index][1])}: {named[index]}."
        for letter, index in zip(ascii_uppercase, order, strict=False)
    )
    solution = (
        "The higher the rate, the faster the start, up to the point where steps jump across the minimum.",
        told,
        rf"The steepest direction is stable for $\eta < 2/L = 2/{shown(bowl.high)} = {shown(spectrum.limit)}$.",
    )
    return Exercise(prompt, (match, limit), solution, figures=(lettered([runs[index][1] for index in order]),))


def _validated(rng: random.Random) -> Exercise:
    outcome = rng.choice(tuple(Outcome))
    eta, training, validation = regression.draw_pair(rng, outcome)
    part = diagnoses.of_outcome(rng, outcome, training, validation)
    prompt = (
        f"A linear model for {rng.choice(THINGS)} is trained by gradient descent on all training examples with the "
        f"learning rate ${shown(eta)}$. The picture shows the losses over {regression.STEPS} steps; at the end that on "
        f"the training data is ${training[-1]:.3f}$, that on the validation data ${validation[-1]:.3f}$."
    )
    best = validation.index(min(validation))
    seen = {
        Outcome.OVERFITS: f"Training falls on and on, validation turns at step {best} and rises: overfitting.",
        Outcome.UNFINISHED: "Both fall, close to a straight line, to the last step: the run is not done.",
        Outcome.SETTLES: "Both fall fast and then stay level, close to each other: the run is done.",
    }[outcome]
    right = f"So what they call for: {diagnoses.OUTCOMES[outcome]}."
    solution = ("Compare the ends of the curves: do they still fall, are they level, or does one rise?", seen, right)
    return Exercise(prompt, (part,), solution, figures=(training_and_validation(training, validation),))


def _cut(rng: random.Random) -> Exercise:
    bowl, when = draw_bowl(rng, rng.choice(STEEPEST)), rng.randint(18, 26)
    eta = draw_rate(rng, bowl, Behaviour.SWINGS)
    low = float(f"{eta / CUT:.3g}")
    curve = bowl.run(rng, (eta,) * when + (low,) * (when + STEPS // 2))
    calm = curve[-10:]
    wild = curve[when - 14 : when + 1]
    if len(curve) < when + STEPS // 2 or not _calms_down(bowl, wild, calm):
        return _cut(rng)
    reasons = (
        ("the learning rate was lowered to a tenth", ""),
        ("the learning rate was raised to ten times", "A higher rate makes the swings wider, not narrower."),
        ("the training was started again from new weights", "Then the loss would jump back up to its start."),
        ("from there on the batches were much smaller", "Smaller batches give noisier gradients: wider swings."),
    )
    question = f"What was most likely changed at about step {when}, where the curve changes its look?"
    part = diagnoses.choice(rng, question, list(reasons), "decay")
    prompt = (
        f"The loss of {rng.choice(THINGS)} under SGD with mini-batches is in the picture. It starts at "
        f"${curve[0]:.3f}$ "
        f"and ends at ${curve[-1]:.3f}$; for the first steps the learning rate was ${shown(eta)}$."
    )
    solution = (
        "Compare how wide the loss swings before and after.",
        (
            f"In the steps before it swings between {min(wild):.2f} and {max(wild):.2f}, in the last ten between "
            f"{min(calm):.2f} and {max(calm):.2f}."
        ),
        "Shorter steps average the noise out and let the loss sink: the learning rate was lowered to a tenth.",
    )
    return Exercise(prompt, (part,), solution, figures=(one_curve(curve),))


def _calms_down(bowl: Bowl, wild: tuple[float, ...], calm: tuple[float, ...]) -> bool:
    height = bowl.loss(*bowl.start) - bowl.floor
    return max(calm) - min(calm) < 0.1 * height < 0.4 * height < max(wild) - min(wild)


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise], ...]] = {
    1: (_one_curve,),
    2: (_matched, _matched, _validated, _validated, _cut),
    3: (four_runs.draw,),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="What the loss curve says about the learning rate",
    version=1,
    generate=generate,
    kinds=("choice", "matching", "number"),
    heading=READING,
)
