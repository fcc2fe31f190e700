"""A whole installation for the time of a benchmark: database, web server, one published form."""

from __future__ import annotations

import os
import secrets
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

from sqlalchemy import URL

from benchmarks.samples import Sample
from wedforms.accounts.signup import open_organization
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.database.administer import open_database
from wedforms.demo.processes import processes, wait_until_ready
from wedforms.forms.exchange import import_form
from wedforms.forms.find import PublishedForm, published_form
from wedforms.forms.publish import publish_form
from wedforms.lib.ids import uuid7
from wedforms.web.tokens import PageTokens

HOST: Final = "127.0.0.1"
_SLUG: Final = "bench"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the form is answered, and where its database is."""

    address: str
    token: str
    form: PublishedForm
    database: URL


@contextmanager
def open_site(sample: Sample) -> Iterator[Site]:
    """An installation of its own in which the sample's form is published."""
    with tempfile.TemporaryDirectory(prefix="wedforms-bench-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)  # the server's account must pass through
        with open_database(folder / "postgres") as database:
            database.up()
            form = publish(database.addresses.app, sample)
            environment = _environment(folder, database.addresses.app)
            address = f"http://{HOST}:{environment['WEDFORMS_PORT']}"
            with processes({"serve": "the web server"}, environment) as running:
                wait_until_ready(f"{address}/accessibility", running, Event())
                secret = environment["WEDFORMS_SECRET_KEY"]
                token = PageTokens(secret).issue(form.form_id, version_id=form.version_id)
                yield Site(f"{address}/f/{_SLUG}/{_SLUG}", token, form, database.addresses.app)


def publish(url: URL, sample: Sample) -> PublishedForm:
    """Publish the sample's form in an organization of its own."""
    engine, organization_id = create_engine_for(url), uuid7()
    try:
        with (
            session_factory(engine)() as session,
            tenant_transaction(session, organization_id),
        ):
            open_organization(
                session, organization_id=organization_id, name="Bench", slug=_SLUG, facts={}
            )
            publish_form(session, import_form(session, sample.form.definition, slug=_SLUG))
            session.flush()
            return published_form(session, _SLUG)
    finally:
        engine.dispose()


def _environment(folder: Path, database: URL) -> Mapping[str, str]:
    plain = database.set(drivername="postgresql")
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "WEDFORMS_DATABASE_URL": plain.render_as_string(hide_password=False),
        "WEDFORMS_DATA_FOLDER": str(folder),
        "WEDFORMS_SECRET_KEY": secrets.token_urlsafe(32),
        "WEDFORMS_PORT": str(_free_port()),
        "WEDFORMS_PROXY_HOPS": "1",
        "WEDFORMS_LOG_LEVEL": "error",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
