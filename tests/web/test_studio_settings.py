"""What an organization says of itself and looks like, set in the studio and seen by couples."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.factories import uploads
from tests.web.browsing import Browser
from tests.web.forms import DINNER
from tests.web.supplier import NEW, sign_up, token
from wedforms.core.lookup import organization_by_slug
from wedforms.database.addresses import connected
from wedforms.extensions import services
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition

SETTINGS = "/studio/settings"
LOOK = "/studio/settings/look"


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def supplier(browser) -> Browser:
    """A browser whose person owns a new organization."""
    sign_up(browser)
    return browser


@pytest.fixture
def publish_own(app, tenant_session):
    """Publish a form of the supplier's organization."""

    def published(slug: str = "fern-and-vale") -> str:
        with app.app_context():
            found = organization_by_slug(services().autocommit, slug)
        with tenant_session(replace_id(found)) as session:
            publish_form(session, import_form(session, read_definition(DINNER), slug="dinner"))
        return f"/f/{slug}/dinner"

    return published


def replace_id(found):
    return SimpleNamespace(id=found.organization_id)


def inputs(page: str) -> dict[str, str]:
    """What the page's form would send if nobody touched it."""
    page = page[page.rindex('<form class="panels"') :]
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', page))
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL
    ):
        [found[name]] = re.findall(r'value="([^"]*)" selected', options)
    found |= re.findall(r'type="radio" name="([^"]+)" value="([^"]*)" checked', page)
    return {
        name: value.replace("&amp;", "&")
        for name, value in found.items()
        if not name.endswith("_gone")
    }


def keep(browser: Browser, address: str, **given):
    page = browser.client.get(address).get_data(as_text=True)
    return browser.client.post(
        address, data={**inputs(page), **given}, content_type="multipart/form-data"
    )


def words(answer) -> str:
    return answer.get_data(as_text=True)


FACTS = {
    "name": "Fern & Vale", "legal_name": "Fern & Vale Ltd", "line1": "1 Mill Lane", "town": "Frome",
    "postcode": "BA11 9ZY", "country": "GB", "email": "hello@fern.example",
    "phone": "020 7946 0142", "website": "fern.example", "vat_number": "gb 999 9999 73",
    "company_number": "09999991", "currency": "EUR", "time_zone": "Europe/Dublin", "locale": "en-IE",
}  # fmt: skip


def test_what_is_kept_is_shown_again_and_stands_at_the_foot_of_pages(supplier, publish_own):
    assert keep(supplier, SETTINGS, **FACTS).headers["Location"] == f"{SETTINGS}?kept=yes"
    again = inputs(words(supplier.client.get(SETTINGS)))
    expected = {**FACTS, "phone": "+442079460142", "website": "https://fern.example", "vat_number": "GB999999973"}  # fmt: skip
    assert again | expected == again
    page = supplier.open(publish_own()).response.get_data(as_text=True)
    parts = re.findall(r'class="foot-part">([^<]+)<', page)
    assert parts == ["Fern &amp; Vale Ltd ·", "1 Mill Lane ·", "Frome ·", "BA11 9ZY"]
    assert "mailto:hello@fern.example" in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": " "}, "This is needed."),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"email": "nobody"}, "like name@example.com"),
        ({"phone": "call me"}, "telephone number like"),
        ({"website": "javascript:alert(1)"}, "web address like"),
        ({"website": "ftp://x.example"}, "web address like"),
        ({"vat_number": "none"}, "VAT number with its country"),
        ({"currency": "XXQ"}, "Choose a currency."),
        ({"time_zone": "Mars/Olympus"}, "Choose a time zone."),
        ({"locale": "klingon-!"}, "Choose a language."),
        ({"country": "ZZ"}, "Choose a country."),
        ({"slug": "Not An Address"}, "cannot be an address"),
        ({"slug": "old-mill"}, "already has the address"),
        ({"legal_name": "half \x00 of it"}, "cannot be stored"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(supplier, given, told):
    answer = keep(supplier, SETTINGS, **{**FACTS, **given})
    assert answer.status_code == 422
    assert told in words(answer)
    assert "1 Mill Lane" in words(answer)
    assert "1 Mill Lane" not in words(supplier.client.get(SETTINGS))


def test_everything_that_is_wrong_is_told_at_once(supplier):
    facts = words(keep(supplier, SETTINGS, **{**FACTS, "name": "", "website": "ftp://x.example"}))
    assert "2 answers need another look" in facts
    assert facts.count("web address like") == 2
    look = {"logo": (io.BytesIO(b"not a picture"), "logo.png"), "privacy_url": "x"}
    assert "2 answers need another look" in words(keep(supplier, LOOK, **look))


def marked(answer) -> list[str]:
    """The ways that are marked as leading here."""
    return re.findall(r'aria-current="[^"]*">([^<]+)<', words(answer))


@pytest.mark.parametrize(
    ("address", "given", "expected"),
    [
        (SETTINGS, {"name": ""}, ["Settings", "Business"]),
        (LOOK, {"palette": "none"}, ["Settings", "Look"]),
    ],
)
def test_a_page_that_was_filled_in_wrongly_still_says_where_it_is(
    supplier, address, given, expected
):
    assert marked(supplier.client.get(address)) == expected
    assert marked(keep(supplier, address, **given)) == expected


def test_the_pages_of_a_form_and_of_an_account_say_where_they_belong(supplier):
    supplier.client.post(
        "/studio/forms/new",
        data={"csrf_token": token(supplier, SETTINGS), "name": "Ours", "form_type": "rsvp"},
    )
    [form] = set(
        re.findall(r"/studio/forms/[0-9a-f-]{36}", words(supplier.client.get("/studio/forms")))
    )
    assert marked(supplier.client.get(f"{form}/share/links")) == [
        "Forms",
        "Share",
        "Personal links",
    ]
    assert marked(supplier.client.get(f"{form}/remind")) == ["Forms", "Messages"]
    assert marked(supplier.client.get("/studio/forms/new")) == ["Forms"]
    assert marked(supplier.client.get("/studio/notifications")) == ["Your account"]


def test_the_address_changes_until_a_form_is_published_and_then_never(supplier, publish_own):
    assert keep(supplier, SETTINGS, slug="fern").status_code == 303
    assert supplier.client.get(publish_own("fern")).status_code == 200
    page = words(supplier.client.get(SETTINGS))
    assert "It stays as it is" in page
    answer = keep(supplier, SETTINGS, slug="another")
    assert answer.status_code == 422
    assert "would stop working" in words(answer)
    assert supplier.client.get("/f/fern/dinner").status_code == 200


@pytest.mark.parametrize("address", [SETTINGS, LOOK])
def test_two_tabs_never_undo_each_other_unseen(supplier, address):
    stale = inputs(words(supplier.client.get(address)))
    assert keep(supplier, SETTINGS, town="Bath", country="GB").status_code == 303
    answer = supplier.client.post(address, data={**stale, "town": "Wells"})
    assert answer.status_code == 422
    assert "Somebody changed this while the page was open" in words(answer)
    assert 'value="Bath"' in words(supplier.client.get(SETTINGS))
    assert keep(supplier, SETTINGS, town="Wells").status_code == 303


def test_a_curated_palette_and_fonts_are_worn_by_public_pages(supplier, publish_own):
    given = {
        "palette": "Plum",
        "display": "dancing-script",
        "reading": "assistant",
        "tagline": "Quiet days",
    }
    assert keep(supplier, LOOK, **given).status_code == 303
    page = words(supplier.client.get(publish_own()))
    [theme] = re.findall(r'href="(/f/[^"]+theme\.css[^"]*)"', page)
    css = words(supplier.client.get(theme))
    assert "--accent:#6b3f69" in css
    assert '--serif:"WedForms Script"' in css
    assert '--sans:"WedForms Assistant"' in css
    assert "Quiet days" in page


OWN = {
    "palette": "own",
    "ink": "#222222",
    "accent": "#7a3b5d",
    "canvas": "#fbf7f4",
    "paper": "#ffffff",
}


def test_colours_of_ones_own_are_kept_when_they_can_be_read(supplier):
    assert keep(supplier, LOOK, **OWN).status_code == 303
    again = inputs(words(supplier.client.get(LOOK)))
    assert again | OWN == again


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"accent": "#f5d0d8"}, "The colour of buttons and links is hard to read on the colour of the cards"),
        ({"ink": "#bbbbbb"}, "The text is hard to read on the colour of the cards: the contrast is 1.9 to 1"),
        ({"canvas": "#333333"}, "The text is hard to read on the colour of the page"),
        ({"ink": "red"}, "four colours of your own"),
        ({"palette": "Nonesuch"}, "Choose one of these palettes"),
        ({"display": "comic-sans"}, "Choose one of these fonts."),
        ({"privacy_url": "javascript:alert(1)"}, "web address like"),
    ],
)  # fmt: skip
def test_a_look_that_cannot_be_is_told_in_words(supplier, given, told):
    answer = keep(supplier, LOOK, **{**OWN, **given})
    assert answer.status_code == 422
    assert told in words(answer)


def logo(kind: str = "PNG") -> tuple[io.BytesIO, str]:
    return io.BytesIO(uploads.photograph(kind)), "logo.png"


def test_a_logo_is_made_anew_shown_and_taken_away(supplier, publish_own):
    assert keep(supplier, LOOK, logo=logo(), logo_alt="A fern").status_code == 303
    address = publish_own()
    [shown] = re.findall(
        r'class="masthead-logo" src="([^"]+)"', words(supplier.client.get(address))
    )
    picture = supplier.client.get(shown)
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert b"GPS" not in picture.data
    assert 'alt="A fern"' in words(supplier.client.get(LOOK))
    assert keep(supplier, LOOK, logo_gone="y").status_code == 303
    assert "look-logo" not in words(supplier.client.get(LOOK))


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"<svg onload=alert(1)>", "logo.svg", "drawing code"),
        (b"not a picture at all", "logo.png", "is not what its name says"),
        (b"", "logo.png", "is empty"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(supplier, content, name, told):
    answer = keep(supplier, LOOK, logo=(io.BytesIO(content), name))
    assert answer.status_code == 422
    assert told in words(answer)


def test_nobody_reaches_the_settings_of_another_organization(supplier, app, database):
    other = Browser(app.test_client())
    sign_up(other, name="Another", email="another@example.com")
    keep(supplier, SETTINGS, **FACTS)
    assert "1 Mill Lane" not in words(other.client.get(SETTINGS))
    with connected(database.owner) as connection:
        rows = connection.execute("select slug, address <> '{}' from organizations order by slug")
        assert dict(rows.fetchall()) == {
            "another": False, "fern-and-vale": True, "old-mill": False, "rose-and-lens": False,
        }  # fmt: skip


def test_a_forged_or_foreign_post_changes_nothing(supplier):
    bare = supplier.client.post(SETTINGS, data={"name": "Mine now"})
    forged = supplier.client.post(
        SETTINGS,
        data={"csrf_token": token(supplier, SETTINGS), "name": "Mine now", "seen": "never"},
    )
    assert (bare.status_code, forged.status_code) == (400, 400)
    assert NEW["name"].replace("&", "&amp;") in words(supplier.client.get(SETTINGS))
