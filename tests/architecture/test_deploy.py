"""What the files for operators name exists: settings, metrics, commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wedforms.settings import documented_settings
from wedforms.web import metrics
from wedforms.web.routes import ROUTES

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*(ROOT / "deploy").iterdir(), ROOT / "docs" / "deploy.md"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_they_name_only_settings_that_exist(path):
    assert set(re.findall(r"WEDFORMS_[A-Z_]+", path.read_text())) <= set(documented_settings())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_they_name_only_figures_that_are_told(path):
    told = Path(metrics.__file__).read_text()
    figures = r"wedforms_(?:jobs|oldest|worker_heart|request|database_up)\w*"
    named = set(re.findall(figures, path.read_text()))
    for name in named:
        assert re.sub(r"_(count|bucket|sum)$", "", name) in told, name


def test_a_setting_is_shown_as_systemd_reads_it():
    """A comment behind a value would be a part of the value."""
    shown = re.findall(
        r"^    (WEDFORMS_[A-Z_]+=.*)$", (ROOT / "docs" / "deploy.md").read_text(), re.MULTILINE
    )
    assert shown
    assert [line for line in shown if "#" in line] == []


def test_what_is_installed_goes_into_the_environment_of_the_units():
    """uv, called by its path, installs nowhere unless it is told where."""
    words = (ROOT / "docs" / "deploy.md").read_text()
    [program] = {
        program
        for path in (ROOT / "deploy").glob("*.service")
        for program in re.findall(r"^ExecStart=(\S+)/bin/wedforms ", path.read_text(), re.MULTILINE)
    }
    installing = re.findall(r"uv pip install .*", words)
    assert installing
    assert [line for line in installing if f"--python {program}/bin/python" not in line] == []


def test_the_alert_of_slow_sending_watches_every_way_to_send():
    """Also a draft, which a page with scripts sends, a personal link, and a frame on a site."""
    words = (ROOT / "deploy" / "alerts.yml").read_text()
    [quoted] = re.findall(r'view=~"([^"]+)"', words)
    views = re.compile(quoted.replace(r"\\", "\\"))
    watched = {one.endpoint for one in ROUTES if views.fullmatch(one.endpoint)}
    ways = ("send", "send_draft", "send_personal")
    assert watched == {f"public.{frame}{way}" for frame in ("", "framed_") for way in ways}
