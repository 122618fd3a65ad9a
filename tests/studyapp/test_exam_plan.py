"""The plan to an exam sees everything in time, keeps minutes and free days, and never builds a wall."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.study.exam_plan import plan
from studyapp.study.exams import Exam
from studyapp.study.memory import CARD, Memory, Rating, skill_item, skill_of
from studyapp.study.new_work import Step, Syllabus, open_units
from studyapp.study.prerequisites import before
from studyapp.study.study_plan import AfterExam, Costs, Mode, Standing, StudyPlan, Wishes
from tests.studyapp.study_plans import (
    NOW,
    SCHEDULE,
    TODAY,
    World,
    exam,
    memory,
    standings,
    syllabus,
    syllabuses,
    worlds,
)

CHAIN = syllabus(("a", 10, 1, ()), ("b", 10, 1, ("a",)), ("c", 10, 1, ("b",)))
NOTHING = syllabus()


def steps_of(plan: StudyPlan) -> list[Step]:
    """Return all new steps of a plan in order."""
    return [step for day in plan.days for step in day.new]


def study_days(exam: Exam) -> int:
    """Return on how many days before an exam the learner studies."""
    ahead = (TODAY + timedelta(days=number) for number in range((exam.day - TODAY).days))
    return sum(not exam.is_free(day) for day in ahead)


def open_steps(world: World) -> list[Step]:
    """Return all that the first exam of a world asks for and is not learnt yet."""
    learnt = {skill[0] for each in world.standing.memories if (skill := skill_of(each.item))}
    share, read = world.exams[0].share, world.standing.read
    units = open_units(world.syllabus, share, learnt=learnt, read=read, first_go=Costs().first_go)
    return [step for unit in units for step in unit.steps]


# ---------------------------------------------------------------- properties


@given(worlds())
def test_all_that_an_exam_asks_for_is_seen_in_time_if_the_minutes_allow(world: World) -> None:
    wanted, found = open_steps(world), world.planned()
    room = study_days(world.exams[0]) * world.exams[0].minutes
    if sum(step.minutes for step in wanted) <= room:
        assert Counter(steps_of(found)) == Counter(wanted)
        assert not found.outlooks[0].left_out
    else:
        assert found.outlooks[0].left_out or all(not world.exams[0].share(step.topic) for step in wanted)


@given(worlds())
def test_what_is_needed_comes_first(world: World) -> None:
    topics = [step.topic for step in steps_of(world.planned())]
    for place, topic in enumerate(topics):
        assert not set(topics[place:]) & set(before(world.syllabus.graph, topic)), topics


@given(worlds(most_exams=3))
def test_with_several_exams_the_notes_that_are_needed_still_come_first(world: World) -> None:
    """What only a later exam asks for is practised for that one."""
    steps = steps_of(world.planned())
    for place, step in enumerate(steps):
        notes = {later.topic for later in steps[place:] if not later.family}
        assert not notes & set(before(world.syllabus.graph, step.topic)), steps


@given(worlds(most_exams=3))
def test_no_day_goes_over_its_minutes_by_more_than_one_item_an_exam_and_free_days_are_empty(world: World) -> None:
    for day in world.planned().days:
        studied = [each for each in world.exams if each.day > day.day and not each.is_free(day.day)]
        longest = max((step.minutes for step in day.new), default=Costs().skill)
        room = sum(each.minutes for each in studied)
        assert day.minutes < room + len(studied) * longest or day.minutes == 0
        assert studied or not (day.new or day.reviews)


@given(worlds(most_exams=2))
def test_the_same_gives_the_same_and_today_is_the_first_day(world: World) -> None:
    found = world.planned()
    turned = replace(world.standing, memories=world.standing.memories[::-1])
    assert found == world.planned() == replace(world, standing=turned).planned(world.exams[::-1])
    if found.days:
        assert (found.today.day, len(found.today.due), found.today.new) == (
            found.days[0].day,
            found.days[0].reviews,
            found.days[0].new,
        )


@given(worlds(most_exams=3))
def test_only_what_was_learnt_comes_back_and_nothing_twice(world: World) -> None:
    found = world.planned()
    assert set(found.today.due) <= {each.item for each in world.standing.memories}
    assert len(set(found.today.due)) == len(found.today.due)
    assert len(set(steps_of(found))) == len(steps_of(found))


@settings(max_examples=12)
@given(st.data())
def test_more_minutes_never_lower_the_recall_that_is_expected(data: st.DataObject) -> None:
    """Up to half a point: an item seen later grows a little more, so that a day more or less moves it by that.

    All topics have exercises here: a note that is only read has no recall, but takes minutes of what has.
    """
    topics = data.draw(syllabuses(least_families=1))
    world = World(topics, data.draw(standings(topics)), ())
    days = data.draw(st.integers(1, 30))
    recalls = [world.planned([exam(days, minutes=minutes)]).outlooks[0].recall for minutes in (5, 10, 20, 35, 60, 90)]
    assert all(more >= less - 0.005 for less, more in pairwise(recalls)), recalls


@given(worlds())
def test_a_plan_recalls_more_on_the_day_than_doing_nothing(world: World) -> None:
    asked = world.exams[0]
    idle = world.planned([replace(asked, minutes=0)]).outlooks[0]
    active = world.planned().outlooks[0]
    assert active.recall >= idle.recall - 1e-9


@given(worlds(), st.floats(0, 20))
def test_what_was_done_today_is_not_asked_for_again(world: World, spent: float) -> None:
    """The day holds no more after some work than its minutes, whatever the work was."""
    standing = replace(world.standing, spent=spent)
    found = replace(world, standing=standing).planned()
    if found.days and not world.exams[0].is_free(TODAY):
        longest = max((step.minutes for step in found.today.new), default=Costs().skill)
        assert found.today.minutes < max(world.exams[0].minutes - spent, 0) + longest or found.today.is_done


# ---------------------------------------------------------------- the way to the day


def test_new_topics_are_spread_and_end_some_days_before_the_exam() -> None:
    found = plan([exam(12)], CHAIN, Standing(), NOW, schedule=SCHEDULE)
    outlook = found.outlooks[0]
    assert [day.topics for day in found.days if day.new] == [("a",), ("b",), ("c",)]
    assert outlook.seen_by is not None and (exam(12).day - outlook.seen_by).days >= 3
    assert not found.sentence


def test_a_full_plan_too_leaves_some_days_before_the_exam_without_anything_new() -> None:
    twelve = syllabus(*((f"t{number}", 10, 0, ()) for number in range(12)))
    outlook = plan([exam(10)], twelve, Standing(), NOW, schedule=SCHEDULE).outlooks[0]
    assert outlook.seen_by == TODAY + timedelta(days=7)


def test_the_days_before_an_exam_take_what_is_needed_when_time_is_short() -> None:
    found = plan([exam(2, minutes=24)], CHAIN, Standing(), NOW, schedule=SCHEDULE)
    assert [step.topic for step in steps_of(found)] == ["a", "a", "b", "b", "c", "c"]


def test_the_last_study_day_keeps_no_room_for_reviews_that_cannot_come() -> None:
    ten = syllabus(*((f"t{number}", 10, 0, ()) for number in range(10)))
    known = Standing([memory(f"{CARD}{number}", "t0", 30) for number in range(400)])
    first, busy = (plan([exam(1, minutes=60)], ten, each, NOW, schedule=SCHEDULE) for each in (Standing(), known))
    assert len(first.today.new) == 6 and len(busy.today.new) == 4


def test_a_topic_that_is_only_needed_is_read_but_not_practised() -> None:
    found = plan([exam(10, weights={"b": 1.0})], CHAIN, Standing(), NOW, schedule=SCHEDULE)
    assert [(step.topic, step.family) for step in steps_of(found)] == [("a", ""), ("b", ""), ("b", "b-0")]


def test_what_is_worth_most_a_minute_is_kept_when_not_all_fits() -> None:
    three = syllabus(("a", 14, 0, ()), ("b", 14, 0, ()), ("c", 14, 0, ()))
    asked = exam(1, minutes=25, weights={"a": 1.0, "b": 5.0, "c": 2.0})
    found = plan([asked], three, Standing(), NOW, schedule=SCHEDULE)
    assert [step.topic for step in steps_of(found)] == ["b"]
    assert found.outlooks[0].left_out == ("a", "c") and found.outlooks[0].minutes_needed == 45
    assert found.sentence == "At 25 minutes a day, 2 topics will not fit before Exam; 45 minutes a day would do."
    enough = plan([replace(asked, minutes=45)], three, Standing(), NOW, schedule=SCHEDULE)
    assert not enough.outlooks[0].left_out


def test_the_minutes_that_would_do_count_what_was_done_today() -> None:
    """The rest of the days has to hold it, so that nobody is told to give what they give."""
    ten = syllabus(*((f"t{number}", 10, 0, ()) for number in range(10)))
    for spent in (0.0, 5.0, 20.0, 90.0):
        short = plan([exam(5, minutes=15)], ten, Standing(spent=spent), NOW, schedule=SCHEDULE)
        needed = short.outlooks[0].minutes_needed
        assert short.sentence.endswith(f"; {needed} minutes a day would do.") and needed > 15
        for minutes, fits in ((needed, True), (needed - 5, False)):
            found = plan([exam(5, minutes=minutes)], ten, Standing(spent=spent), NOW, schedule=SCHEDULE)
            assert fits is not bool(found.outlooks[0].left_out), (spent, minutes)


def test_an_exam_of_a_mistyped_year_is_not_planned_day_by_day() -> None:
    far = replace(exam(5), day=date(9999, 12, 31))
    assert plan([far], CHAIN, Standing(), NOW, schedule=SCHEDULE).outlooks == ()
    assert len(plan([far, exam(5)], CHAIN, Standing(), NOW, schedule=SCHEDULE).outlooks) == 1


def test_days_that_are_all_free_are_called_so() -> None:
    asked = replace(exam(4, "Vision"), free_weekdays=frozenset(range(7)))
    found = plan([asked], CHAIN, Standing(), NOW, schedule=SCHEDULE)
    assert found.sentence == "All days before Vision are free, so 3 topics will not be seen."


def mean_of_both(each: Memory) -> float:
    """Return the recall on the day after a review of today: the mean of recalling and of failing."""
    then = TODAY + timedelta(days=1)
    recalled = SCHEDULE.recall(each, TODAY)
    good, again = (SCHEDULE.reviewed(each, rating, TODAY) for rating in (Rating.GOOD, Rating.AGAIN))
    return recalled * SCHEDULE.recall(good, then) + (1 - recalled) * SCHEDULE.recall(again, then)


def test_on_the_eve_reviews_go_where_they_gain_most() -> None:
    """Every choice of three of eight items is weighed by the schedule itself."""
    memories = [memory(skill_item(f"f{ago}", 1), "a", ago + 9, ago) for ago in (1, 2, 4, 7, 11, 16, 22, 40)]
    found = plan([exam(1, minutes=5)], NOTHING, Standing(memories), NOW, schedule=SCHEDULE)
    gains = {each.item: mean_of_both(each) - SCHEDULE.recall(each, TODAY + timedelta(days=1)) for each in memories}
    best = max(combinations(gains, 3), key=lambda chosen: sum(gains[item] for item in chosen))
    assert set(found.today.due) == set(best)


def test_the_eve_of_an_exam_asks_for_what_is_not_due_yet() -> None:
    memories = [memory(skill_item("f", 1), "a", 9, 4)]
    assert memories[0].due > TODAY + timedelta(days=2)
    far, near = (plan([exam(days)], NOTHING, Standing(memories), NOW, schedule=SCHEDULE) for days in (60, 1))
    assert (far.today.due, near.today.due) == ((), ("f/1",))
    assert near.outlooks[0].recall > SCHEDULE.recall(memories[0], TODAY + timedelta(days=1))


def test_heavier_topics_are_reviewed_first() -> None:
    memories = [memory(skill_item(f"f-{topic}", 1), topic, 30) for topic in "abc"]
    asked = exam(30, minutes=3, weights={"a": 1.0, "b": 9.0, "c": 4.0})
    found = plan([asked], NOTHING, Standing(memories), NOW, schedule=SCHEDULE)
    assert found.today.due == ("f-b/1", "f-c/1") and found.today.waiting == 1


def test_a_topic_of_two_exams_is_planned_once_and_for_the_next_of_them() -> None:
    late, soon = exam(20, "Late"), exam(8, "Soon", weights={"b": 1.0})
    found = plan([late, soon], CHAIN, Standing(), NOW, schedule=SCHEDULE)
    assert [outlook.exam.name for outlook in found.outlooks] == ["Soon", "Late"]
    first_days = {step: day.day for day in reversed(found.days) for step in day.new}
    assert first_days[Step("b", "b-0", 6.0)] < soon.day
    assert len(first_days) == 6


# ---------------------------------------------------------------- behind, and never a wall


def test_three_hundred_cards_that_are_due_are_cut_to_the_minutes() -> None:
    memories = [memory(f"{CARD}{number}", "a", 20 + number % 30) for number in range(400)]
    found = plan([exam(40, minutes=10)], NOTHING, Standing(memories), NOW, schedule=SCHEDULE)
    assert (len(found.today.due), found.today.minutes, found.today.waiting) == (40, 10, 360)
    assert found.sentence == "Reviews are cut to the 40 that matter most; the rest is spread over the next days."


def test_a_huge_collection_counts_all_that_waits_and_shows_the_minutes() -> None:
    one = memory(f"{CARD}0", "a", 30)
    memories = [replace(one, item=f"{CARD}{number}") for number in range(5000)]
    memories.append(memory(skill_item("f", 1), "a", 30))
    for exams in ([exam(20, minutes=10)], []):
        found = plan(exams, NOTHING, Standing(memories), NOW, schedule=SCHEDULE, wishes=Wishes(minutes=10))
        assert found.today.minutes <= 10 and "f/1" in found.today.due
        assert len(found.today.due) + found.today.waiting == 5001


def test_missed_days_are_one_sentence_and_a_new_plan() -> None:
    memories = [memory(skill_item(f"f{number}", 1), "a", 20) for number in range(60)]
    missed = Standing(memories, last_day=TODAY - timedelta(days=3))
    found = plan([exam(9)], CHAIN, missed, NOW, schedule=SCHEDULE)
    assert found.sentence == (
        "Two days were missed: 2 topics moved to later this week, and reviews are cut to the 20 that matter most."
    )
    here = plan([exam(9)], CHAIN, replace(missed, last_day=TODAY - timedelta(days=1)), NOW, schedule=SCHEDULE)
    assert "missed" not in here.sentence
    begun = plan([exam(9)], CHAIN, replace(missed, spent=2.0), NOW, schedule=SCHEDULE)
    assert "missed" not in begun.sentence


def test_new_topics_never_crowd_out_what_is_due() -> None:
    cards = [memory(f"{CARD}{number}", "a", 20) for number in range(500)]
    no_exam = plan([], CHAIN, Standing(cards), NOW, schedule=SCHEDULE, wishes=Wishes(minutes=10))
    assert len(no_exam.today.due) * Costs().review(f"{CARD}1") > 8
    assert not no_exam.today.new  # a note takes all of the ten minutes: it waits for a day with less to review
    far = plan([exam(60)], CHAIN, Standing(cards[:9]), NOW, schedule=SCHEDULE)
    assert len(far.today.due) == 9
    assert far.today.new


def test_free_days_are_never_missed() -> None:
    asked = replace(exam(9), free_weekdays=frozenset({5, 6}))  # today is a Monday
    standing = Standing(last_day=TODAY - timedelta(days=3))
    assert not plan([asked], CHAIN, standing, NOW, schedule=SCHEDULE).sentence


@pytest.mark.parametrize("after", list(AfterExam))
def test_without_an_exam_ahead_no_day_is_missed(after: AfterExam) -> None:
    """Nothing has to be in time then, least of all on days of rest."""
    standing, wishes = (
        Standing([memory("f/1", "a", 9, 4)], last_day=TODAY - timedelta(days=4)),
        Wishes(after_exam=after),
    )
    for exams in ([], [exam(-1)], [exam(-30)]):
        assert not plan(exams, CHAIN, standing, NOW, schedule=SCHEDULE, wishes=wishes).sentence


def test_a_day_on_which_nothing_was_planned_is_not_missed() -> None:
    known = Standing([memory("f/1", "a", 4)], last_day=TODAY - timedelta(days=4))
    assert known.memories[0].due == TODAY - timedelta(days=2)
    found = plan([exam(60)], NOTHING, known, NOW, schedule=SCHEDULE)
    assert found.sentence == "Two days were missed, and everything still fits."
    assert not plan([exam(60, weights={"b": 1.0})], NOTHING, known, NOW, schedule=SCHEDULE).sentence
    fresh = Standing([memory("f/1", "a", 1)], last_day=TODAY - timedelta(days=1))
    tomorrow = NOW + timedelta(days=1)
    assert not plan([exam(60)], NOTHING, fresh, tomorrow, schedule=SCHEDULE).sentence


def test_whoever_sat_an_exam_yesterday_missed_nothing() -> None:
    sat, next_one = exam(-1, "Vision"), exam(9, "Agents")
    standing = Standing(last_day=TODAY - timedelta(days=2))
    assert not plan([sat, next_one], CHAIN, standing, NOW, schedule=SCHEDULE).sentence
    missed = plan([next_one], CHAIN, standing, NOW, schedule=SCHEDULE).sentence
    assert missed == "One day was missed: 1 topic moved to today."


def test_a_free_day_is_not_called_behind() -> None:
    memories = [memory(skill_item(f"f{number}", 1), "a", 20) for number in range(60)]
    asked = replace(exam(9), free_days=frozenset({TODAY}))
    found = plan([asked], NOTHING, Standing(memories), NOW, schedule=SCHEDULE)
    assert (found.today.is_done, found.today.waiting, found.sentence) == (True, 60, "")


def test_new_steps_do_not_creep_in_while_the_day_goes_on() -> None:
    """Who has done the new step of the day gets no other one for it."""
    first = plan([exam(12)], CHAIN, Standing(), NOW, schedule=SCHEDULE)
    assert [step.family for step in first.today.new] == ["", "a-0"]
    done = Standing([memory(skill_item("a-0", 1), "a", 0)], read={"a"}, spent=16.0, new_spent=16.0)
    assert not plan([exam(12)], CHAIN, done, NOW, schedule=SCHEDULE).today.new


# ---------------------------------------------------------------- without an exam, and after it


def test_without_an_exam_a_day_has_its_goal() -> None:
    memories = [memory(skill_item("f", 1), "a", 30)]
    found = plan([], CHAIN, Standing(memories), NOW, schedule=SCHEDULE, wishes=Wishes(minutes=25))
    assert found.mode is Mode.GOAL and found.today.due == ("f/1",) and found.today.families == ("a-0",)
    assert len(found.days) == 14 and not found.outlooks


def test_without_an_exam_nothing_is_said_to_be_seen_in_time() -> None:
    evening = Standing([memory("f/1", "a", 30)], spent=4.0)
    found = plan([], CHAIN, evening, NOW, schedule=SCHEDULE, wishes=Wishes(minutes=5))
    assert (len(found.today.new), found.today.waiting, found.sentence) == (1, 1, "")


def test_after_the_exam_few_reviews_keep_it_alive_or_nothing_is_asked() -> None:
    memories = [memory(skill_item(f"f{number}", 1), "a", 9, 4 + number) for number in range(5)]
    passed = exam(-1)
    alive = plan([passed], CHAIN, Standing(memories), NOW, schedule=SCHEDULE)
    goal = plan([], NOTHING, Standing(memories), NOW, schedule=SCHEDULE)
    assert alive.mode is Mode.MAINTENANCE and not alive.sentence and not steps_of(alive)
    assert sum(day.reviews for day in alive.days) < sum(day.reviews for day in goal.days)
    resting = Wishes(after_exam=AfterExam.REST)
    rest = plan([passed], CHAIN, Standing(memories), NOW, schedule=SCHEDULE, wishes=resting)
    assert (rest.mode, rest.today.is_done, rest.days, rest.sentence) == (Mode.REST, True, (), "")


@pytest.mark.parametrize(("after", "kept"), [(AfterExam.MAINTAIN, True), (AfterExam.REST, False)])
def test_topics_of_an_exam_that_is_over_stay_alive_beside_the_next_one(after: AfterExam, kept: bool) -> None:
    memories = [memory(skill_item("f", 1), "a", 200)]
    exams = [exam(-2, weights={"a": 1.0}), exam(20, weights={"b": 1.0})]
    found = plan(exams, NOTHING, Standing(memories), NOW, schedule=SCHEDULE, wishes=Wishes(after_exam=after))
    assert (found.today.due == ("f/1",)) is kept


def test_on_the_day_of_the_exam_nothing_is_asked() -> None:
    found = plan([exam(0)], CHAIN, Standing([memory("f/1", "a", 30)]), NOW, schedule=SCHEDULE)
    assert (found.mode, found.today.is_done, found.outlooks[0].days_left) == (Mode.EXAM, True, 0)
    assert found.outlooks[0].left_out and not found.sentence  # it is too late to say so


def test_there_may_be_nothing_at_all() -> None:
    empty: Syllabus = NOTHING
    assert plan([], empty, Standing(), NOW, schedule=SCHEDULE).today.is_done
    assert plan([exam(5)], empty, Standing(), NOW, schedule=SCHEDULE).outlooks[0].recall == 0
