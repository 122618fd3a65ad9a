"""What follows from different base rates and what doesn't, and what a lower threshold can and can't do."""

from __future__ import annotations

CHOULDECHOVA = r"\mathrm{FPR} = \frac{p}{1-p} \cdot \frac{1-\mathrm{precision}}{\mathrm{precision}} \cdot \mathrm{TPR}"
RIGHT = (
    (
        "If precision (below 1) and true positive rate (above 0) are each the same in both groups, then the false "
        "positive rates differ."
    ),
    (
        "Precision, true and false positive rate can all three be the same in both groups only if nobody is selected "
        "wrongly or nobody rightly."
    ),
    (
        "If true and false positive rate are each the same in both groups, and the first is greater than the second, "
        "then the selection rates differ."
    ),
    "If the selection rates (above 0) and the precision (above 0) are the same, then the true positive rates differ.",
)
"""What different base rates force; where each comes from stands in ``WHY``."""
WHY = (
    (f"From ${CHOULDECHOVA}$: with the same last two factors, another base rate $p$ gives another FPR (Chouldechova)."),
    (
        f"From ${CHOULDECHOVA}$: "
        "for different $p$ both sides agree only if the precision is 1 (FPR = 0) or the TPR is 0 (Chouldechova; "
        "Kleinberg, Mullainathan and Raghavan show the like for scores)."
    ),
    (
        r"The selection rate is $p \cdot \mathrm{TPR} + (1-p) \cdot \mathrm{FPR}$: a mixture of two different numbers, "
        "and the base rate $p$ says how much of each."
    ),
    (
        r"Count the true positives in two ways: selection rate times precision, and $p \cdot \mathrm{TPR}$. The "
        "first is the same in both groups, so a greater $p$ means a smaller TPR."
    ),
)
WRONG = (
    (
        "Whatever the model, at most one of the four criteria can hold.",
        "Two can hold together, for example equal true and equal false positive rates, whatever the base rates are.",
    ),
    (
        "With enough data and training, all four criteria can be made to hold.",
        "It is arithmetic and not a lack of data: the base rates tie the rates to one another.",
    ),
    (
        "If the true and the false positive rates are the same in both groups, so are the selection rates.",
        "The selection rate mixes both with the base rate: with more positives in a group, more of it is selected.",
    ),
    (
        "If the precision is the same in both groups, so are the false positive rates.",
        "Precision looks at those selected, the false positive rate at the truly negative: they are other people.",
    ),
    (
        "If the model isn't told the group, all four criteria hold.",
        "Other features give the group away, and the base rates stay different in any case.",
    ),
    (
        "If both groups have equally many members, all four criteria can hold.",
        "The size of a group cancels in every rate; what matters is the base rate.",
    ),
    (
        "If the selection rates are the same in both groups, so are the true positive rates.",
        "The same share can be selected in both groups, and in one of them mostly the wrong people.",
    ),
)
"""What is often believed, and what is wrong with it."""
IMPOSSIBLE = (
    "the true positive rate falls",
    "the false positive rate falls",
    "the selection rate falls",
    "the number of false negatives rises",
)
POSSIBLE = (
    ("the precision falls", "It may fall: those who are added have lower scores and are more often negative."),
    ("the precision rises", "It may rise: those who happen to be added may be mostly positive."),
    ("the true positive rate stays as it is", "It may stay: those who are added may all be negative."),
    ("the false positive rate stays as it is", "It may stay: those who are added may all be positive."),
    ("the accuracy falls", "It may fall: if more negative than positive people are added, more decisions are wrong."),
    ("the accuracy rises", "It may rise: if more positive than negative people are added, more decisions are right."),
)
