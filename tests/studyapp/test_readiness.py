"""What is foreseen of an exam follows its weights, its day and what is known, and says when that is too little."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from studyapp.study import readiness as module
from studyapp.study.exams import Exam
from studyapp.study.history import Answered
from studyapp.study.knowledge import Knowledge
from studyapp.study.memory import Memory, Rating, Review, skill_item
from studyapp.study.rating import Pace
from studyapp.study.readiness import Kept, Readiness, Syllabus, exam_moment, exam_skills, kept_until, readiness
from studyapp.study.scheduling import Schedule

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SYLLABUS = Syllabus(
    {topic: exam_skills(topic, {f"{topic}-family": (1, 2, 3)}) for topic in ("strong", "weak", "unseen")}
    | {"bare": ()},
    {"strong": "Convolution", "weak": "Padding", "bare": "Philosophy"},
)
EXAM = Exam("Finals", date(2026, 3, 12), {"strong": 2.0, "weak": 2.0})


def learner(answers: int = 40, floor: float = 0.0) -> Knowledge:
    """Return what is known of a learner who is good at one topic and bad at another, asked equally often.

    ``floor`` is what guessing earns.
    """
    skills = [skill for found in SYLLABUS.skills.values() for skill in found]
    knowledge = Knowledge({}, {(skill.family, skill.difficulty): floor for skill in skills})
    for number in range(answers):
        for topic, score in (("strong", 1.0), ("weak", float(number % 5 == 0))):
            at = NOW - timedelta(hours=answers - number)
            knowledge.add(Answered(topic, f"{topic}-family", 1 + number % 3, score, 0, at))
    return knowledge


def judged(exam: Exam = EXAM, knowledge: Knowledge | None = None, kept: dict[str, Kept] | None = None) -> Readiness:
    return readiness(exam, SYLLABUS, knowledge or learner(), NOW, today=NOW.date(), pace=Pace(), kept=kept)


def test_the_score_follows_the_weights_of_the_topics() -> None:
    scores = [judged(replace(EXAM, weights={"strong": share, "weak": 4 - share})).score for share in (0.5, 2.0, 3.5)]
    assert scores == sorted(scores)
    assert scores[2] - scores[0] > 0.3
    # Three equally spaced weights: the middle is halfway, since an exam's score is linear in them.
    assert scores[1] == pytest.approx((scores[0] + scores[2]) / 2)


def test_weights_count_by_their_ratio_alone_and_none_means_all_alike() -> None:
    assert judged(replace(EXAM, weights={"strong": 20, "weak": 20})).score == pytest.approx(judged().score)
    alike = judged(replace(EXAM, weights={}))
    assert alike.score == pytest.approx(judged(replace(EXAM, weights={"strong": 1, "weak": 1, "unseen": 1})).score)


def test_the_interval_holds_the_score_and_the_sentence_says_both_and_the_day() -> None:
    found = judged()
    assert 0 <= found.low < found.score < found.high <= 1
    assert found.enough
    assert f"about {100 * found.score:.0f} % on the day, 10 days from now" in found.sentence
    assert f"{100 * found.low:.0f} to {100 * found.high:.0f} %" in found.sentence
    late = NOW.replace(hour=2)  # at night, when the learner's day is still the one before
    eve = readiness(EXAM, SYLLABUS, learner(), late, today=NOW.date() - timedelta(days=1), pace=Pace())
    assert "on the day, 11 days from now" in eve.sentence


@pytest.mark.parametrize("answers", [40, 150])
def test_nine_in_ten_exams_of_twenty_questions_end_within_the_interval(
    answers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = judged(knowledge=learner(answers))
    monkeypatch.setattr(module, "QUESTIONS", 10**9)
    known = judged(knowledge=learner(answers))  # how sure it is what is known, without any luck
    dice = np.random.default_rng(answers)
    chances = dice.normal(known.score, (known.high - known.low) / 2 / 1.645, 20_000).clip(0, 1)
    shares = dice.binomial(20, chances) / 20
    assert ((shares >= found.low) & (shares <= found.high)).mean() == pytest.approx(0.9, abs=0.025)


def test_the_later_the_exam_the_more_is_forgotten() -> None:
    exams = [replace(EXAM, day=NOW.date() + timedelta(days=days), weights={"strong": 1}) for days in (1, 10, 100)]
    scores = [judged(exam).score for exam in exams]
    assert scores == sorted(scores, reverse=True)


def test_what_the_schedule_expects_to_be_forgotten_earns_nothing() -> None:
    items = [skill_item(skill.family, skill.difficulty) for skill in SYLLABUS.skills["strong"]]
    kept, half, lost = (judged(kept={item: Kept(left, left) for item in items}).score for left in (1.0, 0.5, 0.0))
    assert kept - half == pytest.approx(half - lost)
    assert kept - lost > 0.3


def test_what_is_forgotten_is_guessed_where_one_may_choose() -> None:
    items = [skill_item(skill.family, skill.difficulty) for skill in SYLLABUS.skills["strong"]]
    exam, all_lost = replace(EXAM, weights={"strong": 1}), {item: Kept(0.0, 0.0) for item in items}
    assert judged(exam, learner(floor=0.25), all_lost).score == pytest.approx(0.25)


def test_a_schedule_tells_what_is_left_and_that_practice_today_leaves_more() -> None:
    schedule, today = Schedule(), NOW.date()
    memory = schedule.replayed(
        [Review("f/1", "t", Rating.GOOD, 30.0, NOW - timedelta(days=3), today - timedelta(days=3))]
    )
    assert isinstance(memory, Memory)
    found = kept_until([memory], schedule, today, today + timedelta(days=20))["f/1"]
    later = schedule.recall(memory, today + timedelta(days=20))
    assert found.left == pytest.approx(later / schedule.recall(memory, today))
    assert found.left < found.if_practised


def test_what_raises_the_score_most_a_minute_comes_first_and_says_how_long_it_takes() -> None:
    pace = Pace([("weak-family/1", 60.0)] * 30 + [("strong-family/1", 600.0)] * 30)
    found = readiness(EXAM, SYLLABUS, learner(), NOW, today=NOW.date(), pace=pace)
    assert [gain.topic for gain in found.gains][:1] == ["weak"]
    assert [gain.points_per_minute for gain in found.gains] == sorted(
        (gain.points_per_minute for gain in found.gains), reverse=True
    )
    assert found.gains[0].what.startswith("Padding: ")
    assert found.gains[0].points_per_minute > 0


def test_with_few_answers_it_says_how_many_are_missing() -> None:
    found = judged(knowledge=learner(answers=4))
    assert not found.enough
    assert "8 of 50 are there" in found.sentence


def test_with_topics_hardly_seen_it_names_them() -> None:
    found = judged(replace(EXAM, weights={"strong": 1, "unseen": 3}))
    assert not found.enough
    assert found.sentence.startswith("Not enough answers yet")
    assert "topics worth 75 % have fewer than 3 each (unseen)" in found.sentence


def test_topics_without_exercises_are_left_out_and_named() -> None:
    found = judged(replace(EXAM, weights={"strong": 1, "weak": 1, "bare": 2}))
    assert found.left_out == ("bare",)
    assert found.score == pytest.approx(judged().score)
    assert "left out: Philosophy, worth 50 %" in found.sentence
    nothing = judged(replace(EXAM, weights={"bare": 1}))
    assert not nothing.enough
    assert (nothing.low, nothing.high) == (0.0, 1.0)


def test_an_exam_of_the_past_is_judged_by_today_and_its_moment_has_the_learner_s_offset() -> None:
    past, today = (judged(replace(EXAM, day=NOW.date() - timedelta(days=days))).score for days in (5, 0))
    assert past == pytest.approx(today, abs=0.01)
    assert exam_moment(EXAM, NOW).tzinfo is NOW.tzinfo
