"""From a version to its form class: made once, kept by the caller under the content hash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment
from wtforms.fields.core import UnboundField

from wedforms.wtf.designs import CONTENT, Design
from wedforms.wtf.fields import AnswerField, ContentField, DrawnField, SunsetField
from wedforms.wtf.forms import FieldsForm, GroupField
from wedforms.wtf.widgets import MacroWidget, macro_of


def build_form(designs: Sequence[Design], *, environment: Environment) -> type[FieldsForm]:
    """A form class for these fields, whose widgets draw with the macros of `environment`."""
    return _Builder(environment).form(designs, depth=0)


class _Builder:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._widgets: dict[str, MacroWidget] = {}

    def form(self, designs: Sequence[Design], *, depth: int) -> type[FieldsForm]:
        unbound = [(d.key, self._field(d, depth)) for d in designs]
        return type("VersionForm", (FieldsForm,), {"unbound": unbound})

    def _field(self, design: Design, depth: int) -> UnboundField[DrawnField]:
        options: dict[str, Any] = {"widget": self._widget(design.type)}
        if design.type == "group":
            options |= {"row_form": self.form(design.fields, depth=depth + 1), "depth": depth}
        return UnboundField(_class_for(design.type), design, **options)

    def _widget(self, field_type: str) -> MacroWidget:
        if field_type not in self._widgets:
            self._widgets[field_type] = MacroWidget(macro_of(self._environment, field_type))
        return self._widgets[field_type]


def _class_for(field_type: str) -> type[DrawnField]:
    if field_type == "group":
        return GroupField
    if field_type == "sunset":
        return SunsetField
    return ContentField if field_type in CONTENT else AnswerField
