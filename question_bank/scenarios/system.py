"""An AI system with those who might use it and those it touches, whatever goes wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens


@dataclass(frozen=True, slots=True)
class System:
    """What a composed scene is about; names and infinitives as in a Case.

    ``people`` are those it is used on and ``staff`` those who work with it, both in the plural. ``findings`` hold, for
    the id of each harm that makes sense here, the surprising fact that shows it: this is the table of what fits
    together. ``gains`` are the reasons in favour through each lens. ``words`` hint that a text names those affected.
    """

    id: str
    system: str
    proposal: str
    actors: tuple[Actor, ...]
    decider: str
    one: str
    people: str
    staff: str
    data: tuple[Told, ...]
    trade_offs: tuple[Told, ...]
    findings: Mapping[str, Told]
    silent: Group
    affected: tuple[Group, ...]
    arguable: tuple[Group, ...]
    unaffected: tuple[Group, ...]
    gains: Mapping[Lens, str]
    fact: str
    value: str
    going_ahead: str
    keywords: tuple[str, ...]
    words: tuple[str, ...]
