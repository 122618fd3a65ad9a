"""What the models of the exercises write, and how their tables and trees are shown."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from question_bank.beams.model import Chain
from question_bank.drawings import Edge, Graph, Node
from question_bank.notation import decimal
from question_bank.wording import listed, table


class Story(NamedTuple):
    """A model, what its tokens are called, and four of them."""

    intro: str
    kind: str
    tokens: tuple[str, ...]


STORIES = (
    Story("A model improvises melodies, note by note.", "notes", ("C", "E", "G", "A")),
    Story("A model writes drum patterns.", "beats", ("boom", "clap", "hiss", "tap")),
    Story("A model continues knitting patterns.", "stitches", ("knit", "purl", "slip", "twist")),
    Story("A model writes the lines of a nursery rhyme.", "syllables", ("la", "mi", "no", "bu")),
    Story("A model calls dance steps.", "steps", ("left", "right", "turn", "hop")),
    Story("A model imitates a blackbird.", "sounds", ("chirp", "trill", "coo", "peep")),
    Story("A model lays a row of tiles.", "tiles", ("red", "blue", "gold", "green")),
    Story("A model writes a weather diary, day by day.", "words", ("sun", "rain", "fog", "wind")),
    Story("A model sends light signals.", "signals", ("long", "short", "double", "dark")),
    Story("A model strings beads.", "beads", ("amber", "glass", "wood", "shell")),
)
PHRASES = (
    ("The cat", ("sleeps", "hunts", "waits"), ("outside", "alone", "again")),
    ("Tonight we", ("cook", "dance", "read"), ("together", "late", "quietly")),
    ("My train", ("leaves", "stops", "arrives"), ("early", "here", "late")),
    ("The old clock", ("ticks", "strikes", "stands"), ("slowly", "still", "loudly")),
    ("A robot", ("paints", "sings", "sorts"), ("badly", "well", "daily")),
    ("The river", ("rises", "bends", "freezes"), ("fast", "here", "soon")),
    ("Our neighbour", ("bakes", "paints", "whistles"), ("often", "well", "loudly")),
    ("The moon", ("rises", "shines", "hides"), ("early", "again", "slowly")),
)
TWENTY = 20  # probabilities are multiples of 0.05


class Tree(NamedTuple):
    """Two words to come behind a beginning: the probability of the first, and of the second after each."""

    beginning: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    twentieths: tuple[int, ...]
    rows_of_twentieths: tuple[tuple[int, ...], ...]

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """Return the probability of each first word."""
        return tuple(Fraction(part, TWENTY) for part in self.twentieths)

    @property
    def rows(self) -> tuple[tuple[Fraction, ...], ...]:
        """Return the probability of each second word, a row for each first one."""
        return tuple(tuple(Fraction(part, TWENTY) for part in row) for row in self.rows_of_twentieths)

    def probability(self, pair: tuple[int, int]) -> Fraction:
        """Return the probability of both words."""
        return Fraction(self._rank(pair), TWENTY * TWENTY)

    def pairs(self) -> list[tuple[int, int]]:
        """Return every pair of words, by their places, the most probable first."""
        pairs = [(one, two) for one in range(len(self.first)) for two in range(len(self.second))]
        return sorted(pairs, key=self._rank, reverse=True)

    def greedy(self) -> tuple[int, int]:
        """Return the pair that takes the most probable word twice."""
        one = max(range(len(self.first)), key=self.twentieths.__getitem__)
        return one, max(range(len(self.second)), key=self.rows_of_twentieths[one].__getitem__)

    def _rank(self, pair: tuple[int, int]) -> int:
        return self.twentieths[pair[0]] * self.rows_of_twentieths[pair[0]][pair[1]]

    def shown(self, pair: tuple[int, int]) -> str:
        """Return the two words of a pair as code."""
        return f"`{self.first[pair[0]]} {self.second[pair[1]]}`"

    def drawing(self) -> Graph:
        """Return the tree of all continuations, with the probabilities at its arrows."""
        width = len(self.second)
        nodes = [Node(self.beginning, 0, (len(self.first) * width - 1) / 2, box=True)]
        edges: list[Edge] = []
        for one, word in enumerate(self.first):
            nodes.append(Node(word, 2, one * width + (width - 1) / 2, box=True))
            edges.append(Edge(self.beginning, word, share(self.shares[one])))
            for two, last in enumerate(self.second):
                name = f"{word} {last}"
                nodes.append(Node(name, 4, one * width + two, box=True, label=last))
                edges.append(Edge(word, name, share(self.rows[one][two])))
        return Graph(f"A tree. {self.in_words()}", tuple(nodes), tuple(edges))

    def in_words(self) -> str:
        """Return all probabilities as sentences."""
        said = [f"“{word}” {share(p)}" for word, p in zip(self.first, self.shares, strict=True)]
        lines = [f"After “{self.beginning}”: {listed(said)}."]
        for word, row in zip(self.first, self.rows, strict=True):
            said = [f"“{last}” {share(p)}" for last, p in zip(self.second, row, strict=True)]
            lines.append(f"After “{word}”: {listed(said)}.")
        return " ".join(lines)

    def as_table(self) -> str:
        """Return all probabilities as a Markdown table."""
        header = ("first word", "its probability", *(f"then {word}" for word in self.second))
        rows = [
            (word, share(p), *map(share, row)) for word, p, row in zip(self.first, self.shares, self.rows, strict=True)
        ]
        return table(header, rows)


def share(value: Fraction) -> str:
    """Return a probability or a log-probability for a table."""
    return decimal(float(value), 6).replace("-", "−")


def chain_table(chain: Chain) -> str:
    """Return a model as a Markdown table: a row for each last token, a column for each next one."""
    names = ("(start)", *chain.tokens)
    rows = (chain.first, *chain.rows)
    return table(
        ("last", *chain.tokens),
        [(name, *(chain.told(chain.value(whole)) for whole in row)) for name, row in zip(names, rows, strict=True)],
    )


def product_told(chain: Chain, sequence: Sequence[int]) -> str:
    r"""Return the score of a sequence with its steps, as LaTeX: 0.5 \cdot 0.4 = 0.2."""
    texts = [chain.told(step).replace("−", "-") for step in chain.steps(sequence)]
    joined = " ".join((texts[0], *(f"- {text[1:]}" for text in texts[1:]))) if chain.logs else r" \cdot ".join(texts)
    return f"{joined} = {chain.told(chain.score(sequence)).replace('−', '-')}" if len(texts) > 1 else joined
