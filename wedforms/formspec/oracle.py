"""The second engine: is a compiled schema a schema? Asked before it is frozen into a version."""

from __future__ import annotations

from jsonschema import Draft202012Validator, SchemaError

from wedforms.formspec.errors import FormspecError
from wedforms.formspec.shapes import JsonSchema


class UnsoundSchema(FormspecError):
    """The compiled schema is not JSON Schema 2020-12: our fault, never the form's author's."""


def check_schema(schema: JsonSchema) -> None:
    """Raise `UnsoundSchema` unless the meta-schema of JSON Schema 2020-12 takes the schema."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise UnsoundSchema(f"{error.json_path}: {error.message}") from error
