"""What is wrong with one note by itself: its links, examples, pictures and formulas, and what it leaves out.

A note of ours keeps more promises than a learner's own: a length, a way to each of its exercises and demos, headings
that differ, no link that needs a network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.registry import demos
from question_bank.errors import BankError
from question_bank.registry import exercise, families
from studyapp.study.catalog import Catalog, Topic
from studyapp.study.findings import Finding, What
from studyapp.study.note_sections import sections

if TYPE_CHECKING:
    from markdown_it.token import Token

WORDS = range(300, 1001)
FORMULAS = {"math_inline": False, "math_inline_double": True, "math_block": True}
BREAKS = ("softbreak", "hardbreak")
_EXAMPLE = re.compile(r"example +([a-z0-9-]+)(?: +seed=(\d{1,9}))?(?: +difficulty=(\d))?")
_WRITTEN_OUT = re.compile(r"example [a-z0-9-]+ seed=\d+ difficulty=\d")


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads and shows a note in the window: the ids of the figures, Markdown's parser, and the typesetter.

    ``formula_fault`` says why a formula (displayed or not) can't be typeset, or nothing.
    """

    figures: Set[str]
    parsed: Callable[[str], Sequence[Token]]
    formula_fault: Callable[[str, bool], str]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a note stands on: all notes there are, the ids of ours, and tools."""

    catalog: Catalog
    ours: Set[str]
    tools: Tools


Faults = Iterator[Finding]


def note_faults(topic: Topic, ground: Ground) -> Faults:
    """Yield what is wrong with a note, guard by guard."""
    for guard in GUARDS + OUR_GUARDS if is_ours(topic, ground) else GUARDS:
        yield from guard(topic, ground)


def is_ours(topic: Topic, ground: Ground) -> bool:
    """Tell whether a note is one that ships with the app, or a new version of one."""
    return topic.id in ground.ours


def dead_links(topic: Topic, ground: Ground) -> Faults:
    """Yield the links that lead nowhere."""
    for token, line in _tokens(topic, ground):
        if token.type == "link_open" and (fault := _link_fault(str(token.attrs["href"]), topic, ground)):
            yield Finding(topic.path, line, *fault)


def _link_fault(address: str, topic: Topic, ground: Ground) -> tuple[What, str] | None:
    scheme, _, target = address.partition(":")
    if scheme == "exercise":
        return None if target in families() else (What.UNKNOWN_FAMILY, f"There is no exercise family {target!r}.")
    if scheme == "demo":
        return None if target in demos() else (What.UNKNOWN_DEMO, f"There is no demo {target!r}.")
    if scheme == "topic":
        return _topic_fault(target, ground)
    if address.startswith("#"):
        return None if address[1:] in _slugs(topic) else (What.BROKEN_LINK, f"No heading here makes {address!r}.")
    if scheme in ("http", "https") and not is_ours(topic, ground):
        return None
    return What.BROKEN_LINK, f"A link to {address!r} leads nowhere in the app."


def _topic_fault(target: str, ground: Ground) -> tuple[What, str] | None:
    name, _, heading = target.partition("#")
    if name not in ground.catalog.topics:
        return What.BROKEN_LINK, f"There is no topic {name!r}."
    if heading and heading not in _slugs(ground.catalog.topics[name]):
        return What.BROKEN_LINK, f"The note {name} has no heading {heading!r}."
    return None


def _slugs(topic: Topic) -> set[str]:
    return {section.slug for section in sections(topic.body)}


def dead_examples(topic: Topic, ground: Ground) -> Faults:
    """Yield the worked examples that can't be made; ours name their seed and difficulty."""
    for token, line in _tokens(topic, ground):
        if token.type != "fence" or token.info.split()[:1] != ["example"]:
            continue
        info = token.info.strip()
        found = _EXAMPLE.fullmatch(info)
        if found is None or (is_ours(topic, ground) and not _WRITTEN_OUT.fullmatch(info)):
            sentence = f"Write an example as 'example FAMILY seed=7 difficulty=2', not {info!r}."
            yield Finding(topic.path, line, What.EXAMPLE, sentence)
            continue
        try:
            exercise(found[1], int(found[2] or 1), int(found[3] or 1))
        except BankError as error:
            known = found[1] in families()
            sentence = str(error) if known else f"There is no exercise family {found[1]!r}."
            yield Finding(topic.path, line, What.EXAMPLE if known else What.UNKNOWN_FAMILY, sentence)


def dead_pictures(topic: Topic, ground: Ground) -> Faults:
    """Yield the pictures that aren't there, and those without words for who can't see them."""
    for token, line in _tokens(topic, ground):
        if token.type != "image":
            continue
        source = str(token.attrs["src"])
        scheme, _, figure = source.partition(":")
        if scheme == "figure" and figure not in ground.tools.figures:
            yield Finding(topic.path, line, What.FIGURE, f"There is no figure {figure!r}.")
        elif scheme != "figure" and not (topic.path.parent / source).is_file():
            yield Finding(topic.path, line, What.FIGURE, f"There is no picture {source!r} beside the note.")
        if not token.content.strip():
            yield Finding(topic.path, line, What.ALT_TEXT, f"No words say what is to be seen in {source!r}.")


def bad_formulas(topic: Topic, ground: Ground) -> Faults:
    """Yield the formulas that can't be typeset, and the dollar signs that begin none."""
    escaped = 0
    for token, line in _tokens(topic, ground):
        if token.type in FORMULAS:
            latex = token.content.strip()
            if fault := ground.tools.formula_fault(latex, FORMULAS[token.type]):
                yield Finding(topic.path, line, What.FORMULA, f"{' '.join(latex.split())}: {fault}")
        elif token.type == "inline":
            escaped = token.content.count(r"\$")
        elif token.type == "text":
            alone = token.content.count("$")
            if alone > escaped:
                sentence = rf"A $ without a formula ($x$ has no space inside, the sign is \$): {token.content.strip()}"
                yield Finding(topic.path, line, What.FORMULA, sentence)
            escaped -= min(alone, escaped)


def unknown_prerequisites(topic: Topic, ground: Ground) -> Faults:
    """Yield the prerequisites that no note has."""
    for needed in topic.front.prerequisites:
        if needed not in ground.catalog.topics:
            sentence = f"There is no topic {needed!r} to be read before."
            yield Finding(topic.path, front_line(topic, needed), What.PREREQUISITE, sentence)


def wrong_length(topic: Topic, ground: Ground) -> Faults:
    """Yield a note that is too short or too long."""
    if topic.words not in WORDS:
        sentence = f"The note has {topic.words:,} words; {WORDS[0]} to {WORDS[-1]:,} is what one sitting takes."
        yield Finding(topic.path, None, What.LENGTH, sentence)


def missing_ways(topic: Topic, ground: Ground) -> Faults:
    """Yield the exercises and demos of the topic that its note has no link to."""
    ways = [("exercise", family) for family in ground.catalog.families.get(topic.id, ())]
    ways += [("demo", demo) for demo in ground.catalog.demos.get(topic.id, ())]
    for scheme, target in ways:
        if (scheme, target) not in topic.links:
            sentence = f"The note has no link to {scheme}:{target}, which belongs to its topic."
            yield Finding(topic.path, None, What.NO_WAY, sentence)


def lost_demos(topic: Topic, ground: Ground) -> Faults:
    """Yield the headings that demos of the topic lead back to and that the note lacks."""
    for demo in ground.catalog.demos.get(topic.id, ()):
        if (heading := demos()[demo].heading) not in ("", *topic.headings):
            sentence = f"There is no heading {heading!r}; the demo {demo} leads to it."
            yield Finding(topic.path, None, What.HEADING, sentence)


def twin_headings(topic: Topic, ground: Ground) -> Faults:
    """Yield the headings that stand twice in one note, so that a link could mean either."""
    for heading in sorted(set(topic.headings)):
        if topic.headings.count(heading) > 1:
            sentence = f"Several headings make {heading!r}, so that a link to it could mean any."
            yield Finding(topic.path, None, What.TWO_HEADINGS, sentence)


GUARDS = (dead_links, dead_examples, dead_pictures, bad_formulas, unknown_prerequisites)
OUR_GUARDS = (wrong_length, missing_ways, lost_demos, twin_headings)


def front_line(topic: Topic, words: str) -> int | None:
    """Return the line of the front matter in which some words stand."""
    lines = topic.path.read_text(encoding="utf-8").splitlines()[: topic.first_line]
    return next((number for number, line in enumerate(lines, 1) if words in line), None)


def _tokens(topic: Topic, ground: Ground) -> Iterator[tuple[Token, int]]:
    """Yield all tokens of a note with their lines in the file, those inside of lines and pictures too."""
    line = topic.first_line
    for token in ground.tools.parsed(topic.body):
        if token.map:
            line = topic.first_line + token.map[0]
        yield token, line
        inner = line
        for child in token.children or ():
            yield child, inner
            yield from ((word, inner) for word in child.children or ())
            inner += child.content.count("\n") + (child.type in BREAKS)
