"""A queued mail arrives once at a real server, as it was kept."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr
from threading import Barrier, Event

import pytest

from tests.factories.postoffice import accept, post_office
from tests.integration.messaging.conftest import NOW, SECRET_KEY, note
from wedforms.lib.ids import token_digest
from wedforms.messaging import Letter, queue_mail
from wedforms.messaging.addresses import MailTag, tags_in
from wedforms.messaging.errors import AddressUnusable, MailDelayed, MailInHand
from wedforms.messaging.history import message_one
from wedforms.messaging.post import NoPost, post_of
from wedforms.messaging.secrets import new_mail_secret
from wedforms.messaging.send import MOST_TRIES

NAMES = ["José", "O'Brien & Söhne", "陳大文", "עדי", 'The "Old" Mill, Ltd', "a@b <c>", "Müller, José", "x" * 90 + "é" * 90]  # fmt: skip


def test_the_mail_arrives_as_it_was_kept(desk, office):
    sent = desk.queue(facts=note("Your day – 5 June", "It rains. 🌧", "We come <soon>."))
    desk.send(sent)
    [one] = office.deliveries
    kept, message = desk.message(sent), one.message
    assert one.recipients == ["ana@example.com"]
    assert message["Subject"] == kept["subject"] == "Your day – 5 June"
    assert message["To"] == "ana@example.com"
    assert message["From"].addresses[0].display_name == "Rose & Lens Photography"
    assert message["From"].addresses[0].addr_spec == "post@wedforms.example"
    assert message["Message-ID"] == kept["message_id"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert one.text.replace("\r\n", "\n").strip() == kept["content"].strip()
    assert "It rains. 🌧" in one.text
    assert "We come &lt;soon&gt;." in one.html
    assert "style=" in one.html
    # All styles stand at the elements but those for phones, which no element can say.
    sheets = re.findall("<style>(.*?)</style>", one.html, re.DOTALL)
    assert all(sheet.startswith("@media (max-width:") for sheet in sheets)
    assert max(len(line) for line in one.content.split(b"\r\n")) < 1000
    assert one.content.isascii()
    assert (kept["status"], kept["sent_at"], kept["attempts"]) == ("sent", NOW, 1)


def test_a_bounce_would_say_which_mail_it_is_about(desk, office):
    sent = desk.queue()
    desk.send(sent)
    tag = MailTag(desk.tenants.ours.id, sent)
    [one] = office.deliveries
    assert one.sender == f"bounces+{tag}@wedforms.example"
    assert len(one.sender.partition("@")[0]) <= 64
    assert tags_in(one.message["Message-ID"]) == [tag]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_survives_the_header(desk, office, name):
    desk.ledger().change("update organizations set name = :name", name=name)
    desk.send(desk.queue(facts=note(f"From {name}")))
    [one] = office.deliveries
    [sender] = one.message["From"].addresses
    assert sender.addr_spec == "post@wedforms.example"
    assert sender_name(one.content) == name[:100]
    assert one.message["Subject"] == f"From {name}"[:200]


def sender_name(content: bytes) -> str:
    """The name before the address, as RFC 2047 reads it (the library adds spaces to long ones)."""
    raw = message_from_bytes(content)["From"].rpartition("<")[0].strip()
    return (
        raw.strip('"').replace('\\"', '"')
        if "=?" not in raw
        else str(make_header(decode_header(raw)))
    )


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x0b"])
def test_no_value_makes_a_header_of_its_own(desk, office, end):
    desk.ledger().change("update organizations set name = :name", name=f"Rose{end}Bcc: b@x.example")
    desk.send(desk.queue(facts=note(f"Hello{end}Bcc: a@x.example{end}{end}Body")))
    [one] = office.deliveries
    assert one.message["Bcc"] is None
    assert one.recipients == ["ana@example.com"]
    assert one.message["Subject"].startswith("Hello Bcc: a@x.example")
    assert parseaddr(str(one.message["From"]))[1] == "post@wedforms.example"


@pytest.mark.parametrize(
    "address",
    ["", "ana", "ana@example.com, bea@example.com", "ana@example.com\r\nBcc: b@x.example", "Ana <ana@example.com>"],
)  # fmt: skip
def test_one_recipient_at_an_address_and_nothing_else(desk, address):
    with pytest.raises(AddressUnusable):
        desk.queue(recipient=address)
    if address:
        with pytest.raises(AddressUnusable):
            desk.queue(reply_to=address)


def test_replies_go_where_they_should(desk, office):
    desk.send(desk.queue(reply_to="couple@example.com", recipient="bob@bücher.example"))
    [one] = office.deliveries
    assert one.message["Reply-To"] == "couple@example.com"
    assert one.recipients == ["bob@xn--bcher-kva.example"]


def test_sending_twice_sends_once(desk, office):
    sent = desk.queue()
    desk.send(sent)
    desk.send(sent)
    assert len(office.deliveries) == 1


def test_what_happened_once_is_told_once(desk):
    first = desk.queue(once="confirmation:1", facts=note("One"))
    assert desk.queue(once="confirmation:1", facts=note("Two")) == first
    assert desk.queue(tenant=desk.tenants.theirs, once="confirmation:1") != first
    assert desk.ledger().value("select count(*) from communications") == 1
    assert len(desk.ledger().jobs()) == 1


def test_two_that_tell_the_same_at_the_same_moment_write_one_mail(desk):
    begun, go_on = Barrier(2), Event()

    def tell(waits: bool):
        begun.wait(30)
        if waits:
            go_on.wait(0.2)
        return desk.queue(once="confirmation:2")

    with ThreadPoolExecutor(2) as hands:
        told = [hands.submit(tell, waits) for waits in (False, True)]
        ids = {one.result(30) for one in told}
    assert len(ids) == 1
    assert desk.ledger().value("select count(*) from communications") == 1


def test_an_act_that_is_taken_back_sends_nothing(desk):
    with desk.work() as session:
        queue_mail(session, Letter(template="note", recipient="ana@example.com", facts=note()))
        session.rollback()
    assert desk.ledger().value("select count(*) from communications") == 0
    assert desk.ledger().jobs() == []


def test_a_busy_server_is_asked_again(desk, office):
    office.answers["ana@example.com"] = "451 4.7.1 come back later"
    sent = desk.queue()
    with pytest.raises(MailDelayed):
        desk.send(sent)
    waiting = desk.message(sent)
    assert (waiting["status"], waiting["attempts"]) == ("queued", 1)
    office.answers.clear()
    desk.send(sent)
    done = desk.message(sent)
    assert (done["status"], done["failure"], done["attempts"]) == ("sent", None, 2)
    assert done["message_id"] == waiting["message_id"]


def test_a_server_that_never_takes_it_is_not_asked_for_ever(desk, office):
    office.answers["DATA"] = "452 4.2.2 mailbox full"
    sent = desk.queue()
    for _ in range(MOST_TRIES - 1):
        with pytest.raises(MailDelayed):
            desk.send(sent)
    desk.send(sent)
    failed = desk.message(sent)
    assert (failed["status"], failed["failure"]) == ("failed", "the mailbox is full")


def test_an_address_that_does_not_exist_is_not_written_to_again(desk, office):
    office.answers["ana@example.com"] = "550 5.1.1 <ana@example.com>: user unknown"
    first = desk.queue()
    desk.send(first)
    office.answers.clear()
    second = desk.queue(recipient="Ana@example.com")
    desk.send(second)
    assert office.deliveries == []
    assert desk.message(first)["failure"] == "the address does not exist"
    assert desk.message(second)["failure"] == "this address is not written to any more"
    theirs = desk.queue(tenant=desk.tenants.theirs)
    desk.send(theirs, desk.tenants.theirs)
    assert len(office.deliveries) == 1


def test_of_two_workers_with_one_mail_one_sends_it(desk, office):
    sent, inside, go_on = desk.queue(), Event(), Event()

    def wait(delivery):
        inside.set()
        assert go_on.wait(30)

    office.then = wait
    with ThreadPoolExecutor(1) as hands:
        slow = hands.submit(desk.send, sent)
        assert inside.wait(30)
        with pytest.raises(MailInHand):
            desk.send(sent)
        go_on.set()
        slow.result(30)
    desk.send(sent)
    assert len(office.deliveries) == 1


def test_no_usable_secret_is_at_rest(desk, office):
    secret = new_mail_secret(SECRET_KEY)
    address = f"https://forms.example/join/{secret.place}"
    sent = desk.queue(
        facts=note("Join us", action={"words": "Join", "address": address}),
        secret=secret,
        sender="service",
    )
    desk.send(sent)
    [one] = office.deliveries
    [line] = [line for line in one.text.splitlines() if "/join/" in line]
    token = line.rpartition("/")[2]
    assert token_digest(token) == secret.digest
    assert f"/join/{token}" in one.html
    for table in ("communications", "mails", "audit_logs"):
        rows = desk.ledger().rows(f"select t::text as row from {table} t")
        assert not any(token in row["row"] for row in rows)
    assert desk.message(sent)["type"] == "system"
    assert one.message["From"].addresses[0].display_name == "WedForms"


def test_without_a_mail_server_a_mail_says_so(desk):
    desk.post = NoPost()
    sent = desk.queue()
    desk.send(sent)
    failed = desk.message(sent)
    assert failed["status"] == "failed"
    assert failed["failure"] == "no mail server is set up on this service yet"


def test_a_password_is_given_to_the_server_that_asks_for_one(desk, settings):
    options = {"authenticator": accept("rose", "p@ss word"), "auth_require_tls": False}
    with post_office(**options) as strict:
        url = f"smtp://rose:p%40ss%20word@127.0.0.1:{strict.port}"
        desk.post = post_of(replace(settings, smtp_url=url))
        desk.send(desk.queue())
        assert [one.is_signed_in for one in strict.deliveries] == [True]
        desk.post = post_of(replace(settings, smtp_url=url.replace("word", "wort")))
        wrong = desk.queue()
        with pytest.raises(MailDelayed):
            desk.send(wrong)
        assert desk.message(wrong)["failure"] == "the mail server did not accept our password"


def test_a_server_that_is_away_is_waited_for(desk, settings):
    with post_office() as gone:
        url = gone.url
    desk.post = post_of(replace(settings, smtp_url=url))
    sent = desk.queue()
    with pytest.raises(MailDelayed):
        desk.send(sent)
    assert desk.message(sent)["failure"] == "the mail server does not answer"


def test_a_server_that_hangs_up_before_its_answer_is_asked_again_and_that_is_said(desk, office):
    sent, other = desk.queue(), desk.queue(tenant=desk.tenants.theirs)
    office.hangs_up = True
    with pytest.raises(MailDelayed):
        desk.send(sent)
    office.hangs_up = False
    desk.send(sent)
    desk.send(other, desk.tenants.theirs)
    with desk.work() as session:
        shown = message_one(session, sent)
    assert (shown.message.status, shown.message.is_double) == ("sent", True)
    assert [one["type"] for one in shown.events] == ["unknown"]
    with desk.work(desk.tenants.theirs) as session:
        assert not message_one(session, other).message.is_double
    ids = [one.message["Message-ID"] for one in office.deliveries]
    assert len(ids) == 3
    assert len(set(ids)) == 2
