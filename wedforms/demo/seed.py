"""Seeding the demo through the same acts that people use."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import URL, Engine, select
from sqlalchemy.orm import Session

from wedforms.accounts.people import NewPerson
from wedforms.accounts.signup import add_owner, open_organization
from wedforms.accounts.tiers import columns_of
from wedforms.core.accounts import Organization
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.limits import LimitReached
from wedforms.core.lookup import organization_by_slug, sign_in_by_email
from wedforms.core.tenancy import tenant_transaction
from wedforms.demo.ahead import with_wedding_ahead
from wedforms.files.assets import keep_asset
from wedforms.files.store import FileStore, open_store
from wedforms.forms import Form, FormVersion
from wedforms.forms.drafting import draft_definition
from wedforms.forms.exchange import import_form, kept_form
from wedforms.forms.gallery import HERE as GALLERY
from wedforms.forms.links import make_personal_link
from wedforms.forms.publish import publish_form
from wedforms.forms.sites import allow_site, forbid_site
from wedforms.formspec.definition import Definition
from wedforms.formspec.errors import DefinitionRejected
from wedforms.formspec.jsontext import parse_json
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import content_hash
from wedforms.lib import clock
from wedforms.lib.ids import uuid7
from wedforms.lib.relay import is_this_machine
from wedforms.settings import Settings

HERE: Final = Path(__file__).parent
_TIER: Final = "PROFESSIONAL"
_LINK_LIFE: Final = timedelta(days=365)
_COLUMNS: Final = (
    "legal_name", "company_number", "email", "phone", "website", "address", "currency",
    "time_zone", "country", "locale",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was seeded: public paths by form slug, a personal path, owners' passwords by e-mail."""

    forms: Mapping[str, str]
    personal_link: str
    owners: Mapping[str, str]


def seed_demo(url: URL, settings: Settings, *, site: str = "") -> Seeded:
    """Make the demo organizations, their forms and a personal link, or renew the forms.

    The site of this machine, if any, may show the forms.
    """
    engine = create_engine_for(url)
    try:
        store = open_store(settings)
        forms: dict[str, str] = {}
        owners: dict[str, str] = {}
        for facts in _read("organization.json")["organizations"]:
            organization_id = _organization(engine, store, facts)
            _owner(engine, organization_id, facts)
            owners[facts["email"]] = facts["owner"]["password"]
            forms |= _forms(engine, organization_id, facts)
            _show_on(engine, organization_id, facts, site)
        return Seeded(forms, invite_household(engine), owners)
    finally:
        engine.dispose()


def invite_household(engine: Engine) -> str:
    """The path of a new personal link to the RSVP for a household known by name; or of the RSVP."""
    wanted = _read("personal_link.json")
    organization = organization_by_slug(engine, wanted["organization"])
    assert organization is not None
    with (
        session_factory(engine)() as session,
        tenant_transaction(session, organization.organization_id),
    ):
        if (form := kept_form(session, wanted["form"])) is None:
            return f"/f/{wanted['organization']}/{wanted['form']}"
        secret = make_personal_link(
            session,
            form_id=form.id,
            prefill=wanted["prefill"],
            label=wanted["recipient"],
            expires_at=clock.now() + _LINK_LIFE,
            one_response=True,
        )
    return f"/p/{wanted['organization']}/{secret}"


def _organization(engine: Engine, store: FileStore, facts: Mapping[str, Any]) -> UUID:
    if (found := organization_by_slug(engine, facts["slug"])) is not None:
        return found.organization_id
    organization_id = uuid7()
    with session_factory(engine)() as session, tenant_transaction(session, organization_id):
        organization = open_organization(
            session,
            organization_id=organization_id,
            name=facts["name"],
            slug=facts["slug"],
            facts={**columns_of(_TIER), **{key: facts[key] for key in _COLUMNS}},
        )
        _dress(session, store, organization, facts)
    return organization_id


def _owner(engine: Engine, organization_id: UUID, facts: Mapping[str, Any]) -> None:
    if sign_in_by_email(engine, facts["email"]) is not None:
        return
    person = NewPerson(email=facts["email"], is_verified=True, **facts["owner"])
    with session_factory(engine)() as session, tenant_transaction(session, organization_id):
        add_owner(session, person)


def _dress(
    session: Session, store: FileStore, organization: Organization, facts: Mapping[str, Any]
) -> None:
    organization.vat_number = facts["vat"]["number"] if facts["vat"]["registered"] else None
    organization.settings = {"invoice_series": facts["invoice_series"]}
    organization.brand = {
        **{key: facts[key] for key in ("palette", "tagline", "privacy_url")},
        **{name: _asset(session, store, facts, name) for name in ("logo", "cover")},
    }


def _asset(
    session: Session, store: FileStore, facts: Mapping[str, Any], name: str
) -> dict[str, str]:
    path = HERE / facts[name]
    kept = keep_asset(session, store=store, name=path.name, content=path.read_bytes())
    return {"sha256": kept.sha256, "alt": facts[f"{name}_alt"]}


def _forms(engine: Engine, organization_id: UUID, facts: Mapping[str, Any]) -> dict[str, str]:
    for form in facts["forms"]:
        definition = _definition(form, today=clock.today_in(facts["time_zone"]))
        with (
            # One that was deleted comes back only while the plan holds it.
            suppress(LimitReached),
            session_factory(engine)() as session,
            tenant_transaction(session, organization_id),
        ):
            if _is_to_be_made(session, form["slug"], content_hash(definition)):
                publish_form(session, import_form(session, definition, slug=form["slug"]))
    return _paths(facts)


def public_paths() -> dict[str, str]:
    """The public path of every demo form."""
    organizations = _read("organization.json")["organizations"]
    return {slug: path for facts in organizations for slug, path in _paths(facts).items()}


def _paths(facts: Mapping[str, Any]) -> dict[str, str]:
    return {form["slug"]: f"/f/{facts['slug']}/{form['slug']}" for form in facts["forms"]}


def _show_on(engine: Engine, organization_id: UUID, facts: Mapping[str, Any], site: str) -> None:
    """Let this site show the forms, no other of this machine: each start may have another port."""
    if not site:
        return
    with session_factory(engine)() as session, tenant_transaction(session, organization_id):
        for slug in _paths(facts):
            if (form := kept_form(session, slug)) is None:
                continue
            for earlier in filter(_is_here, form.allowed_sites):
                forbid_site(session, form.id, site=earlier)
            allow_site(session, form.id, site=site, is_local=True)


def _is_here(site: str) -> bool:
    return is_this_machine(urlsplit(site).hostname or "")


def _definition(form: Mapping[str, str], *, today: date) -> Definition:
    raw = parse_json((GALLERY / form["definition"]).read_bytes())
    if "wedding_day" in form:
        raw = with_wedding_ahead(raw, form["wedding_day"], today=today)
    return read_definition(raw)


def _is_to_be_made(session: Session, slug: str, wanted: str) -> bool:
    """Whether the form is not there, or says something else and nobody worked on it.

    What a newcomer designed or published stays as it is.
    """
    if (form := kept_form(session, slug)) is None:
        return True
    versions = session.scalars(select(FormVersion).where(FormVersion.form_id == form.id)).all()
    published = [one.content_hash for one in versions if one.id == form.published_version_id]
    if any(one.published_by for one in versions) or published == [wanted]:
        return False
    return published == [_hash_of_draft(session, form)]


def _hash_of_draft(session: Session, form: Form) -> str:
    try:
        return content_hash(draft_definition(session, form))
    except DefinitionRejected:
        return ""


def _read(name: str) -> Any:
    return parse_json((HERE / name).read_bytes())
