"""The five steps of the course's decision framework, and what people do in each."""

from __future__ import annotations

STEPS = (
    "identify the ethical issue",
    "get the facts",
    "evaluate the alternatives",
    "choose an option and test it",
    "implement it and reflect on the outcome",
)
ACTIONS: tuple[tuple[str, ...], ...] = (
    (
        (
            "{person} writes down in one sentence what is contested about {system}, and why it is not only a "
            "question of money."
        ),
        "The team asks whether {system} could harm anybody, and which good stands against which.",
        "Before anything else {person} puts into words why the plan leaves some colleagues uneasy.",
    ),
    (
        "{person} draws up a list of everybody whom {system} touches and asks for the numbers that are missing.",
        (
            "The team finds out what is known about {system}, who has been heard so far and which options there are "
            "at all."
        ),
        "{person} invites those concerned and asks what has happened to them until now.",
    ),
    (
        "{person} puts three options side by side and looks at each through all six lenses.",
        "The team asks of every option what it does to single persons, to the sum, to what all share and to {one}.",
        "One after the other, the options for {system} are judged by what speaks for and against each.",
    ),
    (
        "The team settles on a trial with conditions and imagines explaining it to {one}.",
        "{person} decides, and then asks how the decision would read on tomorrow's front page.",
        "One option is picked, and {person} asks somebody whom everybody respects what is wrong with it.",
    ),
    (
        (
            "Half a year after the start {person} compares what has happened with what was expected, and changes the "
            "rules."
        ),
        "The trial with {system} is running, and the team writes down what it would do differently next time.",
        "{person} reports after three months on how the decision has turned out and what was learnt from it.",
    ),
)
WHY_NOT = (
    "That step comes first and names what is contested; nothing has been looked up or weighed yet.",
    "That step gathers what is known, who is concerned and which options there are; it does not judge them.",
    "That step weighs the options, for example with the lenses, before one is chosen.",
    "That step settles on one option and puts it to the test in thought, before anything is done.",
    "That step begins when the decision is carried out, and looks back at what has come of it.",
)
"""What each step really is, for those who took it for another."""
