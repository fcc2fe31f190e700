"""The difference between two versions of a form in words, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from flask_babel import LazyString, format_date, format_datetime, gettext, lazy_gettext
from markupsafe import Markup

from wedforms.formspec.compare import Change, compare
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.expression import format_tree
from wedforms.formspec.fieldtypes import FIELD_TYPES, type_of
from wedforms.formspec.formsettings import FORM_SETTINGS
from wedforms.formspec.shapes import ListOf, Record, Shape
from wedforms.formspec.slots import Condition, Either, Expression, RichText
from wedforms.wtf.words import price

_LONGEST: Final = 300
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMULAS: Final = (Expression, Condition, Either)
_NAMES: Final[Mapping[str, LazyString]] = {
    "label": lazy_gettext("Question"),
    "help": lazy_gettext("Help under the question"),
    "content": lazy_gettext("Text"),
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
    "price": lazy_gettext("Price"),
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
_ADDED: Final[Mapping[str, LazyString]] = {
    "options": lazy_gettext("New option:"),
    "rows": lazy_gettext("New row:"),
    "columns": lazy_gettext("New column:"),
}
_REMOVED: Final[Mapping[str, LazyString]] = {
    "options": lazy_gettext("Option removed:"),
    "rows": lazy_gettext("Row removed:"),
    "columns": lazy_gettext("Column removed:"),
}


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


def difference(old: Definition, new: Definition) -> Sequence[Part]:
    """What is different in the new definition, in the order of its fields; the form itself last."""
    context = _Context(old, new)
    parts: dict[str, list[Change]] = {}
    for change in compare(old, new):
        parts.setdefault(change.path, []).append(change)
    order = ["", *(".".join(keys) for keys, _ in new.walk())]
    places = {path: at for at, path in enumerate(order)}
    paths = sorted(parts, key=lambda path: (path == "", places.get(path, -1)))
    return [context.part(path, parts[path]) for path in paths]


#: What those who fill a form in see of a change.
_SEEN: Final = frozenset(
    {"added", "removed", "type", "option_added", "option_removed", "option_changed", "required"}
)
_SEEN_KEYS: Final = frozenset({"label", "help", "content", "price"})


def difference_for_people(old: Definition, new: Definition) -> Sequence[Part]:
    """What is different for those who fill the form in: questions and their words, no machinery."""
    seen = []
    for part in difference(old, new):
        changes = [one for one in part.changes if _is_seen(one)]
        if part.path and changes:
            seen.append(replace(part, changes=changes))
    return seen


def _is_seen(told: Told) -> bool:
    if told.kind in ("added", "removed"):
        return bool(told.key)
    if told.kind in ("words", "option_changed"):
        return told.what in _SEEN_KEYS
    return told.kind in _SEEN


@dataclass(frozen=True, slots=True)
class _Context:
    """Both definitions, for labels, currencies and titles."""

    old: Definition
    new: Definition

    def part(self, path: str, changes: Sequence[Change]) -> Part:
        kinds = {change.kind for change in changes}
        mark = "added" if "added" in kinds else "removed" if "removed" in kinds else "changed"
        told = [one for change in changes for one in self.told(change)]
        return Part(path=path, title=self.title(path), mark=mark, changes=told)

    def title(self, path: str) -> str:
        if not path:
            return str(gettext("The form itself"))
        return " › ".join(self._label(key) for key in path.split("."))

    def told(self, change: Change) -> Iterator[Told]:
        yield from _TELL[change.kind](self, change)

    def field(self, key: str) -> Field | None:
        return _fields(self.new).get(key) or _fields(self.old).get(key)

    def _label(self, key: str) -> str:
        found = self.field(key)
        if found is None:
            return key
        return found.label or str(gettext(type_of(found).title))


def _fields(definition: Definition) -> dict[str, Field]:
    return {keys[-1]: field for keys, field in definition.walk()}


def _key(change: Change) -> str:
    return change.path.rpartition(".")[2]


def _of_whole_field(context: _Context, change: Change) -> Iterator[Told]:
    key = _key(change)
    field = context.field(key)
    kind = None if field is None else type_of(field)
    asks = kind is not None and kind.has_answer and not kind.is_computed
    if change.kind == "added":
        words = gettext("A new question.") if asks else gettext("New on the page.")
        if asks and change.affects_answers:
            words = gettext("A new question that must be answered.")
    else:
        words = gettext("No longer asked.") if asks else gettext("No longer on the page.")
    yield _told(change, words, key=key if asks else "")


def _of_place(context: _Context, change: Change) -> Iterator[Told]:
    before, after = (
        context.title(str(path).rpartition(".")[0]) for path in (change.before, change.after)
    )
    yield _told(change, gettext("Moved."), before=before, after=after)


def _of_type(_context: _Context, change: Change) -> Iterator[Told]:
    before, after = (gettext(FIELD_TYPES[name].title) for name in (change.before, change.after))
    yield _told(change, gettext("Asked in another way."), before=before, after=after)


def _of_whole_option(context: _Context, change: Change) -> Iterator[Told]:
    group, _, value = change.what.partition(".")
    if change.kind == "option_added":
        yield _told(change, str(_ADDED[group]), after=_priced(context, change, group, value))
        return
    counted = value if group == "options" else ""
    yield _told(
        change, str(_REMOVED[group]), before=change.before, key=_key(change), option=counted
    )


def _priced(context: _Context, change: Change, group: str, value: str) -> str:
    """The label of a new option, with its price if it has one."""
    field = _fields(context.new)[_key(change)]
    option = next(one for one in getattr(field, group) if one.value == value)
    if option.price is None:
        return str(option.label)
    return f"{option.label} ({_option_value(context, 'price', option.price)})"


def _of_option(context: _Context, change: Change) -> Iterator[Told]:
    value = change.what.partition(".")[2]
    called = _option_label(context, change, value)
    for name in change.before:
        before, after = (
            _option_value(context, name, said) for said in (change.before[name], change.after[name])
        )
        if name == "label":
            words = gettext("An option is called something else.")
        elif name == "translations":
            words, before, after = gettext("“%(option)s”: translations.", option=called), "", ""
        else:
            words = f"“{called}”: {_NAMES.get(name, name)}."
        counted = {"key": _key(change), "option": value} if _is_name(change, name) else {}
        yield _told(change, words, before=before, after=after, what=name, **counted)


def _is_name(change: Change, name: str) -> bool:
    """Whether an option that people chose is called something else."""
    return name == "label" and change.what.partition(".")[0] == "options"


def _option_label(context: _Context, change: Change, value: str) -> str:
    field = _fields(context.new).get(_key(change))
    group = change.what.partition(".")[0]
    found = [one.label for one in getattr(field, group, ()) if one.value == value]
    return found[0] if found else value


def _option_value(context: _Context, name: str, said: Any) -> str:
    if name == "price" and said is not None:
        facts = context.new.facts
        return price(said, currency=facts.currency, language=facts.locale)
    return _key_value(name, said)


def _of_option_order(_context: _Context, change: Change) -> Iterator[Told]:
    yield _told(change, gettext("Its options stand in another order."))


def _of_order(context: _Context, change: Change) -> Iterator[Told]:
    before, after = (
        ", ".join(context.title(key) for key in keys) for keys in (change.before, change.after)
    )
    yield _told(change, gettext("The order is another one."), before=before, after=after)


def _of_required(_context: _Context, change: Change) -> Iterator[Told]:
    if change.after:
        yield _told(change, gettext("Must be answered now."))
    else:
        yield _told(change, gettext("Need not be answered any more."))


def _of_setting(context: _Context, change: Change) -> Iterator[Told]:
    field = context.field(_key(change))
    known = {} if field is None else type_of(field).all_settings
    setting = known.get(change.what)
    title = gettext(setting.title) if setting else change.what
    shape = setting.shape if setting else None
    before, after = _value(change.before, shape), _value(change.after, shape)
    yield _told(change, f"{title}.", before=before, after=after)


def _of_key(_context: _Context, change: Change) -> Iterator[Told]:
    words = f"{_NAMES.get(change.what, change.what)}."
    if change.what == "translations":
        yield _told(change, words)
        return
    before, after = (
        _prose(said) if change.what == "content" else _key_value(change.what, said)
        for said in (change.before, change.after)
    )
    yield _told(change, words, before=before, after=after)


def _key_value(name: str, said: Any) -> str:
    return _formula(said) if name in _TREES else _value(said)


def _of_form(_context: _Context, change: Change) -> Iterator[Told]:
    if change.what == "rules":
        yield from _of_rules(change)
        return
    name = change.what.removeprefix("settings.")
    words = gettext(FORM_SETTINGS[name].title) if name in FORM_SETTINGS else _NAMES[name]
    if name == "tables":
        yield _told(change, f"{words}.")
        return
    shape = FORM_SETTINGS[name].shape if change.what.startswith("settings.") else None
    before, after = _value(change.before, shape), _value(change.after, shape)
    yield _told(change, f"{words}.", before=before, after=after)


def _of_rules(change: Change) -> Iterator[Told]:
    for rule in change.before:
        if rule not in change.after:
            words = f"{rule.message} ({_formula(rule.when)})"
            yield _told(change, gettext("A rule is gone or is another one now."), before=words)
    for rule in change.after:
        if rule not in change.before:
            words = f"{rule.message} ({_formula(rule.when)})"
            yield _told(change, gettext("A rule is new, or is another one now."), after=words)


def _told(change: Change, words: str, **more: str) -> Told:
    what = more.pop("what", change.what)
    affects = change.affects_answers
    return Told(words=words, affects_answers=affects, kind=change.kind, what=what, **more)


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


_TELL: Final[Mapping[str, Callable[[_Context, Change], Iterator[Told]]]] = {
    "added": _of_whole_field,
    "removed": _of_whole_field,
    "moved": _of_place,
    "type": _of_type,
    "option_added": _of_whole_option,
    "option_removed": _of_whole_option,
    "option_changed": _of_option,
    "option_order": _of_option_order,
    "order": _of_order,
    "required": _of_required,
    "settings": _of_setting,
    "condition": _of_key,
    "words": _of_key,
    "form": _of_form,
}
