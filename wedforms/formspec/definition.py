"""A form as designed: frozen data, read from portable JSON and written back canonically."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

type_of_form = Literal["contract", "questionnaire", "rsvp", "invoice"]

#: An expression tree: JSON scalars and lists, as docs/definition.md section 4 states it.
Tree = Any


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen; `price` in minor units, `places` counted over the whole form."""

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


@dataclass(frozen=True, slots=True)
class Rule:
    """A check between fields: a fault when `when` is true, shown at `at` (dotted keys, empty: the form)."""

    when: Tree
    message: str
    severity: Literal["error", "warning"] = "error"
    at: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole form as designed. Expressions are trees; nothing here depends on a clock or a database."""

    name: str
    form_type: type_of_form
    fields: tuple[Field, ...]
    description: str = ""
    locale: str = "en-GB"
    settings: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
