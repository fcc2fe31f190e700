"""What probes hear: whether this process lives, and what it lacks for its work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

LONELY = ["no worker has been heard of for 30 seconds"]


@pytest.fixture
def worker(owner_engine) -> Callable[[int], None]:
    """A worker that was heard of so many seconds ago."""

    def heard(seconds: int) -> None:
        with owner_engine.begin() as connection:
            connection.execute(text("delete from jobs.procrastinate_workers"))
            connection.execute(
                text(
                    "insert into jobs.procrastinate_workers (last_heartbeat)"
                    " values (now() - make_interval(secs => :seconds))"
                ),
                {"seconds": seconds},
            )

    return heard


def ready(browser) -> tuple[int, list[str]]:
    answer = browser.client.get("/ready")
    return answer.status_code, answer.get_json()["faults"]


def test_it_is_ready_while_a_worker_was_heard_of_lately(browser, worker):
    assert ready(browser) == (503, LONELY)
    worker(15)
    assert ready(browser) == (200, [])
    worker(31)
    assert ready(browser) == (503, LONELY)
    assert browser.client.get("/live").status_code == 200


def test_it_is_ready_with_the_schema_of_this_code_alone(browser, worker, owner_engine):
    worker(1)
    with owner_engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = 'earlier'"))
    assert ready(browser) == (503, ["the schema is not at the code's revision"])
