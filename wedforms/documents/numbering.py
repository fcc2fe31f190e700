"""Numbers without gaps: one row a series, locked until the transaction that takes a number ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.payments import NumberSeries
from wedforms.core.tenancy import open_organization
from wedforms.lib.ids import uuid7

#: The prefix of a new organization's series; `{year}` is the year of issue, the count runs on.
USUAL_PREFIXES: Final[Mapping[str, str]] = {
    "contract": "C-{year}-",
    "invoice": "INV-{year}-",
    "credit_note": "CN-{year}-",
    "receipt": "R-{year}-",
    "copy": "F-{year}-",
}
USUAL_DIGITS: Final = 4


def lock_series(session: Session, kind: str) -> NumberSeries:
    """The organization's series of a kind of document, locked until the transaction ends.

    The first document begins it, as `settings["invoice_series"]` of the organization says.
    """
    series = _locked(session, kind)
    if series is None:
        _begin(session, kind)
        series = _locked(session, kind)
    if series is None:
        raise LookupError(f"no number series of kind {kind!r}")
    return series


def take_number(series: NumberSeries, *, year: int) -> str:
    """The next number of a locked series: C-2026-0001."""
    number = f"{series.next_number:0{series.digits}d}"
    series.next_number += 1
    return series.prefix.replace("{year}", str(year)) + number


def _locked(session: Session, kind: str) -> NumberSeries | None:
    first = select(NumberSeries).where(NumberSeries.kind == kind).order_by(NumberSeries.id).limit(1)
    locked = first.with_for_update().execution_options(populate_existing=True)
    return session.scalars(locked).one_or_none()


def _begin(session: Session, kind: str) -> None:
    organization = session.get_one(Organization, open_organization(session))
    chosen = organization.settings.get(f"{kind}_series") or {}
    row = {
        "organization_id": organization.id,
        "id": uuid7(),
        "kind": kind,
        "prefix": chosen.get("prefix", USUAL_PREFIXES[kind]),
        "next_number": chosen.get("next_number", 1),
        "digits": chosen.get("digits", USUAL_DIGITS),
    }
    session.execute(insert(NumberSeries).values(row).on_conflict_do_nothing())
