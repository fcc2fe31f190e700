"""What was answered, as its supplier sees it: the list, one submission, and nobody else's."""

from __future__ import annotations

from uuid import uuid4

from tests.web.forms import field, form, required
from tests.web.results import answer, ids, settings, supplier
from tests.web.supplier import sign_up
from wedforms.submissions.results import PAGE

__all__ = ["ids", "settings", "supplier"]

ENQUIRY = form(
    required("who", label="Who"),
    field("guests", "number", "Guests"),
    field("secret", label="Between us", sensitive=True),
    settings={"review": False},
    name="Ask us",
)


def test_answers_are_listed_in_words_and_shown_as_asked(app, supplier, publish, ids):
    address = publish(ENQUIRY)
    answer(app, address, who="Ana & Bea", guests="80", secret="We eloped already")
    form_id, [submission_id] = ids()
    supplier.open("/studio/forms")
    assert "1 answer" in supplier.text
    supplier.open(f"/studio/forms/{form_id}/answers")
    assert {"Who", "Guests", "Ana & Bea", "80"} <= set(supplier.page.words)
    assert "We eloped already" not in supplier.text
    supplier.open(f"/studio/answers/{submission_id}")
    assert "version 1 of the form" in supplier.text
    assert "We eloped already" in supplier.text


def test_an_old_answer_stays_as_it_was_asked(app, supplier, publish, ids):
    address = publish(ENQUIRY)
    answer(app, address, who="Ana")
    publish({**ENQUIRY, "fields": [required("name", label="Your name")]})
    form_id, [submission_id] = ids()
    assert "Ana" in supplier.open(f"/studio/answers/{submission_id}").text
    supplier.open(f"/studio/forms/{form_id}/answers")
    assert "Your name" in supplier.text


def test_every_answer_is_on_one_of_the_pages(app, supplier, publish, ids):
    address = publish(ENQUIRY)
    for number in range(PAGE + 3):
        answer(app, address, who=f"Couple {number}.")
    form_id, sent = ids()
    first = supplier.open(f"/studio/forms/{form_id}/answers").text
    second = supplier.open(f"/studio/forms/{form_id}/answers?after={sent[PAGE - 1]}").text
    seen = [number for number in range(PAGE + 3) if f"Couple {number}." in first + second]
    assert len(seen) == PAGE + 3
    assert (f"Couple {PAGE + 2}." in first, "Couple 0." in second) == (True, True)
    assert "Earlier answers" in first
    assert "Earlier answers" not in second


def test_the_csv_holds_every_answer(app, supplier, publish, ids):
    answer(app, publish(ENQUIRY), who="=Ana", guests="80")
    form_id, _ = ids()
    response = supplier.client.get(f"/studio/forms/{form_id}/answers.csv")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert '"\'=Ana"' in response.get_data(as_text=True)


def test_nobody_sees_the_answers_of_another_organization(app, browser, publish, ids):
    answer(app, publish(ENQUIRY), who="Ana")
    form_id, [submission_id] = ids()
    sign_up(browser)
    for address in (
        f"/studio/forms/{form_id}/answers",
        f"/studio/forms/{form_id}/answers.csv",
        f"/studio/answers/{submission_id}",
        f"/studio/answers/{submission_id}/document.pdf",
        f"/studio/forms/{uuid4()}/answers",
    ):
        assert browser.client.get(address).status_code == 404


def test_a_place_in_the_list_that_is_none_is_not_there(supplier, app, publish, ids):
    publish(ENQUIRY)
    form_id, _ = ids()
    for after in ("x", str(uuid4())):
        assert (
            supplier.client.get(f"/studio/forms/{form_id}/answers?after={after}").status_code == 404
        )
