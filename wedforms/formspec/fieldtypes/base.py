"""What every field type answers for: settings, schema, reading, showing, and further limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Final, Literal

from babel import Locale, UnknownLocaleError

from wedforms.formspec.definition import Field
from wedforms.formspec.shapes import Faults, Flag, JsonSchema, Shape, Text, Word, join

Inputs = Mapping[str, Sequence[str]]
Family = Literal[
    "text", "number", "choice", "date", "person", "agreement", "file", "group", "price"
]
Summary = Literal[
    "none", "texts", "numbers", "choices", "ranks", "matrix", "dates", "yes_no", "files", "rows"
]

MOST_FIELDS: Final = 500
MOST_OPTIONS: Final = 500
MOST_ROWS: Final = 300
NUMBER_LIMIT: Final = 10**15 - 1

_AUTOFILL: Final = (
    "off",
    "on",
    "name",
    "given-name",
    "additional-name",
    "family-name",
    "nickname",
    "email",
    "tel",
    "tel-national",
    "organization",
    "organization-title",
    "street-address",
    "address-line1",
    "address-line2",
    "address-level1",
    "address-level2",
    "postal-code",
    "country",
    "country-name",
    "bday",
    "url",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a type: what it may hold, what the builder calls it, what holds without it."""

    shape: Shape
    title: str
    default: Any = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that JSON Schema cannot state, judged by our interpreter.

    `bound` is a constant, or an expression tree when `computed`; `part` names the part of a
    composite answer that is measured and blamed.
    """

    keyword: str
    bound: Any
    part: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a CSV export: the part of the answer it holds (empty: all) and its heading."""

    part: str
    title: str


REQUIRED: Final = Setting(Flag(), "Must be answered", default=False)
AUTOCOMPLETE: Final = Setting(Word(_AUTOFILL), "Autofill")
PLACEHOLDER: Final = Setting(Text(200), "Example in the box", default="")


class FieldType:
    """One kind of field. Types hold no state: everything depends on the field handed in."""

    name: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    family: ClassVar[Family | Literal["content"]]
    settings: ClassVar[Mapping[str, Setting]] = {}
    starts_with: ClassVar[Mapping[str, Any]] = {}
    options: ClassVar[Literal["none", "may", "must"]] = "none"
    summary: ClassVar[Summary] = "none"
    has_answer: ClassVar[bool] = True
    is_computed: ClassVar[bool] = False
    more_keys: ClassVar[frozenset[str]] = frozenset()

    @property
    def all_settings(self) -> Mapping[str, Setting]:
        """The type's own settings with those that every answered type takes."""
        if not self.has_answer or self.is_computed:
            return self.settings
        return {"required": REQUIRED, "autocomplete": AUTOCOMPLETE, **self.settings}

    @property
    def field_keys(self) -> frozenset[str]:
        """The keys a field of this type may have beside those that every field has."""
        keys = set(self.more_keys)
        if self.has_answer:
            keys |= {"default", "required_if", "locked_if", "value"}
        if self.options != "none":
            keys.add("options")
        return frozenset(keys)

    def setting(self, field: Field, name: str) -> Any:
        """What the field states, else the type's default."""
        return field.validation_rules.get(name, self.settings[name].default)

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """Note what the settings of one field contradict among themselves."""

    def schema(self, field: Field) -> JsonSchema:
        """The JSON Schema of a canonical answer; content has none, and says so."""
        raise TypeError(f"{self.name} has no answer: {field.key}")

    def limits(self, field: Field) -> Sequence[Limit]:
        """What the schema cannot say about an answer."""
        del field
        return ()

    def canonical(self, field: Field, raw: Any) -> Any:
        """The canonical answer, `None` for no answer; what cannot be one is left for the judge."""
        del field
        return raw

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """What a person typed into the HTML inputs, by part name; `None` for no answer."""
        return self.canonical(field, first(inputs))

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The reverse of `parse_input`: what stands in the inputs for this answer."""
        del field
        return {"": [str(value)]}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """A canonical answer in words for people."""
        del field, locale
        return str(value)

    def columns(self, field: Field) -> Sequence[Column]:
        """The CSV columns of this field, the same for all answers."""
        return (Column("", field.label),)

    def cells(self, field: Field, value: Any, locale: str) -> Sequence[str]:
        """One text for each column; `None` is an unanswered field."""
        if value is None:
            return ("",) * len(self.columns(field))
        return (self.show(field, value, locale),)


def first(inputs: Inputs, part: str = "") -> str | None:
    """The first text of an input; `None` when it is absent or blank."""
    texts = inputs.get(part) or ()
    return next((text for text in texts if text.strip()), None)


def check_order(field: Field, path: str, faults: Faults, *, least: str, most: str) -> None:
    """Note a lower bound that lies above its upper bound (both given as constants)."""
    low, high = field.validation_rules.get(least), field.validation_rules.get(most)
    if low is None or high is None or isinstance(low, list) or isinstance(high, list):
        return
    if low > high:
        where = join(join(path, "validation_rules"), least)
        faults.add(where, "maximum", f"“{least}” may not be more than “{most}”.", limit=high)


@lru_cache(maxsize=256)
def locale_of(tag: str) -> Locale:
    """The babel locale of a language tag; British English when there is none."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")
