"""start.py: what it says when something is missing, and when it sets up, mends or starts right away."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import venv
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import start

ROOT = Path(start.__file__).resolve().parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Make a small checkout whose environment is empty but real, and marked as ready."""
    root = tmp_path / "checkout"
    root.mkdir()
    for name in ("start.py", "pyproject.toml", "requirements.lock"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    venv.create(root / ".venv", symlinks=os.name != "nt")
    start.stamp_path(root).write_text(start.stamp(root))
    return root


def run_start(root: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run that checkout's start.py on a machine that has no display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH")
    env = {name: value for name, value in os.environ.items() if name not in hidden} | environ
    command = [sys.executable, str(root / "start.py"), *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def install_module(root: Path, name: str, source: str) -> None:
    """Put a module where the checkout's environment finds it."""
    [packages] = (root / ".venv").rglob("site-packages")
    (packages / name).parent.mkdir(exist_ok=True)
    (packages / name).write_text(source)


# ---------------------------------------------------------------- Python


def test_an_old_python_can_read_the_file() -> None:
    ast.parse((ROOT / "start.py").read_text(), feature_version=(3, 6))  # raises SyntaxError


def test_an_old_python_is_told_which_one_to_install() -> None:
    assert start.complaint_about_python((3, 10, 13), "/usr/bin/python3") == (
        "studyapp needs Python 3.11 or newer, and /usr/bin/python3 is Python 3.10.13. "
        "Install a newer one and start this with it."
    )


@pytest.mark.parametrize("found", [(3, 11, 0), (3, 12, 1), (4, 0, 0)])
def test_a_new_python_is_not_complained_about(found: tuple[int, ...]) -> None:
    assert start.complaint_about_python(found, "python3") == ""


# ---------------------------------------------------------------- when the set-up is skipped, mended or made anew


def test_a_marked_environment_is_ready(checkout: Path) -> None:
    assert start.is_ready(checkout)


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_changed_requirements_are_installed_into_the_environment_that_is_there(checkout: Path, name: str) -> None:
    with (checkout / name).open("a") as file:
        file.write("# changed\n")
    assert not start.is_ready(checkout)
    assert start.objection_to(checkout) == ""


def test_an_interrupted_set_up_is_made_again(checkout: Path) -> None:
    start.stamp_path(checkout).write_text(start.UNFINISHED)
    assert not start.is_ready(checkout)
    assert "half made" in start.objection_to(checkout)


def test_an_environment_without_its_python_is_made_again(checkout: Path) -> None:
    start.environment_python(checkout).unlink()
    assert not start.is_ready(checkout)
    assert "half made" in start.objection_to(checkout)


def test_an_environment_of_another_python_is_made_again(checkout: Path) -> None:
    settings = checkout / ".venv" / "pyvenv.cfg"
    settings.write_text(re.sub(r"(?m)^version = .*$", "version = 3.9.18", settings.read_text()))
    assert start.objection_to(checkout) == "The environment belongs to Python 3.9; making it again."


def test_an_environment_that_was_moved_is_made_again(checkout: Path) -> None:
    moved = checkout.rename(checkout.with_name("elsewhere"))
    assert not start.is_ready(moved)
    assert "moved" in start.objection_to(moved)


def test_an_environment_somebody_made_by_hand_is_kept(checkout: Path) -> None:
    start.stamp_path(checkout).unlink()
    assert start.objection_to(checkout) == ""


def test_an_installation_that_changed_nothing_goes_on_from_there(checkout: Path) -> None:
    start.stamp_path(checkout).write_text(start.UNFINISHED)
    with pytest.raises(
        start.SetupError, match=r"pip could not install the packages. The whole story is in .*setup\.log\.$"
    ):
        start.install_packages(checkout)  # this environment has no pip
    assert start.objection_to(checkout) == ""


def test_a_second_set_up_at_the_same_time_is_refused(checkout: Path) -> None:
    start.stamp_path(checkout).unlink()
    with start.only_one_set_up(checkout):
        second = run_start(checkout, "topics")
    assert (second.returncode, second.stderr) == (
        2,
        "Another start.py is setting up here. Start again when it has finished.\n",
    )


def test_a_checkout_without_its_lock_is_named(checkout: Path) -> None:
    (checkout / "requirements.lock").unlink()
    result = run_start(checkout, "topics")
    assert result.returncode == 2
    assert re.fullmatch(r"The set-up failed on a file \(.*requirements\.lock\): No such file.*\n", result.stderr)


def test_a_folder_that_cannot_be_written_is_named(checkout: Path) -> None:
    start.stamp_path(checkout).unlink()
    (checkout / ".setup.lock").mkdir()
    result = run_start(checkout, "topics")
    assert result.returncode == 2
    assert re.fullmatch(r"The set-up failed on a file \(.*\.setup\.lock\): .*\n", result.stderr)


def test_a_loop_that_cannot_be_compiled_stops_no_set_up(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    start.compile_loops(checkout)  # this environment has nothing of ours
    told = capfd.readouterr().err
    assert "studyapp: Compiling the fast training loop" in told
    assert "No module named" in told


# ---------------------------------------------------------------- why pip failed


def pip_log(folder: Path, *arguments: str) -> str:
    """Return what the real pip logs about an installation that fails."""
    log = folder / "pip.log"
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": "", "PIP_RETRIES": "0"}
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--log", str(log), "install", *arguments]
    result = subprocess.run(command, env={**os.environ, **nowhere}, capture_output=True, check=False)
    assert result.returncode != 0
    return log.read_text()


def test_an_index_out_of_reach_is_one_sentence(tmp_path: Path) -> None:
    log = pip_log(tmp_path, "--index-url", "http://127.0.0.1:9/simple", "no-such-package==1")
    assert start.why_pip_failed(log) == (
        "The package index could not be reached. Check the network and pip's configuration (pip config list)."
    )


def test_a_version_the_index_lacks_is_named(tmp_path: Path) -> None:
    log = pip_log(tmp_path, "--no-index", "no-such-package==1")
    assert start.why_pip_failed(log).startswith("The package index has no no-such-package==1 for this kind of machine")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "no space left"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/x'",
            "may not write here",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "damaged on the way"),
        ("ERROR: Operation cancelled by user", "was stopped"),
        ("ERROR: Something nobody foresaw.", "pip could not install the packages: Something nobody foresaw."),
        ("", "pip could not install the packages."),
    ],
)
def test_every_failure_has_its_sentence(line: str, expected: str) -> None:
    assert expected in start.why_pip_failed(f"2026-01-01T00:00:00,000 {line}\n")


# ---------------------------------------------------------------- shared libraries


def test_a_missing_library_is_noticed() -> None:
    missing = ["libsurely-not-here.so.9", "libnor-this-2.so.4"]
    assert start.absent(" ".join(missing)) == missing


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ],
)
def test_packages_are_named_as_debian_names_them(library: str, package: str) -> None:
    assert start.debian_package(library) == package


def test_who_may_not_install_is_given_the_exact_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_apt(tmp_path, monkeypatch, user=1000)
    with pytest.raises(start.SetupError) as caught:
        start.install_system_packages(["libegl1", "libgl1"], "Missing: libEGL.so.1, libGL.so.1")
    assert str(caught.value) == (
        "Missing: libEGL.so.1, libGL.so.1. "
        "Install them with: sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    )
    assert not (tmp_path / "asked").exists()


def test_root_asks_again_after_an_update_and_then_gives_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_apt(tmp_path, monkeypatch, user=0)
    with pytest.raises(start.SetupError, match="sudo apt-get install"):
        start.install_system_packages(["libegl1"], "Missing: libEGL.so.1")
    install = "noninteractive install -y --no-install-recommends libegl1"
    assert (tmp_path / "asked").read_text().splitlines() == [install, "noninteractive update", install]


def test_systems_without_apt_are_told_what_to_look_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(start.SetupError, match=r"^Missing: libEGL\.so\.1\. Install them with your system's package"):
        start.install_system_packages(["libegl1"], "Missing: libEGL.so.1")


def pretend_apt(folder: Path, monkeypatch: pytest.MonkeyPatch, *, user: int) -> None:
    """Make this a machine of that user whose apt-get writes down what it is asked and fails."""
    program = folder / "apt-get"
    program.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $@" >> "{folder}/asked"\nexit 100\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: user)


# ---------------------------------------------------------------- running

SHOW_ARGUMENTS = "import os, sys\nprint(sys.argv[1:], os.environ.get('QT_QPA_PLATFORM'))\nsys.exit(7)\n"


def test_words_reach_the_command_line_and_its_exit_code_comes_back(checkout: Path) -> None:
    install_module(checkout, "studyapp/__main__.py", SHOW_ARGUMENTS)
    result = run_start(checkout, "exercise", "show", "a family", "--json")
    platform = "offscreen" if start.ON_LINUX else None
    assert (result.stdout, result.stderr) == (f"['exercise', 'show', 'a family', '--json'] {platform}\n", "")
    assert result.returncode == 7


def test_without_a_display_the_way_to_a_picture_is_shown(checkout: Path) -> None:
    install_module(checkout, "studyapp/__main__.py", SHOW_ARGUMENTS)
    result = run_start(checkout)
    if start.ON_LINUX:
        assert (result.returncode, result.stdout) == (0, start.NO_DISPLAY + "\n")
        assert "python3 start.py screenshot today today.png" in result.stdout
    else:
        assert (result.returncode, result.stdout) == (7, "[] None\n")


def test_with_a_display_the_window_opens(checkout: Path) -> None:
    install_module(checkout, "studyapp/__main__.py", SHOW_ARGUMENTS)
    result = run_start(checkout, QT_QPA_PLATFORM="minimal")
    assert (result.returncode, result.stdout) == (7, "[] minimal\n")


CHECKS = {
    "ruff.py": "import sys\nprint('ruff', sys.argv[1:])\nsys.exit(1)\n",
    "mypy.py": "import sys\nprint('mypy', sys.argv[1:])\n",
    "importlinter/cli.py": "import sys\ndef lint_imports_command(): print('contracts', sys.argv[1:])\n",
    "pytest.py": "import os, sys\nprint('pytest', sys.argv[1:], os.environ.get('QT_QPA_PLATFORM'))\n",
}


def test_every_check_runs_even_after_one_failed(checkout: Path) -> None:
    for name, source in CHECKS.items():
        install_module(checkout, name, source)
    result = run_start(checkout, "test", "-k", "a word")
    platform = "offscreen" if start.ON_LINUX else None
    for line in (
        "mypy []",
        "contracts ['--no-logo']",
        f"pytest ['-n', '2', '--dist', 'worksteal', '-k', 'a word'] {platform}",
    ):
        assert line in result.stdout.splitlines()
    assert re.findall(r"(failed|passed) after [\d.]+ s", result.stdout)[-5:] == ["failed"] * 2 + ["passed"] * 3
    assert result.returncode == 1


def test_checks_that_all_pass_are_a_success(checkout: Path) -> None:
    for name, source in CHECKS.items():
        install_module(checkout, name, source.replace("sys.exit(1)", ""))
    assert run_start(checkout, "test").returncode == 0


# ---------------------------------------------------------------- the lock


def locked() -> dict[str, str]:
    """Return the locked version of every package."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [line.split(";")[0].strip().split("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): pinned for name, pinned in pins}


def asked_for() -> set[str]:
    """Return what the project and every locked package ask for on this machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for package in distributions():
        # torch pins the CUDA packages of its platform itself.
        if canonicalize_name(package.name) in locked().keys() - {"torch"}:
            lines += package.requires or []
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name) for one in found if one.marker is None or one.marker.evaluate({"extra": ""})}


def test_the_lock_names_no_index_and_no_host() -> None:
    assert not re.search(r"://|^\s*-", (ROOT / "requirements.lock").read_text(), re.MULTILINE)


def test_everything_asked_for_is_locked() -> None:
    assert asked_for() - {"pip"} <= locked().keys()


def test_what_is_installed_is_what_is_locked() -> None:
    pins = locked()
    installed = {canonicalize_name(package.name): package.version.partition("+")[0] for package in distributions()}
    assert {name: installed[name] for name in installed.keys() & pins} == {
        name: pins[name] for name in installed.keys() & pins
    }
