"""What a learner did to what is kept travels too: what was deleted stays deleted, and a fitted schedule is gone by."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import fsrs
import pytest

from studyapp.paths import DATABASE
from studyapp.storage import Store
from studyapp.study.scheduling import Schedule
from studyapp.transfer import export, take_in
from tests.studyapp.attempts import NOON
from tests.studyapp.full_store import fill, told

LATER = NOON + timedelta(days=1)
FITTED = [*(1.1 * each for each in fsrs.scheduler.DEFAULT_PARAMETERS[:16]), *fsrs.scheduler.DEFAULT_PARAMETERS[16:]]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Return a learner's folder with something of every kind."""
    return filled(tmp_path, "here")


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Return another folder with the same."""
    return filled(tmp_path, "there")


def filled(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    fill(folder)
    return folder


def delete_all(learner: Path) -> None:
    """Delete what a learner can delete."""
    with Store(learner / DATABASE) as store:
        for card in store.cards.all():
            store.cards.remove(card, LATER)
        for run in store.runs.all():
            store.runs.remove(run, LATER)
        for mark in store.marks():
            store.remove_mark(mark, LATER)


def counts(learner: Path) -> tuple[int, int, int]:
    """Return how many cards, runs and marks there are."""
    with Store(learner / DATABASE) as store:
        return len(store.cards.all()), len(store.runs.all()), len(store.marks())


def carried(source: Path, target: Path, *, theirs: bool) -> None:
    """Carry everything of one folder into another."""
    file = source.with_name(f"{source.name}.jsonl")
    export(source, file, profile="Ana", now=NOON)
    take_in(target, file, theirs=theirs, now=LATER)


def test_what_was_deleted_arrives_deleted_and_the_learner_is_not_asked_it_as_new(there: Path, tmp_path: Path) -> None:
    delete_all(there)
    empty = tmp_path / "empty"
    empty.mkdir()
    carried(there, empty, theirs=False)
    assert counts(empty) == (0, 0, 0)
    with Store(empty / DATABASE) as store:
        assert [card.front for card in store.cards.known()] == ["What is padding?"]
        store.cards.restore(store.cards.known()[0])
    assert counts(empty) == (1, 0, 0)


def test_what_was_deleted_on_one_side_goes_by_the_side_that_is_wanted(here: Path, there: Path) -> None:
    delete_all(there)
    carried(there, here, theirs=False)
    assert counts(here) == (1, 1, 1)
    carried(there, here, theirs=True)
    assert counts(here) == (0, 0, 0)
    with Store(here / DATABASE) as store, Store(there / DATABASE) as other:
        assert told(store) == told(other)


def test_what_was_deleted_here_comes_back_where_theirs_is_wanted(here: Path, there: Path) -> None:
    delete_all(here)
    carried(there, here, theirs=False)
    assert counts(here) == (0, 0, 0)
    carried(there, here, theirs=True)
    assert counts(here) == (1, 1, 1)


def test_a_fitted_schedule_travels_and_all_that_is_remembered_follows_it(here: Path, there: Path) -> None:
    with Store(here / DATABASE) as store:
        usual = store.reviews.memories()
    with Store(there / DATABASE) as store:
        store.set_parameters(FITTED, LATER)
    carried(there, here, theirs=False)
    with Store(here / DATABASE) as store:
        assert store.parameters() == FITTED
        found = store.reviews.memories()
        assert found == {item: Schedule(FITTED).replayed(store.reviews.of(item)) for item in found}
    assert found.keys() == usual.keys()
    assert all(found[item].stability != usual[item].stability for item in found)
