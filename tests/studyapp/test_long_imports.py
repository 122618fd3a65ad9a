"""A long import says how far it is, and leaves nothing to be worked out by the window that opens after it."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path

import pytest

from studyapp import transfer_lines
from studyapp.paths import DATABASE
from studyapp.storage import Store
from studyapp.transfer import compare, export, take_in
from tests.studyapp.attempts import NOON
from tests.studyapp.full_store import answer, told

LATER = NOON + timedelta(days=1)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    made = tmp_path / "here"
    made.mkdir()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the export of two hundred answers."""
    with Store(tmp_path / "there" / DATABASE) as store, store.as_one():
        for seed in range(200):
            answer(store, seed, NOON + timedelta(minutes=seed))
    target = tmp_path / "all.jsonl"
    export(tmp_path / "there", target, profile="Ana", now=NOON)
    return target


def told_of(learner: Path) -> tuple[object, ...]:
    with Store(learner / DATABASE) as store:
        return told(store)


def test_an_import_leaves_no_memory_to_be_worked_out_and_tells_how_far_it_is(here: Path, file: Path) -> None:
    percents: list[int] = []
    take_in(here, file, theirs=False, now=LATER, tell=percents.append)
    with sqlite3.connect(here / DATABASE) as connection:
        assert connection.execute("select count(*) from stale_memories").fetchone() == (0,)
        assert connection.execute("select count(*) from memories").fetchone() > (0,)
    assert percents == sorted(set(percents)) and len(percents) > 30 and percents[-1] == 70


def test_what_is_here_is_kept_before_anything_is_written_and_only_then(here: Path, file: Path) -> None:
    kept: list[object] = []

    def keep() -> None:
        kept.append(told_of(here))

    empty = told_of(here)
    take_in(here, file, theirs=False, now=LATER, before=keep)
    assert kept == [empty]
    take_in(here, file, theirs=False, now=LATER, before=keep)
    assert len(kept) == 1


def test_many_lines_alike_are_taken_in_without_a_walk_past_all_their_twins(
    here: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, line, *_ = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([head, *[line] * 300, '{"kind":"end","lines":301}', ""]), encoding="utf-8")
    hashed: list[bytes] = []

    def counted(data: bytes, *, digest_size: int) -> blake2b:
        hashed.append(data)
        return blake2b(data, digest_size=digest_size)

    monkeypatch.setattr(transfer_lines, "blake2b", counted)
    take_in(here, file, theirs=False, now=LATER)
    assert 300 < len(hashed) < 300 * 6
    assert compare(here, file).is_nothing_new
