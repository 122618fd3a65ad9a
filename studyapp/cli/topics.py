"""``studyapp topics``: every topic with what belongs to it."""

from __future__ import annotations

import click

from models import registry as demo_registry
from question_bank import registry as family_registry
from studyapp.cli.output import emit, json_option
from studyapp.paths import CONTENT
from studyapp.study.catalog import load_catalog


@click.command(help="List the topics with their families, demos, words and figures.")
@json_option
def topics(as_json: bool) -> None:
    """Print the topics."""
    catalog = load_catalog(CONTENT).linked(
        [(each.id, each.topic) for each in family_registry.families().values()],
        [(each.id, each.topic) for each in demo_registry.demos().values()],
    )
    rows = [
        {
            "id": topic.id,
            "shelf": topic.shelf,
            "title": topic.title,
            "prerequisites": topic.front.prerequisites,
            "families": catalog.families.get(topic.id, ()),
            "demos": catalog.demos.get(topic.id, ()),
            "words": topic.words,
            "figures": len(topic.figures),
        }
        for topic in catalog.topics.values()
    ]
    for problem in catalog.problems:
        click.echo(problem, err=True)
    emit(rows, [f"{row['id']:34} {row['title']}" for row in rows], as_json=as_json)
