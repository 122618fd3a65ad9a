"""Imports point one way, heavy modules load late, nothing grows too long; each contract has been seen to fail."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("studyapp", "question_bank", "models")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
HEAVY = ("torch", "sympy", "matplotlib", "sklearn", "scipy", "gymnasium")

LINT_IMPORTS = "from importlinter.cli import lint_imports_command as check; check()"


# ---------------------------------------------------------------- import contracts


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check a folder's packages against the contracts in its pyproject.toml."""
    command = [sys.executable, "-c", LINT_IMPORTS, "--no-logo", "--no-cache"]
    environ = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "1000"}
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


EMPTY_APP = """
studyapp/__init__ studyapp/__main__ studyapp/cli studyapp/app studyapp/storage studyapp/demo_run studyapp/search_index
studyapp/ui/__init__ studyapp/study/__init__ question_bank/__init__ models/__init__
"""


def small_app(folder: Path) -> Path:
    """Make a folder with our settings and the same packages, all empty."""
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for module in EMPTY_APP.split():
        path = folder / f"{module}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    return folder


# One module that breaks the rule, what it imports (late: that counts as well), and the contract that must notice.
VIOLATIONS = [
    *[
        ("question_bank", name, "question-bank-is-a-leaf")
        for name in ("PySide6.QtCore", "torch", "sqlite3", "sqlite_utils", "studyapp.study", "models")
    ],
    *[
        ("models", name, "models-is-a-leaf")
        for name in ("PySide6.QtCore", "sqlite3", "sqlite_utils", "studyapp.study", "question_bank")
    ],
    ("studyapp.study", "studyapp.ui", "layers-of-the-app"),
    ("studyapp.study", "studyapp.storage", "layers-of-the-app"),
    ("studyapp.study", "studyapp.demo_run", "layers-of-the-app"),
    ("studyapp.study", "studyapp.search_index", "layers-of-the-app"),
    ("studyapp.study", "studyapp.app", "layers-of-the-app"),
    ("studyapp.ui", "studyapp.app", "layers-of-the-app"),
    ("studyapp.ui", "studyapp.cli", "layers-of-the-app"),
    ("studyapp.ui", "studyapp.storage", "views-never-open-the-store"),
    ("studyapp.ui", "studyapp.search_index", "views-never-open-the-store"),
    ("studyapp.ui", "sqlite3", "views-never-open-the-store"),
    ("studyapp.study", "PySide6.QtCore", "study-is-plain-python"),
    ("studyapp.ui", "sqlite_utils", "only-storage-speaks-sql"),
    ("studyapp.study", "torch", "no-torch-in-the-window"),
    ("studyapp.ui", "torch.nn", "no-torch-in-the-window"),
]


@pytest.fixture(scope="module")
def broken_contracts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what import-linter says about each contract when every rule is broken somewhere."""
    folder = small_app(tmp_path_factory.mktemp("broken"))
    for number, (package, imported, _) in enumerate(VIOLATIONS):
        culprit = folder / package.replace(".", "/") / f"culprit_{number}.py"
        culprit.write_text(f"def late():\n    import {imported}\n    return {imported}\n")
    details = lint_imports(folder).stdout.partition("Broken contracts")[2]
    contracts = SETTINGS["tool"]["importlinter"]["contracts"]
    sections = re.split("|".join(re.escape(f"\n{contract['name']}\n") for contract in contracts), details)
    return {contract["id"]: section for contract, section in zip(contracts, sections[1:], strict=True)}


def test_the_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_an_app_without_violations_passes(tmp_path: Path) -> None:
    result = lint_imports(small_app(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("number", range(len(VIOLATIONS)))
def test_every_contract_notices_its_violation(number: int, broken_contracts: dict[str, str]) -> None:
    package, imported, contract = VIOLATIONS[number]
    section = broken_contracts[contract]
    external = imported if imported.split(".")[0] in OURS else imported.split(".")[0]
    assert re.search(rf"{re.escape(package)}\.culprit_{number} -> {re.escape(external)} \(l\.\d", section), section


# ---------------------------------------------------------------- what is loaded when


def loaded_after(statements: str) -> set[str]:
    """Return the heavy modules that a fresh Python has loaded after those statements."""
    question = f"{statements}\nimport sys\nprint('loaded:', *(name for name in {HEAVY} if name in sys.modules))"
    command = [sys.executable, "-c", question]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return set(result.stdout.rpartition("loaded:")[2].split())


def test_listing_demos_leaves_torch_unloaded() -> None:
    assert loaded_after("from models.registry import demos\nassert demos(), 'there is no demo'") == set()


def test_listing_families_leaves_sympy_unloaded() -> None:
    assert loaded_after("from question_bank.registry import families\nassert families(), 'there is no family'") == set()


def test_the_window_s_code_loads_nothing_heavy() -> None:
    assert loaded_after("import studyapp.app") == set()


@pytest.mark.parametrize("module", ["sympy", "matplotlib"])
def test_what_is_loaded_is_noticed(module: str) -> None:
    assert module in loaded_after(f"import {module}")


# ---------------------------------------------------------------- size (style rule 18)


def our_files() -> list[Path]:
    """Return every Python file of ours that a reader meets."""
    return [ROOT / "start.py", *(path for folder in (*OURS, "tests") for path in sorted((ROOT / folder).rglob("*.py")))]


def function_lengths(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every function of a file with its number of lines, decorators left out."""
    for node in statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{path.relative_to(ROOT)}: {node.name}", node.end_lineno - node.lineno + 1


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands inside, however deep, but expressions: most of a tree, and they define no function."""
    for block in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inner in getattr(node, block, ()):
            yield inner
            yield from statements(inner)


@cache
def all_functions() -> Mapping[str, int]:
    """Return the length of every function of ours."""
    return {name: lines for path in our_files() for name, lines in function_lengths(path)}


def test_no_module_has_more_than_400_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in our_files()}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_no_function_has_more_than_50_lines() -> None:
    assert {name: lines for name, lines in all_functions().items() if lines > 50} == {}


def test_nine_of_ten_functions_have_at_most_30_lines() -> None:
    lengths = sorted(all_functions().values())
    assert lengths[len(lengths) * 9 // 10] <= 30
