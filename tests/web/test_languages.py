"""A form in the reader's language: its own words, the product's words, dates and money."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Final

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from wedforms.submissions import FormSubmission
from wedforms.submissions.issue import issue_for_submission

NOW: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)

FORM = form(
    required(
        "who",
        label="Your name",
        translations={"fr": {"label": "Votre nom", "placeholder": "Zoé"}, "ar": {"label": "اسمكم"}},
        validation_rules={"required": True, "placeholder": "Zoë"},
    ),
    field(
        "album", "single_choice", "Album",
        options=[{"value": "large", "label": "Large", "price": 123450,
                  "translations": {"fr": {"label": "Grand"}}}],
        translations={"fr": {"label": "L’album"}},
    ),
    field("day", "date", "The day", translations={"fr": {"label": "Le jour"}}),
    rules=[{"when": 'who = "No"', "message": "Not this one.", "at": "who",
            "translations": {"fr": {"message": "Pas celui-ci."}}}],
    settings={
        "languages": ["fr", "ar"], "confirmation": "<p>Thanks!</p>",
        "translations": {"fr": {"name": "Demandez-nous", "confirmation": "<p>Merci bien !</p>"}},
    },
    name="Ask us",
)  # fmt: skip


@pytest.fixture
def french(app) -> Browser:
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr-CA, en;q=0.5"
    return Browser(client)


def markup(browser: Browser) -> str:
    return browser.response.get_data(as_text=True)


def test_the_browsers_language_is_taken_where_the_form_has_it(french, publish):
    page = markup(french.open(publish(FORM)))
    assert '<html class="no-script" lang="fr" dir="ltr">' in page
    for words in ("Demandez-nous", "Votre nom", "L’album", "Grand", "Zoé", "Relisez vos réponses"):
        assert words in page
    assert re.search(r"1\s234,50\s€|1\s234,50\s£|1\s234,50\s£GB", page)
    assert "Album (" not in page


def test_what_has_no_translation_keeps_its_words(app, publish):
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ar"
    page = markup(Browser(client).open(publish(FORM)))
    assert 'lang="ar" dir="rtl"' in page
    assert {"اسمكم", "Ask us", "راجعوا إجاباتكم"} <= {
        words for words in ("اسمكم", "Ask us", "راجعوا إجاباتكم") if words in page
    }


def test_a_language_that_was_chosen_stays_until_the_end(browser, publish):
    address = publish(FORM)
    assert f'href="{address}?lang=fr"' in markup(browser.open(address))
    browser.open(f"{address}?lang=fr").fill(who="Ana", album="large", day="2027-06-05")
    assert f'action="{address}?lang=fr"' in markup(browser)
    browser.press("review")
    assert "Relisez vos réponses" in browser.text
    assert "samedi 5 juin 2027" in browser.text
    browser.press("submit")
    assert "Merci bien !" in browser.text
    assert "Vos réponses" in browser.text


def test_problems_are_told_in_the_readers_language(french, publish):
    french.open(publish(FORM)).press("review")
    assert "Saisissez votre réponse." in french.text
    french.fill(who="No").press("review")
    assert "Pas celui-ci." in french.text


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("fr", "Personne 1, Venez-vous\u00a0: Choisissez oui ou non."),
        ("ar", "شخص 1، هل ستحضرون: اختاروا نعم أو لا."),
        ("en-GB", "Person 1, Are you coming: Choose yes or no."),
    ],
)
def test_a_list_of_problems_is_punctuated_as_in_the_language(browser, publish, tag, said):
    coming = required(
        "coming",
        "yes_no",
        "Are you coming?",
        translations={"fr": {"label": "Venez-vous\u202f?"}, "ar": {"label": "هل ستحضرون؟"}},
    )
    people = field(
        "people", "group", "People", min_rows=1, fields=[coming],
        validation_rules={"row_label": "Person"},
        translations={"fr": {"row_label": "Personne"}, "ar": {"row_label": "شخص"}},
    )  # fmt: skip
    address = publish(form(people, settings={"languages": ["fr", "ar"], "review": False}))
    browser.open(f"{address}?lang={tag}").press("submit")
    assert said in browser.page.words


def test_answers_are_the_same_in_every_language(
    french, browser, publish, tenant_session, two_organizations
):
    address = publish(FORM)
    for one in (french, browser):
        one.open(address).fill(who="Ana", album="large", day="2027-06-05").press("review")
        one.press("submit")
    with tenant_session(two_organizations.ours) as session:
        sent = session.scalars(select(FormSubmission.submission_data)).all()
    assert sent[0] == sent[1]


@pytest.mark.parametrize("asked", ["xx", "de", "<script>", "fr-FR"])
def test_a_language_that_the_form_does_not_have_is_not_taken(browser, publish, asked):
    page = markup(browser.open(publish(FORM) + f"?lang={asked}"))
    assert 'lang="en-GB" dir="ltr"' in page


def test_a_form_of_one_language_stays_in_it(french, publish):
    page = markup(french.open(publish(form(required("who", label="Who"), name="Ask us"))))
    assert 'lang="en-GB"' in page
    assert "hreflang" not in page


def test_trouble_before_a_form_is_known_is_told_in_the_browsers_language(french, publish):
    publish(FORM)
    assert "Il n’y a rien à cette adresse" in french.client.get("/f/nobody/x").get_data(
        as_text=True
    )


def test_the_studio_speaks_english(french):
    assert "Sign in" in french.open("/studio/sign-in").text


def test_what_was_sent_is_shown_in_the_language_it_was_answered_in(app, french, publish):
    french.open(publish(FORM)).fill(who="Ana", album="large", day="2027-06-05").press("review")
    french.press("submit")
    english = app.test_client()
    english.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    again = Browser(english).open(french.address.partition("?")[0])
    assert "Merci bien !" in again.text
    assert "samedi 5 juin 2027" in again.text
    begun = again.client.post(f"{again.address}/change", data=again.posted())
    assert begun.headers["Location"].endswith("?lang=fr")
    assert 'lang="en-GB"' in markup(again.open(f"{again.address}?lang=en-GB"))


def test_a_page_of_the_review_is_changed_in_the_language_that_was_chosen(browser, publish):
    browser.open(f"{publish(FORM)}?lang=fr").fill(who="Ana").press("review")
    [back] = re.findall(r'class="summary-change" href="([^"]+)"', markup(browser))
    assert "lang=fr" in back


MONEY = form(
    field("gift", "money", "Gift"), field("miles", "number", "Miles", validation_rules={"decimals": 1}),
    field("day", "date", "Day"),
    settings={"languages": ["fr", "de", "es", "ar"], "currency": "EUR"},
)  # fmt: skip
SAID = [
    ("fr", "1 234,50", "12,5", "1 234,50 €", "samedi 5 juin 2027"),
    ("de", "1.234,50", "12,5", "1.234,50 €", "Samstag, 5. Juni 2027"),
    ("es", "1234,5", "12,5", "1.234,50 €", "sábado, 5 de junio de 2027"),
    ("ar", "١٬٢٣٤٫٥٠", "١٢٫٥", "1,234.50 €", "السبت، 5 يونيو 2027"),
    ("en-GB", "1,234.50", "12.5", "€1,234.50", "Saturday, 5 June 2027"),
]


@pytest.mark.parametrize("case", SAID, ids=lambda case: case[0])
def test_money_numbers_and_days_are_typed_and_said_as_in_the_readers_language(
    browser, publish, tenant_session, two_organizations, case
):
    language, gift, miles, money, day = case
    browser.open(f"{publish(MONEY)}?lang={language}")
    browser.fill(gift=gift, miles=miles, day="2027-06-05").press("review")
    plain = re.sub("[\u00a0\u202f\u200e\u200f]", " ", browser.text)
    assert money in plain
    assert day in plain
    browser.press("submit")
    with tenant_session(two_organizations.ours) as session:
        [sent] = session.scalars(select(FormSubmission.submission_data))
    assert (sent["gift"], float(sent["miles"])) == (123450, 12.5)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("fr", "est vide"),
        ("de", "ist leer"),
        ("es", "está vacío"),
        ("ar", "فارغ"),
        ("en-GB", "is empty"),
    ],
)
def test_a_file_is_refused_in_the_readers_language(app, publish, tag, said):
    languages = ["fr", "de", "es", "ar"]
    asked = form(
        field("proof", "file", "A paper"), settings={"languages": languages, "review": False}
    )
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = tag
    address = publish(asked)
    page = Browser(client).open(address).choose_file("proof-upload", "paper.pdf", b"")
    proof = page.values("_token")[0]
    assert said in page.press("submit").text
    draft = client.post(f"{address}/drafts", json={"_token": proof}).get_json()["url"]
    data = {"_token": proof, "file": (io.BytesIO(), "paper.pdf")}
    answer = client.post(f"{draft}/files/proof", data=data, headers={"Accept": "application/json"})
    assert said in answer.get_json()["message"]


CONTRACT = {
    **form(
        required("who", label="Your name", translations={"fr": {"label": "Votre nom"}}),
        settings={
            "languages": ["fr"], "review": False,
            "lines": [{"label": "The day", "amount": "90000", "vat": "O",
                       "translations": {"fr": {"label": "La journée"}}}],
            "translations": {"fr": {"name": "Notre contrat"}},
        },
        name="Our contract",
    ),
    "form_type": "contract",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "title", "line", "total"),
    [("fr", "Notre contrat", "La journée", "900,00\u00a0£"), ("en-GB", "Our contract", "The day", "£900.00")],
    ids=["French", "English"],
)  # fmt: skip
def test_a_paper_is_in_the_language_that_its_form_was_read_in(
    browser, publish, tenant_session, two_organizations, language, title, line, total
):
    browser.open(publish(CONTRACT) + f"?lang={language}").fill(who="Ana").press("submit")
    with tenant_session(two_organizations.ours) as session:
        [sent] = session.scalars(select(FormSubmission.id))
        document = issue_for_submission(session, submission_id=sent, now=NOW)
        data, locale = document.data, document.locale
    assert (locale, data["title"], data["bill"]["total"]) == (language, title, total)
    assert [one["label"] for one in data["bill"]["lines"]] == [line]


BUDGET: Final = form(
    required("who", label="Who"),
    field("budget", "money", "Budget"),
    field("hours", "number", "Hours", validation_rules={"decimals": 3}),
    field("guests", "group", "Guests", min_rows=1, max_rows=3, fields=[field("fee", "money", "Fee")]),
    settings={"languages": ["de"]},
    name="Money",
)  # fmt: skip


@pytest.mark.parametrize(("first", "second"), [("en-GB", "de"), ("de", "en-GB")])
def test_a_draft_means_the_same_numbers_in_every_language(browser, publish, first, second):
    typed = {"en-GB": ("1,250", "1.125", "2,500.50"), "de": ("1.250", "1,125", "2.500,50")}
    budget, hours, fee = typed[first]
    browser.open(f"{publish(BUDGET)}?lang={first}")
    browser.fill(who="Ana", budget=budget, hours=hours, guests__r1__fee=fee).press("save")
    draft = browser.address.partition("?")[0]
    browser.open(f"{draft}?lang={second}")
    shown = {"en-GB": ("1250.00", "1.125", "2500.50"), "de": ("1250,00", "1,125", "2500,50")}
    names = ("budget", "hours", "guests-r1-fee")
    assert tuple(browser.values(name)[0] for name in names) == shown[second]
    browser.fill(who="Ana and Bea").press("save")
    browser.open(f"{draft}?lang={first}")
    assert tuple(browser.values(name)[0] for name in names) == shown[first]
    browser.press("review").press("submit")
    assert browser.status == 200


def test_what_is_no_number_stays_as_it_was_typed(browser, publish):
    browser.open(f"{publish(BUDGET)}?lang=de").fill(who="Ana", budget="etwa 1.250").press("save")
    browser.open(f"{browser.address.partition('?')[0]}?lang=en-GB")
    assert browser.values("budget") == ["etwa 1.250"]
