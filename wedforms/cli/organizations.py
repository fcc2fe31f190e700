"""`wedforms org …`: accounts of suppliers."""

from __future__ import annotations

import click

from wedforms.accounts.signup import open_organization
from wedforms.cli.output import answer
from wedforms.cli.surroundings import opened_database
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.lib.ids import uuid7


@click.group()
def org() -> None:
    """Organizations (suppliers' accounts)."""


@org.command()
@click.argument("slug")
@click.option("--name", required=True, help="The name that couples see.")
@click.option("--email", default="", help="Where couples can write to.")
@click.option("--currency", default="GBP", show_default=True)
@click.option("--time-zone", default="Europe/London", show_default=True)
@click.option("--locale", default="en-GB", show_default=True)
def create(slug: str, name: str, **facts: str) -> None:
    """Open an account at the address SLUG."""
    organization_id = uuid7()
    with opened_database() as database:
        engine = create_engine_for(database.addresses.app)
        with session_factory(engine)() as session, tenant_transaction(session, organization_id):
            open_organization(
                session, organization_id=organization_id, name=name, slug=slug, facts=facts
            )
        engine.dispose()
    answer({"id": organization_id, "slug": slug, "name": name})
