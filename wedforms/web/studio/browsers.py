"""What a browser calls itself, in words that people know it by."""

from __future__ import annotations

from typing import Final

#: Looked for in this order: most browsers also name the ones they come from.
_BROWSERS: Final = {
    "Edg/": "Edge", "OPR/": "Opera", "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox", "FxiOS/": "Firefox", "CriOS/": "Chrome", "Chrome/": "Chrome",
    "Safari/": "Safari",
}  # fmt: skip
_SYSTEMS: Final = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
    "Mac OS X": "Mac", "CrOS": "Chromebook", "Linux": "Linux",
}  # fmt: skip


def browser_name(agent: str) -> str:
    """`Firefox on Windows`; as much of it as the browser's User-Agent tells, or ''."""
    browser = _first(_BROWSERS, agent)
    system = _first(_SYSTEMS, agent)
    return " on ".join(part for part in (browser, system) if part)


def _first(names: dict[str, str], agent: str) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
