"""What the forms charge: the printed lines and parts sum to the total that was worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.unit.demo.forms import CHARGING, accepted_cases, cases_of, form, read
from wedforms.documents.charges import charges_of
from wedforms.documents.filled import FilledForm
from wedforms.documents.schedule import schedule_of


def filled(slug: str, case: dict[str, Any]) -> FilledForm:
    definition = form(slug).definition
    today = date.fromisoformat(cases_of(slug)["today"])
    return FilledForm(definition, read(slug, case).values, today, definition.locale)


@pytest.mark.parametrize(("slug", "case"), accepted_cases(*CHARGING))
def test_lines_and_parts_sum_to_the_total(slug: str, case: dict[str, Any]) -> None:
    paper = filled(slug, case)
    charges = charges_of(paper, vat_registered=True)
    parts = schedule_of(paper, total=charges.total)
    assert charges.total == paper.answers["total"]
    assert sum(part.amount for part in parts) == charges.total
    assert "Rounding" not in [priced.line.label for priced in charges.lines]


@pytest.mark.parametrize(("slug", "case"), accepted_cases("deposit-balance-invoice"))
def test_the_invoice_prints_the_vat_that_the_form_shows(slug: str, case: dict[str, Any]) -> None:
    paper = filled(slug, case)
    charges = charges_of(paper, vat_registered=True)
    assert charges.tax == paper.answers["total_vat"]
    assert charges.net == paper.answers["total_net"]


def test_the_damage_deposit_is_held_and_not_charged() -> None:
    case = {"name": "as it stands"}
    charges = charges_of(filled("venue-hire", case), vat_registered=True)
    assert [line.gross for line in charges.held] == [50_000]
    assert charges.total == 1_646_300


def test_the_deposit_of_the_photographer_is_the_first_payment() -> None:
    paper = filled("photography-contract", {"name": "as it stands"})
    parts = schedule_of(paper, total=222_200)
    assert [(part.amount, part.due.isoformat()) for part in parts] == [
        (56_000, "2026-11-23"),
        (166_200, "2027-04-23"),
    ]
