"""``studyapp demo``: list the demos, run one without a window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from math import isnan
from pathlib import Path

import click

from models import registry
from models.demo import Moment
from models.errors import DemoError
from models.knobs import Config, Knob, knobs, with_values
from models.registry import AnyDemo
from models.script.writing import USUAL_STEPS, torch_script
from models.share import address, read_address
from models.training import RunResult, chosen_device, device_for, judged, run
from studyapp.cli.output import emit, json_option
from studyapp.study.file_writing import write_file
from studyapp.study.text_file import read_text_file
from studyapp.ui.plots.figure import figure_format, save_figure

USUAL_FRAMES = 100
LONGEST_S = 86_400.0  # a bound also refuses infinity


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
@click.option("--seconds", type=click.FloatRange(0, LONGEST_S, min_open=True), help="Stop after so long.")
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
    chosen, config = _set(demo_id, settings, seed)
    if device != "auto":
        chosen_device(device)  # refuses a GPU that is not there, for a demo that would do without one too
    used = device_for(chosen, device)
    if figure is not None:
        figure_format(figure)  # refuses what can't be saved before a long run, not after it
    if seconds is not None and isnan(seconds):  # is outside no bounds, and never over
        raise click.UsageError("--seconds is a number of seconds, such as 10.")
    if frames is None and seconds is None:
        frames = USUAL_FRAMES
    result = run(chosen, config, used, frames=frames, seconds=seconds)
    if figure is not None:
        _save_figure(chosen, result, figure)
    if result.diverged:
        click.echo(result.diverged, err=True)
    document = _document(chosen, config, used, result)
    emit(document, [f"{key}: {value}" for key, value in document.items()], as_json=as_json)


@demo.command("script", help="Write a demo as one Python file that runs by itself, with torch and matplotlib.")
@click.argument("demo_id", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--set", "settings", multiple=True, metavar="KNOB=VALUE", help="Set a knob; may be given often.")
@click.option("--seed", type=int, help="Decides the initial weights and the data.")
@click.option("--steps", type=click.IntRange(min=1), default=USUAL_STEPS, show_default=True, help="How long it trains.")
@json_option
def write_script(
    *, demo_id: str, file: Path, settings: tuple[str, ...], seed: int | None, steps: int, as_json: bool
) -> None:
    """Write the file and print where it is."""
    chosen, config = _set(demo_id, settings, seed)
    write_file(file, torch_script(chosen, config, steps=steps))
    document = {"demo": chosen.id, "config": asdict(config), "file": str(file)}
    emit(document, [f"{chosen.title}: {file}"], as_json=as_json)


@demo.command("share", help="Print the short text that opens a demo with these knobs anywhere.")
@click.argument("demo_id", metavar="ID")
@click.option("--set", "settings", multiple=True, metavar="KNOB=VALUE", help="Set a knob; may be given often.")
@click.option("--seed", type=int, help="Decides the initial weights and the data.")
@json_option
def share(*, demo_id: str, settings: tuple[str, ...], seed: int | None, as_json: bool) -> None:
    """Print the text."""
    text = address(demo_id, _set(demo_id, settings, seed)[1])
    emit({"share": text}, [text], as_json=as_json)


@demo.command("open", help="Print the demo and the knobs of a shared run, such as demo:cnn-digits?seed=3.")
@click.argument("text")
@json_option
def open_shared(*, text: str, as_json: bool) -> None:
    """Print what a shared text holds."""
    demo_id, values = read_address(text)
    document = {"demo": demo_id, "config": asdict(with_values(registry.demo(demo_id).config(), values))}
    emit(document, [demo_id, *(f"{name}: {value}" for name, value in values.items())], as_json=as_json)


def _set(demo_id: str, settings: tuple[str, ...], seed: int | None) -> tuple[AnyDemo, Config]:
    """Return a demo and its knobs as set on the command line."""
    chosen = registry.demo(demo_id)
    values = _values(settings) | ({} if seed is None else {"seed": str(seed)})
    return chosen, with_values(chosen.config(), values)


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
    save_figure(path, chosen, result.moments, result.pictures)
