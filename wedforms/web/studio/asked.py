"""What the pages of an account ask: parsed by WTForms, judged by the acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wtforms import EmailField, Form, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from wedforms.accounts.whereabouts import LOCALES, countries, currencies, time_zones

_NEEDED: Final = InputRequired("This is needed.")
_SHORT: Final = Length(max=100, message="Use at most 100 characters.")
_NEW: Final = {"autocomplete": "new-password"}


class SignInAsked(Form):
    """Address and password."""

    email = EmailField("E-mail address", [_NEEDED], render_kw={"autocomplete": "username"})
    password = PasswordField("Password", [_NEEDED], render_kw={"autocomplete": "current-password"})


class Choice(SelectField):
    """A list to choose from; what is stored already is offered too. The act judges."""

    def __init__(self, label: str, choices: dict[str, str], **told: Any) -> None:
        super().__init__(label, choices=choices, validate_choice=False, **told)
        self._offered = choices

    def process_data(self, value: Any) -> None:
        """Offer what is stored."""
        super().process_data(value)
        if value and value not in self._offered:
            self.choices = {value: value, **self._offered}


class Essentials(Form):
    """Where a business is at home."""

    country = Choice("Country", countries(), default="GB")
    currency = Choice("Currency", currencies(), default="GBP")
    time_zone = Choice(
        "Time zone",
        {zone: zone.replace("_", " ") for zone in time_zones()},
        default="Europe/London",
        description="Closing dates and times on your forms are meant in this zone.",
    )
    locale = Choice("Language", LOCALES, default="en-GB")


class OrganizationAsked(Essentials):
    """A supplier's name and address, and what its owner is called."""

    name = StringField(
        "Name of your business", [_NEEDED, _SHORT], render_kw={"autocomplete": "organization"}
    )
    slug = StringField(
        "Address of your forms",
        description="Like rose-and-lens. Left empty, it is made of the name.",
    )
    first_name = StringField(
        "Your first name", [_NEEDED, _SHORT], render_kw={"autocomplete": "given-name"}
    )
    last_name = StringField("Your last name", [_SHORT], render_kw={"autocomplete": "family-name"})


class SignUpAsked(OrganizationAsked):
    """A supplier, and how its owner signs in."""

    email = EmailField("Your e-mail address", [_NEEDED], render_kw={"autocomplete": "username"})
    password = PasswordField(
        "A password", [_NEEDED], description="At least 10 characters.", render_kw=_NEW
    )


class PasswordAsked(Form):
    """The password so far, and the new one."""

    current = PasswordField(
        "Your password now", [_NEEDED], render_kw={"autocomplete": "current-password"}
    )
    password = PasswordField(
        "A new password", [_NEEDED], description="At least 10 characters.", render_kw=_NEW
    )


class RemovalAsked(Form):
    """The password of whoever removes a passkey."""

    current = PasswordField(
        "Your password now",
        [_NEEDED],
        description="So that nobody removes one at a browser that you left open.",
        render_kw={"autocomplete": "current-password"},
    )


class ForgottenAsked(Form):
    """Whose password is forgotten."""

    email = EmailField("Your e-mail address", [_NEEDED], render_kw={"autocomplete": "username"})


class ResetAsked(Form):
    """The new one."""

    password = PasswordField(
        "A new password", [_NEEDED], description="At least 10 characters.", render_kw=_NEW
    )


class AddressAsked(Form):
    """Another address to sign in with."""

    email = EmailField("Your new e-mail address", [_NEEDED], render_kw={"autocomplete": "email"})
    current = PasswordField(
        "Your password", [_NEEDED], render_kw={"autocomplete": "current-password"}
    )


class InviteAsked(Form):
    """Who is invited, and as what."""

    email = EmailField("Their e-mail address", [_NEEDED], render_kw={"autocomplete": "off"})
    role = SelectField(
        "What they may do",
        choices={
            "MEMBER": "Member: forms and answers",
            "VIEWER": "Viewer: only reads",
            "ADMIN": "Administrator: also settings",
            "OWNER": "Owner: everything",
        },
        validate_choice=False,
    )


class JoinAsked(Form):
    """How somebody who comes in is called."""

    first_name = StringField(
        "Your first name", [_NEEDED, _SHORT], render_kw={"autocomplete": "given-name"}
    )
    last_name = StringField("Your last name", [_SHORT], render_kw={"autocomplete": "family-name"})


class JoinNewAsked(JoinAsked):
    """Somebody new also needs a password."""

    password = PasswordField(
        "A password", [_NEEDED], description="At least 10 characters.", render_kw=_NEW
    )


def pin(form: Form, name: str, fault: Exception | str) -> None:
    """Tell the fault at the field."""
    field: Any = form[name]
    field.errors = [*field.errors, str(fault)]


def pin_missed(form: Form, problems: Mapping[str, str]) -> None:
    """Tell what an act finds wrong, at each field where nothing was found before."""
    for name, words in problems.items():
        if not form[name].errors:
            pin(form, name, words)
