"""An invoice's frozen data: who bills whom for what, VAT by rate, and when it is paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from wedforms.documents.contract import bill_of, event_day, heading_data
from wedforms.documents.evidence import Evidence, frozen_evidence
from wedforms.documents.filled import FilledForm
from wedforms.documents.letterhead import Letterhead
from wedforms.documents.merge import merge_rich_text
from wedforms.documents.wording import day

#: A form may state the supplier itself; such answers win over the organization's own data.
SUPPLIER_KEYS: Final = {
    "supplier_name": "legal_name",
    "supplier_address": "address",
    "supplier_vat_number": "vat_number",
}
#: Of the answers that name the customer, the one that says nothing without its name.
CUSTOMER_VAT_NUMBER: Final = "customer_vat_number"
_VAT_SWITCH: Final = "supplier_vat_registered"
#: An invoice within so many days of the supply moves the tax point to its own date.
DAYS_TO_INVOICE: Final = 14


def invoice_data(form: FilledForm, *, letterhead: Letterhead, evidence: Evidence) -> dict[str, Any]:
    """What the invoice prints. Its number is added by the act that issues it."""
    supplier = supplier_of(form, letterhead)
    event = event_day(form)
    return {
        **heading_data(form, supplier),
        "kind": "invoice",
        "title": form.gettext("Invoice"),
        "subject": form.definition.name,
        "bill_to": _bill_to(form),
        "customer_vat_number": _customer_vat_number(form),
        "event": event,
        "standing": standing(form, supplier, event),
        "bill": bill_of(form, supplier),
        "notes": merge_rich_text(form.definition.settings.get("supply_notes", ""), form.words()),
        "signatures": [],
        "evidence": frozen_evidence(form, evidence),
    }


def supplier_of(form: FilledForm, letterhead: Letterhead) -> Letterhead:
    """The supplier as the form states it, on the organization's paper."""
    stated = {
        attribute: form.answers[key]
        for key, attribute in SUPPLIER_KEYS.items()
        if key in form.answers
    }
    if form.answers.get(_VAT_SWITCH) is False:
        stated["vat_number"] = ""
    return replace(letterhead, **stated)


def standing(
    form: FilledForm, supplier: Letterhead, event: dict[str, str] | None
) -> dict[str, str]:
    """What the paper is in the eyes of VAT.

    Before the wedding it asks for money: no tax point arises until a part is paid, and then a VAT
    invoice follows. On or after the day it is the VAT invoice itself.
    """
    if not supplier.vat_registered:
        return {"kind": "invoice", "tax_point": ""}
    supplied = date.fromisoformat(event["date"]) if event else form.today
    if supplied > form.today:
        return {"kind": "request", "tax_point": ""}
    return {"kind": "vat_invoice", "tax_point": day(tax_point(supplied, form.today), form.locale)}


def tax_point(supplied: date, invoiced: date) -> date:
    """The invoice's date when it follows the supply within fourteen days, else the supply's."""
    return invoiced if 0 <= (invoiced - supplied).days <= DAYS_TO_INVOICE else supplied


def _bill_to(form: FilledForm) -> list[str]:
    keys = form.definition.settings.get("bill_to", ())
    by_key = {field.key: field for field in form.fields()}
    named = (by_key[key] for key in keys if key in by_key and key != CUSTOMER_VAT_NUMBER)
    answers = (form.shown(field) for field in named)
    return [line for words in answers for line in words.splitlines() if line]


def _customer_vat_number(form: FilledForm) -> str:
    is_named = CUSTOMER_VAT_NUMBER in form.definition.settings.get("bill_to", ())
    return str(form.answers.get(CUSTOMER_VAT_NUMBER, "")) if is_named else ""
