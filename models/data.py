"""The data that the demos train on: texts, real digits and two made-up groups. Nothing here is downloaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CONTENT = Path(__file__).parents[1] / "content"
FALLBACK = Path(__file__).with_name("fallback_text.txt")
SHORTEST_CORPUS = 5_000  # characters; with fewer notes than that a character model has too little to read

# What Markdown needs and a reader does not see, in the order in which it has to go.
_MARKUP = (
    (re.compile(r"\A\+\+\+\n.*?^\+\+\+$", re.DOTALL | re.MULTILINE), ""),  # front matter
    (re.compile(r"^(```|~~~).*?^\1$", re.DOTALL | re.MULTILINE), ""),  # fenced blocks
    (re.compile(r"\$\$.*?\$\$", re.DOTALL), ""),  # displayed formulas
    (re.compile(r"\$([^$\\{}]*)\$"), r"\1"),  # a formula as plain as $T = 1$ reads as text
    (re.compile(r"\$[^$]*\$"), ""),  # any other formula does not
    (re.compile(r"^\|.*$", re.MULTILINE), ""),  # tables
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),  # pictures
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),  # a link is its words
    (re.compile(r"^#+\s+(.*)$", re.MULTILINE), r"\n\1\n"),  # a heading is a line of its own
    (re.compile(r"^\s*(>|[-*+]|\d+\.)\s+", re.MULTILINE), "\n"),  # quotations and items of lists begin a line
    (re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)"), ""),  # emphasis and code
    (re.compile(r"(?<!\n)\n(?!\n)|[ \t]+"), " "),  # lines of one paragraph
    (re.compile(r" *\n\s*"), "\n"),
)


def plain_text(markdown: str) -> str:
    """Return what a reader of a note reads: one line a paragraph, no markup, formulas, tables or code."""
    for pattern, replacement in _MARKUP:
        markdown = pattern.sub(replacement, markdown)
    return markdown.strip()


def notes_text(folder: Path = CONTENT) -> str:
    """Return all notes as one plain text, or a text of our own where there are too few of them."""
    notes = (plain_text(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.md")))
    text = "\n".join(notes)
    return text if len(text) >= SHORTEST_CORPUS else FALLBACK.read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class Digits:
    """Pictures (n, 8, 8) with grey values in [0, 1], and the digit on each."""

    images: NDArray[np.float32]
    labels: NDArray[np.int64]


def digits(seed: int) -> tuple[Digits, Digits]:
    """Return the 1,797 handwritten digits of scikit-learn, shuffled: 80 % to train on, 20 % to validate with."""
    table = np.loadtxt(digits_file(), delimiter=",", dtype=np.float32)  # 64 grey values from 0 to 16, and the digit
    table = np.random.default_rng(seed).permutation(table)
    images = (table[:, :-1].reshape(-1, 8, 8) / 16).astype(np.float32)
    labels = table[:, -1].astype(np.int64)
    split = len(labels) * 8 // 10
    return Digits(images[:split], labels[:split]), Digits(images[split:], labels[split:])


def digits_file() -> Path:
    """Return where scikit-learn keeps its digits: importing it takes a second or two, reading the table a moment."""
    package = find_spec("sklearn")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "datasets" / "data" / "digits.csv.gz"


@dataclass(frozen=True, slots=True)
class People:
    """People of two made-up groups.

    ``features`` (n, 2) are a score, which goes with the truth, and a trait, which goes with the group. ``group`` is
    0 for A and 1 for B, ``truth`` is what is really so, and ``label`` is what somebody wrote down.
    """

    features: NDArray[np.float32]
    group: NDArray[np.int64]
    truth: NDArray[np.int64]
    label: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Society:
    """How people come about: base rates of A and B, how far the trait gives the group away, how many labels lie."""

    base_rates: tuple[float, float]
    trait_shift: float
    label_bias: float

    def people(self, per_group: int, dice: np.random.Generator) -> People:
        """Return as many people of A and of B, A first.

        The score is drawn from N(+1, 1) where the truth is positive and from N(-1, 1) where it is negative, in both
        groups alike. The share ``label_bias`` of the positive people of B is written down as negative.
        """
        group = np.repeat(np.array([0, 1]), per_group)
        chance = np.asarray(self.base_rates)[group]
        truth = (dice.random(len(group)) < chance).astype(np.int64)
        score = dice.normal(2.0 * truth - 1.0)
        trait = dice.normal(self.trait_shift * (0.5 - group))
        lied = (group == 1) & (dice.random(len(group)) < self.label_bias)
        features = np.stack([score, trait], axis=1).astype(np.float32)
        return People(features, group, truth, np.where(lied, 0, truth))
