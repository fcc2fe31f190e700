"""Whose page it is: the organization of an address, and the face that its pages wear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic
from typing import Any, Final
from uuid import UUID

from flask import current_app, g, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.accounts.features import Feature, features_of
from wedforms.core.accounts import Organization
from wedforms.core.lookup import FoundOrganization, organization_by_slug
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.files.assets import size_of_picture
from wedforms.forms.errors import FormNotFound
from wedforms.lib import clock
from wedforms.web.hosts import own_origin
from wedforms.web.public.theme import Theme, theme_of

_TRUSTED_SECONDS: Final = 30.0
_MOST_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the supplier: where it is, what it shows in words, and its size in pixels."""

    url: str
    words: str
    size: Mapping[str, int] = field(hash=False)

    def within(self, height: int) -> Mapping[str, int]:
        """The size of the picture made at most so high; a square where nobody knows it."""
        if not self.size:
            return {"width": height, "height": height}
        scale = min(1.0, height / self.size["height"])
        return {name: round(side * scale) or 1 for name, side in self.size.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a supplier shows of itself on every page."""

    name: str
    identity: tuple[str, ...]
    email: str
    theme: Theme
    theme_url: str
    tagline: str
    logo: Picture | None
    cover: Picture | None
    public_url: str
    privacy_url: str
    accessibility_url: str
    names_service: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """The organization that an address belongs to, with its face."""

    id: UUID
    slug: str
    time_zone: str
    face: Face
    features: frozenset[Feature]


class KeptTenants:
    """Organizations of this process by slug, each trusted for half a minute."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, Tenant]] = {}
        self._lock = Lock()

    def get(self, slug: str) -> Tenant | None:
        """The organization at this slug, if it was met within the last half minute."""
        with self._lock:
            until, tenant = self._kept.get(slug, (0.0, None))
        return tenant if until > monotonic() else None

    def keep(self, slug: str, tenant: Tenant) -> None:
        """Trust this organization for half a minute."""
        with self._lock:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[slug] = (monotonic() + _TRUSTED_SECONDS, tenant)


def open_tenant(slug: str) -> Tenant:
    """The organization at this slug; raises FormNotFound, which tells nothing about whose it is."""
    kept = current_app.extensions["wedforms_tenants"]
    assert isinstance(kept, KeptTenants)
    tenant = kept.get(slug)
    if tenant is None:
        found = organization_by_slug(services().autocommit, slug)
        if found is None:
            raise FormNotFound
        tenant = _tenant(found)
        kept.keep(slug, tenant)
    if origin := own_origin():
        tenant = replace(tenant, face=replace(tenant.face, public_url=origin))
    g.organization_face, g.organization_id = tenant.face, tenant.id
    return tenant


def _tenant(found: FoundOrganization) -> Tenant:
    with tenant_transaction(db.session, found.organization_id) as session:
        organization = session.scalars(select(Organization)).one()
        features = features_of(organization, now=clock.now())
        face = _face(session, organization, features)
    return Tenant(
        id=found.organization_id,
        slug=found.slug,
        time_zone=found.time_zone,
        face=face,
        features=features,
    )


def _face(session: Session, organization: Organization, features: frozenset[Feature]) -> Face:
    brand = organization.brand
    theme = theme_of(brand.get("palette"), fonts=brand.get("fonts"))
    slug = organization.slug
    return Face(
        name=organization.name,
        identity=_identity(organization),
        email=organization.email,
        theme=theme,
        theme_url=url_for("public.theme", org=slug, v=theme.version),
        tagline=str(brand.get("tagline", "")),
        logo=_picture(session, slug, brand.get("logo")),
        cover=_picture(session, slug, brand.get("cover")),
        public_url=services().settings.public_url,
        privacy_url=_web_address(brand.get("privacy_url")),
        accessibility_url=url_for("public.accessibility"),
        names_service="own_branding" not in features,
    )


def _picture(session: Session, slug: str, raw: Any) -> Picture | None:
    if not isinstance(raw, Mapping) or "sha256" not in raw:
        return None
    sha256 = raw["sha256"]
    return Picture(
        url=url_for("public.picture", org=slug, sha256=sha256),
        words=str(raw.get("alt", "")),
        size=size_of_picture(session, sha256),
    )


def _web_address(raw: Any) -> str:
    return raw if isinstance(raw, str) and raw.startswith(("https://", "http://")) else ""


def _identity(organization: Organization) -> tuple[str, ...]:
    """Who answers for the page: their name, and their address line by line."""
    address = organization.address
    parts = [organization.legal_name or organization.name]
    parts += [address.get(name, "") for name in ("line1", "line2", "town", "postcode")]
    return tuple(part for part in parts if part)
