"""Data, information, knowledge or wisdom: on which level of the pyramid a statement stands, and what is missing."""

from __future__ import annotations

import random
from string import ascii_lowercase as letters

from question_bank.answers import Choice, Matching, Ordering
from question_bank.dikw import gardens, town, trades, waters
from question_bank.dikw.story import LEVELS, MARKS, STEPS, Level, Story, say
from question_bank.exercise import Exercise, Family, Misconception, Part, dice
from question_bank.scenarios.people import NAMES, PLACES

ID = "dikw-level"
TOPIC = "ethics.dikw-pyramid"
HEADING = "the-four-levels"
STORIES = (*gardens.STORIES, *waters.STORIES, *town.STORIES, *trades.STORIES)
SOURCES = (
    "On a sheet on the desk stands:",
    "In a message one reads:",
    "On the board somebody has written:",
    "In the notebook stands:",
    "In a talk this is said:",
)
METHOD = (
    "Ask in this order: does it say what ought to be done, and for the sake of what (wisdom)? If not: does it say how "
    "things hang together (knowledge)? If not: does one learn what was counted or measured (information)? If not, "
    "these are data."
)
NEIGHBOURS = {
    (Level.DATA, Level.INFORMATION): "You can't tell what was measured here, where or when: it stays data.",
    (Level.INFORMATION, Level.DATA): "There is context here: one learns what was counted, where and when.",
    (Level.INFORMATION, Level.KNOWLEDGE): (
        "It tells one thing that was the case, but neither a pattern that holds again nor the grounds for it."
    ),
    (
        Level.KNOWLEDGE,
        Level.INFORMATION,
    ): "It says more than what was the case once: how things hang together, and why.",
    (Level.KNOWLEDGE, Level.WISDOM): "It says what will happen and why, but not what ought to be done about it.",
    (Level.WISDOM, Level.KNOWLEDGE): "It goes beyond how things are: it weighs what is worth doing, and decides.",
}
"""Why a level isn't the one next to it: the level of the statement first, then the one chosen."""


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one statement (1), the four levels of a story (2), six statements and the way up (3)."""
    rng = dice(ID, seed, difficulty)
    story = STORIES[(seed + 5 * difficulty) % len(STORIES)]
    if difficulty == 1:
        return _one(rng, story, LEVELS[(seed // len(STORIES) + seed) % len(LEVELS)])
    return _four(rng, story) if difficulty == 2 else _six(rng, story)


def _one(rng: random.Random, story: Story, level: Level) -> Exercise:
    said = say(rng, rng.choice(story.said[level]))
    options = rng.sample(LEVELS, len(LEVELS))
    wrong = tuple(
        Misconception(letters[place], _why_not(level, each), TOPIC, HEADING)
        for place, each in enumerate(options)
        if each is not level
    )
    question = "On which level of the pyramid, as defined in the note, does this stand?"
    part = Part(question, Choice(tuple(options), options.index(level)), 1, wrong)
    steps = (METHOD, f"This is {level}: {MARKS[level]}.")
    return Exercise(f"{_setting(rng, story)} {rng.choice(SOURCES)}\n\n> “{said}”", (part,), steps)


def _four(rng: random.Random, story: Story) -> Exercise:
    levels = rng.sample(LEVELS, len(LEVELS))
    said = [say(rng, rng.choice(story.said[level])) for level in levels]
    matching = _match(rng, said, levels, "Which level of the pyramid, as defined in the note, does each one stand on?")
    step, steps = _next_step(rng, story)
    solution = (METHOD, _listed(levels), *steps)
    return Exercise(f"{_setting(rng, story)} Four things are said about it.", (matching, step), solution)


def _six(rng: random.Random, story: Story) -> Exercise:
    """Return statements with two levels used twice, the way up in order, and what the step up needs."""
    twice = rng.sample(LEVELS, 2)
    chosen = [(level, told) for level in LEVELS for told in rng.sample(story.said[level], 1 + (level in twice))]
    rng.shuffle(chosen)
    levels, said = [level for level, _ in chosen], [say(rng, told) for _, told in chosen]
    question = "Which level of the pyramid, as defined in the note, does each one stand on? A level may be used again."
    climb, climb_steps = _climb(rng, story)
    step, steps = _next_step(rng, story)
    solution = (METHOD, _listed(levels), *climb_steps, *steps)
    prompt = f"{_setting(rng, story)} Six things are said about it."
    return Exercise(prompt, (_match(rng, said, levels, question), climb, step), solution)


def _match(rng: random.Random, said: list[str], levels: list[Level], question: str) -> Part:
    offered = rng.sample(LEVELS, len(LEVELS))
    spec = Matching(tuple(said), tuple(offered), tuple(offered.index(level) for level in levels))
    return Part(question, spec, len(said))


def _climb(rng: random.Random, story: Story) -> tuple[Part, tuple[str, ...]]:
    """Return the question for the order of four sentences about another subject, the lowest level first."""
    other = rng.choice([each for each in STORIES if each is not story])
    levels = rng.sample(LEVELS, len(LEVELS))
    while levels == list(LEVELS):
        levels = rng.sample(LEVELS, len(LEVELS))
    spec = Ordering(
        tuple(say(rng, rng.choice(other.said[level])) for level in levels),
        tuple(levels.index(level) for level in LEVELS),
    )
    question = f"Four sentences about {other.about}: climb the pyramid. Put the lowest level first."
    return Part(question, spec, 2), (f"From the lowest level up, the four sentences are {spec.show()}.",)


def _next_step(rng: random.Random, story: Story) -> tuple[Part, tuple[str, ...]]:
    """Return the question what has to be added to one statement to get one level higher."""
    below = rng.choice(LEVELS[:3])
    above = LEVELS[LEVELS.index(below) + 1]
    others = [each for each in STEPS.values() if each != STEPS[above]]
    extra = rng.choice(("more figures of the same kind", "more decimals", "a larger memory for it", "a coloured chart"))
    options = rng.sample([STEPS[above], *others, extra], 4)
    wrong = tuple(
        Misconception(
            letters[place],
            "That changes how much there is or how it looks, but not its level."
            if option == extra
            else _leads_to(option, above),
            TOPIC,
            HEADING,
        )
        for place, option in enumerate(options)
        if option != STEPS[above]
    )
    said = say(rng, rng.choice(story.said[below]))
    question = f"“{said}” What has to be added first, so that this gets **one** level higher?"
    steps = (
        f"“{said}” is {below}. The next level is {above}.",
        f"To get from {below} to {above}, add {STEPS[above]}.",
    )
    return Part(question, Choice(tuple(options), options.index(STEPS[above])), 1, wrong), steps


def _leads_to(option: str, above: Level) -> str:
    reached = next(level for level, added in STEPS.items() if added == option)
    return f"That leads up to {reached}. The level above this statement is {above}."


def _why_not(level: Level, chosen: Level) -> str:
    return NEIGHBOURS.get(
        (level, chosen), f"{chosen.capitalize()} would be {MARKS[chosen]}. Look at what is said here."
    )


def _listed(levels: list[Level]) -> str:
    lines = (f"- Statement {number}: {level}, {MARKS[level]}" for number, level in enumerate(levels, 1))
    return "One by one:\n\n" + "\n".join(lines) + "."


def _setting(rng: random.Random, story: Story) -> str:
    return story.setting.format(name=rng.choice(NAMES), place=rng.choice(PLACES))


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Data, information, knowledge, wisdom",
    version=1,
    generate=generate,
    kinds=("choice", "matching", "ordering"),
    heading=HEADING,
)
