"""All cases, in one fixed order: a new one goes to the end, so that old seeds keep their exercises."""

from __future__ import annotations

from question_bank.scenarios.case import Case
from question_bank.scenarios.cases import (
    benefits,
    companion,
    credit_score,
    face_recognition,
    grading,
    hiring,
    home_sensors,
    ranking,
    shuttle,
    synthetic_voice,
    training_hall,
    triage,
)

CASES: tuple[Case, ...] = (
    credit_score.CASE,
    triage.CASE,
    face_recognition.CASE,
    companion.CASE,
    grading.CASE,
    hiring.CASE,
    shuttle.CASE,
    ranking.CASE,
    synthetic_voice.CASE,
    benefits.CASE,
    home_sensors.CASE,
    training_hall.CASE,
)
