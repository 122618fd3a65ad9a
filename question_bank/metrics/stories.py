"""What is sorted into two or three classes, and how a confusion matrix is told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from question_bank.metrics.binary import Counts
from question_bank.wording import grouped, table

READ = "Rows are the truth, columns the prediction."


class Story(NamedTuple):
    """Things of two classes: "people" that are "ill" or "healthy", the first of which counts as positive."""

    intro: str
    things: str
    positive: str
    negative: str

    @property
    def labels(self) -> tuple[str, str]:
        """Return both classes, the positive one first."""
        return self.positive, self.negative

    def as_table(self, counts: Counts, *, negative_first: bool = False) -> str:
        """Return the matrix as a Markdown table with named rows and columns."""
        rows = [(f"truly {name}", *row) for name, row in zip(self.labels, counts.rows, strict=True)]
        if negative_first:
            rows = [(name, second, first) for name, first, second in reversed(rows)]
        named = self.labels[::-1] if negative_first else self.labels
        cells = [(name, grouped(first), grouped(second)) for name, first, second in rows]
        return table(("", *(f"predicted {name}" for name in named)), cells)

    def told(self, rng: random.Random, counts: Counts) -> str:
        """Return the counts as a story from which the matrix can be worked out."""
        things, positive, negative = self.things, self.positive, self.negative
        total = grouped(counts.total)
        return rng.choice(
            (
                (
                    f"Of {total} {things}, {counts.positive} are {positive}, and the model calls {counts.tp} of these "
                    f"{positive}. It also calls {counts.fp} of the {negative} {things} {positive}."
                ),
                (
                    f"The model calls {counts.called} of {total} {things} {positive}; {counts.tp} of these really are. "
                    f"Another {counts.fn} {things} are {positive}, too, but were called {negative}."
                ),
                (
                    f"Of {total} {things}, {counts.negative} are {negative}, and {counts.fp} of these were called "
                    f"{positive} by mistake. Of the others, {counts.fn} were missed."
                ),
                (
                    f"In a test with {total} {things}, {counts.tp + counts.tn} predictions were right. "
                    f"{counts.fp} {negative} {things} were called {positive}, and {counts.positive} {things} "
                    f"were {positive} in all."
                ),
            )
        )


STORIES = (
    Story("A blood test looks for an infection.", "people", "ill", "healthy"),
    Story("A filter sorts mails.", "mails", "unwanted", "harmless"),
    Story("A bank watches payments.", "payments", "fraudulent", "honest"),
    Story("A camera checks welds.", "welds", "cracked", "sound"),
    Story("An app helps to gather mushrooms.", "mushrooms", "poisonous", "edible"),
    Story("A newspaper checks pictures.", "pictures", "retouched", "genuine"),
    Story("An orchard sorts its apples by camera.", "apples", "rotten", "fresh"),
    Story("A school compares essays with sources.", "essays", "copied", "original"),
    Story("A forum filters comments.", "comments", "insulting", "polite"),
    Story("A wind farm listens to its bearings.", "bearings", "worn", "intact"),
    Story("A seed bank X-rays its grains.", "grains", "infested", "clean"),
    Story("A city inspects its bridges by drone.", "bridges", "damaged", "solid"),
    Story("A dairy tests its milk cans.", "cans", "spoilt", "good"),
    Story("A museum examines paintings.", "paintings", "forged", "authentic"),
    Story("A laundry looks at shirts after washing.", "shirts", "stained", "spotless"),
    Story("An observatory looks at points of light.", "points", "variable", "steady"),
)
KINDS: tuple[tuple[str, tuple[str, str, str]], ...] = (
    ("A camera trap names what passes by.", ("deer", "boar", "lynx")),
    ("A farm robot sorts its harvest.", ("apple", "pear", "quince")),
    ("A radiologist's assistant sorts scans.", ("healthy", "benign", "malignant")),
    ("A mail program sorts messages.", ("private", "invoice", "phishing")),
    ("A bird counter listens in the reeds.", ("duck", "heron", "bittern")),
    ("A recycling plant sorts bottles.", ("clear", "green", "brown")),
    ("A help desk sorts requests.", ("billing", "repair", "complaint")),
    ("A harbour camera names ships.", ("ferry", "trawler", "tanker")),
    ("A geologist's model names rocks.", ("granite", "basalt", "gneiss")),
    ("A traffic counter names vehicles.", ("car", "lorry", "bicycle")),
    ("A bakery's till names rolls.", ("plain", "poppy", "rye")),
    ("A weather model names tomorrow's sky.", ("dry", "rain", "snow")),
)


def as_table(names: Sequence[str], rows: Sequence[Sequence[int]]) -> str:
    """Return a matrix of several classes as a Markdown table."""
    cells = [(f"truly {name}", *map(str, row)) for name, row in zip(names, rows, strict=True)]
    return table(("", *(f"predicted {name}" for name in names)), cells)
