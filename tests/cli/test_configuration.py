"""Commands tell every mistake of the configuration at once, and start nothing."""

from __future__ import annotations

import socket

import pytest

from tests.cli.conftest import plain

LONG_ENOUGH = "forty characters that sign nothing real."
MISTAKES = {
    "WEDFORMS_COLOUR": "red",
    "WEDFORMS_PORT": "99999",
    "WEDFORMS_LOG_LEVEL": "loud",
    "WEDFORMS_SECRET_KEY": "short",
    "WEDFORMS_DATABASE_URL": "mysql://x",
    "WEDFORMS_OWNER_DATABASE_URL": "postgresql://u:p@h:port/x",
    "WEDFORMS_PUBLIC_URL": "ftp://x",
    "WEDFORMS_TRUST_ROOTS": "/nowhere.pem",
    "WEDFORMS_THREADS": "0",
    "WEDFORMS_FILES_URL": "ftp://files.example",
    "WEDFORMS_SCANNER": "nonsense",
    "WEDFORMS_RATE_LIMIT_STORAGE": "memcached://counts",
}


@pytest.mark.parametrize(
    "words",
    [("serve",), ("worker",), ("demo",), ("db", "check"), ("document", "verify", "-")],
    ids=" ".join,
)
def test_every_mistake_is_told_at_once(run, words):
    done = run(*words, env=MISTAKES)
    assert (done.status, done.output) == (2, b"")
    assert all(name in done.errors for name in MISTAKES)


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("serve", {"WEDFORMS_DATABASE_URL", "WEDFORMS_SECRET_KEY"}),
        ("worker", {"WEDFORMS_WORKER_DATABASE_URL", "WEDFORMS_SECRET_KEY"}),
    ],
)
def test_what_is_missing_is_told_with_what_is_wrong(run, command, needed):
    done = run(command, env={"WEDFORMS_PORT": "x"})
    assert (done.status, done.output) == (2, b"")
    assert all(name in done.errors for name in needed | {"WEDFORMS_PORT"})


def test_a_port_in_use_is_said_in_words(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        env = {
            "WEDFORMS_DATABASE_URL": "postgresql://a@b/c",
            "WEDFORMS_SECRET_KEY": LONG_ENOUGH,
            "WEDFORMS_PORT": str(port),
        }
        for command in ("serve", "demo"):
            done = run(command, env=env)
            assert (done.status, done.output) == (2, b"")
            assert f"cannot listen on 127.0.0.1, port {port}" in done.errors
            assert "WEDFORMS_PORT" in done.errors


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_of_another_machine_is_said_in_words(run, host):
    env = {
        "WEDFORMS_DATABASE_URL": "postgresql://a@b/c",
        "WEDFORMS_SECRET_KEY": LONG_ENOUGH,
        "WEDFORMS_HOST": host,
    }
    done = run("serve", env=env)
    assert (done.status, f"cannot listen on {host}" in done.errors) == (2, True)


def test_a_place_for_files_that_cannot_be_made_is_said_before_the_server_starts(run):
    env = {
        "WEDFORMS_DATABASE_URL": "postgresql://a@b/c",
        "WEDFORMS_SECRET_KEY": LONG_ENOUGH,
        "WEDFORMS_FILES_URL": "/dev/null/files",
    }
    done = run("serve", env=env)
    assert (done.status, "Files cannot be kept at /dev/null/files" in done.errors) == (2, True)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("WEDFORMS_PG_BIN", "/dev/null", "No PostgreSQL 15 or newer"),
        ("WEDFORMS_DATA_FOLDER", "/dev/null/x", "cannot be used"),
    ],
)
def test_an_embedded_server_that_cannot_start_is_said_in_words(run, name, value, said):
    done = run("form", "export", "--org", "a", "b", env={name: value})
    assert (done.status, said in done.errors) == (2, True)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("WEDFORMS_SIGNING_KEY", "The signing key cannot be used."),
        ("WEDFORMS_TRUST_ROOTS", "The trusted certificates cannot be used."),
    ],
)
def test_a_key_that_is_none_is_said_in_words(run, write, name, said):
    done = run("document", "verify", "-", env={name: str(write("no key"))})
    assert (done.status, done.output) == (2, b"")
    assert said in done.errors
    assert "file.json" in done.errors


def test_a_database_that_could_lose_answers_is_refused(run, database, owner_engine):
    with owner_engine.begin() as connection:
        connection.exec_driver_sql(
            f'alter role wedforms_app in database "{database.app.database}" set synchronous_commit = off'
        )
    done = run(
        "form", "export", "--org", "a", "b", env={"WEDFORMS_DATABASE_URL": plain(database.app)}
    )
    assert (done.status, "synchronous_commit" in done.errors) == (2, True)


def test_what_does_not_work_is_told_at_once_before_anything_starts(run, database, tmp_path):
    not_a_key = tmp_path / "seal.p12"
    not_a_key.write_bytes(b"no key")
    env = {
        "WEDFORMS_DATABASE_URL": plain(database.worker),
        "WEDFORMS_SECRET_KEY": LONG_ENOUGH,
        "WEDFORMS_FILES_URL": "/dev/null/files",
        "WEDFORMS_SIGNING_KEY": str(not_a_key),
        "WEDFORMS_TRUST_ROOTS": str(not_a_key),
    }
    done = run("serve", env=env)
    assert (done.status, done.output) == (2, b"")
    assert "signs in as wedforms_worker; this process works as wedforms_app" in done.errors
    assert "Files cannot be kept at /dev/null/files" in done.errors
    assert "is no PKCS #12 file" in done.errors
    assert "holds no certificate" in done.errors


def test_what_cannot_be_read_and_what_does_not_work_are_told_together(run):
    env = {
        "WEDFORMS_DATABASE_URL": "postgresql://a:b@127.0.0.1:1/c",
        "WEDFORMS_SECRET_KEY": LONG_ENOUGH,
        "WEDFORMS_FILES_URL": "/proc/x",
        "WEDFORMS_SIGNING_KEY": "/nowhere.p12",
        "WEDFORMS_TRUST_ROOTS": "/etc/passwd",
    }
    done = run("serve", env=env)
    assert (done.status, done.output) == (2, b"")
    assert "WEDFORMS_SIGNING_KEY" in done.errors
    assert "Files cannot be kept at /proc/x" in done.errors
    assert "holds no certificate" in done.errors
    assert "WEDFORMS_DATABASE_URL: does not answer just now" in done.errors


def test_where_it_cannot_listen_or_count_is_told_with_the_rest(run):
    env = {
        "WEDFORMS_SECRET_KEY": "short",
        "WEDFORMS_HOST": "nowhere.invalid",
        "WEDFORMS_RATE_LIMIT_STORAGE": "redis://counts.example",  # its package is not installed
    }
    done = run("serve", env=env)
    assert (done.status, done.output) == (2, b"")
    assert "WEDFORMS_PORT: The web server cannot listen on nowhere.invalid" in done.errors
    assert "WEDFORMS_RATE_LIMIT_STORAGE: cannot be used" in done.errors
    assert "WEDFORMS_SECRET_KEY" in done.errors


@pytest.mark.parametrize("part", ["password", "database"])
def test_a_database_that_refuses_the_sign_in_is_a_mistake_of_the_configuration(run, database, part):
    url = database.worker.set(**{part: "another"})
    env = {"WEDFORMS_WORKER_DATABASE_URL": plain(url), "WEDFORMS_SECRET_KEY": LONG_ENOUGH}
    done = run("worker", env=env)
    assert (done.status, "WEDFORMS_WORKER_DATABASE_URL" in done.errors) == (2, True)
    assert "another" in done.errors or "password" in done.errors
