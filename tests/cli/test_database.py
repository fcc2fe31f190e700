"""`wedforms db …`: the schema up, down and checked; and databases that do not answer."""

from __future__ import annotations

import pytest

from tests.cli.conftest import plain
from wedforms.database.migrate import head_revision
from wedforms.files.models import StoredFile
from wedforms.lib.ids import uuid7


def test_up_is_safe_to_repeat(run_in_database):
    for _ in range(2):
        done = run_in_database("db", "up")
        assert (done.status, done.answer) == (0, {"revision": head_revision()})


def test_a_database_that_keeps_its_promises_has_no_faults(run_in_database):
    done = run_in_database("db", "check")
    assert (done.status, done.answer) == (0, {"faults": []})


def test_a_planted_fault_is_found_with_status_1(run_in_database, owner_engine):
    with owner_engine.begin() as connection:
        connection.exec_driver_sql("alter table clients no force row level security")
    done = run_in_database("db", "check")
    assert done.status == 1
    assert "clients" in {one["place"] for one in done.answer["faults"]}


def test_a_file_that_a_row_names_and_the_store_has_not_is_said_with_status_1(run_in_database, ours):
    whole = run_in_database("db", "files")
    assert (whole.status, whole.answer["lost"]) == (0, [])
    with ours.work() as session:
        named = {"id": uuid7(), "sha256": "0" * 64, "name": "plan.pdf", "media_type": "a/b"}
        session.add(StoredFile(**named, size_bytes=1))
    done = run_in_database("db", "files")
    (lost,) = done.answer["lost"]
    assert done.status == 1
    assert (lost["organization_id"], lost["name"], lost["fault"]) == (
        str(ours.tenant.id),
        "plan.pdf",
        "missing",
    )


def test_down_and_up_again(run_in_database):
    down = run_in_database("db", "down", "base")
    assert (down.status, down.answer) == (0, {"revision": None})
    assert run_in_database("db", "check").status == 1
    lost = run_in_database("form", "export", "--org", "rose-and-lens", "rsvp")
    assert (lost.status, "wedforms db up" in lost.errors) == (2, True)
    assert run_in_database("db", "up").answer == {"revision": head_revision()}


def test_seeding_twice_gives_the_same_six_forms(run_in_database):
    first, second = (run_in_database("db", "seed").answer for _ in range(2))
    assert first["forms"] == second["forms"]
    assert len(first["forms"]) == 6
    assert first["personal_link"].startswith("/p/aldermere/")


@pytest.mark.parametrize("revision", ["nowhere", "+1", "../x", ""])
def test_a_revision_that_is_none(run_in_database, revision):
    done = run_in_database("db", "down", revision)
    assert (done.status, done.output) == (2, b"")
    assert done.errors.startswith("Error: Cannot migrate")


@pytest.mark.parametrize("words", [("db", "up"), ("db", "down", "base")])
def test_the_web_sides_account_may_not_change_the_schema(run, database, words):
    done = run(*words, env={"WEDFORMS_DATABASE_URL": plain(database.app)})
    assert (done.status, done.output) == (2, b"")
    assert "WEDFORMS_OWNER_DATABASE_URL" in done.errors


UNREACHABLE = {
    "nobody listens": "postgresql://a:b@127.0.0.1:1/c",
    "no such host": "postgresql://a:b@nowhere.invalid/c",
    "unknown option": "postgresql://a:b@127.0.0.1:1/c?colour=red",
}


@pytest.mark.parametrize("name", UNREACHABLE)
@pytest.mark.parametrize(
    "words",
    [
        ("db", "up"), ("db", "down", "base"), ("db", "check"), ("db", "seed"),
        ("org", "create", "new", "--name", "New"),
        ("form", "export", "--org", "rose-and-lens", "rsvp"),
        ("submissions", "export", "--org", "rose-and-lens", "rsvp"),
        ("worker", "--once"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_database_that_does_not_answer_is_said_in_words(run, name, words):
    url = UNREACHABLE[name]
    given = {"WEDFORMS_DATABASE_URL": url, "WEDFORMS_WORKER_DATABASE_URL": url}
    done = run(
        *words, env={**given, "WEDFORMS_SECRET_KEY": "forty characters that sign nothing real."}
    )
    assert (done.status, done.output) == (2, b"")
    assert done.errors.startswith("Error: The database")


def test_a_wrong_password_is_said_in_words(run, database):
    done = run(
        "form", "export", "--org", "rose-and-lens", "rsvp",
        env={"WEDFORMS_DATABASE_URL": plain(database.app.set(password="wrong"))},
    )  # fmt: skip
    assert (done.status, done.output) == (2, b"")
    assert "password" in done.errors
    assert "wrong" not in done.errors
