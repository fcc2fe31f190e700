"""A field type is complete: class, macro, page of the documentation, script, and cases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from tests.architecture.sources import PACKAGE, ROOT, TEMPLATES
from tests.web.every_type import EVERY_TYPE
from tests.web.forms import DINNER
from wedforms.forms.gallery import HERE as GALLERY
from wedforms.formspec.definition import Field
from wedforms.formspec.expression.operand import kind
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.fieldtypes.base import FieldType

PAGE = (ROOT / "docs" / "definition.md").read_text()
READERS = (PACKAGE / "web" / "frontend" / "src" / "answers.js").read_text()
ISSUED = 41


def types_in(fields: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for field in fields:
        yield field["field_type"]
        yield from types_in(field.get("fields", ()))


def macros() -> set[str]:
    return {
        path.stem for path in (TEMPLATES / "fields").glob("*.html") if not path.stem.startswith("_")
    }


def kinds_that_scripts_read() -> set[str]:
    [readers] = re.findall(r"const readers = \{(.*?)\n\};", READERS, flags=re.DOTALL)
    return set(re.findall(r"^  (\w+)[:,]", readers, flags=re.MULTILINE)) | {"rows"}


def test_every_type_of_the_design_is_there():
    assert len(FIELD_TYPES) == ISSUED
    assert len({type(one) for one in FIELD_TYPES.values()}) == ISSUED


@pytest.mark.parametrize("name", FIELD_TYPES)
def test_a_type_is_one_class_that_says_what_it_is(name):
    own = type(FIELD_TYPES[name])
    assert own.__doc__ != FieldType.__doc__
    assert own.__module__.startswith("wedforms.formspec.fieldtypes.")
    assert FIELD_TYPES[name].name == name


def test_every_type_has_its_macro_and_no_macro_is_without_type():
    assert macros() == set(FIELD_TYPES)


@pytest.mark.parametrize("name", FIELD_TYPES)
def test_every_type_has_its_row_in_the_documentation(name):
    assert re.search(rf"^\|[^|]*`{name}`[^|]*\|", PAGE, flags=re.MULTILINE)


@pytest.mark.parametrize("name", [name for name, one in FIELD_TYPES.items() if one.has_answer])
def test_scripts_can_read_the_answer_of_every_type(name):
    assert kind(Field(key="a", field_type=name, label="A")) in kinds_that_scripts_read()


def test_forms_for_looking_at_pages_have_every_type():
    shown = {*types_in(EVERY_TYPE["fields"]), *types_in(DINNER["fields"])}
    assert shown == set(FIELD_TYPES)


def test_the_demo_uses_most_types():
    definitions = [json.loads(path.read_text()) for path in GALLERY.glob("*.json")]
    used = {name for one in definitions for name in types_in(one["fields"])}
    assert used <= set(FIELD_TYPES)
    assert len(used) > len(FIELD_TYPES) / 2
