"""A hospital lets a program interpret for patients."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="ward-interpreter",
    system="the interpreting program",
    proposal="let a program interpret between doctors and patients who speak another language",
    actors=(
        Actor("Saint Ilona's", "a city hospital"),
        Actor("Fjordside Clinic", "a private clinic"),
        Actor("Kestrel Bay Infirmary", "a public hospital"),
    ),
    decider="medical director",
    one="a patient who can't follow what is said",
    people="patients",
    staff="interpreters",
    data=(
        Told(
            "The program has learnt from {x} million lines of film subtitles and parliamentary speeches.",
            (20, 90),
        ),
        Told(
            "The program has been tuned on {x},000 recorded talks at other hospitals.",
            (3, 25),
        ),
    ),
    trade_offs=(
        Told(
            "A talk could begin after {x} seconds instead of three hours, but no human "
            "interpreter would be called at night.",
            (10, 50),
        ),
        Told(
            "Interpreting would cost {x} per cent of what it costs today, and nobody would "
            "notice any more that somebody is afraid.",
            (8, 25),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "From Tamil and Tigrinya {x} of 100 sentences come out with another meaning, from Spanish and French {y}.",
            (22, 35),
            (3, 7),
        ),
        "repurposed-data": Told(
            "What patients said to their doctors in {x},000 talks was used to train a telephone assistant for shops.",
            (2, 15),
        ),
        "rubber-stamp": Told(
            "A nurse who speaks the language is to listen in to every talk; for {x} weeks "
            "the nurses have ticked the box without putting on the headphones.",
            (6, 20),
        ),
        "nobody-answers": Told(
            "A dose was translated wrongly. Hospital, supplier and the agency that "
            "installed the program each say that one of the others had to check it, now "
            "for the {x}th month.",
            (5, 9),
        ),
        "fragile": Told(
            "As soon as two people speak at once or a machine beeps, the program leaves "
            "out words such as “not” in {x} of 100 sentences.",
            (12, 30),
        ),
        "misread": Told(
            "{x} of 100 patients believe that an interpreter is sitting in another room, and greet her.",
            (40, 65),
        ),
    },
    silent=Group(
        "patients who nod at everything because they do not want to be a burden",
        "They never say that they did not understand. They are the silent group.",
    ),
    affected=(
        Group(
            "patients who must decide about an operation",
            "They decide on the words that the program gives them.",
        ),
        Group(
            "interpreters who are called less often",
            "Their income and their place in the team change.",
        ),
        Group(
            "children who have interpreted for their parents until now",
            "They would be spared it, or would have to put the mistakes straight.",
        ),
    ),
    arguable=(
        Group(
            "doctors in the same house",
            "Their talks become easier or riskier; as they use the program and do not "
            "suffer it, naming them is arguable.",
        ),
    ),
    unaffected=(
        Group(
            "visitors to the hospital's café",
            "Nothing is interpreted for them.",
        ),
        Group(
            "patients of the eye surgeon across the road",
            "They are not treated in this house.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Nobody is operated on any more without having been told, in words of one's own "
        "language, what will be done and that one may refuse.",
        Lens.JUSTICE: "So far a talk in English was free and immediate, and one in Dari came the next "
        "day. Now both patients wait equally long.",
        Lens.UTILITARIAN: "Six thousand talks a year that did not take place at all now do, and what they "
        "prevent outweighs the sentences that go wrong.",
        Lens.COMMON_GOOD: "A hospital in which everybody is understood is one that a whole town trusts, and "
        "in an epidemic all depend on that trust.",
        Lens.VIRTUE: "The doctors learn to speak in short, plain sentences and to say openly when they "
        "are unsure; that makes better doctors of them.",
        Lens.CARE: "At three in the morning the woman in bed nine can say at last where it hurts, and "
        "somebody answers her.",
    },
    fact="How many talks take place without any interpreter today?",
    value="May a risky talk be preferred to none at all?",
    going_ahead="Without the program people wait for hours at night, or a child has to interpret.",
    keywords=(
        "interpret",
        "translat",
        "language",
        "talk",
    ),
    words=(
        "patient",
        "burden",
        "nod",
        "child",
    ),
)
