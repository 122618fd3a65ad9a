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
WORDINGS: tuple[tuple[str, ...], ...] = (
    (
        "Say what is at stake beyond law and profit.",
        "Notice that somebody may be harmed, and name the conflict.",
        "Put into words which good stands against which.",
        "See that this is a moral question and not only a technical one.",
        "Write down in one sentence what is contested.",
    ),
    (
        "Find out who is concerned, and who has not been heard.",
        "Collect what is known, and list what is not.",
        "Look up the numbers, and see which options there are at all.",
        "Ask those involved what has happened to them so far.",
        "Learn who has a part in the outcome, and what is still unclear.",
    ),
    (
        "Judge each option through the six lenses.",
        "Set down what speaks for and what against every option.",
        "Ask of each option what it does to single persons, to the sum and to what all share.",
        "Hold the options against one another, each with its good and its harm.",
        "Go through the options one after the other and see which lens backs which.",
    ),
    (
        "Settle on one option, and imagine explaining it to the person it hits hardest.",
        "Decide, and ask how the decision would read on a front page.",
        "Pick one option, and let a critic look for its weak spot before anything is done.",
        "Commit to one way, and see whether you could defend it in public.",
        "Make up your mind, and try in thought whether the decision holds.",
    ),
    (
        "Carry the decision out, and look back at what has come of it.",
        "Act, learn from the result and correct the course.",
        "Put it into practice, and see at an agreed date how it has turned out.",
        "Do what was decided, and ask what you would do differently next time.",
        "Let the decision take effect, and compare what happens with what was expected.",
    ),
)
"""The steps in other words, none of which is the name of the step."""
DEEDS: tuple[tuple[str, ...], ...] = (
    (
        "{person} puts into one sentence what is contested: {issue}.",
        "The first page of the file says what it is about: {issue}.",
        "“This isn't only about money,” says {person}. “The question is {issue}.”",
    ),
    (
        "The team asks for something that nobody knows yet: “{fact}”",
        "Two people are sent off to find out: “{fact}”",
        "Those concerned are listed (easily forgotten: {silent}), and so is what has to be looked up: “{fact}”",
    ),
    (
        "Three options are put side by side and seen through all six lenses. One of them reads: “{way}”",
        "What speaks for and against each option goes into a table. Its second line is: “{way}”",
        "The options are gone through one by one, this one too: “{way}” Which lens backs it, and which doesn't?",
    ),
    (
        "One of the options is picked, with a condition: “{measure}” {person} tries out how to explain that to {one}.",
        "{person} settles on one of the options and has a critic look for the hole in it. Part of it is: “{measure}”",
        "It is resolved: “{measure}” The team pictures the decision on tomorrow's front page and stands by it.",
    ),
    (
        "What was resolved is now being done, and after {months} months the team looks at {review}.",
        "{months_up} months after the start {person} compares {review} with what was expected, and mends the rules.",
        "The new practice has been running for {months} months; a report shows everybody {review}.",
    ),
)
"""What people do about one particular plan in each step."""
WHY_NOT = (
    "That step comes first and names what is contested; nothing has been looked up or weighed yet.",
    "That step gathers what is known, who is concerned and which options there are; it does not judge them.",
    "That step weighs the options, for example with the lenses, before one is chosen.",
    "That step settles on one option and puts it to the test in thought, before anything is done.",
    "That step begins when the decision is carried out, and looks back at what has come of it.",
)
"""What each step really is, for those who took it for another."""
