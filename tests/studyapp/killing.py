"""A process that starts children and kills them: ``python -m tests.studyapp.killing``, jobs as JSON lines on stdin.

It has imported all that a child needs, so that a child is a fork and costs next to nothing. Every child says "ready",
then a line for all that it has accepted, and waits at its end for its death.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import msgspec
import sqlite_utils  # noqa: F401 - a child that migrates has it already

from studyapp.backups import back_up, open_store
from studyapp.paths import DATABASE
from studyapp.storage import Store
from studyapp.study.history import review_of
from studyapp.study.memory import item_of
from studyapp.study.scheduling import Schedule
from studyapp.transfer import take_in
from tests.studyapp.attempts import NOON, attempt

TAKEN_BACK_EVERY = 5
LONGEST_S = 20.0

Say = Callable[[str], None]


class Job(msgspec.Struct):
    """A child to start, and when to kill it: ``after_s`` from its "ready", None when it has come to its end."""

    what: str
    folder: str
    after_s: float | None


class Death(msgspec.Struct):
    """What a child had said before it was killed, and how long it had lived from its "ready"."""

    said: list[str]
    lived_s: float


def answer(folder: Path, say: Say) -> None:
    """Accept answers and take some back, for ever; each is told once it is on the disk."""
    with Store(folder / DATABASE) as store:
        step = 0
        say("ready")
        while True:
            take_step(store, step)
            say(str(step))
            step += 1


def answer_too_early(folder: Path, say: Say) -> None:
    """Do the same, but tell of an answer before it is on the disk: what the test has to notice."""
    with Store(folder / DATABASE) as store:
        step = 0
        say("ready")
        while True:
            say(str(step))
            take_step(store, step)
            step += 1


def take_step(store: Store, step: int) -> None:
    """Keep the answer of a step, with its review and memory, or take the last one back in every fifth."""
    if step % TAKEN_BACK_EVERY == TAKEN_BACK_EVERY - 1:
        store.take_back(NOON + timedelta(minutes=step))
        return
    made = attempt(seed=step, at=NOON + timedelta(minutes=step), difficulty=1 + step % 2, score=float(step % 3 > 0))
    review = review_of(made)
    memory = Schedule().after(store.reviews.memory(item_of(made.key)), review)
    store.add_answer(made, review, memory)


def write_backups(folder: Path, say: Say) -> None:
    """Write three backups, with an answer before each."""
    with Store(folder / DATABASE) as store:
        say("ready")
        for step in range(3):
            take_step(store, step)
            say(str(step))
            say(back_up(folder / DATABASE, NOON + timedelta(minutes=step)).name)
        say("done")


def take_in_a_file(folder: Path, say: Say) -> None:
    """Take in the file beside the folder, as the command does it."""
    say("ready")
    back_up(folder / DATABASE, NOON, before="import")
    take_in(folder, folder.parent / "all.jsonl", theirs=True, now=NOON)
    say("done")


def bring_up_to_date(folder: Path, say: Say) -> None:
    """Open a file of an older version, as the window does it."""
    say("ready")
    open_store(folder / DATABASE, NOON).store.close()
    say("done")


CHILDREN: dict[str, Callable[[Path, Say], None]] = {
    child.__name__: child for child in (answer, answer_too_early, write_backups, take_in_a_file, bring_up_to_date)
}


def main() -> None:
    """Kill one child a line, and say how it died."""
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(msgspec.json.encode(death_of(msgspec.json.decode(line, type=Job))) + b"\n")
        sys.stdout.buffer.flush()


def death_of(job: Job) -> Death:
    """Start a child, kill it, and return what it had said."""
    heard, saying = os.pipe()
    child = os.fork()
    if not child:
        os.close(heard)
        live(job, saying)
    os.close(saying)
    said, ready_at = b"", 0.0
    deadline = time.monotonic() + LONGEST_S
    while (left := deadline - time.monotonic()) > 0 and (job.after_s is not None or b"done" not in said):
        if not select.select([heard], [], [], left)[0]:
            break
        news = os.read(heard, 1 << 16)
        if not news:
            break
        said += news
        if not ready_at and b"ready" in said:
            ready_at = time.monotonic()
            deadline = ready_at + (LONGEST_S if job.after_s is None else job.after_s)
    lived_s = time.monotonic() - ready_at
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while news := os.read(heard, 1 << 16):
        said += news
    os.close(heard)
    return Death(said.decode().split("\n")[:-1], lived_s)


def live(job: Job, saying: int) -> NoReturn:
    """Be the child."""
    try:
        CHILDREN[job.what](Path(job.folder), lambda words: _say(saying, words))
    except BaseException as error:
        _say(saying, f"failed: {error!r}")
        raise
    finally:
        select.select([], [], [], LONGEST_S)  # until the kill
        os._exit(1)


def _say(saying: int, words: str) -> None:
    os.write(saying, f"{words}\n".encode())


if __name__ == "__main__":
    main()
