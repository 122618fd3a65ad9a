"""The exam question about a whole net: field and jump layer by layer, and what follows from them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from question_bank.answers import AnswerSpec, Integer, Table, Value
from question_bank.convolution.pictures import pictures
from question_bank.convolution.sweeps import Sweep
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.fields.slips import DILATION, GROWTH, STRIDES, TOPIC, slip
from question_bank.fields.stack import Layer, Level, levels, settings, strided_stack, sweeps_of
from question_bank.fields.told import COUNTED, DILATED, RULE, levels_told
from question_bank.slips import asked

Follows = Callable[[tuple[Value, ...]], AnswerSpec | None]
FILL = (
    "Fill in the table, in pixels of the picture: how far a unit of each layer sees (its field), and how far apart the "
    "fields of two neighbouring units lie (the jump)."
)


# ---------------------------------------------------------------- the table of a net


def whole_net(rng: random.Random) -> Exercise:
    """Return the exercise: field and jump of every layer, the first that sees enough, how many more it would take."""
    layers = strided_stack(rng, rng.choice((4, 5)), dilated=rng.random() < 0.7)
    sweeps = sweeps_of(layers)
    found = levels(sweeps)
    wanted = rng.randint(found[0].field + 1, found[-1].field)
    shown = pictures(rng, square=True)
    side = shown.height
    if side <= found[-1].field + 2 * found[-1].jump:
        return whole_net(rng)
    first = next(number for number, level in enumerate(found, 1) if level.field >= wanted)
    more = _more_layers(side, found[-1])
    parts = (
        Part(f"{FILL} {COUNTED}", _table(layers), 4, _table_slips(layers)),
        replace(_first_part(wanted, found, sweeps), carry=lambda values: _first_of_own(values, wanted)),
        replace(_more_part(side, found[-1]), carry=lambda values: _more_of_own(values, side)),
    )
    solution = (
        RULE,
        *((DILATED,) if max(sweep.dilation for sweep in sweeps) > 1 else ()),
        *levels_told(sweeps),
        f"The first field of at least {wanted} is that of layer {first}, with {found[first - 1].field}.",
        _more_told(side, found[-1], more),
    )
    return Exercise(
        f"{shown.told()} A net reads them with the layers in the table, one after the other.", parts, solution
    )


def _table(layers: Sequence[Layer]) -> Table:
    dilated = any(layer.sweep.dilation > 1 for layer in layers)
    given = [settings(number, layer, dilated=dilated) for number, layer in enumerate(layers, 1)]
    columns = ("", "layer", "kernel or window", "stride", *(["dilation"] if dilated else []), "field", "jump")
    found = levels(sweeps_of(layers))
    rows = tuple(_row(cells, level) for cells, level in zip(given, found, strict=True))
    return Table(columns, rows, _follows(sweeps_of(layers)))


def _row(cells: list[str], level: Level) -> tuple[str | AnswerSpec, ...]:
    return (*cells, Integer(level.field), Integer(level.jump))


def _follows(sweeps: tuple[Sweep, ...]) -> Follows:
    def follows(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = [1, 1, *(value for value in values if isinstance(value, int))]
        sweep = sweeps[len(values) // 2]
        if len(values) % 2 == 0:
            return Integer(mine[-2] + (sweep.reach - 1) * mine[-1])
        return Integer(mine[-2] * sweep.stride)

    return follows


def _table_slips(layers: Sequence[Layer]) -> tuple[Misconception, ...]:
    sweeps = sweeps_of(layers)
    right = [(level.field, level.jump) for level in levels(sweeps)]
    still = levels([replace(sweep, stride=1) for sweep in sweeps])
    own = [
        sum((s.reach - 1) * jump for s, (_, jump) in zip(sweeps[:n], right, strict=False)) + 1 for n in _counts(sweeps)
    ]
    sums = [sum(sweep.reach for sweep in sweeps[:number]) for number in _counts(sweeps)]
    dense = levels([replace(sweep, dilation=1) for sweep in sweeps])
    wrong = (
        ([(level.field, jump) for level, (_, jump) in zip(still, right, strict=True)],
         "The jumps are right, but you let the fields grow without them: a layer adds its steps times the jump below.",
         STRIDES),
        ([(level.field, sweep.stride) for level, sweep in zip(_by_last_stride(sweeps), sweeps, strict=True)],
         "You took each stride alone for the jump. The strides of all layers so far multiply.", STRIDES),
        ([(mine, jump) for mine, (_, jump) in zip(own, right, strict=True)],
         "You used the jump of the layer itself. Its taps lie on units of the layer below, so that jump counts.",
         STRIDES),
        ([(level.field, level.jump) for level in dense],
         "You left the dilation out. With dilation $d$ the taps of a kernel lie $d$ apart.", DILATION),
        ([(mine, jump) for mine, (_, jump) in zip(sums, right, strict=True)],
         "You added up the kernels. Windows overlap, and every jump makes the steps longer.", GROWTH),
    )  # fmt: skip
    return tuple(_told_apart(right, wrong))


def _told_apart(
    right: list[tuple[int, int]], wrong: Sequence[tuple[list[tuple[int, int]], str, str]]
) -> list[Misconception]:
    seen, kept = [right], []
    for rows, why, heading in wrong:
        if rows not in seen:
            seen.append(rows)
            kept.append(Misconception("\n".join(f"{a} | {b}" for a, b in rows), why, TOPIC, heading))
    return kept


def _counts(sweeps: Sequence[Sweep]) -> range:
    return range(1, len(sweeps) + 1)


def _by_last_stride(sweeps: Sequence[Sweep]) -> list[Level]:
    below, total, found = 1, 1, []
    for sweep in sweeps:
        total += (sweep.reach - 1) * below
        below = sweep.stride
        found.append(Level(total, below))
    return found


# ---------------------------------------------------------------- what follows from the table


def _first_part(wanted: int, found: Sequence[Level], sweeps: Sequence[Sweep]) -> Part:
    right = next(number for number, level in enumerate(found, 1) if level.field >= wanted)
    still = levels([replace(sweep, stride=1) for sweep in sweeps])
    without = next((number for number, level in enumerate(still, 1) if level.field >= wanted), right)
    told = f"Layer {right} sees {found[right - 1].field} pixels, layer {right - 1} only {found[right - 2].field}."
    wrong = [slip(without, f"Without the strides it would be so. {told}", STRIDES)]
    for number, level in enumerate(found, 1):
        early = f"Layer {number} sees only {level.field} pixels, layer {right} {found[right - 1].field}."
        late = f"Layer {number} sees enough, but it isn't the first. {told}"
        wrong.append(slip(number, early if number < right else late, STRIDES))
    question = (
        f"A detail that matters is {wanted} pixels across. Which is the first layer whose units see at least so far? "
        "Type its number."
    )
    return asked(question, Integer(right), wrong)


def _own_levels(value: Value) -> list[Level]:
    cells = [cell for cell in value if isinstance(cell, int)] if isinstance(value, tuple) else []
    return [Level(own, jump) for own, jump in zip(cells[::2], cells[1::2], strict=True)]


def _first_of_own(values: tuple[Value, ...], wanted: int) -> AnswerSpec | None:
    seeing = [number for number, level in enumerate(_own_levels(values[0]), 1) if level.field >= wanted]
    return Integer(seeing[0]) if seeing else None


def _more_layers(side: int, last: Level) -> int:
    return -((last.field - side) // (2 * last.jump))


def _more_of_own(values: tuple[Value, ...], side: int) -> AnswerSpec | None:
    last = _own_levels(values[0])[-1]
    return Integer(_more_layers(side, last)) if 0 < last.field < side and last.jump > 0 else None


def _more_part(side: int, last: Level) -> Part:
    right, left = _more_layers(side, last), side - last.field
    each = f"each adds 2·{last.jump} = {2 * last.jump} pixels"
    wrong = (
        slip(left // (2 * last.jump), f"You rounded down. {left} pixels are missing and {each}, so round up.", STRIDES),
        slip(-(-left // 2), f"You let each layer add 2 pixels. The jump is {last.jump}, so {each}.", STRIDES),
        slip(-(-left // (3 * last.jump)), f"You let each layer add its whole kernel. From tap to tap {each}.", STRIDES),
        slip(-(-side // (2 * last.jump)), f"You forgot what is seen already: {left} pixels are missing.", STRIDES),
        slip(-(-left // last.jump), f"You let each layer add one jump. A kernel of 3 has two steps: {each}.", STRIDES),
        slip(right + 1, f"One fewer is enough: {left} pixels are missing and {each}.", STRIDES),
    )
    question = (
        "How many more convolutions of 3 × 3 with stride 1 have to follow, at least, until a unit sees a whole side of "
        f"the picture, {side} pixels? Type a whole number."
    )
    return asked(question, Integer(right), wrong, 2)


def _more_told(side: int, last: Level, more: int) -> str:
    left = side - last.field
    return (
        rf"Of {side} pixels ${side} - {last.field} = {left}$ are missing. A layer of 3 × 3 on top adds $2\cdot "
        rf"{last.jump} = {2 * last.jump}$, so $\lceil {left}/{2 * last.jump} \rceil = {more}$ more layers."
    )
