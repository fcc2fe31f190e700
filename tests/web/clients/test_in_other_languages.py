"""The page that asks for a code, and what is said of a busy day, in the reader's language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from wedforms.core.clients import BusyDays
from wedforms.forms import Form
from wedforms.forms.codes import codes_of
from wedforms.forms.links import make_personal_link
from wedforms.lib import clock

DAY = clock.today_in("Europe/London") + timedelta(days=200)
ASKED = form(
    required("who", label="Who"),
    field("day", "date", "The day", validation_rules={"busy": True}),
    settings={
        "review": False, "languages": ["de", "ar"],
        "translations": {"de": {"name": "Fragen Sie uns"}},
    },
    name="Ask us",
)  # fmt: skip


@pytest.fixture
def address(publish, tenant_session, two_organizations) -> str:
    """A form that asks for a day which is taken, of ours alone."""
    publish(ASKED, tenant=two_organizations.theirs)
    with tenant_session(two_organizations.ours) as session:
        session.add(BusyDays(first_day=DAY, last_day=DAY))
    return publish(ASKED)


def reader(app, language: str) -> Browser:
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    return Browser(client)


def test_the_code_is_asked_for_in_the_readers_language(app, address):
    german = reader(app, "de-AT,en;q=0.5").open(f"{address}/find")
    assert "Fragen Sie uns" in german.text
    assert "Deutsch" in german.text
    assert "Type the code" not in german.text
    arabic = german.client.get(f"{address}/find?lang=ar").get_data(as_text=True)
    assert 'lang="ar" dir="rtl"' in arabic
    assert '<input class="input input-short" id="code" name="code" dir="ltr"' in arabic


def test_a_chosen_language_stays_chosen_on_the_way_to_the_household(
    app, address, tenant_session, two_organizations, settings
):
    with tenant_session(two_organizations.ours) as session:
        form_id = session.scalars(select(Form.id)).one()
        make_personal_link(
            session, form_id=form_id, prefill={}, expires_at=clock.now() + timedelta(days=9),
            signing_key=settings.secret_key, label="The Byrnes",
        )  # fmt: skip
        [found] = codes_of(session, form_id, signing_key=settings.secret_key, now=clock.now())
    guest = Browser(app.test_client()).open(f"{address}/find?lang=de")
    guest.fill(code="0000-0000")
    wrong = guest.client.post(f"{address}/find?lang=de", data=guest.posted())
    assert "Dieser Code führt nirgendwohin" in wrong.get_data(as_text=True)
    guest.fill(code=found.code).post(f"{address}/find?lang=de", guest.posted())
    assert "Fragen Sie uns" in guest.text


def test_a_busy_day_is_told_in_the_language_of_the_page(app, address, two_organizations):
    page = app.test_client().get(f"{address}?lang=de").get_data(as_text=True)
    assert f'data-busy-url="{address}/busy?lang=de"' in page
    words = reader(app, "fr").client.get(f"{address}/busy?lang=de&day={DAY}").get_json()["words"]
    assert "taken" not in words
    assert f". {DAY.year}" not in words
    assert str(DAY.year) in words
    accepted = reader(app, "de").client.get(f"{address}/busy?day={DAY}").get_json()["words"]
    assert accepted == words
    elsewhere = address.replace("rose-and-lens", two_organizations.theirs.slug)
    assert not reader(app, "de").client.get(f"{elsewhere}/busy?day={DAY}").get_json()["busy"]


def test_who_has_just_sent_reads_it_in_their_language(app, address):
    guest = reader(app, "de").open(address).fill(who="Ana", day=DAY.isoformat()).press("submit")
    assert "Ihre Antworten sind angekommen." in guest.text
    assert "taken" not in guest.text
