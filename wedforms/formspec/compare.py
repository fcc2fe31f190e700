"""Compare two versions of a form: what changed, as data, and whether started answers feel it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, TypeAlias

from wedforms.formspec.definition import Definition, Field, Option
from wedforms.formspec.fieldtypes import type_of

_OPTION_LISTS: Final = ("options", "rows", "columns")
#: Changes of these that only say or show something else.
_WORDS: Final = frozenset({"label", "help", "content", "translations", "writes_to"})
#: Keys of a field that are told by kinds of their own, or follow from others.
_TOLD_APART: Final = frozenset({"key", "field_type", "fields", "form", *_OPTION_LISTS})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` names the field by keys (`guests.meal`), `what` the part of it.

    `kind` is `added`, `removed`, `moved`, `type`, `option_added`, `option_removed`,
    `option_changed`, `option_order`, `required`, `settings`, `condition`, `words`, `form` or
    `order` (of the fields in the form or in the group at `path`). `affects_answers` tells whether
    an answer begun on the old version can be wrong, lost or missing on the new one.
    """

    kind: str
    path: str
    what: str = ""
    before: Any = None
    after: Any = None
    affects_answers: bool = False


#: A field with its keys from the outermost group to itself.
Placed: TypeAlias = tuple[tuple[str, ...], Field]


def compare(old: Definition, new: Definition) -> list[Change]:
    """Every change from the old definition to the new: removed first, then in the new order."""
    before = {keys[-1]: (keys, field) for keys, field in old.walk()}
    after = {keys[-1]: (keys, field) for keys, field in new.walk()}
    changes = [
        Change("removed", ".".join(keys), before=field.label, affects_answers=True)
        for key, (keys, field) in before.items()
        if key not in after
    ]
    for key, (keys, field) in after.items():
        path = ".".join(keys)
        if key not in before:
            needed = _is_required(field)
            changes.append(Change("added", path, after=field.label, affects_answers=needed))
        else:
            changes.extend(_of_field(path, before[key], (keys, field)))
    changes.extend(_of_order(before, after))
    return [*changes, *_of_form(old, new)]


def _of_order(before: Mapping[str, Placed], after: Mapping[str, Placed]) -> Iterator[Change]:
    """Where the fields that stayed in a form or in a group stand in another order now."""
    stayed = {key for key in before if key in after and before[key][0][:-1] == after[key][0][:-1]}
    was, now = _orders(before, stayed), _orders(after, stayed)
    for path, keys in now.items():
        if keys != was[path]:
            yield Change("order", path, "", was[path], keys)


def _orders(fields_by_key: Mapping[str, Placed], stayed: set[str]) -> dict[str, list[str]]:
    orders: dict[str, list[str]] = {}
    for key, (keys, field) in fields_by_key.items():
        if key in stayed:
            orders.setdefault(".".join(keys[:-1]), []).append(field.key)
    return orders


def _is_required(field: Field) -> bool:
    return bool(field.validation_rules.get("required")) or field.required_if is not None


def _of_field(path: str, before: Placed, after: Placed) -> Iterator[Change]:
    (old_keys, old), (new_keys, new) = before, after
    if old_keys[:-1] != new_keys[:-1]:
        yield Change("moved", path, "", ".".join(old_keys), path, affects_answers=True)
    if old.field_type != new.field_type:
        yield Change("type", path, "", old.field_type, new.field_type, affects_answers=True)
    for name in _OPTION_LISTS:
        yield from _of_options(path, name, getattr(old, name), getattr(new, name))
    yield from _of_settings(path, old, new)
    for item in fields(Field):
        was, now = getattr(old, item.name), getattr(new, item.name)
        if item.name in _TOLD_APART or item.name == "validation_rules" or was == now:
            continue
        kind = "words" if item.name in _WORDS else "condition"
        yield Change(kind, path, item.name, was, now, affects_answers=kind == "condition")


def _of_options(
    path: str, name: str, old: tuple[Option, ...], new: tuple[Option, ...]
) -> Iterator[Change]:
    before = {option.value: option for option in old}
    after = {option.value: option for option in new}
    for value, option in before.items():
        if value not in after:
            what = f"{name}.{value}"
            yield Change("option_removed", path, what, option.label, affects_answers=True)
    for value, option in after.items():
        what = f"{name}.{value}"
        if value not in before:
            yield Change("option_added", path, what, after=option.label)
        elif option != before[value]:
            yield _of_option(path, what, before[value], option)
    stayed = [value for value in after if value in before]
    was = [value for value in before if value in after]
    if stayed != was:
        yield Change("option_order", path, name, was, stayed)


def _of_option(path: str, what: str, old: Option, new: Option) -> Change:
    names = [
        item.name for item in fields(Option) if getattr(old, item.name) != getattr(new, item.name)
    ]
    was = {name: getattr(old, name) for name in names}
    now = {name: getattr(new, name) for name in names}
    only_words = set(names) <= {"label", "help", "picture", "translations"}
    return Change("option_changed", path, what, was, now, affects_answers=not only_words)


def _of_settings(path: str, old: Field, new: Field) -> Iterator[Change]:
    known = {**type_of(old).all_settings, **type_of(new).all_settings}
    for name in {**old.validation_rules, **new.validation_rules}:
        was, now = old.validation_rules.get(name), new.validation_rules.get(name)
        if was == now:
            continue
        if name == "required":
            yield Change("required", path, name, bool(was), bool(now), affects_answers=bool(now))
        else:
            # A setting that no type has any more may have been felt.
            felt = name not in known or not known[name].only_seen
            yield Change("settings", path, name, was, now, affects_answers=felt)


def _of_form(old: Definition, new: Definition) -> Iterator[Change]:
    for name in ("name", "description", "form_type", "locale"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Change("form", "", name, was, now)
    for name in sorted({*old.settings, *new.settings}):
        was, now = old.settings.get(name), new.settings.get(name)
        if was != now:
            yield Change("form", "", f"settings.{name}", was, now, affects_answers=name in _FELT)
    for name in ("tables", "rules"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Change("form", "", name, was, now, affects_answers=True)


_FELT: Final = frozenset({"holidays", "closes_at", "currency", "country", "lines", "schedule"})
