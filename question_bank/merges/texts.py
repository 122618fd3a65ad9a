"""Tiny texts for byte-pair encoding: words that share pieces, how often each stands there, and how they are shown."""

from __future__ import annotations

import random

from question_bank.merges.bpe import Corpus, Pair, Tokens, letters
from question_bank.wording import table

GROUPS = (
    ("low", "lower", "lowest", "slow", "slower", "flow", "glow", "below"),
    ("new", "newer", "newest", "news", "renew", "knew", "sinew"),
    ("old", "older", "oldest", "bold", "cold", "gold", "hold", "fold"),
    ("wide", "wider", "widest", "tide", "side", "ride", "rider", "bride"),
    ("light", "night", "right", "sight", "tight", "fight", "bright", "lights"),
    ("ring", "sing", "king", "wing", "spring", "bring", "string", "singing"),
    ("rain", "train", "brain", "drain", "grain", "main", "gain", "rains"),
    ("cake", "lake", "bake", "take", "make", "shake", "snake", "baker"),
    ("ball", "tall", "wall", "hall", "small", "fall", "taller", "smaller"),
    ("park", "dark", "mark", "bark", "shark", "spark", "darker", "parks"),
    ("tone", "stone", "bone", "phone", "alone", "cone", "stones", "tones"),
    ("walk", "walked", "walking", "talk", "talked", "talking", "talks"),
    ("play", "played", "playing", "player", "plays", "display", "replay"),
    ("seed", "need", "feed", "weed", "speed", "feeder", "seeds", "needs"),
    ("nest", "best", "rest", "test", "west", "tester", "rested", "nests"),
    ("sand", "hand", "land", "band", "stand", "sandy", "landed", "hands"),
    ("moon", "soon", "noon", "spoon", "balloon", "moons", "spoons"),
    ("coat", "boat", "goat", "float", "boats", "coats", "floats"),
    ("star", "start", "starter", "scar", "stars", "starts", "guitar"),
    ("deep", "deeper", "deepest", "keep", "sleep", "sheep", "steep", "keeper"),
    ("corn", "horn", "thorn", "born", "worn", "corner", "horns", "acorn"),
    ("cat", "cats", "hat", "hats", "mat", "chat", "that", "chats"),
)
COUNTS = range(2, 10)


def draw_corpus(rng: random.Random, words: int) -> tuple[Corpus, tuple[str, ...]]:
    """Return a text of so many different words of one group, and the other words of the group."""
    chosen = rng.choice(GROUPS)
    group = rng.sample(chosen, len(chosen))
    counts = rng.sample(COUNTS, words)
    return tuple((letters(word), n) for word, n in zip(group[:words], counts, strict=True)), tuple(group[words:])


def spaced(tokens: Tokens) -> str:
    """Return tokens as code, with spaces between them."""
    return f"`{' '.join(tokens)}`"


def pair_told(pair: Pair) -> str:
    """Return a pair of neighbours for a sentence."""
    return f"`{pair[0]}` + `{pair[1]}`"


def corpus_table(corpus: Corpus) -> str:
    """Return a text as a Markdown table of its words and how often they stand in it."""
    return table(("word", "times"), [(spaced(tokens), str(count)) for tokens, count in corpus])
