"""What language models read and are tested on, for prompts."""

from __future__ import annotations

import random
from collections.abc import Sequence

from question_bank.wording import table

SENTENCES = (
    "rain falls on the hills",
    "bread needs salt",
    "the ferry leaves at noon",
    "owls hunt after dark",
    "her violin was out of tune",
    "turn left behind the mill",
    "snow slowed every train",
    "the kettle sings",
    "nobody found the key",
    "ice melts in spring",
    "a lamp burns upstairs",
    "the bees came back in May",
    "two foxes crossed the road",
    "tea gets cold",
    "please close the window",
    "their boat drifted past us",
)
CORPORA = (
    "the reports of a weather service",
    "old cookery books",
    "the minutes of a city council",
    "letters from two centuries",
    "the help pages of a program",
    "a novel that it has never seen",
    "radio plays",
    "questions from an exam",
    "encyclopedia articles",
    "song lyrics",
    "court rulings",
    "messages of a chess forum",
)
MODELS = (
    "An LSTM",
    "A GRU",
    "A bigram model",
    "A trigram model",
    "A small transformer",
    "A transformer with six layers",
    "A recurrent model",
    "A model with a short memory",
)

POWERS = (0.5, 0.5, 0.25, 0.25, 0.125, 0.0625)
CHANCES = (0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.08, 0.05, 0.04, 0.02, 0.01)
RULE = (
    "Perplexity is the geometric mean of $1/p$ over the tokens: "
    r"$$\left(\frac{1}{p_1 \cdot p_2 \cdots p_n}\right)^{1/n} = e^{-\frac{1}{n} \sum \ln p_i}$$"
)


def drawn_tokens(rng: random.Random) -> tuple[str, ...]:
    """Return the tokens of a sentence: three to six words."""
    return tuple(rng.choice(SENTENCES).split())


def drawn_chances(rng: random.Random, count: int, chances: tuple[float, ...]) -> tuple[float, ...]:
    """Return probabilities for so many tokens, not all the same."""
    while len(set(drawn := [rng.choice(chances) for _ in range(count)])) < 2:
        pass
    return tuple(drawn)


def probabilities_told(tokens: Sequence[str], *rows: tuple[str, Sequence[str]]) -> str:
    """Return a table of tokens and of what models say about each."""
    return table(("token", *tokens), [(name, *cells) for name, cells in rows])
