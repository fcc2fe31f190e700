"""The installed program as a shell sees it: bytes, statuses, pipes, terminals that speak no UTF-8."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.published import definition_file

FORM = {
    "name": "名", "form_type": "questionnaire",
    "fields": [{"key": "name", "field_type": "text", "label": "Name"}],
}  # fmt: skip


def program(*words, given=b"", output=subprocess.PIPE, **variables):
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("WEDFORMS_")
    }
    return subprocess.run(
        [sys.executable, "-m", "wedforms", *map(str, words)],
        env=inherited | variables,
        input=given,
        stdout=output,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(FORM))
    return path


def test_it_is_installed_under_its_name():
    done = subprocess.run(
        [Path(sys.executable).with_name("wedforms"), "--version"], capture_output=True, check=True
    )
    assert done.stdout.startswith(b"wedforms, version ")


def test_every_command_of_the_readme_explains_itself():
    done = program("--help")
    assert done.returncode == 0
    for command in (
        b"form",
        b"submissions",
        b"document",
        b"org",
        b"mail",
        b"db",
        b"serve",
        b"worker",
        b"demo",
    ):
        assert b"\n  " + command + b" " in done.stdout


@pytest.mark.parametrize("speaks", ["ascii", "latin-1", "utf-8"])
def test_output_is_utf8_whatever_the_terminal_speaks(form, speaks):
    given = '{"name": "José 陳 עדי"}'.encode()
    done = program("form", "check", form, "-", given=given, PYTHONIOENCODING=speaks)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8")) == {"name": "José 陳 עדי"}


def test_problems_go_to_standard_error_alone(form):
    done = program("form", "check", form, "-", given=b'{"name": 1}')
    assert (done.returncode, done.stdout) == (1, b"")
    assert [one["path"] for one in json.loads(done.stderr)] == ["name"]


def test_words_instead_of_a_traceback(form):
    for words in (
        ("form", "schema", "/nowhere"),
        ("form", "frobnicate"),
        ("db", "check"),
        ("serve",),
    ):
        done = program(*words, WEDFORMS_DATABASE_URL="postgresql://a:b@127.0.0.1:1/c")
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr
        assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_early_is_no_accident():
    command = f"{sys.executable} -m wedforms form schema {definition_file('rsvp')} | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert (len(done.stdout), done.stderr) == (10, b"")


def test_a_full_disk_is_said_in_words(form):
    with Path("/dev/full").open("wb") as full:
        done = program("form", "schema", form, output=full)
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
