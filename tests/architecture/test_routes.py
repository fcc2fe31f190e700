"""Every address is on the one list, with who may use it, how often, and who may frame it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from wedforms.app import create_app
from wedforms.extensions import db, services
from wedforms.settings import Settings
from wedforms.web.routes import ROUTES, UNLIMITED, Route

#: Nobody listens there: what is asked here needs no answer from a database.
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
#: No such file, no token for the figures, and no local outbox.
NOTHING_THERE = {"assets.built", "health.metrics", "outbox.mails", "outbox.mail", "outbox.sheet"}
SOMETHING = {
    "org": "ivy", "slug": "rsvp", "token": "t" * 43, "sha256": "0" * 64, "name": "photo",
    "file_id": "00000000-0000-0000-0000-000000000000",
    "session_id": "00000000-0000-0000-0000-000000000000",
    "link_id": "00000000-0000-0000-0000-000000000000",
    "form_id": "00000000-0000-0000-0000-000000000000",
    "export_id": "00000000-0000-0000-0000-000000000000",
    "entry_id": "00000000-0000-0000-0000-000000000000",
    "client_id": "00000000-0000-0000-0000-000000000000",
    "passkey_id": "00000000-0000-0000-0000-000000000000",
    "profile_id": "00000000-0000-0000-0000-000000000000",
    "invitation_id": "00000000-0000-0000-0000-000000000000",
    "number": 1, "language": "fr", "draft_id": "00000000-0000-0000-0000-000000000000",
    "message_id": "00000000-0000-0000-0000-000000000000",
    "submission_id": "00000000-0000-0000-0000-000000000000",
    "request_id": "00000000-0000-0000-0000-000000000000",
}  # fmt: skip


@contextmanager
def opened(folder: Path) -> Iterator[Flask]:
    made = create_app(
        Settings(
            database_url=NOWHERE,
            secret_key="s" * 40,
            data_folder=str(folder),
            log_level="error",
            signup="open",
        )
    )
    yield made
    with made.app_context():
        db.engine.dispose()
        services().autocommit.dispose()


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[Flask]:
    with opened(tmp_path_factory.mktemp("data")) as made:
        yield made


def served(app: Flask) -> set[tuple[str, str, str]]:
    """Every address, view and method that the application answers."""
    return {
        (rule.rule, rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


#: What a browser is told of who may frame a page.
FRAMED = {"nobody": ("'none'", "DENY")}
#: Without a database nobody is signed in and no site is known to be allowed.
FRAMED["self"] = FRAMED["allowed sites"] = FRAMED["nobody"]
LISTED = {(one.rule, one.endpoint, one.method) for one in ROUTES}


def test_the_list_is_what_the_application_serves(app):
    assert served(app) == LISTED
    assert len(ROUTES) == len(LISTED)


def test_an_unlisted_address_would_be_noticed(tmp_path):
    with opened(tmp_path) as app:
        app.add_url_rule("/secret", "secret", lambda: "hello")
        assert served(app) - LISTED == {("/secret", "secret", "GET")}


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: f"{one.method} {one.rule}")
def test_every_answer_is_limited_framed_and_cookieless_as_the_list_says(app, route: Route):
    address = app.url_map.bind("localhost").build(
        route.endpoint, {name: SOMETHING[name] for name in _named(app, route)}, method=route.method
    )
    answer = app.test_client().open(address, method=route.method)
    assert answer.status_code not in (404, 405) or route.endpoint in NOTHING_THERE
    assert "Set-Cookie" not in answer.headers or route.endpoint.startswith("studio.")
    # Without a database it is not known whose sites are allowed: then nobody's (tests/web/test_embed.py).
    assert (route.frames == "allowed sites") == route.rule.startswith("/e/<org>/<slug>")
    ancestors, alone = FRAMED[route.frames]
    assert f"frame-ancestors {ancestors}" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == alone
    limit = answer.headers.get("X-RateLimit-Limit", "")
    assert limit == (route.limit.split(" ")[0] if route.limit != UNLIMITED else "")


#: Asked by scripts wherever the page is.
BESIDE_THE_FRAME = {"public.busy"}


def test_whatever_a_form_leads_to_is_there_in_a_frame_too():
    around = {
        (one.method, one.endpoint, one.limit, one.permission)
        for one in ROUTES
        if one.rule.startswith(("/f/<org>/<slug>", "/p/", "/d/", "/s/"))
        and one.endpoint not in BESIDE_THE_FRAME
    }
    inside = {
        (one.method, one.endpoint.replace("framed_", ""), one.limit, one.permission)
        for one in ROUTES
        if one.frames == "allowed sites"
    }
    assert inside == around


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: f"{one.method} {one.rule}")
def test_only_probes_and_built_files_go_without_a_limit(route: Route):
    assert (route.limit == UNLIMITED) == route.endpoint.startswith(("health.", "assets."))
    assert (route.permission == "link") == ("<token>" in route.rule)
    assert (route.permission == "operator") == route.endpoint.startswith("health.")


def _named(app: Flask, route: Route) -> set[str]:
    """The names in the route's address."""
    [rule] = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint == route.endpoint and route.method in (rule.methods or set())
    ]
    return rule.arguments
