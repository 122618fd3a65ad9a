"""Answers given on the page Practise, as a learner gives them."""

from __future__ import annotations

from studyapp.app import StudyApp
from studyapp.prepared import right_replies, wrong_replies
from studyapp.wiring.exercises import ExerciseDesk


def desk_of(app: StudyApp) -> ExerciseDesk:
    """Return the desk of Practise."""
    assert app.pages.practise is not None
    return app.pages.practise.desk


def answer(app: StudyApp, family: str, *, right: bool = True, difficulty: int = 1, seed: int = 5) -> ExerciseDesk:
    """Answer one exercise on the page Practise."""
    app.pages.open_family(family, difficulty=difficulty, seed=seed)
    desk = desk_of(app)
    assert desk.sitting is not None
    replies = right_replies(desk.sitting.exercise) if right else wrong_replies(desk.sitting.exercise)
    for part, reply in zip(desk.view.parts, replies, strict=True):
        part.input.show_reply(reply)
    desk.view.check_button.click()
    return desk
