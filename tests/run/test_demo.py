"""What `make run` starts: it says what it does, keeps the data, and leaves nothing running."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.organizations import Tenant
from tests.published import Office
from tests.run.conftest import Demo, command_of, get
from wedforms.core.engine import create_engine_for
from wedforms.core.lookup import organization_by_slug
from wedforms.database.join import running_addresses

READY = "Ctrl-C stops everything"
STEPS = [
    "· starting PostgreSQL",
    "· bringing the schema up to date",
    "· starting the web server and the worker",
    "· seeding the demo organizations and their six forms",
]


def send_an_enquiry(folder: Path) -> str:
    """An enquiry reaches the photographer of the running demo; its number."""
    engine = create_engine_for(running_addresses(folder / "postgres").app)
    try:
        found = organization_by_slug(engine, "ivy-and-lark")
        office = Office(engine, Tenant(found.organization_id, found.slug, found.name))
        return str(office.send("lead-enquiry").submission_id)
    finally:
        engine.dispose()


def exported_enquiries(folder: Path) -> list[str]:
    """What the command line carries out, joining the database of the running demo."""
    words = ["submissions", "export", "--org", "ivy-and-lark", "lead-enquiry", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "wedforms", *words],
        env={"WEDFORMS_DATA_FOLDER": str(folder)},
        capture_output=True,
        check=True,
    )
    return [one["id"] for one in json.loads(done.stdout)]


def link_for_an_owner(folder: Path) -> str:
    """What another terminal, which knows nothing of the port, is told to send to somebody."""
    done = subprocess.run(
        [sys.executable, "-m", "wedforms", "org", "owner", "ivy-and-lark", "mo@lark.example"],
        env={"WEDFORMS_DATA_FOLDER": str(folder)},
        capture_output=True,
        check=True,
    )
    return str(json.loads(done.stdout)["link"])


def a_process(demo: Demo, command: str) -> int:
    return next(one for one in demo.family if f"wedforms {command}" in command_of(one))


def test_it_prints_addresses_that_answer_keeps_the_data_and_stops_on_ctrl_c(start, folder):
    first = start()
    first.wait_until_printed(READY)
    assert first.words.splitlines()[:4] == STEPS
    assert len(first.addresses()) == 10
    assert {get(address)[0] for address in first.addresses()} == {200}
    enquiry = send_an_enquiry(folder)
    assert exported_enquiries(folder) == [enquiry]
    assert get(link_for_an_owner(folder))[0] == 200
    first.send(signal.SIGINT)
    assert (first.status(), first.left_behind()) == (0, [])
    assert first.words.rstrip().endswith("· stopped")

    second = start()
    second.wait_until_printed(READY)
    sys.stdout.write(
        "the second time " + re.search(r"ready after [\d.]+ seconds\n", second.words)[0]
    )
    assert exported_enquiries(folder) == [enquiry]
    assert second.addresses()[:6] == [
        one.replace(f":{first.port}", f":{second.port}") for one in first.addresses()[:6]
    ]
    assert {get(address)[0] for address in [*second.addresses(), *_old_links(first, second)]} == {
        200
    }
    second.send(signal.SIGTERM)
    assert (second.status(), second.left_behind()) == (0, [])


def _old_links(first: Demo, second: Demo) -> list[str]:
    """The personal link of the first start, where the second listens."""
    return [first.addresses()[6].replace(f":{first.port}", f":{second.port}")]


def test_nothing_but_progress_and_addresses_is_printed(start):
    demo = start()
    demo.wait_until_printed(READY)
    get(demo.addresses()[0])
    assert not re.search(r"warning|error|traceback|\{|\[INFO\]", demo.words, flags=re.IGNORECASE)
    assert max(map(len, demo.words.splitlines())) <= 120


def test_killed_outright_it_leaves_nobody_behind_and_starts_again(start):
    demo = start()
    demo.wait_until_printed(READY)
    assert len(demo.family) > 6
    demo.send(signal.SIGKILL)
    demo.program.wait()
    assert demo.left_behind() == []
    again = start()
    again.wait_until_printed(READY)
    again.send(signal.SIGINT)
    assert (again.status(), again.left_behind()) == (0, [])


@pytest.mark.parametrize(("command", "name"), [("serve", "web server"), ("worker", "worker")])
def test_when_one_process_is_killed_it_says_so_and_ends(start, command, name):
    demo = start()
    demo.wait_until_printed(READY)
    subprocess.run(["kill", "-9", str(a_process(demo, command))], check=True)
    assert demo.status() == 2
    assert f"The {name} ended by itself" in demo.words
    assert "Traceback" not in demo.words
    assert demo.left_behind() == []


def test_when_its_database_is_killed_it_says_so_ends_and_starts_again(start, folder):
    demo = start()
    demo.wait_until_printed(READY)
    enquiry = send_an_enquiry(folder)
    note = folder / "postgres" / "data-is-elsewhere"
    data = Path(note.read_text().strip()) if note.exists() else folder / "postgres" / "data"
    server = (data / "postmaster.pid").read_text().splitlines()[0]
    subprocess.run(["kill", "-9", server], check=True)
    assert demo.status() == 2
    assert "The database server ended by itself (status " in demo.words
    assert "server.log" in demo.words
    assert demo.left_behind() == []
    again = start()
    again.wait_until_printed(READY)
    assert enquiry in exported_enquiries(folder)


def test_a_second_one_in_the_same_folder_is_told_so(start):
    first = start()
    first.wait_until_printed(READY)
    second = start()
    assert second.status() == 2
    assert "another WedForms on this machine is using it" in second.words
    assert get(first.addresses()[0])[0] == 200


def test_a_port_in_use_is_said_before_anything_is_started(start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        demo = start(port=taken.getsockname()[1])
        assert demo.status() == 2
        assert "Choose another with WEDFORMS_PORT" in demo.words
        assert "· " not in demo.words


def test_ctrl_c_before_it_is_up_ends_it_quietly(start):
    demo = start()
    demo.wait_until_printed(STEPS[1])
    demo.send(signal.SIGINT)
    assert (demo.status(), demo.left_behind()) == (0, [])
    assert "Traceback" not in demo.words
    assert READY not in demo.words
