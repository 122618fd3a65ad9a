"""The means go far beyond what the aim needs."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="excessive",
    principle=Principle.HARM,
    accept=(
        Principle.PRIVACY,
        Principle.SAFETY,
        Principle.OVERSIGHT,
    ),
    tempting={
        Principle.TRANSPARENCY: "Everything is out in the open and understood. What is wrong is that so strong a "
        "means serves so small an aim.",
        Principle.SUSTAINABILITY: "It isn't about energy or water. What is wrong is that so strong a means serves so "
        "small an aim.",
    },
    losses={
        Lens.RIGHTS: "So deep an intrusion would need the consent of {one}, and a petty aim does not replace it.",
        Lens.JUSTICE: "Everybody is put under the same heavy hand because of a handful, and those who "
        "did nothing carry what the handful have caused.",
        Lens.UTILITARIAN: "What is prevented is small and rare, what is caused is daily and touches "
        "everybody, and nobody has ever set the two against each other.",
        Lens.COMMON_GOOD: "A place in which such means are used for trifles becomes a place of suspicion for "
        "all who live in it.",
        Lens.VIRTUE: "Whoever reaches for the strongest means first forgets how to be moderate.",
        Lens.CARE: "{One} trembles over something that a quiet word would have settled, and nobody "
        "asked what was behind it.",
    },
    ways={
        Lens.RIGHTS: "Give up the deepest intrusion whatever it would bring, and let {people} agree or "
        "not to what is left.",
        Lens.JUSTICE: "Use the strong means only against those who have given a reason for it, and leave "
        "all others alone.",
        Lens.UTILITARIAN: "Try the three mildest means one after the other, and keep the one that prevents "
        "most harm for the least of it.",
        Lens.COMMON_GOOD: "Put the money into meeting places and lighting for everybody, so that the trouble "
        "does not arise.",
        Lens.VIRTUE: "Use no means that those in charge would be ashamed to use in person and to people's faces.",
        Lens.CARE: "Have somebody who knows the people concerned talk to them first and find out what lies behind it.",
    },
    facts=(
        "How much harm does it do each time, if nothing prevents it?",
        "Which milder means have been tried, and with what result?",
        "What does {system} do to those who have done nothing?",
    ),
    values=(
        "How much may be asked of everybody because of a few?",
        "When is a means too strong, even if it works?",
        "Is a small gain in safety worth a large loss of ease?",
    ),
    issue="whether so strong a means may be used on all {people} for so small an aim",
    waiting="A milder means would catch a little less, but it would leave most people in peace.",
    mitigations=(
        Mitigation(
            "Only the mildest setting is used, and anything stronger needs a new decision with grounds.",
            "Exceptions can become the rule.",
        ),
        Mitigation(
            "After three months {system} is switched off unless it has been shown that nothing milder does the same.",
            "Even three months leave traces with those who were under it.",
        ),
    ),
    review="what was prevented and what it cost {people}",
    keywords=(
        "mean",
        "mild",
        "strong",
        "aim",
        "much",
        "few",
    ),
)
