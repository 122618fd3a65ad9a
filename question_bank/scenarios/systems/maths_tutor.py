"""A group of schools lets a program teach mathematics."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="maths-tutor",
    system="the tutoring program",
    proposal="let a program teach mathematics on tablets in its primary schools",
    actors=(
        Actor("Lantern Schools", "a group of schools"),
        Actor("Bright Ladder", "a foundation that runs schools"),
        Actor("Escolas Aurora", "a school network"),
    ),
    decider="head of teaching",
    one="a child who works more slowly",
    people="children",
    staff="teachers",
    data=(
        Told(
            "The program has learnt from {x} million tasks solved by children in three countries.",
            (3, 40),
        ),
        Told(
            "The program follows how long a child looks at a task, and has learnt from {x} classes.",
            (40, 300),
        ),
    ),
    trade_offs=(
        Told(
            "Each child would get tasks of its own within {x} seconds, but for half the lesson nobody would talk.",
            (2, 6),
        ),
        Told(
            "Marks would rise by {x} per cent, and the teachers would see tables where they used to see faces.",
            (6, 18),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "Children who learn in their second language are set tasks that are too easy "
            "in {x} of 100 lessons, others in {y}: the program takes slow reading for poor "
            "arithmetic.",
            (38, 52),
            (8, 14),
        ),
        "repurposed-data": Told(
            "The recordings of how {x},000 children look at a task, made to choose the "
            "next one, were sold to a maker of toys.",
            (4, 30),
        ),
        "rubber-stamp": Told(
            "Teachers are to approve each move to a lower group. In {x} schools they "
            "approve all of them together on Friday with one click.",
            (12, 40),
        ),
        "footprint": Told(
            "To choose the next sum, the program asks a language model that uses {x} times "
            "the electricity of the list of sums that did the same so far.",
            (500, 2000),
        ),
        "misread": Told(
            "{x} of 100 children believe that the friendly owl on the screen likes them "
            "and is sad when they do not come.",
            (60, 85),
        ),
        "excessive": Told(
            "In order to save {x} minutes of marking a week, a camera records every "
            "child's face for the whole morning.",
            (10, 25),
        ),
    },
    silent=Group(
        "children who never say that they have stopped following",
        "They click on quietly, and the table calls them fine. They are the silent group.",
    ),
    affected=(
        Group(
            "children who are put into too low a group",
            "What they are never shown they can't learn.",
        ),
        Group(
            "teachers who look at tables",
            "Their craft and their day change.",
        ),
        Group(
            "parents who can't follow what is being learnt",
            "They can no longer help at home.",
        ),
    ),
    arguable=(
        Group(
            "secondary schools to which the children go later",
            "They get children who learnt in another way; arguable.",
        ),
    ),
    unaffected=(
        Group(
            "pupils of the music school in the same house",
            "They are not taught by the program.",
        ),
        Group(
            "former pupils who have left school",
            "Nobody teaches them there any more.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Every child may stop at any time, ask for a human teacher and get one; this is "
        "written into the rules of the school.",
        Lens.JUSTICE: "Help after school was for those who could pay. Now the baker's daughter and the "
        "doctor's son get the same hour of it.",
        Lens.UTILITARIAN: "Eleven thousand children do a little better, a few a little worse; over all of "
        "them that is a large gain.",
        Lens.COMMON_GOOD: "A generation that can handle numbers can follow a budget and a vote, and a whole "
        "democracy lives on that.",
        Lens.VIRTUE: "The owl praises those who show how they went wrong, and children who have got "
        "used to it own up to mistakes elsewhere too.",
        Lens.CARE: "While the others practise, the teacher sits beside Tomek, who cried over "
        "fractions yesterday, for as long as he needs.",
    },
    fact="How do children of the same schools do who learn without the program?",
    value="Is a better mark worth an hour less of talking to one another?",
    going_ahead="Without the program one teacher goes on teaching thirty children at one speed.",
    keywords=(
        "child",
        "teach",
        "lesson",
        "tablet",
        "program",
    ),
    words=(
        "child",
        "stopped following",
        "teacher",
        "parent",
    ),
)
