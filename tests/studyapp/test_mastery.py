"""How well a topic is known is judged by its newest answers alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studyapp.storage import Store
from studyapp.study.mastery import Mastery, mastery
from tests.studyapp.attempts import NOON, attempt


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((), Mastery.NOT_STARTED),
        ((0.0,), Mastery.LEARNING),
        ((1.0, 1.0), Mastery.LEARNING),
        ((1.0, 1.0, 1.0), Mastery.KNOWN),
        ((1.0, 1.0, 1.0, 1.0, 0.0), Mastery.KNOWN),
        ((1.0, 1.0, 0.25, 1.0), Mastery.KNOWN),
        ((1.0, 1.0, 0.0, 1.0), Mastery.LEARNING),
    ],
)
def test_a_few_right_answers_make_a_topic_known(scores: tuple[float, ...], expected: Mastery) -> None:
    assert mastery(scores) is expected


def test_the_newest_scores_of_several_families_come_first_and_without_those_taken_back() -> None:
    with Store() as store:
        for number, (family, score) in enumerate([("a", 0.1), ("b", 0.2), ("c", 0.3), ("a", 0.4), ("b", 0.5)]):
            store.add_attempt(attempt(family, score=score, at=NOON + timedelta(minutes=number)))
        assert store.recent_scores(["a", "b"], 3) == [0.5, 0.4, 0.2]
        store.take_back(NOON + timedelta(hours=1))
        assert store.recent_scores(["b", "a"], 3) == [0.4, 0.2, 0.1]
        assert store.recent_scores(["d"], 3) == store.recent_scores([], 3) == []
