"""A chain of pharmacies lets an app judge photographs of moles."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="mole-photo",
    system="the skin app",
    proposal="let an app judge from a photograph whether a mole is dangerous",
    actors=(
        Actor("Verbena", "a chain of pharmacies"),
        Actor("Dovetail Health", "a health insurer"),
        Actor("Lumina Skin", "a young company"),
    ),
    decider="head of pharmacy",
    one="a customer who was told not to worry",
    people="customers",
    staff="pharmacists",
    data=(
        Told(
            "The app has learnt from {x},000 pictures taken by skin doctors.",
            (20, 120),
        ),
        Told(
            "The app has learnt from pictures of {x} clinics that were lit and framed by professionals.",
            (4, 14),
        ),
    ),
    trade_offs=(
        Told(
            "A first answer would cost {x} euros instead of a month of waiting, but nobody "
            "would look at the rest of the skin.",
            (5, 19),
        ),
        Told(
            "More melanomas would be found early, and for each of them {x} people would be frightened for nothing.",
            (12, 40),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "On dark skin the app misses {x} of 100 dangerous moles, on light skin {y}.",
            (30, 45),
            (8, 14),
        ),
        "repurposed-data": Told(
            "The photographs that customers had sent in about a mole were sold to a maker "
            "of creams, {x} euro cents apiece.",
            (10, 80),
        ),
        "no-reasons": Told(
            "Asked why two moles that look alike got opposite answers, the maker said "
            "after {x} days that this could not be found out.",
            (9, 40),
        ),
        "fragile": Told(
            "Under the neon light of {x} of the shops the app calls nearly every mole harmless.",
            (5, 30),
        ),
        "nobody-answers": Told(
            "A melanoma was taken for a freckle. The chain calls it a game, the maker "
            "calls it a medical device of the chain's, and the customer's letters go "
            "unanswered for the {x}th week.",
            (6, 19),
        ),
        "misread": Told(
            "“No warning” is taken by {x} of 100 customers to mean that a doctor has examined them.",
            (48, 72),
        ),
    },
    silent=Group(
        "people who stay at home because an app has calmed them",
        "They never come back to complain, so nobody counts them. They are the silent group.",
    ),
    affected=(
        Group(
            "customers whose melanoma is missed",
            "For them it may be a matter of life and death.",
        ),
        Group(
            "customers who are frightened for nothing",
            "They wait for weeks in fear.",
        ),
        Group(
            "pharmacists who have to give the answer",
            "They stand for something that they can't judge themselves.",
        ),
    ),
    arguable=(
        Group(
            "skin doctors in the region",
            "Their waiting rooms may become fuller or emptier; a side effect, so arguable.",
        ),
    ),
    unaffected=(
        Group(
            "customers who only buy toothpaste",
            "No picture of them is taken and nothing is said about them.",
        ),
        Group(
            "the photographers of the chain's advertisements",
            "Their pictures are not judged.",
        ),
    ),
    gains={
        Lens.RIGHTS: "The picture never leaves the customer's own telephone, and who sees the answer is "
        "for the customer alone to decide.",
        Lens.JUSTICE: "A skin doctor within a week was something for people with private insurance. Now "
        "the bus driver has an answer as soon as the banker.",
        Lens.UTILITARIAN: "Of a million pictures, some two hundred show a melanoma that would have been "
        "found a year later; the needless frights weigh less than that.",
        Lens.COMMON_GOOD: "If the simple cases stay out of the hospitals, these keep beds free for "
        "everybody, and all live more safely in a place like that.",
        Lens.VIRTUE: "The pharmacists go through every miss together, in front of the apprentices, and "
        "teach them by it to own up to mistakes.",
        Lens.CARE: "Whoever gets a warning is called the same evening by somebody who has time, and "
        "who comes along to the doctor if that is wanted.",
    },
    fact="How long do people wait for a skin doctor today?",
    value="How many needless frights is one melanoma found early worth?",
    going_ahead="Without the app many people would show their mole to nobody.",
    keywords=(
        "mole",
        "skin",
        "app",
        "melanoma",
    ),
    words=(
        "customer",
        "people who stay",
        "calmed",
        "patient",
    ),
)
