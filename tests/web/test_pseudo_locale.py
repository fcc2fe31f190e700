"""No word of a public page escapes translation: each stands in the marks of a made-up language."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from typing import Any, Final

import pytest
from flask import Response
from sqlalchemy import select, update
from werkzeug.datastructures import MultiDict

from tests.pseudo import LANGUAGE, OURS, escaped, escaped_words, pseudo, supplied
from tests.published import answers_to, definition_of
from tests.web.browsing import Browser
from tests.web.every_type import EVERY_TYPE
from tests.web.forms import field, form, required
from wedforms.core.clients import BusyDays
from wedforms.forms import Form
from wedforms.forms.codes import codes_of
from wedforms.forms.links import make_personal_link
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import compile_form
from wedforms.lib import clock
from wedforms.submissions import ChangeRequest
from wedforms.web.errors import _BROKEN, _BY_STATUS, STATUS, Calm, tell
from wedforms.wtf.inputs import write_inputs

__all__ = ["pseudo"]

SUPPLIER: Final = "Rose & Lens Photography"
#: Words that a formula or a table of the supplier's makes: those have no translation.
FORMULAS: Final = ("You and yours", "about ", "WEBP", "DOCX, XLSX", "https://")
GALLERY: Final = (
    "deposit-balance-invoice",
    "lead-enquiry",
    "photography-contract",
    "pre-wedding-questionnaire",
    "rsvp",
    "venue-hire",
)
LONG_AGO: Final = "2020-01-01T00:00:00+00:00"
DAY: Final = clock.today_in("Europe/London") + timedelta(days=200)
ASKED: Final = form(
    required("who", label="Who"),
    field("day", "date", "The day", validation_rules={"busy": True}),
    field("proof", "file", "A paper"),
    settings={"review": False, "prefill": ["who"]},
    name="Ask us",
)
pytestmark = pytest.mark.usefixtures("pseudo")


@pytest.fixture
def reader(app) -> Browser:
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = LANGUAGE
    return Browser(client)


def unmarked(browser: Browser, *known: str) -> list[str]:
    """What of the page that is open now stands in no mark; it has some of ours, to be sure."""
    assert browser.response is not None
    page = browser.response.get_data(as_text=True)
    assert f'lang="{LANGUAGE}"' in page
    assert OURS[0] in page
    return escaped(page, SUPPLIER, *known, *FORMULAS)


def words_in(answers: Any) -> list[str]:
    """Everything that somebody typed, the longest first."""
    if isinstance(answers, dict):
        answers = list(answers.values())
    if isinstance(answers, list):
        return sorted({word for one in answers for word in words_in(one)}, key=len, reverse=True)
    return [answers] if isinstance(answers, str) else []


def without_files(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers but for those whose files lie in no store."""
    return {key: answer for key, answer in answers.items() if "sha256" not in str(answer)}


def send(browser: Browser, definition: dict[str, Any], answers: dict[str, Any]) -> Browser:
    """Fill in the whole form as its inputs are named, and look it over."""
    given = browser.posted()
    typed = write_inputs(compile_form(read_definition(definition)), answers)
    for key, answer in answers.items():  # strokes and pictures apart, a signature is typed
        if isinstance(answer, dict) and answer.get("kind") == "typed":
            typed |= {f"{key}-kind": ["typed"], f"{key}-typed": [answer["data"]]}
            typed |= {f"{key}-name": [answer["name"]]}
    sent = MultiDict((name, value) for name, value in given.items(multi=True) if name not in typed)
    for name, values in typed.items():
        sent.setlist(name, values)
    sent["_action"] = "review"
    return browser.post(browser.page.actions[0], sent)


@pytest.mark.parametrize("slug", GALLERY)
def test_a_form_is_filled_in_and_sent(reader, publish, slug):
    definition, answers = supplied(definition_of(slug)), without_files(answers_to(slug))
    definition["settings"] = {**definition["settings"], "review": True}
    definition["settings"].pop("minimum_seconds", None)
    typed = words_in(answers)
    reader.open(publish(definition))
    assert (reader.status, unmarked(reader, *typed)) == (200, [])
    reader.press("review")
    assert (reader.status, unmarked(reader, *typed)) == (422, [])
    send(reader, definition, answers)
    assert reader.page.problems == []
    assert (reader.status, unmarked(reader, *typed)) == (200, [])
    while "submit" not in [name for name, _ in reader.page.buttons]:
        reader.press("next")  # answers have brought more questions
        assert reader.status == 200
    reader.press("submit")
    assert reader.path.startswith("/s/")
    assert unmarked(reader, *typed) == []


def test_every_kind_of_question_and_what_is_wrong_with_every_answer(reader, publish):
    reader.open(publish(supplied(EVERY_TYPE)))
    assert unmarked(reader) == []
    reader.press("review")
    assert len(reader.page.problems) > 8
    assert unmarked(reader) == []
    for control in reader.page.controls:
        if control.type not in ("hidden", "radio", "checkbox", "select", "file"):
            control.value = "§" * 50
    reader.press("review")
    assert len(reader.page.problems) > 20
    assert unmarked(reader) == []


def test_what_the_scripts_say(reader, publish):
    page = reader.open(publish(supplied(ASKED))).response.get_data(as_text=True)
    [said] = re.findall(r'id="wedforms-words">(.*?)</script>', page)
    words = json.loads(said)
    assert len(words) > 20
    assert [one for one in words.values() if escaped_words(one)] == []


OLD: Final = form(
    required("who", label="Who"),
    field("meal", "single_choice", "Meal", options=[
        {"value": "fish", "label": "Trout"}, {"value": "veg", "label": "Risotto"},
    ]),
    field("song", label="A song"), field("size", "dropdown", "Size", options=[
        {"value": "s", "label": "Small", "price": 100}]),
    field("text", "paragraph", content="<p>Be kind.</p>"),
    settings={"review": False}, name="Dinner",
)  # fmt: skip
NEW: Final = form(
    field("who", label="Who comes", help="All of you"),
    required("meal", "single_choice", "Meal", options=[
        {"value": "veg", "label": "Pea risotto"}, {"value": "pie", "label": "Pie", "price": 1250},
    ]),
    field("size", "single_choice", "Size", options=[{"value": "s", "label": "Small", "price": 200}]),
    required("age", "number", "Age"), field("text", "paragraph", content="<p>Be very kind.</p>"),
    settings={"review": False}, name="Dinner",
)  # fmt: skip


def test_what_is_different_in_a_newer_version(reader, publish):
    reader.open(publish(supplied(OLD))).fill(who="Ana", meal="fish").press("save")
    assert unmarked(reader, "Ana") == []
    publish(supplied(NEW))
    reader.open(reader.path)
    assert unmarked(reader, "Ana") == []
    reader.open(next(one for one in reader.page.links if "/newer" in one))
    assert unmarked(reader, "Ana") == []
    assert reader.text.count(OURS[0]) > 20
    assert "Trout" in reader.text
    reader.post(reader.page.actions[0], reader.posted())
    assert "new version now" in reader.text
    assert unmarked(reader, "Ana") == []


def test_trouble_of_every_kind(app):
    calms = {*STATUS.values(), *_BY_STATUS.values(), _BROKEN}
    assert len(calms) > 15
    for calm in calms:
        assert (calm.page, escaped(told(app, calm, "text/html").get_data(as_text=True))) == (
            calm.page,
            [],
        )
        assert escaped_words(told(app, calm, "application/json").get_json()["message"]) == []


def told(app, calm: Calm, accepted: str) -> Response:
    headers = {"Accept-Language": LANGUAGE, "Accept": accepted}
    with app.test_request_context("/f/x/y", headers=headers):
        return tell(calm)


@pytest.mark.parametrize(
    ("more", "status"), [({"closes_at": LONG_AGO}, 403), ({"capacity": 1}, 409)]
)
def test_a_form_that_is_closed_or_full(reader, publish, more, status):
    address = publish(supplied(form(required("who"), settings={"review": False, **more})))
    for name in ("Ana", "Bea"):
        reader.open(address)
        if "who" in [one.name for one in reader.page.controls]:
            reader.fill(who=name).press("submit")
    assert (reader.status, unmarked(reader)) == (status, [])


def test_a_code_is_asked_for(reader, publish, tenant_session, two_organizations, settings):
    address = publish(supplied(ASKED))
    with tenant_session(two_organizations.ours) as session:
        form_id = session.scalars(select(Form.id)).one()
        make_personal_link(
            session, form_id=form_id, prefill={"who": "Ana"}, label="The Byrnes",
            expires_at=clock.now() + timedelta(days=9), signing_key=settings.secret_key,
        )  # fmt: skip
        [found] = codes_of(session, form_id, signing_key=settings.secret_key, now=clock.now())
    reader.open(f"{address}/find")
    assert unmarked(reader, "QXM") == []
    reader.fill(code="0000-0000").post(reader.path, reader.posted())
    assert (reader.status, unmarked(reader, "QXM")) == (422, [])
    reader.fill(code=found.code).post(reader.path, reader.posted())
    assert unmarked(reader, "Ana", "The Byrnes") == []
    reader.press("submit")
    assert unmarked(reader, "Ana", "The Byrnes") == []


def test_a_busy_day_and_a_file_that_is_refused(reader, publish, tenant_session, two_organizations):
    address = publish(supplied(ASKED))
    with tenant_session(two_organizations.ours) as session:
        session.add(BusyDays(first_day=DAY, last_day=DAY))
    busy = reader.client.get(f"{address}/busy?lang={LANGUAGE}&day={DAY}").get_json()
    assert (busy["busy"], escaped_words(busy["words"])) == (True, [])
    proof = reader.open(address).values("_token")[0]
    draft = reader.client.post(f"{address}/drafts", json={"_token": proof}).get_json()["url"]
    data = {"_token": proof, "file": (io.BytesIO(), "x.pdf")}
    refused = reader.client.post(
        f"{draft}/files/proof", data=data, headers={"Accept": "application/json"}
    )
    assert escaped_words(refused.get_json()["message"], "x.pdf") == []
    forged = reader.client.post(f"{draft}/answers", json={"_token": "x", "inputs": {}})
    assert (forged.status_code, escaped_words(forged.get_json()["message"])) == (403, [])
    reader.fill(who="Ana", day=DAY.isoformat()).press("submit")
    assert unmarked(reader, "Ana") == []


@pytest.mark.parametrize("seen", ["again", "already", "meanwhile", "late"])
def test_what_is_said_of_what_was_sent(reader, publish, seen):
    reader.open(publish(supplied(ASKED))).fill(who="Ana").press("submit")
    reader.open(f"{reader.path}?seen={seen}")
    assert unmarked(reader, "Ana") == []


def test_answers_are_changed(reader, publish):
    reader.open(publish(supplied(ASKED))).fill(who="Ana").press("submit")
    reader.post(reader.page.actions[0], reader.posted())
    assert reader.path.startswith("/d/")
    assert unmarked(reader, "Ana") == []
    reader.fill(who="Bea").press("submit")
    assert unmarked(reader, "Bea") == []


@pytest.mark.parametrize("status", ["open", "accepted", "declined"])
def test_a_change_is_asked_for(reader, publish, tenant_session, two_organizations, status):
    late = form(required("who"), settings={"review": False, "locks_at": LONG_AGO}, name="Late")
    reader.open(publish(supplied(late))).fill(who="Ana").press("submit")
    page = reader.path
    assert unmarked(reader, "Ana") == []
    reader.open(f"{page}/ask")
    assert unmarked(reader, "Ana") == []
    reader.fill(wanted=" ").post(reader.path, reader.posted())
    assert (reader.status, unmarked(reader, "Ana")) == (422, [])
    reader.fill(wanted="Bea").post(reader.path, reader.posted())
    if status != "open":
        now = clock.now()
        with tenant_session(two_organizations.ours) as session:
            session.execute(
                update(ChangeRequest).values(status=status, reply="Done", answered_at=now)
            )
    reader.open(page)
    assert unmarked(reader, "Ana", "Bea", "Done") == []


def test_the_page_about_accessibility(reader):
    assert unmarked(reader.open("/accessibility")) == []
