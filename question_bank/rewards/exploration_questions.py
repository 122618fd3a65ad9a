r"""Questions on how $\varepsilon$-greedy and softmax exploration differ, with the reason for every wrong option."""

from __future__ import annotations

from question_bank.rewards.options import Option, Question

WORST = Question(
    "An action that has never been the best turns out to be a disaster, and its value drops far below all others. "
    "Which policy tries it less often from then on?",
    (
        Option("the softmax policy alone"),
        Option(
            r"the $\varepsilon$-greedy policy alone",
            "It draws all actions alike when it explores, however bad one of them is.",
        ),
        Option(
            "both", r"To $\varepsilon$-greedy all actions but the best are alike: the share stays $\varepsilon/|A|$."
        ),
        Option("neither", "The softmax weighs every action by its value: a very bad one has almost no weight."),
    ),
    "softmax",
    r"$\varepsilon$-greedy draws all actions alike when it explores; the softmax alone tells a bad action from the "
    "second best.",
)
COLD = Question(
    r"What becomes of the softmax policy when the temperature $\tau$ goes to 0?",
    (
        Option("it becomes the greedy policy"),
        Option("it draws all actions alike", r"That happens when $\tau$ grows: then $Q/\tau$ is nearly 0 for all."),
        Option(
            r"it becomes $\varepsilon$-greedy with $\varepsilon = 0.5$",
            "There is no such limit: the ratio of any two probabilities goes to 0 or to infinity.",
        ),
        Option(
            "it takes the worst action",
            r"$Q/\tau$ grows most for the largest value, so that action takes all the probability.",
        ),
    ),
    "softmax",
    r"With $\tau \to 0$ the gaps between $Q/\tau$ grow without bound, and the best action takes it all: the policy "
    "becomes greedy.",
)
SAME = Question(
    "Which of these pairs are the same policy, whatever the values?",
    (
        Option(r"$\varepsilon$-greedy with $\varepsilon = 1$, and the softmax with $\tau \to \infty$"),
        Option(
            r"$\varepsilon$-greedy with $\varepsilon = 0$, and the softmax with $\tau = 1$",
            r"The softmax with $\tau = 1$ gives every action a chance; the greedy policy does not.",
        ),
        Option(
            r"$\varepsilon$-greedy with $\varepsilon = 1$, and the softmax with $\tau = 1$",
            r"The softmax with $\tau = 1$ prefers larger values; with $\varepsilon = 1$ all actions are alike.",
        ),
        Option(
            r"$\varepsilon$-greedy with $\varepsilon = 0.5$, and the softmax with $\tau = 0.5$",
            "The two numbers mean different things: a share of steps, and a scale of values.",
        ),
    ),
    "softmax",
    r"With $\varepsilon = 1$ every action is as likely as any other, and so it is with $\tau \to \infty$.",
)
SHIFTED = Question(
    "All values are raised by 10. Which of the two policies changes?",
    (
        Option("neither"),
        Option(
            "the softmax policy alone",
            r"The factor $e^{10/\tau}$ stands above and below the fraction and cancels.",
        ),
        Option(r"the $\varepsilon$-greedy policy alone", "The best action stays the best, and nothing else counts."),
        Option("both", "The best action stays the best, and in the softmax a common factor cancels."),
    ),
    "softmax",
    "Only differences of values count: the best action stays the best, and in the softmax a common factor cancels. "
    "Neither changes.",
)
SCALED = Question(
    "All values are multiplied by 10. Which of the two policies changes?",
    (
        Option("the softmax policy alone"),
        Option(
            r"the $\varepsilon$-greedy policy alone",
            "The best action stays the best. The softmax, though, sees gaps ten times as wide.",
        ),
        Option("both", "The best action stays the best, and to the other policy nothing else counts."),
        Option("neither", "The softmax sees gaps ten times as wide, as if the temperature were a tenth."),
    ),
    "softmax",
    r"The best action stays the best, so $\varepsilon$-greedy stays as it is. To the softmax it is as if the "
    "temperature were a tenth.",
)
QUESTIONS = (WORST, COLD, SAME, SHIFTED, SCALED)
