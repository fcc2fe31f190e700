"""What axe-core finds on a page: WCAG 2.2 AA."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Frame, Page

from hatch_build import PACKAGES

_AXE: Final = (PACKAGES / "axe-core" / "axe.min.js").read_text() + ";0"
_RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_RUN: Final = """given => axe.run(document, {
    runOnly: given, resultTypes: ['violations'], elementRef: false,
})"""


def violations(page: Page | Frame) -> list[str]:
    """What is wrong with the page as it is shown now."""
    return _found(page, {"type": "tag", "values": list(_RULES)})


def unreadable(page: Page | Frame) -> list[str]:
    """Words whose colour is too near to what is behind them: all that night can change."""
    return _found(page, {"type": "rule", "values": ["color-contrast"]})


def _found(page: Page | Frame, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    found: dict[str, Any] = page.evaluate(_RUN, rules)
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
