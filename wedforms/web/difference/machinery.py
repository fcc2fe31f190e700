"""Changes that matter to the supplier alone: settings, conditions, orders, and the form itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from flask_babel import LazyString, format_date, format_datetime, gettext, lazy_gettext
from markupsafe import Markup

from wedforms.formspec.compare import Change
from wedforms.formspec.expression import format_tree
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.formsettings import FORM_SETTINGS
from wedforms.formspec.shapes import ListOf, Record, Shape
from wedforms.formspec.slots import Condition, Either, Expression, RichText
from wedforms.web.difference.questions import (
    SEEN_NAMES,
    of_required,
    of_type,
    of_whole_field,
    of_whole_option,
    price_in_words,
    words_of_option,
)
from wedforms.web.difference.told import Context, Told, fields_of, key_of, told

_LONGEST: Final = 300
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMULAS: Final = (Expression, Condition, Either)
_NAMES: Final[Mapping[str, LazyString]] = {
    **SEEN_NAMES,
    "translations": lazy_gettext("Translations"),
    "writes_to": lazy_gettext("Written to the client as"),
    "default": lazy_gettext("Answer to begin with"),
    "visible_if": lazy_gettext("Shown only if"),
    "required_if": lazy_gettext("Must be answered if"),
    "locked_if": lazy_gettext("Locked if"),
    "disabled_if": lazy_gettext("Cannot be chosen if"),
    "value": lazy_gettext("Worked out as"),
    "min_rows": lazy_gettext("Fewest rows"),
    "max_rows": lazy_gettext("Most rows"),
    "sort_by": lazy_gettext("Rows in the order of"),
    "private": lazy_gettext("Private"),
    "sensitive": lazy_gettext("Sensitive"),
    "places": lazy_gettext("Places"),
    "picture": lazy_gettext("Picture"),
    "name": lazy_gettext("Name of the form"),
    "description": lazy_gettext("Description"),
    "form_type": lazy_gettext("Kind of form"),
    "locale": lazy_gettext("Language"),
    "tables": lazy_gettext("Tables to look up in"),
}
_TREES: Final = frozenset(
    {"visible_if", "required_if", "locked_if", "disabled_if", "value", "min_rows", "max_rows"}
)


def _of_place(context: Context, change: Change) -> Iterator[Told]:
    before, after = (
        context.title(str(path).rpartition(".")[0]) for path in (change.before, change.after)
    )
    yield told(change, gettext("Moved."), before=before, after=after)


def _of_option(context: Context, change: Change) -> Iterator[Told]:
    value = change.what.partition(".")[2]
    called = _option_label(context, change, value)
    for name in change.before:
        before, after = (
            _option_value(context, name, said) for said in (change.before[name], change.after[name])
        )
        words = words_of_option(called, name, _NAMES)
        if name == "translations":
            before, after = "", ""
        counted = {"key": key_of(change), "option": value} if _is_name(change, name) else {}
        yield told(change, words, before=before, after=after, what=name, **counted)


def _is_name(change: Change, name: str) -> bool:
    """Whether an option that people chose is called something else."""
    return name == "label" and change.what.partition(".")[0] == "options"


def _option_label(context: Context, change: Change, value: str) -> str:
    field = fields_of(context.new).get(key_of(change))
    group = change.what.partition(".")[0]
    found = [one.label for one in getattr(field, group, ()) if one.value == value]
    return found[0] if found else value


def _option_value(context: Context, name: str, said: Any) -> str:
    if name == "price" and said is not None:
        return price_in_words(context, said)
    return _key_value(name, said)


def _of_option_order(_context: Context, change: Change) -> Iterator[Told]:
    yield told(change, gettext("Its options stand in another order."))


def _of_order(context: Context, change: Change) -> Iterator[Told]:
    before, after = (
        ", ".join(context.title(key) for key in keys) for keys in (change.before, change.after)
    )
    yield told(change, gettext("The order is another one."), before=before, after=after)


def _of_setting(context: Context, change: Change) -> Iterator[Told]:
    field = context.field(key_of(change))
    known = {} if field is None else type_of(field).all_settings
    setting = known.get(change.what)
    title = gettext(setting.title) if setting else change.what
    shape = setting.shape if setting else None
    before, after = _value(change.before, shape), _value(change.after, shape)
    yield told(change, f"{title}.", before=before, after=after)


def _of_key(_context: Context, change: Change) -> Iterator[Told]:
    words = f"{_NAMES.get(change.what, change.what)}."
    if change.what == "translations":
        yield told(change, words)
        return
    before, after = (
        _prose(said) if change.what == "content" else _key_value(change.what, said)
        for said in (change.before, change.after)
    )
    yield told(change, words, before=before, after=after)


def _key_value(name: str, said: Any) -> str:
    return _formula(said) if name in _TREES else _value(said)


def _of_form(_context: Context, change: Change) -> Iterator[Told]:
    if change.what == "rules":
        yield from _of_rules(change)
        return
    name = change.what.removeprefix("settings.")
    words = gettext(FORM_SETTINGS[name].title) if name in FORM_SETTINGS else _NAMES[name]
    if name == "tables":
        yield told(change, f"{words}.")
        return
    shape = FORM_SETTINGS[name].shape if change.what.startswith("settings.") else None
    before, after = _value(change.before, shape), _value(change.after, shape)
    yield told(change, f"{words}.", before=before, after=after)


def _of_rules(change: Change) -> Iterator[Told]:
    for rule in change.before:
        if rule not in change.after:
            words = f"{rule.message} ({_formula(rule.when)})"
            yield told(change, gettext("A rule is gone or is another one now."), before=words)
    for rule in change.after:
        if rule not in change.before:
            words = f"{rule.message} ({_formula(rule.when)})"
            yield told(change, gettext("A rule is new, or is another one now."), after=words)


def _prose(said: Any) -> str:
    return _short(Markup(said or "").striptags())  # nothing but its words is used  # noqa: S704


def _formula(said: Any) -> str:
    return "" if said is None else _short(format_tree(said))


def _value(said: Any, shape: Shape | None = None) -> str:
    """A value of a definition as people read it, told by its shape; nothing for none."""
    if said is None or said in ("", (), [], {}):
        return ""
    if isinstance(shape, _FORMULAS) and isinstance(said, list):
        return _formula(said)
    if isinstance(said, bool):
        return str(gettext("yes") if said else gettext("no"))
    if isinstance(said, Mapping):
        return _short("; ".join(_entries(said, shape)))
    if isinstance(said, list | tuple):
        item = shape.item if isinstance(shape, ListOf) else None
        return _short(", ".join(_value(one, item) for one in said))
    if isinstance(shape, Either) and _INSTANT.match(str(said)):
        return _moment(str(said))
    return _prose(said) if isinstance(shape, RichText) else _short(str(said))


def _moment(said: str) -> str:
    """A moment or a day as people write it; as it stands where it is none."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return said
    if len(said) == len("2027-06-05"):
        return str(format_date(at, "medium"))
    return str(format_datetime(at, "medium", rebase=False))


def _entries(said: Mapping[str, Any], shape: Shape | None) -> Iterator[str]:
    keys = shape.keys if isinstance(shape, Record) else {}
    for name, one in said.items():
        words = _value(one, keys[name].shape if name in keys else None)
        yield f"{name.replace('_', ' ')}: {words}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


#: How each kind of change is told.
TELL: Final[Mapping[str, Callable[[Context, Change], Iterator[Told]]]] = {
    "added": of_whole_field,
    "removed": of_whole_field,
    "moved": _of_place,
    "type": of_type,
    "option_added": of_whole_option,
    "option_removed": of_whole_option,
    "option_changed": _of_option,
    "option_order": _of_option_order,
    "order": _of_order,
    "required": of_required,
    "settings": _of_setting,
    "condition": _of_key,
    "words": _of_key,
    "form": _of_form,
}
