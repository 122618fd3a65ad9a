"""A transit company lets a model redraw its bus lines."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="bus-lines",
    system="the line planner",
    proposal="let a model redraw its bus lines every month",
    actors=(
        Actor("Omnira", "a bus company"),
        Actor("Harbour Transit", "a municipal transport company"),
        Actor("Linha Sete", "a transport association"),
    ),
    decider="head of planning",
    one="a passenger whose stop is to go",
    people="passengers",
    staff="route planners",
    data=(
        Told(
            "The planner has learnt from where {x},000 telephones spend their days.",
            (40, 300),
        ),
        Told(
            "The planner has learnt from {x} years of tickets that were bought in the company's app.",
            (3, 9),
        ),
    ),
    trade_offs=(
        Told(
            "Buses would be {x} per cent fuller, but nobody could know where one will stop next month.",
            (15, 40),
        ),
        Told(
            "The company would save {x} buses, and villages with few passengers would be served on call only.",
            (6, 30),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "For old people the planner underestimates the demand by {x} per cent, for all "
            "others by {y}, because many of them carry no telephone.",
            (40, 60),
            (3, 7),
        ),
        "repurposed-data": Told(
            "The positions were stored so that a lost telephone can be found; {x},000 "
            "owners do not know that buses are now planned with them.",
            (30, 200),
        ),
        "nobody-answers": Told(
            "Since a stop was moved to the far side of a dual carriageway {x} people have "
            "been hurt there. Company, maker and town each say that the other two drew the "
            "plan.",
            (3, 9),
        ),
        "footprint": Told(
            "In order to move {x} stops a month, the planner computes for a week on 400 "
            "graphics cards; a planner with a map gets nearly the same plan in two days.",
            (5, 15),
        ),
        "misread": Told(
            "“The app knows your way” makes {x} of 100 passengers believe that a bus will "
            "come for them in person; they wait where none stops.",
            (20, 40),
        ),
        "excessive": Told(
            "In order to spare one bus in {x}, the planner wants to follow every "
            "inhabitant to the metre, day and night.",
            (40, 90),
        ),
    },
    silent=Group(
        "children and others who own no telephone",
        "The planner doesn't see them waiting. They are the silent group.",
    ),
    affected=(
        Group(
            "passengers whose stop goes",
            "Their way to work or to the doctor becomes longer.",
        ),
        Group(
            "bus drivers whose shifts change every month",
            "They can't plan their weeks any more.",
        ),
        Group(
            "inhabitants of the villages outside",
            "Without a bus they can't get away.",
        ),
    ),
    arguable=(
        Group(
            "shops beside the stops",
            "They may have more or fewer customers; arguable.",
        ),
    ),
    unaffected=(
        Group(
            "passengers of the night train that only passes through",
            "Its stops stay where they are.",
        ),
        Group(
            "cyclists of a club in the next valley",
            "They take no bus here.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Nobody is counted who has not said yes in the app, and whoever says no rides exactly as before.",
        Lens.JUSTICE: "Lines went past the houses of councillors. The planner serves two quarters with "
        "the same need equally often.",
        Lens.UTILITARIAN: "Sixty thousand people arrive six minutes sooner every day, and the few longer "
        "walks don't come near to outweighing that.",
        Lens.COMMON_GOOD: "Where the bus comes, people leave the car, and quiet streets and clean air belong to all.",
        Lens.VIRTUE: "The planners take the bus to work all year, on the worst line of their own plan, "
        "and grow more honest about what they ask of others.",
        Lens.CARE: "The woman from the farm, who has to go to dialysis three times a week, rings up, "
        "and the driver who knows her comes to the gate.",
    },
    fact="Who gets on at which stop today, and who can't get there any other way?",
    value="Should a bus serve as many as possible or those who have nothing else?",
    going_ahead="Without the planner half-empty buses go on past people who wait in vain elsewhere.",
    keywords=(
        "bus",
        "line",
        "stop",
        "passenger",
    ),
    words=(
        "passenger",
        "telephone",
        "child",
        "village",
    ),
)
