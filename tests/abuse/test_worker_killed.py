"""Workers that die, run twice, or race: a paper has one number and one file, whatever happens to them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tests.abuse.breakable import children_of, until
from tests.abuse.site import SECRET, Site, opened, running_site
from tests.abuse.workers import MEANWHILE, defer, jobs_in_hand, papers_on_disk, work_once, worker
from tests.web.forms import field, form, required
from wedforms.documents.issue import Transaction, produce_document
from wedforms.jobs.open import open_workshop
from wedforms.jobs.workshop import Workshop
from wedforms.settings import Settings
from wedforms.submissions.issue import issue_for_submission

CONTRACT = {
    **form(
        required("who", label="Your name"),
        field("terms", "clause", "Terms", content="<p>{{who}} agrees.</p>"),
        name="Contract",
        settings={"review": False},
    ),
    "form_type": "contract",
}
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def site(database, tmp_path) -> Iterator[Site]:
    with running_site(database, tmp_path) as running:
        yield running


@pytest.fixture
def address(site: Site) -> str:
    return site.publish_twice(CONTRACT)[0]


def send(site: Site, address: str, who: str, **more: str) -> None:
    inputs = {**opened(site, address), "who": who, "_action": "submit", **more}
    assert site.post(address, inputs).status_code == 303


def documents(site: Site) -> list[dict[str, Any]]:
    return site.ledger().rows("select * from documents order by number")


def assert_issued_once(site: Site, count: int) -> None:
    """Each paper has its number, without gaps, and its one file."""
    found = documents(site)
    assert [one["status"] for one in found] == ["issued"] * count
    numbers = sorted(int(one["number"].rpartition("-")[2]) for one in found)
    assert numbers == list(range(1, count + 1))
    files = site.ledger().rows("select sha256 from stored_files where kind = 'document'")
    assert sorted(one["sha256"] for one in files) == sorted(one["sha256"] for one in found)
    issued = "select count(*) from document_events where event_type = 'issued'"
    assert site.ledger().value(issued) == count
    assert site.ledger(site.theirs).value("select count(*) from documents") == 0


def test_a_worker_killed_in_the_middle_is_followed_by_one_that_finishes_once(site, address):
    send(site, address, "Ana")
    with worker(site) as doomed:
        until(lambda: jobs_in_hand(site, "document.issuing"), patience=MEANWHILE)
        helpers = children_of(doomed.pid)
        os.kill(doomed.pid, signal.SIGKILL)
        doomed.wait()
    until(lambda: not [one for one in helpers if Path(f"/proc/{one}").exists()])
    [begun] = documents(site)
    assert (begun["status"], begun["file_id"]) == ("issuing", None)
    assert papers_on_disk(site.folder) == []
    site.ledger().change(
        "update jobs.procrastinate_workers set last_heartbeat = now() - interval '5 minutes'"
    )
    defer(site, "retry_stalled_jobs", timestamp=0)
    work_once(site)
    work_once(site)
    assert_issued_once(site, 1)
    assert documents(site)[0]["number"] == begun["number"]
    assert len(papers_on_disk(site.folder)) == 1
    assert site.ledger().value("select count(*) from jobs.procrastinate_jobs where status = 'doing'") == 0  # fmt: skip


def test_handlers_that_run_twice_do_nothing_twice(site, address):
    send(site, address, "Ana")
    work_once(site)
    assert_issued_once(site, 1)
    [before] = documents(site)
    organization = str(site.ours.id)
    for _ in range(2):
        defer(
            site,
            "submission.received",
            organization_id=organization,
            submission_id=str(before["submission_id"]),
        )
        defer(site, "document.issuing", organization_id=organization, document_id=str(before["id"]))
    work_once(site)
    assert_issued_once(site, 1)
    assert documents(site) == [before]
    assert len(papers_on_disk(site.folder)) == 1


def test_two_workers_at_once_share_the_work(site, address):
    for who in ("Ana", "Bea", "Cleo"):
        send(site, address, who)
    with worker(site, "--once") as one, worker(site, "--once") as other:
        assert one.wait(MEANWHILE) == other.wait(MEANWHILE) == 0
    work_once(site)
    assert_issued_once(site, 3)


def test_two_workers_with_the_same_job_issue_one_paper(site, address):
    send(site, address, "Ana")
    [submission] = site.sent(address)
    for _ in range(3):
        defer(
            site,
            "submission.received",
            organization_id=str(site.ours.id),
            submission_id=str(submission["id"]),
        )
    with worker(site, "--once") as one, worker(site, "--once") as other:
        assert one.wait(MEANWHILE) == other.wait(MEANWHILE) == 0
    work_once(site)
    assert_issued_once(site, 1)


def test_two_that_produce_one_paper_at_the_same_moment_leave_one_file(site, address):
    send(site, address, "Ana")
    both_have_printed = Barrier(2)
    with open_workshop(settings_of_worker(site)) as workshop:
        with workshop.transaction(site.ours.id) as session:
            issue_for_submission(session, submission_id=site.sent(address)[0]["id"], now=NOW)
        [begun] = documents(site)

        def produce() -> None:
            produce_document(
                meeting(workshop, both_have_printed),
                organization_id=site.ours.id,
                document_id=begun["id"],
                files=workshop.files,
                signer=workshop.signer,
                timestamps=None,
                clock=lambda: NOW,
            )

        with ThreadPoolExecutor(2) as hands:
            for one in [hands.submit(produce) for _ in range(2)]:
                one.result(MEANWHILE)
    assert_issued_once(site, 1)
    assert len(papers_on_disk(site.folder)) == 1


def meeting(workshop: Workshop, place: Barrier) -> Transaction:
    """The workshop's transactions; before the one that records, whoever asks waits for the other."""
    reading = iter([True])

    @contextmanager
    def transaction(organization_id: UUID) -> Iterator[Session]:
        if not next(reading, False):
            place.wait(MEANWHILE)
        with workshop.transaction(organization_id) as session:
            yield session

    return transaction


def settings_of_worker(site: Site) -> Settings:
    url = site.database.worker.render_as_string(hide_password=False)
    return Settings(worker_database_url=url, secret_key=SECRET, data_folder=str(site.folder))


def test_no_paper_is_made_of_what_a_machine_sent(site, address):
    send(site, address, "Bot", _website="https://spam.example")
    work_once(site)
    assert documents(site) == []
    [row] = site.sent(address)
    assert row["quarantined_at"] is not None


def test_a_worker_told_to_stop_finishes_what_it_has_in_hand(site, address):
    send(site, address, "Ana")
    with worker(site) as process:
        until(lambda: jobs_in_hand(site, "document.issuing"), patience=MEANWHILE)
        process.send_signal(signal.SIGTERM)
        assert process.wait(MEANWHILE) == 0
    assert_issued_once(site, 1)
