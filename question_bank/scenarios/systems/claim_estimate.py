"""An insurer lets a model estimate damage from photographs."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="claim-estimate",
    system="the estimating model",
    proposal="let a model settle claims for storm and water damage from photographs",
    actors=(
        Actor("Anchorstone Mutual", "an insurer"),
        Actor("Veldkamp Assurance", "an insurance company"),
        Actor("Blue Heron Cover", "an online insurer"),
    ),
    decider="head of claims",
    one="a policyholder with a flooded cellar",
    people="policyholders",
    staff="claims adjusters",
    data=(
        Told(
            "The model has learnt from {x},000 claims and from what was paid for them in the end.",
            (40, 200),
        ),
        Told(
            "The model compares the pictures with {x} million others and with prices from building merchants.",
            (2, 12),
        ),
    ),
    trade_offs=(
        Told(
            "The money would arrive after {x} days instead of forty, but no expert would see the house.",
            (2, 6),
        ),
        Told(
            "The premium would fall by {x} per cent, and whoever takes poor pictures would be paid less.",
            (3, 11),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "For houses of clay and timber, as old villagers have them, the model pays {x} "
            "per cent too little; for new houses it is off by {y}.",
            (25, 40),
            (3, 6),
        ),
        "no-reasons": Told(
            "Asked how it arrives at its sums, the maker points to {x} million weights, "
            "and no adjuster can tell a customer what an offer rests on.",
            (20, 900),
        ),
        "rubber-stamp": Told(
            "Each estimate has to be approved by an adjuster; the adjusters spend {x} "
            "seconds on one, and last year they changed none.",
            (6, 20),
        ),
        "nobody-answers": Told(
            "A roof was overlooked and the family moved into a hotel. For {x} months the "
            "insurer, the maker of the model and the firm that ran the servers have each "
            "been calling it somebody else's mistake.",
            (3, 9),
        ),
        "fragile": Told(
            "With a filter that anybody can download for {x} euros, a dry wall looks soaked, and the model pays.",
            (2, 9),
        ),
        "footprint": Told(
            "To save {x} minutes of an adjuster's time, every claim is run through a model "
            "that uses as much electricity for it as a household does in a week.",
            (4, 12),
        ),
    },
    silent=Group(
        "policyholders who take any offer because they need the money at once",
        "They don't object, so in the statistics they count as content. They are the silent group.",
    ),
    affected=(
        Group(
            "policyholders who are paid too little",
            "They bear the difference themselves.",
        ),
        Group(
            "claims adjusters whose inspections are dropped",
            "Their work changes, and much of what they know is no longer asked for.",
        ),
        Group(
            "families who live in a damaged house",
            "For them it decides how soon they can go back.",
        ),
    ),
    arguable=(
        Group(
            "builders who repair the damage",
            "They may get more or fewer orders; naming them is arguable.",
        ),
    ),
    unaffected=(
        Group(
            "customers who only have a travel policy",
            "Their claims are dealt with as before.",
        ),
        Group(
            "people who rent a parking space at headquarters",
            "Nothing of theirs is estimated.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Nobody has to let a stranger into the bedroom any more; what is shown, and what "
        "is not, stays with the person who lives there.",
        Lens.JUSTICE: "Whoever haggled best used to get most. The model pays two households with the "
        "same damage the same sum.",
        Lens.UTILITARIAN: "Forty thousand families have their money a month sooner, and what that spares "
        "them is worth more than the few wrong sums.",
        Lens.COMMON_GOOD: "After a storm a whole valley gets back on its feet within weeks, and its shops "
        "and schools, on which all rely, stay open.",
        Lens.VIRTUE: "The firm prints the ten worst estimates of each quarter in its own newsletter; it "
        "takes some honesty to do that, and it makes for more.",
        Lens.CARE: "The adjusters, freed from the simple cases, drive out to the old man who is alone "
        "with his ruined kitchen, and stay until there is a plan.",
    },
    fact="How far were the estimates of the adjusters off?",
    value="Is money at once worth more than the exact sum later?",
    going_ahead="Without the model the money comes after forty days, and some people can't wait that long.",
    keywords=(
        "claim",
        "damage",
        "estimat",
        "insur",
    ),
    words=(
        "policyholder",
        "famil",
        "any offer",
        "household",
    ),
)
