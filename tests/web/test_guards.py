"""Headers of every answer, and the one list of addresses."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.web.conftest import dispose
from tests.web.forms import DINNER
from wedforms.accounts.permissions import MAY
from wedforms.app import create_app
from wedforms.lib.places import templates_folder
from wedforms.web.routes import ROUTES

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def test_list_of_routes_is_the_application(app):
    served = {
        (rule.rule, rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served == {(one.rule, one.endpoint, one.method) for one in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: one.endpoint)
def test_every_route_says_who_may_use_it_and_how_often(route):
    assert route.permission in {"anybody", "link", "operator", "person"} | MAY["OWNER"]
    assert route.limit or route.endpoint.startswith(("assets.", "health."))
    assert route.frames in ("nobody", "self", "allowed sites")


@pytest.mark.parametrize(
    "address", ["{form}", "{draft}", "/f/nobody/nothing", "/accessibility", "/live"]
)
def test_every_answer_carries_the_headers(browser, publish, address):
    form = publish(DINNER)
    draft = browser.open(form).fill(who="Ana").press("save").path
    response = browser.client.get(address.format(form=form, draft=draft))
    assert WANTED.items() <= dict(response.headers).items()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "Set-Cookie" not in response.headers


def test_pages_with_answers_are_kept_by_nobody(browser, publish):
    draft = browser.open(publish(DINNER)).fill(who="Ana").press("save").path
    assert browser.client.get(draft).headers["Cache-Control"] == "no-store"


def test_https_is_insisted_on_where_it_is_used(settings):
    made = create_app(replace(settings, public_url="https://forms.example"))
    headers = made.test_client().get("/live").headers
    dispose(made)
    assert headers["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize(
    "template",
    [path for path in templates_folder().rglob("*.html") if "documents" not in path.parts],
    ids=lambda p: p.name,
)
def test_no_template_holds_what_the_policy_would_refuse(template):
    markup = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", markup)
    assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", markup)


def test_unfilled_page_is_the_same_but_for_its_token_and_attempt(browser, publish):
    address = publish(DINNER)
    one, other = (browser.open(address).page for _ in range(2))
    differing = [
        first.name
        for first, second in zip(one.controls, other.controls, strict=True)
        if first != second
    ]
    assert differing == ["_token", "_attempt"]
