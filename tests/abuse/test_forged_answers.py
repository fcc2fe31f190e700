"""Answers that the page does not offer, or no longer: hidden, locked, calculated, closed, sold out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.abuse.site import Site, opened, own_inputs, read, summary_of
from tests.factories.violations import A_FILE
from tests.web.forms import field, form, required
from wedforms.formspec.jsontext import canonical_json

PRICED = form(
    required("who"),
    field("package", "package", options=[
        {"value": "day", "label": "Day", "price": 100_000},
        {"value": "night", "label": "Night", "price": 50_000, "disabled_if": 'who = "Ana"'},
        {"value": "staff", "label": "Staff", "price": 0, "visible_if": 'who = "Rosalind"'},
    ]),
    field("extras", "multiple_choice", options=[
        {"value": "album", "label": "Album", "price": 20_000},
        {"value": "free", "label": "Free", "visible_if": 'who = "Rosalind"'},
    ]),
    field("source", "hidden", default="web"),
    field("deposit", "money", locked_if="true", value="price(package) * 0.25"),
    field("secret_note", visible_if='who = "Rosalind"'),
    field("total", "calculation", value="coalesce(price(package), 0)", validation_rules={"result": "money"}),
    field("guests", "group", fields=[
        field("name"),
        field("meal", "menu_choice", options=[
            {"value": "veg", "label": "Veg"},
            {"value": "staff", "label": "Staff meal", "visible_if": 'name = "Rosalind"'},
        ]),
        field("fee", "money", locked_if="true", value="100"),
    ]),
    name="Priced",
    settings={"review": False},
)  # fmt: skip
SEATS = form(
    required("who"),
    field("seat", "single_choice", options=[
        {"value": "coach", "label": "Coach", "places": 2}, {"value": "car", "label": "Car"},
    ]),
    field("guests", "group", fields=[
        field("meal", "menu_choice", options=[{"value": "veg", "label": "Veg", "places": 3}]),
    ]),
    name="Seats",
    settings={"review": False},
)  # fmt: skip


def send(site: Site, address: str, inputs: dict[str, object], **more: str):
    """Open the page and send these inputs raw."""
    return site.post(address, {**opened(site, address), **inputs, "_action": "submit", **more})


def answers(site: Site, address: str) -> list[dict[str, object]]:
    return [row["submission_data"] for row in site.sent(address)]


def test_hidden_locked_and_calculated_answers_are_ours_whatever_is_posted(site):
    address, foreign = site.publish_twice(PRICED)
    forged = {"source": "admin", "deposit": "0.01", "total": "1", "secret_note": "let me in",
              "guests-_rows": "a1", "guests-a1-name": "Bea", "guests-a1-fee": "0"}  # fmt: skip
    assert send(site, address, {"who": "Ana", "package": "day", **forged}).status_code == 303
    [stored] = answers(site, address)
    assert stored == {
        "who": "Ana",
        "package": "day",
        "source": "web",
        "deposit": 25_000,
        "total": 100_000,
        "guests": [{"_id": "a1", "name": "Bea", "fee": 100}],
    }
    assert answers(site, foreign) == []


@pytest.mark.parametrize(
    ("forged", "anchor"),
    [
        ({"package": "night"}, "package"),
        ({"package": "staff"}, "package"),
        ({"package": "nothing"}, "package"),
        ({"extras": ["album", "free"]}, "extras"),
        ({"guests-_rows": "a1", "guests-a1-meal": "staff"}, "guests-a1-meal"),
    ],
)
def test_closed_and_hidden_options_are_refused(site, forged, anchor):
    address = site.publish(PRICED)
    response = send(site, address, {"who": "Ana", **forged})
    assert response.status_code == 422
    assert all(link.startswith(f"#f-{anchor}") for link in summary_of(read(response)))
    assert summary_of(read(response))
    assert answers(site, address) == []


def test_a_personal_link_gives_its_own_hidden_answer_and_no_other(site):
    definition = {**PRICED, "settings": {"review": False, "prefill": ["source", "who"]}}
    address = site.publish(definition)
    link = site.personal_link(address, prefill={"source": "fair", "who": "Ana"})
    assert send(site, link, {"who": "Bea", "source": "admin"}).status_code == 303
    [stored] = answers(site, address)
    assert (stored["source"], stored["who"]) == ("fair", "Bea")


def test_files_that_were_never_uploaded_here_are_refused(site):
    definition = form(required("who"), field("paper", "file"), settings={"review": False})
    address, foreign = site.publish_twice(definition)
    theirs = {**A_FILE, "id": "0198a9b1-0000-7000-8000-00000000000f"}
    site.ledger(site.theirs).change(
        "insert into stored_files (organization_id, id, sha256, name, media_type, size_bytes)"
        " values (:organization, :id, :sha256, :name, :type, :size)",
        organization=site.theirs.id,
        **theirs,
    )
    for file in (A_FILE, theirs):
        response = send(site, address, {"who": "Ana", "paper": canonical_json(file)})
        assert response.status_code == 422
        assert summary_of(read(response)) == ["#f-paper"]
    assert answers(site, address) == answers(site, foreign) == []


def test_a_place_sold_out_meanwhile_is_told_at_its_question(site):
    address, foreign = site.publish_twice(SEATS)
    for who in ("Ana", "Bea"):
        assert send(site, address, {"who": who, "seat": "coach"}).status_code == 303
    late = send(site, address, {"who": "Cleo", "seat": "coach"})
    assert late.status_code == 422
    page = read(late)
    assert summary_of(page) == ["#f-seat-field"]
    assert {one.name: one.value for one in page.controls}["who"] == "Cleo"
    assert send(site, foreign, {"who": "Dora", "seat": "coach"}).status_code == 303


def test_guests_cannot_take_more_places_than_there_are(site):
    address = site.publish(SEATS)
    rows = [f"r{number}" for number in range(4)]
    inputs = {f"guests-{row}-meal": "veg" for row in rows}
    response = send(site, address, {"who": "Ana", "guests-_rows": " ".join(rows), **inputs})
    assert response.status_code == 422
    assert answers(site, address) == []


def test_a_form_that_is_full_takes_nothing_more_and_keeps_the_draft(site):
    address, foreign = site.publish_twice({**SEATS, "settings": {"review": False, "capacity": 1}})
    saved = send(site, address, {"who": "Bea"}, _action="save")
    draft = saved.headers["Location"].partition("?")[0]
    assert send(site, address, {"who": "Ana"}).status_code == 303
    late = send(site, draft, {"who": "Bea"})
    assert late.status_code == 409
    assert [row["who"] for row in answers(site, address)] == ["Ana"]
    assert site.drafts(address)[-1]["draft_data"]["who"]["v"] == ["Bea"]
    assert send(site, foreign, {"who": "Cleo"}).status_code == 303


def test_a_deadline_that_passes_while_somebody_types_closes_the_form_and_keeps_the_draft(site):
    closes_at = datetime.now(UTC) + timedelta(hours=1)
    settings = {
        "review": False,
        "closes_at": closes_at.isoformat(timespec="seconds"),
        "closed_message": "Please ring.",
    }
    address = site.publish({**SEATS, "settings": settings})
    saved = send(site, address, {"who": "Ana"}, _action="save")
    draft = saved.headers["Location"].partition("?")[0]
    own = opened(site, draft)
    with time_machine.travel(closes_at + timedelta(seconds=1)):
        for response in (
            site.post(draft, {**own, "who": "Ana", "_action": "submit"}),
            site.client.get(draft),
            site.client.get(address),
            site.client.post(f"{draft}/answers", json={"_token": own["_token"]}),
        ):
            assert response.status_code == 403
        assert "Please ring." in " ".join(read(site.client.get(address)).words)
    assert answers(site, address) == []
    assert site.drafts(address)[-1]["draft_data"]["who"]["v"] == ["Ana"]


def quarantined(site: Site, address: str) -> list[bool]:
    return [row["quarantined_at"] is not None for row in site.sent(address)]


def test_machines_are_thanked_and_set_apart(site):
    address = site.publish({**SEATS, "settings": {"review": False, "minimum_seconds": 60}})
    own = opened(site, address)
    caught = site.post(address, {**own, "who": "Bot", "_website": "x", "_action": "submit"})
    quick = send(site, address, {"who": "Quick"})
    assert caught.status_code == quick.status_code == 303
    assert site.client.get(quick.headers["Location"]).status_code == 200
    assert quarantined(site, address) == [True, True]


def test_a_person_who_corrects_an_answer_at_once_is_no_machine(site):
    address = site.publish({**SEATS, "settings": {"review": False, "minimum_seconds": 60}})
    with time_machine.travel(datetime.now(UTC) - timedelta(minutes=2)):
        own = opened(site, address)
    corrected = site.post(address, {**own, "who": "", "_action": "submit"})
    assert corrected.status_code == 422
    page = read(corrected)
    sent = site.post(page.actions[0], {**own_inputs(page), "who": "Ana", "_action": "submit"})
    assert sent.status_code == 303
    assert quarantined(site, address) == [False]


def test_an_unknown_button_on_the_review_sends_nothing(site):
    address = site.publish({**SEATS, "settings": {}})
    saved = send(site, address, {"who": "Ana"}, _action="save")
    draft = saved.headers["Location"].partition("?")[0]
    own = own_inputs(read(site.client.get(f"{draft}?page=review")))
    for action in ("destroy", "back", "save", "review", "\0", "submit "):
        site.post(draft, {**own, "_action": action})
        assert answers(site, address) == []
    assert site.post(draft, {**own, "_action": "submit"}).status_code == 303
    assert len(answers(site, address)) == 1
