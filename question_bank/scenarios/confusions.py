"""Why one lens is taken for another, and what tells them apart: the lens of the argument first, then the one chosen."""

from __future__ import annotations

from collections.abc import Mapping

from question_bank.scenarios.lens import Lens

CONFUSIONS: Mapping[Lens, Mapping[Lens, str]] = {
    Lens.RIGHTS: {
        Lens.JUSTICE: "Rights and justice both speak of what people may claim. But justice compares: who gets more, "
        "who carries more? This argument compares nobody; it names something that each person has "
        "alone.",
        Lens.UTILITARIAN: "A utilitarian would add up gains and losses. This argument refuses to: it says that no "
        "sum outweighs what one person may insist on.",
        Lens.COMMON_GOOD: "The common good is something that all share, such as trust in an institution. This "
        "argument is about the single person and what may not be done to that person.",
        Lens.VIRTUE: "Virtue looks at those who act and at what they become. This argument looks at the person to "
        "whom it is done, and at what that person may insist on.",
        Lens.CARE: "Care begins with a relationship and a particular need. This argument holds for anybody, known or "
        "unknown.",
    },
    Lens.JUSTICE: {
        Lens.RIGHTS: "Rights belong to each person alone. This argument needs at least two people: it compares them "
        "and asks why one comes off better or worse.",
        Lens.UTILITARIAN: "A utilitarian adds up, no matter who gets which share. This argument asks who gets it, "
        "and whether there is a reason for that.",
        Lens.COMMON_GOOD: "Both look beyond the single person. The common good is what all share; this argument asks "
        "how advantages and burdens are divided among them.",
        Lens.VIRTUE: "Virtue asks about the character of those who act. Here it doesn't matter who they are: what "
        "counts is whether like cases are treated alike.",
        Lens.CARE: "Care answers to one person's situation, even if the next person is treated differently. This "
        "argument wants the same yardstick for both.",
    },
    Lens.UTILITARIAN: {
        Lens.RIGHTS: "Rights set limits to counting. This argument counts: it adds up gains and losses over all "
        "concerned.",
        Lens.JUSTICE: "Justice asks how gains and losses are divided. This argument asks how large their sum is, "
        "whoever gets them.",
        Lens.COMMON_GOOD: "The two are easily mixed up, since both speak of many people. The common good is one "
        "shared thing, such as trust in the courts; this argument adds up what single people gain "
        "and lose.",
        Lens.VIRTUE: "Virtue judges those who act. This argument would stay the same whoever acted and for whatever "
        "motive: only the results count.",
        Lens.CARE: "Care gives special weight to the person one is responsible for. This argument counts everybody's "
        "gain and loss alike.",
    },
    Lens.COMMON_GOOD: {
        Lens.RIGHTS: "Rights protect the single person. What is at stake here belongs to no single person: it is "
        "something that all rely on.",
        Lens.JUSTICE: "Justice divides advantages and burdens among people. What is at stake here can't be divided: "
        "all have it, or nobody has.",
        Lens.UTILITARIAN: "Both speak of everybody. A utilitarian adds up what each one gains or loses; this "
        "argument is about one shared condition, such as trust or an institution, that is more "
        "than that sum.",
        Lens.VIRTUE: "Virtue is about the character of people. This argument is about the state of something they "
        "share.",
        Lens.CARE: "Care is about particular people and the bond between them. This argument is about what a whole "
        "community lives on, strangers included.",
    },
    Lens.VIRTUE: {
        Lens.RIGHTS: "Rights are about what may not be done to a person. This argument looks at those who act, and "
        "at what they become.",
        Lens.JUSTICE: "Justice compares those who are treated. This argument would hold even if all were treated "
        "alike: it is about the character of those who act.",
        Lens.UTILITARIAN: "A utilitarian judges by results. This argument would stand whatever the results: it asks "
        "what kind of person acts like that.",
        Lens.COMMON_GOOD: "The common good is something that all share. This argument is about the habits and the "
        "character of those who act.",
        Lens.CARE: "Virtue and care both describe how good people are. Care is about somebody who depends on "
        "another, and about what that person needs; this argument is about the character of the one who "
        "acts.",
    },
    Lens.CARE: {
        Lens.RIGHTS: "Rights hold for anybody in the same way. This argument begins with a particular person and "
        "with what that person needs from another.",
        Lens.JUSTICE: "Justice asks for one rule for all. This argument answers to one person's situation, because "
        "somebody depends on it.",
        Lens.UTILITARIAN: "A utilitarian counts everybody alike. This argument gives weight to one person, because "
        "of the bond and the need.",
        Lens.COMMON_GOOD: "The common good is shared by all, strangers included. This argument is about people who "
        "lean on somebody in particular.",
        Lens.VIRTUE: "Both speak of how one ought to be. Virtue asks what the one who acts becomes; this argument "
        "asks what the one who depends on it needs.",
    },
}
