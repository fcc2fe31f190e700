"""The pages of mails: what was written, sending it again, reminders, and one's own choice."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories.organizations import TwoOrganizations
from tests.web.designer import sign_in_designer
from tests.web.forms import field, form, required
from tests.web.supplier import post
from wedforms.core.communications import Communication
from wedforms.forms import Form
from wedforms.forms.links import make_personal_link
from wedforms.messaging import About, Letter, queue_mail
from wedforms.messaging.secrets import new_mail_secret

DAY = form(required("who", label="Your name"), field("mail", "email"), name="Our day")
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def supplier(app, tenant_session, two_organizations):
    return sign_in_designer(app, tenant_session, two_organizations.ours)


@pytest.fixture
def forms(publish, tenant_session, two_organizations: TwoOrganizations):
    """The same form of both organizations; their ids by organization."""
    found = {}
    for tenant in (two_organizations.ours, two_organizations.theirs):
        publish(DAY, slug="day", tenant=tenant)
        with tenant_session(tenant) as session:
            found[tenant.id] = session.scalars(select(Form.id)).one()
    return found


@pytest.fixture
def failed(tenant_session, two_organizations, forms, settings):
    """A mail of each organization that could not be delivered; their ids."""
    found = {}
    for tenant in (two_organizations.ours, two_organizations.theirs):
        facts = {"subject": f"For {HOSTILE}", "paragraphs": [HOSTILE], "action": None}
        letter = Letter(
            template="note",
            recipient="jose@example.com",
            facts=facts,
            about=About(form_id=forms[tenant.id]),
        )
        with tenant_session(tenant) as session:
            found[tenant.id] = queue_mail(session, letter)
            message = session.get_one(Communication, (tenant.id, found[tenant.id]))
            message.status, message.failure = "failed", "the address does not exist"
    return found


def page(browser, address: str, status: int = 200) -> str:
    answer = browser.client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_what_came_back_is_told_in_words(supplier, forms, failed, two_organizations):
    ours = two_organizations.ours.id
    listed = page(supplier, f"/studio/forms/{forms[ours]}/messages")
    assert "Could not be delivered: the address does not exist." in listed
    assert HOSTILE not in listed
    assert str(failed[ours]) in listed
    assert HOSTILE not in page(supplier, f"/studio/messages/{failed[ours]}")


def test_the_mails_of_others_are_nowhere(supplier, forms, failed, two_organizations):
    theirs = two_organizations.theirs.id
    page(supplier, f"/studio/forms/{forms[theirs]}/messages", 404)
    page(supplier, f"/studio/messages/{failed[theirs]}", 404)
    page(supplier, f"/studio/forms/{forms[theirs]}/remind", 404)
    own = f"/studio/messages/{failed[two_organizations.ours.id]}"
    answer = post(supplier, f"/studio/messages/{failed[theirs]}/again", seen=own, recipient="a@b.example")  # fmt: skip
    assert answer.status_code == 404


def test_it_is_sent_again_to_the_corrected_address(supplier, failed, two_organizations):
    address = f"/studio/messages/{failed[two_organizations.ours.id]}"
    wrong = post(supplier, f"{address}/again", seen=address, recipient="jose@")
    assert wrong.status_code == 422
    assert 'aria-invalid="true"' in wrong.get_data(as_text=True)
    attempt = re.search(r'name="attempt" value="([^"]+)"', page(supplier, address))[1]
    given = {"recipient": "jose@example.org", "attempt": attempt}
    first = post(supplier, f"{address}/again", seen=address, **given)
    second = post(supplier, f"{address}/again", seen=address, **given)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert "It is on its way again." in page(supplier, first.headers["Location"])


def test_mails_about_a_persons_own_account_are_on_no_page(
    supplier, tenant_session, two_organizations, forms, settings
):
    ours = two_organizations.ours
    secret = new_mail_secret(settings.secret_key)
    facts = {"subject": "Your password", "paragraphs": [secret.place], "action": None}
    letter = Letter(
        template="note",
        recipient="rose@example.com",
        facts=facts,
        secret=secret,
        sender="service",
        about=About(form_id=forms[ours.id]),
    )
    with tenant_session(ours) as session:
        mail = queue_mail(session, letter)
    assert "Your password" not in page(supplier, f"/studio/forms/{forms[ours.id]}/messages")
    page(supplier, f"/studio/messages/{mail}", 404)


def test_reminders_are_counted_before_they_are_sent(
    supplier, tenant_session, two_organizations, forms, settings
):
    ours = two_organizations.ours
    for recipient in ("ana@example.com", "bea@example.com", ""):
        with tenant_session(ours) as session:
            make_personal_link(
                session,
                form_id=forms[ours.id],
                prefill={},
                expires_at=datetime.now(UTC) + timedelta(days=9),
                signing_key=settings.secret_key,
                recipient=recipient,
                label=recipient or HOSTILE,
            )
    address = f"/studio/forms/{forms[ours.id]}/remind"
    before = page(supplier, address)
    assert "2 people would be written to" in before
    assert "Without an e-mail address" in before
    assert HOSTILE not in before
    sent = post(supplier, address)
    assert sent.status_code == 303
    after = page(supplier, sent.headers["Location"])
    assert "2 reminders are on their way." in after
    assert "Written to within the last day" in after


def test_everybody_chooses_what_is_written_to_them(supplier, forms, two_organizations):
    ours = forms[two_organizations.ours.id]
    shown = page(supplier, "/studio/notifications")
    assert "Our day" in shown
    assert str(forms[two_organizations.theirs.id]) not in shown
    assert f'name="when-{ours}" value="at_once" checked' in shown
    kept = post(supplier, "/studio/notifications", **{f"when-{ours}": "daily"})
    assert kept.status_code == 303
    assert f'name="when-{ours}" value="daily" checked' in page(supplier, "/studio/notifications")
    post(supplier, "/studio/notifications", **{f"when-{ours}": "hourly"})
    assert f'name="when-{ours}" value="daily" checked' in page(supplier, "/studio/notifications")
