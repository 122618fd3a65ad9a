"""``studyapp data``: what is kept of a learner: written out, taken in, backed up, put back, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp import paths
from studyapp.cli.output import emit, json_option
from studyapp.errors import StoreError
from studyapp.study.data_words import enumerated, kinds_words, size_words

if TYPE_CHECKING:
    from studyapp.backups import Backup

yes_option = click.option("--yes", is_flag=True, help="Do it; without this it is only shown what would be done.")


@click.group(help="Your data: export and import, backups, learners, and forgetting.")
def data() -> None:
    """Gather the commands."""


@data.command(
    "export",
    help="""Write everything to TARGET: one file where that ends in .jsonl, else a folder with that file and the
    answers, reviews, cards and the numbers of runs as tables (CSV).""",
)
@click.argument("target", type=click.Path(path_type=Path))
@json_option
def export_(target: Path, as_json: bool) -> None:
    """Write the files and say what is in them."""
    from studyapp import profiles, transfer

    done = transfer.export(paths.data_folder(), target, profile=profiles.current().name, now=_now())
    left = [f"Left out, too large or not of a note: {each}" for each in done.left_out]
    document = {"files": list(map(str, done.files)), "counts": done.counts, "left_out": done.left_out}
    emit(document, [f"{kinds_words(done.counts).capitalize()}:", *map(str, done.files), *left], as_json=as_json)


@data.command("import", help="Show what taking in FILE, an export, would change; with --yes, take it in.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--theirs", is_flag=True, help="What differs becomes as it is in the file; else it stays as it is here.")
@click.option("--progress", is_flag=True, help="Say on stderr how many per cent are done.")
@yes_option
@json_option
def import_(file: Path, theirs: bool, progress: bool, yes: bool, as_json: bool) -> None:
    """Show the three sides, or take the file in after a backup."""
    from studyapp import transfer

    folder = paths.data_folder()
    backup: Path | None = None

    def keep() -> None:
        nonlocal backup
        backup = _back_up("import")

    def tell(percent: int) -> None:
        if progress:
            click.echo(f"{percent} %", err=True)

    if yes:
        with _alone(folder):
            found = transfer.take_in(folder, file, theirs=theirs, now=_now(), before=keep, tell=tell)
    else:
        found = transfer.compare(folder, file)
    counts = {kind: asdict(each) for kind, each in found.counts.items()}
    sentence = transfer.import_sentence(found, theirs=theirs, done=yes)
    head = {"file": str(file), "made_at": found.made_at, "profile": found.profile, "counts": counts}
    lines = [f"{kind:12}" + "".join(f"{side:>12} {n}" for side, n in each.items()) for kind, each in counts.items()]
    emit(head | {"done": yes, "backup": _text(backup), "sentence": sentence}, [*lines, sentence], as_json=as_json)


@data.command(help="Write a backup now, whatever was backed up before; with --if-needed, when something changed.")
@click.option("--if-needed", is_flag=True, help="Only if something changed and the newest is half an hour old.")
@json_option
def backup(if_needed: bool, as_json: bool) -> None:
    """Write it and say where."""
    from studyapp import backups

    database = paths.database_file()
    if not database.is_file():
        raise StoreError("There is nothing to back up yet.")
    made = None if if_needed and not backups.needs_backup(database, _now()) else backups.back_up(database, _now())
    emit({"file": _text(made)}, [str(made) if made else "Nothing changed since the newest backup."], as_json=as_json)


@data.command(
    help="""List the backups; for FILE, one of them or a copy elsewhere, show what would change; with --yes, put it
    back. What is there now is backed up before."""
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@yes_option
@json_option
def restore(file: Path | None, yes: bool, as_json: bool) -> None:
    """List, show or do."""
    from studyapp import backups

    database = paths.database_file()
    folder = backups.backup_folder(database)
    if file is None:
        rows = [_backup_row(each) for each in backups.backups(folder)]
        emit(rows, [f"{row['file']}  {row['answers']} answers" for row in rows] or ["No backup yet."], as_json=as_json)
        return
    chosen = file if file.exists() or not (folder / file.name).exists() else folder / file.name
    seen = backups.preview(database, chosen)
    saved = None
    if yes:
        with _alone(database.parent):
            saved = backups.restore(database, chosen, _now())
    now, then = (asdict(each) if each else None for each in (seen.now, seen.then))
    sentence = backups.restore_sentence(seen, saved, done=yes)
    document = {"file": str(chosen), "now": now, "then": then, "done": yes, "backup": _text(saved)}
    emit(document | {"sentence": sentence}, [sentence], as_json=as_json)


@data.command(help="Remove all that is kept of a learner, for good; without --yes, show what that is.")
@click.option("--profile", "name", required=True, help="The learner's name, in full.")
@yes_option
@json_option
def forget(name: str, yes: bool, as_json: bool) -> None:
    """Remove it and say what was removed."""
    from studyapp import profiles

    profile = profiles.named(name)
    document: dict[str, object] = {"profile": profile.name, "folder": str(profile.folder), "done": yes}
    if not yes:
        goes = profiles.what_goes(profile)
        sentence = f"Would be removed for good: {enumerated(goes)}."
        emit(document | {"removed": goes, "sentence": sentence}, [sentence], as_json=as_json)
        return
    if profile.folder.is_dir():
        with _alone(profile.folder):
            pass  # no window shows it; its own lock goes with the rest
    gone = profiles.forget(profile)
    sentence = f"All data of {profile.name} was removed: {enumerated(gone.removed)} ({size_words(gone.size)})."
    if gone.left:
        sentence += f" In {profile.folder} was left what is not studyapp's: {enumerated(gone.left)}."
    emit(document | {**asdict(gone), "sentence": sentence}, [sentence], as_json=as_json)


@data.command(help="List the learners on this computer; with --add, make room for a new one.")
@click.option("--add", "new", help="The new learner's name.")
@json_option
def learners(new: str | None, as_json: bool) -> None:
    """List them."""
    from studyapp import profiles

    if new is not None:
        profiles.add(new)
    current = profiles.current()
    rows = [{"name": each.name, "folder": str(each.folder), "current": each == current} for each in profiles.profiles()]
    emit(rows, [f"{'*' if row['current'] else ' '} {row['name']}  {row['folder']}" for row in rows], as_json=as_json)


@data.command("check", help="Check the whole database for damage.")
@json_option
def check_(as_json: bool) -> None:
    """Say whether it is sound."""
    from studyapp.storage_files import is_sound_file

    database = paths.database_file()
    sound = not database.is_file() or is_sound_file(database)
    damaged = "Your progress file is damaged. Put a backup back: studyapp data restore."
    emit({"sound": sound}, ["Your progress file is sound." if sound else damaged], as_json=as_json)


def _backup_row(backup: Backup) -> dict[str, object]:
    """Return what is listed of a backup; one that can't be read has no answers."""
    from studyapp.storage_files import contents_of

    row: dict[str, object] = {"file": str(backup.path), "made_at": backup.made_at, "before": backup.before}
    row["size"] = backup.path.stat().st_size
    try:
        return row | asdict(contents_of(backup.path))
    except StoreError:
        return row | {"answers": None, "days": None, "newest": None}


def _back_up(before: str) -> Path | None:
    from studyapp import backups

    database = paths.database_file()
    return backups.back_up(database, _now(), before=before) if database.is_file() else None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Do something to a learner's folder that no window shows meanwhile."""
    from studyapp.storage_files import Occupied

    occupied = Occupied(folder, alone=True)
    try:
        yield
    finally:
        occupied.leave()


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _now() -> datetime:
    from studyapp.app import now_here  # the one place that asks the clock

    return now_here()
