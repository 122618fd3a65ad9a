"""Questions on why REINFORCE works as it does, each with the reason for every wrong option."""

from __future__ import annotations

from question_bank.rewards.options import Option, Question

UNBIASED = Question(
    "From every return a baseline is subtracted that is close to the usual return and does not depend on the action. "
    "What does that change?",
    (
        Option("the steps scatter less, and on average they stay the same"),
        Option(
            "the steps scatter less, but on average they point elsewhere",
            r"The probabilities add up to 1, so $\nabla \log \pi$ is 0 on average, and so is a constant times it.",
        ),
        Option(
            "the best policy becomes another one", "On average the steps are the same, so they climb the same hill."
        ),
        Option(
            "nothing: the baseline cancels in every single step",
            r"It cancels on average. A single step has the factor $G - b$ in place of $G$.",
        ),
    ),
    "baseline",
    "On average the baseline changes nothing, because the probabilities add up to 1; in single steps it takes away "
    "what all returns have in common, so they scatter less.",
)
FRESH = Question(
    "Why does plain REINFORCE throw its episodes away after one step?",
    (
        Option("it is on-policy: its gradient is an average over episodes of the policy as it is now"),
        Option(
            "it is off-policy: its episodes come from another policy",
            "They come from the very policy that is improved. That is why old ones no longer fit.",
        ),
        Option(
            "its memory is a queue of length one",
            "It has no memory at all. Old episodes could be kept; they come from another policy, though.",
        ),
        Option(
            "a second step with the same episode would change nothing",
            "It would change the preferences again. But the average would be over episodes of an older policy.",
        ),
    ),
    "reinforce",
    "REINFORCE is on-policy: after a step the policy is another one, and the gradient is an average over its own "
    "episodes.",
)
UNKNOWN = Question(
    "What does REINFORCE need to know about how the world answers an action?",
    (
        Option("nothing: only the rewards that were received and the policy's own probabilities"),
        Option(
            "the probabilities of the next states",
            r"They do not depend on $\theta$, so they drop out of $\nabla_\theta \log$ of an episode's probability.",
        ),
        Option(
            "the gradient of the reward",
            "Rewards may come as bare numbers: only $\\log \\pi$ is differentiated.",
        ),
        Option(
            "the value of every action",
            "Values can help as a baseline, but the return that was received is enough.",
        ),
    ),
    "gradient-of-the-log",
    "Only the policy depends on $\\theta$: in the gradient of the logarithm the world's own probabilities drop out.",
)
CERTAIN = Question(
    "What happens to the gradient of an action's log-probability when the policy takes that action almost always?",
    (
        Option("it nearly vanishes"),
        Option(
            "it grows without bound",
            r"That happens to $1/\pi$ when $\pi$ is small. Here the entries are $1 - \pi$ and $0 - \pi$.",
        ),
        Option("its entry for that action comes close to 1", r"That is so for a rare action: the entry is $1 - \pi$."),
        Option("it changes its sign", r"The entry $1 - \pi$ is never negative."),
    ),
    "gradient-of-the-log",
    r"With $\pi$ close to 1 for the action taken, $1 - \pi$ is close to 0, and so are all the others: the gradient "
    "nearly vanishes.",
)
QUESTIONS = (UNBIASED, FRESH, UNKNOWN, CERTAIN)
