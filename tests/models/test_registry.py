"""Finding demos: one without all the others, and each of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import DemoError
from models.registry import demo, demos

ROOT = Path(__file__).resolve().parents[2]

ALONE = """
import sys
from models.registry import demo
def loaded():
    return [name.rpartition(".")[2] for name in sys.modules if name.startswith("models.demos.") and name.count(".") > 2]
demo("gan-2d")
print(*loaded())
demo("optimizer-sweep")
print(len(loaded()) > 20)
"""


def test_a_demo_is_found_without_the_others_unless_its_module_is_called_otherwise() -> None:
    process = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, cwd=ROOT, check=True)
    assert process.stdout.splitlines() == ["gan_2d", "True"]


def test_every_demo_is_found_by_its_id() -> None:
    assert [demo(each) for each in demos()] == list(demos().values())


@pytest.mark.parametrize("unknown", ["", "gan_2d", "generative", "surface-sweep", "../demo"])
def test_whoever_asks_for_another_is_told_what_there_is(unknown: str) -> None:
    with pytest.raises(DemoError, match=r"There is no demo .* There are: .*gan-2d"):
        demo(unknown)
