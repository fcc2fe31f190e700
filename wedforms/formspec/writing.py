"""Write a definition back: the canonical JSON that is stored, exported and hashed."""

from __future__ import annotations

import hashlib
from dataclasses import MISSING, fields
from typing import Any

from wedforms.formspec.definition import Definition, Field, Option, Rule
from wedforms.formspec.jsontext import canonical_json


def write_definition(definition: Definition) -> dict[str, Any]:
    """The definition as portable JSON: trees instead of text, nothing that is the default."""
    return _object(definition)


def content_hash(definition: Definition) -> str:
    """SHA-256 of the canonical JSON in hexadecimal: equal definitions, equal hashes."""
    return hashlib.sha256(canonical_json(write_definition(definition)).encode()).hexdigest()


def _object(value: Definition | Field | Option | Rule) -> dict[str, Any]:
    return {
        item.name: _portable(getattr(value, item.name))
        for item in fields(value)
        if item.name != "form" and not _is_default(item, getattr(value, item.name))
    }


def _is_default(item: Any, value: Any) -> bool:
    if item.default_factory is not MISSING:
        return not value
    # `False` equals 0 in Python, but a price of 0 or a default of `false` is something stated.
    return (
        item.default is not MISSING and type(value) is type(item.default) and value == item.default
    )


def _portable(value: Any) -> Any:
    if isinstance(value, Field | Option | Rule):
        return _object(value)
    if isinstance(value, dict):
        return {key: _portable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_portable(item) for item in value]
    return value
