"""A filled-in form as documents read it: its definition, and its answers in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from wedforms.documents.wording import direction, isolated
from wedforms.formspec.definition import Definition, Field, Tree
from wedforms.formspec.expression import Scope, Value, evaluate, open_form, world_of
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.lib.catalogues import translator
from wedforms.lib.money import rounded


@dataclass(frozen=True)
class FilledForm:
    """One submission: what was asked, what was answered, on which day, in whose language.

    Papers keep sensitive answers apart, unless `tells_sensitive`.
    """

    definition: Definition
    answers: Mapping[str, Any]
    today: date
    locale: str
    _: KW_ONLY
    tells_sensitive: bool = False

    @cached_property
    def scope(self) -> Scope:
        """Where the form's expressions are evaluated."""
        return open_form(self.definition, self.answers, world_of(self.definition, self.today))

    @property
    def currency(self) -> str:
        """The currency of every amount."""
        return str(self.definition.settings.get("currency", "GBP"))

    @property
    def time_zone(self) -> str:
        """The zone of local times."""
        return str(self.definition.settings.get("time_zone", "Europe/London"))

    def gettext(self, words: str) -> str:
        """The product's own words in the language of the paper."""
        return translator(self.locale).gettext(words)

    def value(self, tree: Tree, scope: Scope | None = None) -> Value:
        """What an expression gives, in the form or in a row."""
        return evaluate(tree, scope or self.scope)

    def amount(self, tree: Tree, scope: Scope | None = None) -> int:
        """What an expression of money gives, in minor units; nothing is nought."""
        value = self.value(tree, scope)
        return rounded(value) if isinstance(value, Decimal) else 0

    def scopes(self, group: str | None) -> list[Scope]:
        """The rows of a group, or the form alone when no group is named."""
        return list(self.scope.rows.get(group, ())) if group else [self.scope]

    def fields(self) -> Iterator[Field]:
        """Every field outside rows, in order."""
        return iter(self.definition.fields)

    def shown(self, field: Field, scope: Scope | None = None) -> str:
        """The answer to a field in words; empty when there is none."""
        answer = (scope or self.scope).answers.get(field.key)
        return (
            "" if answer is None else FIELD_TYPES[field.field_type].show(field, answer, self.locale)
        )

    def words(self, scope: Scope | None = None) -> dict[str, str]:
        """Every answer that a text here may cite, by key: a row's own, then those around it."""
        inner: Scope | None = scope or self.scope
        running = direction(self.locale)
        found: dict[str, str] = {}
        while inner is not None:
            for key, field in inner.fields.items():
                if key not in found and not field.fields:
                    found[key] = isolated(self.shown(field, inner), within=running)
            inner = inner.parent
        return found
