"""Changes that those who fill a form in are told too, in their language: of its questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from flask_babel import LazyString, gettext, lazy_gettext

from wedforms.formspec.compare import Change
from wedforms.formspec.fieldtypes import FIELD_TYPES, type_of
from wedforms.web.difference.told import Context, Part, Told, fields_of, key_of, told
from wedforms.wtf.words import price

#: What of a question, or of one of its options, is told to everybody.
SEEN_NAMES: Final[Mapping[str, LazyString]] = {
    "label": lazy_gettext("Question"),
    "help": lazy_gettext("Help under the question"),
    "content": lazy_gettext("Text"),
    "price": lazy_gettext("Price"),
}
_SEEN: Final = frozenset(
    {"added", "removed", "type", "option_added", "option_removed", "option_changed", "required"}
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


def seen_by_people(parts: Sequence[Part], context: Context) -> Sequence[Part]:
    """Of all that changed, what those who fill the form in see; types have no names for them."""
    seen = []
    for part in parts:
        changes = [_without_names_of_types(one) for one in part.changes if _is_seen(one)]
        if part.path and changes:
            seen.append(replace(part, title=_title(part.path, context), changes=changes))
    return seen


def _is_seen(one: Told) -> bool:
    if one.kind in ("added", "removed"):
        return bool(one.key)
    if one.kind in ("words", "option_changed"):
        return one.what in SEEN_NAMES
    return one.kind in _SEEN


def _without_names_of_types(one: Told) -> Told:
    return replace(one, before="", after="") if one.kind == "type" else one


def _title(path: str, context: Context) -> str:
    """The questions that lead there; a text without a heading is a text."""
    labels = [found.label for key in path.split(".") if (found := context.field(key))]
    return " › ".join(label or gettext("Text") for label in labels)


def of_whole_field(context: Context, change: Change) -> Iterator[Told]:
    """A question that is new, or asked no longer."""
    key = key_of(change)
    field = context.field(key)
    kind = None if field is None else type_of(field)
    asks = kind is not None and kind.has_answer and not kind.is_computed
    if change.kind == "added":
        words = gettext("A new question.") if asks else gettext("New on the page.")
        if asks and change.affects_answers:
            words = gettext("A new question that must be answered.")
    else:
        words = gettext("No longer asked.") if asks else gettext("No longer on the page.")
    yield told(change, words, key=key if asks else "")


def of_type(_context: Context, change: Change) -> Iterator[Told]:
    """A question that is asked in another way."""
    before, after = (gettext(FIELD_TYPES[name].title) for name in (change.before, change.after))
    yield told(change, gettext("Asked in another way."), before=before, after=after)


def of_required(_context: Context, change: Change) -> Iterator[Told]:
    """A question that must be answered now, or need not be any more."""
    if change.after:
        yield told(change, gettext("Must be answered now."))
    else:
        yield told(change, gettext("Need not be answered any more."))


def of_whole_option(context: Context, change: Change) -> Iterator[Told]:
    """An option, a row or a column that is new or gone."""
    group, _, value = change.what.partition(".")
    if change.kind == "option_added":
        yield told(change, str(_ADDED[group]), after=_priced(context, change, group, value))
        return
    counted = value if group == "options" else ""
    yield told(
        change, str(_REMOVED[group]), before=change.before, key=key_of(change), option=counted
    )


def _priced(context: Context, change: Change, group: str, value: str) -> str:
    """The label of a new option, with its price if it has one."""
    field = fields_of(context.new)[key_of(change)]
    option = next(one for one in getattr(field, group) if one.value == value)
    if option.price is None:
        return str(option.label)
    return f"{option.label} ({price_in_words(context, option.price)})"


def price_in_words(context: Context, amount: int) -> str:
    """The price of an option as the form shows it now."""
    facts = context.new.facts
    return price(amount, currency=facts.currency, language=facts.locale)


def words_of_option(option: str, name: str, known: Mapping[str, object]) -> str:
    """What is different about an option."""
    if name == "label":
        return str(gettext("An option is called something else."))
    return str(gettext("“%(option)s”: %(what)s.", option=option, what=known.get(name, name)))
