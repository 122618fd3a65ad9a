#!/usr/bin/env python3
"""Set up studyapp and open it, with nothing but Python.

    python3 start.py                open the window
    python3 start.py test [...]     run every check; further words go to pytest
    python3 start.py COMMAND ...    run the command line, for example `topics --json`

Each of them makes .venv beside this file first and installs requirements.lock into it, unless that has been done.
Where packages come from is pip's own configuration. An expected failure is one sentence on stderr and exit code 2;
the next run recovers.

Old Pythons must be able to read this file far enough to say so: no syntax newer than Python 3.6.
"""

import contextlib
import ctypes
import errno
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, Iterator, List, Mapping, Sequence, Tuple

OLDEST_PYTHON = (3, 11)
ON_LINUX = sys.platform.startswith("linux")
ROOT = Path(__file__).resolve().parent
UNFINISHED = "unfinished"
NEED_QT = ("screenshot", "test")

# The shared libraries that Qt expects of a Linux system; it brings everything else itself.
EVERYWHERE = (
    "libEGL.so.1 libGL.so.1 libX11.so.6 libxkbcommon.so.0 libfontconfig.so.1 libfreetype.so.6 libdbus-1.so.3"
    " libglib-2.0.so.0"
)
WAYLAND = "libwayland-client.so.0 libwayland-cursor.so.0"
X11 = (
    "libX11-xcb.so.1 libxkbcommon-x11.so.0 libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1"
    " libxcb-randr.so.0 libxcb-render.so.0 libxcb-render-util.so.0 libxcb-shape.so.0 libxcb-shm.so.0 libxcb-sync.so.1"
    " libxcb-util.so.1 libxcb-xfixes.so.0 libxcb-xkb.so.1"
)

NO_DISPLAY = """studyapp is set up, but there is no display here to open its window on.
To see a page, draw it into a picture:  python3 start.py screenshot today today.png
For everything else:                    python3 start.py --help"""


class SetupError(Exception):
    """A step of the set-up that could not be done; its text says what happened and what to do."""


def main(words: List[str]) -> int:
    """Set up what is missing, do what the words of the command line say, and return the exit code."""
    complaint = complaint_about_python(sys.version_info[:3], sys.executable)
    if complaint:
        say(complaint)
        return 2
    try:
        provide_libraries(words)
        set_up(ROOT)
        if words[:1] == ["test"]:
            return run_checks(ROOT, words[1:])
        if not words and not has_display(os.environ):
            print(NO_DISPLAY)
            return 0
        return run_app(ROOT, words)
    except SetupError as error:
        say(str(error))
    except KeyboardInterrupt:
        say("Stopped. What was not finished begins again at the next start.")
    return 2


def complaint_about_python(version: Tuple[int, ...], executable: str) -> str:
    """Return the sentence for a Python that is too old, or nothing."""
    if version >= OLDEST_PYTHON:
        return ""
    return (
        "studyapp needs Python 3.11 or newer, and {} is Python {}. Install a newer one and start this with it.".format(
            executable or "this", ".".join(map(str, version))
        )
    )


def say(text: str) -> None:
    """Print a line for the person at the terminal; stdout belongs to the app."""
    print(text, file=sys.stderr, flush=True)


def has_display(environ: Mapping[str, str]) -> bool:
    """Tell whether Qt will find something to draw on."""
    named = any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return named or not ON_LINUX


# ---------------------------------------------------------------- shared libraries (Linux)


def provide_libraries(words: Sequence[str]) -> None:
    """Make sure that Qt finds the system's libraries, where these words need Qt."""
    if not ON_LINUX or (words and words[0] not in NEED_QT):
        return
    libraries = missing_libraries(os.environ)
    if libraries:
        reason = "Qt needs shared libraries that are missing here: {}".format(", ".join(libraries))
        install_system_packages([debian_package(library) for library in libraries], reason)


def missing_libraries(environ: Mapping[str, str]) -> List[str]:
    """Return the libraries that Qt needs on this kind of display and that are not on this machine."""
    missing = absent(EVERYWHERE)
    x11, wayland = environ.get("DISPLAY"), environ.get("WAYLAND_DISPLAY")
    if wayland and not absent(WAYLAND):
        return missing
    if x11:
        return missing + absent(X11)
    return missing + (absent(WAYLAND) if wayland else [])


def absent(libraries: str) -> List[str]:
    """Return those of the libraries that the dynamic linker does not find."""
    missing = []
    for library in libraries.split():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    return missing


def debian_package(library: str) -> str:
    """Return the package that Debian's rule of naming gives a library: its name and number, in lower case."""
    if library == "libglib-2.0.so.0":
        return "libglib2.0-0"
    name, number = library.lower().split(".so.")
    return name + ("-" if name[-1].isdigit() else "") + number


def install_system_packages(packages: Sequence[str], reason: str) -> None:
    """Install Debian packages where we may; otherwise say the command that does."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    advice = "{}. Install them with: sudo {}".format(reason, " ".join(command))
    if shutil.which("apt-get") is None:
        raise SetupError("{}. Install them with your system's package manager.".format(reason))
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupError(advice)
    step("Installing system packages: " + " ".join(packages))
    environ = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if run(command, environ) != 0:
        run(["apt-get", "update"], environ)
        if run(command, environ) != 0:
            raise SetupError(advice)


# ---------------------------------------------------------------- the environment


def set_up(root: Path) -> None:
    """Make the environment in ``root``/.venv complete, or do nothing when it is."""
    started = time.monotonic()
    try:
        if is_ready(root):
            return
        with only_one_set_up(root):
            make_environment(root)
            install_packages(root)
            compile_loops(root)
            stamp_path(root).write_text(stamp(root))
    except OSError as error:
        where = " ({})".format(error.filename) if error.filename else ""
        raise SetupError("The set-up failed on a file{}: {}.".format(where, error.strerror or error)) from error
    step("Ready after {:.0f} s.".format(time.monotonic() - started))


def is_ready(root: Path) -> bool:
    """Tell whether the environment was completed for these versions, this Python and this folder."""
    return read(stamp_path(root)) == stamp(root) and environment_python(root).exists()


def stamp(root: Path) -> str:
    """Return what the environment was made from: its place on the first line, its packages on the second."""
    settings = (root / "requirements.lock").read_bytes() + (root / "pyproject.toml").read_bytes()
    return "{}\n{}\n".format(stamp_of_place(root), hashlib.sha256(settings).hexdigest())


def stamp_of_place(root: Path) -> str:
    """Return the Python and the folder that an environment is made for; it works with no other."""
    return "Python {}.{} in {}".format(sys.version_info[0], sys.version_info[1], root)


def stamp_path(root: Path) -> Path:
    """Return the file that says how far the set-up has come."""
    return root / ".venv" / "studyapp-stamp.txt"


def environment_python(root: Path) -> Path:
    """Return the environment's Python, whether it exists or not."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def read(path: Path) -> str:
    """Return a small file's text; nothing when it cannot be read."""
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


@contextlib.contextmanager
def only_one_set_up(root: Path) -> Iterator[None]:
    """Keep a second start from setting up in the same folder at the same time."""
    with open(str(root / ".setup.lock"), "w") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Any other failure means a folder without locks, as some network drives are: go on without.
            if error.errno in (errno.EACCES, errno.EAGAIN):
                raise SetupError("Another start.py is setting up here. Start again when it has finished.") from error
        yield


def make_environment(root: Path) -> None:
    """Leave a working, marked environment behind: the one that is there if it can be used, a new one otherwise."""
    folder = root / ".venv"
    objection = objection_to(root) if folder.exists() else ""
    if folder.exists() and not objection:
        stamp_path(root).write_text(UNFINISHED)
        return
    if objection:
        step(objection)
        remove(folder)
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        install_system_packages([package], "This Python comes without venv, which makes environments")
    step("Making an environment in {}".format(folder))
    folder.mkdir()
    stamp_path(root).write_text(UNFINISHED)
    made = subprocess.run([sys.executable, "-m", "venv", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode != 0:
        words = made.stdout.decode(errors="replace").split()
        raise SetupError("Python could not make an environment in {}: {}".format(folder, " ".join(words[-40:])))


def objection_to(root: Path) -> str:
    """Return why the environment that is there cannot be built upon, or nothing."""
    found = read(stamp_path(root))
    version = re.search(r"^version\s*=\s*(\d+)\.(\d+)", read(root / ".venv" / "pyvenv.cfg"), re.MULTILINE)
    if found.startswith(UNFINISHED) or not version or not environment_python(root).exists():
        return "The environment was left half made; making it again."
    if (int(version.group(1)), int(version.group(2))) != sys.version_info[:2]:
        return "The environment belongs to Python {}.{}; making it again.".format(*version.groups())
    if found and found.splitlines()[0] != stamp_of_place(root):
        return "The folder was moved since the environment was made; making it again."
    return ""


def remove(folder: Path) -> None:
    """Remove the old environment, unless we are running on it."""
    if Path(sys.prefix).resolve() == folder.resolve():
        raise SetupError("Start this with the Python of your system: the one in .venv must be made again.")
    try:
        shutil.rmtree(str(folder))
    except OSError as error:
        message = "Could not remove {} ({}). Close every running studyapp and start again."
        raise SetupError(message.format(folder, error.strerror or error)) from error


def install_packages(root: Path) -> None:
    """Install the locked versions and then the project itself, with pip's own progress to be seen."""
    lock = root / "requirements.lock"
    step("Installing the packages of requirements.lock (the first time takes some minutes)")
    pip_install(root, ["--requirement", str(lock)])
    step("Installing studyapp itself")
    # A plain path file: the finder that setuptools writes otherwise costs every start of Python 30 ms.
    as_path = ["--config-settings", "editable_mode=compat"]
    pip_install(root, ["--no-deps", "--no-build-isolation", "--quiet", *as_path, "--editable", str(root)])


def compile_loops(root: Path) -> None:
    """Compile the playground's training loop now, so that no run waits for it; the app can do without."""
    step("Compiling the fast training loop")
    run([str(environment_python(root)), "-P", "-m", "models", "compile"])


def pip_install(root: Path, arguments: Sequence[str]) -> None:
    """Run the environment's pip; a failure becomes one sentence."""
    log = root / ".venv" / "setup.log"
    log.write_text("")
    command = [str(environment_python(root)), "-m", "pip", "--disable-pip-version-check", "--log", str(log), "install"]
    if run(command + list(arguments)) == 0:
        return
    story = read(log)
    if "Installing collected packages" not in story:
        stamp_path(root).unlink()  # Nothing was changed: the next start can go on from here.
    raise SetupError("{} The whole story is in {}.".format(why_pip_failed(story), log))


PIP_FAILURES = {
    "No space left on device|not enough space on the disk|Errno 28|Disk quota exceeded": (
        "There is no space left on the disk: studyapp needs about 2 GB, and several more where torch brings CUDA."
    ),
    "NewConnectionError|ConnectTimeoutError|ReadTimeoutError|Max retries exceeded|name resolution|getaddrinfo failed"
    "|Connection refused|Connection reset|IncompleteRead|ProxyError|SSLError|confirming the ssl certificate": (
        "The package index could not be reached. Check the network and pip's configuration (pip config list)."
    ),
    "Operation cancelled by user": "The set-up was stopped. The next start goes on.",
    "DO NOT MATCH THE HASHES": "A package was damaged on the way. Start again to fetch it anew.",
    r"No matching distribution found for (\S+)": (
        "The package index has no {0} for this kind of machine and Python {1}; Python 3.11 to 3.13 are safe."
    ),
    "Permission denied|Errno 13": "The set-up may not write here. Move the folder to where you may write.",
}


def why_pip_failed(log: str) -> str:
    """Return one sentence for the reason that pip's log names."""
    for pattern, sentence in PIP_FAILURES.items():
        found = re.search(pattern, log)
        if found:
            return sentence.format(*(found.groups() or ("",)), sys.version.split()[0])
    errors = re.findall(r"ERROR: (.+)", log)
    return "pip could not install the packages{}.".format(": " + errors[-1].rstrip(".") if errors else "")


# ---------------------------------------------------------------- running


def step(text: str) -> None:
    """Say what is being done now."""
    say("studyapp: " + text)


def run(command: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Run a program with its output on stderr and return its exit code."""
    sys.stderr.flush()
    return subprocess.call(list(command), env=dict(environ), stdout=2)


def run_app(root: Path, words: Sequence[str]) -> int:
    """Become the app on POSIX; elsewhere run it and return its exit code."""
    # -P: a folder called `models` where the learner happens to stand must not be taken for ours.
    command = [str(environment_python(root)), "-P", "-m", "studyapp", *words]
    environ = offscreen_without_display(os.environ)
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(command[0], command, environ)
    return subprocess.call(command, env=environ)


def offscreen_without_display(environ: Mapping[str, str]) -> Dict[str, str]:
    """Return the environment in which Qt draws into memory where there is nothing else to draw on."""
    return dict(environ) if has_display(environ) else dict(environ, QT_QPA_PLATFORM="offscreen")


def run_checks(root: Path, pytest_words: Sequence[str]) -> int:
    """Run every check to its end and return 1 if any of them failed."""
    python = str(environment_python(root))
    checks = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy --strict": [python, "-m", "mypy"],
        "import contracts": [python, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"],
        # Two processes halve the time; each takes what the other has not begun. `-n 0` as a word puts all into one.
        "pytest": [python, "-m", "pytest", "-n", "2", "--dist", "worksteal", *pytest_words],
    }
    results = []
    for number, (name, command) in enumerate(checks.items(), 1):
        print("\n[{}/{}] {}".format(number, len(checks), name), flush=True)
        started = time.monotonic()
        code = subprocess.call(command, cwd=str(root), env=offscreen_without_display(os.environ))
        result = "{:<18}{} after {:.1f} s".format(name, "failed" if code else "passed", time.monotonic() - started)
        print(result, flush=True)
        results.append((code, result))
    print("\n" + "\n".join(result for _, result in results))
    return 1 if any(code for code, _ in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
