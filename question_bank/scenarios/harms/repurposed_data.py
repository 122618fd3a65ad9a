"""Data is used for something it was not given for."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="repurposed-data",
    principle=Principle.PRIVACY,
    accept=(
        Principle.TRANSPARENCY,
        Principle.HARM,
        Principle.FAIRNESS,
    ),
    tempting={
        Principle.AWARENESS: "People understand well enough what such systems do; an expert was asked no more "
        "than anybody else. What is wrong is that their data are used without them.",
        Principle.SAFETY: "Nothing was stolen and nothing broke: the data are where their holder wants them. "
        "What is wrong is what they are used for.",
    },
    losses={
        Lens.RIGHTS: "{One} gave the data for something else and has never been asked whether it may be used for this.",
        Lens.JUSTICE: "Some of the {people} can afford to leave no traces and others cannot, and only "
        "the others pay for it.",
        Lens.UTILITARIAN: "If this becomes known, people will give false details everywhere, and that costs "
        "all the services together more than this one gains.",
        Lens.COMMON_GOOD: "Once people must expect that anything they say will turn up somewhere else, they "
        "stop speaking openly, and no town can live without that.",
        Lens.VIRTUE: "Whoever helps himself to what was entrusted for something else gets used to "
        "breaking his word a little at a time.",
        Lens.CARE: "{One} told it to somebody in confidence, and now finds out that nobody thought of "
        "asking before passing it on.",
    },
    ways={
        Lens.RIGHTS: "Delete what was gathered for another purpose, and use only what {people} agree to "
        "afterwards, each for themselves.",
        Lens.JUSTICE: "Use only kinds of data that exist about everybody to the same extent, so that "
        "leaving few traces brings nobody an advantage.",
        Lens.UTILITARIAN: "Keep exactly those data of which a trial shows that their use saves {people} more "
        "trouble than it causes them.",
        Lens.COMMON_GOOD: "Set up a public trust that holds the data for the whole town and lends it out "
        "under rules that everybody can read.",
        Lens.VIRTUE: "Own up to what was done with the data, apologise before anybody has to ask for "
        "it, and keep the promise from now on.",
        Lens.CARE: "Talk to those who feel exposed, one at a time, and let what they say decide what "
        "happens to what they once told.",
    },
    facts=(
        "What exactly were {people} told when they gave the data?",
        "Who else has been able to see the data so far?",
        "How well does {system} work without these data?",
    ),
    values=(
        "May what was given for one purpose serve another, if that one is good as well?",
        "Is silence about a notice that nobody reads a yes?",
        "How much better must a service become before it is worth knowing more about people?",
    ),
    issue="whether data that {people} gave for one purpose may be used for another without asking them",
    waiting="Asking everybody first would take months and some would say no, but what is used would then be given.",
    mitigations=(
        Mitigation(
            "Each of the {people} is asked again, and whoever does not answer is left out of the data.",
            "Those who say no may still be guessed at from what the others have given.",
        ),
        Mitigation(
            "The old data are deleted after a month, and an outside auditor checks that they are.",
            "What {system} has learnt from them stays in it.",
        ),
    ),
    review="how many {people} have agreed, and how many complaints there were",
    keywords=(
        "data",
        "purpose",
        "consent",
        "agree",
        "asked",
    ),
)
