"""Every address of the studio × every role × two organizations: exactly what the table says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import Engine, NullPool, create_engine, text

from tests.factories.every_table import fill_every_table
from tests.factories.organizations import Tenant, insert_two_organizations
from tests.web.conftest import SECRET, dispose
from tests.web.forms import field, form
from wedforms.accounts.permissions import MAY
from wedforms.accounts.signin import start_session
from wedforms.app import create_app
from wedforms.core.jsonb import dumps
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import compile_form
from wedforms.formspec.writing import write_definition
from wedforms.lib import clock
from wedforms.lib.ids import uuid7
from wedforms.settings import Settings
from wedforms.web.routes import ROUTES, Route
from wedforms.web.studio.cookie import _PLAIN as COOKIE

STUDIO: Final = [one for one in ROUTES if one.endpoint.startswith("studio.")]
GUARDED: Final = [one for one in STUDIO if one.permission in MAY["OWNER"]]
ABOUT_ROWS: Final = [one for one in GUARDED if "<uuid:" in one.rule]
#: In which table the row of a parameter lies, where its name does not say so.
TABLES: Final[Mapping[str, str]] = {
    "form_id": "forms", "submission_id": "form_submissions", "client_id": "clients",
    "link_id": "form_links", "profile_id": "user_profiles", "invitation_id": "invitations",
    "export_id": "answer_exports", "file_id": "stored_files", "passkey_id": "user_credentials",
    "session_id": "user_sessions", "entry_id": "busy_dates", "message_id": "communications",
    "draft_id": "form_drafts", "job_id": "answer_exports", "request_id": "change_requests",
}  # fmt: skip
WORDS: Final = {
    "number": "1",
    "name": "rsvp",
    "sha256": "f" * 64,
    "org": "x",
    "token": "t" * 43,
    "language": "fr",
}
DEFINITION: Final = form(field("who", label="Who"), name="Ask us")


@dataclass
class Place:
    """One organization with a row in every table, and a member whose role changes."""

    tenant: Tenant
    user_id: Any
    rows: Mapping[str, Any]


@dataclass
class House:
    """The application with two organizations."""

    app: Flask
    owner: Engine
    ours: Place
    theirs: Place

    def client(self, place: Place, role: str | None):
        """A browser of somebody with this role there; None: of nobody who works there."""
        self._set_role(place, role)
        with self.app.app_context():
            secret = start_session(
                self.app.extensions["wedforms"].autocommit, place.user_id,
                organization_id=place.tenant.id, origin={}, now=clock.now(),
            )  # fmt: skip
        client = self.app.test_client()
        client.set_cookie(COOKIE, secret)
        return client

    def _set_role(self, place: Place, role: str | None) -> None:
        with self.owner.begin() as connection:
            connection.execute(text(f"set local app.organization_id = '{place.tenant.id}'"))
            connection.execute(
                text(
                    "update user_profiles set role = :role, deleted_at = :gone where user_id = :user"
                ),
                {
                    "role": role or "OWNER",
                    "gone": None if role else clock.now(),
                    "user": place.user_id,
                },
            )

    def address(self, route: Route, about: Place) -> str:
        """Where the route is for the rows of this organization."""
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: _value(found[1], about), route.rule)

    def ask(self, client, route: Route, about: Place) -> int:
        """The status of the answer to this route, about rows of this organization."""
        address = self.address(route, about)
        if route.method == "GET":
            return client.get(address).status_code
        page = client.get("/studio/account").get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        token = found[1] if found else ""
        return client.post(
            address, data={"csrf_token": token}, headers={"X-CSRFToken": token}
        ).status_code


def _value(name: str, about: Place) -> str:
    if name in WORDS:
        return WORDS[name]
    row = about.rows.get(TABLES.get(name, ""), {})
    return str(row.get("id", uuid7()))


def _filled(engine: Engine, tenant: Tenant) -> Place:
    """A row in every table, of which the form and its submission say something."""
    compiled = compile_form(read_definition(DEFINITION))
    with engine.begin() as connection:
        rows = fill_every_table(connection, tenant)
        told = {"form": rows["forms"]["id"], "version": rows["form_versions"]["id"]}
        written = {
            "definition": dumps(write_definition(compiled.definition)),
            "schema": dumps(compiled.schema),
            "hash": compiled.content_hash,
        }
        connection.execute(
            text(
                "update form_versions set definition = cast(:definition as jsonb),"
                " compiled_schema = cast(:schema as jsonb), content_hash = :hash where id = :version"
            ),
            {**told, **written},
        )
        connection.execute(
            text("update form_links set expires_at = now() + interval '9 days' where id = :link"),
            {"link": rows["form_links"]["id"]},
        )
        connection.execute(
            text(
                "update forms set published_version_id = :version, name = 'Ask us',"
                ' settings = \'{"languages": ["fr"]}\' where id = :form'
            ),
            told,
        )
        connection.execute(
            text(
                "update form_submissions set status = 'submitted', submitted_at = now(),"
                ' submission_data = \'{"who": "Ana"}\', form_version_id = :version,'
                " body_hash = '0', revision = 1"
                " where form_id = :form"
            ),
            told,
        )
    return Place(tenant, rows["user_profiles"]["user_id"], rows)


@pytest.fixture(scope="module")
def house(module_database, tmp_path_factory) -> Iterator[House]:
    organizations = insert_two_organizations(module_database.owner)
    engine = create_engine(module_database.owner, poolclass=NullPool)
    app = create_app(
        Settings(
            database_url=module_database.app.render_as_string(hide_password=False),
            secret_key=SECRET,
            data_folder=str(tmp_path_factory.mktemp("data")),
            public_url="http://localhost",
            log_level="error",
            signup="open",
        )
    )
    app.config["RATELIMIT_ENABLED"] = False
    yield House(
        app, engine, _filled(engine, organizations.ours), _filled(engine, organizations.theirs)
    )
    dispose(app)
    engine.dispose()


def named(route: Route) -> str:
    return f"{route.method} {route.rule}"


@pytest.mark.parametrize("role", [*MAY, None], ids=str)
@pytest.mark.parametrize("route", GUARDED, ids=named)
def test_a_role_may_do_what_the_table_says(house: House, route: Route, role: str | None):
    status = house.ask(house.client(house.ours, role), route, house.ours)
    if route.permission in MAY.get(role or "", ()):
        assert status != 403
        assert status < 500
    elif role is None and route.method == "GET":
        assert status == 303  # to where they read how to come into an organization
    else:
        assert status == 403


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("route", ABOUT_ROWS, ids=named)
def test_nobody_reaches_the_rows_of_another_organization(house: House, route: Route, role: str):
    status = house.ask(house.client(house.ours, role), route, house.theirs)
    # What says nothing is refused for that, whosesoever the row is.
    refusals = (404, 400, 409, 415, 422) if route.permission in MAY[role] else (403,)
    assert status in refusals


@pytest.mark.parametrize(
    "route", [one for one in STUDIO if one.permission not in ("anybody", "link")], ids=named
)
def test_who_is_not_signed_in_is_led_to_the_door(house: House, route: Route):
    status = house.ask(house.app.test_client(), route, house.ours)
    assert status == (303 if route.method == "GET" else 400)
