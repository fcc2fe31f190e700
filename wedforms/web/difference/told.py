"""What is told of a change, and whom and what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from wedforms.formspec.compare import Change
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change in words; `key` and `option` name what may be counted among the answers."""

    words: str
    before: str = ""
    after: str = ""
    affects_answers: bool = False
    kind: str = ""
    what: str = ""
    key: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The changes of one field, or (without a path) of the form itself."""

    path: str
    title: str
    mark: str
    changes: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Context:
    """Both definitions, for labels, currencies and titles."""

    old: Definition
    new: Definition

    def title(self, path: str) -> str:
        """What stands above the changes at a path: the questions that lead to it."""
        if not path:
            return str(gettext("The form itself"))
        return " › ".join(self._label(key) for key in path.split("."))

    def field(self, key: str) -> Field | None:
        """The field as it is now, else as it was."""
        return fields_of(self.new).get(key) or fields_of(self.old).get(key)

    def _label(self, key: str) -> str:
        found = self.field(key)
        if found is None:
            return key
        return found.label or str(gettext(type_of(found).title))


def fields_of(definition: Definition) -> dict[str, Field]:
    """Every field by its key."""
    return {keys[-1]: field for keys, field in definition.walk()}


def key_of(change: Change) -> str:
    """The key of the field that changed."""
    return change.path.rpartition(".")[2]


def told(change: Change, words: str, **more: str) -> Told:
    """The change in these words."""
    what = more.pop("what", change.what)
    affects = change.affects_answers
    return Told(words=words, affects_answers=affects, kind=change.kind, what=what, **more)
