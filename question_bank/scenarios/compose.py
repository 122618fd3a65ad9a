"""Composes cases: a system, and a harm that makes sense for it, give everything that a written case has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from question_bank.scenarios.case import Case, Mitigation, Reason
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.harm_catalog import HARMS
from question_bank.scenarios.lens import LENSES
from question_bank.scenarios.system import System
from question_bank.scenarios.system_catalog import SYSTEMS

HARM_OF: Mapping[str, Harm] = {harm.id: harm for harm in HARMS}


class Composed(NamedTuple):
    """A case and what it was made of."""

    case: Case
    system: System
    harm: Harm


@cache
def composed() -> tuple[Composed, ...]:
    """Return all cases that the tables allow, system by system."""
    return tuple(
        Composed(_compose(system, HARM_OF[harm]), system, HARM_OF[harm])
        for system in SYSTEMS
        for harm in system.findings
    )


def harm_of(case: Case) -> Harm | None:
    """Return the harm of a composed case, None for a written one."""
    return HARM_OF.get(case.id.partition("/")[2])


def fill(text: str, system: System) -> str:
    """Return a text of a harm or a principle as it is said about a system."""
    names = {"system": system.system, "people": system.people, "one": system.one, "staff": system.staff}
    return text.format(**names, **{word.capitalize(): _capital(name) for word, name in names.items()})


def _compose(system: System, harm: Harm) -> Case:
    def told(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(fill(text, system) for text in texts)

    return Case(
        id=f"{system.id}/{harm.id}",
        system=system.system,
        proposal=system.proposal,
        actors=system.actors,
        decider=system.decider,
        one=system.one,
        data=system.data,
        trade_offs=system.trade_offs,
        surprises=(system.findings[harm.id],),
        silent=system.silent,
        affected=system.affected,
        arguable=system.arguable,
        unaffected=system.unaffected,
        reasons={lens: Reason(system.gains[lens], fill(harm.losses[lens], system)) for lens in LENSES},
        ways={lens: fill(harm.ways[lens], system) for lens in LENSES},
        facts=(*told(harm.facts), system.fact),
        values=(*told(harm.values), system.value),
        issue=fill(harm.issue, system),
        going_ahead=system.going_ahead,
        waiting=fill(harm.waiting, system),
        mitigations=tuple(Mitigation(*told(mitigation)) for mitigation in harm.mitigations),
        review=fill(harm.review, system),
        keywords=(*system.keywords, *harm.keywords),
        people=(*system.words, "silent"),
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
