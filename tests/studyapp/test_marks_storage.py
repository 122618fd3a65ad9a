"""Marks in notes are kept as they were made, can be removed and come back, and survive a change of file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from studyapp.backups import Opened
from studyapp.session import Session
from studyapp.storage import Store
from studyapp.study.marks import Anchor, Colour, Mark, MarkKind
from tests.studyapp.attempts import NOON

anchors = st.builds(Anchor, topic=st.text(), heading=st.text(), quote=st.text(), before=st.text(), after=st.text())
marks = st.builds(
    Mark,
    kind=st.sampled_from(MarkKind),
    anchor=anchors,
    made_at=st.just(NOON),
    colour=st.sampled_from(Colour),
    remark=st.text(),
)
IDEA = Mark(MarkKind.HIGHLIGHT, Anchor("cnn.pooling", "the-idea", "the largest"), NOON, remark="why not the mean?")
HEADING = Mark(MarkKind.BOOKMARK, Anchor("cnn.padding", "one-step", "One step"), NOON)


@given(mark=marks)
def test_a_mark_comes_back_as_it_was_made(mark: Mark) -> None:
    with Store() as store:
        kept = store.add_mark(mark)
        assert kept.id and replace(kept, id=0) == mark
        assert store.marks() == store.marks_in(mark.anchor.topic) == [kept]


def test_marks_of_one_note_are_told_from_those_of_others() -> None:
    with Store() as store:
        idea, heading = store.add_mark(IDEA), store.add_mark(HEADING)
        assert store.marks_in("cnn.pooling") == [idea]
        assert store.marks() == [idea, heading]


def test_a_changed_mark_keeps_its_place_and_gets_the_new_words() -> None:
    with Store() as store:
        changed = replace(store.add_mark(IDEA), colour=Colour.BLUE, remark="the mean blurs")
        store.change_mark(changed)
        assert store.marks() == [changed]


def test_a_removed_mark_is_gone_until_it_is_restored_with_its_remark() -> None:
    with Store() as store:
        kept = store.add_mark(IDEA)
        store.remove_mark(kept, NOON + timedelta(minutes=1))
        assert store.marks() == [] and store.marks_in("cnn.pooling") == []
        store.restore_mark(kept)
        assert store.marks() == [kept]


def test_marks_made_without_a_file_are_moved_to_it_when_it_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(), "The file is in use.", saved=False), path)
    session.store.add_mark(IDEA)
    session.save_again()
    assert session.store.path == path and [replace(mark, id=0) for mark in session.store.marks()] == [IDEA]
    session.close()
