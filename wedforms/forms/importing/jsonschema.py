"""A form out of a JSON Schema (2020-12 or draft 7), with a report of what could not be carried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wedforms.forms.importing.jsonconditions import (
    Asked,
    NoCondition,
    both,
    condition_of,
    negated,
)
from wedforms.forms.importing.jsonfields import (
    MOST_DESCRIPTION,
    MOST_TITLE,
    TEXT_OR_NUMBER,
    choice_type,
    choices_in,
    kind_of,
    options_of,
    remark_unread,
)
from wedforms.forms.importing.jsonplaces import JsonReport, said_plainly
from wedforms.forms.importing.jsonrefs import Document, Schema
from wedforms.forms.importing.naming import words_of
from wedforms.forms.importing.report import Imported, ImportRefused, Report, finished
from wedforms.formspec.expression import grammar
from wedforms.formspec.fieldtypes.base import MOST_ROWS
from wedforms.formspec.jsontext import BrokenJson, parse_json
from wedforms.lib.text import key_of

MOST_BYTES: Final = 1_000_000
_MOST_FIELDS: Final = 500
_ENDS_A_LINE: Final = frozenset({"text", "long_text", "email", "url"})


def read_json_schema(
    content: bytes | str, *, name: str, form_type: str = "questionnaire"
) -> Imported:
    """The form that a schema of an object describes; `name` is taken where it has no title.

    Raises ImportRefused when it is no schema, or asks nothing that could be carried.
    """
    if len(content) > MOST_BYTES:
        raise ImportRefused(f"The schema is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        raw = parse_json(content)
    except (BrokenJson, UnicodeDecodeError) as fault:
        raise ImportRefused(f"This file could not be read as JSON. {fault}") from fault
    if not isinstance(raw, Mapping):
        raise ImportRefused("This is JSON, but no JSON Schema and no form of WedForms.")
    report = JsonReport()
    reading = _Reading(Document(raw, report), report)
    with reading.document.schema(raw, "#") as root:
        if root is None or kind_of(root) != "object":
            raise ImportRefused("This schema lists no questions: it has no “properties”.")
        fields = list(reading.fields(root, "#"))
        form = {"name": _line(root.get("title"), 120) or name[:120], "form_type": form_type}
        if said := root.get("description"):
            form["description"] = str(said)[:MOST_DESCRIPTION]
    return finished({**form, "fields": fields}, report, reading.places)


@dataclass(slots=True)
class _Reading:
    """Fields made so far, by their keys."""

    document: Document
    report: Report
    places: dict[str, str] = field(default_factory=dict)

    def fields(self, schema: Schema, place: str) -> Iterator[dict[str, Any]]:
        """The fields of an object: its properties, and what its conditions add."""
        made: dict[str, dict[str, Any]] = {}
        asked: dict[str, Asked] = {}
        for part, where in self._parts(schema, place):
            remark_unread(part, self.report, where)
            for several in ("anyOf", "oneOf"):
                if several in part:
                    why = "Answers as a whole have one shape here."
                    self._remark(f"{where}/{several}", several, why)
            self._add(part, where, made, asked, None)
        for part, where in self._parts(schema, place):
            self._conditions(part, where, made, asked)
        self._remark_unknown(schema, place, made)
        needed = [_list(part.get("required")) for part, _ in self._parts(schema, place)]
        for name, each in made.items():
            if not any(name in listed for listed in needed):
                _loosen(each)
            yield each
            yield from each.pop("after", ())

    def _parts(self, schema: Schema, place: str) -> Iterator[tuple[Schema, str]]:
        """The schema and what it is all of, besides bare conditions."""
        yield schema, place
        listed = schema.get("allOf")
        for at, raw in enumerate(listed if isinstance(listed, list) else ()):
            with self.document.schema(raw, f"{place}/allOf/{at}") as part:
                if part is not None:
                    yield part, f"{place}/allOf/{at}"

    def _add(
        self,
        schema: Schema,
        place: str,
        made: dict[str, dict[str, Any]],
        asked: dict[str, Asked],
        shown: Any,
    ) -> None:
        """Add the properties; those that are there already only become required."""
        needed = {one for one in _list(schema.get("required")) if isinstance(one, str)}
        properties = schema.get("properties")
        for name, raw in (properties if isinstance(properties, Mapping) else {}).items():
            where = f"{place}/properties/{name}"
            if name in made:
                if raw is not True and raw != {}:
                    why = "The question is there already, with what it says elsewhere."
                    self._remark(where, f"what is said of “{words_of(name)}” here", why)
                continue
            with self.document.schema({} if raw is True else raw, where) as one:
                if one is None or (field_ := self._field(name, one, where)) is None:
                    continue
            if shown is not None:
                _show_if(field_, shown)
            made[name] = field_
            asked[name] = self._asked(field_, one)
        for name in needed & set(made):
            _require(made[name], shown)

    def _asked(self, made: Mapping[str, Any], schema: Schema) -> Asked:
        items = schema.get("items") if kind_of(schema) == "array" else None
        listed = choices_in(items if isinstance(items, Mapping) else schema)
        has_options = bool(made.get("options")) and listed is not None
        return Asked(
            key=made["key"],
            kind=made["field_type"],
            options=options_of(listed) if has_options and listed else {},
        )

    def _conditions(
        self, schema: Schema, place: str, made: dict[str, dict[str, Any]], asked: dict[str, Asked]
    ) -> None:
        """What is asked, or must be answered, only where other answers say so."""
        if "if" in schema:
            self._branch(schema, place, made, asked)
        for name in ("dependentRequired", "dependentSchemas", "dependencies"):
            depends = schema.get(name)
            for on, raw in (depends if isinstance(depends, Mapping) else {}).items():
                where = f"{place}/{name}/{on}"
                if on not in asked:
                    self._remark(
                        where,
                        f"what depends on “{words_of(on)}”",
                        f"“{on}” is no question beside it.",
                    )
                    continue
                filled = ["filled", ["field", asked[on].key]]
                wanted = {"required": raw} if isinstance(raw, list) else raw
                self._then(wanted, where, made, asked, filled)

    def _branch(
        self, schema: Schema, place: str, made: dict[str, dict[str, Any]], asked: dict[str, Asked]
    ) -> None:
        try:
            condition = condition_of(schema["if"], asked)
        except NoCondition as fault:
            self._remark(f"{place}/if", f"if: {said_plainly(schema['if'])}", str(fault))
            return
        for name, tree in (("then", condition), ("else", negated(condition))):
            if name in schema:
                self._then(schema[name], f"{place}/{name}", made, asked, tree)

    def _remark_unknown(self, schema: Schema, place: str, made: Mapping[str, Any]) -> None:
        """Tell of answers that are required and that no question asks for."""
        parts = [each for part in self._parts(schema, place) for each in _with_branches(*part)]
        listed = (part.get("properties") for part, _ in parts)
        known = {name for one in listed if isinstance(one, Mapping) for name in one} | set(made)
        for part, where in parts:
            for name in _list(part.get("required")):
                if isinstance(name, str) and name not in known:
                    why = "No question asks for it."
                    self._remark(f"{where}/required", name, why)

    def _then(
        self,
        raw: Any,
        place: str,
        made: dict[str, dict[str, Any]],
        asked: dict[str, Asked],
        condition: Any,
    ) -> None:
        with self.document.schema(raw, place) as schema:
            if schema is None:
                return
            for name in schema:
                if name not in ("properties", "required", "title", "$comment", "type"):
                    self._remark(f"{place}/{name}", name, "It is too much at once.")
            self._add(schema, place, made, asked, condition)

    def _field(self, name: str, schema: Schema, place: str) -> dict[str, Any] | None:
        if len(self.places) >= _MOST_FIELDS:
            raise ImportRefused(f"The schema asks more than {_MOST_FIELDS} questions.")
        kind = kind_of(schema)
        base = {
            "key": self._key(name, place),
            "label": _line(schema.get("title"), MOST_TITLE) or words_of(name) or "…",
        }
        if said := schema.get("description"):
            base["help"] = str(said)[:MOST_DESCRIPTION]
        if kind != "object":
            remark_unread(schema, self.report, place)
        made = self._by_kind(kind, schema, place)
        if made is None:
            del self.places[base["key"]]
            return None
        made = {**base, **made}
        self._more(schema, made)
        return made

    def _by_kind(self, kind: str, schema: Schema, place: str) -> dict[str, Any] | None:
        listed = choices_in(schema)
        if listed and kind != "array":
            options = options_of(listed)
            if kind in ("integer", "number"):
                self._remark(place, "numbers to choose from", "Choices are texts here.", "Options.")
            return {"field_type": choice_type(options), "options": list(options.values())}
        if kind == "boolean":
            return {"field_type": "consent" if schema.get("const") is True else "yes_no"}
        if "const" in schema:
            self._remark(place, f"const: {schema['const']}", "There is nothing to answer.")
            return None
        if kind == "array":
            return self._list(schema, place)
        if kind == "object":
            return self._object(schema, place)
        if kind not in TEXT_OR_NUMBER:
            self._remark(
                place, f"type: {said_plainly(schema.get('type'))}", "One question has one type."
            )
            return None
        for several in ("oneOf", "anyOf"):
            if several in schema:
                asked = "It is asked as a text." if kind == "string" else "It is asked as a number."
                self._remark(place, several, "One question has one shape.", asked)
        return TEXT_OR_NUMBER[kind](schema, self.report, place)

    def _list(self, schema: Schema, place: str) -> dict[str, Any] | None:
        if not isinstance(schema.get("items"), Mapping):
            self._remark(place, "items", "What is in the list is not said once for all.")
            return None
        with self.document.schema(schema["items"], f"{place}/items") as items:
            if items is None:
                return None
            if listed := choices_in(items):
                rules = _counts(schema, "min_choices", "max_choices", len(listed))
                options = list(options_of(listed).values())
                return {
                    "field_type": "multiple_choice",
                    "options": options,
                    "validation_rules": rules,
                }
            if kind_of(items) == "object":
                inner = list(self.fields(items, f"{place}/items"))
            else:
                one = self._field("answer", items, f"{place}/items")
                inner = [one, *one.pop("after", ())] if one else []
        if not inner:
            self._remark(place, "items", "Nothing in it could be carried.")
            return None
        return {
            "field_type": "group",
            "fields": inner,
            **_counts(schema, "min_rows", "max_rows", MOST_ROWS),
        }

    def _object(self, schema: Schema, place: str) -> dict[str, Any] | None:
        """A part of the answers: a heading, and its questions after it."""
        inner = list(self.fields(schema, place))
        if not inner:
            self._remark(place, "the object", "It lists no question.")
            return None
        return {"field_type": "heading", "after": inner}

    def _more(self, schema: Schema, made: dict[str, Any]) -> None:
        """The default, an example, and whether it can be changed."""
        kind = made["field_type"]
        if kind in ("heading", "group", "file"):
            return
        if "default" in schema and schema["default"] is not None:
            made["default"] = _default(schema, made)
        examples = _list(schema.get("examples"))
        if examples and isinstance(examples[0], str) and kind in _ENDS_A_LINE:
            rules = made.setdefault("validation_rules", {})
            if kind != "url":
                rules["placeholder"] = examples[0][:200]
        if schema.get("readOnly") is True:
            made["locked_if"] = True

    def _key(self, name: str, place: str) -> str:
        wanted = key_of(words_of(name), otherwise="question")
        if wanted in grammar.RESERVED:
            wanted = f"{wanted}_answer"
        key, number = wanted, 1
        while key in self.places:
            number += 1
            key = f"{wanted}_{number}"
        self.places[key] = place
        return key

    def _remark(self, place: str, what: str, why: str, instead: str = "It was left out.") -> None:
        self.report.add(place, what, why=why, instead=instead)


def _with_branches(schema: Schema, place: str) -> Iterator[tuple[Schema, str]]:
    """The schema, and what it says only where other answers say so."""
    yield schema, place
    for name in ("then", "else"):
        if isinstance(raw := schema.get(name), Mapping):
            yield raw, f"{place}/{name}"
    for name in ("dependentRequired", "dependentSchemas", "dependencies"):
        depends = schema.get(name)
        for on, raw in (depends if isinstance(depends, Mapping) else {}).items():
            wanted = {"required": raw} if isinstance(raw, list) else raw
            if isinstance(wanted, Mapping):
                yield wanted, f"{place}/{name}/{on}"


def _show_if(made: dict[str, Any], shown: Any) -> None:
    made["visible_if"] = both(made.get("visible_if"), shown)
    for one in made.get("after", ()):
        _show_if(one, shown)


def _require(made: dict[str, Any], condition: Any) -> None:
    if made["field_type"] == "heading":
        return
    if made["field_type"] == "group":
        if condition is None:
            made.setdefault("min_rows", 1)
        return
    if condition is None or made.get("visible_if") == condition:
        made.setdefault("validation_rules", {})["required"] = True
    else:
        earlier = made.get("required_if")
        made["required_if"] = condition if earlier is None else ["or", earlier, condition]


def _loosen(heading: dict[str, Any]) -> None:
    """What may be left out as a whole asks for a part only where another part is answered."""
    inside = [one for one in heading.get("after", ()) if one["field_type"] != "heading"]
    for one in inside:
        if one.get("validation_rules", {}).pop("required", False):
            others = [["filled", ["field", other["key"]]] for other in inside if other is not one]
            if others:
                one["required_if"] = others[0] if len(others) == 1 else ["or", *others]


def _counts(schema: Schema, least: str, most: str, limit: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for theirs, ours in (("minItems", least), ("maxItems", most)):
        said = schema.get(theirs)
        if isinstance(said, int) and not isinstance(said, bool) and said >= 0:
            counts[ours] = min(said, limit)
    return counts


def _default(schema: Schema, made: Mapping[str, Any]) -> Any:
    """The default as our type has it; a faulty one is told by whoever reads the form."""
    said = schema["default"]
    items = schema.get("items")
    listed = choices_in(items if isinstance(items, Mapping) else schema)
    if not listed or not made.get("options"):
        return said
    options = options_of(listed)
    if isinstance(said, list):
        return [options[one]["value"] for one in options if one in said]
    return options[said]["value"] if _is_hashable(said) and said in options else said


def _is_hashable(said: Any) -> bool:
    return not isinstance(said, dict | list)


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _line(raw: Any, longest: int) -> str:
    return " ".join(raw.split())[:longest] if isinstance(raw, str) else ""
