"""`wedforms db …`: the schema up, down and checked, the files beside it, and the demo's data."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from wedforms.cli.output import answer
from wedforms.cli.surroundings import opened_database, settings_from_environment
from wedforms.database.check import check_database
from wedforms.database.migrate import migrate_down
from wedforms.demo.seed import seed_demo
from wedforms.files.look_for import look_for_files
from wedforms.files.store import open_store


@click.group()
def db() -> None:
    """The database."""


@db.command()
def up() -> None:
    """Make roles, database and schema as this version needs them."""
    with opened_database() as database:
        answer({"revision": database.up()})


@db.command()
@click.argument("revision")
def down(revision: str) -> None:
    """Take the schema back to REVISION ("base": to nothing)."""
    with opened_database() as database:
        answer({"revision": migrate_down(database.addresses.owner, revision)})


@db.command()
def check() -> None:
    """Look for tables and functions that do not keep tenants apart; status 1 when there are any."""
    with opened_database() as database:
        faults = check_database(database.addresses.owner)
    answer({"faults": [asdict(fault) for fault in faults]})
    sys.exit(1 if faults else 0)


@db.command()
def files() -> None:
    """Look in the store for every file that a row names; status 1 when one is not whole there."""
    store = open_store(settings_from_environment())
    with opened_database() as database:
        found = look_for_files(database.addresses.owner, store=store)
    lost = [{**asdict(one), "organization_id": str(one.organization_id)} for one in found.lost]
    answer({"whole": found.whole, "lost": lost})
    sys.exit(1 if lost else 0)


@db.command()
def seed() -> None:
    """Make the demo organizations and their six forms, or renew them."""
    with opened_database() as database:
        database.up()
        seeded = seed_demo(database.addresses.app, settings_from_environment())
    answer({"forms": seeded.forms, "personal_link": seeded.personal_link})
