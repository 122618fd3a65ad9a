"""The ten principles of UNESCO's Recommendation on the Ethics of Artificial Intelligence (2021), in our words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Principle(StrEnum):
    """What the use of AI has to answer to; the order is no ranking."""

    HARM = "proportionality and do no harm"
    SAFETY = "safety and security"
    PRIVACY = "privacy and data protection"
    GOVERNANCE = "multi-stakeholder and adaptive governance"
    ACCOUNTABILITY = "responsibility and accountability"
    TRANSPARENCY = "transparency and explainability"
    OVERSIGHT = "human oversight and determination"
    SUSTAINABILITY = "sustainability"
    AWARENESS = "awareness and literacy"
    FAIRNESS = "fairness and non-discrimination"


PRINCIPLES = tuple(Principle)

ASKS: Mapping[Principle, str] = {
    Principle.HARM: "Is the means suited to the aim and no stronger than it needs to be, and is harm avoided?",
    Principle.SAFETY: "Does it withstand faults, attacks and conditions for which it was not built?",
    Principle.PRIVACY: "Are personal data used only for what they were given for, and do people keep a say over them?",
    Principle.GOVERNANCE: "Do those concerned take part in the rules, and can the rules be changed as things change?",
    Principle.ACCOUNTABILITY: "Is there somebody who answers for what happens and puts it in order?",
    Principle.TRANSPARENCY: "Can those concerned find out that, how and why the system came to what it says?",
    Principle.OVERSIGHT: "Does a human being really decide, with the time and the power to decide otherwise?",
    Principle.SUSTAINABILITY: "What does it use up, and what does it leave to others, here and later?",
    Principle.AWARENESS: "Do people understand what such systems are and can do, well enough to deal with them?",
    Principle.FAIRNESS: "Is anybody treated worse, or served worse, for belonging to a group?",
}
"""The question of each principle."""

DEMANDS: Mapping[Principle, tuple[str, ...]] = {
    Principle.HARM: (
        "Nobody should bring in {system} before it is shown that nothing milder would do.",
        "Whatever {system} achieves, its aim does not call for means as strong as that.",
        "Take the weakest setting of {system} that does the work, and give up what does more damage than good.",
        "If {people} can be spared the damage by doing without {system}, then do without it.",
    ),
    Principle.SAFETY: (
        "Before the start, somebody from outside should try everything to make {system} fail.",
        "Make sure that nobody can tamper with {system}, and that it stays dependable in bad conditions.",
        "As soon as {system} meets something for which it was not tested, it should switch itself off.",
        "I want to know what happens when {system} breaks down or is attacked, and what is ready for that case.",
    ),
    Principle.PRIVACY: (
        "What {people} said for another purpose should not end up in {system}.",
        "Let {people} see what {system} has stored about them, and let them have it deleted.",
        "{System} should get no more personal details than it needs, and keep them no longer than it needs them.",
        "Without the consent of {people}, nothing about their lives should be passed on to {system}.",
    ),
    Principle.GOVERNANCE: (
        "{People}, makers, offices and neighbours should sit at one table when the rules of {system} are written.",
        "The rules for {system} should be looked at every year together with {people}, and changed if need be.",
        "A contract over {system} that nobody can change for ten years should not be signed without a public hearing.",
        "Those who live with {system} should have seats on the board that watches over it.",
    ),
    Principle.ACCOUNTABILITY: (
        "There should be a name on the door of the one who answers for {system}.",
        "Whoever is harmed by {system} should know who has to put it in order and pay.",
        "Put into the contract who is liable when {system} makes a mistake, the maker or the one who uses it.",
        "If {system} goes wrong, I don't want to hear that it was the computer: somebody has to stand up for it.",
    ),
    Principle.TRANSPARENCY: (
        "Tell {people} in plain words why {system} came to its answer.",
        "The criteria of {system} should be public, down to their weights.",
        "If even its makers can't say how {system} came to an answer, then that answer should not be used.",
        "Whoever gets an answer from {system} should be shown which of the inputs made the difference.",
    ),
    Principle.OVERSIGHT: (
        "The last word should be with {staff}, and they need the time and the power to say no to {system}.",
        "{System} may propose, but one of the {staff} has to make the decision.",
        "There should be a switch with which {staff} can stop {system} at any time, without asking anybody.",
        "A person must look at each case in earnest; to wave through what {system} says is not enough.",
    ),
    Principle.SUSTAINABILITY: (
        "Tell us how many kilowatt-hours {system} uses a year, and whether a small one would do the same.",
        "Those who will live here in fifty years should not pay for the electricity that {system} burns today.",
        "Count in the water and the metals too, and not only what {system} costs in money.",
        "{System} should run on the computers that are there and not on new ones that are scrap in three years.",
    ),
    Principle.AWARENESS: (
        "{People} should learn what {system} can and can't do before they rely on it.",
        "Every evening school should offer a course on how things like {system} work.",
        "{Staff} and {people} alike need training, so that they see through {system} and don't believe all it says.",
        "Children should learn at school how machines like {system} come to what they say.",
    ),
    Principle.FAIRNESS: (
        "{System} should serve {people} of every origin, age and body equally well.",
        "First show that {system} is not wrong more often about some groups than about others.",
        "{People} should not get a worse result from {system} because they belong to a minority.",
        "If {system} has learnt old prejudices from its data, they should be taken out before it starts.",
    ),
}
"""What people demand when they care about a principle; none names it."""
