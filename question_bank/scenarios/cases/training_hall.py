"""A region is asked for land and water for a hall of computers."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="training-hall",
    system="the computing hall",
    proposal="build a hall of computers for training large language models in a dry region",
    actors=(
        Actor("Calyx Compute", "a cloud company"),
        Actor("Terra Lingua", "a translation firm"),
        Actor("Openfield Institute", "a public research institute"),
        Actor("Basalt Data", "an operator of computing centres"),
    ),
    decider="head of sites",
    one="a farmer downstream",
    data=(
        Told("The models are to learn from {x} billion pages of the internet.", (2, 60)),
        Told("The models are to learn from the archives of {x} libraries and newspapers.", (20, 150)),
        Told("The models are to learn from {x} million hours of public radio and television.", (1, 9)),
    ),
    trade_offs=(
        Told(
            "The region would get {x} jobs, and in summer the hall would need as much water as {y},000 inhabitants.",
            (60, 240),
            (8, 30),
        ),
        Told(
            "Water could be spared by cooling with air, but then the hall would need {x} per cent more electricity.",
            (15, 40),
        ),
    ),
    surprises=(
        Told(
            "Of the computing time, {x} per cent is planned for models that nobody outside the firm will ever use.",
            (25, 60),
        ),
        Told("The river gauge on which the permission rests stood in shade and showed {x} per cent too much.", (6, 18)),
        Told("Two thirds of the jobs end when the building is finished, after {x} months.", (14, 26)),
    ),
    silent=Group(
        "people who will live in the valley in fifty years",
        "They will need the ground water and can't speak today. They are the silent group.",
    ),
    affected=(
        Group("farmers downstream who share the river", "In a dry summer their fields get what is left."),
        Group("people in the region who are looking for work", "The hall decides what jobs there will be."),
        Group("households that share the electricity grid", "Prices and safety of supply change for them."),
    ),
    arguable=(
        Group(
            "people everywhere who would use the models",
            "They benefit, but there are other places for the hall; arguable.",
        ),
        Group("holiday guests in the valley", "The view and the river may change a little; arguable."),
    ),
    unaffected=(
        Group("a shipping company on another sea", "Neither water nor power of the valley reaches it."),
        Group("people who sold their land there decades ago", "Nothing of theirs is touched any more."),
        Group("the printers of the region's road maps", "One more building changes nothing for them."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "Every household in the valley has been asked, has seen the figures, and keeps a guaranteed share of "
            "drinking water that no contract may touch.",
            "People have a claim to the water they drink, and nobody in the valley has agreed to hand it over.",
        ),
        Lens.JUSTICE: Reason(
            "For decades the coast has had the industry and the valley the waste. With the hall the valley gets its "
            "share of jobs and taxes at last.",
            "The profit goes to a head office far away, and the dry fields stay with those who have the least already.",
        ),
        Lens.UTILITARIAN: Reason(
            "Millions of people will use the models every day. A few farms that have to be paid for and a higher "
            "power bill weigh little against that.",
            "Half of the computing is for models that no one will use. For so little good the harm to water, farms "
            "and climate is far too great.",
        ),
        Lens.COMMON_GOOD: Reason(
            "With the hall come a fast network, a technical school and a railway stop, on which the whole region can "
            "build for a generation.",
            "Ground water is what every field, every tap and every tree in the valley hangs on, and the hall would "
            "empty it for all of them.",
        ),
        Lens.VIRTUE: Reason(
            "A firm that measures its water in public and shuts down in August of its own accord is practising "
            "moderation.",
            "To spend a valley's summer on models that end in a drawer is greed, and those who plan such things lose "
            "all sense of measure.",
        ),
        Lens.CARE: Reason(
            "The director goes from farm to farm, asks what each family needs to come through the summer, and the "
            "hall pays for the wells of the three that are worst off.",
            "Old Mrs Prado has watered her orchard by hand since her husband died. Nobody from the firm has ever sat "
            "down at her table.",
        ),
    },
    ways={
        Lens.RIGHTS: "Build only after the inhabitants have agreed in a vote, and guarantee everybody's drinking "
        "water in writing before the first spade is lifted.",
        Lens.JUSTICE: "Divide water, power and taxes by a rule that takes as much from the hall in a dry summer as "
        "from every farm.",
        Lens.UTILITARIAN: "Build on the site and at the size where the benefit of the models exceeds the harm to "
        "water and climate by most.",
        Lens.COMMON_GOOD: "Put the river under the joint administration of hall, farms and towns, so that it lasts "
        "for all of them.",
        Lens.VIRTUE: "Train only what is really needed, with the modesty that one would expect from a guest in the "
        "valley.",
        Lens.CARE: "Visit the families downstream first and arrange with each of them how they will come through the "
        "summer.",
    },
    facts=(
        "How much water does the river carry in August, measured at a correct gauge?",
        "How many of the jobs remain once the hall is built?",
        "How much electricity would air cooling need?",
        "How low has the ground water fallen in dry years?",
    ),
    values=(
        "Should water for fields come before water for computers?",
        "How much may people today use of what people in fifty years will need?",
        "Is a model that nobody uses worth any water at all?",
        "Does a poor region deserve the jobs even at a price that others would not pay?",
    ),
    issue="whether a dry valley may be asked for its water so that people elsewhere get better models",
    going_ahead="Without the hall the young people go on leaving the valley, and the models are trained where the "
    "power is dirtier.",
    waiting="A site by the sea would cost more and come later, but no field would go dry for it.",
    mitigations=(
        Mitigation(
            "The hall stops as soon as the river falls below a mark that is agreed on in advance.",
            "The ground water reacts late, and by then the damage may be done.",
        ),
        Mitigation(
            "Models for internal use are trained elsewhere, and the water used is published every week.",
            "Nobody can force the firm to keep to it once it has been built.",
        ),
    ),
    review="the level of the river, the ground water and the water used each week",
    keywords=("water", "hall", "river", "valley", "electric", "power", "dry"),
    people=("farm", "fifty years", "future generation", "silent", "inhabitant", "valley", "households"),
)
