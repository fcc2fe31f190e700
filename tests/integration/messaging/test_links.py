"""A personal link goes by e-mail to whom it is for; its secret is nowhere at rest."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from tests.integration.messaging.answering import WAYS, publish
from tests.integration.messaging.conftest import NOW, SECRET_KEY
from wedforms.forms import FormLink
from wedforms.forms.links import link_secret, make_personal_link, renew_link, revoke_link
from wedforms.messaging.invite import mail_link


def invite(desk, tenant=None, **facts):
    form_id = publish(desk, tenant)
    with desk.work(tenant) as session:
        make_personal_link(
            session, form_id=form_id, prefill={}, expires_at=NOW + timedelta(days=30), signing_key=SECRET_KEY,
            **{"label": "The Bells", "recipient": "ana@example.com", "mailed_at": NOW, **facts},
        )  # fmt: skip
        return session.scalar(select(FormLink.id).order_by(FormLink.id.desc()).limit(1))


def mailed(desk, link_id, tenant=None):
    with desk.work(tenant) as session:
        return mail_link(session, link_id, ways=WAYS)


def secret_of(desk, link_id):
    with desk.work() as session:
        return link_secret(session, link_id, signing_key=SECRET_KEY)


def test_the_link_arrives_and_is_not_in_what_is_stored(desk, office):
    link_id = invite(desk)
    message_id = mailed(desk, link_id)
    desk.send(message_id)
    [delivery] = office.deliveries
    sent = delivery.message
    address = f"https://forms.example/p/{desk.tenants.ours.slug}/{secret_of(desk, link_id)}"
    assert sent["To"] == "ana@example.com"
    assert "Your day" in sent["Subject"]
    for words in (delivery.text, delivery.html):
        assert address in words
        assert "The Bells" in words
    assert secret_of(desk, link_id) not in str(desk.message(message_id))


def test_asked_once_it_is_written_once(desk):
    link_id = invite(desk)
    assert mailed(desk, link_id) == mailed(desk, link_id)


def test_what_leads_nowhere_is_not_written(desk):
    link_id = invite(desk)
    with desk.work() as session:
        revoke_link(session, link_id, now=NOW)
    assert mailed(desk, link_id) is None
    assert mailed(desk, invite(desk, recipient="")) is None


def test_a_link_that_has_another_address_meanwhile_arrives_with_that(desk, office):
    link_id = invite(desk)
    message_id = mailed(desk, link_id)
    with desk.work() as session:
        renewed = renew_link(session, link_id, signing_key=SECRET_KEY)
    desk.send(message_id)
    assert f"/{renewed}" in office.deliveries[0].text


def test_links_of_two_suppliers_go_in_their_own_names(desk, office):
    theirs = desk.tenants.theirs
    desk.send(mailed(desk, invite(desk)))
    desk.send(mailed(desk, invite(desk, theirs), theirs), theirs)
    ours, other = office.deliveries
    assert f"/p/{desk.tenants.ours.slug}/" in ours.text
    assert f"/p/{theirs.slug}/" in other.text
