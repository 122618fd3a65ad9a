"""All systems of composed scenes, in one fixed order."""

from __future__ import annotations

from question_bank.scenarios.system import System
from question_bank.scenarios.systems import (
    bus_lines,
    claim_estimate,
    exam_watch,
    family_line,
    farm_adviser,
    flood_alarm,
    forum_filter,
    heat_switch,
    maths_tutor,
    mole_photo,
    pick_rate,
    school_places,
    tax_chatbot,
    tenant_ranking,
    visa_sorting,
    ward_interpreter,
)

SYSTEMS: tuple[System, ...] = (
    tenant_ranking.SYSTEM,
    school_places.SYSTEM,
    farm_adviser.SYSTEM,
    ward_interpreter.SYSTEM,
    mole_photo.SYSTEM,
    claim_estimate.SYSTEM,
    exam_watch.SYSTEM,
    pick_rate.SYSTEM,
    tax_chatbot.SYSTEM,
    flood_alarm.SYSTEM,
    heat_switch.SYSTEM,
    family_line.SYSTEM,
    forum_filter.SYSTEM,
    visa_sorting.SYSTEM,
    bus_lines.SYSTEM,
    maths_tutor.SYSTEM,
)
