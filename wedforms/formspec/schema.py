"""Compile a definition: one JSON Schema of its answers, and rules that a schema cannot state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wedforms.formspec.annotation import annotation
from wedforms.formspec.calculation import Plan, plan
from wedforms.formspec.conditions import Schema, holds, split_by_depth
from wedforms.formspec.definition import Definition, Field, Tree
from wedforms.formspec.expression import Place, mentions
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.group import ROW_ID, ROW_ID_PATTERN
from wedforms.formspec.rules import Rules, gather_rules
from wedforms.formspec.shapes import JsonSchema
from wedforms.formspec.validator import fits
from wedforms.formspec.writing import content_hash

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
RULES_KEYWORD: Final = "x-wedforms-rules"
#: Comparisons that are lifted into one schema; beyond them conditions stay rules, or checking the
#: schema of a hostile definition would take minutes.
_MOST_LEAVES: Final = 2_000


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A definition ready to judge answers; immutable, so it is kept with its version."""

    definition: Definition
    plan: Plan
    schema: JsonSchema
    content_hash: str
    fields: Mapping[str, Field]
    rules: Rules


def compile_form(definition: Definition) -> CompiledForm:
    """The compiled form; raises `DefinitionRejected` for unknown names and circles."""
    planned = plan(definition)
    compiler = _Compiler(planned.places)
    compiler.add_fields(definition.fields, compiler.root, ())
    rules = gather_rules(planned, compiler.unlifted_visible, compiler.unlifted_required)
    schema = {"$schema": DIALECT, "title": definition.name, **compiler.root.schema()}
    if listed := annotation(rules):
        schema[RULES_KEYWORD] = listed
    return CompiledForm(
        definition=definition,
        plan=planned,
        schema=schema,
        content_hash=content_hash(definition),
        fields={found.key: found for _, found in definition.walk()},
        rules=rules,
    )


def default_fits(found: Field) -> bool:
    """Whether the default of a field is an answer it takes."""
    compiler = _Compiler({})
    return fits(compiler.answer_schema(found, ()), found.default)


@dataclass(slots=True)
class _Block:
    """What holds at one object while a condition is true, and while it is not."""

    condition: Schema
    required: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def schema(self) -> JsonSchema:
        schema: JsonSchema = {"if": self.condition}
        if self.required:
            schema["then"] = {"required": self.required}
        if self.hidden:
            schema["else"] = {"properties": dict.fromkeys(self.hidden, False)}
        return schema


@dataclass(slots=True)
class _Node:
    """One object of the schema while it is built: the form, or a row of a group."""

    properties: dict[str, Schema] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    blocks: dict[str, _Block] = field(default_factory=dict)
    lifted: list[JsonSchema] = field(default_factory=list)

    def block(self, key: str, condition: Schema) -> _Block:
        return self.blocks.setdefault(key, _Block(condition))

    def schema(self) -> JsonSchema:
        schema: JsonSchema = {"type": "object", "properties": self.properties}
        if self.required:
            schema["required"] = self.required
        schema["additionalProperties"] = False
        if self.blocks or self.lifted:
            blocks = [block.schema() for block in self.blocks.values()]
            schema["allOf"] = [*blocks, *self.lifted]
        return schema


class _Compiler:
    """Builds the schema of the form and notes which conditions stay rules."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.places = places
        self.root = _Node()
        self.nodes: dict[tuple[str, ...], _Node] = {(): self.root}
        self.leaves_left = _MOST_LEAVES
        self.unlifted_visible: list[str] = []
        self.unlifted_required: list[str] = []

    def add_fields(self, fields: Sequence[Field], node: _Node, groups: tuple[str, ...]) -> None:
        """Add the properties and conditions of one level."""
        for found in fields:
            if type_of(found).has_answer:
                node.properties[found.key] = self.answer_schema(found, groups)
                self._add_conditions(found, node, groups)

    def answer_schema(self, found: Field, groups: tuple[str, ...]) -> JsonSchema:
        """The schema of one answer; of a group with its rows."""
        schema = type_of(found).schema(found)
        if not type_of(found).has_rows:
            return schema
        inside = (*groups, found.key)
        row = _Node(properties={ROW_ID: {"type": "string", "pattern": ROW_ID_PATTERN}})
        row.required.append(ROW_ID)
        self.nodes[inside] = row
        self.add_fields(found.fields, row, inside)
        return {**schema, "items": row.schema()}

    def _add_conditions(self, found: Field, node: _Node, groups: tuple[str, ...]) -> None:
        is_required = _is_required(found)
        is_settled = self._is_locked(found, groups)
        if found.visible_if is None:
            lifted = True
            if is_required and not is_settled:
                node.required.append(found.key)
        else:
            needed = is_required and not is_settled
            lifted = self._lift(found, found.visible_if, groups, required=needed, hidden=True)
            if not lifted:
                self.unlifted_visible.append(found.key)
        if is_required and (is_settled or not lifted):
            self.unlifted_required.append(found.key)
        elif found.required_if is not None and not is_required:
            self._add_required_if(found, groups, liftable=lifted and not is_settled)

    def _add_required_if(self, found: Field, groups: tuple[str, ...], *, liftable: bool) -> None:
        if is_calculated(found):
            return
        shown = () if found.visible_if is None else (found.visible_if,)
        condition = ["and", *shown, found.required_if]
        if not liftable or not self._lift(found, condition, groups, required=True, hidden=False):
            self.unlifted_required.append(found.key)

    def _is_locked(self, found: Field, groups: tuple[str, ...]) -> bool:
        """Whether an answer may be fixed by the form, so that nobody can be asked for it."""
        around = [self.places[key].field for key in groups if key in self.places]
        return any(each.locked_if is not None for each in (found, *around))

    def _lift(
        self, found: Field, tree: Tree, groups: tuple[str, ...], *, required: bool, hidden: bool
    ) -> bool:
        """Put a condition into the schema at the depth of what it looks at; tell if that worked."""
        parts = split_by_depth(tree, self.places, groups)
        size = sum(1 for _ in mentions(tree))
        if parts is None or size > self.leaves_left:
            return False
        conditions = {depth: holds(part, self.places) for depth, part in parts.items()}
        if any(condition is None for condition in conditions.values()):
            return False
        self.leaves_left -= size
        if set(conditions) == {len(groups)}:
            block = self.nodes[groups].block(repr(tree), conditions[len(groups)] or False)
            block.required.extend([found.key] if required else [])
            block.hidden.extend([found.key] if hidden else [])
            return True
        lifted = _nested(found.key, groups, conditions, required=required, hidden=hidden)
        self.nodes[groups[: min(conditions)]].lifted.append(lifted)
        return True


def _nested(
    key: str,
    groups: tuple[str, ...],
    conditions: Mapping[int, Schema | None],
    *,
    required: bool,
    hidden: bool,
) -> JsonSchema:
    """A condition over several depths, seen from the outermost of them."""
    inner: Schema = {"required": [key]} if required else True
    outer: Schema = {"properties": {key: False}} if hidden else True
    depth = len(groups)
    while depth >= min(conditions):
        condition = conditions.get(depth)
        if condition is not None:
            inner = {"if": condition, "then": inner, "else": outer}
        if depth > min(conditions):
            inner, outer = _inside(groups[depth - 1], inner), _inside(groups[depth - 1], outer)
        depth -= 1
    return inner if isinstance(inner, dict) else {}


def _inside(group: str, schema: Schema) -> Schema:
    return schema if schema is True else {"properties": {group: {"items": schema}}}


def _is_required(found: Field) -> bool:
    if is_calculated(found):
        return False
    has_least_rows = isinstance(found.min_rows, int) and found.min_rows > 0
    return bool(found.validation_rules.get("required")) or has_least_rows


def is_calculated(found: Field) -> bool:
    """Whether the answer always comes from the form, whatever is sent."""
    if type_of(found).is_computed:
        return True
    return found.value is not None and found.locked_if is None
