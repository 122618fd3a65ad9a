"""A sitting over one exercise: what an answer to it is kept as."""

from __future__ import annotations

from datetime import timedelta

from studyapp.study.practice import LONGEST_S, sit
from tests.studyapp.attempts import NOON


def test_an_answer_takes_the_time_from_the_question_and_never_less_than_none() -> None:
    sitting = sit("conv-output-shape", seed=7, difficulty=1, now=NOON)
    replies = [part.answer.show() for part in sitting.exercise.parts]
    for passed, seconds in ((timedelta(seconds=90), 90.0), (timedelta(hours=5), LONGEST_S), (-timedelta(hours=1), 0.0)):
        attempt = sitting.mark(replies, NOON + passed)[1]
        assert attempt is not None and attempt.duration_s == seconds, "the clock may be set back meanwhile"
