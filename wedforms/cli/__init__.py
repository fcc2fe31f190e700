"""The command line: thin commands over the same acts that pages use.

Results are JSON on standard output, problems are words or JSON on standard error. Exit status: 0
done, 1 a clear no (answers refused, a document not whole, faults found), 2 it could not run.
"""

from __future__ import annotations

import sys

import click

from wedforms.cli.database import db
from wedforms.cli.documents import document
from wedforms.cli.forms import form
from wedforms.cli.organizations import org
from wedforms.cli.output import say
from wedforms.cli.run import demo, serve, worker
from wedforms.cli.submissions import submissions
from wedforms.cli.surroundings import EXPECTED
from wedforms.demo.run import DemoNotStarted

COULD_NOT_RUN = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wedforms")
def wedforms() -> None:
    """Forms, contracts and invoices for wedding suppliers and their couples."""


for _command in (form, submissions, document, org, db, serve, worker, demo):
    wedforms.add_command(_command)


def main() -> None:
    """Run the command line; an expected failure is said in words, without a traceback."""
    try:
        wedforms(prog_name="wedforms")
    except (*EXPECTED, DemoNotStarted) as failure:
        say(str(failure))
        sys.exit(COULD_NOT_RUN)
