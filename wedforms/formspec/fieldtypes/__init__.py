"""The field types: `FIELD_TYPES` by name, in the order in which the builder offers them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import Column, FieldType, Inputs, Limit, Scalar, Setting
from wedforms.formspec.fieldtypes.choices import (
    Dropdown,
    MenuChoice,
    MultipleChoice,
    Package,
    PictureChoice,
    SingleChoice,
)
from wedforms.formspec.fieldtypes.computed import Calculation, Hidden
from wedforms.formspec.fieldtypes.contact import Email, Phone, Url
from wedforms.formspec.fieldtypes.content import (
    Clause,
    Divider,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Sunset,
)
from wedforms.formspec.fieldtypes.dates import Date, DateTime, Time
from wedforms.formspec.fieldtypes.files import File, Image
from wedforms.formspec.fieldtypes.group import Group
from wedforms.formspec.fieldtypes.matrix import Matrix
from wedforms.formspec.fieldtypes.numbers import Money, NumberField, Rating, Slider
from wedforms.formspec.fieldtypes.people import Address, Couple, PersonName
from wedforms.formspec.fieldtypes.periods import DateRange, WeddingDate
from wedforms.formspec.fieldtypes.ranking import Ranking
from wedforms.formspec.fieldtypes.signature import Signature
from wedforms.formspec.fieldtypes.words import Initials, LongText, TextLine
from wedforms.formspec.fieldtypes.yesno import Consent, YesNo

__all__ = [
    "FIELD_TYPES",
    "Column",
    "FieldType",
    "Inputs",
    "Limit",
    "Scalar",
    "Setting",
    "title_of_setting",
    "type_of",
]

_ALL: Final[tuple[FieldType, ...]] = (
    TextLine(),
    LongText(),
    Email(),
    Phone(),
    Url(),
    NumberField(),
    Slider(),
    Money(),
    Rating(),
    YesNo(),
    SingleChoice(),
    Dropdown(),
    MultipleChoice(),
    PictureChoice(),
    Ranking(),
    Matrix(),
    Date(),
    Time(),
    DateTime(),
    DateRange(),
    WeddingDate(),
    Address(),
    PersonName(),
    Couple(),
    Consent(),
    Initials(),
    Signature(),
    File(),
    Image(),
    Group(),
    MenuChoice(),
    Package(),
    Calculation(),
    Hidden(),
    Heading(),
    Paragraph(),
    Clause(),
    Sunset(),
    Divider(),
    PageBreak(),
    Picture(),
)

_BY_NAME: Final = {kind.name: kind for kind in _ALL}
#: Every field type by the name that a definition uses.
FIELD_TYPES: Final[Mapping[str, FieldType]] = MappingProxyType(_BY_NAME)


def type_of(field: Field) -> FieldType:
    """The type of a field."""
    return FIELD_TYPES[field.field_type]


def title_of_setting(name: str) -> str:
    """What people call a setting, the same or nearly so for every type that has it; empty: none."""
    known = (kind.all_settings.get(name) for kind in FIELD_TYPES.values())
    return next((setting.title for setting in known if setting), "")
