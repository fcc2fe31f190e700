"""Mails that wait while the service's key is changed lead where they should."""

from __future__ import annotations

import re

import pytest

from tests.integration.messaging.answering import WAYS, answer, publish
from tests.integration.messaging.conftest import NOW, SECRET_KEY, note
from wedforms.lib.ids import token_digest
from wedforms.messaging.confirm import confirm_submission
from wedforms.messaging.secrets import new_mail_secret
from wedforms.messaging.send import send_mail

NEW = "a key that only the tests of a changed key know"


@pytest.fixture
def send(desk):
    """Send a mail as a worker does that has the new key."""

    def sent(message_id, *, earlier=(SECRET_KEY,)):
        send_mail(
            desk.transaction,
            organization_id=desk.tenants.ours.id,
            message_id=message_id,
            post=desk.post,
            secret_key=NEW,
            earlier_keys=earlier,
            files=desk.files,
            clock=lambda: NOW,
        )

    return sent


@pytest.mark.parametrize(("earlier", "is_good"), [((SECRET_KEY,), True), ((), False)])
def test_the_secret_of_a_mail_is_the_one_whose_digest_was_kept(
    desk, office, send, earlier, is_good
):
    secret = new_mail_secret(SECRET_KEY)
    facts = note("Join", f"https://forms.example/join/{secret.place}")
    send(desk.queue(secret=secret, facts=facts), earlier=earlier)
    [found] = re.findall(r"/join/([\w-]{43})", office.deliveries[-1].text)
    assert (token_digest(found) == secret.digest) is is_good


def test_the_page_of_what_was_sent_before_is_found(desk, office, send):
    publish(desk)
    sent = answer(desk)
    with desk.work() as session:
        [mail] = confirm_submission(session, sent, ways=WAYS, now=NOW)
    send(mail)
    kept = desk.ledger().value("select view_digest from form_submissions where id = :id", id=sent)
    found = re.findall(r"/s/[\w-]+/([\w-]{43})", office.deliveries[-1].text)
    assert {token_digest(one) for one in found} == {bytes(kept)}
