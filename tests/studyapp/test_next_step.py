"""After an answer comes what helps most, with its reason; anything else may be chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.exercise import Misconception
from studyapp.study.history import Answered
from studyapp.study.memory import skill_of
from studyapp.study.new_work import Step
from studyapp.study.next_step import Kind, NextStep, Situation, difficulty_for, is_easy, ways_on, what_next

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TITLES = {"cnn.padding": "Padding", "cnn.pooling": "Pooling", "cnn.convolution": "Convolution"}
PADDING = Misconception("26", "The padding was forgotten.", "cnn.padding", "same-padding")


def answer(score: float = 1.0, *, family: str = "conv", difficulty: int = 2, hints: int = 0) -> Answered:
    """Return one answer."""
    return Answered("cnn.convolution", family, difficulty, score, hints, NOON)


def after(*answers: Answered) -> Situation:
    """Return the situation after answers, newest first."""
    own = [each for each in answers if each.family == answers[0].family]
    return Situation(recent=answers, own=own, titles=TITLES, heading="shapes")


RIGHT, WRONG, PARTLY = answer(), answer(0.0), answer(0.6)
OTHER = answer(family="pool")
NEW = (Step("cnn.pooling", "", 9.0), Step("cnn.pooling", "pool-shape", 6.0))


@pytest.mark.parametrize(
    ("situation", "kind", "target", "difficulty"),
    [
        # What went wrong is mended first.
        (replace(after(WRONG), slip=PADDING), Kind.NOTE, "cnn.padding", 0),
        (replace(after(WRONG), slip=PADDING, due=("x/1",), new=NEW), Kind.NOTE, "cnn.padding", 0),
        (replace(after(PARTLY), slip=PADDING), Kind.NOTE, "cnn.padding", 0),
        (replace(after(WRONG), slip=PADDING, slip_before="cnn.padding"), Kind.EASIER, "conv", 1),
        (replace(after(WRONG), slip=PADDING, slip_before="cnn.pooling"), Kind.NOTE, "cnn.padding", 0),
        (after(WRONG), Kind.EASIER, "conv", 1),
        (after(answer(0, difficulty=1)), Kind.NOTE, "cnn.convolution", 0),
        (replace(after(answer(0, difficulty=1)), weak_before=[("pad", "cnn.padding")]), Kind.BEFORE, "pad", 1),
        (after(answer(0, difficulty=1), OTHER, answer(0, difficulty=1)), Kind.AGAIN, "conv", 1),
        (replace(after(WRONG, WRONG), due=("x/1",)), Kind.REVIEW, "x", 1),
        (replace(after(WRONG, WRONG), asked=True), Kind.EASIER, "conv", 1),
        # Then what is due, another family than the last one first.
        (replace(after(RIGHT), due=("conv/1", "pool/3"), new=NEW), Kind.REVIEW, "pool", 3),
        (replace(after(RIGHT), due=("conv/1",), new=NEW), Kind.REVIEW, "conv", 1),
        (replace(after(RIGHT), due=("card/17", "pool/3")), Kind.CARD, "card/17", 0),
        (replace(after(RIGHT, OTHER, RIGHT, OTHER, RIGHT), due=("x/1",)), Kind.REVIEW, "x", 1),
        (replace(after(PARTLY), due=("x/1",)), Kind.REVIEW, "x", 1),
        # Three clean answers in a row raise the difficulty, but nothing comes three times in a row unasked.
        (after(RIGHT, OTHER, RIGHT, OTHER, RIGHT), Kind.HARDER, "conv", 3),
        (replace(after(RIGHT, RIGHT, RIGHT), new=NEW), Kind.NOTE, "cnn.pooling", 0),
        (replace(after(RIGHT, RIGHT, RIGHT), new=NEW, asked=True), Kind.HARDER, "conv", 3),
        (replace(after(RIGHT, RIGHT, RIGHT), due=("conv/1",), new=NEW), Kind.NOTE, "cnn.pooling", 0),
        (replace(after(RIGHT, RIGHT), due=("conv/1",)), Kind.REVIEW, "conv", 1),
        # Then what is new, in the plan's order; a half answer is made whole before.
        (replace(after(RIGHT), new=NEW), Kind.NOTE, "cnn.pooling", 0),
        (replace(after(RIGHT), new=NEW[1:]), Kind.NEW, "pool-shape", 1),
        (replace(after(PARTLY), new=NEW), Kind.AGAIN, "conv", 2),
        (replace(after(answer(hints=1)), new=NEW), Kind.AGAIN, "conv", 2),
        (after(RIGHT), Kind.DONE, "", 0),
        (Situation(), Kind.DONE, "", 0),
        (Situation(due=("x/1",), new=NEW), Kind.REVIEW, "x", 1),
        (Situation(new=NEW, titles=TITLES), Kind.NOTE, "cnn.pooling", 0),
    ],
)
def test_what_comes_next(situation: Situation, kind: Kind, target: str, difficulty: int) -> None:
    step = what_next(situation)
    assert (step.kind, step.target, step.difficulty) == (kind, target, difficulty)


def test_a_slip_leads_to_its_heading_and_says_why() -> None:
    step = what_next(replace(after(WRONG), slip=PADDING))
    assert step.heading == "same-padding"
    assert step.why == "Your slip is about Padding: its note sets it right."
    assert what_next(after(answer(0, difficulty=1))).heading == "shapes"


def test_more_easier_harder_and_the_note_may_always_be_chosen() -> None:
    ways = {(step.kind, step.target, step.difficulty) for step in ways_on(replace(after(RIGHT), due=("x/1",)))}
    assert ways == {
        (Kind.REVIEW, "x", 1),
        (Kind.DONE, "", 0),
        (Kind.AGAIN, "conv", 2),
        (Kind.HARDER, "conv", 3),
        (Kind.EASIER, "conv", 1),
        (Kind.NOTE, "cnn.convolution", 0),
    }


# ---------------------------------------------------------------- difficulty


@pytest.mark.parametrize(
    ("own", "difficulty"),
    [
        ([], 1),
        ([RIGHT], 2),
        ([RIGHT, RIGHT], 2),
        ([RIGHT, RIGHT, RIGHT], 3),
        ([RIGHT, RIGHT, answer(difficulty=1)], 2),
        ([RIGHT, answer(hints=1), RIGHT], 2),
        ([answer(difficulty=3)] * 3, 3),
        ([PARTLY, RIGHT, RIGHT], 2),
        ([WRONG, RIGHT, RIGHT], 1),
        ([answer(0, difficulty=1)], 1),
    ],
)
def test_difficulty_rises_after_three_clean_answers_and_falls_after_a_poor_one(
    own: list[Answered], difficulty: int
) -> None:
    assert difficulty_for(own) == difficulty


def test_a_family_without_all_difficulties_skips_those_it_has_not() -> None:
    assert difficulty_for([answer(difficulty=1)] * 3, (1, 3)) == 3
    assert difficulty_for([], (2, 3)) == 2
    assert difficulty_for([answer(0, difficulty=2)], (2, 3)) == 2


# ---------------------------------------------------------------- properties

families = st.sampled_from(["a", "b", "c"])
answers = st.builds(
    Answered,
    st.just("t"),
    families,
    st.sampled_from([1, 2, 3]),
    st.sampled_from([0.0, 0.4, 0.6, 1.0]),
    st.sampled_from([0, 0, 2]),
    st.just(NOON),
)
items = st.builds("{}/{}".format, families, st.sampled_from([1, 2, 3])) | st.just("card/1")
steps = st.builds(Step, st.sampled_from(["t", "u"]), st.sampled_from(["", "a", "b", "d"]), st.just(5.0))


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Return any situation that can be."""
    recent = draw(st.lists(answers, max_size=6))
    own = [each for each in recent if each.family == recent[0].family] if recent else []
    slip = draw(st.sampled_from([None, PADDING])) if recent and recent[0].score < 1 else None
    return Situation(
        recent=recent,
        own=own,
        slip=slip,
        slip_before=draw(st.sampled_from(["", "cnn.padding"])),
        weak_before=draw(st.lists(st.tuples(families, st.just("u")), max_size=2)),
        due=draw(st.lists(items, max_size=4, unique=True)),
        new=draw(st.lists(steps, max_size=3, unique=True)),
        asked=draw(st.booleans()),
        titles=TITLES,
    )


def others(situation: Situation, family: str) -> list[str]:
    """Return what is left of the plan besides a family."""
    due = [item for item in situation.due if (skill_of(item) or ("",))[0] != family]
    return due + [step.topic for step in situation.new if step.family != family]


@given(situations())
def test_no_family_comes_three_times_in_a_row_unasked_while_anything_else_is_left(situation: Situation) -> None:
    family = what_next(situation).family
    is_third = bool(family) and [each.family for each in situation.recent[:2]] == [family, family]
    assert not is_third or situation.asked or not others(situation, family)


@given(situations())
def test_every_way_on_has_one_sentence_and_is_there_once(situation: Situation) -> None:
    ways = ways_on(situation)
    assert all(step.why.endswith(".") and step.why.count(". ") == 0 for step in ways)
    assert len({(step.target, step.difficulty, step.heading) for step in ways}) == len(ways)
    assert ways[0] == what_next(situation)
    assert {step.target for step in ways if step.kind is Kind.CARD} <= set(situation.due)


@given(situations())
def test_after_a_right_answer_what_is_due_comes_before_anything_new(situation: Situation) -> None:
    first = what_next(situation)
    may_come = [item for item in situation.due if situation.may_follow((skill_of(item) or ("",))[0])]
    if may_come and not situation.went_wrong:
        assert first.kind in {Kind.REVIEW, Kind.CARD}


@given(situations())
def test_difficulty_is_raised_only_after_three_clean_answers(situation: Situation) -> None:
    first = what_next(situation)
    if first.kind is Kind.HARDER:
        assert is_easy(situation.own) and first.difficulty > situation.own[0].difficulty


@given(situations())
def test_a_known_slip_leads_to_its_note_unless_it_just_did(situation: Situation) -> None:
    if situation.slip is not None and situation.slip_before != situation.slip.topic:
        assert what_next(situation) == NextStep(
            Kind.NOTE, "cnn.padding", "Your slip is about Padding: its note sets it right.", 0, "same-padding"
        )


@given(situations())
def test_whoever_does_what_is_recommended_gets_through_the_plan(situation: Situation) -> None:
    """Right answers to every recommendation empty the list of what is due and new, each in its turn."""
    for _ in range(40):
        step = what_next(situation)
        if step.kind is Kind.DONE:
            break
        situation = followed(situation, step)
    assert not situation.due and not situation.new


def followed(situation: Situation, step: NextStep) -> Situation:
    """Return the situation after a step was taken and, where it asks something, answered right."""
    due = [item for item in situation.due if item not in {step.target, f"{step.target}/{step.difficulty}"}]
    done = step.family or ("" if step.kind is Kind.NOTE else None)
    new = [each for each in situation.new if not (each.family == done and (each.family or each.topic == step.target))]
    if not step.family:
        return replace(situation, due=due, new=new, recent=(), own=(), slip=None)
    given = Answered("t", step.family, step.difficulty, 1.0, 0, NOON)
    recent = (given, *situation.recent)
    own = [each for each in recent if each.family == step.family]
    return replace(situation, due=due, new=new, recent=recent, own=own, slip=None, slip_before="")
