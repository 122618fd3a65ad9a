"""A town puts driverless buses on the road."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="driverless-bus",
    system="the driverless bus",
    proposal="run the night line with small driverless buses",
    actors=(
        Actor("Tramont", "a public transport company"),
        Actor("Ferris & Daughters", "a family bus company"),
        Actor("Riverbend Council", "a town council"),
        Actor("Glide", "a young mobility firm"),
    ),
    decider="head of operations",
    one="a passenger who travels alone at night",
    data=(
        Told("The buses have learnt on {x} million kilometres of dry roads by day.", (2, 12)),
        Told("The buses film the street all the time; the pictures of the last {x} days are kept.", (10, 60)),
        Told("The buses have learnt in a simulator and on {x} nights with a driver on board.", (40, 180)),
    ),
    trade_offs=(
        Told(
            "Every village would have a bus every {x} minutes until dawn, but nobody would be on board to help.",
            (15, 40),
        ),
        Told(
            "Fares would fall by {x} per cent, and {y} drivers would lose the night bonus that they count on.",
            (20, 50),
            (14, 60),
        ),
    ),
    surprises=(
        Told("The buses braked {x} times as often for cyclists with lights as for cyclists without.", (3, 8)),
        Told(
            "In the trial there were {x} per cent fewer accidents, but the few that happened all involved people on "
            "foot in dark clothes.",
            (15, 45),
        ),
        Told("In {x} of 100 trial nights somebody pressed the emergency button only to hear a human voice.", (20, 60)),
    ),
    silent=Group(
        "people on foot who never take the bus but share the road",
        "They buy no ticket and fill in no questionnaire. They are the silent group.",
    ),
    affected=(
        Group("passengers who need help to get on", "Without a driver nobody lowers the ramp or waits for them."),
        Group("drivers whose night line disappears", "Their work and income change with the decision."),
        Group("night workers in the villages, who had no bus so far", "For them it decides whether they need a car."),
    ),
    arguable=(
        Group("taxi firms in the villages", "They may lose rides; a side effect, so arguable."),
        Group("residents who hear the last bus at night", "The noise may change a little; arguable."),
    ),
    unaffected=(
        Group("passengers of the daytime trains", "Their line is not touched."),
        Group("the museum that owns the old buses", "Its buses stay where they are."),
        Group("tourists who have booked a coach trip", "They travel with another firm by day."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "People who can't drive may at last go where they want without asking anybody, and the filming stops at "
            "the windows of the houses.",
            "Everybody on the pavement becomes part of an experiment with heavy machines to which they have never "
            "agreed.",
        ),
        Lens.JUSTICE: Reason(
            "So far the centre has had a bus all night and the villages none, although both pay the same taxes. Now "
            "both have the same.",
            "The risk is carried by those on foot and on bicycles, while the low fares go to those who sit inside.",
        ),
        Lens.UTILITARIAN: Reason(
            "Fewer accidents, lower fares and thousands of rides a month stand against sixty lost bonuses and a few "
            "anxious passengers.",
            "Hardly anybody travels at four in the morning. A handful of cheap rides does not outweigh the "
            "accidents, the lost wages and the filming.",
        ),
        Lens.COMMON_GOOD: Reason(
            "Where one can get home without a car at any hour, the villages stay inhabited, the orchestra finds its "
            "audience and the streets belong to all.",
            "The street is shared by looking one another in the eye. If machines take over that, an understanding "
            "disappears on which all traffic rests.",
        ),
        Lens.VIRTUE: Reason(
            "A company that reports each near miss on the next day, unasked, is practising the honesty that it "
            "expects from its drivers.",
            "Engineers who let their machine learn at the expense of strangers get used to playing with the lives of "
            "others.",
        ),
        Lens.CARE: Reason(
            "The drivers become guides who ride along and see the girl with the crutches, old Mr Okoye and the tipsy "
            "student safely to their doors.",
            "When Anouk had her panic attack on the last bus, the driver stopped and sat down beside her. On the new "
            "bus there will be a button.",
        ),
    },
    ways={
        Lens.RIGHTS: "Run the buses only on roads where everybody on foot can see them, knows of the trial and can "
        "keep out of it.",
        Lens.JUSTICE: "Share out lines, risks and savings so that villages and centre, riders and people on foot "
        "each bear a part that they would accept.",
        Lens.UTILITARIAN: "Put the buses on exactly those lines where fewer accidents and more rides outweigh all "
        "losses by most.",
        Lens.COMMON_GOOD: "Plan the night network with all villages, so that public transport becomes something on "
        "which everybody can count.",
        Lens.VIRTUE: "Let the company ride its own buses for a year before anybody else has to, and report every "
        "mistake.",
        Lens.CARE: "Keep somebody on board who knows the regular passengers and helps those who need it.",
    },
    facts=(
        "How many accidents happen on the night line today, and to whom?",
        "How well does the bus see people in dark clothes, in rain?",
        "How many people in the villages would use the line?",
        "How much do drivers earn by the night bonus?",
    ),
    values=(
        "May people on foot be exposed to a risk that they have not chosen?",
        "Is a bus for every village worth the jobs of sixty drivers?",
        "Does a passenger in fear deserve a human being on board?",
        "Should a new machine have to be safer than people, or only as safe?",
    ),
    issue="whether a machine may learn on open roads at the risk of people who have not chosen it",
    going_ahead="Without the buses the villages stay without a night line, and people drive home tired or drunk.",
    waiting="One more year with a driver on board would be dear, but the buses would learn without anybody being "
    "alone with them.",
    mitigations=(
        Mitigation(
            "A guide rides along in the first year and can stop the bus at any time.",
            "A guide who never has anything to do will be slow to notice.",
        ),
        Mitigation(
            "The buses keep to 25 kilometres an hour and stop running in heavy rain.",
            "People in dark clothes are still harder to see.",
        ),
    ),
    review="the accidents and near misses of each kind of road user",
    keywords=("bus", "driver", "road", "accident", "night"),
    people=("on foot", "pedestrian", "cyclist", "silent", "passenger", "villag", "drivers"),
)
