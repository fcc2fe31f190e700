"""A mail that comes back is shown where it was sent from, and is not repeated by itself."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.integration.messaging.answering import WAYS, answer, publish
from tests.integration.messaging.conftest import NOW, SECRET_KEY
from wedforms.forms.links import make_personal_link
from wedforms.messaging import remind as remind_module
from wedforms.messaging.addresses import MailTag
from wedforms.messaging.bounces import note_bounce, read_bounce
from wedforms.messaging.confirm import confirm_submission
from wedforms.messaging.errors import AddressUnusable, MailNotFound, NotResendable
from wedforms.messaging.history import message_one, messages_of_submission
from wedforms.messaging.remind import remind, remind_next, waiting_links
from wedforms.messaging.resend import send_again

REPORT = """\
From: MAILER-DAEMON@mail.example.com
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; jose@example.com
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such
 user here

--b
Content-Type: message/rfc822

From: Rose <post@wedforms.example>
Message-ID: {message_id}

Your answers
--b--
"""


def report(desk, mail, *, action="failed", status="5.1.1", to="post@wedforms.example", known=True):
    tag = MailTag(desk.tenants.ours.id, mail)
    message_id = f"<{tag}@wedforms.example>" if known else "<other@example.com>"
    text = REPORT.format(to=to, action=action, status=status, message_id=message_id)
    return text.encode()


def sent_mail(desk):
    publish(desk)
    submission = answer(desk)
    with desk.work() as session:
        [mail] = confirm_submission(session, submission, ways=WAYS, now=NOW)
    desk.send(mail)
    return submission, mail


def note(desk, bounce, tenant=None) -> bool:
    with desk.work(tenant) as session:
        return note_bounce(session, bounce, now=NOW)


def test_a_bounce_is_told_in_words_where_the_mail_was_sent_from(desk):
    submission, mail = sent_mail(desk)
    bounce = read_bounce(report(desk, mail))
    assert note(desk, bounce)
    assert not note(desk, bounce)
    with desk.work() as session:
        [shown] = messages_of_submission(session, submission)
        whole = message_one(session, mail)
    assert (shown.status, shown.failure) == ("failed", "the address does not exist")
    assert [one["type"] for one in whole.events] == ["bounced"]
    assert "no such user here" in whole.events[0]["said"]
    assert desk.ledger().value("select address from suppressions") == "jose@example.com"


def test_the_address_that_it_came_back_to_is_enough(desk):
    _, mail = sent_mail(desk)
    to = f"bounces+{MailTag(desk.tenants.ours.id, mail)}@wedforms.example"
    assert read_bounce(report(desk, mail, to=to, known=False)).tag.mail_id == mail
    assert read_bounce(report(desk, mail, known=False), envelope_to=to.upper()).tag.mail_id == mail


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_what_was_not_refused_is_no_bounce(desk, action):
    _, mail = sent_mail(desk)
    assert read_bounce(report(desk, mail, action=action)) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: hello\n\nhello",
        b"\xff\xfe\x00" * 50,
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n",
        b"Content-Type: message/delivery-status\n\nAction: failed\n\nAction: failed\nStatus: x\n",
    ],
)
def test_other_mail_is_left_alone(content):
    assert read_bounce(content) is None


def test_a_full_mailbox_is_written_to_again(desk):
    _, mail = sent_mail(desk)
    assert note(desk, read_bounce(report(desk, mail, status="5.2.2")))
    assert desk.message(mail)["failure"] == "the mailbox is full"
    assert desk.ledger().rows("select * from suppressions") == []


def test_nobody_reports_for_another_organization(desk):
    _, mail = sent_mail(desk)
    bounce = read_bounce(report(desk, mail))
    assert not note(desk, bounce, desk.tenants.theirs)
    assert desk.message(mail)["status"] == "sent"


def again(desk, mail, recipient, attempt=None, tenant=None):
    with desk.work(tenant) as session:
        return send_again(session, mail, recipient=recipient, attempt=attempt or uuid4(), now=NOW)


def test_a_corrected_address_gets_the_same_words(desk, office):
    submission, mail = sent_mail(desk)
    note(desk, read_bounce(report(desk, mail)))
    attempt = uuid4()
    copy = again(desk, mail, "josé@example.org".replace("é", "e"), attempt)
    assert again(desk, mail, "jose@example.org", attempt) == copy
    desk.send(copy)
    first, second = office.deliveries
    assert second.recipients == ["jose@example.org"]
    assert second.text == first.text
    assert second.message["Message-ID"] != first.message["Message-ID"]
    with desk.work() as session:
        assert len(messages_of_submission(session, submission)) == 2


def test_sending_again_to_the_same_address_says_that_it_is_right(desk, office):
    _, mail = sent_mail(desk)
    note(desk, read_bounce(report(desk, mail)))
    desk.send(again(desk, mail, "Jose@example.com"))
    assert len(office.deliveries) == 2


def test_what_cannot_be_sent_again(desk):
    _, mail = sent_mail(desk)
    with pytest.raises(AddressUnusable):
        again(desk, mail, "jose@example.com, ana@example.com")
    with pytest.raises(MailNotFound):
        again(desk, mail, "jose@example.com", tenant=desk.tenants.theirs)
    with pytest.raises(NotResendable):
        again(desk, again(desk, mail, "jose@example.com"), "jose@example.com")


def link(desk, form_id, recipient, tenant=None, **facts):
    given = {"prefill": {}, "expires_at": NOW + timedelta(days=9), "signing_key": SECRET_KEY}
    with desk.work(tenant) as session:
        return make_personal_link(
            session, form_id=form_id, recipient=recipient, label=recipient, **{**given, **facts}
        )


def reminded(desk, form_id, at=NOW) -> int:
    with desk.work() as session:
        return remind(session, form_id, ways=WAYS, now=at)


def test_only_those_who_have_not_answered_are_reminded_and_once_a_day(desk, office):
    desk.ledger().change("update organizations set email = 'studio@rose.example'")
    form_id = publish(desk)
    secret = link(desk, form_id, "waiting@example.com")
    link(desk, form_id, "answered@example.com")
    link(desk, form_id, "")
    link(desk, form_id, "gone@example.com")
    link(desk, form_id, "late@example.com", expires_at=NOW - timedelta(days=1))
    desk.ledger().change(
        "insert into suppressions (organization_id, id, address, reason)"
        " select id, gen_random_uuid(), 'gone@example.com', 'bounced' from organizations"
    )
    answered = "select id from form_links where recipient = 'answered@example.com'"
    answer(desk, link_id=desk.ledger().value(answered))
    with desk.work() as session:
        waiting = waiting_links(session, form_id, now=NOW)
        found = [[one.recipient for one in kind] for kind in (waiting.due, waiting.rests, waiting.unreachable)]  # fmt: skip
    assert found == [["waiting@example.com"], ["gone@example.com"], [""]]
    assert reminded(desk, form_id) == 1
    assert reminded(desk, form_id) == 0
    assert reminded(desk, form_id, NOW + timedelta(days=1, seconds=1)) == 1
    ids = desk.ledger().rows("select id from communications order by id")
    desk.send(ids[0]["id"])
    [one] = office.deliveries
    assert one.message["Reply-To"] == "studio@rose.example"
    assert one.recipients == ["waiting@example.com"]
    assert f"https://forms.example/p/rose-and-lens/{secret}" in one.text
    assert secret not in str(desk.ledger().rows("select t::text from communications t"))


def many_links(desk, form_id, count: int) -> None:
    for number in range(count):
        link(desk, form_id, f"guest{number}@example.com")


def test_those_beyond_the_first_are_reminded_by_the_worker(desk, monkeypatch):
    monkeypatch.setattr(remind_module, "AT_ONCE", 3)
    monkeypatch.setattr(remind_module, "MOST_NAMED", 4)
    form_id = publish(desk)
    many_links(desk, form_id, 8)
    link(desk, publish(desk, desk.tenants.theirs), "theirs@example.com", tenant=desk.tenants.theirs)
    with desk.work() as session:
        waiting = waiting_links(session, form_id, now=NOW)
        assert (waiting.due_count, len(waiting.due)) == (8, 4)
    assert reminded(desk, form_id) == 8
    written = "select count(*) from communications"
    assert desk.ledger().value(written) == 3
    assert [one["task_name"] for one in desk.ledger().jobs()].count("reminders.wanted") == 1
    for _ in range(2):  # a job that is done again writes to nobody twice
        last = None
        while True:
            with desk.work() as session:
                _, last = remind_next(session, form_id, after=last, ways=WAYS, now=NOW)
            if last is None:
                break
    assert desk.ledger().value(written) == 8
    assert desk.ledger().value("select count(distinct recipient) from communications") == 8
    assert desk.ledger(desk.tenants.theirs).value(written) == 0
    assert reminded(desk, form_id) == 0
    with desk.work() as session:
        waiting = waiting_links(session, form_id, now=NOW)
        assert (waiting.due_count, len(waiting.lately)) == (0, 4)


def test_a_link_that_was_withdrawn_meanwhile_is_not_sent(desk, office):
    form_id = publish(desk)
    link(desk, form_id, "waiting@example.com")
    assert reminded(desk, form_id) == 1
    desk.ledger().change("update form_links set revoked_at = now()")
    mail = desk.ledger().value("select id from communications")
    desk.send(mail)
    assert office.deliveries == []
    assert desk.message(mail)["failure"] == "the link in it was withdrawn"


def test_nobody_is_reminded_of_a_closed_form(desk):
    form_id = publish(desk)
    link(desk, form_id, "waiting@example.com")
    desk.ledger().change("update forms set is_active = false")
    assert reminded(desk, form_id) == 0
