"""The table of charges and the plan of payments, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from wedforms.documents.charges import RATES, Charges, PricedLine, RateTotal
from wedforms.documents.filled import FilledForm
from wedforms.documents.schedule import Part
from wedforms.documents.wording import day, money, number, percent, unit_price

_NAMES: Final = {"Z": "zero rate", "E": "exempt", "O": "outside VAT"}


def bill(
    form: FilledForm, charges: Charges, parts: Sequence[Part], *, with_vat: bool
) -> dict[str, Any]:
    """Everything that a table of charges prints; amounts both in words and in minor units."""
    locale, currency = form.locale, form.currency
    return {
        "currency": currency,
        "with_vat": with_vat,
        "quantities": any(priced.line.quantity != 1 for priced in charges.lines),
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
    }


def _line(form: FilledForm, priced: PricedLine) -> dict[str, Any]:
    line = priced.line
    return {
        "label": line.label,
        "quantity": number(line.quantity, form.locale),
        "unit_net": unit_price(priced.unit_net, form.currency, form.locale),
        "rate": _rate_name(line.vat, form.locale),
        "net": money(priced.net, form.currency, form.locale),
        "gross": money(line.gross, form.currency, form.locale),
    }


def _rate(form: FilledForm, rate: RateTotal) -> dict[str, Any]:
    return {
        "name": _rate_name(rate.vat, form.locale),
        "net": money(rate.net, form.currency, form.locale),
        "vat": money(rate.tax, form.currency, form.locale),
        "gross": money(rate.gross, form.currency, form.locale),
        "amounts": {"net": rate.net, "vat": rate.tax, "gross": rate.gross},
    }


def _rate_name(code: str, locale: str) -> str:
    return _NAMES.get(code) or percent(RATES[code], locale)


def _part(form: FilledForm, part: Part) -> dict[str, Any]:
    return {
        "label": part.label,
        "amount": money(part.amount, form.currency, form.locale),
        "due": day(part.due, form.locale),
        "minor": part.amount,
        "due_date": part.due.isoformat(),
    }
