"""After sending, people are led to the supplier's own page, and nowhere else."""

from __future__ import annotations

import pytest

from tests.web.browsing import Browser
from tests.web.forms import form, required
from wedforms.formspec.errors import DefinitionRejected
from wedforms.formspec.reading import read_definition

HOME = "https://www.rose-and-lens.example/thanks?from=form"


def enquiry(**settings: object):
    return form(required("who"), settings={"review": False, **settings}, name="Ask us")


def send(app, address: str) -> Browser:
    return Browser(app.test_client()).open(address).fill(who="Ana").press("submit")


def refreshes(browser: Browser) -> list[str]:
    assert browser.response is not None
    page = browser.response.get_data(as_text=True)
    return [line.strip() for line in page.splitlines() if 'http-equiv="refresh"' in line]


def test_whoever_has_just_sent_is_led_on(app, publish):
    sent = send(app, publish(enquiry(redirect_url=HOME)))
    assert sent.status == 200
    assert HOME in sent.page.links
    assert "On to rose-and-lens.example" in sent.text
    assert refreshes(sent) == [
        f'<noscript><meta http-equiv="refresh" content="0; url={HOME}"></noscript>'
    ]


def test_whoever_comes_back_stays(app, publish):
    sent = send(app, publish(enquiry(redirect_url=HOME)))
    again = Browser(app.test_client()).open(sent.path)
    assert HOME not in again.page.links
    assert refreshes(again) == []


def test_without_a_page_of_the_supplier_people_stay(app, publish):
    sent = send(app, publish(enquiry()))
    assert "seen" not in sent.address
    again = Browser(app.test_client()).open(f"{sent.path}?seen=sent")
    assert refreshes(sent) == refreshes(again) == []


def test_an_address_in_the_request_leads_nowhere(app, publish):
    sent = send(app, publish(enquiry()))
    evil = "https://evil.example/"
    again = Browser(app.test_client()).open(
        f"{sent.path}?seen=sent&redirect_url={evil}&next={evil}"
    )
    assert refreshes(again) == []
    assert evil not in again.page.links


@pytest.mark.parametrize(
    "raw", ["http://a.example/", "https://a.example@evil.example/", "javascript:alert(1)"]
)
def test_a_form_cannot_name_an_address_that_misleads(raw):
    with pytest.raises(DefinitionRejected):
        read_definition(enquiry(redirect_url=raw))
