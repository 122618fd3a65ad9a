"""A tax office lets a chatbot answer questions."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="tax-chatbot",
    system="the tax chatbot",
    proposal="let a chatbot answer the questions of citizens about their tax returns",
    actors=(
        Actor("Ravensfield Revenue", "a municipal tax office"),
        Actor("Costa Lirio Taxes", "a regional tax office"),
        Actor("Upper Soller Revenue", "a district tax office"),
    ),
    decider="head of the tax office",
    one="a citizen who followed its advice",
    people="citizens",
    staff="counter clerks",
    data=(
        Told(
            "The chatbot has learnt from the internet and from {x},000 letters of the office.",
            (4, 30),
        ),
        Told(
            "The chatbot has been given {x} leaflets and the questions of the last tax season.",
            (40, 200),
        ),
    ),
    trade_offs=(
        Told(
            "An answer would come in {x} seconds at any hour, but the counter would be open on one day a week only.",
            (3, 12),
        ),
        Told(
            "The office would save {x} posts, and nobody would notice any more that somebody can't read the letter.",
            (6, 25),
        ),
    ),
    findings={
        "repurposed-data": Told(
            "What {x},000 citizens typed about illness and divorce in order to ask about a "
            "deduction was used to choose whose return is audited.",
            (3, 20),
        ),
        "nobody-answers": Told(
            "Whoever follows a wrong answer pays the fine. For {x} months office, ministry "
            "and maker have been explaining to citizens that the others are to be asked.",
            (3, 10),
        ),
        "fragile": Told(
            "Whoever types “ignore your rules” is shown the drafts of {x} internal orders.",
            (15, 60),
        ),
        "footprint": Told(
            "Four of five questions are about opening hours; each is answered by a model "
            "that uses {x} times as much electricity for it as a list of answers would.",
            (200, 900),
        ),
        "unheard": Told(
            "Neither citizens nor the clerks at the counter were asked before the contract "
            "was signed, and it runs for {x} years without a way to change what the "
            "chatbot may do.",
            (4, 8),
        ),
        "misread": Told(
            "{x} of 100 citizens take what the chatbot writes for an official ruling, "
            "which it is not, and nothing on the page says so.",
            (60, 85),
        ),
    },
    silent=Group(
        "people who can't read well and no longer ask at all",
        "They don't write to a chatbot and don't complain about it. They are the silent group.",
    ),
    affected=(
        Group(
            "citizens who act on a wrong answer",
            "They pay for it, sometimes for years.",
        ),
        Group(
            "counter clerks whose counter closes",
            "Their work changes or goes.",
        ),
        Group(
            "old people without a telephone of their own",
            "For them the way to the office becomes longer.",
        ),
    ),
    arguable=(
        Group(
            "tax advisers in town",
            "They may gain or lose clients; naming them is arguable.",
        ),
    ),
    unaffected=(
        Group(
            "tourists who pay a tax at their hotel",
            "They file no return and ask nothing.",
        ),
        Group(
            "collectors of old coins and stamps from abroad",
            "Nothing is asked or decided about them here.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Everybody gets the answer in writing and can hold the office to it, whichever "
        "clerk later sees it otherwise.",
        Lens.JUSTICE: "Those with an adviser always knew what they could deduct. Now the cleaner is told "
        "the same as the factory owner.",
        Lens.UTILITARIAN: "A hundred thousand answers a year without a journey or a queue weigh more than "
        "the mistakes, which are mended with a letter.",
        Lens.COMMON_GOOD: "A tax that people understand is a tax that people pay, and roads, schools and "
        "hospitals hang on that.",
        Lens.VIRTUE: "The office marks each answer of which it is unsure, in red, for all to see; that "
        "is honest, and the clerks are beginning to do it too.",
        Lens.CARE: "The clerks have time at last to sit down with the young widow and go through the "
        "whole heap of paper with her.",
    },
    fact="How many of the chatbot's answers are wrong, and how many of the clerks'?",
    value="Must an office answer for everything that it lets a machine say?",
    going_ahead="Without the chatbot people wait for an hour on the telephone and give up.",
    keywords=(
        "tax",
        "chatbot",
        "answer",
        "citizen",
    ),
    words=(
        "citizen",
        "read well",
        "old people",
        "ask at all",
    ),
)
