"""Knobs describe themselves, and a config takes only values that they allow."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import DemoError
from models.knobs import TEXT_LIMIT, Config, KnobType, KnobValue, checked_value, knob, knobs, with_values


@dataclass(frozen=True, slots=True)
class Oven(Config):
    """A Config with a knob of each kind."""

    heat: int = knob(200, "How hot it is.", low=50, high=250, step=10, live=True)
    salt: float = knob(0.5, "How much salt.", label="grams of salt", low=0.1, high=10.0, log=True)
    fan: bool = knob(False, "Whether it blows.")
    dish: str = knob("bread", "What is baked.", choices=("bread", "cake"))
    note: str = knob("", "Anything else.")


BY_NAME = {each.name: each for each in knobs(Oven)}


def test_knobs_come_in_the_order_they_are_declared_with_the_common_ones_first() -> None:
    assert list(BY_NAME) == ["seed", "steps_per_frame", "heat", "salt", "fan", "dish", "note"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("heat", "int"), ("salt", "float"), ("fan", "bool"), ("dish", "choice"), ("note", "text")],
)
def test_a_knob_knows_its_kind(name: str, kind: KnobType) -> None:
    assert BY_NAME[name].type == kind


def test_a_knob_carries_what_was_declared() -> None:
    heat, salt = BY_NAME["heat"], BY_NAME["salt"]
    assert (heat.default, heat.low, heat.high, heat.step, heat.live, heat.label) == (200, 50, 250, 10, True, "heat")
    assert (salt.label, salt.log, salt.live) == ("grams of salt", True, False)


@pytest.mark.parametrize(
    ("name", "given_value", "value"),
    [
        ("heat", "180", 180),
        ("heat", 180.0, 180),
        ("salt", "1e0", 1.0),
        ("salt", 2, 2.0),
        ("fan", "YES", True),
        ("fan", "0", False),
        ("fan", True, True),
        ("dish", "cake", "cake"),
        ("note", "two\nlines", "two\nlines"),
    ],
)
def test_values_are_taken_as_typed_or_as_they_are(name: str, given_value: KnobValue, value: KnobValue) -> None:
    taken = checked_value(BY_NAME[name], given_value)
    assert taken == value
    assert type(taken) is type(value)


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("heat", 49, "50 to 250"),
        ("heat", "251", "50 to 250"),
        ("heat", 100.5, "whole number"),
        ("heat", True, "number"),
        ("heat", "warm", "number"),
        ("salt", "nan", "finite"),
        ("salt", "inf", "finite"),
        ("seed", "-1", "from 0 to 2147483647; -1 is outside"),
        ("fan", "perhaps", "true or false"),
        ("dish", "soup", "bread, cake"),
        ("dish", ["bread"], "bread, cake"),
        ("note", 7, "text"),
        ("note", "x" * (TEXT_LIMIT + 1), "characters"),
        ("note", "bread \udcff", "no character"),  # as a command line has what is not UTF-8
        ("colour", "red", "There are: seed"),
    ],
)
def test_any_other_value_is_refused_in_a_sentence(name: str, value: object, word: str) -> None:
    with pytest.raises(DemoError, match=word) as refusal:
        with_values(Oven(), {name: value})
    assert str(refusal.value).endswith(".")


@given(st.dictionaries(st.sampled_from([*BY_NAME, "other"]), st.none() | st.text() | st.floats() | st.integers()))
def test_a_config_is_within_all_bounds_or_refused(values: dict[str, object]) -> None:
    try:
        config = with_values(Oven(), values)
    except DemoError:
        return
    assert 50 <= config.heat <= 250
    assert 0.1 <= config.salt <= 10
    assert config.dish in ("bread", "cake")


def test_the_config_that_was_given_stays_as_it_was() -> None:
    before = Oven()
    after = with_values(before, {"heat": 100, "fan": True})
    assert (before.heat, after.heat, after.fan, after.salt) == (200, 100, True, before.salt)
