"""A lender lets a model decide on small loans."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="credit-score",
    system="the scoring model",
    proposal="let a scoring model decide on small loans without a clerk",
    actors=(
        Actor("Ostrel Bank", "a regional bank"),
        Actor("Halden Credit Union", "a credit union"),
        Actor("Pennyroot", "a young lending firm"),
        Actor("Vireo Savings", "a savings bank"),
    ),
    decider="head of lending",
    one="a refused applicant",
    data=(
        Told("The model has learnt from {x} years of the lender's own decisions.", (8, 19)),
        Told(
            "The model has learnt from {x},000 repayments bought from other lenders, together with the postcodes of "
            "the borrowers.",
            (30, 95),
        ),
        Told(
            "The model reads {x} months of bank statements that applicants upload, down to what they buy and where.",
            (3, 18),
        ),
    ),
    trade_offs=(
        Told(
            "An answer would take minutes and not {x} days, but nobody at {actor} would see the application any more.",
            (4, 15),
        ),
        Told(
            "The cost of a loan would fall by {x} per cent, and the grounds of a refusal would be a column of "
            "numbers that no clerk can put into words.",
            (20, 45),
        ),
    ),
    surprises=(
        Told(
            "Of every 100 newcomers to the town {x} pay back on time, of every 100 others {y}; with one threshold "
            "for all, reliable newcomers are refused more often than other reliable people.",
            (55, 68),
            (78, 90),
            rates=True,
        ),
        Told(
            "The best single predictor turned out to be how fast an applicant fills in the form, typed in {x} "
            "seconds on average.",
            (70, 190),
        ),
        Told(
            "Clerks who checked a sample agreed with the model in {x} of 100 cases and could not say why it differed "
            "in the rest.",
            (80, 93),
        ),
    ),
    silent=Group(
        "people who no longer apply because they expect a refusal",
        "They appear in no file, so no statistic misses them. They are the silent group.",
    ),
    affected=(
        Group(
            "applicants who are refused by mistake",
            "They carry the error themselves: no loan, and often no reason they could answer.",
        ),
        Group("applicants who get a loan that they can't pay back", "A wrong yes can hurt as much as a wrong no."),
        Group("clerks whose judgement is no longer asked for", "Their work and their skill change with the decision."),
    ),
    arguable=(
        Group(
            "shops in which the loans would be spent",
            "They feel it at second hand. Naming them is arguable, so it neither earns nor costs.",
        ),
        Group(
            "other lenders in the region",
            "They may lose or gain customers; that is a side effect, so naming them is arguable.",
        ),
    ),
    unaffected=(
        Group("tourists who use the lender's cash machine", "No decision about them is made or changed."),
        Group(
            "the authors of the statistics library in which the model is written",
            "They made a tool; nothing happens to them here.",
        ),
        Group("customers who only rent a safe", "They don't apply for a loan and nothing of theirs is scored."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "With the model, every refusal comes with its grounds in writing, and whoever is refused may demand that "
            "a person looks at it again.",
            "Applicants are not asked whether what they buy may be used to judge them, and the form leaves them no "
            "way to say no.",
        ),
        Lens.JUSTICE: Reason(
            "Today the mood of a clerk or the sound of a surname can decide. The model gives two people with the "
            "same income and the same record the same answer.",
            "Of two people who would both pay back, the one who has moved lately is refused twice as often as the "
            "one who has stayed.",
        ),
        Lens.UTILITARIAN: Reason(
            "Thousands of people a year get their answer in minutes instead of a week, and loans become cheaper; "
            "against that stand a few dozen wrong refusals that cost a second visit.",
            "The time saved is worth a few euros an application, while each wrong refusal costs a household months "
            "of trouble and more than all the others save.",
        ),
        Lens.COMMON_GOOD: Reason(
            "Where small shops can borrow, the high street stays alive, and the clubs, the taxes and the evenings of "
            "the whole town live on that.",
            "Once people believe that loans are a lottery they stop trusting lenders altogether, and a town in which "
            "nobody trusts the lenders can't finance anything.",
        ),
        Lens.VIRTUE: Reason(
            "A lender that publishes every week how often its model was wrong, and says so to its customers' faces, "
            "is practising honesty.",
            "Clerks who only pass on a score unlearn what makes good bankers: to look for themselves and to stand by "
            "what they find.",
        ),
        Lens.CARE: Reason(
            "The hours that the model saves are set aside for long talks with people who are slipping into debt, "
            "always with the same clerk.",
            "A widower writes that he missed two instalments while his wife was dying, and what comes back is a "
            "number.",
        ),
    },
    ways={
        Lens.RIGHTS: "Use the model only for applicants who agree to it after being told how it works; everybody "
        "else sees a clerk.",
        Lens.JUSTICE: "Release the model only when equally reliable people are refused equally often in every group, "
        "even if it then finds fewer bad loans.",
        Lens.UTILITARIAN: "Set the threshold where the gains of lender and applicants together exceed their losses "
        "by most.",
        Lens.COMMON_GOOD: "Build one open scoring rule with the other lenders and the town's advice centre, so that "
        "lending in the region can be trusted.",
        Lens.VIRTUE: "Let clerks decide first and see the score only afterwards, so that they keep their judgement "
        "and stand by it.",
        Lens.CARE: "Have the clerk who knows the applicant talk to everybody in difficulties before anything is "
        "decided.",
    },
    facts=(
        "How many refused applicants would have paid back, in each age group?",
        "How often is a refusal changed after a complaint?",
        "How many people give up before they have sent the form?",
        "How long does an application take today?",
    ),
    values=(
        "Is a wrong refusal worse than a loan that drives somebody into debt?",
        "Should people be judged by data that they gave for another purpose?",
        "Does everybody who is refused deserve to hear the grounds from a person?",
        "How many minutes saved are worth one wrong refusal?",
    ),
    issue="whether a lender may hand decisions that shape a household's year to a model that nobody there can question",
    going_ahead="Without the model a procedure goes on that is slow and hangs on the mood of a clerk.",
    waiting="Clerks who see the score but decide themselves would be slower, yet somebody would answer for every "
    "refusal.",
    mitigations=(
        Mitigation(
            "Every refusal comes with its grounds, and a clerk looks again at any that is contested.",
            "Those who never complain are still not reached.",
        ),
        Mitigation(
            "Error rates are published for every group each quarter, with a limit that must not be passed.",
            "Groups that nobody has thought of can still come off worse.",
        ),
    ),
    review="the share of refusals in each group that are overturned",
    keywords=("loan", "refus", "clerk", "score", "scoring", "lend", "lender"),
    people=(
        "newcomer",
        "applicant",
        "give up",
        "silent",
        "never apply",
        "no longer apply",
        "stopped applying",
        "household",
    ),
)
