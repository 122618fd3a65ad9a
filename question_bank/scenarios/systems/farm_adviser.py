"""A co-operative's app tells smallholders when to sow and spray."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="farm-adviser",
    system="the farming app",
    proposal="let an app tell its members when to sow, water and spray",
    actors=(
        Actor("Green Furrow", "a farmers' co-operative"),
        Actor("Mbeya Harvest", "a union of smallholders"),
        Actor("Tierra Llana", "a seed company"),
    ),
    decider="head of member services",
    one="a smallholder with two fields",
    people="smallholders",
    staff="farm advisers",
    data=(
        Told(
            "The app has learnt from {x} seasons on large farms and from satellite pictures.",
            (6, 20),
        ),
        Told(
            "The app is fed by {x},000 sensors in the soil and by what members type in each evening.",
            (2, 9),
        ),
    ),
    trade_offs=(
        Told(
            "Advice would come every morning at {x} o'clock and not four times a year, but "
            "nobody would walk across the field any more.",
            (4, 7),
        ),
        Told(
            "Harvests would grow by {x} per cent, and everybody in the valley would plant the same thing.",
            (8, 20),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "On fields of under two hectares the advice was wrong in {x} of 100 weeks, on "
            "large ones in {y}: hardly any small field was in the data.",
            (28, 40),
            (6, 12),
        ),
        "repurposed-data": Told(
            "What members typed in to get advice on their harvest was passed on to {x} "
            "grain traders, who now know what each of them can be made to accept.",
            (3, 9),
        ),
        "nobody-answers": Told(
            "After a wrong warning {x} families sprayed a crop to death. The co-operative "
            "blames the maker, the maker the weather service, and no contract says who "
            "pays.",
            (30, 90),
        ),
        "fragile": Told(
            "A sensor that is covered with {x} millimetres of mud reports a drought, and "
            "the app then has the field flooded.",
            (2, 6),
        ),
        "footprint": Told(
            "Training and running the app takes {x} megawatt-hours a year; a model one "
            "hundredth of the size gives the same advice.",
            (300, 900),
        ),
        "misread": Told(
            "{x} of 100 members think that somebody has looked at their field when the app "
            "writes “I can see that your maize is thirsty”.",
            (50, 75),
        ),
    },
    silent=Group(
        "labourers who are hired by the day",
        "They have no account in the app, and the plan decides whether they are needed. They are the silent group.",
    ),
    affected=(
        Group(
            "smallholders who follow a wrong piece of advice",
            "They can lose a year's income by it.",
        ),
        Group(
            "farm advisers who used to visit the fields",
            "Their work changes, and so does what they know.",
        ),
        Group(
            "families who drink from the wells beside the fields",
            "What is sprayed, and when, ends up in their water.",
        ),
    ),
    arguable=(
        Group(
            "mills that buy the grain",
            "They may get more or less of it; a side effect, so arguable.",
        ),
    ),
    unaffected=(
        Group(
            "city people who water flowers on a balcony",
            "They don't use the app and nothing reaches them.",
        ),
        Group(
            "the writers of the weather report on television",
            "They make their report as before.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Every member owns the numbers from the field outright, and can take them along or "
        "have them deleted whatever the co-operative would like.",
        Lens.JUSTICE: "Until now only those who could pay an agronomist knew when the blight was coming. "
        "Now a holder of half a hectare hears it on the same morning.",
        Lens.UTILITARIAN: "Four thousand families lose a tenth less of their crop each year, and against "
        "that stand a few mistaken warnings.",
        Lens.COMMON_GOOD: "If less is sprayed, river and bees recover, and on these the whole valley "
        "depends, even those who own no field.",
        Lens.VIRTUE: "Members who write down in the evening where they went against the app, and how it "
        "turned out, become more thoughtful farmers.",
        Lens.CARE: "Advisers now have the time to stay for a whole day with the widow who has taken "
        "over the farm and has never sown alone.",
    },
    fact="How good is the harvest of members who don't follow the app?",
    value="How much may a valley give up of what its people know for the sake of a larger harvest?",
    going_ahead="Without the app advice comes four times a year, and for the blight that is too late.",
    keywords=(
        "field",
        "farm",
        "app",
        "harvest",
        "advice",
    ),
    words=(
        "smallholder",
        "labourer",
        "famil",
        "member",
    ),
)
