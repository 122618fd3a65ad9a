"""The discriminator that tells data from generated samples as well as can be, and what its value says."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from question_bank.exercise import DemoCase, Exercise, Family, dice, first_with
from question_bank.gans import slips
from question_bank.gans.densities import Pair, draw_pair
from question_bank.gans.game import LOWEST, Game, draw_game
from question_bank.gans.slips import BEST, CLOSE, TOPIC
from question_bank.gradients.asking import Asked, all_tell, parts
from question_bank.gradients.sheet import Sheet
from question_bank.notation import decimal, equals
from question_bank.wording import grouped, listed

ID = "optimal-discriminator"
RULE = (
    r"Where data and generator have the densities $p_{\text{data}}$ and $p_g$, the value $p_{\text{data}} \ln D + p_g "
    r"\ln(1 - D)$ is largest at $D^* = p_{\text{data}}/(p_{\text{data}} + p_g)$, the share of the data."
)
LEAST = 0.06  # a density that rounding to three decimals doesn't spoil
VALUE = (
    r"$$V(D, G) = \mathbb{E}_{x \sim p_{\text{data}}} \ln D(x) + \mathbb{E}_{x \sim p_g} \ln(1 - D(x))$$"
    "\n\nLogarithms are natural, and $D(x)$ is the probability that $x$ is real."
)
POINTS = (
    "At picture {number} of a test set, {densities}.",
    "For sample {number} of a toy generative adversarial network, {densities}.",
    "A toy problem is so small that densities can be computed. At point {number} of its grid, {densities}.",
    "You study a generative adversarial network on a grid of points. At point {number}, {densities}.",
)
BEST_MEANT = (
    "The discriminator has been trained to its optimum for this generator; it gives the probability that a sample is "
    "real."
)
DENSITIES = (
    "The data of a toy problem and, after {steps} steps, the samples of a generator have these densities{where}.",
    "A generator of single numbers is being trained. After {steps} steps data and samples have these densities{where}.",
    "Real measurements $x$ and those generated after {steps} steps of training are distributed like this{where}.",
)
COPIED = (
    "The generator is trained on until it gives every outcome as often as the data do, and the discriminator to its "
    "new optimum. What does it say for each outcome then, and what is the value $V$? Give $D^*$ first."
)
COPY_STEP = (
    r"Where the generator copies the data, $D^* = \tfrac{1}{2} = 0.5$ for every outcome, and $V = \ln\tfrac{1}{2} + "
    r"\ln\tfrac{1}{2} = -\ln 4 \approx -1.3863$: no generator gets below that."
)
SHOWN = DemoCase("gan-2d", {})  # a generator that comes close to the data, with D near one half


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one point (1), two densities or a small table (2), or a table up to its divergence (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty - 1])
    return first_with(all_tell, make, rng)


# ---------------------------------------------------------------- one point


def _point(rng: random.Random) -> Exercise | None:
    p, q = rng.randint(4, 99) / 100, rng.randint(4, 99) / 100
    if abs(p - q) < 0.04:
        return None
    sheet = Sheet({"best": lambda _: p / (p + q)})
    densities = rf"$p_{{\text{{data}}}}(x) = {decimal(p)}$ and $p_g(x) = {decimal(q)}$"
    question = rng.choice(
        ("What does it say at this $x$?", "What is $D^*(x)$ there?", "Which value does $D^*$ have at this point?")
    )
    steps = (RULE, f"Here $D^*(x) = {decimal(p)}/({decimal(p)} + {decimal(q)}) {equals(sheet['best'])}$.")
    asked = Asked(question, ("best",), slips.of_best(((p, q),)), absolute=CLOSE)
    return Exercise(_at_point(rng, densities), parts(sheet, (asked,), TOPIC), steps)


def _other_density(rng: random.Random) -> Exercise | None:
    known, best = rng.randint(5, 99) / 100, rng.choice([n / 20 for n in range(2, 19) if n != 10])
    data_known = rng.random() < 0.6
    odds = best / (1 - best)
    found = known / odds if data_known else known * odds
    if not 0.02 < found < 9:
        return None
    given, sought = (r"p_{\text{data}}(x)", "p_g(x)") if data_known else ("p_g(x)", r"p_{\text{data}}(x)")
    densities = f"${given} = {decimal(known)}$ and the discriminator says $D^*(x) = {decimal(best)}$"
    asked = Asked(
        f"How large is ${sought}$?",
        ("found",),
        slips.of_other_density(known, best, data_known=data_known),
        absolute=CLOSE,
    )
    share = (
        rf"\frac{{{decimal(1 - best)}}}{{{decimal(best)}}}"
        if data_known
        else rf"\frac{{{decimal(best)}}}{{{decimal(1 - best)}}}"
    )
    steps = (
        RULE,
        r"So the ratio of the densities is $p_{\text{data}}/p_g = D^*/(1 - D^*)$.",
        rf"${sought} = {decimal(known)} \cdot {share} {equals(found)}$.",
    )
    parts_ = parts(Sheet({"found": lambda _: found}), (asked,), TOPIC)
    return Exercise(_at_point(rng, densities), parts_, steps)


def _at_point(rng: random.Random, densities: str) -> str:
    story = rng.choice(POINTS).format(number=rng.randint(2, 400), densities=densities)
    return f"{story} {BEST_MEANT}"


# ---------------------------------------------------------------- two densities


def _two_densities(rng: random.Random) -> Exercise | None:
    pair = draw_pair(rng)
    low, high = pair.domain
    x = round(rng.uniform(low, high), 1)
    p, q = pair.data.value(x), pair.generated.value(x)
    if not low < x < high or min(p, q) < LEAST or abs(p - q) < 0.02:
        return None
    sheet = Sheet(
        {
            "p": lambda _: p,
            "q": lambda _: q,
            "best": lambda s: s["p"] / (s["p"] + s["q"]),
            "cross": lambda _: pair.crossing,
        }
    )
    both = (r"$p_{\text{data}}$", "$p_g$")
    questions = (
        Asked(
            rf"What are $p_{{\text{{data}}}}$ and $p_g$ at $x = {decimal(x)}$?",
            ("p", "q"),
            slips.of_densities((p, q)),
            both,
            absolute=CLOSE,
        ),
        Asked("What does the best discriminator say there?", ("best",), slips.of_best(((p, q),))),
        Asked("At which $x$ can it not tell at all?", ("cross",), slips.of_crossing(pair.wrong_crossings)),
    )
    return Exercise(
        _densities_told(rng, pair),
        parts(sheet, questions, TOPIC),
        _densities_steps(pair, x, sheet),
        figures=(pair.drawn(),),
    )


def _densities_told(rng: random.Random, pair: Pair) -> str:
    where = "" if pair.where == "any" else f" {pair.where}"
    story = rng.choice(DENSITIES).format(where=where, steps=grouped(100 * rng.randint(1, 99)))
    formulas = rf"$$p_{{\text{{data}}}}(x) = {pair.data.tex}, \qquad p_g(x) = {pair.generated.tex}$$"
    return f"{story}\n\n{formulas}\n\n{BEST_MEANT}"


def _densities_steps(pair: Pair, x: float, sheet: Sheet) -> tuple[str, ...]:
    p, q = decimal(sheet["p"]), decimal(sheet["q"])
    return (
        (
            rf"At $x = {decimal(x)}$: $p_{{\text{{data}}}} = {pair.data.worked(x)} {equals(sheet['p'])}$ and "
            rf"$p_g = {pair.generated.worked(x)} {equals(sheet['q'])}$."
        ),
        RULE,
        rf"So $D^* = {p}/({p} + {q}) {equals(sheet['best'])}$.",
        f"It cannot tell where $D^* = 0.5$, which is where both densities are equal. {pair.crossing_work}",
    )


# ---------------------------------------------------------------- tables


def _small_table(rng: random.Random) -> Exercise | None:
    game = draw_game(rng, rng.choice((2, 3)))
    sheet = game.sheet()
    if sheet["js"] < 0.02:
        return None
    questions = (_best_asked(game), _value_asked(game, sheet))
    return Exercise(_game_told(rng, game), parts(sheet, questions, TOPIC), (RULE, *_game_steps(game, sheet)))


def _whole_table(rng: random.Random) -> Exercise | None:
    game = draw_game(rng, rng.choice((3, 4, 4)), gap=rng.random() < 0.25)
    sheet = game.sheet()
    if sheet["js"] < 0.03:
        return None
    sheet = sheet.by({"half": lambda _: 0.5, "low": lambda _: LOWEST})
    divergence = "How large is the Jensen-Shannon divergence of the two distributions, in nats?"
    questions = (
        _best_asked(game),
        _value_asked(game, sheet),
        Asked(divergence, ("js",), slips.of_divergence(game, sheet), absolute=CLOSE),
        Asked(COPIED, ("half", "low"), slips.of_copy(), ("$D^*$", "$V$")),
    )
    js, value = decimal(sheet["js"]), decimal(sheet["v"])
    steps = (
        RULE,
        *_game_steps(game, sheet),
        rf"There $V = -\ln 4 + 2\,\mathrm{{JS}}$, so $\mathrm{{JS}} = ({value} + 1.3863)/2 \approx {js}$.",
        COPY_STEP,
    )
    return Exercise(_game_told(rng, game), parts(sheet, questions, TOPIC), steps, demo=SHOWN)


def _game_told(rng: random.Random, game: Game) -> str:
    story = rng.choice(
        (
            "The discriminator is trained to its optimum $D^*$ for this generator. It maximizes",
            "The generator is held fixed while the discriminator is trained as far as it goes, to $D^*$. Its goal is",
            "For this generator the discriminator is trained until it cannot improve. It maximizes",
        )
    )
    gap = "" if all(map(all, game.pairs)) else " Where a probability is 0, its term counts as 0."
    return f"{game.told()}\n\n{story} {VALUE}{gap}"


def _best_asked(game: Game) -> Asked:
    question = f"What does the best discriminator say for {listed(game.outcomes)}?"
    return Asked(question, game.names, slips.of_best(game.pairs), game.outcomes, absolute=CLOSE)


def _value_asked(game: Game, sheet: Sheet) -> Asked:
    return Asked("What is the value $V(D^*, G)$ then?", ("v",), slips.of_value(game, sheet))


def _game_steps(game: Game, sheet: Sheet) -> tuple[str, ...]:
    best = [
        f"${decimal(p)}/({decimal(p)} + {decimal(q)}) {equals(sheet[name])}$ for {outcome}"
        for outcome, name, (p, q) in zip(game.outcomes, game.names, game.pairs, strict=True)
    ]
    return (
        f"It is {listed(best)}.",
        (
            r"In the value, $\ln D^*$ counts with $p_{\text{data}}$ and $\ln(1 - D^*)$ with $p_g$: "
            f"${game.value_worked(sheet)}$."
        ),
    )


MAKERS: tuple[Sequence[Callable[[random.Random], Exercise | None]], ...] = (
    (_point, _point, _other_density),
    (_two_densities, _small_table),
    (_whole_table,),
)
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="The best discriminator",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading=BEST,
)
