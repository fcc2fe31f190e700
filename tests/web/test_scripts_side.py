"""What scripts ask of the server: begin a draft, save field by field, send files."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import DINNER, MENUS, field, form, required
from wedforms.submissions import FormSubmission


def token_of(browser):
    return browser.values("_token")[0]


def post_json(browser, address, **body):
    return browser.client.post(
        address,
        data=json.dumps({"_token": token_of(browser), **body}),
        content_type="application/json",
    )


@pytest.fixture
def begun(browser, publish):
    """A page whose script has begun a draft; `begun.draft` is its address."""
    address = publish(DINNER)
    browser.open(address)
    answer = post_json(browser, f"{address}/drafts")
    assert answer.status_code == 201
    browser.draft = answer.json["url"]
    return browser


def test_draft_begins_with_what_the_page_showed(browser, publish):
    address = publish(form(field("greeting", default="Hello"), field("who")))
    browser.open(address)
    draft = post_json(browser, f"{address}/drafts").json["url"]
    assert browser.open(draft).values("greeting") == ["Hello"]


def test_draft_keeps_the_rows_that_the_page_showed_with_their_defaults(app, browser, publish):
    address = publish(MENUS)
    browser.open(address)
    draft = post_json(browser, f"{address}/drafts").json["url"]
    changed = {"courses-_rows": ["r1 a1"], "courses-r1-size": [""], "courses-a1-title": ["Pudding"]}
    post_json(browser, f"{draft}/answers", inputs=changed, removed=["courses-r2"])
    elsewhere = Browser(app.test_client()).open(draft)
    assert elsewhere.values("courses-_rows") == ["r1 a1"]
    assert elsewhere.values("courses-r1-size") == [""]
    assert elsewhere.values("courses-r1-hot") == ["yes"]
    assert elsewhere.values("courses-r1-dishes-r1-dish") == ["Soup"]


def test_saved_input_is_there_on_the_next_device(app, begun):
    answer = post_json(begun, f"{begun.draft}/answers", inputs={"who": ["José"], "unknown": ["x"]})
    assert (answer.status_code, "saved_at" in answer.json) == (200, True)
    elsewhere = Browser(app.test_client()).open(begun.draft)
    assert elsewhere.values("who") == ["José"]
    assert "Saved" in elsewhere.text


def test_saving_touches_nothing_else(begun):
    post_json(begun, f"{begun.draft}/answers", inputs={"who": ["José"]})
    post_json(begun, f"{begun.draft}/answers", inputs={"note": ["later"]})
    begun.open(begun.draft)
    assert (begun.values("who"), begun.values("note")) == (["José"], ["later"])


def test_emptied_input_stays_empty(begun):
    post_json(begun, f"{begun.draft}/answers", inputs={"coming": ["yes"]})
    post_json(begun, f"{begun.draft}/answers", inputs={"coming": []})
    assert begun.open(begun.draft).values("coming") == []


def test_removed_row_goes_and_a_row_from_elsewhere_stays(begun):
    rows = {
        "guests-_rows": ["a1 b2"],
        "guests-a1-guest_name": ["One"],
        "guests-b2-guest_name": ["Two"],
    }
    post_json(begun, f"{begun.draft}/answers", inputs=rows)
    post_json(
        begun, f"{begun.draft}/answers", inputs={"guests-_rows": ["c3"]}, removed=["guests-a1"]
    )
    begun.open(begun.draft)
    assert begun.values("guests-_rows") == ["c3 b2"]
    assert begun.values("guests-b2-guest_name") == ["Two"]


def test_draft_of_another_organization_is_not_there(begun):
    other = begun.draft.replace("/rose-and-lens/", "/old-mill/")
    assert begun.client.get(other).status_code == 404
    answer = post_json(begun, f"{other}/answers", inputs={"who": ["x"]})
    assert (answer.status_code, answer.json["error"]) == (404, "ended")


PAPER = form(
    field("certificate", "file", validation_rules={"accept": ["pdf", "txt"], "max_files": 2}),
    field("portrait", "image"),
    field("sign", "signature"),
    required("who"),
    name="Papers",
)


def picture(size=(40, 20)):
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def papers(browser, publish):
    address = publish(PAPER)
    browser.open(address)
    browser.draft = post_json(browser, f"{address}/drafts").json["url"]
    return browser


def upload(browser, name, file_name, content, accept="application/json"):
    data = {"_token": token_of(browser), "file": (io.BytesIO(content), file_name)}
    return browser.client.post(
        f"{browser.draft}/files/{name}", data=data, content_type="multipart/form-data",
        headers={"Accept": accept},
    )  # fmt: skip


def test_uploaded_file_is_answered_with_its_facts(papers):
    answer = upload(papers, "certificate", "Prüfung.txt", b"all is well")
    assert answer.status_code == 201
    assert answer.json["name"] == "Prüfung.txt"
    assert set(answer.json) == {"id", "sha256", "name", "size", "type"}


@pytest.mark.parametrize(
    ("name", "file_name", "content", "status"),
    [
        ("certificate", "a.exe", b"MZ", 422),
        ("certificate", "a.pdf", b"no pdf", 422),
        ("portrait", "a.txt", b"words", 422),
        ("sign-file", "a.pdf", b"%PDF-1.4", 422),
        ("who", "a.txt", b"words", 404),
        ("nothing", "a.txt", b"words", 404),
    ],
)
def test_file_that_does_not_fit_is_refused_in_words(papers, name, file_name, content, status):
    answer = upload(papers, name, file_name, content)
    assert answer.status_code == status
    assert answer.json["message"]


def test_upload_without_token_is_refused(papers):
    data = {"file": (io.BytesIO(b"x"), "a.txt")}
    answer = papers.client.post(f"{papers.draft}/files/certificate", data=data)
    assert answer.status_code == 403


def test_file_comes_and_goes_without_a_script(browser, publish, tenant_session, two_organizations):
    browser.open(publish(PAPER)).fill(who="Ana")
    browser.choose_file("certificate-upload", "plan.txt", b"the plan").press("save")
    assert "plan.txt" in browser.text
    kept = json.loads(browser.values("certificate")[0])
    browser.press(f"drop:certificate/{kept['id']}")
    assert browser.values("certificate") == []
    browser.choose_file("certificate-upload", "second.txt", b"second")
    browser.choose_file("sign-upload", "mine.png", picture()).fill(sign__name="Ana")
    browser.press("review").press("submit")
    assert "Thank you" in browser.text
    with tenant_session(two_organizations.ours) as session:
        data = session.scalars(
            select(FormSubmission.submission_data).where(FormSubmission.status == "submitted")
        ).one()
    assert [one["name"] for one in data["certificate"]] == ["second.txt"]
    assert data["sign"]["kind"] == "uploaded"


def test_refused_file_is_told_at_its_question_and_the_rest_is_kept(browser, publish):
    browser.open(publish(PAPER)).fill(who="Ana")
    browser.choose_file("certificate-upload", "virus.exe", b"MZ").press("review")
    assert browser.status == 422
    assert any("virus.exe" in words for words in browser.page.problems)
    assert browser.values("who") == ["Ana"]


def test_file_that_was_never_uploaded_here_is_refused(browser, publish):
    browser.open(publish(PAPER)).fill(who="Ana").press("save")
    forged = {"id": "0197c0de-0000-7000-8000-000000000001", "sha256": "a" * 64, "name": "x.txt",
              "size": 3, "type": "text/plain"}  # fmt: skip
    sent = browser.posted()
    sent.add("certificate", json.dumps(forged))
    sent.add("_action", "review")
    browser.post(browser.path, sent)
    browser.press("submit")
    assert browser.status == 422


def test_removed_file_is_forgotten(papers):
    kept = upload(papers, "certificate", "plan.txt", b"the plan").json
    answer = post_json(papers, f"{papers.draft}/files/certificate/{kept['id']}/remove")
    assert answer.status_code == 200
    assert papers.open(papers.draft).values("certificate") == []
