"""Writes a demo and its knobs as one file that runs with torch and matplotlib alone."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable, Iterator

from models.errors import DemoError
from models.knobs import Config, KnobValue, knobs
from models.plots import Curves
from models.registry import AnyDemo
from models.script.embedded import END, IMPORTS, PACKED, embedded
from models.script.modules import module
from models.script.picking import Picked, Replacement, picked
from models.share import address

WIDTH = 116
USUAL_STEPS = 300

MAIN = '''
def main():
    """Train, print the numbers, and draw the curves; an NVIDIA card is used where torch finds one."""
    torch.set_num_threads(1)  # on nets this small a second thread waits more than it works
    device = "cuda" if torch.cuda.is_available() else "cpu"
    steps, curves = [], {}
    for frame in train(Config(), device):
        steps.append(frame.step)
        for name, value in frame.scalars.items():
            curves.setdefault(name, {})[frame.step] = float(value)
        print(f"step {frame.step:6}  " + "  ".join(f"{name} {value:.4g}" for name, value in frame.scalars.items()))
        if frame.diverged:
            print(frame.diverged)
        if frame.diverged or frame.step >= STEPS:
            break
    draw(curves)


def draw(curves):
    """Save one chart for each of the demo's plots with curves."""
    shown = [(title, [name for name in names if name in curves]) for title, names in PLOTS]
    shown = [(title, names) for title, names in shown if names]
    figure, charts = plt.subplots(1, max(1, len(shown)), figsize=(5 * max(1, len(shown)), 3.5), squeeze=False)
    for chart, (title, names) in zip(charts[0], shown):
        for name in names:
            chart.plot(list(curves[name]), list(curves[name].values()), label=name)
        chart.set_title(title)
        chart.set_xlabel("step")
        chart.legend()
    figure.tight_layout()
    figure.savefig("curves.png")
    print("The curves are in curves.png.")
'''
START = """
if __name__ == "__main__":
    main()
"""


def torch_script(demo: AnyDemo, config: Config, *, steps: int = USUAL_STEPS) -> str:
    """Return the source of one file that trains this demo with these knobs for so many steps."""
    own = demo.config.__module__, demo.config.__name__
    pieces = picked(
        (demo.train.__module__, demo.train.__name__),
        lambda key: _plain_config(demo, config) if key == own else embedded(key),
        first=own,
    )
    imports = {*pieces.imports, *IMPORTS, "import torch", "import matplotlib.pyplot as plt"}
    head = [
        f'"""{demo.title}: one file that trains by itself, with torch and matplotlib.{_shared(demo, config)}"""',
        "from __future__ import annotations",
        _imports({*imports, "from dataclasses import dataclass"}),
        f"STEPS = {steps}\nPLOTS = {_plots(demo)}\n",
    ]
    sections = list(_sections(pieces))
    data = [text for text in sections if text.startswith(PACKED)]  # last, for it is long and nothing to read
    code = [text for text in sections if not text.startswith(PACKED)]
    return "\n\n".join([*head, *code]) + "\n" + MAIN + "\n\n" + "\n\n".join([*data, START.lstrip("\n")])


def _plain_config(demo: AnyDemo, config: Config) -> Replacement:
    """Return the Config of this run, its knobs as plain values, in place of the one with bounds and help."""
    kind = demo.config
    lines = [
        "@dataclass(frozen=True)",
        f"class {kind.__name__}:",
        f'    """The knobs of {demo.id} as they are set."""',
        "",
    ]
    for knob in knobs(kind):
        value: KnobValue = getattr(config, knob.name)
        lines += textwrap.wrap(f"# {knob.help}", WIDTH, initial_indent="    ", subsequent_indent="    # ")
        lines.append(f"    {knob.name}: {type(value).__name__} = {value!r}")
    return Replacement("\n".join(lines) + "\n", tuple(_methods(kind)))


def _methods(kind: type[Config]) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the methods of a Config and of those it builds on, each with its module; the nearest of a name only."""
    seen: set[str] = set()
    for each in kind.__mro__:
        if issubclass(each, Config) and each is not Config:
            for part in ast.walk(module(each.__module__).definitions[each.__name__]):
                if isinstance(part, ast.FunctionDef) and part.name not in seen:
                    seen.add(part.name)
                    yield each.__module__, part


def _plots(demo: AnyDemo) -> str:
    rows = [(plot.title, plot.scalars) for plot in demo.plots if isinstance(plot, Curves)]
    return "[\n" + "".join(f"    {row!r},\n" for row in rows) + "]"


def _shared(demo: AnyDemo, config: Config) -> str:
    """Return how to open the same run in the app, if that is short enough to be said."""
    try:
        return f"\n\nThe same run in the app: {address(demo.id, config)}\n"
    except DemoError:  # long data of the learner's own
        return ""


def _imports(lines: Iterable[str]) -> str:
    ordered = sorted(lines, key=lambda line: (_outside(line), line.startswith("from"), line.lower()))
    inside = [line for line in ordered if not _outside(line)]
    return "\n".join([*inside, "", *(line for line in ordered if _outside(line))])


def _outside(line: str) -> bool:
    return line.split()[1].partition(".")[0] in ("torch", "numpy", "matplotlib", "scipy")


def _sections(pieces: Picked) -> Iterable[str]:
    for name, texts in pieces.sections:
        title = name.rpartition(".")[2].replace("_", " ")
        yield f"# {'-' * 64} {title}"
        for text in texts:
            data, end, rest = text.partition(END) if text.startswith(PACKED) else ("", "", text)
            yield from filter(None, (data + end.rstrip("\n"), rest))
