"""What the pages of an account ask: parsed by WTForms, judged by the acts."""

from __future__ import annotations

from typing import Any, Final

from wtforms import EmailField, Form, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

_NEEDED: Final = InputRequired("This is needed.")
_SHORT: Final = Length(max=100, message="Use at most 100 characters.")
_NEW: Final = {"autocomplete": "new-password"}


class SignInAsked(Form):
    """Address and password."""

    email = EmailField("E-mail address", [_NEEDED], render_kw={"autocomplete": "username"})
    password = PasswordField("Password", [_NEEDED], render_kw={"autocomplete": "current-password"})


class SignUpAsked(Form):
    """A supplier's name and address, and its owner."""

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


class InviteAsked(Form):
    """Who is invited, and as what."""

    email = EmailField("Their e-mail address", [_NEEDED], render_kw={"autocomplete": "off"})
    role = SelectField(
        "What they may do",
        choices={
            "MEMBER": "Member: makes forms and works with answers",
            "VIEWER": "Viewer: reads, and changes nothing",
            "ADMIN": "Administrator: also people and settings",
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
