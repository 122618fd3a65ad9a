"""``studyapp doctor``: versions, device, database, and what is missing and how to mend it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from models import registry as demo_registry
from question_bank import registry as family_registry
from studyapp.cli.output import emit, json_option
from studyapp.errors import StoreError
from studyapp.paths import CONTENT, data_folder, database_file
from studyapp.storage import Store
from studyapp.study.catalog import load_catalog

PACKAGES = ("PySide6-Essentials", "torch", "numpy", "matplotlib", "sympy", "sqlite-utils", "ziamath", "pyqtgraph")


@click.command(help="Check the installation, the device and the learner's database.")
@json_option
def doctor(as_json: bool) -> None:
    """Print how everything is."""
    problems: list[str] = []
    document = {
        "versions": _versions(problems),
        "device": _device(problems),
        "database": _database(problems),
        "content": _content(problems),
        "problems": problems,
    }
    emit(document, [*_lines(document), *(problems or ["Everything is in order."])], as_json=as_json)


def _lines(document: Mapping[str, object]) -> Iterator[str]:
    """Yield each finding on a line of its own, below the name of its section."""
    for section, found in document.items():
        if isinstance(found, dict):
            yield section
            yield from (f"  {name}: {_words(value)}" for name, value in found.items())


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _versions(problems: list[str]) -> dict[str, str]:
    found = {"python": platform.python_version(), "system": platform.platform()}
    for package in ("studyapp", *PACKAGES):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            problems.append(f"{package} is not installed. Run python3 start.py, which installs it.")
    return found


def _device(problems: list[str]) -> dict[str, object]:
    from models.training import device_name, devices

    try:
        return {"available": devices(), "used": device_name(devices()[-1])}
    except ImportError as error:
        problems.append(f"torch can't be loaded ({error}). Run python3 start.py, which installs it.")
        return {"available": [], "used": ""}


def _database(problems: list[str]) -> dict[str, object]:
    path = database_file()
    found: dict[str, object] = {"folder": str(data_folder()), "file": str(path), "exists": path.exists()}
    if not path.exists():
        if not _can_be_made(data_folder()):
            problems.append(f"{data_folder()} can't be made or written to. Check STUDYAPP_HOME and its permissions.")
        return found | {"sound": True, "attempts": 0}
    try:
        with Store(path) as store:
            sound = store.is_sound()
            found |= {"sound": sound, "attempts": sum(tally.attempts for tally in store.tallies_by_topic().values())}
    except StoreError as error:
        problems.append(str(error))
        return found | {"sound": False}
    if not sound:
        problems.append(f"{path} is damaged. Put a backup back: studyapp data restore.")
    return found


def _can_be_made(folder: Path) -> bool:
    """Tell whether a file can be put into the folder, which need not exist yet; nothing is made."""
    nearest = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)


def _content(problems: list[str]) -> dict[str, int]:
    catalog = load_catalog(CONTENT)
    problems.extend(catalog.problems)
    return {
        "topics": len(catalog.topics),
        "families": len(family_registry.families()),
        "demos": len(demo_registry.demos()),
    }
