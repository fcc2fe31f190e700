"""A worker that dies while it hands a mail over: nothing is lost, and what may be double is said."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from threading import Event
from uuid import UUID

import pytest
from procrastinate.exceptions import AlreadyEnqueued

from tests.abuse.breakable import until
from tests.abuse.site import Site, running_site
from tests.abuse.workers import MEANWHILE, defer, work_once, worker
from tests.factories.postoffice import PostOffice, post_office
from wedforms.messaging import Letter, queue_mail
from wedforms.messaging.history import Message, message_one

FACTS = {"subject": "Your day", "paragraphs": ("Hello Ana,",), "action": None}


@pytest.fixture
def site(database, tmp_path) -> Iterator[Site]:
    with running_site(database, tmp_path) as running:
        yield running


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as running:
        yield running


def queue(site: Site) -> UUID:
    with site.work(site.ours) as session:
        letter = Letter(template="note", recipient="ana@example.com", facts=FACTS)
        return queue_mail(session, letter)


def shown(site: Site, mail: UUID) -> Message:
    """The mail as the studio's pages have it."""
    with site.work(site.ours) as session:
        return message_one(session, mail).message


def way_out(office: PostOffice) -> dict[str, str]:
    return {"WEDFORMS_SMTP_URL": office.url, "WEDFORMS_MAIL_FROM": "post@wedforms.example"}


def kill_in_the_middle(site: Site, office: PostOffice) -> None:
    """A worker gets as far as the server's answer, which the server holds back, and dies."""
    inside, go_on = Event(), Event()

    def hold(_delivery: object) -> None:
        inside.set()
        assert go_on.wait(MEANWHILE)

    office.then = hold
    with worker(site, settings=way_out(office)) as doomed:
        assert inside.wait(MEANWHILE)
        os.kill(doomed.pid, signal.SIGKILL)
        doomed.wait()
    go_on.set()
    office.then = lambda delivery: None


def start_again(site: Site, office: PostOffice) -> None:
    """What happens some minutes later: the job of the dead worker is given to another."""
    site.ledger().change(
        "update jobs.procrastinate_workers set last_heartbeat = now() - interval '5 minutes'"
    )
    with suppress(AlreadyEnqueued):  # by the clock, just now
        defer(site, "retry_stalled_jobs", timestamp=0)
    work_once(site, settings=way_out(office))
    work_once(site, settings=way_out(office))


def test_a_mail_whose_worker_was_killed_is_sent_and_said_to_be_double_perhaps(site, office):
    mail = queue(site)
    kill_in_the_middle(site, office)
    assert len(office.deliveries) == 1
    between = shown(site, mail)
    assert (between.status, between.may_send_again) == ("sending", False)

    start_again(site, office)
    after = shown(site, mail)
    assert (after.status, after.is_double) == ("sent", True)
    assert len({one.message["Message-ID"] for one in office.deliveries}) == 1
    assert len(office.deliveries) == 2

    start_again(site, office)
    assert len(office.deliveries) == 2
    told = "select count(*) from communication_events where details ->> 'answer' = 'unknown'"
    assert site.ledger().value(told) == 1
    assert site.ledger(site.theirs).value("select count(*) from communication_events") == 0


def test_a_mail_that_went_out_at_once_is_not_said_to_be_double(site, office):
    mail = queue(site)
    work_once(site, settings=way_out(office))
    after = shown(site, mail)
    assert (after.status, after.is_double) == ("sent", False)


def test_a_worker_told_to_stop_hands_the_mail_over_to_its_end(site, office):
    mail, inside, go_on = queue(site), Event(), Event()

    def hold(_delivery: object) -> None:
        inside.set()
        assert go_on.wait(MEANWHILE)

    office.then = hold
    with worker(site, settings=way_out(office)) as process:
        assert inside.wait(MEANWHILE)
        process.send_signal(signal.SIGTERM)
        go_on.set()
        assert process.wait(MEANWHILE) == 0
    assert (shown(site, mail).status, len(office.deliveries)) == ("sent", 1)


def test_a_worker_told_to_stop_gives_back_what_does_not_end(site, office):
    mail, inside, go_on = queue(site), Event(), Event()

    def hold(_delivery: object) -> None:
        inside.set()
        go_on.wait(2 * MEANWHILE)

    office.then = hold
    try:
        with worker(site, settings=way_out(office)) as process:
            assert inside.wait(MEANWHILE)
            process.send_signal(signal.SIGTERM)
            assert process.wait(MEANWHILE) == 0
    finally:
        go_on.set()
    waiting = "jobs.procrastinate_jobs where status = 'todo' and task_name = 'message.queued'"
    assert site.ledger().value(f"select count(*) from {waiting}") == 1
    office.then = lambda delivery: None

    def is_sent() -> bool:
        work_once(site, settings=way_out(office))
        return shown(site, mail).status == "sent"

    until(is_sent)
    assert len({one.message["Message-ID"] for one in office.deliveries}) == 1
