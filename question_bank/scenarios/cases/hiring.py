"""A company lets a model read applications for jobs."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="hiring",
    system="the selection model",
    proposal="let a model choose who is invited to a job interview",
    actors=(
        Actor("Brisk Logistics", "a parcel company"),
        Actor("Alderway Foods", "a chain of supermarkets"),
        Actor("Nimbus Works", "a young software firm"),
        Actor("Castell Hotels", "a hotel group"),
    ),
    decider="head of personnel",
    one="an applicant who never got an interview",
    data=(
        Told(
            "The model has learnt from {x},000 applications and from who was still with the firm after two years.",
            (6, 40),
        ),
        Told("The model has learnt from the records of the {x} people who were promoted fastest.", (60, 400)),
        Told("The model compares each application with {x},000 profiles from a network for professionals.", (50, 300)),
    ),
    trade_offs=(
        Told(
            "A post would be filled in {x} days instead of forty, but most applications would be read by no one.",
            (9, 20),
        ),
        Told(
            "Costs would fall by {x} per cent, and heads of department would no longer meet people with an unusual "
            "path.",
            (20, 50),
        ),
    ),
    surprises=(
        Told(
            "Of 100 applicants with a gap in their career {x} would pass the practical test, of 100 without {y}; "
            "with one threshold for all, capable people with a gap are passed over more often.",
            (44, 58),
            (66, 80),
            rates=True,
        ),
        Told(
            "The word “volunteer” raised the score of some applications and lowered that of others, and it took the "
            "supplier {x} days to find out why.",
            (9, 60),
        ),
        Told("Of the firm's {x} best managers, the model would have invited only half.", (12, 40)),
    ),
    silent=Group(
        "people who don't apply because they hear that a machine sorts",
        "They appear in no statistic of applications. They are the silent group.",
    ),
    affected=(
        Group("capable applicants who are passed over", "They lose a chance, usually without ever learning why."),
        Group(
            "applicants who are invited because they resemble the present staff",
            "They get the chance that others don't; the choice is about them too.",
        ),
        Group(
            "heads of department who have to work with those who were chosen", "Whom they can meet is decided for them."
        ),
    ),
    arguable=(
        Group("families of the applicants", "They are touched through the applicants; arguable."),
        Group("job centres that help people to apply", "Their advice may have to change; arguable."),
    ),
    unaffected=(
        Group("pensioners of the firm", "Nobody chooses anything about them here."),
        Group("the firm's suppliers of paper", "Their business stays what it is."),
        Group(
            "people who work in another trade and are not looking for a post",
            "They are neither sorted nor passed over.",
        ),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "Every applicant is told which data count, may correct them, and may insist that a person reads the "
            "application.",
            "Applicants' posts from private networks are drawn in without their knowledge, and nobody asks whether "
            "they agree.",
        ),
        Lens.JUSTICE: Reason(
            "So far it has helped to know somebody on the inside. The model sees the skills and not the surname, and "
            "equal skills lead to an equal chance.",
            "Two people could do the job equally well. One took three years off for a sick child, and for that alone "
            "the other is invited.",
        ),
        Lens.UTILITARIAN: Reason(
            "The firm, the customers and nine applicants out of ten gain by quicker answers and better matches; a "
            "small number has to apply elsewhere.",
            "A few days are saved on each post, but for every hundred posts ten people who would have done best are "
            "lost, to their own harm and the firm's.",
        ),
        Lens.COMMON_GOOD: Reason(
            "A labour market in which talent is found wherever it lives keeps whole regions alive and gives the "
            "country something to build on.",
            "When all firms use the same model, the same people are shut out everywhere, and a country in which "
            "effort no longer opens doors falls apart.",
        ),
        Lens.VIRTUE: Reason(
            "Managers who have to write down beforehand what they are looking for, and who face it when they were "
            "wrong, learn honesty with themselves.",
            "Managers who hide behind a score when they turn somebody away get used to cowardice.",
        ),
        Lens.CARE: Reason(
            "The weeks that are saved go into the beginners: each of them gets an older colleague who is there for "
            "every question in the first months.",
            "A man who has written forty applications after his illness gets forty automatic replies. He needed one "
            "person to tell him what to try next.",
        ),
    },
    ways={
        Lens.RIGHTS: "Use only data that applicants have handed in themselves for this purpose, and let each choose "
        "to be read by a person.",
        Lens.JUSTICE: "Hide everything but the skills, and go on only when equally capable people of all groups are "
        "invited equally often.",
        Lens.UTILITARIAN: "Choose the procedure that brings the most benefit to firm and applicants together, "
        "measured over all posts of a year.",
        Lens.COMMON_GOOD: "Agree with other employers and the unions of the region on open rules for such models, so "
        "that work stays open to all.",
        Lens.VIRTUE: "Let managers choose themselves, write down their grounds and look each rejected person in the "
        "eye.",
        Lens.CARE: "Ring everybody who is turned down, and help those who have been looking for long to find their "
        "next step.",
    },
    facts=(
        "How many of those passed over would have passed the practical test, in each group?",
        "How many applications does a reader look at in a day, and for how long?",
        "How many people break off when they hear of the model?",
        "How long do those stay whom the model has chosen?",
    ),
    values=(
        "Should a firm be free to prefer people who resemble its staff?",
        "Is it acceptable to read what applicants have posted in private?",
        "Does everybody who is turned down deserve an answer from a person?",
        "How much speed is one overlooked talent worth?",
    ),
    issue="whether a model that knows only yesterday's staff may decide who gets a chance tomorrow",
    going_ahead="Without the model, acquaintance and chance go on deciding who is invited.",
    waiting="Reading all applications takes weeks, but unusual people would have a chance to be seen.",
    mitigations=(
        Mitigation(
            "A person reads every tenth rejected application, and the share of wrong rejections is published.",
            "Nine of ten are still read by nobody.",
        ),
        Mitigation(
            "Career gaps are hidden from the model, and its choices are tested on every group each quarter.",
            "Other details can still give the gap away.",
        ),
    ),
    review="the share of capable people passed over in each group",
    keywords=("appl", "interview", "hir", "job", "post", "select", "invit"),
    people=("applicant", "career gap", "gap in", "silent", "don't apply", "do not apply", "managers", "illness"),
)
