"""What is wrong with the notes of a folder: each by itself, and all of them together with everything they lead to.

Together they are checked for

- circles of prerequisites;
- terms that two notes of one shelf define; on another shelf a word may mean something else, and the glossary gives each
  note the meaning of its own shelf;
- orphan terms: a term that a note promises to explain and that no note says, not even its own title and text, so that
  nobody ever meets it and the glossary leads to nothing;
- headings that exercises and their misconceptions point at and that no note has.

Where a folder holds a note with the id of one of ours, it stands for ours; the rest of ours are known, but not judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

from models.registry import demos
from question_bank.exercise import Family
from question_bank.registry import families
from studyapp.paths import CONTENT
from studyapp.study.catalog import Catalog, Topic, load_catalog
from studyapp.study.findings import Finding, What
from studyapp.study.glossary import Gloss, Terms
from studyapp.study.note_faults import Ground, Tools, front_line, is_ours, note_faults
from studyapp.study.note_files import Notes, read_notes
from studyapp.study.note_sections import sections

SEEDS = range(40)
"""How many variants are asked which headings they point at."""


Place = tuple[str, str, str]
"""A family, and the topic and heading that it points at."""


def check(folder: Path, tools: Tools) -> list[Finding]:
    """Return all that is wrong with the notes of a folder, by file and line; raises ContentError for no folder."""
    notes = read_notes(folder)
    ground = ground_for(notes, tools)
    pointing = families().values() if any(is_ours(topic, ground) for topic in notes.topics) else ()
    return findings(notes, ground, (place for family in pointing for place in places_of(family)))


def findings(notes: Notes, ground: Ground, places: Iterable[Place]) -> list[Finding]:
    """Return what is wrong with some notes, by file and line; ``places`` are those that exercises point at."""
    found = [*notes.unreadable]
    for topic in notes.topics:
        found += note_faults(topic, ground)
    found += cycles(notes.topics, ground.catalog)
    found += terms_twice(notes.topics, ground.catalog)
    found += orphan_terms(notes.topics, ground.catalog)
    found += lost_headings(notes.topics, ground, places)
    return sorted(found, key=lambda each: (each.file, each.line or 0))


def ground_for(notes: Notes, tools: Tools) -> Ground:
    """Return what some notes stand on: ours, replaced and joined by them, with all families and demos."""
    shipped = load_catalog(CONTENT).topics
    topics: Mapping[str, Topic] = {**shipped, **{topic.id: topic for topic in notes.topics}}
    catalog = Catalog(topics).linked(
        [(each.id, each.topic) for each in families().values()], [(each.id, each.topic) for each in demos().values()]
    )
    return Ground(catalog, shipped.keys(), tools)


def cycles(judged: Iterable[Topic], catalog: Catalog) -> Iterator[Finding]:
    """Yield every circle of prerequisites through a judged note, in that note."""
    files = {topic.id: topic for topic in judged}
    graph = {topic.id: set(topic.front.prerequisites) & catalog.topics.keys() for topic in catalog.topics.values()}
    while circle := _circle(graph):
        graph[circle[1]].discard(circle[0])  # cut it, to see the next one
        topic = next((files[each] for each in circle if each in files), None)
        if topic is not None:
            needed = next(one for one, other in pairwise(circle) if other == topic.id)
            sentence = f"These notes require one another: {' needs '.join(reversed(circle))}."
            yield Finding(topic.path, front_line(topic, needed), What.CYCLE, sentence)


def _circle(graph: Mapping[str, Set[str]]) -> list[str]:
    """Return topics of which each is needed by the next, the first again at the end; nothing if there is no circle."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [str(each) for each in error.args[1]]
    return []


def terms_twice(judged: Collection[Topic], catalog: Catalog) -> Iterator[Finding]:
    """Yield the terms of the judged notes that another note of their shelf defines too: of two, the later is named."""
    owners = _owners(catalog)
    to_see = {topic.id for topic in judged}
    for topic in judged:
        to_see.discard(topic.id)
        for term in topic.front.terms:
            others = (each for each in owners[topic.shelf, term.lower()] if each != topic.id and each not in to_see)
            if other := next(others, ""):
                sentence = f"The term {term!r} is defined in {other} too; a shelf has one meaning for it."
                yield Finding(topic.path, front_line(topic, term), What.TERM_TWICE, sentence)


def _owners(catalog: Catalog) -> Mapping[tuple[str, str], list[str]]:
    """Return which notes define a term, by shelf and term."""
    owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for topic in catalog.topics.values():
        for term in topic.front.terms:
            owners[topic.shelf, term.lower()].append(topic.id)
    return owners


def orphan_terms(judged: Iterable[Topic], catalog: Catalog) -> Iterator[Finding]:
    """Yield the terms of the judged notes that no note says."""
    defined = [(topic, term) for topic in judged for term in topic.front.terms]
    unsaid = {term: Gloss(term, "", "", "", "") for _, term in defined}
    for topic in catalog.topics.values():
        for words in _words(topic) if unsaid else ():
            # Where a longer term hides the shorter one in it, the next look finds that: "max pooling" says "pooling".
            while found := {each.gloss.term for each in Terms(unsaid).found_in(words)}:
                unsaid = {term: gloss for term, gloss in unsaid.items() if term not in found}
    for topic, term in defined:
        if term in unsaid:
            sentence = f"The term {term!r} is said in no note: say it where it is explained, or leave it out."
            yield Finding(topic.path, front_line(topic, term), What.ORPHAN_TERM, sentence)


def _words(topic: Topic) -> Iterator[str]:
    yield topic.title
    for section in sections(topic.body):
        yield section.heading
        yield section.words


def lost_headings(judged: Iterable[Topic], ground: Ground, places: Iterable[Place]) -> Iterator[Finding]:
    """Yield what is missing where (family, topic, heading) lead: a heading in a judged note, or the whole note."""
    files = {topic.id: topic for topic in judged}
    whole = ground.ours <= files.keys()  # a folder with some of our notes need not have the others
    for family, name, heading in dict.fromkeys(places):
        topic = files.get(name)
        if topic is not None and heading not in ("", *topic.headings):
            sentence = f"There is no heading {heading!r}; exercises of {family} lead to it."
            yield Finding(topic.path, None, What.HEADING, sentence)
        if whole and name not in ground.catalog.topics:
            shelf, _, note = name.partition(".")
            sentence = f"There is no such note; exercises of {family} lead to its heading {heading!r}."
            yield Finding(CONTENT / shelf / f"{note}.md", None, What.HEADING, sentence)


def places_of(family: Family, seeds: Iterable[int] = SEEDS) -> Iterator[Place]:
    """Yield (family, topic, heading) for every place that a family and its misconceptions point at."""
    yield family.id, family.topic, family.heading
    for seed in seeds:
        for difficulty in family.difficulties:
            for part in family.generate(seed, difficulty).parts:
                yield from ((family.id, slip.topic, slip.heading) for slip in part.misconceptions)
