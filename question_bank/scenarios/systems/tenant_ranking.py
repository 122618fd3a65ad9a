"""A landlord lets a model rank those who want a flat."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="tenant-ranking",
    system="the ranking model",
    proposal="let a model rank everybody who applies for one of its flats",
    actors=(
        Actor("Hearthlane", "a housing company"),
        Actor("Tallow Quay Homes", "a housing co-operative"),
        Actor("Brackenfold", "a firm that manages flats"),
    ),
    decider="head of lettings",
    one="a rejected tenant",
    people="tenants",
    staff="letting agents",
    data=(
        Told(
            "The model has learnt from {x},000 leases and from who later fell behind with the rent.",
            (4, 30),
        ),
        Told(
            "The model reads the last {x} pay slips and the letter in which people introduce themselves.",
            (3, 12),
        ),
    ),
    trade_offs=(
        Told(
            "A flat would be let in {x} days instead of thirty, but nobody would look at most of the letters.",
            (3, 9),
        ),
        Told(
            "Unpaid rents would fall by {x} per cent, and the flats would go to those who would find one anyway.",
            (10, 35),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "Single parents who have never missed a rent are ranked in the lower half in "
            "{x} of 100 cases, all other reliable tenants in {y}.",
            (58, 75),
            (30, 42),
        ),
        "repurposed-data": Told(
            "The ranking makes use of {x},000 repair requests, which tenants had sent to "
            "have a tap or a heater mended.",
            (5, 40),
        ),
        "no-reasons": Told(
            "When {x} rejected tenants asked why, neither the agents nor the supplier could name a single reason.",
            (12, 60),
        ),
        "nobody-answers": Told(
            "A family was ranked last because of a mixed-up name; landlord, supplier and "
            "credit agency have been sending it to one another for {x} weeks.",
            (5, 22),
        ),
        "unheard": Told(
            "The {x}-year contract was signed before tenants' association or council had "
            "heard of the plan, and it allows no change to the rules.",
            (4, 10),
        ),
        "excessive": Told(
            "To avoid about {x} cases of unpaid rent a year, the model goes through every "
            "purchase that thousands of people have made in three years.",
            (3, 9),
        ),
    },
    silent=Group(
        "people who share a flat they have outgrown and no longer dare to apply",
        "They are on no list, so nobody counts them. They are the silent group.",
    ),
    affected=(
        Group(
            "tenants who are ranked too low",
            "They go on searching and never learn why.",
        ),
        Group(
            "letting agents whose judgement is no longer wanted",
            "What they do all day, and what they are good at, changes.",
        ),
        Group(
            "tenants who get a flat that they can't afford",
            "A wrong yes can cost them more than a no would have.",
        ),
    ),
    arguable=(
        Group(
            "neighbours in the houses concerned",
            "Who moves in touches them at second hand, so naming them is arguable.",
        ),
    ),
    unaffected=(
        Group(
            "guests of the hotel next to the letting office",
            "Nothing about them is ranked or changed.",
        ),
        Group(
            "owners of houses in other towns",
            "They neither let to the company nor rent from it.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Every applicant gets the file that was used, in full, and may have any line in it "
        "corrected before anything happens.",
        Lens.JUSTICE: "So far a flat went to whoever knew an agent. The model puts two people with the "
        "same income and the same record on the same place of the list.",
        Lens.UTILITARIAN: "Flats stand empty for three weeks less, which gives hundreds of households a home "
        "sooner; the wrong rankings are few beside that.",
        Lens.COMMON_GOOD: "Houses in which the rent is paid are kept in repair, and whole streets stay "
        "places where people like to live and look out for each other.",
        Lens.VIRTUE: "The agents publish each month which of their own earlier choices the model would "
        "have called mistaken, and practise admitting it.",
        Lens.CARE: "The saved afternoons go to visiting the old couples who have to move, and to "
        "finding with them a flat near the people they know.",
    },
    fact="How many tenants find a flat today, and after how long?",
    value="Should a flat go to the most reliable payer or to whoever needs it most?",
    going_ahead="Without the model it goes on as before, and whoever knows somebody gets the flat.",
    keywords=(
        "flat",
        "rank",
        "rent",
        "tenant",
    ),
    words=(
        "tenant",
        "famil",
        "outgrown",
        "apply",
    ),
)
