"""The sites that may show a form in a frame: kept with the form, changed without publishing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms.errors import FormNotFound, SiteUnusable
from wedforms.forms.models import Form

MOST_SITES: Final = 20
_LABEL: Final = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME: Final = re.compile(rf"(\*\.)?({_LABEL}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])?")
_LONGEST_NAME: Final = 253
#: What a browser calls this machine itself: for trying things out.
_HERE: Final = frozenset({"localhost", "127.0.0.1"})
_USUAL_PORT: Final = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedForm:
    """A form as a frame knows it: which one it is, and whose pages may show it."""

    form_id: UUID
    slug: str
    sites: tuple[str, ...]


def framed_form(session: Session, slug: str) -> FramedForm:
    """The form at this address with its allowed sites, whether it is open or not.

    Raises FormNotFound.
    """
    found = select(Form.id, Form.slug, Form.allowed_sites).where(Form.slug == slug)
    row = session.execute(found.order_by(Form.deleted_at.desc())).first()
    if row is None:
        raise FormNotFound(slug)
    return FramedForm(form_id=row.id, slug=row.slug, sites=tuple(row.allowed_sites))


def allow_site(session: Session, form_id: UUID, *, site: str, is_local: bool) -> str:
    """Let this site show the form; the site as it was understood. Twice is once.

    `is_local` says that WedForms itself runs on this machine, so that its other ports may be
    tried. Raises SiteUnusable or FormNotFound.
    """
    origin = site_of(site, is_local=is_local)
    form = _held(session, form_id)
    if origin not in form.allowed_sites:
        if len(form.allowed_sites) >= MOST_SITES:
            raise SiteUnusable(f"A form can be shown on {MOST_SITES} sites at most.")
        form.allowed_sites = sorted([*form.allowed_sites, origin])
        session.flush()
    return origin


def forbid_site(session: Session, form_id: UUID, *, site: str) -> None:
    """Let this site show the form no longer; raises FormNotFound."""
    form = _held(session, form_id)
    form.allowed_sites = [one for one in form.allowed_sites if one != site]
    session.flush()


def site_of(typed: str, *, is_local: bool) -> str:
    """The origin that somebody means by an address or a name; raises SiteUnusable, in words."""
    raw = typed.strip()
    if not raw or any(one in raw for one in "\\'\";,") or not raw.isprintable():
        raise SiteUnusable("Type the address of your site, like https://www.example.com.")
    scheme, name, port = _parts(raw if "://" in raw else f"https://{raw}")
    if name in _HERE:
        if not is_local:
            raise SiteUnusable("Only sites that your visitors can reach can show the form.")
    elif scheme != "https":
        raise SiteUnusable("The site needs https, so that nobody can change it on its way.")
    elif not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise SiteUnusable("This is not the address of a site. Try one like www.example.com.")
    elif name.startswith("*.") and name.count(".") < len(("*", "example", "com")) - 1:
        raise SiteUnusable("That would be far too many sites. Name your own, like *.example.com.")
    usual = port in (None, _USUAL_PORT.get(scheme))
    return f"{scheme}://{name}" if usual else f"{scheme}://{name}:{port}"


def policy_of(sites: Sequence[str]) -> str:
    """What `frame-ancestors` says of these sites."""
    return " ".join(sites) if sites else "'none'"


def _parts(address: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(address)
        name = (parts.hostname or "").removesuffix(".")
        star, bare = ("*.", name[2:]) if name.startswith("*.") else ("", name)
        plain = star + (bare.encode("idna").decode() if bare else "")
        port = parts.port
    except (ValueError, UnicodeError):
        raise SiteUnusable("This is not the address of a site.") from None
    if parts.username is not None or parts.password is not None:
        raise SiteUnusable("Leave the name and the password out of the address.")
    return parts.scheme, plain.lower(), port


def _held(session: Session, form_id: UUID) -> Form:
    """The form, held until the transaction ends: two people may change its sites at once."""
    kept = select(Form).where(Form.id == form_id, Form.deleted_at.is_(None))
    form = session.scalar(kept.with_for_update().execution_options(populate_existing=True))
    if form is None:
        raise FormNotFound
    return form
