"""`wedforms document …`: is this PDF ours, whole and unchanged?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wedforms.cli.output import answer
from wedforms.cli.reading import FILE, read_file
from wedforms.cli.surroundings import settings_from_environment
from wedforms.documents.verify import LARGEST, trusted_certificates, verify_document


@click.group()
def document() -> None:
    """Issued documents."""


@document.command()
@click.argument("file", type=FILE)
def verify(file: Path) -> None:
    """Tell whether the PDF in FILE is ours, whole and unchanged: JSON, and status 0 or 1."""
    trust = trusted_certificates(settings_from_environment())
    verdict = verify_document(read_file(file, most=LARGEST), trust=trust)
    answer(verdict.as_json())
    sys.exit(0 if verdict.good else 1)
