"""Every demo as one file: it runs without us, and its first numbers are those of the demo."""

from __future__ import annotations

import base64
import json
import math
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from models import registry
from models.knobs import with_values
from models.registry import AnyDemo
from models.script.writing import torch_script
from models.training import run

FRAMES = 3

# Imports every script of a folder with all of ours out of reach, and prints its first scalars.
_ALONE = """
import importlib.abc, importlib.util, itertools, json, pathlib, sys
class Guard(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("models", "studyapp", "question_bank"):
            raise ImportError(f"a script of its own imports {name}")
sys.meta_path.insert(0, Guard())
import torch
torch.set_num_threads(1)
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    script = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = script
    spec.loader.exec_module(script)
    frames = itertools.islice(script.train(script.Config(), "cpu"), int(sys.argv[2]))
    said = [[frame.step, {name: float(value) for name, value in frame.scalars.items()}] for frame in frames]
    print(json.dumps([path.stem, said]))
"""


# Not as usual, so that a script that forgot the knobs would show.
KNOBS = {"steps_per_frame": 1, "seed": 5}


@pytest.fixture(scope="module")
def said_alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[int, dict[str, float]]]]:
    """Return what the script of each demo says of its first frames, in a process that can't import us."""
    folder = tmp_path_factory.mktemp("scripts")
    for demo in registry.demos().values():
        text = torch_script(demo, with_values(demo.config(), KNOBS))
        (folder / f"{demo.id.replace('-', '_')}.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-c", _ALONE, str(folder), str(FRAMES)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.mark.parametrize("demo", registry.demos().values(), ids=lambda demo: demo.id)
def test_a_script_gives_the_first_numbers_of_the_demo(
    demo: AnyDemo, said_alone: dict[str, list[tuple[int, dict[str, float]]]]
) -> None:
    moments = run(demo, with_values(demo.config(), KNOBS), "cpu", frames=FRAMES).moments
    imported = re.findall(r"^ *(?:import|from) (\w+)", torch_script(demo, demo.config()), re.MULTILINE)
    assert set(imported) - sys.stdlib_module_names <= {"torch", "numpy", "matplotlib"}
    said = said_alone[demo.id.replace("-", "_")]
    assert [step for step, _ in said] == [moment.step for moment in moments]
    for (_, scalars), moment in zip(said, moments, strict=True):
        assert scalars.keys() == moment.scalars.keys()
        for name, value in moment.scalars.items():
            assert math.isclose(scalars[name], value, rel_tol=1e-4, abs_tol=1e-6), name


def test_a_script_runs_by_itself_and_draws_its_curves(tmp_path: Path) -> None:
    demo = registry.demo("cnn-digits")
    config = with_values(demo.config(), {"steps_per_frame": 5, "learning_rate": 0.02})
    (tmp_path / "script.py").write_text(torch_script(demo, config, steps=10), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "script.py"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120
    )
    lines = done.stdout.splitlines()
    assert [line.split()[1] for line in lines[:-1]] == ["0", "5", "10"]
    last = run(demo, config, "cpu", frames=3).moments[-1]
    assert f"training loss {last.scalars['training loss']:.4g}" in lines[2]
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_a_script_is_written_however_long_the_data_of_the_learner() -> None:
    demo = registry.demo("char-rnn")
    noise = base64.b64encode(random.Random(1).randbytes(300_000)).decode()
    text = torch_script(demo, with_values(demo.config(), {"text": noise}))
    assert noise in text
    assert "The same run in the app" not in text
    compile(text, "script.py", "exec")


def test_a_script_says_how_to_open_the_same_run_and_keeps_the_comments_of_the_net() -> None:
    demo = registry.demo("cnn-digits")
    text = torch_script(demo, with_values(demo.config(), {"seed": 8}))
    assert "demo:cnn-digits?seed=8" in text
    assert "# (batch, 16, 4, 4)" in text
    assert "seed: int = 8" in text
    assert "models." not in text
