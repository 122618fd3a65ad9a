"""A grid company lets a program switch heating off at peak hours."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="heat-switch",
    system="the switching program",
    proposal="let a program switch the heating of homes off for a while when electricity is short",
    actors=(
        Actor("Aurora Grid", "a grid company"),
        Actor("Lindow Utilities", "a municipal utility"),
        Actor("Pampa Power", "an electricity supplier"),
    ),
    decider="head of operations",
    one="a household with a newborn child",
    people="households",
    staff="control-room engineers",
    data=(
        Told(
            "The program has learnt from {x},000 smart meters, read every fifteen minutes.",
            (20, 150),
        ),
        Told(
            "The program guesses from temperature and consumption who is at home, and is correct in {x} of 100 cases.",
            (80, 95),
        ),
    ),
    trade_offs=(
        Told(
            "{x} power cuts a winter would be avoided, but nobody could overrule the program from the living room.",
            (2, 7),
        ),
        Told(
            "Electricity would be {x} per cent cheaper, and the grid company would know "
            "when each of its customers gets up.",
            (5, 15),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "In badly insulated rented flats it falls below 17 degrees {x} times a month, "
            "in other homes {y} times; the model was built for new houses.",
            (9, 15),
            (1, 3),
        ),
        "repurposed-data": Told(
            "The readings, which serve to spread the load, were passed on to {x} "
            "burglar-alarm firms, who ring up those who are often away.",
            (2, 6),
        ),
        "no-reasons": Told(
            "After a cold evening {x} families asked why it had been their turn, and "
            "neither engineers nor maker can say.",
            (20, 90),
        ),
        "fragile": Told(
            "With one forged price signal, a student could switch off {x},000 heat pumps in the same second.",
            (3, 20),
        ),
        "footprint": Told(
            "The servers of the program use {x} per cent of the electricity that it saves; "
            "a timer would save nearly as much and use none.",
            (60, 95),
        ),
        "excessive": Told(
            "To shave off a peak of {x} minutes twice a winter, the program records all "
            "year round when every household sleeps, cooks and showers.",
            (10, 30),
        ),
    },
    silent=Group(
        "people who turn the heating off themselves because they can't pay for it",
        "They use so little that the program doesn't see them. They are the silent group.",
    ),
    affected=(
        Group(
            "households with small children or sick people",
            "The cold reaches them sooner than others.",
        ),
        Group(
            "control-room engineers who would no longer switch",
            "What they do and can do changes.",
        ),
        Group(
            "tenants in badly insulated houses",
            "Their rooms cool down fastest.",
        ),
    ),
    arguable=(
        Group(
            "makers of heat pumps",
            "They may sell more or fewer; naming them is arguable.",
        ),
    ),
    unaffected=(
        Group(
            "campers who cook with gas",
            "Nothing of theirs can be switched.",
        ),
        Group(
            "owners of a garden without a connection",
            "They have no electricity there.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Each household can say no at the press of a button, at any moment and without "
        "giving a reason or paying for it.",
        Lens.JUSTICE: "So far a whole quarter went dark, and it was always the same one. Now every home "
        "gives up the same ten minutes.",
        Lens.UTILITARIAN: "Ten slightly cooler minutes for all prevent a cut that would cost the region a "
        "day's work; nothing else brings so much for so little.",
        Lens.COMMON_GOOD: "A grid that holds is what hospitals, trains and shops stand on, and no household "
        "could keep it up alone.",
        Lens.VIRTUE: "The company's managers had their own homes connected first; whoever does that "
        "learns to ask of others no more than of oneself.",
        Lens.CARE: "Whoever has a baby or a sick person at home calls a number, gets somebody who "
        "knows the family, and stays warm.",
    },
    fact="How cold does it become, and in how many homes?",
    value="May a grid be kept up at the expense of those with the worst walls?",
    going_ahead="Without the program, the company cuts off a whole quarter whenever electricity is short.",
    keywords=(
        "heat",
        "electric",
        "switch",
        "grid",
        "cold",
    ),
    words=(
        "household",
        "pay for it",
        "children",
        "tenant",
    ),
)
