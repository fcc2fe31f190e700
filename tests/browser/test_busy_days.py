"""A day that is taken is told as soon as it is chosen, on the form's own page and inside a frame."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.embedded import published
from tests.browser.hosting import Host, allow, element, hosting, inside, listen, wait_until_heard
from tests.browser.site import Site
from tests.factories.organizations import Tenant
from tests.published import Office
from wedforms.core.clients import BusyDays
from wedforms.core.engine import create_engine_for
from wedforms.lib.clock import today_in

DAY: Final = today_in("Europe/London") + timedelta(days=200)
FREE: Final = DAY + timedelta(days=1)
ASKED: Final[dict[str, Any]] = {
    "name": "Are you free?", "form_type": "questionnaire",
    "settings": {"review": False, "languages": ["de"]},
    "fields": [
        {"key": "day", "field_type": "date", "label": "The day", "validation_rules": {"busy": True},
         "translations": {"de": {"label": "Der Tag"}}},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def asking(site: Site) -> str:
    """A form that asks for a day; the photographers are taken on one."""
    path = published(site.addresses, ASKED, "are-you-free")
    [row] = site.rows("select id, slug, name from organizations where slug = 'ivy-and-lark'")
    engine = create_engine_for(site.addresses.app)
    with Office(engine, Tenant(row["id"], row["slug"], row["name"])).work() as session:
        session.add(BusyDays(first_day=DAY, last_day=DAY))
    engine.dispose()
    return path


@pytest.fixture(scope="module")
def host(site: Site, asking: str) -> Iterator[Host]:
    """A site that may show the form."""
    with hosting(site.url) as running:
        allow(site.addresses, asking, running.url)
        yield running


def test_a_taken_day_is_told_at_once_and_a_free_one_is_not(
    page: Page, site: Site, asking: str
) -> None:
    page.goto(site.url + asking)
    page.get_by_label("The day").fill(DAY.isoformat())
    told = page.get_by_role("status").filter(has_text="is taken at the moment")
    expect(told).to_be_visible()
    page.get_by_label("The day").fill(FREE.isoformat())
    expect(told).to_be_hidden()
    page.goto(f"{site.url}{asking}?lang=de")
    page.get_by_label("Der Tag").fill(DAY.isoformat())
    line = page.locator("[data-busy]")
    expect(line).to_have_class("help warning")
    expect(line).not_to_contain_text("taken")


def test_a_taken_day_is_told_inside_the_frame(page: Page, host: Host, asking: str) -> None:
    listen(page)
    page.goto(host.page(element(asking)))
    wait_until_heard(page, "ready")
    form = inside(page)
    form.get_by_label("The day").fill(DAY.isoformat())
    expect(form.locator("[data-busy]")).to_contain_text("is taken at the moment")
