"""The system is wrong more often about some people than about others."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="uneven-errors",
    principle=Principle.FAIRNESS,
    accept=(
        Principle.HARM,
        Principle.SAFETY,
    ),
    tempting={
        Principle.PRIVACY: "The data may have been gathered quite properly. What is wrong is that the errors "
        "fall more often on one group.",
        Principle.TRANSPARENCY: "Nothing is hidden: the errors have been counted and are known. What is wrong is "
        "on whom they fall.",
    },
    losses={
        Lens.RIGHTS: "{One} is treated by what strangers with the same background once did, and never "
        "gets to be looked at as a person.",
        Lens.JUSTICE: "Of two of the {people} in the same position, the one whose kind is rare in the "
        "data gets the wrong answer far more often.",
        Lens.UTILITARIAN: "Each wrong answer costs months of trouble, and there are so many of them in one "
        "group that they eat up all the hours saved elsewhere.",
        Lens.COMMON_GOOD: "Once a whole part of the population expects to be failed by {system}, it "
        "withdraws from the institutions that everybody lives on.",
        Lens.VIRTUE: "{Staff} who know about the gap and carry on regardless get used to looking away.",
        Lens.CARE: "Nobody has sat down with {one} from that group to hear what it is like to be got "
        "wrong again and again.",
    },
    ways={
        Lens.RIGHTS: "Let everybody choose between {system} and a person, and let nobody be worse off "
        "for choosing the person.",
        Lens.JUSTICE: "Start only when {system} errs equally often in every group, even if it then errs "
        "a little more overall.",
        Lens.UTILITARIAN: "Start as soon as a test shows that, over all {people}, the errors it avoids "
        "outweigh the errors it adds.",
        Lens.COMMON_GOOD: "Publish the error rates every month and let an open council watch over them, so "
        "that everybody can go on relying on the service.",
        Lens.VIRTUE: "Have {staff} make up their own minds first and stand by it, and use {system} only "
        "to question themselves.",
        Lens.CARE: "Ring up those whom {system} gets wrong, ask what has happened to them, and put "
        "each case in order with them.",
    },
    facts=(
        "Why is {system} wrong more often about one group of {people}?",
        "How many {people} of each group are in the data?",
        "How large was the same gap before, when {staff} decided alone?",
    ),
    values=(
        "May a service become better for most while it becomes worse for some?",
        "Which kind of error is the worse one, and for whom?",
        "How large a gap between groups is small enough to be accepted?",
    ),
    issue="whether {people} of one group may be asked to bear errors so that all the others are served faster",
    waiting="Whoever waits until the gap is closed loses time, but nobody pays for an error that is already known.",
    mitigations=(
        Mitigation(
            "The error rates of every group are measured each month, and {system} is "
            "switched off for a group when they pass a fixed limit.",
            "Groups that nobody has thought of measuring can still come off worse.",
        ),
        Mitigation(
            "In the group with more errors, two of the {staff} look at every case before anything happens.",
            "They may lean on the machine's answer all the same.",
        ),
    ),
    review="the errors in each group of {people}",
    keywords=(
        "error",
        "wrong",
        "gap",
        "group",
    ),
)
