"""The difference between two versions of a form in words, field by field."""

from __future__ import annotations

from collections.abc import Sequence

from wedforms.formspec.compare import Change, compare
from wedforms.formspec.definition import Definition
from wedforms.web.difference.machinery import TELL
from wedforms.web.difference.questions import seen_by_people
from wedforms.web.difference.told import Context, Part, Told

__all__ = ["Part", "Told", "difference", "difference_for_people"]


def difference(old: Definition, new: Definition) -> Sequence[Part]:
    """What is different in the new definition, in the order of its fields; the form itself last."""
    context = Context(old, new)
    parts: dict[str, list[Change]] = {}
    for change in compare(old, new):
        parts.setdefault(change.path, []).append(change)
    order = ["", *(".".join(keys) for keys, _ in new.walk())]
    places = {path: at for at, path in enumerate(order)}
    paths = sorted(parts, key=lambda path: (path == "", places.get(path, -1)))
    return [_part(context, path, parts[path]) for path in paths]


def difference_for_people(old: Definition, new: Definition) -> Sequence[Part]:
    """What is different for those who fill the form in: questions and their words, no machinery."""
    return seen_by_people(difference(old, new), Context(old, new))


def _part(context: Context, path: str, changes: Sequence[Change]) -> Part:
    kinds = {change.kind for change in changes}
    mark = "added" if "added" in kinds else "removed" if "removed" in kinds else "changed"
    told = [one for change in changes for one in TELL[change.kind](context, change)]
    return Part(path=path, title=context.title(path), mark=mark, changes=told)
