"""What a learner takes home from a run, and brings back: its scalars as CSV, its config as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict

import msgspec

from models import registry
from models.demo import Moment
from models.errors import DemoError
from models.knobs import Config, with_values
from studyapp.errors import StudyAppError

SIZE_LIMIT = 8_000_000  # characters of a config file; a text knob holds up to a million


class ConfigFileError(StudyAppError):
    """A file that holds no config of a demo."""


class _ConfigFile(msgspec.Struct, forbid_unknown_fields=True):
    demo: str
    config: dict[str, int | float | bool | str]


def moments_csv(moments: Sequence[Moment]) -> str:
    """Return a table with one line a moment: the step, then every scalar, empty where it was not measured.

    Numbers are written so that reading them gives the very same ones.
    """
    names = dict.fromkeys(name for moment in moments for name in moment.scalars)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["step", *names])
    table.writerows([moment.step, *(moment.scalars.get(name, "") for name in names)] for moment in moments)
    return text.getvalue()


def config_json(demo_id: str, config: Config) -> str:
    """Return a demo and its config as a JSON text that ``read_config`` takes."""
    return msgspec.json.format(msgspec.json.encode({"demo": demo_id, "config": asdict(config)})).decode() + "\n"


def read_config(text: str) -> tuple[str, Config]:
    """Return the demo's id and the config a JSON text holds; knobs that it leaves out keep their usual values.

    Raises ConfigFileError with a sentence for anything else.
    """
    if len(text) > SIZE_LIMIT:
        raise ConfigFileError(f"This file is larger than a config can be ({SIZE_LIMIT:,} characters).")
    try:
        found = msgspec.json.decode(text, type=_ConfigFile)
        demo = registry.demo(found.demo)
        return demo.id, with_values(demo.config(), found.config)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise ConfigFileError(f"This file holds no config of a demo: {error}.") from error
    except DemoError as error:
        raise ConfigFileError(f"This config can't be used. {error}") from error
