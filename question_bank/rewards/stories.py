"""The little stories in which rewards appear; every one of them fits any numbers."""

from __future__ import annotations

import random
from collections.abc import Sequence

from question_bank.notation import decimal
from question_bank.rewards.stream import Stream, named, table
from question_bank.wording import NUMBER_WORDS

EPISODES = (
    "A delivery robot ends its round after {count} actions. Parcels pay, detours cost; in order it received {rewards}.",
    "An agent walks through a maze and is out after {count} steps. On the way it collected {rewards}.",
    "One game of patience took {count} moves and brought the player program {rewards}.",
    (
        "A heating controller gets one reward an hour: more for comfort, less for gas. The last {count} hours of the "
        "day brought {rewards}; then the episode ends."
    ),
    "A drone inspects a bridge in {count} passes and lands. Its rewards were {rewards}.",
    "A tutoring program gets a reward after each of {count} tasks, then the lesson is over: {rewards}.",
    (
        "An irrigation system decides once a day and is judged by the state of the field. In the {count} days before "
        "the harvest it received {rewards}."
    ),
    "A lift controller serves {count} calls and the shift is over. The calls brought {rewards}.",
)
TABLED = (
    "This is a whole episode; after the last step nothing more is received.",
    "The log of one episode, from the first action to the end:",
    "An agent in a small grid reached the exit and noted every reward:",
    "A trading program was allowed {count} decisions. This is what they brought:",
)
ENDLESS = (
    "A charging station is used without a break, and the agent that runs it receives {reward} in every step.",
    "An agent has found a corner of its world where every action brings {reward}.",
    "A server cools itself day and night; the controller is given the reward {reward} after each step.",
    "In a test environment every single step pays {reward}, whatever the agent does.",
    "A weather buoy sends a report in every step and receives {reward} for it.",
    "An agent is stuck in a loop that pays {reward} a step.",
)
SETTLING = (
    (
        "A robot has to find its place first: it receives {rewards}. From then on every step brings {forever}, "
        "without end."
    ),
    "At the start an agent receives {rewards}; after that it circles for ever and gets {forever} in each step.",
    "A wind turbine starts up with {rewards}. Once it runs, the reward is {forever} in every step, and it never stops.",
    "Learning the controls brings {rewards}. All later rewards are {forever}; there is no last step.",
    "Before it settles down an agent collects {rewards}, and then {forever} at every step for ever.",
)
BACKWARDS = (
    "The log of an episode has lost some lines. What is left is {givens}.",
    "A classmate has spilt coffee over a worked example. One can still read {givens}.",
    "The printout of an episode is torn; it still shows {givens}.",
    "Of a long episode somebody noted only {givens}.",
    "A logging program kept just a few numbers of an episode: {givens}.",
)
RIVALS = (
    "At a fork an agent can take way A or way B.",
    "Two policies are compared, A and B, both deterministic.",
    "A warehouse robot has two plans for the same job, A and B.",
    "A ferry agent can take two routes, A and B.",
    "An energy store can be run in two ways, A and B.",
    "In a board game two lines of play are open, A and B.",
    "A greenhouse can be run by plan A or by plan B.",
    "Somebody has to choose between two offers, A and B, and values the future at a discount.",
    "Two timetables for the same tram line are on the table, A and B.",
    "A search program has found two continuations, A and B.",
)


def episode(rng: random.Random, rewards: Sequence[float]) -> str:
    """Return the story of an episode that ends, with all its rewards."""
    count = NUMBER_WORDS[len(rewards)]
    if rng.random() < 0.4:
        intro = rng.choice(TABLED).format(count=count)
        return f"{intro}\n\n{table((('reward', rewards),))}\n\n"
    return rng.choice(EPISODES).format(count=count, rewards=named(rewards)) + " "


def endless(rng: random.Random, reward: str) -> str:
    """Return the story of the same reward in every step."""
    return rng.choice(ENDLESS).format(reward=f"${reward}$")


def settles(rng: random.Random, rewards: Sequence[float], forever: str) -> str:
    """Return the story of some rewards and then the same one for ever."""
    return rng.choice(SETTLING).format(rewards=named(rewards), forever=f"${forever}$")


def looking_back(rng: random.Random, whole: str, gamma: str, first: Sequence[float]) -> str:
    """Return the story of an episode of which the whole return and the first rewards are known."""
    givens = f"$G_0 = {whole}$, $\\gamma = {gamma}$, {named(first)}" if len(first) > 1 else ""
    return rng.choice(BACKWARDS).format(givens=givens or f"$G_0 = {whole}$, $\\gamma = {gamma}$ and {named(first)}")


def rivals(rng: random.Random, streams: Sequence[Stream]) -> str:
    """Return the story of two streams, as a table where both end and in words where they don't."""
    intro = rng.choice(RIVALS)
    if not any(stream.forever for stream in streams):
        count = NUMBER_WORDS[len(streams[0].first)]
        rows = tuple(zip("AB", (stream.first for stream in streams), strict=True))
        return f"{intro} Either ends after {count} steps, with these rewards:\n\n{table(rows)}\n\n"
    said = " ".join(f"{name} brings {_in_words(stream)}" for name, stream in zip("AB", streams, strict=True))
    return f"{intro} {said} Neither ever ends. "


def _in_words(stream: Stream) -> str:
    forever = f"${decimal(stream.forever)}$"
    if not stream.first:
        return f"the reward {forever} in every step."
    return f"{named(stream.first)} and from the second step on {forever} in every step."
