"""Nobody can say why the system says what it says."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="no-reasons",
    principle=Principle.TRANSPARENCY,
    accept=(
        Principle.ACCOUNTABILITY,
        Principle.OVERSIGHT,
    ),
    tempting={
        Principle.PRIVACY: "No personal detail has come into the wrong hands. What is missing is an account "
        "of why the answer came out as it did.",
        Principle.SAFETY: "Nothing failed and nobody attacked it: the answers may even be correct. What is "
        "missing is that somebody can say why.",
    },
    losses={
        Lens.RIGHTS: "{One} has a claim to hear the grounds on which others decide about a person's "
        "life, and there are none to be heard.",
        Lens.JUSTICE: "Whoever is turned away cannot be shown why the person next door was not, so "
        "nobody can tell whether the same yardstick was used.",
        Lens.UTILITARIAN: "Mistakes that nobody can trace are repeated for years, and over time they cost "
        "everybody more than the quick answers save.",
        Lens.COMMON_GOOD: "Public life rests on decisions that can be argued about in the open, and where no "
        "grounds are given there is nothing left to argue about.",
        Lens.VIRTUE: "{Staff} who pass on an answer that they do not understand themselves unlearn to "
        "say honestly that they don't know.",
        Lens.CARE: "{One} asks why, and the person on the other side can only look at the screen and shrug.",
    },
    ways={
        Lens.RIGHTS: "Give every one of the {people} the grounds in plain words, and treat any decision "
        "without them as not made.",
        Lens.JUSTICE: "Show with each answer how the most similar other cases were decided, so that "
        "anybody can compare.",
        Lens.UTILITARIAN: "Compare over a year whether a simple rule that can be explained costs {people} "
        "less in all than the model that is more exact.",
        Lens.COMMON_GOOD: "Lay the rules open in the public library and invite the town to dispute them, so "
        "that deciding stays a matter of public talk.",
        Lens.VIRTUE: "Pass on only those answers that {staff} can explain and would sign with their own names.",
        Lens.CARE: "Have one of the {staff} go through the answer with each person who does not "
        "understand it, for as long as that person needs.",
    },
    facts=(
        "Which inputs change the answer of {system} most?",
        "How many complaints could not be answered because the grounds were missing?",
        "How exact is the best rule that {staff} can still explain?",
    ),
    values=(
        "Is an answer that is more often correct worth more than one that can be explained?",
        ("Does everybody deserve grounds that they understand, or is it enough that an expert understands them?"),
        "What may a firm keep secret about a machine that decides about others?",
    ),
    issue="whether {people} have to accept answers that shape their lives and that nobody is able to explain",
    waiting="A simpler rule would be wrong a little more often, but each of its answers could be "
    "explained and disputed.",
    mitigations=(
        Mitigation(
            "Every answer comes with the three inputs that weighed most, in words that {people} understand.",
            "Three inputs are not the whole of what the model did, and may mislead.",
        ),
        Mitigation(
            "Whoever asks gets a decision by one of the {staff} who writes the grounds down.",
            "Those who do not dare to ask still get no grounds.",
        ),
    ),
    review="the share of answers that {staff} can explain to a stranger",
    keywords=(
        "explain",
        "grounds",
        "why",
        "reason",
    ),
)
