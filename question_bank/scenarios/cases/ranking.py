"""A model decides which stories readers see first."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="content-ranking",
    system="the ranking model",
    proposal="let a model decide which stories each reader sees first",
    actors=(
        Actor("The Harbour Post", "a daily newspaper"),
        Actor("Klaro", "an online newspaper"),
        Actor("The Estuary", "a regional newspaper"),
        Actor("Morning Sheet", "a news app"),
    ),
    decider="editor-in-chief",
    one="a reader who no longer sees the other side",
    data=(
        Told("The model learns from what {x},000 readers click on and how long they stay.", (40, 800)),
        Told(
            "The model learns from clicks and from the places where readers' telephones were in the last {x} weeks.",
            (2, 12),
        ),
        Told("The model has learnt from {x} years of front pages and from what was shared most.", (5, 20)),
    ),
    trade_offs=(
        Told(
            "Readers would stay {x} minutes longer a day, but no two of them would have the same front page.", (6, 25)
        ),
        Told("Income would rise by {x} per cent, and editors would learn only afterwards what was on top.", (8, 30)),
    ),
    surprises=(
        Told("Angry headlines were shown {x} times as often as before, although nobody had asked for that.", (2, 6)),
        Told("Readers over seventy got {x} per cent fewer stories about their own town.", (25, 60)),
        Told(
            "In a survey {x} of 100 readers said that they like what they are shown less than what they had before, "
            "and stayed longer all the same.",
            (30, 55),
        ),
    ),
    silent=Group(
        "people whose stories no one clicks on",
        "They are reported about less and less and can't see it happen. They are the silent group.",
    ),
    affected=(
        Group("readers who are shown ever angrier headlines", "What they see of the world is chosen for them."),
        Group(
            "reporters who write about slow and quiet subjects",
            "Their work disappears from view and, in time, from the budget.",
        ),
        Group(
            "readers whose clicks are recorded", "What they read is stored and used, whether they think of it or not."
        ),
    ),
    arguable=(
        Group("firms that advertise beside the stories", "They gain or lose attention; a side effect, so arguable."),
        Group("politicians who are reported about", "How they appear may change; how directly is arguable."),
    ),
    unaffected=(
        Group("people who deliver the printed edition of another publisher", "Nothing changes on their round."),
        Group("the makers of the typeface", "Their letters are used as before."),
        Group("readers of the crossword supplement, which stays as it is", "Nobody sorts it for them."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "Each reader sees which data are used and can switch the sorting off with one click, for good.",
            "What people read at night is nobody's business. It is recorded and used, and no one has asked them.",
        ),
        Lens.JUSTICE: Reason(
            "So far the friends of the editors came first. Now a story from the suburb has the same chance as a "
            "story from the theatre district.",
            "Two villages have the same flood. The one whose people click more is on top for a week, the other is "
            "not mentioned.",
        ),
        Lens.UTILITARIAN: Reason(
            "A hundred thousand people find more of what they enjoy each day; against that, a few miss a story that "
            "they would have liked to see.",
            "Everybody stays longer and hardly anybody is happier for it. Add up the lost hours and the anger, and "
            "the few minutes of pleasure don't make up for them.",
        ),
        Lens.COMMON_GOOD: Reason(
            "People who had given up on the news come back to it, and a town whose people know what is going on can "
            "govern itself.",
            "A town that no longer reads the same front page has nothing left to talk about together, and without "
            "that talk no council and no vote works.",
        ),
        Lens.VIRTUE: Reason(
            "Editors who publish each week what the model had on top, and comment on it without sparing themselves, "
            "stay truthful people.",
            "Journalists who serve up anger because it pays become cynics by and by.",
        ),
        Lens.CARE: Reason(
            "When somebody has lost a relative, the desk takes such stories off that person's page and writes a few "
            "lines to ask how things are.",
            "Since her son went missing, Ms Abiola has been shown crime stories every morning. Nobody at the paper "
            "knows her well enough to stop it.",
        ),
    },
    ways={
        Lens.RIGHTS: "Sort only for readers who have said yes, use nothing but what they have chosen to tell, and "
        "forget it when they ask.",
        Lens.JUSTICE: "Guarantee each district and each subject a share of the top places by a rule that all can read.",
        Lens.UTILITARIAN: "Sort by what readers say afterwards was worth their time, summed over all readers.",
        Lens.COMMON_GOOD: "Keep one front page for all, chosen in public, so that the town goes on having something "
        "to talk about.",
        Lens.VIRTUE: "Let editors choose by what they can stand up for, even on a slow day, and stay the journalists "
        "they meant to be.",
        Lens.CARE: "Set up a desk that answers readers in distress and changes what they see together with them.",
    },
    facts=(
        "How has the tone of the top stories changed since the trial began?",
        "How many readers know that a model sorts for them?",
        "How many stories from each district reached the top?",
        "How long do readers stay, and what do they say afterwards?",
    ),
    values=(
        "Should readers get what they click on or what they ought to know?",
        "Is a shared front page worth a loss of income?",
        "Does a quiet subject deserve a place on top although few want it?",
        "How much of a reader's privacy may be spent on a better choice of stories?",
    ),
    issue="whether attention may be steered by what people click on when the town needs a shared view of itself",
    going_ahead="Without the model the paper goes on losing readers, and a paper without readers informs nobody.",
    waiting="A front page made by editors earns less, but people can see who chose it and why.",
    mitigations=(
        Mitigation(
            "Five of the ten top places stay in the hands of the editors and are the same for all.",
            "The other five can still drift towards anger.",
        ),
        Mitigation(
            "Readers can switch the sorting off, and an outside panel looks at the top stories each month.",
            "Few people ever change a setting.",
        ),
    ),
    review="how the tone and the districts of the top stories have changed",
    keywords=("stor", "reader", "headline", "front page", "rank", "click", "sort"),
    people=("readers", "silent", "district", "reporter", "quiet", "whose stories", "village"),
)
