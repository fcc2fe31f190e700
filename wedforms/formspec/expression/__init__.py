"""The expression language of forms: docs/definition.md, section 4."""

from wedforms.formspec.expression.check import Types, check, check_names
from wedforms.formspec.expression.evaluator import Expression, evaluate
from wedforms.formspec.expression.parser import parse, read_tree
from wedforms.formspec.expression.places import Place, place_fields
from wedforms.formspec.expression.printer import format_tree
from wedforms.formspec.expression.references import mentions, references
from wedforms.formspec.expression.scope import Scope, World, open_form, world_of
from wedforms.formspec.expression.values import Value

__all__ = [
    "Expression",
    "Place",
    "Scope",
    "Types",
    "Value",
    "World",
    "check",
    "check_names",
    "evaluate",
    "format_tree",
    "mentions",
    "open_form",
    "parse",
    "place_fields",
    "read_tree",
    "references",
    "world_of",
]
