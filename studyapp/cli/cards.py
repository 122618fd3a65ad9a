"""``studyapp cards``: what is learnt by heart: listed, written, taken in from Anki's decks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp import paths
from studyapp.cli.data import yes_option
from studyapp.cli.output import emit, json_option
from studyapp.study.cards import Card, CardChanges, changes, own_card
from studyapp.study.catalog import load_catalog
from studyapp.study.own_notes import is_own

if TYPE_CHECKING:
    from studyapp.storage import Store

topic_option = click.option("--topic", required=True, help="The topic that the cards belong to.")


@click.group(help="Cards: questions with one answer, learnt by heart.")
def cards() -> None:
    """Gather the commands."""


@cards.command("list", help="List the cards.")
@json_option
def list_(as_json: bool) -> None:
    """Print them in the order they came."""
    with _store() as store:
        rows = [_row(card) for card in store.cards.all()]
    emit(rows, [f"{row['id']:>6}  {row['topic']:30} {row['front']}" for row in rows] or ["No cards."], as_json=as_json)


@cards.command("add", help="Write a card: a question and its answer, as Markdown with formulas.")
@click.argument("front")
@click.argument("back")
@topic_option
@json_option
def add(front: str, back: str, topic: str, as_json: bool) -> None:
    """Keep it, unless the same question is there already, whose answer is then the new one."""
    todo = _kept([own_card(_known(topic), front, back)], really=True)
    emit(_document(todo, done=True), [_sentence(todo, done=True)], as_json=as_json)


@cards.command(
    "import",
    help="""Show what taking in FILE would change, a deck of Anki (.apkg) or its plain-text export (.txt); with --yes,
    take it in. The same deck twice changes nothing.""",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@topic_option
@yes_option
@json_option
def import_(file: Path, topic: str, yes: bool, as_json: bool) -> None:
    """Read the deck and show or keep its cards."""
    from studyapp.anki_package import read_deck

    deck = read_deck(file, _known(topic))
    todo = _kept(deck.cards, really=yes)
    head = {"file": str(file), "cards": len(deck.cards), "left_out": deck.left_out}
    document = head | _document(todo, done=yes)
    emit(document, [f"{file.name}: {deck.sentence}", _sentence(todo, done=yes)], as_json=as_json)


def _known(topic: str) -> str:
    """Return the topic, if there is one of that name; raises ContentError."""
    return topic if is_own(topic) else load_catalog(paths.CONTENT).topic(topic).id


def _kept(found: Sequence[Card], *, really: bool) -> CardChanges:
    """Return what is new among cards, and keep it if that is wanted: all of it or nothing."""
    with _store() as store:
        todo = changes(store.cards.all(), found)
        if really:
            with store.as_one():
                store.cards.add(todo.added)
                for card in todo.changed:
                    store.cards.change(card)
    return todo


def _store() -> Store:
    """Open the learner's database; the first card may come before the first answer."""
    from studyapp.storage import Store

    return Store(paths.database_file())


def _document(todo: CardChanges, *, done: bool) -> dict[str, object]:
    words = _sentence(todo, done=done)
    return {"added": len(todo.added), "changed": len(todo.changed), "done": done, "sentence": words}


def _sentence(todo: CardChanges, *, done: bool) -> str:
    if not todo.added and not todo.changed:
        return "Nothing is new."
    verb = "were" if done else "would be"
    return f"{len(todo.added):,} {verb} added, {len(todo.changed):,} {verb} changed."


def _row(card: Card) -> dict[str, object]:
    return {"id": card.id, "topic": card.topic, "front": card.front, "back": card.back, "source": card.source}
