"""What every test stands on: no display, no user data, no process left behind, no unannounced warning."""

from __future__ import annotations

import gc
import itertools
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import settings

gc.disable()  # imports leave next to none behind; see pytest_collection_finish

# Before Qt, matplotlib or torch is first imported. One thread: tiny tensors are slower on many.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["MPLBACKEND"] = "Agg"
os.environ.setdefault("OMP_NUM_THREADS", "1")

# The same cases on every machine, so that a red run can be repeated by anybody.
settings.register_profile("ci", deadline=None, derandomize=True, database=None, max_examples=30)
# Fresh dice and failures remembered, for whoever is writing a family.
settings.register_profile("dev", deadline=None, max_examples=100)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_finish() -> None:
    """Keep garbage collections from walking through all that was imported: torch alone has half a million objects."""
    gc.freeze()
    gc.enable()


LEAVING_MS = 1000
"""How long a process that was told to stop may take to be gone."""


@pytest.fixture(autouse=True)
def studyapp_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a data folder of its own, not made yet, so that nobody's real progress is touched."""
    home = next(homes)
    monkeypatch.setenv("STUDYAPP_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return folders that no other test has; making none of them keeps 2,000 tests fast."""
    root = tmp_path_factory.mktemp("homes")
    return (root / str(number) for number in itertools.count())


@pytest.fixture(scope="session", autouse=True)
def settings_of_qt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what Qt's own dialogs remember out of the settings of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
        yield


@pytest.fixture(autouse=True)
def no_process_left_behind() -> Iterator[None]:
    """Fail the test that leaves a child process running, and end that process."""
    before = _children()
    yield
    _, left = psutil.wait_procs(_children() - before, timeout=LEAVING_MS / 1000)
    for child in left:
        child.kill()
    assert not left, f"the test left a process running: {left}"


def _children() -> set[psutil.Process]:
    """Return the processes we started that still exist."""
    if sys.platform == "linux":
        try:  # one system call instead of a walk through all processes
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return set()
    return set(psutil.Process().children())


class _Warnings(logging.Handler):
    """Collects what is logged at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unannounced_log_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that logs a warning, unless it asked for ``caplog`` and so looks at the log itself."""
    warnings = _Warnings()
    logging.getLogger().addHandler(warnings)
    yield
    logging.getLogger().removeHandler(warnings)
    if "caplog" not in request.fixturenames:
        assert not warnings.messages, f"logged without being announced (take caplog to expect it): {warnings.messages}"
