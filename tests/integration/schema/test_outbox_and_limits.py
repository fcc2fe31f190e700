"""Events become jobs with the act that announces them; tiers are counted in the act's transaction."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from time import sleep
from typing import Any

import procrastinate
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from wedforms.core import limits
from wedforms.core.limits import LimitReached
from wedforms.core.outbox import EVENTS, UnknownEvent, announce
from wedforms.core.tenancy import TenantUnknown, tenant_transaction
from wedforms.lib.ids import uuid7

pytestmark = pytest.mark.both_postgres


def test_an_event_is_a_job_with_ids_once_the_act_is_committed(sessions, ledger, ours):
    document_id, at = uuid7(), datetime(2027, 6, 5, 9, tzinfo=UTC)
    with sessions() as session, tenant_transaction(session, ours.id):
        announce(session, "document.issued", document_id=document_id, revision=2, at=at)
        assert ledger.jobs() == []
    (job,) = ledger.jobs()
    assert job["task_name"] == "document.issued"
    assert job["scheduled_at"] == at
    assert job["args"] == {
        "organization_id": str(ours.id),
        "document_id": str(document_id),
        "revision": 2,
    }


def test_an_event_goes_back_with_the_act(sessions, ledger, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        announce(session, "form.published", form_id=uuid7())
        session.rollback()
    assert ledger.jobs() == []


@pytest.mark.parametrize("event", ["submission.recieved", "", "x; drop"])
def test_an_unknown_event_is_refused(sessions, ours, event):
    with (
        pytest.raises(UnknownEvent),
        sessions() as session,
        tenant_transaction(session, ours.id),
    ):
        announce(session, event)


def test_no_event_without_a_tenant(sessions):
    with sessions() as session, pytest.raises(TenantUnknown):
        announce(session, "form.published", form_id=uuid7())


@pytest.mark.parametrize("which", ["theirs", "nobody's"])
def test_no_event_for_an_organization_that_is_not_open(engine, ledger, ours, theirs, which):
    with engine.connect() as connection:
        if which == "theirs":
            connection.execute(text(f"set local app.organization_id = '{theirs.id}'"))
        with pytest.raises(DBAPIError) as raised:
            connection.execute(
                text("select announce_event('form.published', :organization, '{}')"),
                {"organization": ours.id},
            )
    assert isinstance(raised.value.orig, InsufficientPrivilege)


@pytest.mark.parametrize(
    "ids", ['{"name": "Zoë"}', '{"answers": {"a": 1}}', '{"list": []}', '{"none": null}']
)
def test_an_event_carries_no_personal_data(engine, ours, ids):
    with engine.connect() as connection:
        connection.execute(text(f"set local app.organization_id = '{ours.id}'"))
        with pytest.raises(IntegrityError, match="ids only"):
            connection.execute(
                text("select announce_event('form.published', :organization, cast(:ids as jsonb))"),
                {"organization": ours.id, "ids": ids},
            )


@pytest.mark.parametrize("table", ["procrastinate_jobs", "procrastinate_events"])
@pytest.mark.parametrize("act", ["select 1 from jobs.{}", "delete from jobs.{}"])
def test_the_application_sees_no_job(engine, table, act):
    with engine.connect() as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(text(act.format(table)))
    assert isinstance(raised.value.orig, InsufficientPrivilege)


def test_a_worker_does_what_was_announced(sessions, database, ours):
    done: list[dict[str, Any]] = []
    url = database.worker.set(drivername="postgresql").render_as_string(hide_password=False)
    connector = procrastinate.PsycopgConnector(
        conninfo=url, kwargs={"options": "-c search_path=jobs,public"}
    )
    app = procrastinate.App(connector=connector)
    for event in EVENTS:
        app.task(name=event)(lambda **ids: done.append(ids))
    with sessions() as session, tenant_transaction(session, ours.id):
        announce(session, "form.published", form_id=uuid7())
        announce(session, "form.published", form_id=uuid7(), at=datetime(2099, 1, 1, tzinfo=UTC))

    async def work() -> None:
        async with app.open_async():
            await app.run_worker_async(wait=False, install_signal_handlers=False)

    asyncio.run(work())
    assert [one["organization_id"] for one in done if one["organization_id"] == str(ours.id)] == [
        str(ours.id)
    ]


@pytest.mark.parametrize(
    ("counter", "column"),
    [("users", "max_users"), ("forms", "max_forms"), ("submissions", "max_submissions")],
)
def test_a_tier_ends(sessions, ledger, ours, counter, column):
    ledger.change(f"update organizations set {column} = 2")
    with sessions() as session:
        for _ in range(2):
            with tenant_transaction(session, ours.id):
                limits.use(session, counter)
        with pytest.raises(LimitReached) as raised, tenant_transaction(session, ours.id):
            limits.use(session, counter)
        assert raised.value.counter == counter
        with tenant_transaction(session, ours.id):
            limits.give_back(session, counter)
            limits.use(session, counter)
    assert ledger.value("select used from organization_usage") == 2


def test_what_is_rolled_back_is_not_used(sessions, ledger, ours):
    ledger.change("update organizations set max_forms = 1")
    with sessions() as session:
        with tenant_transaction(session, ours.id):
            limits.use(session, "forms")
            session.rollback()
        with tenant_transaction(session, ours.id):
            limits.use(session, "forms")
    assert ledger.value("select used from organization_usage") == 1


def test_without_a_limit_everything_is_counted_but_submissions(sessions, ledger, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        for counter in ("users", "forms", "submissions"):
            limits.use(session, counter)
    used = ledger.rows("select counter, used from organization_usage order by counter")
    assert used == [{"counter": "forms", "used": 1}, {"counter": "users", "used": 1}]


def test_nothing_is_given_back_that_was_not_used(sessions, ledger, ours):
    with sessions() as session, tenant_transaction(session, ours.id):
        limits.use(session, "forms")
        for _ in range(3):
            limits.give_back(session, "forms")
    assert ledger.value("select used from organization_usage") == 0


def test_many_at_once_do_not_overrun_a_tier(sessions, ledger, ours):
    ledger.change("update organizations set max_users = 5")
    start = Barrier(20)

    def join(_: int) -> bool:
        start.wait()
        try:
            with sessions() as session, tenant_transaction(session, ours.id):
                limits.use(session, "users")
        except LimitReached:
            return False
        return True

    with ThreadPoolExecutor(20) as threads:
        joined = list(threads.map(join, range(20)))
    assert sum(joined) == ledger.value("select used from organization_usage") == 5


def test_who_waits_for_the_last_of_a_tier_does_not_get_it_too(sessions, ledger, ours):
    ledger.change("update organizations set max_users = 2")
    waiting = "select count(*) from pg_locks where not granted"

    def join() -> bool:
        with sessions() as session, tenant_transaction(session, ours.id):
            limits.use(session, "users")
        return True

    assert join()
    with ThreadPoolExecutor(1) as hand:
        with sessions() as session, tenant_transaction(session, ours.id):
            limits.use(session, "users")
            late = hand.submit(join)
            while not (late.done() or ledger.value(waiting)):
                sleep(0.01)
        with pytest.raises(LimitReached):
            late.result(60)
    assert ledger.value("select used from organization_usage") == 2
