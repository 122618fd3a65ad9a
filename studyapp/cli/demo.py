"""``studyapp demo``: list the demos, run one without a window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

import click

from models import registry
from models.demo import Moment
from models.errors import DemoError
from models.knobs import Config, Knob, knobs, with_values
from models.registry import AnyDemo
from models.training import RunResult, chosen_device, judged, run
from studyapp.cli.output import emit, json_option
from studyapp.study.text_file import read_text_file

USUAL_FRAMES = 100


@click.group(help="Look at demos and run them.")
def demo() -> None:
    """Gather the commands on demos."""


@demo.command("list", help="List every demo with its knobs and predictions.")
@json_option
def list_demos(as_json: bool) -> None:
    """Print the demos."""
    rows = [
        {
            "id": each.id,
            "topic": each.topic,
            "title": each.title,
            "shelf": each.topic.partition(".")[0],
            "knobs": [_knob(knob) for knob in knobs(each.config)],
            "predictions": [{"question": one.question, "options": one.options} for one in each.predictions],
        }
        for each in registry.demos().values()
    ]
    emit(rows, [f"{row['id']:28} {row['title']}" for row in rows], as_json=as_json)


@demo.command("run", help="Run a demo and print what came of it. A text knob takes the file F as NAME=@F.")
@click.argument("demo_id", metavar="ID")
@click.option("--set", "settings", multiple=True, metavar="KNOB=VALUE", help="Set a knob; may be given often.")
@click.option("--seed", type=int, help="Decides the initial weights and the data.")
@click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda or mps (Apple).")
@click.option("--frames", type=click.IntRange(min=1), help=f"Stop after so many frames ({USUAL_FRAMES} by itself).")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="Stop after so long.")
@click.option("--figure", type=click.Path(path_type=Path), help="Save the plots as PNG, SVG or PDF.")
@json_option
def run_demo(
    *,
    demo_id: str,
    settings: tuple[str, ...],
    seed: int | None,
    device: str,
    frames: int | None,
    seconds: float | None,
    figure: Path | None,
    as_json: bool,
) -> None:
    """Print the result of a run."""
    chosen = registry.demo(demo_id)
    values = _values(settings) | ({} if seed is None else {"seed": str(seed)})
    config = with_values(chosen.config(), values)
    used = chosen_device(device) if chosen.uses_torch or device != "auto" else "cpu"
    if frames is None and seconds is None:
        frames = USUAL_FRAMES
    result = run(chosen, config, used, frames=frames, seconds=seconds)
    if figure is not None:
        _save_figure(chosen, result, figure)
    if result.diverged:
        click.echo(result.diverged, err=True)
    document = _document(chosen, config, used, result)
    emit(document, [f"{key}: {value}" for key, value in document.items()], as_json=as_json)


def _knob(knob: Knob) -> dict[str, object]:
    return {
        "name": knob.name,
        "type": knob.type,
        "default": knob.default,
        "min": knob.low,
        "max": knob.high,
        "choices": knob.choices,
        "help": knob.help,
    }


def _values(settings: Iterable[str]) -> dict[str, str]:
    found = {}
    for setting in settings:
        name, sign, value = setting.partition("=")
        if not sign:
            raise DemoError(f"--set takes KNOB=VALUE, such as learning_rate=0.1, not {setting!r}.")
        found[name.strip()] = read_text_file(Path(value[1:])) if value.startswith("@") else value.strip()
    return found


def _document(chosen: AnyDemo, config: Config, device: str, result: RunResult) -> dict[str, object]:
    truths = judged(chosen, config, result.moments, ended=bool(result.diverged))
    return {
        "demo": chosen.id,
        "config": asdict(config),
        "device": device,
        "frames": len(result.moments),
        "seconds": result.seconds,
        "steps_per_second": result.steps_per_second,
        "final": _final(result.moments),
        "predictions": [
            {"question": each.question, "truth": None if truth is None else each.options[truth]}
            for each, truth in zip(chosen.predictions, truths, strict=True)
        ],
        "diverged": bool(result.diverged),
    }


def _final(moments: Iterable[Moment]) -> Mapping[str, float]:
    """Return the last value of every scalar; some are measured more rarely than others."""
    final: dict[str, float] = {}
    for moment in moments:
        final |= moment.scalars
    return final


def _save_figure(chosen: AnyDemo, result: RunResult, path: Path) -> None:
    from studyapp.ui.plots.figure import save_figure  # matplotlib takes half a second to import

    save_figure(path, chosen, result.moments, result.pictures)
