"""People are meant to check the system and have stopped doing so."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="rubber-stamp",
    principle=Principle.OVERSIGHT,
    accept=(
        Principle.ACCOUNTABILITY,
        Principle.AWARENESS,
    ),
    tempting={
        Principle.PRIVACY: "Nobody's data went astray. What is missing is a person who really decides.",
        Principle.SAFETY: "The machine does what it was built for. What has failed is the person who was to "
        "watch over it.",
    },
    losses={
        Lens.RIGHTS: "{One} was promised that a human being would decide, and what is put in its place is a click.",
        Lens.JUSTICE: "Whoever happens to come before a patient pair of eyes is looked at, and whoever "
        "comes later in the shift is waved through.",
        Lens.UTILITARIAN: "The second look was meant to catch the costly mistakes; without it they all get "
        "through, and they cost more than the saved minutes are worth.",
        Lens.COMMON_GOOD: "A community in which nobody is used to deciding any more can't take its affairs "
        "back into its own hands once the machines fail.",
        Lens.VIRTUE: "{Staff} who only confirm what the screen says lose, click by click, the courage to disagree.",
        Lens.CARE: "{One} waits for somebody who looks up and listens, and nobody looks up.",
    },
    ways={
        Lens.RIGHTS: "Let any of the {people} insist on a hearing before a human being who has the "
        "power to decide otherwise.",
        Lens.JUSTICE: "Give every case the same number of minutes with a person, whoever is on shift and "
        "whatever {system} says.",
        Lens.UTILITARIAN: "Put the hours of {staff} where a test shows that a second look prevents most "
        "harm, and let the rest run by itself.",
        Lens.COMMON_GOOD: "Train people outside the firm as well, so that the town can do without {system} "
        "whenever it has to.",
        Lens.VIRTUE: "Let {staff} write down their own view before they see the machine's, so that they "
        "stay people who judge.",
        Lens.CARE: "Give each of the {people} one of the {staff} by name, who knows them and to whom they can turn.",
    },
    facts=(
        "How many of the confirmed cases turned out to be wrong?",
        "How many {staff} would it take to look at each case in earnest?",
        "What happens to {staff} who often disagree with {system}?",
    ),
    values=(
        "Which decisions should never be left to a machine, however good it is?",
        "Is a person who can't keep up still in control?",
        "How much slower may a service be so that somebody really looks?",
    ),
    issue="whether a decision may be called human when the people who make it only confirm what a machine proposes",
    waiting="With half the cases a day {staff} could really look at each of them, and somebody "
    "would be deciding again.",
    mitigations=(
        Mitigation(
            "One case in twenty is a known mistake that was slipped in, and whoever misses it is given more time.",
            "People learn to recognise the test cases and sleep through the others.",
        ),
        Mitigation(
            "{Staff} see the proposal only after they have noted their own.",
            "Under pressure of time they may note what they expect to see.",
        ),
    ),
    review="how often {staff} decide against the machine",
    keywords=(
        "confirm",
        "check",
        "human",
        "decide",
        "look",
        "click",
    ),
)
