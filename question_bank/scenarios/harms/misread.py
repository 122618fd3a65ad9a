"""People don't know what they are dealing with, or take it for more than it is."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="misread",
    principle=Principle.AWARENESS,
    accept=(
        Principle.TRANSPARENCY,
        Principle.HARM,
        Principle.OVERSIGHT,
    ),
    tempting={
        Principle.FAIRNESS: "It isn't about a group that is treated worse. What is missing is that people know "
        "what they have before them.",
        Principle.GOVERNANCE: "It isn't said that anybody was kept out of making the rules. What is missing is "
        "that people know what they have before them.",
    },
    losses={
        Lens.RIGHTS: "Whoever is taken in cannot decide, and {one} has been denied the chance to say no to a machine.",
        Lens.JUSTICE: "Those who have learnt how such systems work get around its faults, and those who "
        "never had the chance to learn it are caught by them.",
        Lens.UTILITARIAN: "Misunderstandings pile up into wrong decisions by thousands of people, and that "
        "costs more than teaching them would have.",
        Lens.COMMON_GOOD: "Where nobody can tell any longer what a machine can know, people stop being able "
        "to talk to each other about what is true.",
        Lens.VIRTUE: "{Staff} who enjoy that the thing is taken for wiser than it is are practising a "
        "quiet kind of deceit.",
        Lens.CARE: "{One} has confided in it as in a friend, and nobody stood by to explain in simple "
        "words what it is.",
    },
    ways={
        Lens.RIGHTS: "Tell everybody before the first word that this is a machine, and go on only with "
        "those who say yes to it.",
        Lens.JUSTICE: "Offer the same short course to all {people}, above all to those who have had "
        "least to do with such things.",
        Lens.UTILITARIAN: "Spend the budget on the explanation that, over all {people}, prevents most "
        "misunderstandings.",
        Lens.COMMON_GOOD: "Teach in schools and evening classes what such systems can and can't do, so that "
        "the whole town can talk about them.",
        Lens.VIRTUE: "Have {system} admit openly in each answer what it doesn't know, even where that "
        "costs some of its shine.",
        Lens.CARE: "Have somebody patient sit with those who are lost, at their own pace, until they "
        "have understood it.",
    },
    facts=(
        "Where did {people} get what they believe about {system}?",
        "What have {people} done because of what they believed?",
        "What are {people} told before they use it for the first time?",
    ),
    values=(
        "How much ought people to understand of a machine before they may rely on it?",
        "Whose task is it that people understand it: theirs, the maker's or the school's?",
        "May a machine be friendly in a way that makes people forget what it is?",
    ),
    issue="whether {people} may be left to rely on something that they take for more than it is",
    waiting="A course for everybody would come first and delay the start, but people would know "
    "what they are dealing with.",
    mitigations=(
        Mitigation(
            "Each session begins with two sentences about what {system} is and what it often gets wrong.",
            "Many will click them away.",
        ),
        Mitigation(
            "{Staff} give a free lesson each week on what {system} can and can't do.",
            "Those who need it most may not come.",
        ),
    ),
    review="what {people} believe about the machine before and after the first month",
    keywords=(
        "know",
        "understand",
        "believ",
        "machine",
        "aware",
        "explain",
    ),
)
