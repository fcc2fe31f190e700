"""`wedforms submissions …`: what people sent, carried out."""

from __future__ import annotations

from uuid import UUID

import click
from sqlalchemy.orm import Session

from wedforms.cli.output import answer_list, write
from wedforms.cli.reading import Text
from wedforms.cli.surroundings import organization_transactions
from wedforms.forms.errors import FormNotFound
from wedforms.submissions.export import (
    as_csv,
    as_json,
    form_id_of,
    longest_repeats,
    record_export,
    sent_submissions,
    versions_of,
)


@click.group()
def submissions() -> None:
    """Sent answers."""


@submissions.command()
@click.argument("slug", metavar="FORM", type=Text())
@click.option("--org", "organization", required=True, type=Text(), help="The organization's slug.")
@click.option("--format", "shape", type=click.Choice(["csv", "json"]), default="csv")
def export(slug: str, organization: str, shape: str) -> None:
    """Print every sent submission of FORM."""
    with organization_transactions(organization) as transaction:
        with transaction() as session:
            if (form_id := form_id_of(session, slug)) is None:
                raise FormNotFound(slug)
            # Committed first: a pipe that breaks half-way has let answers out all the same.
            record_export(session, form_id, shape=shape)
        with transaction() as session:
            _write(session, form_id, shape=shape)


def _write(session: Session, form_id: UUID, *, shape: str) -> None:
    exported = sent_submissions(session, form_id)
    if shape == "json":
        answer_list(as_json(exported))
        return
    versions = versions_of(session, form_id)
    most_rows = longest_repeats(session, form_id, versions)
    write(as_csv(versions, exported, most_rows=most_rows))
