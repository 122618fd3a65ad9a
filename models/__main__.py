"""``python -m models``: the worker that the app starts, and a way to run demos from a script."""

from __future__ import annotations

import os

import click

from models import training
from models.errors import DemoError
from models.knobs import knobs, with_values
from models.registry import demo, demos


@click.group()
def main() -> None:
    """Networks that train while you watch."""
    os.environ.setdefault("PYTORCH_ENABLE_MPS_FALLBACK", "1")  # what Apple's devices can't do yet, the CPU does
    # For numpy, which is loaded later: on a busy machine the threads of one small matrix wait for each other, for a
    # second and more.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@main.command()
def worker() -> None:
    """Train for the app: commands on stdin, reports on stdout, the log on stderr."""
    from models import worker as process

    process.main()


@main.command("compile")
def compile_loops() -> None:
    """Turn the fast training loop into machine code, once; without it the playground trains with torch, slower."""
    from models.playground.fast_mlp import kernel

    click.echo("The fast training loop is ready." if kernel() else "The playground will train with torch here.")


@main.command("list")
def list_demos() -> None:
    """Print every demo with its knobs."""
    for each in demos().values():
        click.echo(f"{each.id}: {each.title}")
        for knob in knobs(each.config):
            click.echo(f"    {knob.name}={knob.default}  {knob.help}")


@main.command("run")
@click.argument("demo_id")
@click.option("--set", "settings", multiple=True, metavar="KNOB=VALUE", help="Turn a knob; may be repeated.")
@click.option("--frames", type=click.IntRange(min=1), help="Stop after so many frames.  [default: 100]")
@click.option("--seconds", type=click.FloatRange(min=0), help="Stop after so many seconds.")
@click.option("--device", type=click.Choice(training.DEVICES), default="auto", show_default=True)
def run(demo_id: str, settings: tuple[str, ...], *, frames: int | None, seconds: float | None, device: str) -> None:
    """Run one demo and print its scalars, a line for each frame."""
    if frames is None and seconds is None:
        frames = 100
    try:
        chosen = demo(demo_id)
        config = with_values(chosen.config(), dict(_setting(each) for each in settings))
        place = training.device_for(chosen, device)
        result = training.run(chosen, config, place, frames=frames, seconds=seconds)
    except DemoError as error:
        raise click.UsageError(str(error)) from error
    for moment in result.moments:
        click.echo(f"{moment.step:8d}  " + "  ".join(f"{name} {value:.4g}" for name, value in moment.scalars.items()))
    click.echo(result.diverged or f"{result.steps:,} steps, {result.steps_per_second:,.0f} a second on {place}")


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise DemoError(f"{text!r} sets nothing. Write it as knob=value.")
    return name, value


if __name__ == "__main__":
    main()
