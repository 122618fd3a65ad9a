"""``studyapp exercise check``: tells whether the variants of a family are fit to be asked."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence

import click

from question_bank import registry
from question_bank.checking import SEEDS, Level, Report, check
from question_bank.exercise import Family
from question_bank.wording import counted
from studyapp.cli.output import emit, json_option

PROBLEMS = 1


@click.command(
    "check",
    help="""Make many variants of each FAMILY (of all when none is named) and look for repetitions, degenerate cases,
    answers worth guessing, answers marked wrong, misconceptions marked right, unhandy numbers, slowness and figures
    without words. Exits with 1 if there is a problem.""",
)
@click.argument("family_ids", metavar="[FAMILY]...", nargs=-1)
@click.option("--seeds", type=click.IntRange(min=1), default=SEEDS, show_default=True, help="Variants a difficulty.")
@json_option
def check_families(*, family_ids: tuple[str, ...], seeds: int, as_json: bool) -> int:
    """Print what was found and return the exit code."""
    chosen = [registry.family(each) for each in family_ids] or list(registry.families().values())
    reports = []
    for report in _checked(chosen, seeds):
        reports.append(report)
        if not as_json:
            emit(None, _lines(report), as_json=False)
    ok = not any(report.problems for report in reports)
    if as_json:
        emit({"families": [_row(report) for report in reports], "ok": ok}, (), as_json=True)
    else:
        emit(None, [_verdict(reports)], as_json=False)
    return 0 if ok else PROBLEMS


def _checked(chosen: Sequence[Family], seeds: int) -> Iterator[Report]:
    """Yield one report after the other; who waits at a terminal sees which family is in hand."""
    for number, family in enumerate(chosen, 1):
        _tell(f"{number} of {len(chosen)}: {family.id} ...")
        report = check(family, time.process_time, seeds)
        _tell("")
        yield report


def _tell(words: str) -> None:
    """Write over the last line of the terminal, where stderr is one."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


def _row(report: Report) -> dict[str, object]:
    levels = [_level(level) for level in report.levels]
    return {"id": report.family.id, "difficulties": levels, "problems": report.problems}


def _level(level: Level) -> dict[str, object]:
    answers, share = level.commonest
    enough, parts = level.with_slips
    return {
        "difficulty": level.difficulty,
        "seeds": level.seeds,
        "failures": len(level.failures),
        "duplicates": len(level.repeated),
        "commonest_share": share,
        "commonest_answer": answers,
        "quantitative_parts": parts,
        "with_three_misconceptions": enough,
        "mean_ms": level.mean_ms,
        "worst_ms": level.worst_ms,
    }


def _lines(report: Report) -> list[str]:
    slowest = max(level.mean_ms for level in report.levels)
    share = max(level.commonest[1] for level in report.levels)
    exercises = sum(level.seeds for level in report.levels)
    found = counted(len(report.problems), "problem") if report.problems else "fine"
    head = f"{report.family.id:32} {exercises:6,} exercises {slowest:6.2f} ms  commonest answer {share:4.0%}  {found}"
    return [head, *(f"    {problem}" for problem in report.problems)]


def _verdict(reports: Sequence[Report]) -> str:
    faulty = sum(bool(report.problems) for report in reports)
    families = counted(len(reports), "family", "families")
    return f"{families} checked, {faulty} with problems." if faulty else f"{families} checked, nothing to complain of."
