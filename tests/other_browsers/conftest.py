"""The product beside other browsers than Chromium: Firefox ESR and WebKitGTK, both from Debian's packages."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserType, sync_playwright

from tests.browser import conftest as chromium
from tests.other_browsers.bidi_firefox import FIREFOX
from tests.other_browsers.webkit import WebKit, open_webkit

site, open_context, page = chromium.site, chromium.open_context, chromium.page

#: Over BiDi a click reaches a frame of another site only where one process draws both; who may see
#: or store what is judged by origin all the same.
_ONE_PROCESS: Final = {"fission.webContentIsolationStrategy": 0}
_PROGRAM: Final = Path(__file__).with_name("bidi_firefox.py")


def launch_firefox(folder: Path, firefox: BrowserType, **preferences: Any) -> Browser:
    """Debian's Firefox ESR over WebDriver BiDi; without one the tests fail, they are not passed over."""
    program = shutil.which("firefox-esr")
    assert program, "firefox-esr is needed: apt install firefox-esr"
    stand_in = folder / "firefox"
    stand_in.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{_PROGRAM}" "$@"\n')
    stand_in.chmod(0o755)
    return firefox.launch(
        channel="moz-firefox",
        executable_path=stand_in,
        env={**os.environ, FIREFOX: program},
        firefox_user_prefs={**_ONE_PROCESS, **preferences},
    )


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Firefox, for every test that asks for a page."""
    with sync_playwright() as playwright:
        opened = launch_firefox(tmp_path_factory.mktemp("firefox"), playwright.firefox)
        yield opened
        opened.close()


@pytest.fixture
def viewport() -> dict[str, int]:
    """Stories at both widths are Chromium's."""
    return dict(chromium.PHONE)


@pytest.fixture
def webkit() -> Iterator[WebKit]:
    """A window of WebKitGTK on a virtual screen."""
    with open_webkit() as opened:
        yield opened
