"""A process killed at any moment of an answer, a backup, an import or a migration loses nothing that it accepted.

Real processes and SIGKILL, 240 times in all, at moments drawn from a seed.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from studyapp.backups import backup_folder, backups, open_store
from studyapp.paths import DATABASE, WAITING
from studyapp.storage import Store
from studyapp.storage_files import contents_of, is_sound_file
from studyapp.storage_migrations import migrate
from studyapp.study.memory import item_of
from studyapp.study.scheduling import Schedule
from studyapp.transfer import export, take_in
from tests.studyapp.attempts import NOON
from tests.studyapp.full_store import fill, told
from tests.studyapp.killing import TAKEN_BACK_EVERY, Death, Job, take_step

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


class Killer:
    """The process that starts children and kills them."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.studyapp.killing"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def kill(self, what: str, folder: Path, after_s: float | None) -> Death:
        """Start a child and kill it so long after it was ready."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(msgspec.json.encode(Job(what, str(folder), after_s)) + b"\n")
        self.process.stdin.flush()
        death = msgspec.json.decode(self.process.stdout.readline(), type=Death)
        assert death.said[:1] == ["ready"] and not any("failed" in each for each in death.said), death.said
        return death

    def close(self) -> None:
        """End it."""
        self.process.communicate(timeout=20)


@pytest.fixture
def killer() -> Iterator[Killer]:
    made = Killer()
    yield made
    made.close()


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Give a learner's folder with a database and nothing in it."""
    Store(tmp_path / "empty" / DATABASE).close()
    return tmp_path / "empty"


def folders(root: Path, count: int, template: Path) -> Iterator[Path]:
    """Yield fresh learner's folders, each removed when the next is asked for."""
    for number in range(count):
        folder = root / f"learner-{number}"
        shutil.copytree(template, folder)
        yield folder
        shutil.rmtree(folder)


def moments(seed: int, longest_s: float) -> Iterator[float]:
    """Yield when to kill, from at once to the longest."""
    dice = random.Random(seed)
    while True:
        yield dice.uniform(0, longest_s)


def kept_after(steps: int) -> list[int]:
    """Return the seeds of the answers that stand after so many steps of ``take_step``."""
    kept: list[int] = []
    for step in range(steps):
        if step % TAKEN_BACK_EVERY == TAKEN_BACK_EVERY - 1:
            kept.pop()
        else:
            kept.append(step)
    return kept


def faults(folder: Path, accepted: int) -> list[str]:
    """Return what is wrong with a database whose child had accepted so many steps before it died."""
    opened = open_store(folder / DATABASE, NOON)
    with opened.store as store:
        seeds = [made.key.seed for made in store.attempts()]
        items = store.reviews.memories()
        replayed = {item: Schedule().replayed(store.reviews.of(item)) for item in practised(store)}
        checks = {
            "opened with a message": not opened.message and opened.saved,
            "sound": store.is_sound(),
            "every accepted answer": seeds in (kept_after(accepted), kept_after(accepted + 1)),
            "a review of each": [made and made.key.seed for _, made in store.answers()] == seeds,
            "memories follow": items == {item: memory for item, memory in replayed.items() if memory is not None},
            "sums": sum(tally.attempts for tally in store.tallies_by_topic().values()) == len(seeds),
        }
    return [name for name, holds in checks.items() if not holds]


def practised(store: Store) -> set[str]:
    """Return the items that have an answer."""
    return {item_of(made.key) for made in store.attempts()}


def steps_in(death: Death) -> int:
    """Return how many steps a child had told of."""
    return sum(line.isdigit() for line in death.said)


def test_killed_while_answering_it_has_every_accepted_answer(killer: Killer, tmp_path: Path, empty: Path) -> None:
    accepted, lasts = 0, eight_steps(killer, tmp_path, empty)
    for count, (folder, moment) in enumerate(zip(folders(tmp_path, 900, empty), moments(1, lasts), strict=False), 1):
        death = killer.kill("answer", folder, moment)
        assert faults(folder, steps_in(death)) == [], death.said
        accepted += steps_in(death)
        if count >= 90 and accepted >= 90:  # on a machine that has become slower they say less, and more are killed
            return
    pytest.fail("they were killed too early to have said much")


def test_one_that_speaks_before_the_answer_is_on_the_disk_is_found_out(
    killer: Killer, tmp_path: Path, empty: Path
) -> None:
    lasts = eight_steps(killer, tmp_path, empty)
    found = [
        fault
        for folder, moment in zip(folders(tmp_path, 20, empty), moments(2, lasts), strict=False)
        for fault in faults(folder, steps_in(killer.kill("answer_too_early", folder, moment)))
    ]
    assert "every accepted answer" in found


def test_killed_while_backing_up_it_offers_only_whole_backups(killer: Killer, tmp_path: Path, empty: Path) -> None:
    offered = half_written = 0
    lasts = longest(killer, "write_backups", tmp_path, empty)
    for folder, moment in zip(folders(tmp_path, 50, empty), moments(3, lasts), strict=False):
        death = killer.kill("write_backups", folder, moment)
        assert faults(folder, steps_in(death)) == [], death.said
        kept = [each.path for each in reversed(backups(backup_folder(folder / DATABASE)))]
        told_of = [line for line in death.said if line.endswith(".db")]
        assert [path.name for path in kept][: len(told_of)] == told_of and len(kept) <= len(told_of) + 1
        assert all(is_sound_file(path) for path in kept)
        assert [contents_of(path).answers for path in kept] == list(range(1, len(kept) + 1))
        offered += len(kept)
        half_written += any(backup_folder(folder / DATABASE).glob("*.part*"))
    assert offered >= 25 and half_written >= 3, "they were killed at other moments"


def test_killed_while_importing_it_has_all_or_nothing(killer: Killer, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    fill(here)
    fill(there, first_seed=500, at=NOON - timedelta(days=9))
    (there / "notes" / "mine.md").write_text("# Theirs\n", encoding="utf-8")
    (there / "notes" / "other.md").write_text("# Other\n", encoding="utf-8")
    with Store(there / DATABASE) as store, store.as_one():
        for step in range(40):
            take_step(store, step)
    export(there, tmp_path / "all.jsonl", profile="Ana", now=NOON)
    before = everything(here)
    taken = tmp_path / "taken"
    shutil.copytree(here, taken)
    take_in(taken, tmp_path / "all.jsonl", theirs=True, now=NOON)
    after = everything(taken)
    lasts = longest(killer, "take_in_a_file", tmp_path, here)
    ends: list[bool] = []
    for folder, moment in zip(folders(tmp_path, 40, here), moments(4, lasts), strict=False):
        death = killer.kill("take_in_a_file", folder, moment)
        found = everything(folder)
        assert found == after if "done" in death.said else found in (before, after)
        assert all(is_sound_file(each.path) for each in backups(backup_folder(folder / DATABASE)))
        ends.append(found == after)
    assert 0 < sum(ends) < len(ends), "they were all killed on one side of the moment that counts"


def test_killed_while_brought_up_to_date_it_has_the_whole_history(killer: Killer, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    write_old(old / DATABASE)
    done = tmp_path / "done"
    shutil.copytree(old, done)
    expected = everything(done)
    lasts = longest(killer, "bring_up_to_date", tmp_path, old)
    cut_short = 0
    for folder, moment in zip(folders(tmp_path, 40, old), moments(5, lasts), strict=False):
        death = killer.kill("bring_up_to_date", folder, moment)
        assert everything(folder) == expected
        cut_short += "done" not in death.said
    assert cut_short >= 10, "they were killed when all was done"


def eight_steps(killer: Killer, root: Path, template: Path) -> float:
    """Return how long eight answers take here and now."""
    deaths = [killer.kill("answer", folder, 0.3) for folder in folders(root, 1, template)]
    return 8 * deaths[0].lived_s / max(steps_in(deaths[0]), 1)


def everything(folder: Path) -> tuple[object, ...]:
    """Return all that a learner's folder tells when it is opened as the app opens it, and is sound."""
    opened = open_store(folder / DATABASE, NOON)
    with opened.store as store:
        assert opened.saved and not opened.message and store.is_sound()
        texts = {path.name: path.read_text(encoding="utf-8") for path in (folder / "notes").glob("*")}
        assert not list(folder.glob(f"{WAITING}*"))
        return (*told(store), texts)


def longest(killer: Killer, what: str, root: Path, template: Path) -> float:
    """Return how long a child takes that is left to its end."""
    lived = [killer.kill(what, folder, None).lived_s for folder in folders(root, 3, template)]
    return 1.5 * sorted(lived)[1]


OLD_ATTEMPT = """
    insert into attempts (family, version, seed, difficulty, topic, replies, verdicts, scores, score, hints, duration_s,
                          snapshot, day, at_utc, offset_min)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def write_old(path: Path) -> None:
    """Write a database as the app wrote it before it had a tutor, with a history."""
    old = sqlite3.connect(path, isolation_level=None)
    old.execute("pragma journal_mode = wal")
    migrate(old, 4)
    old.execute("begin")
    for step in range(40):
        at = NOON + timedelta(minutes=step)
        row = ("conv-output-shape", 1, step, 1 + step % 2, "cnn.convolution", '["1"]', '["right"]', "[1.0]", 1.0, 0)
        more = (5.0, "{}", at.date().isoformat(), at.isoformat(timespec="milliseconds"), 0)
        old.execute(OLD_ATTEMPT, (*row, *more))
    old.execute("commit")
    old.close()
