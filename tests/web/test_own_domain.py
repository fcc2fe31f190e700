"""An own domain shows its organization's public pages, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from tests.web.forms import DINNER, form, required
from wedforms.accounts.domain import give_domain_up, propose_domain, take_domain
from wedforms.accounts.errors import DomainTaken, DomainUnproved, DomainUnusable
from wedforms.core.accounts import Organization

HOST = "forms.rose.example"
METRICS = "a token for Prometheus, long enough"


@pytest.fixture
def own(tenant_session, two_organizations):
    """Our organization answers at its own domain."""
    with tenant_session(two_organizations.ours) as session:
        session.execute(update(Organization).values(domain=HOST))


def get(browser, address: str, host: str = HOST):
    return browser.client.get(address, base_url=f"https://{host}")


def test_a_form_answers_at_both_addresses(browser, publish, own):
    address = publish(DINNER)
    assert browser.client.get(address).status_code == 200
    answer = get(browser, address)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "http://localhost/f/" not in page
    assert "Set-Cookie" not in answer.headers
    for asset in ("/f/rose-and-lens/theme.css", "/accessibility", "/live"):
        assert get(browser, asset).status_code == 200


def test_what_is_filled_in_there_is_sent_there(browser, publish, own):
    address = publish(form(required("who"), settings={"review": False}))
    browser.client.environ_base["HTTP_HOST"] = HOST
    sent = browser.open(address).fill(who="Ana").press("submit")
    assert sent.status == 200
    assert sent.path.startswith("/s/rose-and-lens/")


@pytest.mark.parametrize(
    "address", ["/studio", "/studio/", "/studio/sign-in", "/studio/forms", "/", "/f/old-mill/form"]
)
def test_nothing_else_answers_there(browser, publish, two_organizations, own, address):
    publish(DINNER)
    publish(DINNER, tenant=two_organizations.theirs)
    assert get(browser, address).status_code == 404


class TestUnderTheInternalName:
    """A probe or Prometheus calls a machine by a name of the operator's own network."""

    @pytest.fixture
    def settings(self, settings):
        return replace(settings, metrics_token=METRICS)

    def test_probes_and_figures_answer_and_no_page_does(self, browser, publish, own):
        inside, given = "web-1.internal:8000", {"Authorization": f"Bearer {METRICS}"}
        for address in ("/live", "/metrics"):
            answer = browser.client.get(address, base_url=f"http://{inside}", headers=given)
            assert answer.status_code == 200
        for wrong in ({}, {"Authorization": "Bearer guess"}):
            answer = browser.client.get("/metrics", base_url=f"http://{inside}", headers=wrong)
            assert answer.status_code == 404
        assert get(browser, publish(DINNER), inside).status_code == 404
        assert get(browser, "/studio/sign-in", inside).status_code == 404


@pytest.mark.parametrize(
    "host", ["nobody.example", "rose.example", "forms.rose.example.nobody.example"]
)
def test_a_host_that_is_nobodys_shows_nothing(browser, publish, own, host):
    assert get(browser, publish(DINNER), host).status_code == 404


def test_a_host_that_is_none_is_refused(browser, publish, own):
    assert browser.client.get(publish(DINNER), headers={"Host": "[::1"}).status_code in (400, 404)


def test_a_domain_is_proved_by_its_record_and_taken_once(tenant_session, two_organizations):
    ours, theirs = two_organizations.ours, two_organizations.theirs
    with tenant_session(ours) as session:
        proof = propose_domain(session, f" {HOST.upper()}. ", service_host="localhost")
        assert proof.name == f"_wedforms.{HOST}"
        assert propose_domain(session, HOST, service_host="localhost") == proof
    for texts in ([], ["wedforms=guess"]):
        with tenant_session(ours) as session, pytest.raises(DomainUnproved):
            take_domain(session, found=texts)
    with tenant_session(theirs) as session:
        propose_domain(session, HOST, service_host="localhost")
        with pytest.raises(DomainUnproved):
            take_domain(session, found=[proof.text])
    with tenant_session(ours) as session:
        assert take_domain(session, found=["other", proof.text]).domain == HOST
    with tenant_session(theirs) as session, pytest.raises(DomainTaken):
        take_domain(session, found=None)
    with tenant_session(ours) as session:
        assert give_domain_up(session).domain is None
    with tenant_session(theirs) as session:
        assert take_domain(session, found=None).domain == HOST


@pytest.mark.parametrize(
    "host", ["", "localhost", "example", "127.0.0.1", "a b.example", "-a.example", "x" * 260, "a..example", "https://a.example", "*.example.com", "service.example"]
)  # fmt: skip
def test_what_is_no_domain_is_refused(tenant_session, two_organizations, host):
    with tenant_session(two_organizations.ours) as session, pytest.raises(DomainUnusable):
        propose_domain(session, host, service_host="service.example")
