"""`wedforms form …`: definitions and answers, checked, carried in and carried out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from wedforms.cli.output import answer, refuse, warn
from wedforms.cli.reading import FILE, FormSlug, Text, read_foreign, read_form, read_json
from wedforms.formspec.answers import read_answers
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.errors import AnswersRejected, DefinitionRejected, Problem
from wedforms.formspec.lint import lint
from wedforms.formspec.messages import say
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.lib import clock

_DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def form() -> None:
    """Definitions of forms."""


@form.command()
@click.argument("file", type=FILE)
def schema(file: Path) -> None:
    """Print the JSON Schema that answers to the definition in FILE are judged by."""
    answer(compile_form(read_form(file)).schema)


@form.command()
@click.argument("file", type=FILE)
@click.argument("answers", type=FILE)
@click.option("--today", type=_DAY, help="Judge as on this day (YYYY-MM-DD).")
def check(file: Path, answers: Path, today: datetime | None) -> None:
    """Judge the answers in ANSWERS by the definition in FILE.

    Status 0 and the canonical answers with calculated values, or status 1 and the problems.
    """
    compiled = compile_form(read_form(file))
    try:
        accepted = read_answers(compiled, read_json(answers), today=_day(compiled, today))
    except AnswersRejected as rejected:
        refuse(_in_words(compiled.definition, rejected.problems), about="answers")
    warn(_in_words(compiled.definition, accepted.warnings), about="answers")
    answer(accepted.values)


@form.command("import")
@click.argument("file", type=FILE)
@click.option("--org", "organization", required=True, type=Text(), help="The organization's slug.")
@click.option("--slug", type=FormSlug(), help="The form's address; from its name when left out.")
@click.option("--publish", is_flag=True, help="Publish it at once.")
@click.option(
    "--from",
    "source",
    type=click.Choice(("definition", "xlsform", "json-schema")),
    default="definition",
    help="What FILE is; what could not be carried is told on standard error.",
)
def import_(file: Path, organization: str, slug: str | None, *, publish: bool, source: str) -> None:
    """Make or renew a form from the definition in FILE, or from one of another program."""
    from wedforms.cli.surroundings import organization_transaction
    from wedforms.forms.exchange import import_form
    from wedforms.forms.publish import publish_form

    told: list[Problem] = []
    if source == "definition":
        definition = read_form(file)
    else:
        definition, told = read_foreign(file, source)
    with organization_transaction(organization) as session:
        made = import_form(session, definition, slug=slug)
        try:
            version = publish_form(session, made) if publish else None
        except DefinitionRejected as rejected:
            refuse(rejected.problems, about="definition")
        result = {
            "form": made.slug,
            "version": version.number if version else None,
            "content_hash": version.content_hash if version else None,
        }
    warn([*told, *lint(definition, now=clock.now())], about="definition")
    answer(result)


@form.command()
@click.argument("slug", metavar="FORM", type=Text())
@click.option("--org", "organization", required=True, type=Text(), help="The organization's slug.")
def export(slug: str, organization: str) -> None:
    """Print the published definition of FORM (or its draft) as portable JSON."""
    from wedforms.cli.surroundings import organization_transaction
    from wedforms.forms.exchange import export_form

    with organization_transaction(organization) as session:
        answer(export_form(session, slug))


def _day(compiled: CompiledForm, today: datetime | None) -> date:
    zone = compiled.definition.settings.get("time_zone", "Europe/London")
    return today.date() if today else clock.today_in(zone)


def _in_words(definition: Definition, problems: Iterable[Problem]) -> list[Problem]:
    """The problems with their sentences, as the page would say them."""
    return [
        replace(one, message=say(one, _field_at(definition, one.path), definition.locale))
        for one in problems
    ]


def _field_at(definition: Definition, path: str) -> Field | None:
    """The field that a problem's path leads to; what follows its key is a part of its answer."""
    found: Field | None = None
    fields = definition.fields
    for step in path.split("."):
        if step.isdigit():
            continue
        found, before = next((one for one in fields if one.key == step), None), found
        if found is None:
            return before
        fields = found.fields
    return found
