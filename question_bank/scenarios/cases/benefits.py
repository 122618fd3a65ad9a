"""A city lets a model look for errors in benefit payments."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="benefit-check",
    system="the checking model",
    proposal="let a model pick the households whose benefits are investigated",
    actors=(
        Actor("Elmstead Council", "a city council"),
        Actor("Southport Pensions", "a pension office"),
        Actor("Ferryhaven Housing", "an office for housing benefit"),
        Actor("Lakeside District", "a rural district"),
    ),
    decider="head of payments",
    one="a household under investigation",
    data=(
        Told(
            "The model has learnt from {x},000 old investigations, which were mostly started by tips from neighbours.",
            (4, 25),
        ),
        Told("The model joins the files of {x} offices, from car registration to school meals.", (5, 14)),
        Told("The model has learnt from the payments of {x} years and from what banks report.", (4, 12)),
    ),
    trade_offs=(
        Told(
            "Wrong payments of {x} million a year could be found, but payments would stop for as long as an "
            "investigation lasts.",
            (2, 18),
        ),
        Told(
            "Investigators would make {x} per cent fewer visits, and nobody could tell a household why it was picked.",
            (30, 60),
        ),
    ),
    surprises=(
        Told(
            "Of 100 self-employed households {x} had made an error in their form, of 100 employed ones {y}; with one "
            "threshold for all, honest self-employed people are picked more often.",
            (18, 30),
            (6, 12),
            rates=True,
        ),
        Told("In {x} of 100 cases that the model picked, the error was the office's own.", (15, 45)),
        Told("The model also picked {x} households that had been paid too little for years.", (90, 600)),
    ),
    silent=Group(
        "people who stop claiming what they are owed because they fear an investigation",
        "They leave the files without a trace. They are the silent group.",
    ),
    affected=(
        Group(
            "honest households that are investigated", "They live for weeks under suspicion, and perhaps without money."
        ),
        Group(
            "households that have been paid too little",
            "If the errors that hurt them are found, they are helped; if not, they go on losing.",
        ),
        Group(
            "investigators who must act on a pick that they can't explain",
            "They stand at the door and have to answer for it.",
        ),
    ),
    arguable=(
        Group("taxpayers of the city", "They pay for it in the end; how directly is arguable."),
        Group("landlords of the households", "They may be paid late; a side effect, so arguable."),
    ),
    unaffected=(
        Group("people who have never lived in the region", "Neither their payments nor their taxes are part of this."),
        Group("the designers of the old paper form", "Their form is withdrawn either way."),
        Group("visitors of the city library", "Their files are not joined and nobody looks at them."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "Nobody's payment is stopped any more before that person has been heard and has seen the grounds in "
            "writing.",
            "Families have given their files to the school and to the doctor, each for one purpose. Nobody asked "
            "them before the files were joined.",
        ),
        Lens.JUSTICE: Reason(
            "So far those were visited whom a neighbour disliked. Now the same signs in the file lead to the same "
            "treatment, whoever lives there.",
            "Of two honest households, the one that lives by its own small shop is visited three times as often as "
            "the one with a salary.",
        ),
        Lens.UTILITARIAN: Reason(
            "The millions that are found pay for childcare places for two thousand families; a few hundred "
            "households have an unpleasant week.",
            "A few millions are found, but for each real fraud five honest families go without money for weeks, and "
            "their losses are greater than what is gained.",
        ),
        Lens.COMMON_GOOD: Reason(
            "A safety net lasts only as long as people believe that it is honestly run, and every error that is "
            "found keeps that belief alive for all.",
            "Once people fear the office that is meant to support them, they hide from the state as a whole, and no "
            "city can be run on that.",
        ),
        Lens.VIRTUE: Reason(
            "An office that looks for its own mistakes with the same zeal as for those of others is learning "
            "uprightness.",
            "Officials who investigate families without knowing why become people who obey without asking.",
        ),
        Lens.CARE: Reason(
            "When the model finds a family that has been paid too little, the officer who knows them goes there and "
            "helps to fill in the form.",
            "A mother of three opens the door to two investigators on the evening of a birthday. Nobody asks how she "
            "has been coping.",
        ),
    },
    ways={
        Lens.RIGHTS: "Join no files without the consent of those in them, and stop no payment before the household "
        "has been heard.",
        Lens.JUSTICE: "Pick households at random in each group, so that honest people everywhere are visited equally "
        "often.",
        Lens.UTILITARIAN: "Investigate exactly where the money found, less all harm to honest households, is "
        "greatest in total.",
        Lens.COMMON_GOOD: "Publish the rules and the results and let a citizens' panel watch over them, so that the "
        "safety net stays trusted.",
        Lens.VIRTUE: "Let officials look for the office's own errors first, admit them openly and answer with their "
        "names.",
        Lens.CARE: "Send somebody who knows the family and offers help with the forms, instead of an investigator.",
    },
    facts=(
        "How many of the households that were picked had done nothing wrong, in each group?",
        "How many errors were the office's own?",
        "How long are payments stopped during an investigation?",
        "How many people who are owed money do not claim it?",
    ),
    values=(
        "How many honest families may be troubled in order to find one fraud?",
        "Should files that were given for one purpose be used for another?",
        "Is money paid by mistake worse than money withheld by mistake?",
        "Does somebody under suspicion deserve to know why?",
    ),
    issue="whether the many may be put under suspicion by a model in order to find the few who cheat",
    going_ahead="Without the model it is tips from neighbours that decide who gets a visit.",
    waiting="Random checks find less, but every household would know that it has not been singled out.",
    mitigations=(
        Mitigation(
            "Payments go on until an investigation is closed, and an officer has to write down the grounds first.",
            "A visit alone is frightening enough for some.",
        ),
        Mitigation(
            "Underpayments are looked for with the same effort, and both numbers are published.",
            "People who have already given up claiming don't come back at once.",
        ),
    ),
    review="the share of honest households among those visited in each group",
    keywords=("benefit", "investigat", "payment", "fraud", "suspic", "household"),
    people=("household", "famil", "silent", "stop claiming", "give up claiming", "self-employed", "honest"),
)
