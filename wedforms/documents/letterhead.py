"""Who issues a document, and how their paper looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wedforms.core.accounts import Organization
from wedforms.formspec.fieldtypes.contact import show_phone

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}\Z")
_PALETTE: Final[Mapping[str, str]] = {
    "ink": "#2b2a29",
    "muted": "#6b6660",
    "accent": "#7a5c4f",
    "line": "#ddd6cd",
    "canvas": "#faf8f4",
}
_LINES: Final = (("line1", "line2"), ("town", "county"), ("postcode",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The supplier as a document names it; `logo` is the SHA-256 of a stored picture."""

    name: str
    legal_name: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    phone: str = ""
    website: str = ""
    country: str = "GB"
    vat_number: str = ""
    company_number: str = ""
    palette: Mapping[str, str] = field(default_factory=dict)
    logo: str = ""
    logo_alt: str = ""

    @property
    def vat_registered(self) -> bool:
        """Whether the supplier charges VAT."""
        return bool(self.vat_number)

    def frozen(self) -> dict[str, Any]:
        """The letterhead as data of a document."""
        return {
            "name": self.name,
            "legal_name": self.legal_name or self.name,
            "address": address_lines(self.address),
            "email": self.email,
            "phone": show_phone(self.phone, self.country),
            "website": self.website.removeprefix("https://").removeprefix("http://"),
            "vat_number": self.vat_number,
            "company_number": self.company_number,
            "palette": palette(self.palette),
            "logo": self.logo,
            "logo_alt": self.logo_alt or self.name,
        }


def letterhead_of(organization: Organization) -> Letterhead:
    """The paper of an organization as it stands now."""
    brand = organization.brand
    logo = brand.get("logo") or {}
    return Letterhead(
        name=organization.name,
        legal_name=organization.legal_name,
        address=organization.address,
        email=organization.email,
        phone=organization.phone,
        website=organization.website,
        country=organization.country,
        vat_number=organization.vat_number or "",
        company_number=organization.company_number or "",
        palette=brand.get("palette") or {},
        logo=logo.get("sha256", ""),
        logo_alt=logo.get("alt", ""),
    )


def address_lines(address: Mapping[str, str]) -> list[str]:
    """An address in up to three lines: street, town, postcode."""
    lines = (", ".join(address[part] for part in line if address.get(part)) for line in _LINES)
    return [line for line in lines if line]


def palette(chosen: Mapping[str, str]) -> dict[str, str]:
    """The colours of the paper: those chosen where they are colours, else the house's."""
    return {
        name: chosen[name] if _COLOUR.match(str(chosen.get(name, ""))) else usual
        for name, usual in _PALETTE.items()
    }
