"""The command line: the product's second face, for scripts and for checking. One file a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from models.errors import DemoError
from question_bank.errors import BankError
from studyapp.cli.cards import cards
from studyapp.cli.check import check
from studyapp.cli.data import data
from studyapp.cli.demo import demo
from studyapp.cli.doctor import doctor
from studyapp.cli.exercise import exercise
from studyapp.cli.network import network
from studyapp.cli.note import note
from studyapp.cli.screenshot import screenshot
from studyapp.cli.topics import topics
from studyapp.errors import StudyAppError
from studyapp.profiles import named, used

BAD_INPUT = 2


@click.group(
    help="Notes, exercises and live demos of deep learning. Without a command, the window opens.",
    invoke_without_command=True,
)
@click.option("--profile", help="The learner whose data is used; else the one of last time.")
@click.version_option(package_name="studyapp")
@click.pass_context
def group(context: click.Context, profile: str | None) -> int:
    """Gather the commands; without one, open the window and return its exit code."""
    if profile is not None:
        context.with_resource(used(named(profile)))
    if context.invoked_subcommand is not None:
        return 0
    from studyapp.app import main as open_window

    return open_window()


for _command in (topics, check, exercise, demo, network, note, cards, data, screenshot, doctor):
    group.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; bad input is one sentence on stderr and 2."""
    try:
        result = group.main(list(arguments), prog_name="studyapp", standalone_mode=False)
    except click.ClickException as error:
        return _refused(error.format_message())
    except (BankError, DemoError, StudyAppError) as error:
        return _refused(str(error))
    except click.Abort:
        return 130
    return result if isinstance(result, int) else 0


def _refused(sentence: str) -> int:
    sys.stderr.write(" ".join(sentence.split()) + "\n")
    return BAD_INPUT
