"""Entries of a sinusoidal positional encoding, its waves, and why dot products know distances only."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from question_bank.exercise import Exercise, Family, dice, first_with
from question_bank.gradients.asking import Asked, all_tell, parts
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import decimal
from question_bank.positions import slips
from question_bank.positions.encoding import USUAL, Encoding, draw
from question_bank.positions.slips import CLOSE, CLOSE_DOT, FORMULA, TOPIC
from question_bank.wording import grouped, listed

ID = "positional-encoding-value"
LEAST_ANGLE = 0.02  # a smaller one turns nothing that three decimals show
STORIES = (
    "A transformer reads a {what} of {length} tokens and adds a sinusoidal encoding of its position to each.",
    "The tokens of a {what}, {length} of them, get sinusoidal positional encodings.",
    "A small transformer is trained on {what}s of {length} tokens. It uses sinusoidal positional encodings.",
    "Self-attention does not see the order of the {length} tokens of a {what}, so sines and cosines are added.",
    "To test your own code for positional encodings on a {what} of {length} tokens, you work a few values out by hand.",
)
THINGS = ("sentence", "headline", "poem", "tune", "log file", "protein", "recipe", "chat", "letter", "weather report")
CONVENTION = "Positions and indices count from 0, and angles are in radians."


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one entry (1), a pair or a wavelength with an entry (2), or two vectors with their dot product (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty - 1])
    return first_with(all_tell, make, rng)


def _told(rng: random.Random, encoding: Encoding, last: int) -> str:
    length = rng.randint(last + 1, last + 60)
    story = rng.choice(STORIES).format(what=rng.choice(THINGS), length=length)
    base = "" if encoding.base == USUAL else f" (the base is {grouped(encoding.base)} here, not the usual 10,000)"
    rule = f"With $d = {encoding.d}$ numbers for each position{base} they are\n\n{encoding.formula()}"
    return f"{story} {rule}\n\n{CONVENTION}"


# ---------------------------------------------------------------- entries


def _entry(rng: random.Random) -> Exercise | None:
    encoding, position = draw(rng, usual=0.25), rng.randint(1, 40)
    index = rng.randrange(encoding.d)
    if encoding.angle(position, index // 2) < LEAST_ANGLE * (5 if index % 2 else 1):
        return None
    sheet = Sheet({"entry": lambda _: encoding.value(position, index)})
    question = _entry_asked(rng, encoding, position, index)
    steps = (_pair_step(index), *_entry_steps(encoding, position, (index,)))
    return Exercise(_told(rng, encoding, position), parts(sheet, (question,), TOPIC), steps)


def _pair(rng: random.Random) -> Exercise | None:
    encoding, position, pair = draw(rng, usual=0.6), rng.randint(2, 90), rng.randint(1, 3)
    if pair >= encoding.d // 2 or encoding.angle(position, pair) < 5 * LEAST_ANGLE:
        return None
    indices = (2 * pair, 2 * pair + 1)
    sheet = Sheet(
        {
            "angle": lambda _: encoding.angle(position, pair),
            "sine": lambda s: math.sin(s["angle"]),
            "cosine": lambda s: math.cos(s["angle"]),
        }
    )
    questions = (
        Asked(
            f"What is the angle, in radians, of the pair $i = {pair}$ at position {position}?",
            ("angle",),
            slips.of_angle(encoding, position, pair),
            absolute=CLOSE,
        ),
        Asked(
            f"What are the entries with the indices {indices[0]} and {indices[1]} at this position?",
            ("sine", "cosine"),
            slips.of_entries(encoding, position, indices),
            tuple(f"index {index}" for index in indices),
            absolute=CLOSE,
        ),
    )
    steps = (
        f"In the pair $i = {pair}$ the position is divided by ${encoding.power(pair)}$.",
        f"The angle is ${_angle_worked(encoding, position, pair)}$.",
        f"Index {indices[0]} has its sine, index {indices[1]} its cosine: {_values(encoding, position, indices)}.",
    )
    return Exercise(_told(rng, encoding, position), parts(sheet, questions, TOPIC), steps)


def _wavelength(rng: random.Random) -> Exercise | None:
    encoding, position = draw(rng, usual=0.5), rng.randint(2, 90)
    pair, index = rng.randrange(1, encoding.d // 2), rng.randrange(2, encoding.d)
    if encoding.angle(position, index // 2) < LEAST_ANGLE * (5 if index % 2 else 1):
        return None
    sheet = Sheet(
        {
            "wave": lambda _: 2 * math.pi * encoding.slowness(pair),
            "entry": lambda _: encoding.value(position, index),
        }
    )
    question = rng.choice(
        (
            "After how many positions has the pair $i = {pair}$ made one whole turn?",
            "How long, in positions, is the wave of the pair $i = {pair}$?",
        )
    ).format(pair=pair)
    wave = Asked(f"{question} It need not be a whole number.", ("wave",), slips.of_wavelength(encoding, pair))
    steps = (
        f"In the pair $i = {pair}$ the position is divided by ${encoding.power(pair)}$.",
        (
            rf"So a turn of $2\pi$ takes $2\pi \cdot {decimal(encoding.slowness(pair))} \approx "
            f"{decimal(sheet['wave'])}$ positions."
        ),
        _pair_step(index),
        *_entry_steps(encoding, position, (index,)),
    )
    asked = (wave, _entry_asked(rng, encoding, position, index))
    return Exercise(_told(rng, encoding, position), parts(sheet, asked, TOPIC), steps)


def _entry_asked(rng: random.Random, encoding: Encoding, position: int, index: int) -> Asked:
    question = rng.choice(
        (
            "What is the entry with index {index} for position {position}?",
            "What does the encoding of position {position} hold at index {index}?",
            "What is $PE({position}, {index})$?",
        )
    ).format(position=position, index=index)
    return Asked(question, ("entry",), slips.of_entries(encoding, position, (index,)), absolute=CLOSE)


# ---------------------------------------------------------------- two positions


def _two_vectors(rng: random.Random) -> Exercise | None:
    encoding = draw(rng, usual=0.35)
    if encoding.d > 6 or encoding.step > 101:
        return None
    one, other = rng.sample(range(1, 25), 2)
    shift = rng.choice((5, 7, 10, 12, 20, 25, 30, 40, 50, 60, 75, 100))
    sheet = Sheet(_vector_rules(encoding, one, other))
    later = f"positions {one + shift} and {other + shift}"
    questions = (
        *(_vector_asked(encoding, position, name) for position, name in ((one, "a"), (other, "b"))),
        Asked(
            "What is the dot product of these two vectors?",
            ("dot",),
            slips.of_dot(encoding, one, other),
            absolute=CLOSE_DOT,
        ),
        Asked(
            f"And what is the dot product of the encodings of {later}?",
            ("moved",),
            slips.of_shifted_dot(encoding, one, other, shift),
            absolute=CLOSE_DOT,
        ),
    )
    prompt = _told(rng, encoding, max(one, other) + shift)
    return Exercise(prompt, parts(sheet, questions, TOPIC), _vector_steps(encoding, sheet, (one, other), shift))


def _vector_rules(encoding: Encoding, one: int, other: int) -> dict[str, Rule]:
    def entry(position: int, index: int) -> Rule:
        return lambda _: encoding.value(position, index)

    both = range(encoding.d)
    return {
        **{f"a{index}": entry(one, index) for index in both},
        **{f"b{index}": entry(other, index) for index in both},
        "dot": lambda s: sum(s[f"a{index}"] * s[f"b{index}"] for index in both),
        "moved": lambda s: s["dot"],
    }


def _vector_asked(encoding: Encoding, position: int, name: str) -> Asked:
    indices = range(encoding.d)
    return Asked(
        f"What is the encoding of position {position}, from index 0 to {encoding.d - 1}?",
        tuple(f"{name}{index}" for index in indices),
        slips.of_entries(encoding, position, indices),
        tuple(f"index {index}" for index in indices),
        absolute=CLOSE,
    )


def _vector_steps(encoding: Encoding, sheet: Sheet, positions: tuple[int, int], shift: int) -> tuple[str, ...]:
    one, other = positions
    pairs = range(encoding.d // 2)
    powers = "; ".join(f"$i = {pair}$: ${encoding.power(pair)}$" for pair in pairs)
    vectors = [f"Position {position}: {_values(encoding, position, range(encoding.d))}." for position in positions]
    gap = abs(one - other)
    cosines = " + ".join(rf"\cos\frac{{{gap}}}{{{decimal(encoding.slowness(pair))}}}" for pair in pairs)
    dot = decimal(sheet["dot"])
    return (
        f"Each pair divides the position by its own power: {powers}.",
        *vectors,
        rf"Entry by entry, the products add up to ${' + '.join(_products(sheet, encoding.d))} \approx {dot}$.",
        (
            r"In each pair $\sin a \sin b + \cos a \cos b = \cos(a - b)$: the dot product knows only the difference of "
            rf"the positions, here {gap}. It is ${cosines} \approx {dot}$, wherever the two stand: "
            f"at {one} and {other} as at {one + shift} and {other + shift}."
        ),
    )


def _products(sheet: Sheet, d: int) -> list[str]:
    def held(value: float) -> str:
        return f"({decimal(value)})" if value < 0 else decimal(value)

    return [rf"{held(sheet[f'a{index}'])} \cdot {held(sheet[f'b{index}'])}" for index in range(d)]


# ---------------------------------------------------------------- steps of solutions


def _pair_step(index: int) -> str:
    function = "odd, so it has the cosine" if index % 2 else "even, so it has the sine"
    return f"Index {index} is {function} of the pair $i = {index // 2}$."


def _entry_steps(encoding: Encoding, position: int, indices: Sequence[int]) -> tuple[str, ...]:
    (pair,) = {index // 2 for index in indices}
    return (
        (
            f"There the position is divided by ${encoding.power(pair)}$: the angle is "
            f"${_angle_worked(encoding, position, pair)}$."
        ),
        f"In radians, {_values(encoding, position, indices)}.",
    )


def _angle_worked(encoding: Encoding, position: int, pair: int) -> str:
    angle = encoding.angle(position, pair)
    sign = "=" if abs(angle - round(angle, 4)) < 1e-9 else r"\approx"
    return f"{position}/{decimal(encoding.slowness(pair))} {sign} {decimal(angle)}"


def _values(encoding: Encoding, position: int, indices: Sequence[int]) -> str:
    return listed(
        [
            rf"$\{'cos' if index % 2 else 'sin'} {decimal(encoding.angle(position, index // 2))} \approx "
            rf"{decimal(encoding.value(position, index))}$"
            for index in indices
        ]
    )


MAKERS: tuple[Sequence[Callable[[random.Random], Exercise | None]], ...] = (
    (_entry,),
    (_pair, _wavelength),
    (_two_vectors,),
)
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Values of a positional encoding",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading=FORMULA,
)
