"""What a screenshot should show, checked before a window is built."""

from __future__ import annotations

from dataclasses import dataclass

from models import registry as demo_registry
from question_bank import registry as family_registry
from question_bank.networks import preset
from studyapp.errors import StudyAppError
from studyapp.paths import CONTENT
from studyapp.study.catalog import load_catalog

PAGES = ("today", "learn", "map", "practise", "card", "lab", "network", "exam", "progress", "author")
DIALOGS = ("exam-dialog", "cards", "keys", "data", "import")
DATA_TABS = ("backups", "transfer", "learners", "forget")
STATES = ("week", "months", "right", "wrong", "unreadable", "hint", "why", "sure", "run", "kept", "runs")


class PictureError(StudyAppError):
    """A page or state that can't be drawn."""


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """A page, the topic, family, demo and known network on it ("" for none), and the prepared states.

    ``words`` are what was typed into the palette, or the tab of a dialog, when that is the page.
    """

    page: str
    topic: str = ""
    family: str = ""
    demo: str = ""
    states: frozenset[str] = frozenset()
    difficulty: int = 1
    seed: int = 7
    network: str = ""
    words: str = ""


def picture_plan(page: str, state: str, *, difficulty: int, seed: int) -> PicturePlan:
    """Return what to draw; raises PictureError, BankError, DemoError or ContentError with a sentence."""
    states = frozenset(word.strip() for word in state.split(",") if word.strip())
    unknown = states.difference(STATES)
    if unknown:
        raise PictureError(f"There is no prepared state {min(unknown)!r}. There are: {', '.join(STATES)}.")
    kind, _, rest = page.partition(":")
    item, _, beside = rest.partition("+")
    if not rest and page in PAGES + DIALOGS:
        return PicturePlan(page, states=states)
    match kind:
        case "topic":
            topic = load_catalog(CONTENT).topic(item).id
            family = beside if beside in family_registry.families() else ""
            demo = demo_registry.demo(beside).id if beside and not family else ""
            return PicturePlan("study", topic, family, demo, states, difficulty, seed)
        case "exercise":
            family = family_registry.family(item).id
            return PicturePlan("practise", "", family, "", states, difficulty, seed)
        case "demo":
            return PicturePlan("lab", "", "", demo_registry.demo(item).id, states)
        case "map":
            return PicturePlan("map", load_catalog(CONTENT).topic(item).id, states=states)
        case "search" | "data" if kind == "search" or rest in DATA_TABS:
            return PicturePlan(kind, words=rest, states=states)
        case "network":
            return PicturePlan("network", network=preset(item).id, states=states)
    others = ("topic:ID", "exercise:FAMILY", "demo:ID", "network:ID", "map:ID", "search:WORDS", "data:TAB")
    pages = ", ".join((*PAGES, *DIALOGS, *others))
    raise PictureError(f"There is no page {page!r}. There are: {pages}.")
