"""What learners get wrong when they work from one return to another: late starts, recursion, what is to come."""

from __future__ import annotations

from question_bank.notation import decimal
from question_bank.rewards.slips import Slip
from question_bank.rewards.stream import discounted_return, power

GAMMA = r"\gamma"


def of_later_start(rewards: tuple[float, ...], gamma: float, step: int) -> list[Slip]:
    """Return the slips with the return from ``step`` on."""
    value = discounted_return(rewards[step:], gamma)
    return [
        Slip(
            gamma**step * value,
            f"You discounted to time 0. $G_{{{step}}}$ is measured from time {step} on: its first reward counts in "
            "full.",
            "return",
        ),
        Slip(
            discounted_return(rewards[step - 1 :], gamma),
            f"You started with $R_{{{step}}}$, which had arrived by time {step}. $G_{{{step}}}$ starts with "
            f"$R_{{{step + 1}}}$.",
            "return",
        ),
        Slip(
            discounted_return(rewards, gamma),
            f"This is $G_0$. $G_{{{step}}}$ leaves out what came up to time {step}.",
            "return",
        ),
        Slip(sum(rewards[step:]), "You added the rewards without discounting them.", "return"),
        Slip(gamma * value, "You discounted the first of the rewards too.", "common-mistakes"),
    ]


def of_recursion(rewards: tuple[float, ...], gamma: float, early: int, late: int) -> list[Slip]:
    """Return the slips with the return at ``early``, worked out from the one at ``late``."""
    later, between = discounted_return(rewards[late:], gamma), rewards[early:late]
    value = discounted_return((*between, later), gamma)
    return [
        Slip(
            discounted_return(between, gamma) + later,
            f"You added $G_{{{late}}}$ without its factor ${power(GAMMA, late - early)}$.",
            "return",
        ),
        Slip(
            discounted_return((rewards[early - 1] if early else 0, *between[1:], later), gamma),  # the reward before it
            f"The reward of the step is $R_{{{early + 1}}} = {decimal(between[0])}$: $G_{{{early}}} = "
            f"R_{{{early + 1}}} + \\gamma G_{{{early + 1}}}$.",
            "return",
        ),
        Slip(
            gamma * value,
            f"You discounted $R_{{{early + 1}}}$ too. It comes next and counts in full.",
            "common-mistakes",
        ),
        Slip(
            sum(between) + gamma * later,
            f"From time {early} on, $G_{{{late}}}$ is {late - early} steps away; each step has its factor.",
            "return",
        ),
        Slip(sum(rewards[early:]), "You added the rewards without discounting them.", "return"),
    ]


def of_rest(first: tuple[float, ...], gamma: float, whole: float) -> list[Slip]:
    """Return the slips with what is still to come, given the whole return and the ``first`` rewards."""
    steps, known = len(first), discounted_return(first, gamma)
    return [
        Slip(
            whole - known,
            f"What is left over is ${power(GAMMA, steps)} G_{{{steps}}}$; it still has to be divided by "
            f"${decimal(gamma**steps)}$.",
            "return",
        ),
        Slip(
            (whole - known) * gamma**steps,
            f"You multiplied by ${decimal(gamma**steps)}$ once more; dividing undoes the discount.",
            "return",
        ),
        Slip(
            whole / gamma**steps,
            f"The rewards up to time {steps} are part of $G_0$ and not of $G_{{{steps}}}$: subtract them first.",
            "return",
        ),
        Slip((whole - gamma * known) / gamma**steps, "You discounted the first reward too.", "common-mistakes"),
        Slip(
            whole / gamma**steps - known,
            f"Subtract before dividing: only $G_{{{steps}}}$ carries the factor ${decimal(gamma**steps)}$.",
            "return",
        ),
    ]
