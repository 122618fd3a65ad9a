"""A hospital lets a model sort the people who come to its emergency room."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="triage",
    system="the triage model",
    proposal="let a model sort the people in the emergency room by urgency",
    actors=(
        Actor("Lindenfeld Hospital", "a district hospital"),
        Actor("Saint Orla's", "a teaching hospital"),
        Actor("Meridia Clinics", "a group of private clinics"),
        Actor("Quayside Hospital", "a city hospital"),
    ),
    decider="head of emergency medicine",
    one="a patient who was sent to wait",
    data=(
        Told("The model has learnt from {x},000 visits and from what nurses decided then.", (60, 240)),
        Told(
            "The model has learnt from {x} years of records in which pain is what the patient said it was, in the "
            "local language.",
            (5, 14),
        ),
        Told(
            "The model uses pulse, temperature and the insurance number, under which the last {x} visits are stored.",
            (3, 9),
        ),
    ),
    trade_offs=(
        Told(
            "Dangerous cases would be seen {x} minutes earlier on average, but nurses would have to give a reason in "
            "writing whenever they disagree.",
            (9, 25),
        ),
        Told(
            "Two of {x} nurses could move from the desk to the wards, and nobody at the desk would talk to the "
            "patients first.",
            (7, 12),
        ),
    ),
    surprises=(
        Told(
            "Of 100 patients over eighty who come in, {x} turn out to be urgent cases, of 100 younger ones {y}; with "
            "one threshold for all, the model misses more of the young urgent cases.",
            (42, 55),
            (12, 22),
            rates=True,
        ),
        Told(
            "At night the model was better than the nurses, by day worse; nobody knows why in {x} of 100 cases.",
            (10, 30),
        ),
        Told(
            "Patients who cannot describe their pain in the local language were put {x} places further back on "
            "average.",
            (2, 6),
        ),
    ),
    silent=Group(
        "people who stay at home because they fear being sent away",
        "They never reach the desk and so never become a number. They are the silent group.",
    ),
    affected=(
        Group("patients whose danger the model does not see", "A missed emergency falls on them and can't be undone."),
        Group("patients who wait longer because others are moved ahead", "The order of the queue is about them too."),
        Group(
            "nurses at the desk, who answer for the order",
            "Their judgement is overruled or confirmed, and they have to explain it.",
        ),
    ),
    arguable=(
        Group(
            "relatives who sit in the waiting room", "They are touched through the patient; naming them is arguable."
        ),
        Group("family doctors who send patients in", "Their work may change a little; that is arguable."),
    ),
    unaffected=(
        Group("visitors of patients who have been on a ward for weeks", "They don't pass through the emergency room."),
        Group("the maker of the waiting-room chairs", "Nothing in the decision concerns that business."),
        Group("staff of the hospital's book-keeping", "Nobody sorts them, and their work stays what it is."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "Every patient is told on arrival that a model helps with the order, and may ask at any moment to be "
            "judged by a nurse instead.",
            "People in pain are examined by a machine that they have not agreed to, and nobody tells them that they "
            "could refuse.",
        ),
        Lens.JUSTICE: Reason(
            "Whoever shouts loudest or knows somebody on the staff is no longer seen first: the same symptoms lead "
            "to the same place in the queue.",
            "Two people with the same heart attack wait differently long because one of them describes the pain in "
            "another language.",
        ),
        Lens.UTILITARIAN: Reason(
            "Seeing dangerous cases ten minutes earlier saves more lives in a year than the model's mistakes put at "
            "risk, and the average wait becomes shorter too.",
            "Most patients gain a few minutes, but two or three missed emergencies a year outweigh all the minutes "
            "together.",
        ),
        Lens.COMMON_GOOD: Reason(
            "A town in which everybody knows that the emergency room works is calmer, and doctors and ambulances in "
            "the whole region can plan on it.",
            "When word goes round that a machine turns people away, the whole region begins to distrust its only "
            "hospital, and ambulances and doctors lose what they build on.",
        ),
        Lens.VIRTUE: Reason(
            "Nurses who compare their own order with the model's each evening, and admit where they were wrong, keep "
            "learning modesty and judgement.",
            "Nurses who sign what the screen says, day after day, lose the eye and the courage that made them good "
            "nurses.",
        ),
        Lens.CARE: Reason(
            "Freed from sorting, a nurse can sit with the frightened child in the corner and stay until the mother "
            "comes.",
            "An old man says that he feels as he did before his last stroke. A nurse would have heard that; the "
            "model has no field for it.",
        ),
    },
    ways={
        Lens.RIGHTS: "Ask every patient who can answer whether the model may be used, and let a nurse judge alone "
        "wherever the answer is no.",
        Lens.JUSTICE: "Use the model only when it misses equally few emergencies in every group, even if the average "
        "wait then stays as long as it is.",
        Lens.UTILITARIAN: "Run the model with the setting that, by the hospital's own estimate, saves most lives in "
        "a year over all patients.",
        Lens.COMMON_GOOD: "Develop the rules in public with the region's other hospitals and ambulances, so that "
        "people can rely on emergency rooms everywhere.",
        Lens.VIRTUE: "Let nurses decide alone and hold a weekly round in which they compare themselves with the "
        "model, to grow in judgement.",
        Lens.CARE: "Have one nurse stay in touch with every waiting person and move anybody forward whose condition "
        "changes.",
    },
    facts=(
        "How many emergencies did nurses and model miss in the same month?",
        "How does the waiting time differ between people who speak the local language and those who don't?",
        "How often do nurses overrule the model, and who was proved correct?",
        "How many people leave before they have been seen?",
    ),
    values=(
        "Is one missed emergency worse than a longer wait for a hundred people?",
        "Should a patient be allowed to refuse the model although it would be safer?",
        "Does somebody in fear deserve a human face before a place in the queue?",
        "How much should age count when two people are equally urgent?",
    ),
    issue="whether a hospital may let a model decide who waits when some patients can't make themselves understood "
    "to it",
    going_ahead="Without the model dangerous cases go on waiting behind loud ones, as they do today.",
    waiting="A second nurse at the desk would cost more, but somebody would listen to every patient first.",
    mitigations=(
        Mitigation(
            "A nurse speaks to every patient first and may overrule the model without giving reasons.",
            "On a crowded night even that nurse will follow the screen.",
        ),
        Mitigation(
            "Missed emergencies are counted for every language and age group and discussed each month.",
            "Rare conditions will not show in such counts.",
        ),
    ),
    review="the number of emergencies missed in each group",
    keywords=("triage", "emergenc", "urgen", "queue", "nurse", "wait"),
    people=("patient", "stay at home", "stays at home", "silent", "language", "nurses", "elderly"),
)
