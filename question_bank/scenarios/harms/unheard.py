"""Those concerned had no part in the decision and can't change it later."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="unheard",
    principle=Principle.GOVERNANCE,
    accept=(
        Principle.FAIRNESS,
        Principle.TRANSPARENCY,
        Principle.ACCOUNTABILITY,
    ),
    tempting={
        Principle.PRIVACY: "It isn't about what is known of anybody. What is missing is a part in the "
        "decision for those it concerns.",
        Principle.SAFETY: "Nothing has failed. What is missing is a part in the decision for those it "
        "concerns, now and later.",
    },
    losses={
        Lens.RIGHTS: "A person may demand a say in what will shape that person's days, and {one} has "
        "not even been told that there was something to say.",
        Lens.JUSTICE: "Those who sit at the table take the decision and those who are not invited take "
        "the consequences, and nothing but habit explains who sits where.",
        Lens.UTILITARIAN: "Those who know where it pinches were not asked, so it will be built wrongly and "
        "rebuilt at many times what asking would have cost.",
        Lens.COMMON_GOOD: "A place where such things are settled behind closed doors loses the practice of "
        "settling things together, and nobody can bring that back alone.",
        Lens.VIRTUE: "People who arrange everything among themselves and call it efficient grow deaf, "
        "and after a while they don't notice.",
        Lens.CARE: "{One} has lived with the matter for years and could have told them what is "
        "needed, but nobody came to listen.",
    },
    ways={
        Lens.RIGHTS: "Give {people} a veto over everything in {system} that concerns their own person.",
        Lens.JUSTICE: "Draw a panel by lot in which every group has as many seats as its share of the burden.",
        Lens.UTILITARIAN: "Ask all concerned what each option is worth to them, and take the one with the largest sum.",
        Lens.COMMON_GOOD: "Open a standing council of users, makers, offices and neighbours, which can "
        "change the rules of {system} every year.",
        Lens.VIRTUE: "Let those who decide work for a month where {system} works, before they say anything about it.",
        Lens.CARE: "Begin with visits to those on whom {system} weighs most, and build it around what "
        "they say they need.",
    },
    facts=(
        "Which rules would {people} themselves have wanted?",
        "What would it cost to end the contract early?",
        "What do {people} themselves say about the plan?",
    ),
    values=(
        "Who ought to have a say: everybody concerned, or those who know most?",
        "Should the people concerned be able to stop a plan, or only to comment on it?",
        "How much delay is it worth to hear everybody?",
    ),
    issue="whether a system that shapes the days of {people} may be settled without them and for years to come",
    waiting="A round of hearings would take a season, but what is built would be built with those "
    "who have to live with it.",
    mitigations=(
        Mitigation(
            "A council with {people} in it meets every quarter and can have the rules changed.",
            "Those who have no time for meetings remain unheard.",
        ),
        Mitigation(
            "The contract ends after one year and is renewed only after a public hearing.",
            "After a year a way back may already be too dear.",
        ),
    ),
    review="what {people} have asked for, and what was changed because of it",
    keywords=(
        "asked",
        "say",
        "hear",
        "table",
        "council",
        "voice",
        "settled",
    ),
)
