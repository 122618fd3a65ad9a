"""Every note keeps its promises: its links, examples, figures and formulas work, and it leads to all of its topic.

That exercises lead back to headings that exist is checked in ``test_links``. Each guard is seen to fail on a real note
that has been broken in one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from markdown_it.token import Token

from models.registry import demos
from question_bank.errors import BankError
from question_bank.registry import exercise, families
from studyapp.figures.registry import figures
from studyapp.paths import CONTENT
from studyapp.study.catalog import Catalog, Topic, load_catalog
from studyapp.ui.markdown import parser
from studyapp.ui.maths import Formula, FormulaError, typeset
from tests.notes_to_come import NOTES_TO_COME

WORDS = range(300, 1001)
FORMULAS = {"math_inline": False, "math_inline_double": True, "math_block": True}


def catalog_of(content: Path) -> Catalog:
    """Return the topics of a content folder, tied to the families and demos that there are."""
    ties = ((family.id, family.topic) for family in families().values())
    return load_catalog(content).linked(ties, ((demo.id, demo.topic) for demo in demos().values()))


def flat(tokens: list[Token]) -> Iterator[Token]:
    """Yield all tokens of a note, with those inside of lines and pictures."""
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def wrong_length(topic: Topic, catalog: Catalog) -> Iterator[str]:
    if topic.words not in WORDS:
        yield f"{topic.words} words"


def dead_links(topic: Topic, catalog: Catalog) -> Iterator[str]:
    topics = catalog.topics.keys() | NOTES_TO_COME
    there = {"exercise": families().keys(), "demo": demos().keys(), "topic": topics}
    for token in flat(parser().parse(topic.body)):
        if token.type == "link_open":
            scheme, _, target = str(token.attrs["href"]).partition(":")
            if target not in there.get(scheme, ()):
                yield f"a link to {scheme}:{target}"


def dead_examples(topic: Topic, catalog: Catalog) -> Iterator[str]:
    for token in parser().parse(topic.body):
        if token.type != "fence" or not token.info.startswith("example"):
            continue
        found = re.fullmatch(r"example ([a-z0-9-]+) seed=(\d+) difficulty=(\d)", token.info.strip())
        if found is None:
            yield f"an example written as {token.info!r}"
            continue
        try:
            exercise(found[1], int(found[2]), int(found[3]))
        except BankError as error:
            yield str(error)


def dead_figures(topic: Topic, catalog: Catalog) -> Iterator[str]:
    for token in flat(parser().parse(topic.body)):
        if token.type != "image":
            continue
        source = str(token.attrs["src"])
        scheme, _, figure = source.partition(":")
        if figure not in figures() if scheme == "figure" else not (topic.path.parent / source).is_file():
            yield f"a picture of {source}"
        if not token.content.strip():
            yield f"no words for {source}"


def bad_formulas(topic: Topic, catalog: Catalog) -> Iterator[str]:
    for token in flat(parser().parse(topic.body)):
        if token.type == "text" and "$" in token.content:
            yield f"a formula that is none: {token.content}"
        if token.type in FORMULAS and (fault := fault_of(Formula(token.content.strip(), FORMULAS[token.type]))):
            yield fault


@cache  # a note that is broken in one place has the other formulas of the real one
def fault_of(formula: Formula) -> str:
    """Return why a formula can't be typeset, or nothing."""
    try:
        typeset(formula)
    except FormulaError as error:
        return f"{formula.latex}: {error}"
    return ""


def missing_ways(topic: Topic, catalog: Catalog) -> Iterator[str]:
    ways = [("exercise", family) for family in catalog.families.get(topic.id, ())]
    ways += [("demo", demo) for demo in catalog.demos.get(topic.id, ())]
    for scheme, target in ways:
        if (scheme, target) not in topic.links:
            yield f"no link to {scheme}:{target}"


def lost_demos(topic: Topic, catalog: Catalog) -> Iterator[str]:
    for demo in catalog.demos.get(topic.id, ()):
        if (heading := demos()[demo].heading) not in ("", *topic.headings):
            yield f"no heading {heading!r} for {demo}"


def ambiguous_headings(topic: Topic, catalog: Catalog) -> Iterator[str]:
    for heading in sorted(set(topic.headings)):
        if topic.headings.count(heading) > 1:
            yield f"two headings {heading!r}"


def unknown_prerequisites(topic: Topic, catalog: Catalog) -> Iterator[str]:
    for prerequisite in topic.front.prerequisites:
        if prerequisite not in catalog.topics.keys() | NOTES_TO_COME:
            yield f"no topic {prerequisite}"


GUARDS: tuple[Callable[[Topic, Catalog], Iterator[str]], ...] = (
    wrong_length,
    dead_links,
    dead_examples,
    dead_figures,
    bad_formulas,
    missing_ways,
    lost_demos,
    ambiguous_headings,
    unknown_prerequisites,
)


def faults(topic: Topic, catalog: Catalog) -> dict[str, list[str]]:
    """Return what is wrong with a note, by the guard that says so."""
    said = {guard.__name__: list(guard(topic, catalog)) for guard in GUARDS}
    return {guard: sentences for guard, sentences in said.items() if sentences}


def reading_order(catalog: Catalog) -> list[str]:
    """Return the topics with prerequisites first; raises CycleError when there is no such order."""
    return list(
        TopologicalSorter({topic.id: topic.front.prerequisites for topic in catalog.topics.values()}).static_order()
    )


CATALOG = catalog_of(CONTENT)


def test_all_notes_can_be_read() -> None:
    assert CATALOG.problems == ()
    assert len(CATALOG.topics) == len(list(CONTENT.glob("*/*.md"))) > 0


@pytest.mark.parametrize("topic_id", CATALOG.topics)
def test_every_note_keeps_its_promises(topic_id: str) -> None:
    assert faults(CATALOG.topic(topic_id), CATALOG) == {}


def test_every_demo_belongs_to_a_topic() -> None:
    assert {demo.topic for demo in demos().values()} <= CATALOG.topics.keys()


def test_prerequisites_form_no_cycle() -> None:
    assert set(reading_order(CATALOG)) == CATALOG.topics.keys()


@pytest.mark.parametrize(
    ("added", "guard", "sentence"),
    [
        ("word " * 1000, "wrong_length", " words"),
        ("[try](exercise:no-such)", "dead_links", "a link to exercise:no-such"),
        ("[watch](demo:conv-output-shape)", "dead_links", "a link to demo:conv-output-shape"),
        ("[see](topic:cnn.nowhere)", "dead_links", "a link to topic:cnn.nowhere"),
        ("[read](https://example.org)", "dead_links", "a link to https://example.org"),
        ("```example conv-parameters seed=1\n```", "dead_examples", "an example written as"),
        ("```example no-such seed=1 difficulty=1\n```", "dead_examples", "no exercise family 'no-such'"),
        ("```example conv-parameters seed=1 difficulty=9\n```", "dead_examples", "not 9"),
        ("![A kernel](figure:no-such)", "dead_figures", "a picture of figure:no-such"),
        ("![A kernel](no-such.png)", "dead_figures", "a picture of no-such.png"),
        ("![](figure:convolution-window)", "dead_figures", "no words for figure:convolution-window"),
        (r"It is $\nosuch{1}$.", "bad_formulas", "nosuch"),
        ("$$x_$$", "bad_formulas", "nothing follows ^ or _"),
        ("It is $ 1 + 1$.", "bad_formulas", "a formula that is none"),
        ("## The idea", "ambiguous_headings", "two headings 'the-idea'"),
    ],
)
def test_what_breaks_a_note_is_noticed(tmp_path: Path, added: str, guard: str, sentence: str) -> None:
    found = faults_after(tmp_path, lambda note: f"{note}\n{added}\n")
    assert list(found) == [guard]
    assert sentence in found[guard][0]


@pytest.mark.parametrize(
    ("cut", "guard", "sentence"),
    [
        (r"(?s)(?<=## The idea\n).*", "wrong_length", "2 words"),
        (r"\(exercise:conv-parameters\)", "missing_ways", "no link to exercise:conv-parameters"),
        (r"\(demo:cnn-digits\)", "missing_ways", "no link to demo:cnn-digits"),
        (r"\n## Watch it", "lost_demos", "no heading 'watch-it' for cnn-digits"),
    ],
)
def test_what_is_missing_from_a_note_is_noticed(tmp_path: Path, cut: str, guard: str, sentence: str) -> None:
    found = faults_after(tmp_path, lambda note: re.sub(cut, "", note))
    assert sentence in found[guard][0]


def test_a_prerequisite_that_no_note_has_is_noticed(tmp_path: Path) -> None:
    found = faults_after(tmp_path, lambda note: requiring(note, "cnn.nowhere"))
    assert found == {"unknown_prerequisites": ["no topic cnn.nowhere"]}


def test_notes_that_require_each_other_are_noticed(tmp_path: Path) -> None:
    with pytest.raises(CycleError, match=r"cnn\.convolution"):
        reading_order(copied(tmp_path, lambda note: requiring(note, "cnn.convolution")))


def requiring(note: str, topic_id: str) -> str:
    """Return a note with a prerequisite."""
    return note.replace("+++\n", f'+++\nprerequisites = ["{topic_id}"]\n', 1)


def faults_after(folder: Path, change: Callable[[str], str]) -> dict[str, list[str]]:
    """Return the faults of a real note after a change."""
    catalog = copied(folder, change)
    return faults(catalog.topic("cnn.convolution"), catalog)


def copied(folder: Path, change: Callable[[str], str]) -> Catalog:
    """Return a catalog with one real note, changed."""
    (folder / "cnn").mkdir()
    note = (CONTENT / "cnn" / "convolution.md").read_text(encoding="utf-8")
    assert change(note) != note
    (folder / "cnn" / "convolution.md").write_text(change(note), encoding="utf-8")
    return catalog_of(folder)
