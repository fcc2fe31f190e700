"""The settings of a form for their editor: grouped, with words, from the shapes that judge them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from wedforms.formspec.describing import Description
from wedforms.formspec.formsettings import FORM_SETTINGS, kinds_of
from wedforms.web.studio.design.choices import choices
from wedforms.web.studio.design.inputs import input_of

_EVERY: Final = ("contract", "questionnaire", "rsvp", "invoice")
_PAID: Final = ("contract", "invoice")
_CONTRACT: Final = ("contract",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Settings that belong together, and the types of form that have them."""

    name: str
    title: LazyString
    help: LazyString
    settings: tuple[str, ...]
    forms: tuple[str, ...] = _EVERY


GROUPS: Final[tuple[Group, ...]] = (
    Group(
        name="closing",
        title=_("Dates"),
        help=_("Until when the form can be filled in, and answers can still be changed."),
        settings=("time_zone", "closes_at", "locks_at", "due_at", "closed_message"),
    ),
    Group(
        name="limits",
        title=_("Limits"),
        help=_("How many answers you take, whom they belong to, and what keeps machines away."),
        settings=("capacity", "duplicates", "makes_client", "minimum_seconds"),
    ),
    Group(
        name="sending",
        title=_("Sending"),
        help=_("What people see when they send the form, and afterwards."),
        settings=(
            "submit_label",
            "review",
            "allow_changes",
            "confirmation",
            "confirmation_mail",
            "redirect_url",
        ),
    ),
    Group(
        name="languages",
        title=_("Language and money"),
        help=_("In which languages the form can be read, and how it counts."),
        settings=("languages", "currency", "country"),
    ),
    Group(
        name="day",
        title=_("The day"),
        help=_("What goes into the couple’s calendar."),
        settings=("event_date", "event_title", "holidays"),
    ),
    Group(
        name="links",
        title=_("Personal links"),
        help=_("What you may fill in beforehand when you send somebody a link of their own."),
        settings=("prefill",),
    ),
    Group(
        name="board",
        title=_("The board"),
        help=_("What is counted of your guests, and what the caterer is told."),
        settings=("board",),
        forms=("rsvp",),
    ),
    Group(
        name="charges",
        title=_("What is charged"),
        help=_("The lines of the document, and the key figure on it."),
        settings=("lines", "total", "bill_to", "supply_notes"),
        forms=_PAID,
    ),
    Group(
        name="payment",
        title=_("Payment"),
        help=_("In which parts it is paid, when, and on which terms."),
        settings=("schedule", "terms", "reminder_days"),
        forms=_PAID,
    ),
    Group(
        name="signing",
        title=_("Signing"),
        help=_("Who signs, in which order, and how long there is time."),
        settings=("signers", "expires_after_days", "cooling_off"),
        forms=_CONTRACT,
    ),
    Group(
        name="keeping",
        title=_("How long answers are kept"),
        help=_("When the days are over, the answers are erased by themselves."),
        settings=("retention_days", "retention_of", "retention_from"),
    ),
)

#: One sentence beside a setting, where its title does not say enough.
_HELP: Final[Mapping[str, LazyString]] = {
    "time_zone": _("All dates and times of this form are meant in this zone."),
    "closes_at": _("Afterwards nobody can send new answers. Left empty, the form stays open."),
    "locks_at": _("Afterwards nobody can change what they sent. They can still ask you to."),
    "due_at": _("Shown to you as the day you hope for; nothing closes."),
    "closed_message": _("Who comes too late reads this, for example how to reach you."),
    "capacity": _("When so many have answered, the form says that it is full."),
    "duplicates": _("Answers that say the same are shown to you together; nothing is lost."),
    "board": _("Left empty, the board finds out by itself what your questions are about."),
    "makes_client": _("Who answers is found among your couples, or becomes one of them."),
    "minimum_seconds": _("Whoever is faster is probably a machine; it is kept apart for you."),
    "submit_label": _("For example “Send our answer”."),
    "review": _("A last page on which everything can be read again before it is sent."),
    "confirmation_mail": _(
        "The copy goes to the first question that asks for an e-mail address. Private answers, and"
        " those about health and diet, are left out of it."
    ),
    "allow_changes": _("People can come back to their answers until the dates above."),
    "confirmation": _("Shown on the thank-you page."),
    "redirect_url": _("A page of yours that people are led to instead of the thank-you page."),
    "languages": _("Beside the form’s own language."),
    "event_date": _("The question that holds the date of the wedding."),
    "event_title": _("For example “Wedding of Ana and Ben”."),
    "holidays": _("Days that do not count as working days when dates are worked out."),
    "total": _("The calculation that holds the agreed price."),
    "bill_to": _("The questions whose answers are printed as the customer’s address."),
    "cooling_off": _("When the contract prints the notice of a contract made at a distance."),
    "reminder_days": _("Days after sending; on an invoice, days from the due date."),
    "retention_days": _("Left empty, answers stay until you delete them."),
    "retention_of": _("Answers on diet and health should not be kept for ever."),
    "prefill": _("The questions that a personal link may already answer."),
}

#: What the parts of entries are called; by the setting too, where it means something of its own.
_PARTS: Final[Mapping[str, LazyString]] = {
    "label": _("Words"),
    "amount": _("Amount, VAT included"),
    "quantity": _("Quantity"),
    "discount": _("Discount in it"),
    "vat": _("VAT"),
    "show_if": _("Only when"),
    "over": _("Once for each row of"),
    "due": _("Due on"),
    "text": _("Text"),
    "role": _("Role"),
    "signers.group": _("Signs in round"),
    "signers.name": _("Name, from the answers"),
    "signers.email": _("E-mail, from the answers"),
    "board.group": _("The guests are the rows of"),
    "board.name": _("Name of a guest"),
    "signature": _("Signs in"),
    "same": _("Same answers to"),
    "within_days": _("Within days"),
    "age": _("Adult or child"),
    "table": _("Table they sit at"),
    "attending": _("Who comes"),
    "meals": _("Meals"),
    "diets": _("Diets and allergies"),
    "seats": _("Seats with places"),
    "consent": _("Consent to tell the caterer"),
}

#: The part of entries that is written on the pages of the languages.
_ELSEWHERE: Final = "translations"
#: What fixed words stand for.
_WORDS: Final[Mapping[str, LazyString]] = {
    "sensitive": _("Only answers on diet and health"),
    "everything": _("All answers"),
    "event": _("Counted from the day of the wedding"),
    "sending": _("Counted from sending"),
    "S20": _("20 % standard rate"),
    "R5": _("5 % reduced rate"),
    "Z": _("0 % zero rate"),
    "E": _("Exempt"),
    "O": _("Outside the scope of VAT"),
    "N": _("No supply: a deposit to hold"),
    "remaining": _("Whatever remains"),
}


def describe_settings() -> dict[str, Any]:
    """Everything that the editor of settings needs to draw itself."""
    return {
        "groups": [
            {
                "name": group.name,
                "title": str(group.title),
                "help": str(group.help),
                "forms": list(group.forms),
                "settings": [_setting(name) for name in group.settings],
            }
            for group in GROUPS
        ],
        "choices": choices("country", "currency", "language", "time_zone"),
        "links": {"notifications": url_for("studio.notifications")},
    }


def _setting(name: str) -> dict[str, Any]:
    setting = FORM_SETTINGS[name]
    return {
        "name": name,
        "title": setting.title,
        "help": str(_HELP.get(name, "")),
        "default": setting.default,
        **_with_parts(input_of(setting.shape, called=_WORDS), name),
    }


def _with_parts(told: Description, name: str) -> Description:
    """The description with the words of its parts, and the types of field that a key may name."""
    if told["kind"] == "key":
        return {**told, "types": list(kinds_of(name))}
    if told["kind"] == "list":
        return {**told, "item": _with_parts(told["item"], name)}
    if told["kind"] == "record":
        parts = {part: of for part, of in told["keys"].items() if part != _ELSEWHERE}
        keys = {part: _part(of, f"{name}.{part}") for part, of in parts.items()}
        return {**told, "keys": keys}
    return told


def _part(told: Description, path: str) -> Description:
    words = _PARTS.get(path) or _PARTS[path.rpartition(".")[2]]
    return {**_with_parts(told, path), "title": str(words)}
