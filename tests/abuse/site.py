"""The whole application for attackers: two organizations with the same forms, raw requests, and the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.abuse.promised import assert_cookieless
from tests.factories.organizations import Tenant, TwoOrganizations, insert_two_organizations
from tests.factories.reading import Ledger
from tests.web.browsing import Browser, PageReader
from wedforms.app import create_app
from wedforms.core.engine import create_engine_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.database.addresses import Addresses
from wedforms.extensions import db, services
from wedforms.forms.exchange import import_form
from wedforms.forms.links import make_personal_link
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.settings import Settings

SECRET = "a secret of at least thirty-two characters"


@dataclass
class Site:
    """One application on one database, and two organizations that it must keep apart."""

    app: Flask
    database: Addresses
    tenants: TwoOrganizations
    folder: Path
    engine: Engine
    owner: Engine
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 100_000)))

    @property
    def ours(self) -> Tenant:
        return self.tenants.ours

    @property
    def theirs(self) -> Tenant:
        return self.tenants.theirs

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    @property
    def browser(self) -> Browser:
        return Browser(self.client)

    def new_slug(self) -> str:
        return f"form-{next(self._numbers)}"

    def publish(
        self, definition: Mapping[str, Any], *, slug: str = "", tenant: Tenant | None = None
    ) -> str:
        """Publish the definition, a new version if there is one; the address of its page."""
        owner, slug = tenant or self.ours, slug or self.new_slug()
        with self.work(owner) as session:
            publish_form(session, import_form(session, read_definition(definition), slug=slug))
        return f"/f/{owner.slug}/{slug}"

    def publish_twice(self, definition: Mapping[str, Any]) -> tuple[str, str]:
        """The same form at the same slug of both organizations."""
        slug = self.new_slug()
        return (
            self.publish(definition, slug=slug),
            self.publish(definition, slug=slug, tenant=self.theirs),
        )

    def personal_link(self, address: str, **facts: Any) -> str:
        """The address of a new personal link to the form at `address`."""
        owner = self.owner_of(address)
        given = {"prefill": {}, "expires_at": datetime.now(UTC) + timedelta(days=9), **facts}
        with self.work(owner) as session:
            secret = make_personal_link(session, form_id=self.form_id(address), **given)
        return f"/p/{owner.slug}/{secret}"

    @contextmanager
    def work(self, tenant: Tenant) -> Iterator[Session]:
        with (
            Session(self.engine, expire_on_commit=False) as session,
            tenant_transaction(session, tenant.id),
        ):
            yield session

    def ledger(self, tenant: Tenant | None = None) -> Ledger:
        """What really stands in an organization's tables."""
        return Ledger(self.owner, (tenant or self.ours).id)

    def owner_of(self, address: str) -> Tenant:
        """Whose organization an address names."""
        return self.theirs if self.theirs.slug in address.split("/") else self.ours

    def sent(self, address: str) -> list[dict[str, Any]]:
        """The rows of a form's sent submissions, oldest first."""
        return self.ledger(self.owner_of(address)).rows(
            "select s.* from form_submissions s join forms f on f.id = s.form_id"
            " where f.slug = :slug and s.status <> 'draft' order by s.submitted_at",
            slug=address.rpartition("/")[2],
        )

    def drafts(self, address: str) -> list[dict[str, Any]]:
        """The rows of a form's drafts, oldest first."""
        return self.ledger(self.owner_of(address)).rows(
            "select s.* from form_submissions s join forms f on f.id = s.form_id"
            " where f.slug = :slug and s.status = 'draft' order by s.created_at",
            slug=address.rpartition("/")[2],
        )

    def form_id(self, address: str) -> UUID:
        return self.ledger(self.owner_of(address)).value(
            "select id from forms where slug = :slug", slug=address.rpartition("/")[2]
        )

    def post(self, address: str, inputs: Mapping[str, Any], **more: Any) -> TestResponse:
        """A raw POST of these inputs, lists for several, as no page of ours would send them."""
        return self.client.post(address, data=as_multidict(inputs), **more)


def as_multidict(inputs: Mapping[str, Any]) -> MultiDict[str, Any]:
    """The inputs as a client sends them."""
    return MultiDict(
        (name, one)
        for name, value in inputs.items()
        for one in (value if isinstance(value, list | tuple) else [value])
    )


class Page(PageReader):
    """A page, with the words of each question's problem under the question's input name."""

    def __init__(self, markup: str) -> None:
        self._told: dict[str, list[str]] = {}
        super().__init__(markup)

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        for _, given in self._open:
            if "data-problem" in given:
                name = given["id"].removeprefix("f-").removesuffix("-problem")
                self._told.setdefault(name, []).append(data)

    def problem_of(self, name: str) -> str:
        """What the page says is wrong at the question."""
        return "".join(self._told.get(name, ()))


def own_inputs(page: PageReader) -> dict[str, str]:
    """The page's own inputs: token, attempt, page number, what it showed."""
    return {one.name: one.value for one in page.controls if one.name.startswith("_")}


def read(response: TestResponse) -> Page:
    return Page(response.get_data(as_text=True))


def summary_of(page: PageReader) -> list[str]:
    """The anchors that the list of problems offers."""
    return [link for link in page.links if "#f-" in link]


def assert_calm(response: TestResponse) -> None:
    """Whatever was asked, the answer is ours: no crash, no cookie, no word about the machinery."""
    assert response.status_code < 500, response.status
    assert_cookieless(response)
    assert "'unsafe-" not in response.headers["Content-Security-Policy"]
    said = response.get_data(as_text=True) if response.mimetype != "text/css" else ""
    for machinery in ("Traceback", "psycopg", "sqlalchemy", "SELECT ", "werkzeug", "/wedforms/"):
        assert machinery not in said


def opened(site: Site, address: str) -> dict[str, str]:
    """Open a page and take its own inputs, as a script of an attacker would."""
    response = site.client.get(address)
    assert response.status_code == 200, response.status
    return own_inputs(read(response))


@contextmanager
def running_site(database: Addresses, folder: Path, **settings: Any) -> Iterator[Site]:
    """A site on this database; everything is closed at the end."""
    plain: dict[str, Any] = {
        "database_url": database.app.render_as_string(hide_password=False),
        "secret_key": SECRET,
        "data_folder": str(folder),
        "public_url": "http://localhost",
        "log_level": "error",
    }
    app = create_app(Settings(**{**plain, **settings}))
    engine = create_engine_for(database.app)
    owner = create_engine(database.owner, poolclass=NullPool)
    try:
        yield Site(app, database, insert_two_organizations(database.owner), folder, engine, owner)
    finally:
        with app.app_context():
            db.engine.dispose()
            services().autocommit.dispose()
        engine.dispose()
        owner.dispose()
