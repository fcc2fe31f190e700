"""Every template of a page is seen by axe somewhere; a new one without a place in the tables fails."""

from __future__ import annotations

from tests.architecture.sources import ROOT, TEMPLATES, functions, modules
from tests.browser.pages import DOORS, PUBLIC, STUDIO
from tests.browser.seen import SEEN
from tests.browser.trouble import PUBLIC_TROUBLES, STUDIO_TROUBLES

FOLDERS = ("public", "studio", "outbox", "errors")
IN_TROUBLE = {f"errors/{one.template}.html" for one in (*PUBLIC_TROUBLES, *STUDIO_TROUBLES)}
LOOKING = ("look(", "told(", "walk(", "violations(")


def pages() -> set[str]:
    """Every template that is a page; those with an underscore are parts of pages."""
    found = (path for folder in FOLDERS for path in (TEMPLATES / folder).rglob("*.html"))
    return {
        path.relative_to(TEMPLATES).as_posix() for path in found if not path.name.startswith("_")
    }


def looking_tests() -> set[str]:
    """The tests of the browser that look at what is shown."""
    found = set()
    for path in modules(ROOT / "tests" / "browser"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for function in functions(path):
            body = "\n".join(lines[function.lineno : function.end_lineno])
            if function.name.startswith("test_") and any(word in body for word in LOOKING):
                found.add(function.name)
    return found


def test_every_template_of_a_page_is_seen_by_axe():
    assert pages() == {*SEEN, *IN_TROUBLE}


def test_every_page_or_test_that_shows_a_template_is_there():
    assert set(SEEN.values()) <= {*DOORS, *STUDIO, *PUBLIC, *looking_tests()}
