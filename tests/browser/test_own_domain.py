"""A form at its supplier's own domain, without TLS: where browsers allow a page less than elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE
from tests.browser.person import Person, Says
from tests.browser.site import Site

HOST: Final = "forms.ivyandlark.example"
FORM: Final = "photography-contract"
NAME: Final = "First partner: full name"


@pytest.fixture
def own_domain(site: Site) -> Iterator[str]:
    """The photographer's forms answer there too, as an operator lets them."""

    def told(*words: str) -> None:
        command = [sys.executable, "-m", "wedforms", "org", "domain", "ivy-and-lark", *words]
        subprocess.run(
            command, env={**os.environ, **site.environment}, stdout=subprocess.DEVNULL, check=True
        )

    told(HOST, "--trust")
    yield f"http://{HOST}:{site.port}"
    told("--remove")


@pytest.fixture
def page_there(browser: Browser) -> Iterator[Page]:
    """A phone's browser for which the domain leads to this machine."""
    program = shutil.which("chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    led = [f"--host-resolver-rules=MAP {HOST} 127.0.0.1", *as_root]
    opened = browser.browser_type.launch(executable_path=program, args=led)
    yield opened.new_page(viewport=PHONE, locale="en-GB")
    opened.close()


def test_what_is_typed_at_an_own_domain_without_tls_is_saved_there(own_domain, page_there, site):
    faults: list[str] = []
    page_there.on("pageerror", lambda fault: faults.append(str(fault)))
    somebody = Person(page_there)
    somebody.open(own_domain + site.seeded.forms[FORM])
    assert page_there.evaluate("isSecureContext") is False
    somebody.say(Says(NAME, "Zoë"))
    somebody.wait_until_saved()
    assert page_there.url.startswith(f"{own_domain}/d/ivy-and-lark/")
    assert faults == []
