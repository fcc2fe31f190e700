"""The printed charges of an invoice: discounts, unit prices and the terms of payment."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.samples import filled_case, paper, sample
from tests.unit.demo.forms import cases_of
from wedforms.documents.template import document_html

INVOICE = "deposit-balance-invoice"
ABROAD = {"line1": "1 Rue de Lille", "town": "Paris", "postcode": "75001", "country": "FR"}
OUTSIDE = {
    "_id": "l1", "description": "Travel", "quantity": 1, "unit_price": 200_000,
    "price_mode": "gross", "vat": "o",
}  # fmt: skip
BUSINESS = {"bill_to": "business", "customer_company": "Harper Events Ltd", "base_rate": 3.75}


def accepted(name: str) -> dict[str, Any]:
    """The paper of an accepted case of the invoice."""
    case = next(one for one in cases_of(INVOICE)["accepted"] if one["name"] == name)
    return paper(filled_case(INVOICE, case))


@pytest.mark.parametrize(
    ("name", "unit_net", "rate", "discount", "net", "gross"),
    [
        # 2.5 × 199.99 = 499.98, less 50.00; without VAT 416.65 − 41.67 = 374.98
        ("ten per cent off two and a half", "£166.66", "10%", "£41.67", "£374.98", "£449.98"),
        # 400.00 without VAT, less 25.00
        ("an amount off a net price", "£400.00", "6.25%", "£25.00", "£375.00", "£450.00"),
    ],
)
def test_a_line_prints_its_discount(
    name: str, unit_net: str, rate: str, discount: str, net: str, gross: str
):
    data = accepted(name)
    (line,) = data["bill"]["lines"]
    assert line["discount"] == {"rate": rate, "amount": discount}
    assert (line["unit_net"], line["net"], line["gross"]) == (unit_net, net, gross)
    assert f"Less a discount of {rate}: {discount} without VAT" in document_html(data, {})


def test_a_line_without_a_discount_says_nothing_of_one():
    data = paper(sample(INVOICE))
    assert [line["discount"] for line in data["bill"]["lines"]] == [None, None]
    assert "discount" not in document_html(data, {})


def test_an_invoice_prints_quantity_and_unit_price_even_of_one():
    page = document_html(paper(sample(INVOICE)), {})
    assert "Unit price without VAT" in page
    assert "Unit price" not in document_html(paper(sample()), {})


@pytest.mark.parametrize(
    ("patch", "cited", "unsaid"),
    [
        ({}, ["There is no late fee"], ["statutory", "Reverse charge"]),
        (
            BUSINESS,
            ["statutory interest of 11.75% a year", "compensation of £70.00"],
            ["no late fee", "Reverse charge"],
        ),
        (
            {**BUSINESS, "customer_address": ABROAD, "lines": [OUTSIDE]},
            ["statutory interest", "Reverse charge"],
            ["no late fee"],
        ),
    ],
    ids=["couple", "business", "business abroad"],
)
def test_the_terms_of_payment_are_those_of_the_customer(
    patch: dict[str, Any], cited: list[str], unsaid: list[str]
):
    page = document_html(paper(sample(INVOICE, patch)), {})
    assert all(words in page for words in cited)
    assert not any(words in page for words in unsaid)


def test_a_payment_is_due_at_its_hour():
    data = paper(sample(INVOICE))
    assert [part["label"] for part in data["bill"]["schedule"]] == [
        "Deposit, by 09:00",
        "Instalment, by 09:00",
        "Balance, by 09:00",
    ]


def test_a_contract_made_at_a_distance_says_how_it_is_cancelled():
    page = " ".join(document_html(paper(sample()), {}).split())
    assert "clear statement to Ivy &amp; Lark Photography Ltd, 2 Weaver’s Yard, Frome" in page
    assert "BA11 9ZY, hello@ivyandlark.example." in page
    assert "we cancel our contract C-2026-0001, made on 23 November 2026.”" in page
