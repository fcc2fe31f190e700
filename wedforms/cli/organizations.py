"""`wedforms org …`: accounts of suppliers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from babel import Locale, UnknownLocaleError

from wedforms.accounts.domain import give_domain_up, propose_domain, take_domain
from wedforms.accounts.errors import DomainUnproved
from wedforms.accounts.features import SWITCHES, features_of, set_feature
from wedforms.accounts.invite import invite_owner
from wedforms.accounts.signup import invite_supplier, open_organization
from wedforms.accounts.tiers import FREE, TIERS, give_tier
from wedforms.accounts.whereabouts import currencies
from wedforms.cli.names import texts_at
from wedforms.cli.output import answer
from wedforms.cli.reading import Text
from wedforms.cli.surroundings import (
    opened_database,
    organization_transaction,
    organization_transactions,
    public_url,
)
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.formspec.formats import is_email
from wedforms.lib import clock
from wedforms.lib.ids import new_token, uuid7

_STATES: Final = {"on": True, "off": False, "usual": None}


@click.group()
def org() -> None:
    """Organizations (suppliers' accounts)."""


def _an_email(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not is_email(value):
        raise click.BadParameter("is not an email address.")
    return value


def _a_currency(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value not in currencies():
        raise click.BadParameter("is no currency in use: give its three capital letters, as GBP.")
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
@click.argument("email", type=Text())
def invite(email: str) -> None:
    """Make a link with which EMAIL may open an account, once, within two weeks."""
    with opened_database() as database:
        engine = create_engine_for(database.addresses.app)
        try:
            with engine.begin() as connection:
                secret = invite_supplier(connection, email=email, now=clock.now())
        finally:
            engine.dispose()
    answer({"email": email, "link": f"{public_url()}/studio/begin/{secret}"})


@org.command()
@click.argument("slug", type=Text())
@click.argument("email", type=Text())
def owner(slug: str, email: str) -> None:
    """Make a link with which EMAIL comes in as an owner of the organization at SLUG.

    It works once, within a week; whoever opens it needs no account yet.
    """
    token = new_token()
    with organization_transaction(slug) as session:
        invited = invite_owner(session, email=email, digest=token.digest, now=clock.now())
        told = {"slug": slug, "email": invited.email}
    answer({**told, "link": f"{public_url()}/studio/join/{slug}/{token.secret}"})


@org.command()
@click.argument("slug", type=Text())
@click.argument("tier", type=click.Choice(list(TIERS), case_sensitive=False))
@click.option("--trial-days", type=click.IntRange(1, 365), help="FREE's limits hold afterwards.")
def tier(slug: str, tier: str, trial_days: int | None) -> None:
    """Give the organization at SLUG a TIER, for good or on trial."""
    now = clock.now()
    ends_at = None if trial_days is None else now + timedelta(days=trial_days)
    with organization_transaction(slug) as session:
        organization = give_tier(session, tier.upper(), now=now, trial_ends_at=ends_at)
        told = {
            "slug": slug,
            "tier": organization.pricing_tier,
            "max_users": organization.max_users,
            "max_forms": organization.max_forms,
            "max_submissions": organization.max_submissions,
            "trial_ends_at": None if ends_at is None else ends_at.isoformat(),
        }
    answer(told)


@org.command()
@click.argument("slug", type=Text())
@click.argument("host", type=Text(), required=False)
@click.option("--trust", is_flag=True, help="Take it without looking at DNS.")
@click.option("--remove", is_flag=True, help="Let no own domain answer any more.")
@click.option("--nameserver", default="", help="Ask this name server, as address:port.")
def domain(slug: str, host: str | None, nameserver: str, **flags: bool) -> None:
    """Let the public pages of the organization at SLUG answer at HOST too.

    The first time it says which TXT record proves the domain; once that is set, call it again.
    """
    service_host = urlsplit(public_url()).hostname or ""
    with organization_transactions(slug) as transaction:
        if flags["remove"]:
            with transaction() as session:
                give_domain_up(session)
            answer({"slug": slug, "domain": None})
            return
        if not host:
            raise click.UsageError("Say which HOST, or --remove.")
        with transaction() as session:
            proof = propose_domain(session, host, service_host=service_host)
        found = None if flags["trust"] else texts_at(proof.name, nameserver=nameserver)
        try:
            with transaction() as session:
                domain = take_domain(session, found=found).domain
        except DomainUnproved:
            answer({"slug": slug, "domain": None, "set": {"TXT": proof.name, "to": proof.text}})
            return
    answer({"slug": slug, "domain": domain})


@org.command()
@click.argument("slug", type=Text())
@click.argument("name", type=click.Choice(list(SWITCHES)))
@click.argument("state", type=click.Choice(list(_STATES)))
def feature(slug: str, name: str, state: str) -> None:
    """Switch a feature of the organization at SLUG on or off, or as its tier has it (usual)."""
    with organization_transaction(slug) as session:
        organization = set_feature(session, name, on=_STATES[state])
        told = {"slug": slug, "on": sorted(features_of(organization, now=clock.now()))}
    answer(told)


@org.command()
@click.argument("slug", type=Text())
@click.option("--name", required=True, type=Text(), help="The name that couples see.")
@click.option("--email", default="", callback=_an_email, help="Where couples can write to.")
@click.option("--currency", default="GBP", show_default=True, callback=_a_currency)
@click.option("--time-zone", default="Europe/London", show_default=True, callback=_a_time_zone)
@click.option("--locale", default="en-GB", show_default=True, callback=_a_locale)
@click.option(
    "--tier",
    default=FREE,
    show_default=True,
    type=click.Choice(list(TIERS), case_sensitive=False),
)
def create(slug: str, name: str, tier: str, **facts: Any) -> None:
    """Open an account at the address SLUG."""
    organization_id = uuid7()
    with opened_database() as database:
        engine = create_engine_for(database.addresses.app)
        try:
            with session_factory(engine)() as session, tenant_transaction(session, organization_id):
                open_organization(
                    session, organization_id=organization_id, name=name, slug=slug, facts=facts
                )
                give_tier(session, tier.upper(), now=clock.now())
        finally:
            engine.dispose()
    answer({"id": str(organization_id), "slug": slug, "name": name})
