"""Workers that die, run twice, or race: a paper has one number and one file, whatever happens to them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.abuse.breakable import children_of, until
from tests.abuse.site import SECRET, Site, opened, running_site
from tests.web.forms import field, form, required
from wedforms.jobs.events import jobs
from wedforms.jobs.worker import _connector

CONTRACT = {
    **form(
        required("who", label="Your name"),
        field("terms", "clause", "Terms", content="<p>{{who}} agrees.</p>"),
        name="Contract",
        settings={"review": False},
    ),
    "form_type": "contract",
}
_MEANWHILE = 90.0


@pytest.fixture
def site(database, tmp_path) -> Iterator[Site]:
    with running_site(database, tmp_path) as running:
        yield running


@pytest.fixture
def address(site: Site) -> str:
    return site.publish_twice(CONTRACT)[0]


@contextmanager
def worker(site: Site, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process as operators start it."""
    url = site.database.worker.set(drivername="postgresql").render_as_string(hide_password=False)
    environment = {
        **os.environ,
        "WEDFORMS_WORKER_DATABASE_URL": url,
        "WEDFORMS_SECRET_KEY": SECRET,
        "WEDFORMS_DATA_FOLDER": str(site.folder),
        "WEDFORMS_LOG_LEVEL": "error",
    }
    command = [sys.executable, "-m", "wedforms", "worker", *options]
    process = subprocess.Popen(command, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def work_once(site: Site) -> None:
    """Let a worker do what is waiting, to its end."""
    with worker(site, "--once") as process:
        assert process.wait(_MEANWHILE) == 0


def send(site: Site, address: str, who: str, **more: str) -> None:
    inputs = {**opened(site, address), "who": who, "_action": "submit", **more}
    assert site.post(address, inputs).status_code == 303


def documents(site: Site) -> list[dict[str, Any]]:
    return site.ledger().rows("select * from documents order by number")


def jobs_in_hand(site: Site, name: str) -> int:
    return site.ledger().value(
        "select count(*) from jobs.procrastinate_jobs where status = 'doing' and task_name = :name",
        name=name,
    )


def papers_on_disk(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and path.read_bytes()[:5] == b"%PDF-"
    ]  # fmt: skip


def defer(site: Site, task: str, **arguments: Any) -> None:
    """Put a job into the queue past every announcement."""

    async def put() -> None:
        url = site.database.worker.render_as_string(hide_password=False)
        with jobs.replace_connector(_connector(url)) as app:
            async with app.open_async():
                await app.configure_task(task, allow_unknown=True).defer_async(**arguments)

    asyncio.run(put())


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
        until(lambda: jobs_in_hand(site, "document.issuing"), patience=_MEANWHILE)
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
        assert one.wait(_MEANWHILE) == other.wait(_MEANWHILE) == 0
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
        assert one.wait(_MEANWHILE) == other.wait(_MEANWHILE) == 0
    work_once(site)
    assert_issued_once(site, 1)


def test_no_paper_is_made_of_what_a_machine_sent(site, address):
    send(site, address, "Bot", _website="https://spam.example")
    work_once(site)
    assert documents(site) == []
    [row] = site.sent(address)
    assert row["quarantined_at"] is not None


def test_a_worker_told_to_stop_finishes_what_it_has_in_hand(site, address):
    send(site, address, "Ana")
    with worker(site) as process:
        until(lambda: jobs_in_hand(site, "document.issuing"), patience=_MEANWHILE)
        process.send_signal(signal.SIGTERM)
        assert process.wait(_MEANWHILE) == 0
    assert_issued_once(site, 1)
