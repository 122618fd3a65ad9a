"""Each guard has been seen to fail: what ruff forbids, how strict mypy is, what conftest.py watches."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("studyapp", "question_bank", "models")
HEAVY = ("torch", "sympy", "matplotlib", "matplotlib.pyplot", "sklearn", "scipy", "gymnasium", "genanki")

# ---------------------------------------------------------------- ruff's guards


def ruff(path: str, source: str) -> set[str]:
    """Return the rules that ruff finds broken when a file of ours says that."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--output-format=json",
        "--no-cache",
        "--stdin-filename",
        path,
        "-",
    ]
    result = subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False)
    return {found["code"] for found in json.loads(result.stdout)}


@pytest.mark.parametrize("module", HEAVY)
@pytest.mark.parametrize("path", ["models/demos/cnn/new.py", "question_bank/families/cnn/new.py", "studyapp/ui/new.py"])
def test_a_heavy_module_may_not_be_imported_early(module: str, path: str) -> None:
    assert "TID253" in ruff(path, f"import {module}\n")
    assert "TID253" not in ruff(path, f"def late() -> None:\n    import {module}\n")


@pytest.mark.parametrize("path", ["models/nets/new.py", "tests/models/test_new.py"])
def test_networks_and_tests_may_import_torch_early(path: str) -> None:
    assert "TID253" not in ruff(path, "import torch\n")


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        ("BLE001", "try:\n    x = 1\nexcept Exception:\n    x = 2\n"),
        ("E722", "try:\n    x = 1\nexcept:\n    x = 2\n"),
        ("T201", "print('here')\n"),
        ("S307", "x = eval('1')\n"),
        ("S102", "exec('1')\n"),
        ("S301", "import pickle\nx = pickle.loads(b'')\n"),
        ("DTZ005", "import datetime\nx = datetime.datetime.now()\n"),
        ("TID251", "from datetime import UTC, datetime\nx = datetime.now(UTC)\n"),
        ("TID251", "import time\ntime.sleep(1)\n"),
        ("TID251", "from PySide6.QtCore import QThread\n"),
        ("TID251", "from PySide6.QtWidgets import QApplication\nQApplication.processEvents()\n"),
        ("TID251", "def f() -> None:\n    import sympy\n    sympy.sympify('x')\n"),
        ("TID251", "def f() -> None:\n    from sympy.parsing.sympy_parser import parse_expr\n"),
        ("TID251", "import xml.etree.ElementTree\n"),
        ("NPY002", "import numpy as np\nx = np.random.rand(3)\n"),
        ("C901", "def f(a: int) -> None:\n" + "    if a: a += 1\n" * 12),
    ],
)
def test_what_style_forbids_is_found(rule: str, source: str) -> None:
    assert rule in ruff("studyapp/ui/new.py", source)


def test_only_the_builder_of_the_app_may_look_at_the_clock() -> None:
    clock = "from datetime import UTC, datetime\nx = datetime.now(UTC)\n"
    assert "TID251" not in ruff("studyapp/app.py", clock)


# ---------------------------------------------------------------- mypy


def test_mypy_is_strict_over_everything_without_an_exemption() -> None:
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    assert mypy["strict"] is True
    assert {*OURS, "tests", "start.py"} == set(mypy["files"])
    assert mypy.keys().isdisjoint({"exclude", "disable_error_code", "ignore_errors", "ignore_missing_imports"})
    for override in mypy["overrides"]:
        assert override.keys() == {"module", "ignore_missing_imports"}
        assert {name.split(".")[0] for name in override["module"]}.isdisjoint({*OURS, "tests", "start"})


# ---------------------------------------------------------------- the tests' own guards (conftest.py)

GUARDED = """
import logging
import os
import subprocess
import sys
import warnings

PROCESS = []

def test_leaves_a_process():
    PROCESS.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))

def test_logs_a_warning():
    logging.getLogger("storage").warning("the disk is slow")

def test_warns():
    warnings.warn("old")

def test_makes_qt_warn(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("no such slot")

def test_passes_and_expects_a_warning(caplog):
    logging.getLogger("storage").warning("the disk is slow")
    assert caplog.messages == ["the disk is slow"]

def test_passes_in_a_home_of_its_own(studyapp_home):
    assert os.environ["STUDYAPP_HOME"] == str(studyapp_home)
    assert not studyapp_home.exists()
"""


@pytest.fixture(scope="module")
def guarded_run(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what pytest reports when tests break the rules of this house."""
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "tests").mkdir()
    for name in ("pyproject.toml", "tests/conftest.py"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    (folder / "tests" / "test_guarded.py").write_text(GUARDED)
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=no", "--color=no"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("name", re.findall(r"def (test_\w+)", GUARDED))
def test_the_tests_of_this_house_are_guarded(name: str, guarded_run: str) -> None:
    failed = re.search(rf"^(FAILED|ERROR) tests/test_guarded\.py::{name}\b", guarded_run, re.MULTILINE) is not None
    assert failed is not name.startswith("test_passes"), guarded_run
