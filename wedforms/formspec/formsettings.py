"""The settings of a whole form, stated once: docs/definition.md section 5."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.fieldtypes.base import MOST_FIELDS, Setting
from wedforms.formspec.shapes import Faults, Flag, Integer, Key, ListOf, MapOf, Record, Text, Word
from wedforms.formspec.slots import (
    COUNTRY,
    CURRENCY,
    INSTANT_OR_EXPRESSION,
    ISO_DATE,
    KEY_NAME,
    LANGUAGE,
    TIME_ZONE,
    Condition,
    Either,
    Expression,
    Formatted,
    RichText,
)
from wedforms.formspec.webaddress import LONGEST_ADDRESS, safe_web_address

VAT_CODES: Final = ("S20", "R5", "Z", "E", "O", "N")
REMAINING: Final = "remaining"
EVERYTHING: Final = "everything"
_DAYS: Final = Integer(0, 36_500)
VAT: Final = Either(Formatted(f"^(?:{'|'.join(VAT_CODES)})$", "An unknown VAT code."), Expression())
INSTALMENT_AMOUNT: Final = Either(Formatted(f"^{REMAINING}$", "An amount."), Expression())
_LABEL: Final = Text(300, min_length=1)
_NOTES: Final = RichText(20_000)
_LABELS: Final = MapOf(LANGUAGE, Record({"label": Key(Text(300))}))

LINE: Final = Record(
    {
        "label": Key(_LABEL, required=True),
        "amount": Key(Expression(), required=True),
        "quantity": Key(Expression()),
        "discount": Key(Expression()),
        "vat": Key(VAT, required=True),
        "show_if": Key(Condition()),
        "over": Key(KEY_NAME),
        "translations": Key(_LABELS),
    }
)
INSTALMENT: Final = Record(
    {
        "label": Key(_LABEL, required=True),
        "amount": Key(INSTALMENT_AMOUNT, required=True),
        "due": Key(Expression(), required=True),
        "over": Key(KEY_NAME),
        "translations": Key(_LABELS),
    }
)
TERM: Final = Record(
    {
        "text": Key(_NOTES, required=True),
        "show_if": Key(Condition()),
        "translations": Key(MapOf(LANGUAGE, Record({"text": Key(_NOTES)}))),
    }
)
SIGNER: Final = Record(
    {
        "role": Key(Text(80, min_length=1), required=True),
        "group": Key(Integer(1, 20), required=True),
        "name": Key(Expression(), required=True),
        "email": Key(Expression(), required=True),
        "signature": Key(KEY_NAME),
    }
)
DUPLICATES: Final = Record(
    {
        "same": Key(ListOf(KEY_NAME, 5, min_items=1, unique=True), required=True),
        "within_days": Key(Integer(1, 3_650), required=True),
    }
)

_KEYS: Final = ListOf(KEY_NAME, 20, unique=True)
BOARD: Final = Record(
    {
        "group": Key(KEY_NAME),
        "name": Key(KEY_NAME),
        "table": Key(KEY_NAME),
        "age": Key(KEY_NAME),
        "attending": Key(_KEYS),
        "meals": Key(_KEYS),
        "diets": Key(_KEYS),
        "seats": Key(_KEYS),
        "consent": Key(KEY_NAME),
    }
)

WEB_ADDRESS: Final = Formatted(
    f"^https://.{{1,{LONGEST_ADDRESS}}}$",
    "This must be a full address that begins with https://, such as https://example.com/thanks.",
    lambda address: bool(safe_web_address(address)),
)

FORM_TRANSLATIONS: Final = MapOf(
    LANGUAGE,
    Record(
        {
            "name": Key(Text(200)),
            "description": Key(Text(2_000, lines=True)),
            "submit_label": Key(Text(80)),
            "confirmation": Key(RichText(20_000)),
            "closed_message": Key(Text(2_000, lines=True)),
            "event_title": Key(Text(200)),
            "supply_notes": Key(_NOTES),
        }
    ),
)

#: Every setting of a form by its key.
FORM_SETTINGS: Final[Mapping[str, Setting]] = {
    "currency": Setting(CURRENCY, "Currency", default="GBP"),
    "time_zone": Setting(TIME_ZONE, "Time zone", default="Europe/London"),
    "country": Setting(COUNTRY, "Country", default="GB"),
    "closes_at": Setting(INSTANT_OR_EXPRESSION, "No new answers after"),
    "locks_at": Setting(INSTANT_OR_EXPRESSION, "No changes after"),
    "due_at": Setting(INSTANT_OR_EXPRESSION, "Asked for by"),
    "capacity": Setting(Integer(1, 1_000_000), "Most submissions"),
    "submit_label": Setting(Text(80), "Words on the last button", default="Send"),
    "confirmation": Setting(RichText(20_000), "What is said after sending", default=""),
    "redirect_url": Setting(WEB_ADDRESS, "Where people are led after sending"),
    "closed_message": Setting(Text(2_000, lines=True), "What is said when closed", default=""),
    "confirmation_mail": Setting(Flag(), "Whoever sends gets a copy by e-mail", default=True),
    "review": Setting(Flag(), "Show a review page", default=True),
    "allow_changes": Setting(Flag(), "Sent answers may be changed", default=True),
    "holidays": Setting(ListOf(ISO_DATE, 1_000, unique=True), "Days that do not work", default=()),
    "languages": Setting(ListOf(LANGUAGE, 50, unique=True), "Other languages", default=()),
    "translations": Setting(FORM_TRANSLATIONS, "The form’s own words in its other languages"),
    "retention_days": Setting(Integer(1, 36_500), "Days answers are kept"),
    "retention_of": Setting(
        Word(("sensitive", EVERYTHING)), "What goes after these days", default="sensitive"
    ),
    "retention_from": Setting(
        Word(("event", "sending")), "From when these days count", default="event"
    ),
    "duplicates": Setting(DUPLICATES, "What makes a second answer a duplicate"),
    "makes_client": Setting(Flag(), "Who answers becomes a couple in your list", default=False),
    "board": Setting(BOARD, "What the board of an RSVP counts"),
    "minimum_seconds": Setting(Integer(0, 600), "Seconds a person needs at least", default=0),
    "lines": Setting(ListOf(LINE, 200), "What is charged", default=()),
    "schedule": Setting(ListOf(INSTALMENT, 60), "When it is paid", default=()),
    "terms": Setting(ListOf(TERM, 50), "Terms of payment", default=()),
    "total": Setting(KEY_NAME, "The agreed total"),
    "event_date": Setting(KEY_NAME, "The day"),
    "event_title": Setting(Text(200), "Name of the day", default=""),
    "bill_to": Setting(ListOf(KEY_NAME, 20, unique=True), "Printed as the customer", default=()),
    "supply_notes": Setting(_NOTES, "Printed under an invoice", default=""),
    "signers": Setting(ListOf(SIGNER, 20), "Who signs", default=()),
    "expires_after_days": Setting(_DAYS, "Days until signing ends"),
    "reminder_days": Setting(
        ListOf(Integer(-3_650, 3_650), 30, unique=True), "Days of reminders", default=()
    ),
    "cooling_off": Setting(Condition(), "Fourteen-day notice", default=False),
    "prefill": Setting(
        ListOf(KEY_NAME, MOST_FIELDS, unique=True), "What a personal link may fill", default=()
    ),
}

SETTINGS: Final = Record({name: Key(setting.shape) for name, setting in FORM_SETTINGS.items()})


def kinds_of(name: str) -> tuple[str, ...]:
    """The types of field that a setting may name, by its path (`lines.over`); empty: any."""
    entries = {f"{of}.{role}": kinds for of, role, kinds in _ENTRIES}
    return {**_SINGLE, **_BOARD_KINDS, **entries}.get(name, ())


def check_settings(definition: Definition, faults: Faults) -> None:
    """Note settings that name fields which are not there, or not of the right kind."""
    fields = {field.key: field for _, field in definition.walk()}
    for path, key, kinds in _named(definition.settings):
        _check_name(path, fields.get(key), key, kinds, faults)
    _check_schedule(definition.settings.get("schedule", ()), faults)
    _check_duplicates(definition, faults)
    if definition.form_type in _LASTING and definition.settings.get("retention_of") == EVERYTHING:
        message = "The law asks to keep what was agreed and charged: only sensitive answers may go."
        faults.add("settings.retention_of", "enum", message, limit=["sensitive"])


def _named(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every key that the settings name: where, which, and the types it may have (empty: any)."""
    for name, kinds in _SINGLE.items():
        if name in settings:
            yield f"settings.{name}", settings[name], kinds
    for at, key in enumerate(settings.get("duplicates", {}).get("same", ())):
        yield f"settings.duplicates.same.{at}", key, ()
    yield from _named_by_board(settings.get("board", {}))
    for name in ("bill_to", "prefill"):
        for at, key in enumerate(settings.get(name, ())):
            yield f"settings.{name}.{at}", key, ()
    for name, role, kinds in _ENTRIES:
        for at, entry in enumerate(settings.get(name, ())):
            if role in entry:
                yield f"settings.{name}.{at}.{role}", entry[role], kinds


def _named_by_board(board: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for name, named in board.items():
        path = f"settings.board.{name}"
        if isinstance(named, str):
            yield path, named, ("group",) if name == "group" else ()
        else:
            yield from ((f"{path}.{at}", key, ()) for at, key in enumerate(named))


_SINGLE: Final[Mapping[str, tuple[str, ...]]] = {
    "total": ("calculation", "money"),
    "event_date": ("date", "wedding_date", "date_time", "calculation", "hidden"),
}
_CHOICES: Final = (
    "yes_no",
    "single_choice",
    "dropdown",
    "multiple_choice",
    "picture_choice",
)
#: What can be counted as each part of the board; other parts take any question.
_BOARD_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "board.group": ("group",),
    "board.attending": _CHOICES,
    "board.meals": (*_CHOICES, "menu_choice"),
    "board.diets": (*_CHOICES, "text", "long_text"),
    "board.seats": _CHOICES,
    "board.age": _CHOICES,
    "board.consent": ("consent", "yes_no"),
}
_LASTING: Final = ("contract", "invoice")
_ENTRIES: Final = (
    ("lines", "over", ("group",)),
    ("schedule", "over", ("group",)),
    ("signers", "signature", ("signature",)),
)


def _check_name(
    path: str, field: Field | None, key: str, kinds: tuple[str, ...], faults: Faults
) -> None:
    if field is None:
        faults.add(path, "unknown_field", f"There is no field “{key}”.", limit=key)
    elif kinds and field.field_type not in kinds:
        wanted = " or ".join(kinds)
        faults.add(path, "type", f"“{key}” is no {wanted}.", limit=list(kinds))


def _check_schedule(schedule: Any, faults: Faults) -> None:
    if not schedule or any("over" in entry for entry in schedule):
        return
    remaining = [entry for entry in schedule if entry["amount"] == REMAINING]
    if len(remaining) != 1:
        message = f"Exactly one instalment has the amount “{REMAINING}”."
        faults.add("settings.schedule", "contains", message, limit=1)


def _check_duplicates(definition: Definition, faults: Faults) -> None:
    """Only fields that have one answer a submission can tell that two are the same."""
    asked = {field.key: type_of(field).has_answer for field in definition.fields}
    inner = {field.key: False for _, field in definition.walk()}
    for at, key in enumerate(definition.settings.get("duplicates", {}).get("same", ())):
        if not (inner | asked).get(key, True):
            path = f"settings.duplicates.same.{at}"
            faults.add(path, "type", f"“{key}” does not have one answer.", limit=key)
