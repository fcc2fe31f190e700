"""The local outbox: what would have been sent, harmless to look at, and nowhere but at home."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask

from tests.web.browsing import Browser
from wedforms.app import create_app
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.files.store import open_store
from wedforms.lib import clock
from wedforms.messaging import Letter, queue_mail
from wedforms.messaging.post import post_of
from wedforms.messaging.send import send_mail

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def settings(settings, tmp_path):
    return replace(settings, outbox_folder=str(tmp_path / "outbox"))


@pytest.fixture
def sent(database, two_organizations, settings):
    """Send a note of ours through the configured way out; its id."""
    engine = create_engine_for(database.worker)

    def opened(organization_id: UUID):
        return tenant_transaction(session_factory(engine)(), organization_id)

    def send(subject: str, *paragraphs: str, tenant=two_organizations.ours, **letter) -> UUID:
        facts = {"subject": subject, "paragraphs": paragraphs, "action": None}
        with opened(tenant.id) as session:
            given = {"template": "note", "recipient": "ana@example.com", "facts": facts}
            message_id = queue_mail(session, Letter(**{**given, **letter}))
        send_mail(
            opened,
            organization_id=tenant.id,
            message_id=message_id,
            post=post_of(settings),
            secret_key=settings.secret_key,
            files=open_store(settings),
            clock=clock.now,
        )
        return message_id

    yield send
    engine.dispose()


def text_of(browser: Browser, address: str) -> str:
    answer = browser.client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_every_mail_is_there_the_newest_first(browser, sent, two_organizations):
    assert "Nothing was sent yet" in text_of(browser, "/outbox")
    first = sent("Your day", "Hello José")
    second = sent("Their day", tenant=two_organizations.theirs, reply_to="couple@example.com")
    page = text_of(browser, "/outbox")
    assert page.index(str(second)) < page.index(str(first))
    mail = text_of(browser, f"/outbox/{first}")
    assert "Rose &amp; Lens Photography" in mail
    assert "Hello José" in mail
    assert "couple@example.com" in text_of(browser, f"/outbox/{second}")


def test_a_hostile_mail_is_words_in_a_sandbox(browser, sent):
    name = sent(f"Hello {HOSTILE}", HOSTILE, "javascript:alert(1) https://example.com/way")
    mail = text_of(browser, f"/outbox/{name}")
    assert HOSTILE not in mail
    assert 'href="javascript:' not in mail
    assert 'href="https://example.com/way"' in mail
    frame = re.search(r"<iframe[^>]*>", mail)[0]
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame
    answer = browser.client.get(f"/outbox/{name}/page")
    assert HOSTILE not in answer.get_data(as_text=True)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "allow-scripts" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_page_of_a_mail_may_show_its_frame_and_nothing_from_elsewhere(browser, sent):
    name = sent("Your day", "Hello José")
    policy = browser.client.get(f"/outbox/{name}").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy.split("; ")
    assert "trusted-types 'none'" in policy.split("; ")
    assert "frame-src" not in browser.client.get("/outbox").headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["..%2fsecret", "nothing", "0" * 36, "%00" * 36])
def test_no_other_file_is_shown(browser, name):
    for address in (f"/outbox/{name}", f"/outbox/{name}/page"):
        assert browser.client.get(address).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"outbox_folder": ""},
        {"smtp_url": "smtps://mail.example", "mail_from": "post@forms.example"},
        {"public_url": "https://forms.example"},
    ],
    ids=["not asked for", "with a mail server", "on a public service"],
)
def test_there_is_none_anywhere_else(settings, sent, changes):
    name = sent("Your day")
    app: Flask = create_app(replace(settings, **changes))
    client = app.test_client()
    for address in ("/outbox", f"/outbox/{name}", f"/outbox/{name}/page"):
        assert client.get(address).status_code == 404
