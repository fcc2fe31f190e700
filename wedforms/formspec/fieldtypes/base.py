"""What every field type answers for: settings, schema, reading, showing, and further limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final, Literal

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.showing import show_number
from wedforms.formspec.shapes import Faults, Flag, JsonSchema, Shape, Text, Word, join

Inputs = Mapping[str, Sequence[str]]
Family = Literal[
    "text", "number", "choice", "date", "person", "agreement", "file", "group", "price"
]
Summary = Literal[
    "none", "texts", "numbers", "choices", "ranks", "matrix", "dates", "yes_no", "files", "rows"
]
#: How lists narrow by an answer: by options, yes or no, a range, words; by what was ranked first,
#: by the cells of a matrix, by whether anything was given; not at all.
Narrowing = Literal["", "choice", "yes_no", "number", "date", "text", "first", "cells", "given"]

MOST_FIELDS: Final = 500
MOST_OPTIONS: Final = 500
MOST_ROWS: Final = 300
NUMBER_LIMIT: Final = 10**15 - 1

_NARROWING: Final[Mapping[Summary, Narrowing]] = {
    "texts": "text",
    "numbers": "number",
    "choices": "choice",
    "dates": "text",
    "yes_no": "yes_no",
    "ranks": "first",
    "matrix": "cells",
    "files": "given",
}
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
    """One setting of a type: what it may hold, what the builder calls it, what holds without it.

    What is `only_seen` has no say in which answers are right.
    """

    shape: Shape
    title: str
    default: Any = None
    required: bool = False
    only_seen: bool = False


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


@dataclass(frozen=True, slots=True)
class Scalar:
    """One plain value of an answer that lists filter by, and the column it is kept in."""

    column: Literal["text", "number", "date"]
    value: str | int | Decimal


#: Summaries of types whose answers can be said in a line of text.
_IN_LINES: Final = frozenset({"texts", "numbers", "choices", "dates", "yes_no"})

REQUIRED: Final = Setting(Flag(), "Must be answered", default=False)
AUTOCOMPLETE: Final = Setting(Word(_AUTOFILL), "Autofill", only_seen=True)
PLACEHOLDER: Final = Setting(Text(200), "Example in the box", default="", only_seen=True)


class FieldType:
    """One kind of field. Types hold no state: everything depends on the field handed in.

    Whoever must treat some types in another way asks the type: whether it `begins_page`, or
    `merges_answers` into its content; whether its answer `has_rows`, `takes_files`, `is_dated` (the
    server notes `at` in it), `is_computed`, `is_prefilled` (by a signed link alone), or
    `counts_minor` units of money; in how many `parts` a page asks for it; which pairs of settings
    are `ordered`; of which kind `min` and `max` are when expressions (`bound_kind`).
    """

    name: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    family: ClassVar[Family | Literal["content"]]
    settings: ClassVar[Mapping[str, Setting]] = {}
    starts_with: ClassVar[Mapping[str, Any]] = {}
    options: ClassVar[Literal["none", "may", "must"]] = "none"
    summary: ClassVar[Summary] = "none"
    has_answer: ClassVar[bool] = True
    has_rows: ClassVar[bool] = False
    takes_files: ClassVar[bool] = False
    begins_page: ClassVar[bool] = False
    merges_answers: ClassVar[bool] = False
    counts_minor: ClassVar[bool] = False
    is_dated: ClassVar[bool] = False
    is_computed: ClassVar[bool] = False
    is_prefilled: ClassVar[bool] = False
    needs_label: ClassVar[bool] = True
    parts: ClassVar[int] = 1
    more_keys: ClassVar[frozenset[str]] = frozenset()
    needed_keys: ClassVar[Sequence[str]] = ()
    ordered: ClassVar[Sequence[tuple[str, str]]] = (("min", "max"),)
    bound_kind: ClassVar[Literal["", "date", "time", "date_time"]] = ""

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

    @property
    def beginning(self) -> dict[str, Any]:
        """What a new field of this type says, as portable JSON."""
        says: dict[str, Any] = {}
        if self.starts_with:
            says["validation_rules"] = dict(self.starts_with)
        listed = [name for name in ("rows", "columns") if name in self.needed_keys]
        for name in (*(["options"] if self.options == "must" else []), *listed):
            words = name.removesuffix("s").capitalize()
            says[name] = [{"value": f"{at}", "label": f"{words} {at}"} for at in (1, 2)]
        return says

    def setting(self, field: Field, name: str) -> Any:
        """What the field states, else the type's default."""
        return field.validation_rules.get(name, self.settings[name].default)

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """Note what the settings of one field contradict among themselves."""
        for least, most in self.ordered:
            _check_order(field, path, faults, least=least, most=most)

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
        text = first(inputs)
        return None if text is None else self.parse_text(field, text)

    def parse_text(self, field: Field, text: str) -> Any:
        """What a person typed where there is but one input."""
        return self.canonical(field, text)

    def takes_line(self, field: Field) -> bool:
        """Whether plain text can say an answer, for a link that fills it in beforehand."""
        del field
        said_by_itself = self.has_answer and not (self.is_computed or self.takes_files)
        is_agreed = self.family == "agreement"
        return said_by_itself and self.parts == 1 and not is_agreed and self.summary in _IN_LINES

    def parse_line(self, field: Field, text: str) -> Any:
        """The answer, or a part of it, that plain text says; `None` for none."""
        return self.parse_input(field, {"": [text]})

    def least_inputs(self, field: Field) -> int:
        """How many inputs a page takes for the field at least."""
        del field
        return self.parts

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The reverse of `parse_input`: what stands in the inputs for this answer."""
        del field
        return {"": [str(value)]}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """A canonical answer in words for people."""
        del field, locale
        return str(value)

    def scalars(self, value: Any) -> Sequence[Scalar]:
        """The plain values in an answer, or in each item of a list of them."""
        if isinstance(value, bool):
            return (Scalar("text", "true" if value else "false"),)
        if isinstance(value, int | Decimal):
            return (Scalar("number", value),)
        if isinstance(value, str):
            return (Scalar("text", value),)
        if isinstance(value, list):
            return [one for item in value for one in self.scalars(item)]
        return ()

    def narrowing(self, field: Field) -> Narrowing:
        """How lists narrow by the answers' scalars."""
        del field
        return _NARROWING.get(self.summary, "")

    def currency(self, field: Field) -> str:
        """In which currency the answer is an amount of money; empty: it is none."""
        del field
        return ""

    def files(self, value: Any) -> Mapping[str, Any]:
        """The stored files that an answer names, by their paths in it (empty: all of it)."""
        del value
        return {}

    def addresses(self, value: Any) -> Sequence[str]:
        """The e-mail addresses by which whoever gave this answer can be written to."""
        del value
        return ()

    def asks_address(self, field: Field) -> bool:
        """Whether an answer may hold such an address."""
        del field
        return False

    def merge_names(self, field: Field) -> Sequence[str]:
        """The names whose answers are put into the field's content."""
        del field
        return ()

    def is_whole(self, field: Field) -> bool:
        """Whether the answer is always a whole number."""
        del field
        return False

    def show_bound(self, part: str, bound: str) -> str:
        """The bound of a part that is no moment itself, in words; empty: as the moment it is."""
        del part, bound
        return ""

    def show_limit(self, field: Field, limit: int | Decimal, locale: str) -> str:
        """The least or most of an answer in words for people."""
        del field
        return show_number(limit, locale)

    def columns(self, field: Field) -> Sequence[Column]:
        """The CSV columns of this field, the same for all answers."""
        return (Column("", field.label),)

    def cells(self, field: Field, value: Any, locale: str) -> Sequence[str]:
        """One text for each column; `None` is an unanswered field."""
        if value is None:
            return ("",) * len(self.columns(field))
        return (self.cell(field, value, locale),)

    def cell(self, field: Field, value: Any, locale: str) -> str:
        """An answer in the one column of a field."""
        return self.show(field, value, locale)


def first(inputs: Inputs, part: str = "") -> str | None:
    """The first text of an input; `None` when it is absent or blank."""
    texts = inputs.get(part) or ()
    return next((text for text in texts if text.strip()), None)


def _check_order(field: Field, path: str, faults: Faults, *, least: str, most: str) -> None:
    """Note a lower bound that lies above its upper bound (both given as constants)."""
    low, high = field.validation_rules.get(least), field.validation_rules.get(most)
    if low is None or high is None or isinstance(low, list) or isinstance(high, list):
        return
    if low > high:
        where = join(join(path, "validation_rules"), least)
        faults.add(where, "maximum", f"“{least}” may not be more than “{most}”.", limit=high)
