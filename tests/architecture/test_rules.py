"""No source crosses a hard line of the house, and each line would be noticed if one did."""

from __future__ import annotations

from operator import attrgetter

import pytest

from tests.architecture.rules import RULES, inline_code
from tests.architecture.sources import PACKAGE, ROOT, name


@pytest.mark.parametrize("rule", RULES, ids=attrgetter("name"))
def test_no_source_crosses_the_line(rule):
    looked_at = list(rule.where())
    crossed = {name(path): found for path in looked_at if (found := rule.crossings(path))}
    assert crossed == {}
    assert len(looked_at) > 20


@pytest.mark.parametrize("rule", RULES, ids=attrgetter("name"))
def test_a_crossing_would_be_noticed(rule, tmp_path):
    file, text = rule.planted
    planted = tmp_path / file
    planted.write_text(text)
    assert rule.crossings(planted)


@pytest.mark.parametrize(
    "text",
    [
        "<script>f()</script>",
        "<style>",
        '<p style="color: red">',
        "<img onerror='f()'>",
        "<a href=javascript:f()>",
    ],
)
def test_every_kind_of_inline_code_would_be_noticed(tmp_path, text):
    page = tmp_path / "page.html"
    page.write_text(text)
    assert inline_code(page)


def test_scripts_that_are_linked_may_stay(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<script type="module" src="/static/public.js"></script><div class="style only">'
    )
    assert inline_code(page) == []


def test_the_package_is_typed():
    assert (PACKAGE / "py.typed").exists()


def test_no_lock_file_holds_an_address_of_a_registry():
    locks = [*ROOT.glob("*.lock"), PACKAGE / "web" / "frontend" / "package-lock.json"]
    assert len(locks) == 3
    for lock in locks:
        text = lock.read_text()
        assert '"resolved"' not in text, lock
        assert "--index-url" not in text, lock
        assert "sha" in text, lock
