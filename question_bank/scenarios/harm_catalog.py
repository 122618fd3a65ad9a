"""All harms, one for each of the ten principles."""

from __future__ import annotations

from question_bank.scenarios.harm import Harm
from question_bank.scenarios.harms import (
    excessive,
    footprint,
    fragile,
    misread,
    no_reasons,
    nobody_answers,
    repurposed_data,
    rubber_stamp,
    uneven_errors,
    unheard,
)

HARMS: tuple[Harm, ...] = (
    uneven_errors.HARM,
    repurposed_data.HARM,
    no_reasons.HARM,
    rubber_stamp.HARM,
    nobody_answers.HARM,
    fragile.HARM,
    footprint.HARM,
    unheard.HARM,
    misread.HARM,
    excessive.HARM,
)
