"""What an operator's Prometheus reads, and that nobody else does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from wedforms.core.outbox import announce

TOKEN = "a token for Prometheus, long enough"


@pytest.fixture
def settings(settings):
    return replace(settings, metrics_token=TOKEN)


def scrape(browser, token: str = TOKEN):
    return browser.client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def figures(browser) -> dict[str, float]:
    lines = scrape(browser).get_data(as_text=True).splitlines()
    return {
        name: float(value)
        for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))
    }


def test_nobody_reads_them_without_the_token(browser):
    assert scrape(browser).status_code == 200
    assert scrape(browser, "another token").status_code == 404
    assert browser.client.get("/metrics").status_code == 404


def test_requests_are_counted_by_view_and_status(browser):
    name = 'wedforms_request_seconds_count{method="GET",status="404",view="public.fill"}'
    before = figures(browser).get(name, 0)
    browser.client.get("/f/nobody/nothing")
    assert figures(browser)[name] == before + 1


def test_waiting_jobs_of_all_organizations_are_counted(browser, tenant_session, two_organizations):
    for tenant in (two_organizations.ours, two_organizations.theirs):
        with tenant_session(tenant) as session:
            announce(session, "form.published", form_id=tenant.id)
    found = figures(browser)
    assert found['wedforms_jobs{status="todo"}'] == 2
    assert found['wedforms_oldest_job_seconds{status="todo"}'] >= 0
    assert found["wedforms_database_up"] == 1


def test_they_are_told_without_a_database_too(browser, owner_engine):
    with owner_engine.begin() as connection:
        connection.execute(text("DROP FUNCTION queue_figures()"))
    found = figures(browser)
    assert found["wedforms_database_up"] == 0
    assert 'wedforms_jobs{status="todo"}' not in found


class TestSwitchedOff:
    @pytest.fixture
    def settings(self, settings):
        return replace(settings, metrics_token="")

    @pytest.mark.parametrize("token", ["", TOKEN])
    def test_without_a_token_there_are_none(self, browser, token):
        assert scrape(browser, token).status_code == 404
