"""What the presets of a demo set, by their names."""

from __future__ import annotations

from models.demo import Demo
from models.knobs import ConfigT, KnobValue


def preset(demo: Demo[ConfigT], name: str, **more: KnobValue) -> dict[str, KnobValue]:
    """Return the knob values of a demo's only preset of this name, and more in place of some of them."""
    (values,) = (each.values for each in demo.presets if each.name == name)
    return {**values, **more}
