"""A warehouse lets a program set the pace."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="pick-rate",
    system="the pacing program",
    proposal="let a program set the pace for each person in its warehouse",
    actors=(
        Actor("Larkspur Parcels", "a parcel company"),
        Actor("Ostermann Depot", "a wholesale firm"),
        Actor("Tidewater Goods", "an online shop"),
    ),
    decider="head of operations",
    one="a picker with a bad knee",
    people="pickers",
    staff="shift leaders",
    data=(
        Told(
            "The program has learnt from the wristbands of {x} people over two years.",
            (300, 900),
        ),
        Told(
            "The program counts steps and seconds and compares everybody with the fastest {x} per cent.",
            (5, 20),
        ),
    ),
    trade_offs=(
        Told(
            "A parcel would leave the house {x} minutes sooner, but nobody could choose when to take a breath.",
            (15, 50),
        ),
        Told(
            "Output would rise by {x} per cent, and shift leaders would no longer decide who needs a pause.",
            (8, 22),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "People under 1.60 metres are counted as too slow {x} times in 100 shifts, "
            "tall ones {y} times, since nobody entered the height of the shelves.",
            (35, 50),
            (8, 14),
        ),
        "repurposed-data": Told(
            "Heart rates that the wristbands record for first aid were used to pick the "
            "{x} people whose contracts will not be renewed.",
            (12, 60),
        ),
        "rubber-stamp": Told(
            "A shift leader has to confirm each warning. The button has been pressed {x} "
            "times out of {x} since the start, mostly by an automatic clicker.",
            (240, 900),
        ),
        "unheard": Told(
            "Neither pickers nor their union were told before the start, and the "
            "supplier's rules can't be changed before {x} years have passed.",
            (3, 7),
        ),
        "excessive": Told(
            "In order to find {x} minutes of idle time a shift, everybody is filmed and "
            "timed for eight hours, down to the way to the toilet.",
            (4, 12),
        ),
        "fragile": Told(
            "If {x} wristbands are in one aisle, the program swaps people, sends them "
            "towards each other at full speed, and has already caused two collisions.",
            (6, 15),
        ),
    },
    silent=Group(
        "people from an agency who can be sent home at any hour",
        "Whoever complains isn't called again, so nobody complains. They are the silent group.",
    ),
    affected=(
        Group(
            "pickers who can't keep the pace",
            "They get warnings and in the end lose their work.",
        ),
        Group(
            "shift leaders who only pass orders on",
            "What they are there for changes.",
        ),
        Group(
            "older pickers with worn knees",
            "The same pace asks more of them.",
        ),
    ),
    arguable=(
        Group(
            "customers who order in the evening",
            "They get their parcel a little earlier; naming them is arguable.",
        ),
    ),
    unaffected=(
        Group(
            "the firm that leases the forklifts",
            "Its contract stays as it is.",
        ),
        Group(
            "drivers of other parcel companies",
            "Nobody sets their pace here.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Everybody can read each line that is stored about them, object to it, and take a "
        "pause whenever their body asks for one, whatever the plan says.",
        Lens.JUSTICE: "Shift leaders used to give the short ways to their friends. Now heavy and light "
        "rounds come to everybody equally often.",
        Lens.UTILITARIAN: "Accidents through haste at the end of the day fall by half and wages rise with "
        "the output; all in all most people gain more than they lose.",
        Lens.COMMON_GOOD: "A firm that pays its taxes here keeps bus line and nursery alive, and the whole "
        "district stands on these.",
        Lens.VIRTUE: "Shift leaders work one day a month at the pace that they order, and learn to "
        "measure with the yardstick they would accept.",
        Lens.CARE: "The program notices early who is limping, and a colleague trained for it goes "
        "over, asks, and swaps rounds.",
    },
    fact="How many pickers leave the warehouse each year, and why?",
    value="Is there a pace that may not be asked of anybody, whatever it brings?",
    going_ahead="Without the program the loudest shift leader goes on setting the pace.",
    keywords=(
        "pace",
        "warehouse",
        "wristband",
        "picker",
    ),
    words=(
        "picker",
        "agency",
        "sent home",
        "knee",
    ),
)
