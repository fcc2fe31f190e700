"""What a field or a form may be made to say: read by the shapes, unfinished work let through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wedforms.forms.draft import refused
from wedforms.forms.errors import OperationRefused
from wedforms.formspec.errors import Problem
from wedforms.formspec.fieldreading import COMMON_KEYS, SPECIAL_KEYS
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.formsettings import FORM_SETTINGS
from wedforms.formspec.jsontext import canonical_json
from wedforms.formspec.reading import FORM
from wedforms.formspec.screening import screen
from wedforms.formspec.shapes import INVALID, Faults, Flag, Shape

RULES: Final = "validation_rules"
SETTINGS: Final = "settings"
_FIXED: Final = frozenset({"field_type", "fields", RULES})
_FORM_KEYS: Final = ("name", "description", "locale", "rules", "tables")
_MOST_BYTES: Final = 1_000_000
_MOST_DEPTH: Final = 90
_NOTHING: Final[tuple[Any, ...]] = ("", [], {})

#: Faults of what somebody is still at work on: it is kept as it is, and told.
_UNFINISHED: Final = frozenset({"expression", "merge"})
#: The same inside of a list: an option without its label is not finished, a form without a name is
#: refused.
_UNFINISHED_INSIDE: Final = frozenset(
    {"minLength", "required", "minItems", "format", "unique", "uniqueItems"}
)


def shapes_of(field_type: str) -> dict[str, Shape]:
    """Everything that a field of this type may be made to say, by the name of the change."""
    kind = FIELD_TYPES[field_type]
    allowed = {**COMMON_KEYS, **{n: k for n, k in SPECIAL_KEYS.items() if n in kind.field_keys}}
    keys = {name: key.shape for name, key in allowed.items() if name not in _FIXED}
    return keys | {f"{RULES}.{name}": one.shape for name, one in kind.all_settings.items()}


def form_shapes() -> dict[str, Shape]:
    """Everything that a form may be made to say of itself, by the name of the change."""
    keys = {name: FORM.keys[name].shape for name in _FORM_KEYS}
    return keys | {f"{SETTINGS}.{name}": one.shape for name, one in FORM_SETTINGS.items()}


def shape_named(shapes: Mapping[str, Shape], name: str) -> Shape:
    """The shape of this change; raises OperationRefused where nothing is called so."""
    if name not in shapes:
        raise refused("additionalProperties", f"There is no “{name}” here.")
    return shapes[name]


def read_value(shape: Shape, raw: Any) -> Any:
    """The canonical value, None for nothing; raises OperationRefused for what can never be right.

    What is not finished yet is kept as it came.
    """
    if unfit := screen(raw, most_bytes=_MOST_BYTES, most_depth=_MOST_DEPTH):
        raise OperationRefused([unfit])
    if raw is None or (raw in _NOTHING and not isinstance(raw, bool)):
        return None
    faults = Faults()
    read = shape.read(raw, "", faults)
    if wrong := [fault for fault in faults.found if not _is_unfinished(fault)]:
        raise OperationRefused(wrong)
    return raw if read is INVALID or faults.found else read


def is_same(shape: Shape, one: Any, other: Any) -> bool:
    """Whether two values of a shape say the same, however they are written."""
    return _spelled(shape, one) == _spelled(shape, other)


def _spelled(shape: Shape, raw: Any) -> str:
    try:
        value = read_value(shape, raw)
    except OperationRefused:
        value = raw
    if isinstance(shape, Flag):
        value = value or None
    return canonical_json(value)


def _is_unfinished(fault: Problem) -> bool:
    if fault.keyword in _UNFINISHED:
        return True
    return bool(fault.path) and fault.keyword in _UNFINISHED_INSIDE
