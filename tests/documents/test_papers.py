"""What contracts and invoices freeze: who, what, how much, when, and how it can be proved."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.documents.samples import EVIDENCE, LETTERHEAD, TODAY, filled_case, paper, sample
from tests.unit.demo.forms import CHARGING, accepted_cases
from wedforms.documents.evidence import answers_hash, frozen_evidence
from wedforms.documents.filled import FilledForm
from wedforms.documents.invoice import supplier_of, tax_point
from wedforms.documents.letterhead import Letterhead, address_lines, palette
from wedforms.documents.template import document_html, pictures_of
from wedforms.documents.wording import moment
from wedforms.formspec.reading import read_definition
from wedforms.formspec.translated import spoken_in

UNREGISTERED = replace(LETTERHEAD, vat_number="")


@pytest.mark.parametrize(("slug", "case"), accepted_cases(*CHARGING))
def test_every_accepted_form_becomes_a_paper_of_its_total(slug: str, case: dict[str, Any]):
    form = filled_case(slug, case)
    data = json.loads(json.dumps(paper(form)))
    assert data["bill"]["amounts"]["total"] == form.answers["total"]
    assert sum(part["minor"] for part in data["bill"]["schedule"]) == form.answers["total"]
    page = document_html(data, {})
    assert data["bill"]["total"] in page
    assert "{{" not in page


def test_a_contract_names_parties_day_and_money():
    data = paper(sample())
    assert data["parties"] == ["Ivy & Lark Photography Ltd", "Rose Carter", "José O’Brien"]
    assert data["event"]["words"] == "Saturday, 5 June 2027"
    assert data["bill"]["total"] == "£2,222.00"
    assert [(part["label"], part["amount"], part["due"]) for part in data["bill"]["schedule"]] == [
        ("Deposit", "£560.00", "23 November 2026"),
        ("Balance", "£1,662.00", "23 April 2027"),
    ]


@pytest.mark.parametrize(
    ("prefill", "is_printed"),
    [({}, True), ({"signed_at_distance": False}, False), ({"cooling_off_switch": False}, False)],
    ids=["at a distance", "together in the studio", "switched off"],
)
def test_a_contract_prints_the_fourteen_day_notice_only_where_it_holds(
    prefill: dict[str, bool], is_printed: bool
):
    patch = {"cooling_off": None} if prefill else {}
    data = paper(filled_case("photography-contract", {"patch": patch, "prefill": prefill}))
    assert data["cooling_off"] is is_printed
    assert ("made at a distance" in document_html(data, {})) is is_printed


@pytest.mark.parametrize(("setting", "is_printed"), [(True, True), (False, False), (None, False)])
def test_the_notice_of_a_form_may_always_or_never_be_printed(
    setting: bool | None, is_printed: bool
):
    form = sample()
    settings = {**form.definition.settings, "cooling_off": setting}
    form = replace(form, definition=replace(form.definition, settings=settings))
    assert paper(form)["cooling_off"] is is_printed


def test_a_contract_keeps_signatures_with_name_and_time():
    form = sample()
    signed = {**form.answers["partner1_signature"], "at": "2026-11-23T10:00:00Z"}
    data = paper(replace(form, answers={**form.answers, "partner1_signature": signed}))
    first, second = data["signatures"]
    assert first["name"] == "Rose Carter"
    assert first["mark"] == {"kind": "typed", "words": "Rose Carter"}
    assert first["at"] == "23 November 2026, 10:00:00 GMT"
    assert second["at"] == data["evidence"]["received_local"]


def test_evidence_says_who_when_from_where_and_what():
    form = sample()
    facts = frozen_evidence(form, EVIDENCE)
    assert facts["received_utc"] == "2026-11-23 14:02:31 UTC"
    assert facts["received_local"] == "23 November 2026, 14:02:31 GMT"
    assert facts["link"] == "a personal link"
    assert facts["ip_address"] == "203.0.113.7"
    assert facts["content_hash"] == EVIDENCE.content_hash
    assert facts["answers_hash"] == answers_hash(form.answers)
    assert [consent["given"] for consent in facts["consents"]] == [True, True]


def test_local_time_is_that_of_the_venue():
    summer = replace(EVIDENCE, received_at=EVIDENCE.received_at.replace(month=7))
    assert frozen_evidence(sample(), summer)["received_local"] == "23 July 2026, 15:02:31 BST"


def test_the_fingerprint_of_answers_can_be_worked_out_elsewhere():
    spelled = '{"a":"é","b":[1,0.5,true,null],"c":{"_id":"x"}}'.encode()
    answers = {"c": {"_id": "x"}, "b": [1, 0.5, True, None], "a": "é"}
    assert answers_hash(answers) == hashlib.sha256(spelled).hexdigest()


def invoice(patch: dict[str, Any] | None = None) -> FilledForm:
    return sample("deposit-balance-invoice", patch)


def test_an_invoice_before_the_day_asks_and_is_no_vat_invoice():
    data = paper(invoice())
    assert data["standing"] == {"kind": "request", "tax_point": ""}
    assert "This is not a VAT invoice" in document_html(data, {})


def test_an_invoice_after_the_day_is_the_vat_invoice():
    form = replace(invoice(), today=date(2027, 12, 31))
    data = paper(form)
    assert data["standing"]["kind"] == "vat_invoice"
    page = document_html(data, {})
    assert "VAT invoice</h1>" in page
    assert "Tax point" in page
    assert "GB999999973" in page


def test_a_supplier_without_registration_shows_no_vat():
    data = paper(invoice({"supplier_vat_registered": False, "supplier_vat_number": None}))
    page = document_html(data, {})
    assert data["standing"] == {"kind": "invoice", "tax_point": ""}
    assert "Not registered for VAT" in page
    assert "VAT rate" not in page
    assert data["bill"]["rates"] == []


def test_the_form_may_state_the_supplier():
    form = invoice({"supplier_name": "Rose Ltd"})
    assert supplier_of(form, UNREGISTERED).legal_name == "Rose Ltd"
    assert supplier_of(form, UNREGISTERED).vat_registered
    assert supplier_of(sample(), LETTERHEAD) == LETTERHEAD


@pytest.mark.parametrize(
    ("supplied", "invoiced", "point"),
    [
        ("2027-06-05", "2027-06-05", "2027-06-05"),
        ("2027-06-05", "2027-06-19", "2027-06-19"),
        ("2027-06-05", "2027-06-20", "2027-06-05"),
    ],
)
def test_the_tax_point_follows_the_invoice_for_fourteen_days(
    supplied: str, invoiced: str, point: str
):
    dates = (date.fromisoformat(one) for one in (supplied, invoiced))
    assert tax_point(*dates) == date.fromisoformat(point)


def test_an_invoice_bills_whom_the_form_names():
    data = paper(invoice())
    assert data["bill_to"][0]
    assert all("\n" not in line for line in data["bill_to"])
    assert document_html(data, {}).count("VAT number") == 2  # the supplier's, above and at the foot


def test_an_invoice_names_the_vat_number_of_a_business():
    business = {
        "bill_to": "business",
        "customer_company": "Harper Events Ltd",
        "customer_vat_number": "GB123456782",
        "base_rate": 3.75,
    }
    page = document_html(paper(invoice(business)), {})
    assert "<p>VAT number GB123456782</p>" in page
    assert page.count("GB123456782") == 1


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ("#123abc", "#123abc"),
        ("red", "#7a5c4f"),
        ("#fff;} body{x", "#7a5c4f"),
        ("#12345", "#7a5c4f"),
    ],
)
def test_only_colours_are_colours(chosen: str, kept: str):
    assert palette({"accent": chosen})["accent"] == kept


def test_addresses_are_three_lines_at_most():
    address = {"line1": "1 Hill", "line2": "Lane", "town": "Bath", "postcode": "BA1 5LN"}
    assert address_lines(address) == ["1 Hill, Lane", "Bath", "BA1 5LN"]
    assert address_lines({}) == []


def test_pictures_are_shown_when_they_are_at_hand():
    logo = "ab" * 32
    data = paper(sample(), replace(LETTERHEAD, logo=logo, logo_alt="A lark"))
    assert list(pictures_of(data)) == [logo]
    page = document_html(data, {logo: b"\x89PNG\r\n\x1a\n..."})
    assert 'src="data:image/png;base64,' in page
    assert "<img" not in document_html(data, {})


def test_an_uploaded_signature_is_a_picture():
    file = {"id": "x", "sha256": "cd" * 32, "name": "s.png", "size": 9, "type": "png"}
    form = sample()
    answer = {"kind": "uploaded", "name": "Rose Carter", "data": file}
    data = paper(replace(form, answers={**form.answers, "partner1_signature": answer}))
    assert list(pictures_of(data)) == ["cd" * 32]
    page = document_html(data, {"cd" * 32: b"\xff\xd8\xff\xe0"})
    assert 'alt="Signature of Rose Carter"' in page


def test_answers_cannot_write_the_page():
    evil = '</title><script src="file:///etc/passwd"></script>'
    data = paper(sample(patch={"partner1_name": evil}), Letterhead(name=evil))
    page = document_html(data, {})
    assert "<script" not in page


def test_frozen_rich_text_is_cleaned_again_when_it_is_printed():
    data = json.loads(json.dumps(paper(sample())))
    rich = [item for one in data["sections"] for item in one["items"] if "html" in item]
    assert rich
    for item in rich:
        item["html"] = '<p onclick="x">Agreed<script>1</script><img src="file:///etc/passwd"></p>'
    page = document_html(data, {})
    assert "<p>Agreed</p>" in page
    assert not [one for one in ("onclick", "<script", "file://") if one in page]


@pytest.mark.parametrize("registered", [LETTERHEAD, UNREGISTERED])
def test_a_contract_says_whether_vat_is_in_the_price(registered: Letterhead):
    page = document_html(paper(sample(), registered), {})
    assert ("Total, VAT included" in page) is registered.vat_registered
    assert ("Not registered for VAT" in page) is not registered.vat_registered


def test_a_contract_without_prices_is_a_paper_too():
    fields = [
        {"key": "name", "field_type": "text", "label": "Name"},
        {"key": "terms", "field_type": "clause", "label": "Terms", "content": "<p>Be kind.</p>"},
        {"key": "signed", "field_type": "signature", "label": "Signature"},
    ]
    definition = read_definition({"name": "Pledge", "form_type": "contract", "fields": fields})
    answers = {"name": "Ada", "signed": {"kind": "typed", "name": "Ada", "data": "Ada"}}
    data = paper(FilledForm(definition, answers, TODAY, "en-GB"))
    assert data["bill"] is None
    assert data["event"] is None
    page = document_html(data, {})
    assert "Price and payments" not in page
    assert "Be kind." in page


@pytest.mark.parametrize(
    ("language", "direction", "words", "rate"),
    [
        ("fr", "ltr", ["Contrat", "Total, TVA comprise", "Scellé électroniquement"], "20\u00a0%"),
        ("de", "ltr", ["Vertrag", "Vereinbart und unterschrieben"], "20\u00a0%"),
        ("ar", "rtl", ["العقد", "مختوم إلكترونيًا", "رابط شخصي"], "20%"),
    ],
)
def test_a_paper_is_said_in_the_language_that_the_form_was_read_in(
    language: str, direction: str, words: list[str], rate: str
):
    own = sample()
    spoken = replace(own, definition=spoken_in(own.definition, language), locale=language)
    data = paper(spoken)
    page = document_html(data, {})
    assert f'lang="{language}" dir="{direction}"' in page
    assert [one for one in words if one not in page] == []
    assert "Total, VAT included" not in page
    assert data["bill"]["rates"][0]["name"] == rate
    assert data["bill"]["amounts"] == paper(own)["bill"]["amounts"]


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        ("Europe/London", "en-GB", "5 June 2027, 14:02:31 BST"),
        ("Europe/Paris", "de", "5. Juni 2027, 15:02:31 MESZ"),
        ("Europe/Paris", "fr", "5 juin 2027, 15:02:31 heure d’été d’Europe centrale"),
        ("Asia/Dubai", "ar", "5 يونيو 2027، 17:02:31 توقيت الخليج"),
        ("Europe/London", "ar", "5 يونيو 2027، 14:02:31 توقيت بريطانيا الصيفي"),
    ],
)
def test_a_moment_names_its_zone_as_readers_know_it(zone: str, language: str, words: str):
    assert moment(datetime(2027, 6, 5, 13, 2, 31, tzinfo=UTC), zone, language) == words
