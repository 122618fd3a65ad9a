"""Cameras that know faces watch an entrance."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="face-recognition",
    system="the camera system",
    proposal="put cameras with face recognition at every entrance, to find people who are banned from the site",
    actors=(
        Actor("Arena Nova", "a football stadium"),
        Actor("Corvane Park", "an amusement park"),
        Actor("Millbrook Centre", "a shopping centre"),
        Actor("Harbour Expo", "an exhibition company"),
    ),
    decider="head of security",
    one="a visitor who was stopped by mistake",
    data=(
        Told("The system has learnt from {x} million pictures that a supplier collected on the internet.", (3, 40)),
        Told(
            "The list holds {x} banned people, with pictures from earlier incidents, some of them blurred.", (120, 900)
        ),
        Told(
            "The pictures of all visitors would be kept for {x} days, in case something comes to light later.", (7, 90)
        ),
    ),
    trade_offs=(
        Told(
            "Searches at the door would take {x} seconds less a person, but nobody could come in any more without "
            "being looked up.",
            (10, 40),
        ),
        Told(
            "Incidents are expected to fall by {x} per cent, and everybody who passes would be compared with the list.",
            (10, 35),
        ),
    ),
    surprises=(
        Told("In a trial {x} of 100 alarms were wrong, most of them on dim evenings.", (60, 92)),
        Told(
            "The wrong alarms were not spread evenly: people under twenty were stopped {x} times as often as others.",
            (2, 5),
        ),
        Told("In the trial month {x} staff members looked up people they knew.", (2, 9)),
    ),
    silent=Group(
        "people who stay away because they don't want to be filmed",
        "They are on no picture and in no count of visitors. They are the silent group.",
    ),
    affected=(
        Group(
            "visitors who are stopped by mistake",
            "They are held up and shown up in front of others, without having done anything.",
        ),
        Group(
            "visitors who pass unhindered and are looked up all the same",
            "Their faces are compared and stored, whether they notice or not.",
        ),
        Group("guards who have to act on an alarm", "They must stop somebody within seconds on the word of a machine."),
    ),
    arguable=(
        Group(
            "neighbours who walk past the entrance",
            "Whether the cameras catch them is unclear, so naming them is arguable.",
        ),
        Group(
            "people who have served their ban but are still on the list",
            "They are few and it depends on how the list is kept; arguable.",
        ),
    ),
    unaffected=(
        Group("people who follow the event on the radio", "They are not at the entrance."),
        Group("the company that prints the tickets", "Its work stays exactly the same."),
        Group("owners of the office building across town", "Nothing of theirs is filmed or decided."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "Only people who have signed up for the quick entrance are compared, and their pictures are deleted on "
            "demand the same day.",
            "Everybody who walks in is searched by a machine, without having agreed and without having given any "
            "cause.",
        ),
        Lens.JUSTICE: Reason(
            "Guards have so far stopped those whose looks they did not like. The cameras stop only those who are on "
            "the list, whoever they are.",
            "The young are stopped three times as often by mistake as the old, although they behave no worse.",
        ),
        Lens.UTILITARIAN: Reason(
            "A few people a week are held up for a minute; for that, thousands get in faster and dozens of brawls a "
            "year do not happen.",
            "Ninety alarms in a hundred are wrong. The delay, the guards and the anger cost far more than the few "
            "brawls they prevent.",
        ),
        Lens.COMMON_GOOD: Reason(
            "A place where families come again in the evening becomes a place for the whole city, and its squares "
            "fill with life around it.",
            "A city is free because one can walk about in it without being known. Camera by camera, that public ease "
            "disappears.",
        ),
        Lens.VIRTUE: Reason(
            "Guards who have to apologise in person for each false alarm, and who write down what they learnt, grow "
            "more patient and more truthful.",
            "An organisation that watches everybody becomes suspicious by habit, and its guards forget how to look a "
            "guest in the eye.",
        ),
        Lens.CARE: Reason(
            "Parents who lose a small child in the crowd find it within a minute, and somebody stays with the child "
            "until they come.",
            "A boy of fifteen is led away in front of his friends, shaking, and the guard has a screen to watch and "
            "no time to talk to him.",
        ),
    },
    ways={
        Lens.RIGHTS: "Film only at one quick entrance, for those who have agreed in writing, and keep all other "
        "doors free of cameras.",
        Lens.JUSTICE: "Switch the system on only when false alarms are equally rare in every age group, even if more "
        "banned people then slip through.",
        Lens.UTILITARIAN: "Use it on exactly those days on which the trial showed that it prevents more harm than it "
        "causes.",
        Lens.COMMON_GOOD: "Leave the entrances open and agree on safety with the city and the fan clubs, so that it "
        "stays a place for all.",
        Lens.VIRTUE: "Train the guards to recognise trouble themselves and to own up to mistakes, and do without the "
        "machine.",
        Lens.CARE: "Send out hosts who talk to nervous and lonely visitors and stay with them, instead of watching "
        "from a control room.",
    },
    facts=(
        "How many alarms in the trial were wrong, in each age group?",
        "How many incidents were caused by people on the list?",
        "How long are the pictures really kept?",
        "How many people have stayed away since the trial was announced?",
    ),
    values=(
        "Should anybody have to be looked up in order to enter a public place?",
        "Is the shame of one false alarm worse than a brawl that is not prevented?",
        "How much unease among guests is a safer evening worth?",
        "Does somebody who was banned years ago deserve to be forgotten?",
    ),
    issue="whether everybody who comes in may be searched by a machine in order to find a few who must not",
    going_ahead="Guards who choose by the look of people stop more guests without cause than the cameras would.",
    waiting="More guards at the doors would be dearer, but nobody would be looked up without having given cause.",
    mitigations=(
        Mitigation(
            "A second guard compares the pictures before anybody is stopped.",
            "In a crowd there is little time, and most will trust the machine.",
        ),
        Mitigation(
            "Pictures of people who are not on the list are deleted within a minute, and an outside auditor checks it.",
            "A later management may decide otherwise.",
        ),
    ),
    review="the number of false alarms in each age group",
    keywords=("camera", "face", "filmed", "recogni", "alarm", "entrance", "searched"),
    people=("visitor", "guest", "stay away", "stays away", "silent", "guard", "young", "boy"),
)
