"""A youth office lets a model sort calls about children in danger."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="family-line",
    system="the sorting model",
    proposal="let a model decide which calls about children in danger are looked into first",
    actors=(
        Actor("Marlow Youth Service", "a county youth office"),
        Actor("Weststad Family Desk", "a municipal youth office"),
        Actor("San Telmo Youth Board", "a district youth office"),
    ),
    decider="head of the youth office",
    one="a family about whom somebody called",
    people="families",
    staff="social workers",
    data=(
        Told(
            "The model has learnt from {x},000 calls and from whether a child was later taken into a home.",
            (10, 60),
        ),
        Told(
            "The model reads benefit, police and school files back to {x} years.",
            (5, 18),
        ),
    ),
    trade_offs=(
        Told(
            "A visit could begin {x} days sooner, but a file would speak before a person does.",
            (2, 8),
        ),
        Told(
            "Each worker would have {x} families fewer, and calls with a low score would be filed unread.",
            (6, 20),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "Families on benefits leave more files, and are ranked as urgent without cause "
            "in {x} of 100 calls, well-off ones in {y}.",
            (40, 55),
            (10, 18),
        ),
        "repurposed-data": Told(
            "The score uses what {x},000 mothers told a helpline for depression, in confidence and to get help.",
            (2, 9),
        ),
        "no-reasons": Told(
            "A family asked why it had been given {x} points out of 100. The office wrote "
            "back that the makers themselves could not tell.",
            (81, 97),
        ),
        "rubber-stamp": Told(
            "Workers may overrule the score. In {x} weeks none has done so; whoever does has to fill in four pages.",
            (12, 50),
        ),
        "nobody-answers": Told(
            "A call was wrongly filed and a boy was hurt. For {x} months office, maker and "
            "data centre have each held the others answerable in public.",
            (4, 14),
        ),
        "unheard": Told(
            "Neither families nor social workers had a seat when the rules were made, and "
            "until the contract ends in {x} years nobody can have them changed.",
            (3, 8),
        ),
    },
    silent=Group(
        "small children who can't call anybody themselves",
        "Nobody hears them unless somebody goes there. They are the silent group.",
    ),
    affected=(
        Group(
            "children whose call is put at the bottom",
            "They wait, and it may be too long.",
        ),
        Group(
            "families who are visited without cause",
            "Neighbours talk, and the fear stays for a long time.",
        ),
        Group(
            "social workers who have to follow a score",
            "What their judgement counts for changes.",
        ),
    ),
    arguable=(
        Group(
            "neighbours who make the calls",
            "They may call more or less often; arguable.",
        ),
    ),
    unaffected=(
        Group(
            "students who train as teachers in another county",
            "No call about them is sorted.",
        ),
        Group(
            "couples without children who live abroad",
            "Nobody calls about them.",
        ),
    ),
    gains={
        Lens.RIGHTS: "No child's claim to protection depends any more on who happens to pick up the "
        "telephone; it is heard in every case and at once.",
        Lens.JUSTICE: "Calls from the villa quarter used to be put aside politely. The model looks at "
        "what is reported and not at the address.",
        Lens.UTILITARIAN: "Three hundred children a year are found weeks sooner, and taken together this "
        "spares more suffering than the needless visits cause.",
        Lens.COMMON_GOOD: "If people see that a call is followed up they will dare to call, and a town in "
        "which nobody looks away is a safer home for all.",
        Lens.VIRTUE: "The workers write down what they expect before each visit and compare it "
        "afterwards; so they learn to be humble about their own hunches.",
        Lens.CARE: "A worker now has an afternoon for Mira, who is six and says nothing, and comes "
        "again until she does.",
    },
    fact="How many calls are looked into too late today?",
    value="Is it worse to visit a family without cause or to leave a child in danger?",
    going_ahead="Without the model calls wait in the order in which they came in, whatever is in them.",
    keywords=(
        "call",
        "child",
        "sort",
        "visit",
        "famil",
    ),
    words=(
        "child",
        "famil",
        "visited",
    ),
)
