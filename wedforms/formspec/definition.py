"""A form as designed: frozen data, read from portable JSON and written back canonically."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

FormType = Literal["contract", "questionnaire", "rsvp", "invoice"]

#: An expression tree: JSON scalars and lists, as docs/definition.md section 4 states it.
Tree = Any


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen; `price` in minor units, `places` counted over the form."""

    value: str
    label: str
    help: str = ""
    price: int | None = None
    places: int | None = None
    visible_if: Tree = None
    disabled_if: Tree = None
    picture: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What every field may need to know of its form: where it is at home."""

    currency: str = "GBP"
    country: str = "GB"
    time_zone: str = "Europe/London"
    locale: str = "en-GB"


ENGLISH_FORM: Final = FormFacts()


@dataclass(frozen=True, slots=True)
class Field:
    """One question or piece of content, exactly as designed. Absent expressions are `None`."""

    key: str
    field_type: str
    label: str = ""
    help: str = ""
    content: str = ""
    default: Any = None
    validation_rules: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    columns: tuple[Option, ...] = ()
    visible_if: Tree = None
    required_if: Tree = None
    locked_if: Tree = None
    value: Tree = None
    min_rows: int | Tree = None
    max_rows: int | Tree = None
    sort_by: str = ""
    fields: tuple[Field, ...] = ()
    private: bool = False
    sensitive: bool = False
    writes_to: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    form: FormFacts = field(default=ENGLISH_FORM, compare=False, repr=False)

    def option(self, value: Any) -> Option | None:
        """The option with this value, if there is one."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """A check between fields: a fault when `when` is true, shown at `at` (empty: the form)."""

    when: Tree
    message: str
    severity: Literal["error", "warning"] = "error"
    at: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole form as designed. Expressions are trees; nothing depends on a clock or a database."""

    name: str
    form_type: FormType
    fields: tuple[Field, ...]
    description: str = ""
    locale: str = "en-GB"
    settings: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    def walk(self) -> Iterator[tuple[tuple[str, ...], Field]]:
        """Every field in reading order with its keys from the outermost group to itself."""
        return _walk(self.fields, ())

    @property
    def facts(self) -> FormFacts:
        """Currency, country, time zone and language with their defaults filled in."""
        settings = self.settings
        return FormFacts(
            currency=settings.get("currency", ENGLISH_FORM.currency),
            country=settings.get("country", ENGLISH_FORM.country),
            time_zone=settings.get("time_zone", ENGLISH_FORM.time_zone),
            locale=self.locale,
        )


def _walk(
    fields: tuple[Field, ...], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Field]]:
    for found in fields:
        here = (*above, found.key)
        yield here, found
        yield from _walk(found.fields, here)
