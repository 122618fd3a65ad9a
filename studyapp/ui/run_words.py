"""Where a run stands, in words."""

from __future__ import annotations

from collections.abc import Iterable

from models.knobs import Knob, KnobValue
from studyapp.ui.run_controls import RunState

HELD = "Held at"


def standing(state: RunState, step: int, device: str) -> str:
    """Return what is said of a run in this state at this step."""
    at = f"step {step:,}"
    return {
        RunState.READY: "Ready. Turn the knobs, say what you expect, then press Run (Space).",
        RunState.STARTING: "Starting. The first run of a session takes a second or two longer.",
        RunState.RUNNING: f"Training on {device}. Knobs that act while it runs may be turned now.",
        RunState.PAUSED: f"{HELD} {at}, on {device}. Go on (Space) or take one step (S).",
        RunState.ENDED: f"Ended at {at}. What it came to stays in view.",
        RunState.DIVERGED: f"It went out of bounds at {at}.",
        RunState.FAILED: f"It stopped at {at}.",
    }[state]


def knob_and_value(knob: Knob, value: KnobValue) -> str:
    """Return a knob and its value in a few words."""
    return f"{knob.label} {f'of {len(str(value)):,} characters' if knob.type == 'text' else value}"


def take_effect(labels: Iterable[str]) -> str:
    """Return that these knobs act in the next run only."""
    names = list(labels)
    verb = "takes" if len(names) == 1 else "take"
    return f"{_listed(names)} {verb} effect with the next run."


def _listed(names: Iterable[str]) -> str:
    """Return names as people list them: a, b and c."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
