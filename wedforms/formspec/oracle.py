"""The second engine: checks that a compiled schema is a schema, before it is frozen into a version."""

from __future__ import annotations

from jsonschema import Draft202012Validator, SchemaError

from wedforms.formspec.errors import FormspecError
from wedforms.formspec.shapes import JsonSchema


class UnsoundSchema(FormspecError):
    """The compiled schema is not JSON Schema 2020-12; a fault of ours, never of the form's author."""


def check_schema(schema: JsonSchema) -> None:
    """Raise `UnsoundSchema` unless the meta-schema of JSON Schema 2020-12 takes the schema."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise UnsoundSchema(f"{error.json_path}: {error.message}") from error
