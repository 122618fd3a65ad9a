"""When it goes wrong, everybody points at somebody else."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="nobody-answers",
    principle=Principle.ACCOUNTABILITY,
    accept=(
        Principle.GOVERNANCE,
        Principle.TRANSPARENCY,
        Principle.HARM,
        Principle.SAFETY,
    ),
    tempting={
        Principle.FAIRNESS: "It isn't said that one group fares worse than another. What is missing is "
        "somebody who answers for what happened.",
        Principle.AWARENESS: "Those concerned know well enough what they are dealing with. What is missing is "
        "somebody who answers for what happened.",
    },
    losses={
        Lens.RIGHTS: "Whoever has been harmed may demand that somebody answers for it, and {one} finds "
        "nobody who does.",
        Lens.JUSTICE: "Those who profit from {system} are not those who pay for its mistakes, and no "
        "reason is given for that division.",
        Lens.UTILITARIAN: "As long as mistakes cost the makers nothing they will not be mended, so the sum "
        "of the damage only grows.",
        Lens.COMMON_GOOD: "If nobody ever has to answer for anything, people lose their trust in contracts "
        "and offices, and all business in the region lives on that.",
        Lens.VIRTUE: "Whoever can always point at somebody else never learns to say: that was my mistake.",
        Lens.CARE: "{One} has called five numbers and told the story five times, and is as alone with it as before.",
    },
    ways={
        Lens.RIGHTS: "Guarantee to every one of the {people} a complaint that has to be answered in two "
        "weeks by somebody with the power to put it in order.",
        Lens.JUSTICE: "Make each party pay for mistakes in proportion to what it earns with {system}.",
        Lens.UTILITARIAN: "Take out an insurance for all {people}, and raise its price with every mistake, "
        "so that the whole damage shrinks.",
        Lens.COMMON_GOOD: "Found an ombudsman's office that stands open to everybody in the region, and that "
        "has to be told of every mistake.",
        Lens.VIRTUE: "Let the one who signs for {system} report each mistake in public, by name, before "
        "anybody asks for it.",
        Lens.CARE: "Give everybody who has been harmed one person who stays with the case until it is mended.",
    },
    facts=(
        "Who signs the decisions that {system} prepares?",
        "How many complaints have there been, and what became of them?",
        "How many other cases of this kind have there been?",
    ),
    values=(
        "Who should answer for a mistake that nobody wanted and nobody could foresee?",
        "Should somebody be liable even without having done anything wrong?",
        "Is an apology by a person worth more than money from a fund?",
    ),
    issue="whether a system may decide about {people} as long as nobody has to answer for its mistakes",
    waiting="Until it is written down who answers for what, {staff} would go on by hand, more "
    "slowly but with a name under each case.",
    mitigations=(
        Mitigation(
            "One person is named in public who answers for {system} and can stop it.",
            "One person can't see everything that goes wrong.",
        ),
        Mitigation(
            "Every decision is logged for five years, together with the version that made it.",
            "A log shows what has happened, but it mends nothing.",
        ),
    ),
    review="how many complaints were answered, how soon, and by whom",
    keywords=(
        "answer",
        "responsib",
        "complain",
        "mistake",
        "liab",
    ),
)
