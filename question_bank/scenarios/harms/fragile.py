"""The system can be tricked or breaks when conditions change."""

from __future__ import annotations

from question_bank.scenarios.case import Mitigation
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.principle import Principle

HARM = Harm(
    id="fragile",
    principle=Principle.SAFETY,
    accept=(
        Principle.HARM,
        Principle.ACCOUNTABILITY,
    ),
    tempting={
        Principle.PRIVACY: "The weakness gives nothing about anybody away. What is at stake is that the "
        "system can be made to fail.",
        Principle.FAIRNESS: "It may hit anybody. What is at stake is that the system doesn't withstand what it "
        "will meet.",
    },
    losses={
        Lens.RIGHTS: "{One} never agreed to be the test in which a weakness is found, and has no way of "
        "stepping out of it.",
        Lens.JUSTICE: "Those who know the weakness can turn it to their advantage, and those who don't "
        "pay for it without having done anything.",
        Lens.UTILITARIAN: "One failure on a bad day undoes more than months of smooth running have brought.",
        Lens.COMMON_GOOD: "Where nobody can be sure whether {system} has been tampered with, the reliance "
        "goes on which all services in the place are built.",
        Lens.VIRTUE: "{Staff} who have been told of the weakness and keep quiet about it are learning "
        "to live with a lie.",
        Lens.CARE: "When it fails, {one} stands there alone, and nobody is near who would notice.",
    },
    ways={
        Lens.RIGHTS: "Switch {system} on only for people who have been told of the weakness and have "
        "agreed; everybody else is served as before.",
        Lens.JUSTICE: "Hold the start until knowing the weakness brings nobody an advantage over those "
        "who don't know it.",
        Lens.UTILITARIAN: "Estimate how often it will fail and what each failure costs all concerned, and "
        "start only if the balance stays positive.",
        Lens.COMMON_GOOD: "Report the weakness to everybody who runs such systems, so that a service all "
        "rely on becomes firmer.",
        Lens.VIRTUE: "Have those who built it say openly what they got wrong and mend it before anybody makes them.",
        Lens.CARE: "Put somebody beside {people} in the first months who knows them and steps in at "
        "once when something goes wrong.",
    },
    facts=(
        "Under which conditions was {system} tested, and under which was it not?",
        "How often does an attempt to trick {system} succeed?",
        "How long does it take until somebody notices a failure?",
    ),
    values=(
        "How safe is safe enough for something that people did not choose?",
        "Should a known weakness be made public before it is mended?",
        "Is a rare great harm worse than many small ones of the same sum?",
    ),
    issue="whether {people} may be made to depend on a system of which it is known that it can fail them",
    waiting="Half a year of tests under bad conditions would delay the gains, but the first to "
    "meet the weakness would be testers.",
    mitigations=(
        Mitigation(
            "A team from outside tries to break {system} every quarter, and what it finds "
            "is mended before anything else.",
            "Attackers may find what the team has not thought of.",
        ),
        Mitigation(
            "When conditions leave what was tested, {system} switches itself off and {staff} take over.",
            "The change may come faster than people can.",
        ),
    ),
    review="the failures and near misses in bad conditions",
    keywords=(
        "fail",
        "trick",
        "weak",
        "test",
        "condition",
        "safe",
    ),
)
