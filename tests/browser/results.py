"""A venue with answers to its RSVP: two households counted, one that has not answered yet."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.factories.organizations import Tenant
from tests.published import SIGNING_KEY, Office, answers_to
from wedforms.core.engine import create_engine_for
from wedforms.forms.links import make_personal_link
from wedforms.lib import clock

EMAIL: Final = "eleanor@aldermere.example"
_PATIENCE_SECONDS: Final = 60.0


@dataclass(frozen=True)
class Replies:
    """The form and one submission, as addresses of the studio name them."""

    form_id: str
    submission_id: str


@contextmanager
def venue(site: Site) -> Iterator[Office]:
    """The venue of the demo at work."""
    [row] = site.rows("select id, slug, name from organizations where slug = 'aldermere'")
    engine = create_engine_for(site.addresses.app)
    try:
        yield Office(engine, Tenant(row["id"], row["slug"], row["name"]))
    finally:
        engine.dispose()


def send_replies(site: Site) -> Replies:
    """Two households answer, the worker counts them, and a third one is asked."""
    with venue(site) as office:
        form_id = office.form("rsvp").form_id
        sent = [office.send("rsvp", answers).submission_id for answers in _households()]
        with office.work() as session:
            make_personal_link(
                session,
                form_id=form_id,
                prefill={},
                label="The Bartholomew-Featherstonehaugh household",
                recipient="bartholomew@example.com",
                expires_at=clock.now() + timedelta(days=30),
                signing_key=SIGNING_KEY,
            )
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not all(_is_done_with(site, one) for one in sent):
        assert time.monotonic() < deadline, site.words_of("worker")
        time.sleep(0.2)
    return Replies(str(form_id), str(sent[0]))


def sign_in(page: Page, site: Site) -> None:
    """The owner of the venue, in the studio."""
    page.goto(f"{site.url}/studio/sign-in")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(site.seeded.owners[EMAIL])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Forms")).to_be_visible()


def _households() -> Iterator[dict[str, Any]]:
    yield answers_to("rsvp")
    other = deepcopy(answers_to("rsvp"))
    other["guests"][0]["guest_name"] = "Wilhelmina Bartholomew-Featherstonehaugh"
    yield other


def _is_done_with(site: Site, submission_id: Any) -> bool:
    """Whether the worker has gone on from it: the search knows its words."""
    return bool(site.rows("select 1 from submission_words where submission_id = %s", submission_id))
