"""A draft that is not a form yet: as much of it as can be read, for whoever helps to write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wedforms.formspec.definition import Definition, Field, FormFacts, Option, Rule, Tree
from wedforms.formspec.errors import ExpressionError
from wedforms.formspec.expression import grammar, read_tree
from wedforms.formspec.fieldreading import MOST_DEPTH
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.formsettings import SETTINGS
from wedforms.formspec.shapes import INVALID, Faults

_PARTS_OF_A_TABLE: Final = ("keys", "rows")


def read_unfinished(raw: Any) -> Definition:
    """The readable part of a draft; what is not readable is left out, nothing is refused.

    `raw` has been screened: it is neither too large nor too deep.
    """
    draft = raw if isinstance(raw, Mapping) else {}
    settings = _settings(draft.get("settings"))
    return Definition(
        name=_words(draft.get("name")),
        form_type="questionnaire",
        fields=tuple(_fields(draft.get("fields"), _facts(settings), set(), 1)),
        settings=settings,
        tables={str(name): table for name, table in _tables(draft.get("tables"))},
        rules=tuple(_rules(draft.get("rules"))),
    )


def keys_at(raw: Any, path: str) -> tuple[tuple[str, ...], str]:
    """The keys of the field that a path leads to, and the rest of the path inside that field.

    A field is named by its position (`fields.3.fields.0.visible_if`) or by its keys
    (`guests.meal.visible_if`); the path of a rule or a setting names no field.
    """
    steps = path.split(".") if path else []
    if steps[:1] in (["rules"], ["settings"]):
        return (), path
    keys: list[str] = []
    here: Any = raw
    while steps and (found := _step(here, steps)) is not None:
        here, steps = found
        keys.append(_words(here.get("key")))
    return tuple(keys), ".".join(steps)


def _step(here: Any, steps: Sequence[str]) -> tuple[Mapping[str, Any], list[str]] | None:
    """The field one step further, and the steps that are left."""
    fields = here.get("fields") if isinstance(here, Mapping) else None
    fields = [one for one in fields if isinstance(one, Mapping)] if isinstance(fields, list) else []
    if steps[0] == "fields" and len(steps) > 1 and steps[1].isdecimal():
        at = int(steps[1]) if len(steps[1]) <= len(str(len(fields))) else len(fields)
        return (fields[at], list(steps[2:])) if at < len(fields) else None
    found = next((one for one in fields if one.get("key") == steps[0]), None)
    return None if found is None else (found, list(steps[1:]))


def _fields(raw: Any, facts: FormFacts, seen: set[str], depth: int) -> Iterator[Field]:
    for one in raw if isinstance(raw, list) and depth <= MOST_DEPTH else ():
        if isinstance(one, Mapping) and _is_named(one, seen):
            seen.add(one["key"])
            yield Field(
                key=one["key"],
                field_type=one["field_type"],
                label=_words(one.get("label")),
                content=_words(one.get("content")),
                default=one.get("default"),
                validation_rules=_mapping(one.get("validation_rules")),
                sort_by=_words(one.get("sort_by")),
                fields=tuple(_fields(one.get("fields"), facts, seen, depth + 1)),
                form=facts,
                visible_if=_tree(one.get("visible_if")),
                locked_if=_tree(one.get("locked_if")),
                value=_tree(one.get("value")),
                options=tuple(_options(one.get("options"))),
                rows=tuple(_options(one.get("rows"))),
                columns=tuple(_options(one.get("columns"))),
            )


def _is_named(raw: Mapping[str, Any], seen: set[str]) -> bool:
    key, kind = raw.get("key"), raw.get("field_type")
    if not isinstance(key, str) or not isinstance(kind, str):
        return False
    return bool(grammar.NAME.fullmatch(key)) and kind in FIELD_TYPES and key not in seen


def _options(raw: Any) -> Iterator[Option]:
    for one in raw if isinstance(raw, list) else ():
        if isinstance(one, Mapping) and isinstance(one.get("value"), str):
            yield Option(value=one["value"], label=_words(one.get("label")))


def _rules(raw: Any) -> Iterator[Rule]:
    for one in raw if isinstance(raw, list) else ():
        given = one if isinstance(one, Mapping) else {}
        yield Rule(when=None, message=_words(given.get("message")), at=_words(given.get("at")))


def _tables(raw: Any) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    for name, table in _mapping(raw).items():
        parts = _mapping(table)
        if all(isinstance(parts.get(part), list) for part in _PARTS_OF_A_TABLE):
            rows = [row for row in parts["rows"] if isinstance(row, list)]
            yield name, {"keys": parts["keys"], "rows": rows}


def _settings(raw: Any) -> Mapping[str, Any]:
    """The settings that can be read, each on its own."""
    readable = {}
    for name, key in SETTINGS.keys.items():
        given = _mapping(raw).get(name)
        if given is not None:
            read = key.shape.read(given, "", Faults())
            readable.update({} if read is INVALID else {name: read})
    return readable


def _facts(settings: Mapping[str, Any]) -> FormFacts:
    return FormFacts(currency=settings.get("currency", FormFacts().currency))


def _tree(raw: Any) -> Tree:
    try:
        return read_tree(raw)
    except (ExpressionError, RecursionError):
        return None


def _mapping(raw: Any) -> Mapping[str, Any]:
    return raw if isinstance(raw, Mapping) else {}


def _words(raw: Any) -> str:
    return raw if isinstance(raw, str) else ""
