"""Sensors watch over people in a home for the old."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="home-sensors",
    system="the fall detector",
    proposal="put sensors that recognise falls into every room of its homes for old people",
    actors=(
        Actor("Linden Court", "a nursing-home company"),
        Actor("Saint Brannoc", "a church foundation"),
        Actor("Maple Rest", "a family firm with two homes"),
        Actor("Silverbrook Homes", "a municipal housing service"),
    ),
    decider="head of nursing",
    one="a resident who doesn't want to be watched",
    data=(
        Told("The detector has learnt from {x} falls that actors played in a laboratory.", (300, 2000)),
        Told("The detector films in outline and keeps {x} days of it.", (7, 60)),
        Told("The detector has learnt from {x} months in one home and listens for cries as well.", (6, 24)),
    ),
    trade_offs=(
        Told(
            "Help would come {x} minutes sooner after a fall, but no resident would be unobserved any more.", (12, 50)
        ),
        Told(
            "One night nurse could be enough for {x} rooms instead of twenty, and the rounds at night would end.",
            (30, 60),
        ),
    ),
    surprises=(
        Told(
            "In the trial {x} of 100 alarms came from residents who were dancing, praying or playing with "
            "grandchildren on the floor.",
            (15, 40),
        ),
        Told(
            "Residents in wheelchairs set off no alarm in {x} of 100 falls, since nobody had played such falls in "
            "the laboratory.",
            (30, 60),
        ),
        Told(
            "After {x} weeks residents got up less at night than before, because they did not want to trouble anybody.",
            (3, 10),
        ),
    ),
    silent=Group(
        "residents with dementia, who can't say whether they agree",
        "Others speak for them or nobody does. They are the silent group.",
    ),
    affected=(
        Group("residents who lie on the floor for hours today", "For them it decides how soon somebody comes."),
        Group("residents who feel watched in their own room", "Their last private place changes."),
        Group("night nurses whose rounds would end", "Their work, and what they see of the residents, changes."),
    ),
    arguable=(
        Group(
            "sons and daughters of the residents",
            "They may sleep better or worse; they are touched at second hand, so arguable.",
        ),
        Group("hospitals that treat broken hips", "They may see fewer of them; arguable."),
    ),
    unaffected=(
        Group("guests of the café on the ground floor", "No sensor is planned there."),
        Group("the painter who decorated the hall", "The work is done and stays."),
        Group("former residents who have moved away", "Nobody watches them any more."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "Residents decide for their own rooms, can switch the sensor off by hand, and get no worse service for it.",
            "A bedroom is the last place a person has. Outline or not, being filmed there against one's will is an "
            "intrusion.",
        ),
        Lens.JUSTICE: Reason(
            "So far only those who could pay for a private nurse were found quickly. With sensors in every room, a "
            "fall is noticed equally fast whatever somebody pays.",
            "Those in wheelchairs pay the same and are found half as often, for the sole reason that nobody thought "
            "of them in the laboratory.",
        ),
        Lens.UTILITARIAN: Reason(
            "Twenty broken hips a year end better because help comes sooner. That is much more than the unease of "
            "those who dislike the sensors.",
            "A few falls are found earlier, but three hundred people move less, sleep worse and meet fewer nurses, "
            "and altogether they lose more than they gain.",
        ),
        Lens.COMMON_GOOD: Reason(
            "If growing old loses its terror, families and neighbours keep their places in a town in which all "
            "generations can live, and all of them profit from such a town.",
            "A society in which watching replaces visiting forgets how to live with its old people, and that loss "
            "touches every generation.",
        ),
        Lens.VIRTUE: Reason(
            "Nurses who write down each morning what the sensor missed and what they missed themselves are training "
            "in truthfulness.",
            "A nurse who looks at a screen instead of a person becomes, night by night, a guard.",
        ),
        Lens.CARE: Reason(
            "Mr Dalgaard is afraid of the nights since his fall. Now the nurse he likes is at his bedside within a "
            "minute, and stays until he is asleep.",
            "On her round the night nurse used to hold Mrs Osei's hand for a moment. It was the only touch of her "
            "day, and the sensor has ended it.",
        ),
    },
    ways={
        Lens.RIGHTS: "Install a sensor only where the resident, or the person appointed to speak for that resident, "
        "has agreed, and let it be switched off at will.",
        Lens.JUSTICE: "Wait until falls from wheelchairs are noticed as reliably as all others, so that the same fee "
        "buys the same safety.",
        Lens.UTILITARIAN: "Install sensors in exactly those rooms where, over all residents, less suffering from "
        "falls outweighs the unease by most.",
        Lens.COMMON_GOOD: "Open the homes to schools and clubs, so that living together with old people becomes "
        "normal for the whole town again.",
        Lens.VIRTUE: "Keep the rounds and train the nurses to notice for themselves, since attentiveness is what "
        "makes a good nurse.",
        Lens.CARE: "Ask each resident what they fear at night, and let the same nurse answer to that, with a sensor "
        "or with a visit.",
    },
    facts=(
        "How long do residents lie on the floor today until somebody comes?",
        "How many falls does the detector miss, with and without a wheelchair?",
        "How many residents have agreed, and who agreed for the others?",
        "How has sleep changed since the trial?",
    ),
    values=(
        "Is safety in one's last years worth the loss of an unobserved room?",
        "Should families be allowed to decide for somebody with dementia?",
        "Does a resident deserve a human visit even where a sensor is safer?",
        "How much unease may be asked of many to spare one person a night on the floor?",
    ),
    issue="whether people may be watched in their own rooms for their own safety when some of them can't say yes",
    going_ahead="Without the detector people go on lying on the floor until the morning round.",
    waiting="More rounds at night would be dearer, but people would be seen by somebody and watched by nobody.",
    mitigations=(
        Mitigation(
            "The sensor sends an alarm and keeps no picture, and each resident can switch it off.",
            "Residents with dementia can't switch it off themselves.",
        ),
        Mitigation(
            "The rounds at night stay, and the alarms come on top of them.",
            "Once money is short the rounds may be the first thing to go.",
        ),
    ),
    review="the time until somebody comes and the number of visits each resident has",
    keywords=("fall", "sensor", "watch", "room", "resident", "night"),
    people=("resident", "dementia", "silent", "wheelchair", "nurse"),
)
