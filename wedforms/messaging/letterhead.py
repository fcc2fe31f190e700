"""Whose mail it is: the organization's name, colours, logo and imprint, or the service's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.accounts.palettes import DEFAULT_PALETTE
from wedforms.core.accounts import Organization
from wedforms.files import StoredFile
from wedforms.formspec.text import clean_line
from wedforms.lib.colours import LEAST_CONTRAST, contrast, read_colour
from wedforms.messaging.letters import Sender

SERVICE_NAME: Final = "WedForms"
#: How a mail names the picture that goes along with it.
LOGO: Final = "logo"
_LARGEST_LOGO: Final = 200_000
_WHITE, _DARK = "#ffffff", "#2b2825"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What stands around the words of a mail."""

    name: str
    imprint: str = ""
    email: str = ""
    accent: str = DEFAULT_PALETTE["accent"]
    logo_id: UUID | None = None
    logo_alt: str = ""

    @property
    def accent_ink(self) -> str:
        """The colour of words on the accent."""
        return _WHITE if contrast(_WHITE, self.accent) >= LEAST_CONTRAST else _DARK

    @property
    def accent_words(self) -> str:
        """The colour of links on white."""
        return self.accent if contrast(self.accent, _WHITE) >= LEAST_CONTRAST else _DARK


def letterhead_of(session: Session, organization: Organization, *, sender: Sender) -> Letterhead:
    """The letterhead of the organization as it stands now, or that of the service."""
    if sender == "service":
        return Letterhead(name=SERVICE_NAME)
    brand = organization.brand
    logo = _logo(session, brand.get("logo"))
    return Letterhead(
        name=clean_line(organization.name),
        imprint=_imprint(organization),
        email=organization.email,
        accent=_accent(brand.get("palette")),
        logo_id=logo.id if logo else None,
        logo_alt=str((brand.get("logo") or {}).get("alt") or organization.name) if logo else "",
    )


def _accent(palette: Any) -> str:
    chosen = palette.get("accent") if isinstance(palette, Mapping) else None
    return read_colour(chosen) or DEFAULT_PALETTE["accent"]


def _logo(session: Session, raw: Any) -> StoredFile | None:
    if not isinstance(raw, Mapping) or "sha256" not in raw:
        return None
    wanted = select(StoredFile).where(
        StoredFile.sha256 == str(raw["sha256"]),
        StoredFile.kind == "asset",
        StoredFile.deleted_at.is_(None),
        StoredFile.size_bytes <= _LARGEST_LOGO,
    )
    return session.scalars(wanted).first()


def _imprint(organization: Organization) -> str:
    """Who answers for the mail, in one line."""
    address = organization.address
    parts = [organization.legal_name or organization.name]
    parts += [str(address.get(name, "")) for name in ("line1", "line2", "town", "postcode")]
    return " · ".join(clean_line(part) for part in parts if part)
