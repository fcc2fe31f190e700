"""What the pages of couples ask: parsed by WTForms, judged by the acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from wedforms.clients.errors import Fault
from wedforms.clients.facts import MOST_CONTACTS, ClientFacts, ContactFacts

KINDS: Final = (
    ("email", lazy_gettext("E-mail")),
    ("phone", lazy_gettext("Telephone")),
    ("social", lazy_gettext("Social media")),
)
PERSONS: Final = (
    ("couple", lazy_gettext("both")),
    ("partner_1", lazy_gettext("one partner")),
    ("partner_2", lazy_gettext("the other")),
    ("other", lazy_gettext("somebody else")),
)
_FEWEST_CONTACTS: Final = 2


class ContactAsked(Form):
    """One way to reach the couple; left empty it is none."""

    kind = StringField(lazy_gettext("Kind"), default="email")
    value = StringField(lazy_gettext("Address or number"))
    person = StringField(lazy_gettext("Whose"), default="couple")
    is_primary = BooleanField(lazy_gettext("Use this one first"))


class ClientAsked(Form):
    """Everything that is kept of a couple; `revision` is the one that was read."""

    partner_1_name = StringField(lazy_gettext("One partner"))
    partner_2_name = StringField(lazy_gettext("The other partner"))
    wedding_date = DateField(lazy_gettext("Wedding date"), [Optional()])
    venue = StringField(lazy_gettext("Venue"))
    town = StringField(lazy_gettext("Town"))
    time_zone = StringField(
        lazy_gettext("Time zone of the venue"),
        description=lazy_gettext("So that times and deadlines are those of the place."),
    )
    latitude = DecimalField(lazy_gettext("Latitude"), [Optional()], places=None)
    longitude = DecimalField(lazy_gettext("Longitude"), [Optional()], places=None)
    contacts = FieldList(FormField(ContactAsked), max_entries=MOST_CONTACTS)
    tags = StringField(
        lazy_gettext("Tags"), description=lazy_gettext("With commas: barn, two days, abroad.")
    )
    notes = TextAreaField(
        lazy_gettext("Notes"), description=lazy_gettext("Only your team sees these.")
    )
    revision = HiddenField(default="0")


def asked_about(facts: ClientFacts, *, revision: int) -> ClientAsked:
    """The page's form with what is known, and with room for more contacts."""
    form = ClientAsked(
        data={
            **{name: getattr(facts, name) for name in _PLAIN},
            "tags": ", ".join(facts.tags),
            "contacts": [
                {name: getattr(one, name) for name in ContactFacts.__slots__}
                for one in facts.contacts
            ],
            "revision": str(revision),
        }
    )
    leave_room(form)
    return form


def leave_room(form: ClientAsked) -> None:
    """Room for one more contact, and for two where there is none yet."""
    filled = len(list(_filled(form)))
    wanted = min(max(filled + 1, _FEWEST_CONTACTS), MOST_CONTACTS)
    for _ in range(wanted - len(form.contacts)):
        form.contacts.append_entry()


def facts_asked(form: ClientAsked) -> ClientFacts:
    """What was typed; what could not even be read is told at its field already."""
    plain: dict[str, Any] = {name: _typed(form, name) for name in _PLAIN}
    return ClientFacts(
        **plain,
        tags=tuple(str(form.tags.data or "").split(",")),
        contacts=tuple(
            ContactFacts(
                kind=one.kind.data or "",
                value=one.value.data or "",
                person=one.person.data or "",
                is_primary=bool(one.is_primary.data),
            )
            for one in _filled(form)
        ),
    )


def _typed(form: ClientAsked, name: str) -> Any:
    """A text, or None where a date or a number is left empty (zero is one)."""
    found = form[name].data
    return _EMPTY.get(name) if found in (None, "") else found


def is_readable(form: ClientAsked) -> bool:
    """Whether everything could be read; tell in our own words where it could not."""
    form.validate()
    for name, words in _UNREADABLE.items():
        if form[name].errors:
            _tell(form[name], str(words))
    return not any(form[name].errors for name in _UNREADABLE)


def pin_faults(form: ClientAsked, faults: Sequence[Fault]) -> None:
    """Tell each fault at its field."""
    contacts = list(_filled(form))
    for fault in faults:
        name, _, place = fault.place.partition(".")
        field: Any = contacts[int(place)].value if place else form[name]
        _tell(field, gettext(fault.words))


def problems_of(form: ClientAsked) -> list[tuple[str, str]]:
    """Every problem of the page: the id of its control, and the words."""
    fields = [field for field in form if field is not form.contacts]
    fields += [one.value for one in form.contacts]
    return [(str(field.id), str(field.errors[0])) for field in fields if field.errors]


def _filled(form: ClientAsked) -> Iterator[Any]:
    return (one for one in form.contacts if (one.value.data or "").strip())


def _tell(field: Field, words: str) -> None:
    field.errors = [words]


_PLAIN: Final = (
    "partner_1_name", "partner_2_name", "wedding_date", "venue", "town", "time_zone",
    "latitude", "longitude", "notes",
)  # fmt: skip
_EMPTY: Final[dict[str, Any]] = dict.fromkeys(
    ("partner_1_name", "partner_2_name", "venue", "town", "time_zone", "notes"), ""
)
_UNREADABLE: Final = {
    "wedding_date": lazy_gettext("Enter a date such as 2027-06-05."),
    "latitude": lazy_gettext("Enter a number such as 51.5072."),
    "longitude": lazy_gettext("Enter a number such as -0.1276."),
}
