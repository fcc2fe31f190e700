"""Filled-in demo forms and the papers made of them, as the tests of documents need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from tests.unit.demo.forms import cases_of, form, read
from wedforms.documents.contract import contract_data
from wedforms.documents.evidence import Evidence
from wedforms.documents.filled import FilledForm
from wedforms.documents.invoice import invoice_data
from wedforms.documents.letterhead import Letterhead
from wedforms.documents.template import document_html

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, 2, 31, tzinfo=UTC)
MAKERS = {"contract": contract_data, "invoice": invoice_data}

LETTERHEAD = Letterhead(
    name="Ivy & Lark Photography",
    legal_name="Ivy & Lark Photography Ltd",
    address={"line1": "2 Weaver’s Yard", "town": "Frome", "postcode": "BA11 9ZY"},
    email="hello@ivyandlark.example",
    phone="+442079460142",
    website="https://ivyandlark.example",
    vat_number="GB999999973",
    company_number="09999991",
    palette={"accent": "#2f5d4a"},
)
EVIDENCE = Evidence(
    submission_id=UUID("0198f000-0000-7000-8000-000000000001"),
    received_at=NOW,
    version_number=3,
    content_hash="5f" * 32,
    link_kind="personal",
    ip_address="203.0.113.7",
    user_agent="Mozilla/5.0 (iPhone) Safari",
)


def filled(slug: str, answers: Mapping[str, Any], today: date = TODAY) -> FilledForm:
    """Answers that were judged and accepted, as a document reads them."""
    compiled = form(slug)
    return FilledForm(compiled.definition, answers, today, compiled.definition.locale)


def filled_case(slug: str, case: Mapping[str, Any]) -> FilledForm:
    """A shared case of a demo form."""
    return filled(slug, read(slug, case).values, date.fromisoformat(cases_of(slug)["today"]))


def sample(
    slug: str = "photography-contract", patch: Mapping[str, Any] | None = None
) -> FilledForm:
    """The first accepted case, with some answers changed."""
    case = cases_of(slug)["accepted"][0]
    return filled_case(slug, {**case, "patch": {**case.get("patch", {}), **(patch or {})}})


def paper(form: FilledForm, letterhead: Letterhead = LETTERHEAD) -> dict[str, Any]:
    """The frozen data of a form's document, numbered."""
    make = MAKERS[form.definition.form_type]
    return {
        **make(form, letterhead=letterhead, evidence=EVIDENCE),
        "number": "C-2026-0001",
        "id": "0198f000-0000-7000-8000-00000000000a",
        "issued_at": NOW.isoformat(),
    }


@cache
def sample_html() -> str:
    """The page of the sample contract, with names from four scripts."""
    second = "陳大文 עדי عادي"
    strokes = [[[40, 120], [90, 40], [150, 90], [260, 130]], [[300, 30]]]
    patch = {
        "partner1_name": "José O’Brien",
        "partner2_name": second,
        "partner2_signature": {"kind": "drawn", "name": second, "data": strokes},
    }
    return document_html(paper(sample(patch=patch)), {})
