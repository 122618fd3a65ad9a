"""Exams are kept as they were made, changed in place, removed and brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.storage import Store
from studyapp.study.exams import Exam
from tests.studyapp.attempts import NOON

exams = st.builds(
    Exam,
    name=st.text(),
    day=st.dates(),
    weights=st.dictionaries(st.text(), st.floats(0, 1e6)),
    minutes=st.integers(0, 1440),
    free_weekdays=st.frozensets(st.integers(0, 6)),
    free_days=st.frozensets(st.dates(), max_size=5),
)


@settings(max_examples=30)
@given(exam=exams, other=exams)
def test_an_exam_comes_back_as_it_was_made_and_as_it_was_changed(exam: Exam, other: Exam) -> None:
    with Store() as store:
        kept = store.exams.save(exam)
        assert kept.id and replace(kept, id=0) == exam and store.exams.all() == [kept]
        changed = replace(other, id=kept.id)
        assert store.exams.save(changed) == changed and store.exams.all() == [changed]


def test_exams_come_earliest_first_and_a_removed_one_can_be_brought_back() -> None:
    with Store() as store:
        late, early = (store.exams.save(Exam("RL", date(2026, month, 1))) for month in (7, 6))
        store.exams.remove(early, NOON)
        store.exams.remove(early, NOON)
        assert store.exams.all() == [late]
        store.exams.restore(early)
        assert store.exams.all() == [early, late]
