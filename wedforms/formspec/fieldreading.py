"""Read the fields of a definition: what every field may hold, and what its type allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wedforms.formspec.definition import Field, FormFacts, Option
from wedforms.formspec.fieldtypes import FIELD_TYPES, FieldType
from wedforms.formspec.fieldtypes.base import MOST_FIELDS, MOST_OPTIONS, MOST_ROWS, NUMBER_LIMIT
from wedforms.formspec.fieldtypes.content import PICTURE_NAME
from wedforms.formspec.shapes import (
    INVALID,
    Faults,
    Flag,
    Integer,
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
from wedforms.formspec.slots import (
    KEY_NAME,
    LANGUAGE,
    OPTION_NAME,
    Condition,
    Expression,
    Formatted,
    RichText,
)
from wedforms.formspec.translated import SETTING_WORDS

MOST_DEPTH: Final = 4
_LABEL: Final = Text(500)
_HELP: Final = Text(2_000, lines=True)
_CONTENT: Final = RichText(20_000)
_OPTION_LABEL: Final = Text(300, min_length=1)
_PLACE: Final = Formatted(
    r"^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$", "This must be a place such as client.wedding_date."
)

OPTION: Final = Record(
    {
        "value": Key(OPTION_NAME, required=True),
        "label": Key(_OPTION_LABEL, required=True),
        "help": Key(Text(1_000, lines=True)),
        "price": Key(Integer(-NUMBER_LIMIT, NUMBER_LIMIT)),
        "places": Key(Integer(1, 1_000_000)),
        "visible_if": Key(Condition()),
        "disabled_if": Key(Condition()),
        "picture": Key(PICTURE_NAME),
        "translations": Key(
            MapOf(
                LANGUAGE,
                Record({"label": Key(_OPTION_LABEL), "help": Key(Text(1_000, lines=True))}),
            )
        ),
    }
)
LINE: Final = Record(
    {
        "value": Key(OPTION_NAME, required=True),
        "label": Key(_OPTION_LABEL, required=True),
        "translations": Key(MapOf(LANGUAGE, Record({"label": Key(_OPTION_LABEL)}))),
    }
)


class RowCount(Shape):
    """How many rows: a whole number, or an expression."""

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The number or the tree."""
        tree = Expression().read(raw, path, faults)
        if tree is INVALID or isinstance(tree, list):
            return tree
        return Integer(0, MOST_ROWS).read(tree, path, faults)

    def schema(self) -> JsonSchema:
        """A number of rows, text or a tree."""
        count = Integer(0, MOST_ROWS).schema()
        return {"anyOf": [count, {"type": ["string", "array"]}]}


class Anything(Shape):
    """Any JSON value; it is checked when the entire field is known."""

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The value as it is."""
        del path, faults
        return raw

    def schema(self) -> JsonSchema:
        """No limits."""
        return {}


#: What every field may hold; `validation_rules`, `fields` and `default` follow the type.
COMMON_KEYS: Final[Mapping[str, Key]] = {
    "key": Key(KEY_NAME, required=True),
    "field_type": Key(Word(tuple(FIELD_TYPES)), required=True),
    "label": Key(_LABEL),
    "help": Key(_HELP),
    "validation_rules": Key(Anything()),
    "visible_if": Key(Condition()),
    "private": Key(Flag()),
    "sensitive": Key(Flag()),
    "writes_to": Key(_PLACE),
    "translations": Key(
        MapOf(
            LANGUAGE,
            Record(
                {
                    "label": Key(_LABEL),
                    "help": Key(_HELP),
                    "content": Key(_CONTENT),
                    **{name: Key(Text(500)) for name in SETTING_WORDS},
                }
            ),
        )
    ),
}
#: What only some types allow.
SPECIAL_KEYS: Final[Mapping[str, Key]] = {
    "content": Key(_CONTENT),
    "default": Key(Anything()),
    "options": Key(ListOf(OPTION, MOST_OPTIONS)),
    "rows": Key(ListOf(LINE, MOST_OPTIONS)),
    "columns": Key(ListOf(LINE, MOST_OPTIONS)),
    "required_if": Key(Condition()),
    "locked_if": Key(Condition()),
    "value": Key(Expression()),
    "min_rows": Key(RowCount()),
    "max_rows": Key(RowCount()),
    "sort_by": Key(KEY_NAME),
    "fields": Key(Anything()),
}
_BLANK: Final[tuple[Any, ...]] = (None, "", [], {})


class FieldReader:
    """Reads fields one after the other, counting them and remembering their keys."""

    def __init__(self, faults: Faults, facts: FormFacts) -> None:
        self.faults = faults
        self.facts = facts
        self.seen: set[str] = set()
        self.count = 0

    def read_all(self, raw: Iterable[Any], path: str, depth: int = 1) -> tuple[Field, ...]:
        """The fields of one level; those with faults are left out, the faults are noted."""
        read = (self._read(field, f"{path}.{at}", depth) for at, field in enumerate(raw))
        return tuple(field for field in read if field is not None)

    def _read(self, raw: Any, path: str, depth: int) -> Field | None:
        self.count += 1
        if self.count == MOST_FIELDS + 1:
            message = f"A form has at most {MOST_FIELDS} fields."
            self.faults.add("fields", "maxItems", message, limit=MOST_FIELDS)
        if depth > MOST_DEPTH or self.count > MOST_FIELDS:
            return None
        if not isinstance(raw, Mapping):
            self.faults.add(path, "type", "A field is an object.", limit="object")
            return None
        given = {name: value for name, value in raw.items() if value is not None}
        name = given.get("field_type")
        kind = FIELD_TYPES.get(name) if isinstance(name, str) else None
        if kind is None:
            # Without a type nothing else can be judged but what all fields share.
            known = {name: given[name] for name in COMMON_KEYS if name in given}
            Record(COMMON_KEYS).read(known, path, self.faults)
            return None
        return self._read_known(kind, given, path, depth)

    def _read_known(
        self, kind: FieldType, given: Mapping[str, Any], path: str, depth: int
    ) -> Field | None:
        allowed = {name: key for name, key in SPECIAL_KEYS.items() if name in kind.field_keys}
        idle = [name for name in SPECIAL_KEYS if name in given and given[name] in _BLANK]
        given = {
            name: value for name, value in given.items() if name in allowed or name not in idle
        }
        before = len(self.faults.found)
        self._note_key(given.get("key"), path)
        if "fields" in allowed and not given.get("fields"):
            self.faults.add(join(path, "fields"), "required", "A group needs fields.")
        read = Record({**COMMON_KEYS, **allowed}).read(given, path, self.faults)
        rules = self._read_rules(kind, given.get("validation_rules", {}), path)
        fields = self._read_inner(given.get("fields"), path, depth)
        if read is INVALID or rules is INVALID:
            return None
        field = self._build(kind, {**read, "validation_rules": rules, "fields": fields})
        self._check_options(kind, field, path)
        kind.check(field, path, self.faults)
        return field if len(self.faults.found) == before else None

    def _read_rules(self, kind: FieldType, raw: Any, path: str) -> Any:
        return settings_shape(kind).read(raw, join(path, "validation_rules"), self.faults)

    def _read_inner(self, raw: Any, path: str, depth: int) -> tuple[Field, ...]:
        if raw is None:
            return ()
        where = join(path, "fields")
        if not isinstance(raw, list | tuple):
            self.faults.add(where, "type", "This must be a list.", limit="array")
            return ()
        if raw and depth >= MOST_DEPTH:
            message = f"Groups are nested at most {MOST_DEPTH} deep."
            self.faults.add(where, "depth", message, limit=MOST_DEPTH)
        return self.read_all(raw, where, depth + 1)

    def _note_key(self, key: Any, path: str) -> None:
        if not isinstance(key, str):
            return
        if key in self.seen:
            where = join(path, "key")
            self.faults.add(where, "unique", f"The key “{key}” is used twice.", limit=key)
        self.seen.add(key)

    def _build(self, kind: FieldType, read: Mapping[str, Any]) -> Field:
        options = {
            name: tuple(Option(**option) for option in read.get(name, ()))
            for name in ("options", "rows", "columns")
        }
        field = Field(**{**read, **options, "form": self.facts})
        if field.default is None:
            return field
        default = kind.canonical(field, field.default)
        return Field(**{**read, **options, "default": default, "form": self.facts})

    def _check_options(self, kind: FieldType, field: Field, path: str) -> None:
        if kind.options == "must" and not field.options:
            self.faults.add(join(path, "options"), "required", "This field needs options.")
        for name in ("options", "rows", "columns"):
            values: set[str] = set()
            for at, option in enumerate(getattr(field, name)):
                if option.value in values:
                    where = join(path, f"{name}.{at}.value")
                    message = f"The value “{option.value}” stands twice."
                    self.faults.add(where, "unique", message, limit=option.value)
                values.add(option.value)


def settings_shape(kind: FieldType) -> Record:
    """The shape of `validation_rules` for a type."""
    return Record(
        {
            name: Key(setting.shape, required=setting.required)
            for name, setting in kind.all_settings.items()
        }
    )
