"""Passkeys with Chromium's own virtual authenticator: added, used at the door, copied, removed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page
from werkzeug.serving import make_server

from tests.browser.axe import violations
from tests.servers import TestServer
from wedforms.app import create_app
from wedforms.database.addresses import connected
from wedforms.extensions import db, services
from wedforms.settings import Settings

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PASSWORD = "three quiet words"


@dataclass
class Home:
    """A service at a name: browsers bind no passkey to a number."""

    url: str
    owner: Any


@pytest.fixture(scope="module")
def home(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    addresses = postgres.clone()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    app = create_app(
        Settings(
            database_url=addresses.app.render_as_string(hide_password=False),
            secret_key="only-for-the-tests-of-passkeys-0123456789",
            data_folder=str(tmp_path_factory.mktemp("home")),
            public_url=f"http://localhost:{port}",
            signup="open",
            log_level="error",
        )
    )
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield Home(f"http://localhost:{port}", addresses.owner)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()
        services().autocommit.dispose()
    postgres.drop(addresses)


@dataclass
class Somebody:
    """A new supplier with a device that can hold passkeys."""

    page: Page
    device: CDPSession
    authenticator: str

    def credentials(self) -> list[dict[str, Any]]:
        asked = {"authenticatorId": self.authenticator}
        return self.device.send("WebAuthn.getCredentials", asked)["credentials"]


@pytest.fixture
def somebody(home: Home, open_context: Callable[..., BrowserContext], request) -> Somebody:
    context = open_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    slug = request.node.name.replace("_", "-").replace("[", "-").replace("]", "")[:50].rstrip("-")
    page.goto(f"{home.url}/studio/sign-up")
    for name, text in {
        "name": "Fern", "slug": slug, "first_name": "Fern", "email": f"{slug}@example.com",
        "password": PASSWORD,
    }.items():  # fmt: skip
        page.fill(f"#{name}", text)
    page.click("main button[type=submit]")
    page.wait_for_url("**/studio/forms")
    return Somebody(page, device, made["authenticatorId"])


def add(somebody: Somebody, home: Home, label: str = "my phone") -> None:
    page = somebody.page
    page.goto(f"{home.url}/studio/account")
    page.fill("#passkey-label", label)
    page.fill("#passkey-password", PASSWORD)
    page.click("text=Add a passkey")
    page.wait_for_url("**/studio/account?changed=passkey")


def sign_out(somebody: Somebody) -> None:
    somebody.page.click("text=Sign out >> nth=0")
    somebody.page.wait_for_url("**/studio/sign-in")


def test_a_passkey_is_added_listed_and_opens_the_door(somebody: Somebody, home: Home):
    add(somebody, home)
    assert somebody.page.locator(".row-name", has_text="my phone").count() == 1
    sign_out(somebody)
    somebody.page.click("text=Sign in with a passkey")
    somebody.page.wait_for_url("**/studio/forms")
    [kept] = somebody.credentials()
    with connected(home.owner) as connection:
        rows = connection.execute(
            "select label, sign_count, last_used_at is not null from user_credentials"
            " where kind = 'passkey' and label = 'my phone'"
        ).fetchall()
    assert rows == [("my phone", kept["signCount"], True)]
    assert somebody.page.goto(f"{home.url}/studio/account").status == 200


def test_only_whoever_knows_the_password_adds_one_and_is_told_by_mail(
    somebody: Somebody, home: Home
):
    page = somebody.page
    page.goto(f"{home.url}/studio/account")
    page.fill("#passkey-label", "a thief’s")
    page.press("#passkey-password", "Enter")
    assert page.evaluate("document.activeElement.id") == "passkey-password"
    page.fill("#passkey-password", "a wrong guess")
    page.click("text=Add a passkey")
    page.wait_for_selector("text=This is not your password.")
    page.wait_for_function("document.activeElement.matches('#passkey-password[aria-invalid]')")
    assert violations(page) == []
    assert somebody.credentials() == []
    page.fill("#passkey-label", "my own")
    page.fill("#passkey-password", PASSWORD)
    page.press("#passkey-password", "Enter")
    page.wait_for_url("**/studio/account?changed=passkey")
    [email] = [one["userName"] for one in somebody.credentials()]
    with connected(home.owner) as connection:
        told = connection.execute(
            "select recipient, content like '%%The passkey’s name: my own%%' from communications"
            " where subject = 'A passkey was added to your account' and recipient = %s",
            [email],
        ).fetchall()
    assert told == [(email, True)]


def test_a_device_that_was_copied_is_refused(somebody: Somebody, home: Home):
    add(somebody, home, "copied")
    with connected(home.owner) as connection, connection.transaction():
        connection.execute("update user_credentials set sign_count = 1000 where label = 'copied'")
    sign_out(somebody)
    somebody.page.click("text=Sign in with a passkey")
    somebody.page.wait_for_selector("text=This passkey was not taken")
    somebody.page.goto(f"{home.url}/studio/account")
    assert "/studio/sign-in" in somebody.page.url


def test_a_removed_passkey_opens_nothing(somebody: Somebody, home: Home):
    add(somebody, home, "removed")
    somebody.page.click("main .row summary:has-text('Remove')")
    somebody.page.fill("main .row input[type=password]", "a wrong guess")
    somebody.page.click("text=Yes, remove this passkey")
    somebody.page.wait_for_selector(".problem:visible >> text=This is not your password.")
    assert violations(somebody.page) == []
    somebody.page.fill("main .row input[type=password]", PASSWORD)
    somebody.page.click("text=Yes, remove this passkey")
    somebody.page.wait_for_url("**changed=no-passkey")
    sign_out(somebody)
    somebody.page.click("text=Sign in with a passkey")
    somebody.page.wait_for_selector("text=This passkey was not taken")
    somebody.page.goto(f"{home.url}/studio/account")
    assert "/studio/sign-in" in somebody.page.url


def test_an_answer_works_once(somebody: Somebody, home: Home):
    add(somebody, home, "once")
    sign_out(somebody)
    with somebody.page.expect_request("**/studio/sign-in/passkey") as sent:
        somebody.page.click("text=Sign in with a passkey")
    somebody.page.wait_for_url("**/studio/forms")
    sign_out(somebody)
    token = somebody.page.get_attribute("[name=csrf_token] >> nth=0", "value")
    again = somebody.page.request.post(
        f"{home.url}/studio/sign-in/passkey",
        data=sent.value.post_data,
        headers={"Content-Type": "application/json", "X-CSRFToken": token or ""},
    )
    assert again.status == 422
    assert "not taken" in again.json()["message"]


def test_the_one_who_declines_is_told_how_to_go_on(somebody: Somebody, home: Home):
    add(somebody, home, "declined")
    sign_out(somebody)
    asked = {"authenticatorId": somebody.authenticator, "isUserVerified": False}
    somebody.device.send("WebAuthn.setUserVerified", asked)
    somebody.page.click("text=Sign in with a passkey")
    somebody.page.wait_for_selector("text=or sign in with your password")
    somebody.page.fill("#password", PASSWORD)
    assert somebody.page.is_enabled("text=Sign in with a passkey")
