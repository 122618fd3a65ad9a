"""Questions on why a deep Q-network has what it has, each with the reason for every wrong option."""

from __future__ import annotations

from question_bank.rewards.options import Option, Question

WEIGHTS = Question(
    "The loss of this batch is minimised by one step of gradient descent. Which weights does the step change?",
    (
        Option("those of the online network $Q$ alone"),
        Option("those of the target network $Q^-$ alone", "The target network stands still; it is copied from $Q$."),
        Option(
            "those of both networks, since both values stand in the loss",
            "The targets are treated as constants: no gradient flows into $Q^-$.",
        ),
        Option(
            "none: a DQN changes a table of values",
            "There is no table here. The values come from a network, whose weights are trained.",
        ),
    ),
    "target-network",
    "The targets are constants to the gradient: a step of training changes the online network alone, and the "
    "target network is a copy of it, made now and then.",
)
STEADY = Question(
    "Why does a DQN take its targets from a second network that is copied only now and then?",
    (
        Option("so that the targets stand still for a while and each step does not move what it aims at"),
        Option(
            "so that two networks explore more than one",
            "Exploring is a matter of how actions are chosen. The second network only makes targets.",
        ),
        Option(
            "so that transitions are no longer correlated",
            "That is what the replay memory is for: it is drawn from at random.",
        ),
        Option(
            "so that the largest value is no longer overestimated",
            "A copy that takes the largest value overestimates as well. That is what Double DQN works against.",
        ),
    ),
    "target-network",
    "Targets from the network that is being trained would move with every step; those of a copy stand still until "
    "the next copy.",
)
OVERESTIMATED = Question(
    "What does Double DQN cure that a target network alone does not?",
    (
        Option("that the largest of several noisy estimates is too large on average"),
        Option(
            "that transitions of one episode resemble one another", "The replay memory cures that, in a plain DQN too."
        ),
        Option("that the targets move with every step", "The target network cures that already."),
        Option(
            "that rewards of different games differ in size",
            "Rewards are clipped or scaled for that; how the next action is chosen does not matter to it.",
        ),
    ),
    "double-dqn",
    "The largest of noisy estimates is too large on average. Double DQN lets one network choose and another one "
    "value, so that an error would have to be made twice.",
)
COPIED = Question(
    "Just after the online weights have been copied into the target network, what holds for every transition?",
    (
        Option("plain DQN and Double DQN have the same target"),
        Option(
            "the target equals $Q(s, a)$",
            r"The target is $r + \gamma$ times a value of the next state. A copy does not make it equal to $Q(s, a)$.",
        ),
        Option("the loss is 0", "The loss compares $Q(s, a)$ with the target. The two are still different numbers."),
        Option(
            "the target of Double DQN is the smaller one",
            "Both networks now prefer the same action and value it alike, so both read the same number.",
        ),
    ),
    "double-dqn",
    "After a copy both networks say the same, so the action that $Q$ prefers is the one with the largest value of "
    "$Q^-$: both sorts of target agree.",
)
MEMORY = Question(
    "Why may a DQN learn from transitions that an older version of itself has made?",
    (
        Option("because it is off-policy: its target asks what is best in $s'$, not what was done there"),
        Option(
            "because old transitions are weighted by importance ratios",
            "One step of Q-learning needs no ratio: given $s$ and $a$, reward and next state do not depend on the "
            "policy.",
        ),
        Option(
            "because the target network is as old as the transitions",
            "The target network is copied again and again; transitions of any age stay usable.",
        ),
        Option(
            "because it is on-policy and its policy changes slowly",
            "An on-policy method could not use them, however slow. Q-learning is off-policy.",
        ),
    ),
    "replay",
    "Q-learning is off-policy: which policy once chose $a$ does not matter to a target that takes the best next "
    "action.",
)
QUESTIONS = (WEIGHTS, STEADY, OVERESTIMATED, COPIED, MEMORY)
