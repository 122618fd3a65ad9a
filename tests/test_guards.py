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


EARLY = ("models/demos/cnn/new.py", "question_bank/families/cnn/new.py", "studyapp/ui/new.py")
FREE = ("models/nets/new.py", "tests/models/test_new.py")
AT_ONCE, LATE = "import {}\n", "def late() -> None:\n    import {}\n"
CLOCK = "from datetime import UTC, datetime\nx = datetime.now(UTC)\n"
FORBIDDEN = [
    ("BLE001", "try:\n    x = 1\nexcept Exception:\n    x = 2\n"),
    ("E722", "try:\n    x = 1\nexcept:\n    x = 2\n"),
    ("T201", "print('here')\n"),
    ("S307", "x = eval('1')\n"),
    ("S102", "exec('1')\n"),
    ("S301", "import pickle\nx = pickle.loads(b'')\n"),
    ("DTZ005", "import datetime\nx = datetime.datetime.now()\n"),
    ("TID251", CLOCK),
    ("TID251", "import time\ntime.sleep(1)\n"),
    ("TID251", "from PySide6.QtCore import QThread\n"),
    ("TID251", "from PySide6.QtWidgets import QApplication\nQApplication.processEvents()\n"),
    ("TID251", "def f() -> None:\n    import sympy\n    sympy.sympify('x')\n"),
    ("TID251", "def f() -> None:\n    from sympy.parsing.sympy_parser import parse_expr\n"),
    ("TID251", "import xml.etree.ElementTree\n"),
    ("NPY002", "import numpy as np\nx = np.random.rand(3)\n"),
    ("C901", "def f(a: int) -> None:\n" + "    if a: a += 1\n" * 12),
]
CASES = [
    *[(path, form.format(module)) for path in EARLY for module in HEAVY for form in (AT_ONCE, LATE)],
    *[(path, AT_ONCE.format("torch")) for path in FREE],
    *[("studyapp/ui/new.py", source) for _, source in FORBIDDEN],
    ("studyapp/app.py", CLOCK),
]
"""Every file that ruff is shown below: where it stands and what it says."""

Broken = dict[tuple[str, str], set[str]]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Broken:
    """Return the rules that ruff finds broken in each file; each stands in a checkout of its own, one run sees all."""
    root = tmp_path_factory.mktemp("ruff").resolve()
    for number, (path, source) in enumerate(CASES):
        file = root / str(number) / path
        file.parent.mkdir(parents=True)
        file.write_text(source)
        (root / str(number) / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    command = [sys.executable, "-m", "ruff", "check", "--output-format=json", "--no-cache", "."]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    found: Broken = {case: set() for case in CASES}
    for each in json.loads(result.stdout):
        found[CASES[int(Path(each["filename"]).relative_to(root).parts[0])]].add(each["code"])
    return found


@pytest.mark.parametrize("module", HEAVY)
@pytest.mark.parametrize("path", EARLY)
def test_a_heavy_module_may_not_be_imported_early(module: str, path: str, broken: Broken) -> None:
    assert "TID253" in broken[path, AT_ONCE.format(module)]
    assert "TID253" not in broken[path, LATE.format(module)]


@pytest.mark.parametrize("path", FREE)
def test_networks_and_tests_may_import_torch_early(path: str, broken: Broken) -> None:
    assert "TID253" not in broken[path, AT_ONCE.format("torch")]


@pytest.mark.parametrize(("rule", "source"), FORBIDDEN)
def test_what_style_forbids_is_found(rule: str, source: str, broken: Broken) -> None:
    assert rule in broken["studyapp/ui/new.py", source]


def test_only_the_builder_of_the_app_may_look_at_the_clock(broken: Broken) -> None:
    assert "TID251" not in broken["studyapp/app.py", CLOCK]


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


@pytest.mark.slow
@pytest.mark.parametrize("name", re.findall(r"def (test_\w+)", GUARDED))
def test_the_tests_of_this_house_are_guarded(name: str, guarded_run: str) -> None:
    failed = re.search(rf"^(FAILED|ERROR) tests/test_guarded\.py::{name}\b", guarded_run, re.MULTILINE) is not None
    assert failed is not name.startswith("test_passes"), guarded_run
