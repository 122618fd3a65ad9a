"""A university lets a program watch over examinations at home."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="exam-watch",
    system="the watching program",
    proposal="let a program watch students through their cameras during examinations at home",
    actors=(
        Actor("Alder Open University", "a distance university"),
        Actor("Carrow Institute", "a business school"),
        Actor("Meridian College", "a college for working people"),
    ),
    decider="head of examinations",
    one="a student who was reported",
    people="students",
    staff="invigilators",
    data=(
        Told(
            "The program has learnt from {x},000 recordings of students and from who was caught.",
            (2, 20),
        ),
        Told(
            "The program follows eyes and hands {x} times a second and listens to the room.",
            (5, 30),
        ),
    ),
    trade_offs=(
        Told(
            "Exams could be taken in {x} countries on any day, but a stranger's camera would stand in every bedroom.",
            (12, 60),
        ),
        Told(
            "Each exam would cost {x} euros less, and a look out of the window would have to be explained.",
            (20, 60),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "Students with a tic or a squint are reported in {x} of 100 exams although "
            "they did nothing, all others in {y}.",
            (30, 48),
            (3, 7),
        ),
        "repurposed-data": Told(
            "The recordings from {x},000 bedrooms, made for the exam alone, were handed to "
            "a firm that sells attention tests to employers.",
            (3, 20),
        ),
        "no-reasons": Told(
            "A student's file says “suspicion {x} %” and nothing else; what that student "
            "is supposed to have done, nobody can say.",
            (71, 97),
        ),
        "rubber-stamp": Told(
            "Each report was to be looked at by a person. In the last round {x} reports "
            "were confirmed in half an hour.",
            (180, 400),
        ),
        "misread": Told(
            "Of 100 students {x} think that somebody is watching them live, and don't dare "
            "to scratch their heads; in fact nobody looks at most recordings.",
            (55, 80),
        ),
        "excessive": Told(
            "Because of {x} cases of cheating a year, thousands of students have to film "
            "bed, desk and ceiling before each small test.",
            (3, 12),
        ),
    },
    silent=Group(
        "students who withdraw from a course rather than be filmed at home",
        "They leave without a word and count as drop-outs. They are the silent group.",
    ),
    affected=(
        Group(
            "students who are reported by mistake",
            "They have to prove that they did nothing.",
        ),
        Group(
            "people who share a room with a student",
            "They are filmed and heard without sitting an exam.",
        ),
        Group(
            "honest students beside whom others cheat",
            "What their mark is worth depends on it.",
        ),
    ),
    arguable=(
        Group(
            "employers who read the certificates",
            "How much they can rely on a mark is touched at second hand; arguable.",
        ),
    ),
    unaffected=(
        Group(
            "visitors to the university's botanical garden",
            "They sit no exam.",
        ),
        Group(
            "students who finished long ago",
            "Their exams lie behind them and are not watched.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Students with a child or an illness keep the say over where they are examined, "
        "which no hall in the capital would leave them.",
        Lens.JUSTICE: "At home, some could cheat and others would not. With the program both have to "
        "work under the same conditions for the same mark.",
        Lens.UTILITARIAN: "Nine thousand journeys a year fall away, and with them a great deal of money, "
        "time and trouble; the false reports are few beside that.",
        Lens.COMMON_GOOD: "Certificates that anybody can rely on hold together a country of doctors, "
        "builders and teachers, and everybody lives on that.",
        Lens.VIRTUE: "Students sign before each exam what honesty means to them and talk about it "
        "afterwards; so it becomes a habit and not a rule.",
        Lens.CARE: "A tutor who knows the nervous ones by name is on the line before and after, and "
        "sits with them until the heart has calmed down.",
    },
    fact="How many students cheated in earlier years, and how is that known?",
    value="How much may be asked of honest students in order to find dishonest ones?",
    going_ahead="Without the program students have to travel for a day to sit an exam of an hour.",
    keywords=(
        "exam",
        "camera",
        "film",
        "watch",
        "student",
    ),
    words=(
        "student",
        "withdraw",
        "share a room",
        "drop",
    ),
)
