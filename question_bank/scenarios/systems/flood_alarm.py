"""A valley leaves it to a model to sound the flood alarm."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="flood-alarm",
    system="the flood model",
    proposal="let a model decide by itself when to sound the flood alarm",
    actors=(
        Actor("Serena River Board", "a river authority"),
        Actor("Inlet Water Office", "a water authority"),
        Actor("Okanu Rescue", "a civil protection office"),
    ),
    decider="head of civil protection",
    one="a villager by the river",
    people="villagers",
    staff="officers on watch",
    data=(
        Told(
            "The model has learnt from {x} years of river levels and from rain radar.",
            (25, 70),
        ),
        Told(
            "The model has learnt from {x} floods in other valleys.",
            (12, 60),
        ),
    ),
    trade_offs=(
        Told(
            "The sirens would start {x} minutes sooner, but no officer could hold them back.",
            (20, 90),
        ),
        Told(
            "Nobody would have to be on watch at night, and {x} false alarms a year would be taken into account.",
            (2, 6),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "For the camp sites and shacks on the lower bank the alarm comes {x} minutes "
            "later than for the old town, since there are no gauges there; the water takes "
            "{y} minutes.",
            (40, 60),
            (20, 35),
        ),
        "no-reasons": Told(
            "Asked when it sounds the alarm and when it doesn't, nobody at the authority "
            "or the institute can say; all they have are {x},000 weights.",
            (30, 900),
        ),
        "rubber-stamp": Told(
            "An officer is meant to check each alarm before it goes out; of the last {x}, "
            "all were confirmed within two seconds, at night from bed.",
            (40, 120),
        ),
        "nobody-answers": Told(
            "After a night in vain in the sports hall, {x} guests of a hotel asked who "
            "pays. Community, institute and insurer have been handing the letter on to one "
            "another ever since.",
            (60, 300),
        ),
        "fragile": Told(
            "A single gauge blocked by branches kept the alarm from going off {x} times, "
            "and its radio can be imitated with a cheap transmitter.",
            (2, 5),
        ),
        "unheard": Told(
            "The people on the river, who have read it for {x} years, were never asked, "
            "and there is no way in which they could have the rules changed.",
            (30, 60),
        ),
    },
    silent=Group(
        "people who sleep in tents and vans by the river",
        "They stand in no register and get no message. They are the silent group.",
    ),
    affected=(
        Group(
            "villagers who must leave their homes",
            "They leave for nothing, or not in time.",
        ),
        Group(
            "officers on watch who used to decide",
            "What they answer for changes.",
        ),
        Group(
            "old people who can't walk to the hall by themselves",
            "For them every minute counts.",
        ),
    ),
    arguable=(
        Group(
            "insurers of the houses",
            "What they pay may change; a side effect, so arguable.",
        ),
    ),
    unaffected=(
        Group(
            "skiers at the head of the valley",
            "The river can't reach them.",
        ),
        Group(
            "anglers who came only last summer",
            "They are no longer there.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Each person on the river gets the warning, and with it the chance to save life "
        "and limb, which may depend on nobody's convenience.",
        Lens.JUSTICE: "Until now the mayor's street was telephoned first. The sirens treat the upper and "
        "the lower village alike.",
        Lens.UTILITARIAN: "Half an hour more for four thousand people outweighs a few nights in the sports "
        "hall many times over.",
        Lens.COMMON_GOOD: "A valley that can rely on its alarm stays inhabited, with school, fire brigade "
        "and inn, and all live on that.",
        Lens.VIRTUE: "After every false alarm the officers stand up in the parish hall and explain it, "
        "which takes courage and makes for more of it.",
        Lens.CARE: "Because nobody has to sit at the gauge, two people go straight to the old sisters "
        "at the mill, whom they know, and carry them out.",
    },
    fact="How often did the officers sound the alarm too late in the past?",
    value="How many false alarms are worth one that comes half an hour sooner?",
    going_ahead="Without the model an officer decides, tired and alone, at three in the morning.",
    keywords=(
        "flood",
        "alarm",
        "siren",
        "river",
    ),
    words=(
        "villager",
        "tent",
        "van",
        "river",
    ),
)
