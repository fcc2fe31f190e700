"""Read a form definition from portable JSON, telling every fault at once with its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from wedforms.formspec.calculation import plan
from wedforms.formspec.definition import Definition, Field, FormFacts, Rule
from wedforms.formspec.errors import DefinitionRejected, Problem
from wedforms.formspec.fieldreading import FieldReader
from wedforms.formspec.fieldtypes.base import MOST_FIELDS
from wedforms.formspec.formsettings import SETTINGS, check_settings
from wedforms.formspec.jsontext import BrokenJson, parse_json
from wedforms.formspec.schema import default_fits
from wedforms.formspec.screening import screen
from wedforms.formspec.shapes import (
    INVALID,
    Faults,
    JsonSchema,
    Key,
    ListOf,
    MapOf,
    Record,
    Shape,
    Text,
    Word,
    join,
)
from wedforms.formspec.slots import LANGUAGE, Condition, Formatted
from wedforms.formspec.tables import TABLE

MOST_BYTES: Final = 1_000_000
_MOST_DEPTH: Final = 100
_MOST_RULES: Final = 500

FORM_TYPES: Final = ("contract", "questionnaire", "rsvp", "invoice")
RULE_PLACE: Final = Formatted(
    r"^[a-z][a-z0-9_]{0,62}(?:\.[a-z][a-z0-9_]{0,62}){0,3}$",
    "This must be the key of a field, such as guests.meal.",
)
RULE: Final = Record(
    {
        "when": Key(Condition(), required=True),
        "message": Key(Text(500, min_length=1), required=True),
        "severity": Key(Word(("error", "warning"))),
        "at": Key(RULE_PLACE),
        "translations": Key(MapOf(LANGUAGE, Record({"message": Key(Text(500))}))),
    }
)
_TABLE_NAME: Final = Formatted(r"^[a-z][a-z0-9_]{0,62}$", "A table has a name such as hire_fee.")


class AnyList(Shape):
    """A list whose entries are read elsewhere."""

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The list as it is, if it has entries."""
        if not isinstance(raw, list | tuple):
            return faults.add(path, "type", "This must be a list.", limit="array")
        if not raw:
            return faults.add(path, "minItems", "A form asks at least one question.", limit=1)
        return raw

    def schema(self) -> JsonSchema:
        """A list that is not empty."""
        return {"type": "array", "minItems": 1, "maxItems": MOST_FIELDS}


FORM: Final = Record(
    {
        "name": Key(Text(120, min_length=1), required=True),
        "description": Key(Text(2_000, lines=True)),
        "form_type": Key(Word(FORM_TYPES), required=True),
        "locale": Key(LANGUAGE),
        "settings": Key(SETTINGS),
        "tables": Key(MapOf(_TABLE_NAME, TABLE, max_items=50)),
        "rules": Key(ListOf(RULE, _MOST_RULES)),
        "fields": Key(AnyList(), required=True),
    }
)


def read_definition_text(text: str | bytes) -> Definition:
    """The definition in a JSON text; raises `DefinitionRejected` for broken JSON too."""
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        message = f"The definition is larger than {MOST_BYTES:,} bytes."
        raise DefinitionRejected([Problem("", "size", MOST_BYTES, message)])
    try:
        raw = parse_json(text)
    except BrokenJson as error:
        raise DefinitionRejected([Problem("", "json", None, str(error))]) from error
    return read_definition(raw)


def read_definition(raw: Any) -> Definition:
    """The definition in parsed JSON; raises `DefinitionRejected` with every fault found."""
    if unfit := screen(raw, most_bytes=MOST_BYTES, most_depth=_MOST_DEPTH):
        raise DefinitionRejected([unfit])
    faults = Faults()
    definition = _read(raw, faults)
    if definition is None or faults.found:
        raise DefinitionRejected(_in_order(faults.found))
    check_settings(definition, faults)
    _check_plan(definition, faults)
    if faults.found:
        raise DefinitionRejected(_in_order(faults.found))
    return definition


def _read(raw: Any, faults: Faults) -> Definition | None:
    if not isinstance(raw, Mapping):
        faults.add("", "type", "A definition is an object.", limit="object")
        return None
    given = {name: value for name, value in raw.items() if value is not None}
    read = FORM.read(given, "", faults)
    facts = _facts(given)
    reader = FieldReader(faults, facts)
    raw_fields = given.get("fields")
    fields = reader.read_all(raw_fields if isinstance(raw_fields, list | tuple) else (), "fields")
    if read is INVALID or faults.found:
        return None
    rules = tuple(Rule(**rule) for rule in read.pop("rules", ()))
    return Definition(**{**read, "fields": fields, "rules": rules})


def _facts(given: Mapping[str, Any]) -> FormFacts:
    """What fields need to know of the form, as far as it can be read at all."""
    settings = SETTINGS.read(given.get("settings", {}), "", Faults())
    locale = FORM.keys["locale"].shape.read(given.get("locale", "en-GB"), "", Faults())
    draft = Definition("", "questionnaire", ())
    return replace(
        draft,
        settings={} if settings is INVALID else settings,
        locale="en-GB" if locale is INVALID else locale,
    ).facts


def _check_plan(definition: Definition, faults: Faults) -> None:
    """Note unknown names and circles; then defaults that are no answers."""
    places = _index_paths(definition)
    try:
        plan(definition)
    except DefinitionRejected as rejected:
        faults.found.extend(_located(problem, places) for problem in rejected.problems)
    for keys, field in definition.walk():
        if field.default is not None and not default_fits(field):
            where = join(places[".".join(keys)], "default")
            faults.add(where, "default", "The default is not an answer that the field takes.")


def _index_paths(definition: Definition) -> dict[str, str]:
    """The path by position (`fields.3.fields.0`) of each field's path by key (`guests.meal`)."""
    paths: dict[str, str] = {}

    def walk(fields: tuple[Field, ...], keys: str, path: str) -> None:
        for at, field in enumerate(fields):
            here = join(keys, field.key)
            paths[here] = f"{path}.{at}"
            walk(field.fields, here, f"{path}.{at}.fields")

    walk(definition.fields, "", "fields")
    return paths


def _located(problem: Problem, places: Mapping[str, str]) -> Problem:
    """The problem with its field's key path replaced by the path in the document."""
    if problem.path.startswith(("rules.", "settings.")) and problem.path not in places:
        return problem
    keys = problem.path
    while keys and keys not in places:
        keys = keys.rpartition(".")[0]
    rest = problem.path[len(keys) :]
    return replace(problem, path=places.get(keys, keys) + rest)


def _in_order(found: list[Problem]) -> list[Problem]:
    """The faults in the order of the document, each once."""
    unique = dict.fromkeys((problem.path, problem.keyword, problem.message) for problem in found)
    by_key = {(problem.path, problem.keyword, problem.message): problem for problem in found}
    return sorted((by_key[key] for key in unique), key=lambda problem: _position(problem.path))


def _position(path: str) -> list[tuple[int, int, str]]:
    return [
        (0, int(step), "") if step.isdecimal() and step.isascii() else (1, 0, step)
        for step in path.split(".")
    ]
