"""Attempts to test with, as plain data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from question_bank.exercise import Key, Verdict
from studyapp.study.history import Attempt

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=1))


def attempt(
    family: str = "conv-output-shape",
    *,
    topic: str = "cnn.convolution",
    score: float = 1.0,
    at: datetime = NOON,
    hints: int = 0,
    difficulty: int = 1,
    seed: int = 7,
) -> Attempt:
    """Return one attempt with a single part."""
    verdict = Verdict.RIGHT if score == 1 else Verdict.PARTLY_RIGHT if score else Verdict.WRONG
    return Attempt(
        key=Key(family, 1, seed, difficulty),
        topic=topic,
        replies=("24 × 24",),
        verdicts=(verdict,),
        scores=(score,),
        score=score,
        hints=hints,
        duration_s=12.5,
        answered_at=at,
        snapshot='{"prompt": "…"}',
    )
