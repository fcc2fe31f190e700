"""A contract's frozen data: everything it prints, in words, so that no live row is needed again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from wedforms.documents.bill import bill
from wedforms.documents.charges import charges_of
from wedforms.documents.evidence import Evidence, frozen_evidence
from wedforms.documents.filled import FilledForm
from wedforms.documents.letterhead import Letterhead
from wedforms.documents.marks import mark
from wedforms.documents.schedule import schedule_of
from wedforms.documents.sheet import sections_of
from wedforms.documents.wording import day, day_of_week, direction, moment
from wedforms.formspec.definition import Field


def contract_data(
    form: FilledForm, *, letterhead: Letterhead, evidence: Evidence
) -> dict[str, Any]:
    """What the contract prints. Its number is added by the act that issues it."""
    priced = bool(form.definition.settings.get("lines"))
    return {
        **heading_data(form, letterhead),
        "kind": "contract",
        "parties": [letterhead.legal_name or letterhead.name, *_party_names(form)],
        "event": event_day(form),
        "sections": sections_of(form, priced=priced, signed_apart=True),
        "bill": bill_of(form, letterhead) if priced else None,
        "cooling_off": form.value(form.definition.settings.get("cooling_off", False)) is True,
        "signatures": _signatures(form, evidence.received_at),
        "evidence": frozen_evidence(form, evidence),
    }


def heading_data(form: FilledForm, letterhead: Letterhead) -> dict[str, Any]:
    """What every document says at its head."""
    return {
        "title": form.definition.name,
        "locale": form.locale,
        "direction": direction(form.locale),
        "issued_on": day(form.today, form.locale),
        "issued_date": form.today.isoformat(),
        "letterhead": letterhead.frozen(),
    }


def bill_of(form: FilledForm, letterhead: Letterhead) -> dict[str, Any]:
    """The charges and payments of a form that states lines."""
    charges = charges_of(form, vat_registered=letterhead.vat_registered)
    parts = schedule_of(form, total=charges.total)
    return bill(form, charges, parts, with_vat=letterhead.vat_registered)


def event_day(form: FilledForm) -> dict[str, str] | None:
    """The day of the wedding, if the form knows it."""
    key = form.definition.settings.get("event_date")
    when = form.value(["field", key]) if key else None
    if isinstance(when, datetime):
        when = when.date()
    if not isinstance(when, date):
        return None
    return {
        "words": day_of_week(when, form.locale),
        "day": day(when, form.locale),
        "date": when.isoformat(),
    }


def _party_names(form: FilledForm) -> list[str]:
    """The people who sign, other than the supplier, in order."""
    names = (
        form.value(signer["name"])
        for signer in form.definition.settings.get("signers", ())
        if signer.get("signature")
    )
    return [name for name in names if isinstance(name, str) and name]


def _signatures(form: FilledForm, received_at: datetime) -> list[dict[str, Any]]:
    return [
        _signature(form, field, form.answers[field.key], received_at)
        for field in form.fields()
        if field.field_type == "signature" and field.key in form.answers and not field.private
    ]


def _signature(
    form: FilledForm, field: Field, answer: Mapping[str, Any], received_at: datetime
) -> dict[str, Any]:
    given = datetime.fromisoformat(answer["at"]) if answer.get("at") else received_at
    return {
        "key": field.key,
        "label": field.label,
        "name": answer["name"],
        "at": moment(given, form.time_zone, form.locale),
        "moment": given.isoformat(),
        "mark": mark(answer),
    }
