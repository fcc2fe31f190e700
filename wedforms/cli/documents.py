"""`wedforms document …`: is this PDF ours, whole and unchanged?"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from wedforms.cli.output import answer, say
from wedforms.cli.reading import FILE, read_file
from wedforms.cli.surroundings import settings_from_environment, standing_database
from wedforms.core.engine import NotDurable
from wedforms.database.errors import DatabaseError
from wedforms.documents.verify import (
    LARGEST,
    is_on_record,
    trusted_certificates,
    verify_document,
)


@click.group()
def document() -> None:
    """Issued documents."""


@document.command()
@click.argument("file", type=FILE)
@click.option("--offline", is_flag=True, help="Judge by certificates; ask no database.")
def verify(file: Path, *, offline: bool) -> None:
    """Tell whether the PDF in FILE is ours, whole and unchanged: JSON, and status 0 or 1."""
    trust = trusted_certificates(settings_from_environment())
    pdf = read_file(file, most=LARGEST)
    verdict = verify_document(pdf, trust=trust, known=None if offline else _known(pdf))
    answer(verdict.as_json())
    sys.exit(0 if verdict.good else 1)


def _known(pdf: bytes) -> bool | None:
    """What the record says of this content; None when there is no database that answers."""
    try:
        with standing_database() as engine:
            return None if engine is None else is_on_record(engine, pdf)
    except (SQLAlchemyError, DatabaseError, NotDurable) as failure:
        from wedforms.cli.failures import words_of

        say(f"{words_of(failure)} Judged by certificates alone.")
        return None
