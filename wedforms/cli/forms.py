"""`wedforms form …`: definitions and answers, checked, carried in and carried out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from wedforms.cli.output import answer, as_json, read_json, refuse, say
from wedforms.cli.surroundings import organization_transaction
from wedforms.forms.exchange import export_form, import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.answers import read_answers
from wedforms.formspec.definition import Definition
from wedforms.formspec.errors import AnswersRejected, DefinitionRejected
from wedforms.formspec.lint import lint
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import compile_form
from wedforms.lib import clock

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)


@click.group()
def form() -> None:
    """Definitions of forms."""


@form.command()
@click.argument("file", type=_FILE)
def schema(file: Path) -> None:
    """Print the JSON Schema that answers to the definition in FILE are judged by."""
    answer(compile_form(_definition(file)).schema)


@form.command()
@click.argument("file", type=_FILE)
@click.argument("answers", type=_FILE)
@click.option("--today", type=_DAY, help="Judge as on this day (YYYY-MM-DD).")
def check(file: Path, answers: Path, today: datetime | None) -> None:
    """Judge the answers in ANSWERS by the definition in FILE.

    Status 0 and the canonical answers with calculated values, or status 1 and the problems.
    """
    compiled = compile_form(_definition(file))
    zone = compiled.definition.settings.get("time_zone", "Europe/London")
    day: date = today.date() if today else clock.today_in(zone)
    try:
        accepted = read_answers(compiled, read_json(answers), today=day)
    except AnswersRejected as rejected:
        refuse(rejected.problems)
    else:
        answer({"answers": accepted.values, "warnings": [as_json(w) for w in accepted.warnings]})


@form.command("import")
@click.argument("file", type=_FILE)
@click.option("--org", "organization", required=True, help="The organization's slug.")
@click.option("--slug", help="The form's address; made from its name when left out.")
@click.option("--publish", is_flag=True, help="Publish it at once.")
def import_(file: Path, organization: str, slug: str | None, *, publish: bool) -> None:
    """Make or renew a form from the definition in FILE."""
    definition = _definition(file)
    with organization_transaction(organization) as session:
        made = import_form(session, definition, slug=slug)
        version = publish_form(session, made) if publish else None
        result = {
            "form": made.slug,
            "version": version.number if version else None,
            "content_hash": version.content_hash if version else None,
        }
    for warning in lint(definition):
        say(f"warning: {warning.path}: {warning.message or warning.keyword}")
    answer(result)


@form.command()
@click.argument("slug", metavar="FORM")
@click.option("--org", "organization", required=True, help="The organization's slug.")
def export(slug: str, organization: str) -> None:
    """Print the published definition of FORM (or its draft) as portable JSON."""
    with organization_transaction(organization) as session:
        answer(export_form(session, slug))


def _definition(file: Path) -> Definition:
    try:
        return read_definition(read_json(file))
    except DefinitionRejected as rejected:
        refuse(rejected.problems)
        raise
