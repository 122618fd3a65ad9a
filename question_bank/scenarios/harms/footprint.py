"""The system uses far more energy, water or hardware than its purpose needs."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="footprint",
    principle=Principle.SUSTAINABILITY,
    accept=(Principle.HARM,),
    tempting={
        Principle.FAIRNESS: "It isn't said that anybody is treated worse than others. What is at stake is what "
        "the system uses up.",
        Principle.PRIVACY: "This has nothing to do with what is known about anybody. What is at stake is what "
        "the system uses up.",
    },
    losses={
        Lens.RIGHTS: "Those who come after us may insist on a world that still works, and nobody has "
        "asked them whether it may be spent on this.",
        Lens.JUSTICE: "The gain stays here, and the heat and the mines are elsewhere, with people who "
        "have no part in either the decision or the profit.",
        Lens.UTILITARIAN: "What is saved by {system} each year is less than what its electricity does in "
        "damage, if one counts everybody.",
        Lens.COMMON_GOOD: "A grid and a climate belong to nobody and carry everybody, and here they are worn "
        "for a convenience.",
        Lens.VIRTUE: "Whoever takes the biggest machine because it is easiest gets used to not asking "
        "what a thing costs.",
        Lens.CARE: "Somewhere a family lives beside the power station that runs for this, and nobody "
        "in the room knows their name.",
    },
    ways={
        Lens.RIGHTS: "Set a hard limit to what may be used up, out of what those who come after us may "
        "insist on, and plan within it.",
        Lens.JUSTICE: "Let those who gain from {system} pay in full for the burden where it falls.",
        Lens.UTILITARIAN: "Choose the model for which the benefit to all, less the damage to all, is "
        "largest, and that is hardly the biggest one.",
        Lens.COMMON_GOOD: "Share one small model with the other users in the region, and put what is saved "
        "into the common grid.",
        Lens.VIRTUE: "Begin with the most modest tool that does the work, and take a larger one only "
        "after an honest trial.",
        Lens.CARE: "Go and see those who live where the electricity comes from, and let what they need come first.",
    },
    facts=(
        "Who has measured what {system} uses, and how?",
        "How much more will {system} use in the years to come?",
        "Where does the electricity come from at the hours at which it is used?",
    ),
    values=(
        "How much may a convenience today cost people who are not born yet?",
        "Is it enough to buy certificates for what is used?",
        "Which tasks are worth a large model, and which are not?",
    ),
    issue="whether a small convenience may use up what others, here and later, will need",
    waiting="A small model would answer a little less smoothly, but it would run on the computers that are there.",
    mitigations=(
        Mitigation(
            "A small model does the work, and the large one is asked only where the small one is unsure.",
            "The share of unsure cases may grow without anybody noticing.",
        ),
        Mitigation(
            "The use of electricity is measured and published every month, with a limit for the year.",
            "The limit can be raised as soon as it hurts.",
        ),
    ),
    review="the kilowatt-hours used for each case",
    keywords=(
        "energy",
        "electric",
        "power",
        "water",
        "climate",
        "kilowatt",
    ),
)
