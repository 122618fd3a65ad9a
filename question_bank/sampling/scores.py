"""Logits with a story: what is chosen, by whom, and out of which tokens."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

from question_bank.sampling.softmax import softmax
from question_bank.wording import listed, short, table

LEAST, MOST, APART = 0.02, 0.92, 0.012  # probabilities that are neither rounded away nor too sure to teach anything


@dataclass(frozen=True, slots=True)
class Scene:
    """Who chooses, as a sentence that ends in what the table below holds; one choice is a ``noun``."""

    task: str
    noun: str
    tokens: tuple[str, ...]


SCENES = (
    Scene(
        "A language model continues “The robot opened the …”",
        "word",
        ("door", "window", "letter", "umbrella", "fridge", "parcel"),
    ),
    Scene(
        "A phone's keyboard guesses the word after “See you …”",
        "word",
        ("soon", "tomorrow", "there", "later", "never", "outside"),
    ),
    Scene(
        "A model that writes recipes continues “Season the soup with …”",
        "word",
        ("salt", "pepper", "thyme", "ginger", "honey", "care"),
    ),
    Scene(
        "A weather bulletin is written by a model that continues “Tomorrow it will be …”",
        "word",
        ("sunny", "cloudy", "rainy", "foggy", "windy", "warm"),
    ),
    Scene(
        "A story generator continues “Once upon a …”",
        "word",
        ("time", "hill", "night", "boat", "dream", "star"),
    ),
    Scene(
        "A captioning model continues “A dog on a …”",
        "word",
        ("beach", "sofa", "boat", "roof", "lawn", "skateboard"),
    ),
    Scene(
        "A chatbot chooses how to begin its reply",
        "word",
        ("Sure", "Well", "Yes", "Sorry", "Hello", "Perhaps"),
    ),
    Scene(
        "A speech recogniser has heard “the night …” and scores what comes next",
        "word",
        ("train", "sky", "shift", "market", "owl", "rain"),
    ),
    Scene(
        "A character model has written “the ca” and scores the next letter",
        "letter",
        ("t", "r", "n", "p", "k", "m"),
    ),
    Scene(
        "A chess program scores its opening moves",
        "move",
        ("e4", "d4", "c4", "Nf3", "g3", "b3"),
    ),
    Scene(
        "A melody generator scores the next note",
        "note",
        ("C", "D", "E", "G", "A", "B"),
    ),
    Scene(
        "A warehouse robot scores its next move",
        "move",
        ("left", "right", "ahead", "back", "wait", "lift"),
    ),
    Scene(
        "An agent in a platform game scores its next action",
        "action",
        ("jump", "duck", "run", "wait", "climb", "throw"),
    ),
    Scene(
        "A text adventure scores what the dragon does next",
        "action",
        ("sleep", "roar", "fly", "hide", "sing", "yawn"),
    ),
    Scene(
        "A taxi dispatcher's model scores where to send a free car",
        "district",
        ("harbour", "centre", "station", "airport", "campus", "stadium"),
    ),
    Scene(
        "A radio station's model scores styles for the next song",
        "style",
        ("jazz", "folk", "techno", "opera", "swing", "disco"),
    ),
)


@dataclass(frozen=True, slots=True)
class Scores:
    """One logit for each token of a scene."""

    scene: Scene
    tokens: tuple[str, ...]
    logits: tuple[float, ...]

    def probabilities(self, temperature: float = 1.0) -> tuple[float, ...]:
        """Return the probabilities at a temperature, in the order of the tokens."""
        return softmax(self.logits, temperature)

    def ranked(self) -> tuple[int, ...]:
        """Return the places of the tokens, the largest logit first."""
        return tuple(sorted(range(len(self.logits)), key=lambda place: -self.logits[place]))

    def told(self) -> str:
        """Return the story and the table of logits."""
        return f"{self.scene.task}. These are its logits:\n\n{self.table()}"

    def table(self, *more: tuple[str, ...]) -> str:
        """Return the table of logits, with more rows below if given."""
        header = (self.scene.noun, *self.tokens)
        return table(header, [("logit", *map(short, self.logits)), *more])

    def in_a_sentence(self) -> str:
        """Return the story and the logits, without a table."""
        each = [f"{short(logit)} for “{token}”" for token, logit in zip(self.tokens, self.logits, strict=True)]
        return f"{self.scene.task}. Its logits are {listed(each)}."


def scores(rng: random.Random, count: int, temperature: float) -> Scores:
    """Return ``count`` logits, all different, whose probabilities at the temperature can be told apart."""
    scene = rng.choice(SCENES)
    tokens = tuple(rng.sample(scene.tokens, count))
    while True:
        logits = _logits(rng, count, temperature)
        probabilities = sorted(softmax(logits, temperature))
        gaps = [above - below for below, above in pairwise(probabilities)]
        if min(gaps) > APART and probabilities[0] > LEAST and probabilities[-1] < MOST:
            return Scores(scene, tokens, logits)


def _logits(rng: random.Random, count: int, temperature: float) -> tuple[float, ...]:
    # Nice logits first: tenths where the temperature is low, halves where it is high and they lie far apart.
    step = 0.1 if temperature < 1.5 else 0.5
    lowest = rng.choice((0.0, 0.0, 0.5, 1.0, -0.5, -1.0))
    spread = [rng.uniform(0, 3.3) * temperature for _ in range(count)]
    return tuple(round(lowest + step * round(each / step), 1) for each in spread)
