"""A way in which a system goes wrong, and what follows from it whatever the system is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle


@dataclass(frozen=True, slots=True)
class Harm:
    """What speaks against a plan because of one harm.

    Its texts hold ``{system}``, ``{people}``, ``{one}`` and ``{staff}``, also with a capital. ``principle`` is at stake
    most directly, those of ``accept`` may be named too, and ``tempting`` are others with the reason why they are not
    at stake. ``losses`` are the reasons against through each lens, ``ways`` what each lens would do about it.
    """

    id: str
    principle: Principle
    accept: tuple[Principle, ...]
    tempting: Mapping[Principle, str]
    losses: Mapping[Lens, str]
    ways: Mapping[Lens, str]
    facts: tuple[str, ...]
    values: tuple[str, ...]
    issue: str
    waiting: str
    mitigations: tuple[Mitigation, ...]
    review: str
    keywords: tuple[str, ...]
