"""``studyapp exercise``: list the families, show an exercise, grade replies."""

from __future__ import annotations

from pathlib import Path

import click

from question_bank import registry
from question_bank.drawings import kind
from question_bank.exercise import Exercise, Part
from question_bank.grading import Grade, grade, score
from question_bank.printing import asked
from studyapp.cli.exercise_check import check_families
from studyapp.cli.output import emit, json_option
from studyapp.errors import StudyAppError


@click.group(help="Look at exercises and grade replies to them.")
def exercise() -> None:
    """Gather the commands on exercises."""


exercise.add_command(check_families)


@exercise.command("list", help="List every exercise family.")
@json_option
def list_families(as_json: bool) -> None:
    """Print the families."""
    rows = [
        {
            "id": family.id,
            "topic": family.topic,
            "title": family.title,
            "shelf": family.topic.partition(".")[0],
            "kinds": family.kinds,
            "difficulties": family.difficulties,
            "version": family.version,
        }
        for family in registry.families().values()
    ]
    emit(rows, [f"{row['id']:28} {row['title']}" for row in rows], as_json=as_json)


@exercise.command(help="Show one exercise with its answers and its worked solution.")
@click.argument("family")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--difficulty", type=int, default=1, show_default=True)
@click.option(
    "--figure",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Save its figure as SVG or PNG; FILE-2 is the next.",
)
@click.option(
    "--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True, help="Of the figure."
)
@json_option
def show(*, family: str, seed: int, difficulty: int, figure: Path | None, theme: str, as_json: bool) -> None:
    """Print one exercise."""
    found = registry.exercise(family, seed, difficulty)
    chosen = registry.family(family)
    if figure is not None:
        _save_figures(found, figure, theme)
    document = {
        "family": chosen.id,
        "topic": chosen.topic,
        "seed": seed,
        "difficulty": difficulty,
        "version": chosen.version,
        "prompt": found.prompt,
        "parts": [_part(part) for part in found.parts],
        "solution": found.solution,
        "demo": {"id": found.demo.demo, "config": dict(found.demo.config)} if found.demo else None,
        "figures": [{"kind": kind(each), "alt": each.alt} for each in found.figures],
    }
    emit(document, _lines(found), as_json=as_json)


@exercise.command("grade", help="Grade replies, one --reply for each part in order.")
@click.argument("family")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--difficulty", type=int, default=1, show_default=True)
@click.option("--reply", "replies", multiple=True, required=True, help="What the learner typed for the next part.")
@json_option
def grade_replies(*, family: str, seed: int, difficulty: int, replies: tuple[str, ...], as_json: bool) -> None:
    """Print what came of the replies."""
    found = registry.exercise(family, seed, difficulty)
    try:
        grades = grade(found, replies)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    document = {"score": score(found, grades), "parts": [_graded(each) for each in grades]}
    lines = [f"{each.verdict}: {each.feedback}" for each in grades]
    emit(document, [*lines, f"score {document['score']:.2f}"], as_json=as_json)


def _part(part: Part) -> dict[str, object]:
    slips = [{"reply": each.reply, "why": each.why, "topic": each.topic} for each in part.misconceptions]
    return {
        "kind": part.answer.kind,
        "prompt": asked(part),
        "answer": part.answer.show(),
        "marks": part.marks,
        "accepts": part.answer.accepts(),
        "misconceptions": slips,
    }


def _graded(each: Grade) -> dict[str, object]:
    slip = each.misconception
    return {
        "verdict": each.verdict.value,
        "score": each.score,
        "echo": each.echo,
        "feedback": each.feedback,
        "misconception": {"reply": slip.reply, "why": slip.why, "topic": slip.topic} if slip else None,
    }


def _lines(found: Exercise) -> list[str]:
    parts = [f"- {asked(part)}\n  answer: {part.answer.show()}" for part in found.parts]
    figures = [f"[Figure: {figure.alt}]" for figure in found.figures]
    return [found.prompt, *figures, "", *parts, "", *found.solution]


def _save_figures(found: Exercise, path: Path, theme: str) -> None:
    """Write the first figure to the file, and each further one beside it with its number."""
    from studyapp.ui.drawing_files import save_drawing
    from studyapp.ui.theme import THEMES

    if not found.figures:
        raise StudyAppError("This exercise has no figure.")
    for number, drawing in enumerate(found.figures, 1):
        file = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        save_drawing(drawing, file, THEMES[theme])
