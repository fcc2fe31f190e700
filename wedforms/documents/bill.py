"""The table of charges, the plan of payments and its terms, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from wedforms.documents.charges import RATES, Charges, PricedLine, RateTotal
from wedforms.documents.filled import FilledForm
from wedforms.documents.merge import merge_rich_text
from wedforms.documents.schedule import Part
from wedforms.documents.wording import day, money, number, percent, unit_price

_HUNDREDTH_OF_A_PERCENT: Final = Decimal("0.0001")


def bill(
    form: FilledForm, charges: Charges, parts: Sequence[Part], *, with_vat: bool
) -> dict[str, Any]:
    """Everything that a table of charges prints; amounts both in words and in minor units."""
    locale, currency = form.locale, form.currency
    return {
        "currency": currency,
        "with_vat": with_vat,
        "itemised": _itemised(form, charges.lines),
        "lines": [_line(form, priced) for priced in charges.lines],
        "rates": [_rate(form, rate) for rate in charges.rates] if with_vat else [],
        "net": money(charges.net, currency, locale),
        "vat": money(charges.tax, currency, locale),
        "total": money(charges.total, currency, locale),
        "amounts": {"net": charges.net, "vat": charges.tax, "total": charges.total},
        "held": [
            {"label": held.label, "amount": money(held.gross, currency, locale)}
            for held in charges.held
        ],
        "schedule": [_part(form, part) for part in parts],
        "terms": list(_terms(form)),
    }


def _itemised(form: FilledForm, lines: Sequence[PricedLine]) -> bool:
    """Whether quantities and unit prices are printed: on invoices, and where they say something."""
    if form.definition.form_type == "invoice":
        return True
    return any(priced.line.quantity != 1 or priced.line.discount for priced in lines)


def _line(form: FilledForm, priced: PricedLine) -> dict[str, Any]:
    line = priced.line
    return {
        "label": line.label,
        "quantity": number(line.quantity, form.locale),
        "unit_net": unit_price(priced.unit_net, form.currency, form.locale),
        "discount": _discount(form, priced),
        "rate": _rate_name(form, line.vat),
        "net": money(priced.net, form.currency, form.locale),
        "gross": money(line.gross, form.currency, form.locale),
    }


def _discount(form: FilledForm, priced: PricedLine) -> dict[str, str] | None:
    line = priced.line
    if not line.discount:
        return None
    rate = Decimal(line.discount) / (line.gross + line.discount)
    return {
        "rate": percent(rate.quantize(_HUNDREDTH_OF_A_PERCENT), form.locale),
        "amount": money(priced.discount_net, form.currency, form.locale),
    }


def _rate(form: FilledForm, rate: RateTotal) -> dict[str, Any]:
    return {
        "name": _rate_name(form, rate.vat),
        "net": money(rate.net, form.currency, form.locale),
        "vat": money(rate.tax, form.currency, form.locale),
        "gross": money(rate.gross, form.currency, form.locale),
        "amounts": {"net": rate.net, "vat": rate.tax, "gross": rate.gross},
    }


def _rate_name(form: FilledForm, code: str) -> str:
    names = {
        "Z": form.gettext("zero rate"),
        "E": form.gettext("exempt"),
        "O": form.gettext("outside VAT"),
    }
    return names.get(code) or percent(RATES[code], form.locale)


def _part(form: FilledForm, part: Part) -> dict[str, Any]:
    return {
        "label": part.label,
        "amount": money(part.amount, form.currency, form.locale),
        "due": day(part.due, form.locale),
        "minor": part.amount,
        "due_date": part.due.isoformat(),
    }


def _terms(form: FilledForm) -> Iterator[str]:
    words = form.words()
    for term in form.definition.settings.get("terms", ()):
        if "show_if" not in term or form.value(term["show_if"]) is True:
            yield merge_rich_text(term["text"], words)
