"""`wedforms mail …`: what a mail server hands in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from wedforms.cli.output import answer
from wedforms.cli.reading import Text, read_file
from wedforms.cli.surroundings import opened_database
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.lib import clock
from wedforms.messaging.bounces import Bounce, note_bounce, read_bounce

_MOST: Final = 25_000_000


@click.group()
def mail() -> None:
    """Mails that come in."""


@mail.command()
@click.option("--to", default=None, type=Text(), help="The envelope's recipient (bounces+…@…).")
def bounce(*, to: str | None) -> None:
    """Read one mail from standard input; if it says that one of ours came back, note that.

    Status 0 whatever mail it is, so that a mail server does not send it on.
    """
    content = read_file(Path("-"), most=_MOST)
    found = read_bounce(content, envelope_to=to or "")
    answer({"is_bounce": found is not None, "is_noted": found is not None and _is_noted(found)})


def _is_noted(found: Bounce) -> bool:
    with opened_database() as database:
        engine = create_engine_for(database.addresses.app)
        try:
            with (
                session_factory(engine)() as session,
                tenant_transaction(session, found.tag.organization_id),
            ):
                return note_bounce(session, found, now=clock.now())
        finally:
            engine.dispose()
