"""``studyapp screenshot``: draws any page to a PNG with the real widgets, without a display."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import click

from studyapp.cli.output import emit, json_option
from studyapp.picture_plan import picture_plan


@click.command(
    help="""Draw PAGE to FILE (PNG). PAGE is today, learn, map, practise, card, lab, network, exam, progress, author,
    topic:ID, map:ID, exercise:FAMILY, demo:ID, network:PRESET, search:WORDS, or topic:ID+FAMILY-OR-DEMO for the
    study view with both; or a dialog over a page: exam-dialog, cards, keys, data, data:TAB (backups, transfer,
    learners, forget), import."""
)
@click.argument("page")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--size", default="1440x900", show_default=True, help="Width x height of the window.")
@click.option(
    "--state",
    default="",
    help="Prepared states, joined by commas: week, months, right, wrong, unreadable, hint, why, sure, run, kept, runs.",
)
@click.option("--difficulty", type=click.IntRange(1, 3), default=1, show_default=True, help="Of the exercise shown.")
@click.option("--seed", type=click.IntRange(min=0), default=7, show_default=True, help="Of the exercise shown.")
@click.option("--scale", type=click.FloatRange(1, 3), default=1.0, show_default=True, help="Pixels for each unit.")
@json_option
def screenshot(
    *,
    page: str,
    file: Path,
    theme: Literal["light", "dark"],
    size: str,
    state: str,
    difficulty: int,
    seed: int,
    scale: float,
    as_json: bool,
) -> None:
    """Save the picture and say how large it is."""
    match = re.fullmatch(r"(\d{3,4})x(\d{3,4})", size)
    if not match:
        raise click.UsageError(f"--size is width x height in pixels, such as 1440x900, not {size!r}.")
    plan = picture_plan(page, state, difficulty=difficulty, seed=seed)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
    from studyapp.screenshots import draw  # Qt is imported only now

    width, height = draw(plan, file, theme=theme, width=int(match[1]), height=int(match[2]))
    document = {"file": str(file), "width": width, "height": height}
    emit(document, [f"{file}: {width} × {height} pixels"], as_json=as_json)
