"""Knobs: the fields of a demo's Config, with the bounds, choices and help that the window builds its controls from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, cast

from models.errors import DemoError

KnobType = Literal["int", "float", "bool", "choice", "text"]
KnobValue = int | float | bool | str
Holds = Literal["", "text", "table", "points", "images"]
TEXT_LIMIT = 1_000_000  # characters of a learner's own text


@dataclass(frozen=True, slots=True)
class Knob:
    """What one field of a Config accepts.

    ``low`` and ``high`` are inclusive; ``log`` says that the slider moves by factors. ``live`` knobs take effect
    while the run goes on, the others with the next run. ``holds`` says what a text knob is for: a text to read, or own
    data as models/datasets/own_data.py writes it (a table, points of the plane, pictures); "" is a short line to type.
    """

    name: str
    type: KnobType
    default: KnobValue
    help: str
    label: str
    low: float | None = None
    high: float | None = None
    step: float | None = None
    choices: tuple[str, ...] = ()
    live: bool = False
    log: bool = False
    holds: Holds = ""


def knob(
    default: KnobValue,
    help: str,
    *,
    label: str = "",
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    choices: tuple[str, ...] = (),
    live: bool = False,
    log: bool = False,
    holds: Holds = "",
) -> Any:  # Any as dataclasses.field does it: the value stands for a field of any type
    """Return a dataclass field that carries its own bounds and help."""
    extra = {"low": low, "high": high, "step": step, "choices": choices, "live": live, "log": log, "holds": holds}
    return field(default=default, metadata={"knob": {"help": help, "label": label, **extra}})


@dataclass(frozen=True, slots=True)
class Config:
    """What every demo's Config begins with."""

    seed: int = knob(0, "Decides the initial weights, the data and every throw of the dice.", low=0, high=2**31 - 1)
    steps_per_frame: int = knob(
        10, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )


ConfigT = TypeVar("ConfigT", bound=Config)


def knobs(config_type: type[Config]) -> tuple[Knob, ...]:
    """Return the knobs of a Config class in the order they are declared."""
    return tuple(_knob_of(name, spec) for name, spec in _declared(config_type))


def with_values(config: ConfigT, values: Mapping[str, object]) -> ConfigT:
    """Return the config with some knobs set, each checked against its bounds; raises DemoError with a sentence.

    Numbers and booleans may be given as text, as on a command line.
    """
    by_name = {each.name: each for each in knobs(type(config))}
    for name in values:
        if name not in by_name:
            raise DemoError(f"There is no knob {name!r}. There are: {', '.join(by_name)}.")
    checked = {name: checked_value(by_name[name], value) for name, value in values.items()}
    return replace(config, **cast("dict[str, Any]", checked))


def checked_value(spec: Knob, value: object) -> KnobValue:
    """Return the value as the knob's own type; raises DemoError if it is out of bounds or of another kind."""
    match spec.type:
        case "bool":
            return _checked_bool(spec, value)
        case "int" | "float":
            return _checked_number(spec, value)
        case "choice":
            if value in spec.choices:
                return str(value)
            raise DemoError(f"{spec.name} is one of {', '.join(spec.choices)}, not {value!r}.")
        case "text":
            return _checked_text(spec, value)


def _checked_text(spec: Knob, value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LIMIT:
        raise DemoError(f"{spec.name} takes a text of at most {TEXT_LIMIT:,} characters.")
    try:
        value.encode()  # as it goes to the worker, into a shared run and into a script
    except UnicodeEncodeError:
        raise DemoError(f"{spec.name} holds something that is no character. Save the text as UTF-8.") from None
    return value


def _declared(config_type: type[Config]) -> list[tuple[str, tuple[KnobValue, dict[str, Any]]]]:
    return [(each.name, (cast("KnobValue", each.default), each.metadata["knob"])) for each in fields(config_type)]


def _knob_of(name: str, spec: tuple[KnobValue, dict[str, Any]]) -> Knob:
    default, extra = spec
    label = extra["label"] or name.replace("_", " ")
    return Knob(name=name, type=_type_of(default, extra["choices"]), default=default, **{**extra, "label": label})


def _type_of(default: KnobValue, choices: tuple[str, ...]) -> KnobType:
    if choices:
        return "choice"
    match default:
        case bool():
            return "bool"
        case int():
            return "int"
        case float():
            return "float"
        case _:
            return "text"


def _checked_bool(spec: Knob, value: object) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    word = str(value).strip().lower()
    if word in words:
        return words[word]
    raise DemoError(f"{spec.name} is true or false, not {value!r}.")


def _checked_number(spec: Knob, value: object) -> int | float:
    try:
        number = float(str(value))
    except ValueError:
        raise DemoError(f"{spec.name} is a number, not {value!r}.") from None
    if not math.isfinite(number):
        raise DemoError(f"{spec.name} is a finite number, not {value}.")
    low = spec.low if spec.low is not None else float("-inf")
    high = spec.high if spec.high is not None else float("inf")
    if not low <= number <= high:
        raise DemoError(f"{spec.name} goes from {low:.10g} to {high:.10g}; {value} is outside.")
    if spec.type == "float":
        return number
    if number != int(number):
        raise DemoError(f"{spec.name} is a whole number, not {value}.")
    return int(number)
