"""``studyapp check``: what is wrong with the notes, ours or a learner's own."""

from __future__ import annotations

from pathlib import Path

import click

from question_bank.wording import counted
from studyapp.cli.output import emit, json_option
from studyapp.paths import CONTENT
from studyapp.study.findings import Finding

FOUND = 1


@click.command(
    help="""Look through the notes for links, prerequisites, exercises and demos that lead nowhere, formulas that can't
    be typeset, pictures that are missing or have no words, examples that can't be made, circles of prerequisites, terms
    that two notes define or none says, and headings that exercises point at and no note has. Exits with 1 if there is
    a finding."""
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Check the notes in this folder, such as your own, instead of those that came with the app.",
)
@json_option
def check(*, folder: Path | None, as_json: bool) -> int:
    """Print what was found and return the exit code."""
    from studyapp.study.content_check import check as found_in  # imports all exercises; other commands need not wait
    from studyapp.ui.check_tools import check_tools

    findings = found_in(folder or CONTENT, check_tools())
    document = {"findings": [_row(each) for each in findings], "ok": not findings}
    verdict = f"{counted(len(findings), 'finding')}." if findings else "Nothing to complain of."
    emit(document, [*map(_line, findings), verdict], as_json=as_json)
    return FOUND if findings else 0


def _row(finding: Finding) -> dict[str, object]:
    return {
        "file": _shown(finding.file),
        "line": finding.line,
        "what": finding.what.value,
        "sentence": finding.sentence,
    }


def _line(finding: Finding) -> str:
    place = _shown(finding.file) if finding.line is None else f"{_shown(finding.file)}:{finding.line}"
    return f"{place}: {finding.sentence} [{finding.what.value}]"


def _shown(file: Path) -> str:
    """Return a file as seen from here, if it lies below."""
    here = Path.cwd()
    return (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()
