"""What the pages of settings ask: parsed by WTForms, judged by the acts."""

from __future__ import annotations

from typing import Final

from wtforms import (
    BooleanField,
    ColorField,
    EmailField,
    FileField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    URLField,
)
from wtforms.validators import InputRequired

from wedforms.accounts.dress import OWN
from wedforms.accounts.palettes import PALETTES
from wedforms.web.studio.asked import Essentials

_NEEDED: Final = InputRequired("This is needed.")
_FAMILIES: Final = {
    "cormorant": "Cormorant, fine and classic",
    "frank-ruhl": "Frank Ruhl, sturdy",
    "source-sans": "Source Sans, plain and clear",
    "assistant": "Assistant, round and friendly",
    "dancing-script": "Dancing Script, handwritten",
}
_READING: Final = ("source-sans", "assistant", "frank-ruhl")


class BusinessAsked(Essentials):
    """Everything that papers and footers say of a supplier."""

    seen = HiddenField()
    name = StringField("Name", [_NEEDED], description="What couples see at the top of every page.")
    slug = StringField("Address of your forms")
    legal_name = StringField(
        "Legal name", description="On contracts and invoices; left empty, they say the name."
    )
    line1 = StringField("Street", render_kw={"autocomplete": "address-line1"})
    line2 = StringField("Second line of the address", render_kw={"autocomplete": "address-line2"})
    town = StringField("Town", render_kw={"autocomplete": "address-level2"})
    county = StringField("County or region", render_kw={"autocomplete": "address-level1"})
    postcode = StringField("Postcode", render_kw={"autocomplete": "postal-code"})
    email = EmailField(
        "E-mail for couples", description="At the foot of every page, and where replies go."
    )
    phone = TelField("Telephone", render_kw={"autocomplete": "tel"})
    website = URLField("Website")
    vat_number = StringField(
        "VAT number", description="Only when you charge VAT. Left empty, your papers show none."
    )
    company_number = StringField("Company number")


class LookAsked(Form):
    """Palette, fonts and pictures of what couples see."""

    seen = HiddenField()
    palette = RadioField(
        "Palette", validate_choice=False, choices={name: name for name in (*PALETTES, OWN)}
    )
    ink = ColorField("Text")
    accent = ColorField("Buttons and links")
    canvas = ColorField("Page")
    paper = ColorField("Cards")
    display = SelectField("Headings", choices=dict(_FAMILIES), validate_choice=False)
    reading = SelectField(
        "Everything else", choices={one: _FAMILIES[one] for one in _READING}, validate_choice=False
    )
    tagline = StringField("A line below your name", description="Left empty, there is none.")
    privacy_url = URLField("Address of your privacy notice")
    logo = FileField("Logo", description="A square JPEG, PNG or WebP, at most 5 MB.")
    logo_alt = StringField("What the logo shows", description="For those who cannot see it.")
    logo_gone = BooleanField("Take the logo away")
    cover = FileField("Cover picture", description="A wide JPEG, PNG or WebP, at most 5 MB.")
    cover_alt = StringField("What the cover shows")
    cover_gone = BooleanField("Take the cover away")
