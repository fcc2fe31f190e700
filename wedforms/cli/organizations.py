"""`wedforms org …`: accounts of suppliers."""

from __future__ import annotations

import re
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from babel import Locale, UnknownLocaleError

from wedforms.accounts.signup import open_organization
from wedforms.cli.output import answer
from wedforms.cli.reading import Text
from wedforms.cli.surroundings import opened_database
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.formspec.formats import is_email
from wedforms.lib.ids import uuid7

_CURRENCY: Final = re.compile("[A-Z]{3}")


@click.group()
def org() -> None:
    """Organizations (suppliers' accounts)."""


def _an_email(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not is_email(value):
        raise click.BadParameter("is not an email address.")
    return value


def _a_currency(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not _CURRENCY.fullmatch(value):
        raise click.BadParameter("is not three capital letters, such as GBP.")
    return value


def _a_time_zone(_context: click.Context, _option: click.Parameter, value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise click.BadParameter("is not a time zone, such as Europe/London.") from None


def _a_locale(_context: click.Context, _option: click.Parameter, value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        raise click.BadParameter("is not a language, such as en-GB.") from None
    return value


@org.command()
@click.argument("slug", type=Text())
@click.option("--name", required=True, type=Text(), help="The name that couples see.")
@click.option("--email", default="", callback=_an_email, help="Where couples can write to.")
@click.option("--currency", default="GBP", show_default=True, callback=_a_currency)
@click.option("--time-zone", default="Europe/London", show_default=True, callback=_a_time_zone)
@click.option("--locale", default="en-GB", show_default=True, callback=_a_locale)
def create(slug: str, name: str, **facts: Any) -> None:
    """Open an account at the address SLUG."""
    organization_id = uuid7()
    with opened_database() as database:
        engine = create_engine_for(database.addresses.app)
        try:
            with session_factory(engine)() as session, tenant_transaction(session, organization_id):
                open_organization(
                    session, organization_id=organization_id, name=name, slug=slug, facts=facts
                )
        finally:
            engine.dispose()
    answer({"id": str(organization_id), "slug": slug, "name": name})
