"""The languages of a form: chosen, translated beside the originals, and never lost to anybody."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.designer import sign_in_designer
from tests.web.forms import field, form, required
from wedforms.accounts.people import NewPerson
from wedforms.accounts.signup import add_owner
from wedforms.forms import Form
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.formspec.texts import FormText
from wedforms.web.studio.languages.table import Row

FORM = form(
    required("who", label="Your name", help="As on the invitation",
             validation_rules={"required": True, "placeholder": "Zoë"}),
    field("terms", "clause", "Terms", content="<p><b>Dear</b> {{who}}, be on time.</p>"),
    {"key": "second", "field_type": "page_break", "label": "The meal"},
    field("meal", "single_choice", "Your meal",
          options=[{"value": "fish", "label": "Trout", "help": "With almonds"},
                   {"value": "plain", "label": "Soup"}]),
    rules=[{"when": 'who = "No"', "message": "Not this one.", "at": "who"}],
    settings={"languages": ["fr", "ar"], "confirmation": "<p>Thanks!</p>",
              "lines": [{"label": "Menu", "amount": "9000", "vat": "S20"},
                        {"label": "Menu", "amount": "5000", "vat": "Z"}],
              "terms": [{"text": "<p>Pay soon, {{who}}.</p>"}]},
    name="Ask us",
)  # fmt: skip


@dataclass
class Translator:
    """A supplier before the page of one form in one language."""

    browser: Browser
    address: str
    page: str = ""

    def open(self, language: str = "fr", query: str = "") -> str:
        self.language = language
        self.page = self.browser.client.get(f"{self.address}/{language}{query}").get_data(
            as_text=True
        )
        return self.page

    def inputs(self) -> dict[str, str]:
        """Every text by what its input is called, as a browser would post it."""
        found = dict(
            re.findall(r'<input class="input"[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', self.page)
        )
        found |= re.findall(
            r'<textarea[^>]*?name="([^"]+)".*?>\n(.*?)</textarea>', self.page, re.DOTALL
        )
        return {name: html.unescape(words).replace("\n", "\r\n") for name, words in found.items()}

    def keep(self, **said: str) -> Any:
        """Post the whole page, with these words at these places (`__` for a colon)."""
        inputs = self.inputs()
        for place, words in said.items():
            [name] = [one for one in inputs if one.partition(":")[2] == place.replace("__", ":")]
            inputs[name] = words
        [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', self.page))
        data = {**inputs, "csrf_token": token}
        return self.browser.client.post(f"{self.address}/{self.language}", data=data)


@pytest.fixture
def imported(tenant_session, two_organizations):
    """A form of ours, and one just like it of theirs."""
    with tenant_session(two_organizations.theirs) as session:
        import_form(session, read_definition(FORM), slug="form")
    with tenant_session(two_organizations.ours) as session:
        return import_form(session, read_definition(FORM), slug="form").id


@pytest.fixture
def translator(app, tenant_session, two_organizations, imported) -> Translator:
    browser = sign_in_designer(app, tenant_session, two_organizations.ours)
    return Translator(browser, f"/studio/forms/{imported}/languages")


@pytest.fixture
def draft(tenant_session, two_organizations, imported):
    def read() -> dict[str, Any]:
        with tenant_session(two_organizations.ours) as session:
            return draft_as_json(
                session, session.get_one(Form, (two_organizations.ours.id, imported))
            )

    return read


def words(answer: Any) -> str:
    return html.unescape(answer.get_data(as_text=True))


FRENCH = {
    "form__name": "Répondez-nous", "form__confirmation": "<p>Merci !</p>",
    "field__who__label": "Votre nom", "field__who__help": "Comme sur\r\nl’invitation",
    "field__who__placeholder": "Zoé", "field__terms__label": "Conditions",
    "field__terms__content": "<p><b>Cher</b> {{who}}, soyez à l’heure.</p>",
    "field__second__label": "Le repas", "field__meal__label": "Votre plat",
    "field__meal__options__fish__label": "Truite", "field__meal__options__fish__help": "Aux amandes",
    "field__meal__options__plain__label": "Soupe",
}  # fmt: skip


def test_every_text_is_written_beside_its_original_and_read_by_couples(
    translator, draft, tenant_session, two_organizations, imported
):
    page = html.unescape(translator.open())
    for section in ("The form itself", "The first page", "The meal", "What the paper says",
                    "When answers do not fit"):  # fmt: skip
        assert f">{section}" in page
    assert "15 of 15 texts are missing" in page
    places = [one.partition(":")[2] for one in translator.inputs()]
    [rule] = [one for one in places if one.startswith("rules:")]
    [line, term] = [one for one in places if one.startswith(("lines:", "terms:"))]
    paper = {line: "Repas", term: "<p>Payez bientôt, {{who}}.</p>"}
    kept = translator.keep(**FRENCH, **paper, **{rule: "Pas celui-ci."})
    assert kept.headers["Location"] == f"{translator.address}/fr?kept=15"
    page = translator.open(query="?kept=15")
    assert "15 texts were kept." in page
    assert "Everything is translated." in page
    raw = draft()
    assert raw["fields"][0]["translations"] == {
        "fr": {"label": "Votre nom", "help": "Comme sur\nl’invitation", "placeholder": "Zoé"}
    }
    assert raw["fields"][3]["options"][0]["translations"] == {
        "fr": {"label": "Truite", "help": "Aux amandes"}
    }
    assert raw["rules"][0]["translations"] == {"fr": {"message": "Pas celui-ci."}}
    assert [one["translations"] for one in raw["settings"]["lines"]] == [
        {"fr": {"label": "Repas"}}, {"fr": {"label": "Repas"}},
    ]  # fmt: skip
    assert raw["settings"]["terms"][0]["translations"]["fr"] == {"text": paper[term]}
    with tenant_session(two_organizations.ours) as session:
        publish_form(session, session.get_one(Form, (two_organizations.ours.id, imported)))
    couple = Browser(translator.browser.client.application.test_client())
    couple.open(f"/f/{two_organizations.ours.slug}/form?lang=fr")
    assert "Votre nom" in couple.text
    assert "Répondez-nous" in couple.text


def test_keeping_the_page_as_it_is_changes_nothing(translator, draft):
    translator.open()
    translator.keep(**FRENCH)
    before = draft()
    translator.open()
    assert translator.keep().headers["Location"].endswith("kept=0")
    assert draft() == before


def test_words_taken_away_leave_nothing_behind(translator, draft):
    before = draft()
    translator.open()
    translator.keep(**FRENCH)
    translator.open()
    translator.keep(**dict.fromkeys(FRENCH, ""))
    assert draft() == before


def test_two_people_in_two_languages_and_in_two_texts_do_not_meet(translator, draft):
    arab = Translator(translator.browser, translator.address)
    late = Translator(translator.browser, translator.address)
    translator.open()
    late.open()
    assert 'dir="rtl"' in arab.open("ar")
    assert translator.keep(field__who__label="Votre nom").status_code == 303
    assert arab.keep(field__who__label="اسمكم").status_code == 303
    assert late.keep(field__meal__label="Votre plat").status_code == 303
    who, _, _, meal = draft()["fields"]
    assert who["translations"] == {"fr": {"label": "Votre nom"}, "ar": {"label": "اسمكم"}}
    assert meal["translations"] == {"fr": {"label": "Votre plat"}}


def test_of_two_people_at_one_text_the_second_is_told_and_loses_no_word(translator, draft):
    late = Translator(translator.browser, translator.address)
    translator.open()
    late.open()
    translator.keep(field__who__label="Votre nom")
    told = late.keep(field__who__label="Comment vous appelez-vous ?", form__name="Répondez")
    assert told.status_code == 409
    page = words(told)
    assert "1 text was kept." in page
    assert "Somebody else changed this while you wrote" in page
    assert 'value="Comment vous appelez-vous ?"' in page
    assert draft()["fields"][0]["translations"]["fr"]["label"] == "Votre nom"
    late.page = told.get_data(as_text=True)
    assert late.keep().status_code == 303
    assert draft()["fields"][0]["translations"]["fr"]["label"] == "Comment vous appelez-vous ?"


def test_words_for_a_text_that_is_gone_are_shown_again(translator):
    translator.open()
    before = translator.inputs()
    [name] = [one for one in before if one.endswith(":field:meal:label")]
    translator.page = translator.page.replace(name, name.replace("meal", "menu"))
    told = translator.keep(field__menu__label="Votre plat")
    assert told.status_code == 409
    assert "A text is not there any more. You had written:" in words(told)
    assert "Votre plat" in words(told)


def test_what_cannot_be_kept_is_told_at_its_text_and_the_rest_is_kept(translator, draft):
    translator.open()
    told = translator.keep(field__who__label="x" * 501, form__name="Répondez")
    assert told.status_code == 422
    assert "This has more than 500 characters." in words(told)
    assert "x" * 501 in words(told)
    assert draft()["settings"]["translations"] == {"fr": {"name": "Répondez"}}
    assert translator.browser.client.get(translator.address).status_code == 200


def test_marks_are_cleaned_and_a_lost_merge_field_is_pointed_at(translator, draft):
    translator.open()
    translator.keep(
        field__terms__content='<p onclick="x()">Chers {{wer}}<script>alert(1)</script></p>'
    )
    assert draft()["fields"][1]["translations"]["fr"]["content"] == "<p>Chers {{wer}}</p>"
    page = words(translator.browser.client.get(f"{translator.address}/fr"))
    assert (
        "leaves out an answer that the original puts in: <code>{{who}}</code> (Your name)" in page
    )
    assert "puts in what the original does not: <code>{{wer}}</code>" in page
    assert "1 text deserves a look" in page


def test_an_original_is_cleaned_again_where_it_is_shown():
    hostile = '<p onclick="x()">Dear</p><script>1</script>'
    text = FormText(
        place="form:confirmation",
        path="settings.confirmation",
        part="confirmation",
        original=hostile,
        translations={},
    )
    row = Row(text=text, title="", about="", words="", seen="", most=9, lost=(), added=())
    assert row.original == "<p>Dear</p>"


def test_an_original_that_changed_after_its_translation_was_published_is_told(
    translator, tenant_session, two_organizations, imported
):
    translator.open()
    translator.keep(field__who__label="Votre nom")
    with tenant_session(two_organizations.ours) as session:
        mine = session.get_one(Form, (two_organizations.ours.id, imported))
        publish_form(session, mine)
        next(one for one in mine.fields if one.key == "who").label = "Both your names"
    page = html.unescape(translator.open())
    assert "The original was changed since it was published, and the translation was not." in page
    assert "<p>Both your names</p>" in page
    translator.keep(field__who__label="Vos deux noms")
    assert "The original was changed" not in html.unescape(translator.open())


def test_only_what_is_open_can_be_shown(translator):
    translator.open()
    translator.keep(field__who__label="Votre nom")
    translator.open(query="?show=missing")
    assert not any(name.endswith(":field:who:label") for name in translator.inputs())
    kept = translator.keep(field__meal__label="Votre plat")
    assert kept.status_code == 303


def choose(translator: Translator, *languages: str, another: str = "", seen: str = "fr ar") -> Any:
    page = translator.browser.client.get(translator.address).get_data(as_text=True)
    [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', page))
    data = {"csrf_token": token, "language": list(languages), "another": another, "seen": seen}
    return translator.browser.client.post(translator.address, data=data)


def test_languages_are_chosen_and_one_that_goes_keeps_its_translations(translator, draft):
    translator.open()
    translator.keep(field__who__label="Votre nom")
    assert choose(translator, "ar", "de", another="it").status_code == 303
    assert draft()["settings"]["languages"] == ["ar", "de", "it"]
    assert draft()["fields"][0]["translations"] == {"fr": {"label": "Votre nom"}}
    page = words(translator.browser.client.get(translator.address))
    assert "Italian" in page
    assert "buttons and messages of ours stay English" in page
    assert translator.browser.client.get(f"{translator.address}/fr").status_code == 404
    assert choose(translator, "fr", seen="ar de it").status_code == 303
    page = words(translator.browser.client.get(translator.address))
    assert "14 of 15 texts are missing" in page


def test_languages_chosen_by_somebody_else_meanwhile_are_not_overwritten(translator, draft):
    choose(translator, "fr", "de")
    told = choose(translator, "es")
    assert told.status_code == 409
    assert "Somebody else changed the languages" in words(told)
    assert draft()["settings"]["languages"] == ["fr", "de"]


@pytest.mark.parametrize("language", ["xx", "<script>", "fr-FR-"])
def test_what_is_no_language_is_not_chosen(translator, draft, language):
    assert choose(translator, language).status_code == 400
    assert draft()["settings"]["languages"] == ["fr", "ar"]


def test_the_preview_speaks_the_language_that_is_asked_for(translator):
    translator.open()
    translator.keep(**FRENCH)
    preview = translator.address.replace("/languages", "/preview")
    page = words(translator.browser.client.get(f"{preview}?lang=fr"))
    for said in ('lang="fr" dir="ltr"', "Répondez-nous", "Votre nom", "Suivant"):
        assert said in page
    assert f'action="{preview}?lang=fr"' in page
    assert 'lang="ar" dir="rtl"' in words(translator.browser.client.get(f"{preview}?lang=ar"))
    assert 'lang="en-GB"' in words(translator.browser.client.get(preview))


def test_nobody_reaches_the_texts_of_another_organization(
    app, translator, tenant_session, two_organizations
):
    them = NewPerson(
        email="mill@example.com", password="an old stone mill", first_name="M", last_name="Ill"
    )
    with tenant_session(two_organizations.theirs) as session:
        add_owner(session, them)
        [theirs] = session.scalars(select(Form.id).where(Form.slug == "form"))
    address = f"/studio/forms/{theirs}/languages"
    for path in (address, f"{address}/fr"):
        assert translator.browser.client.get(path).status_code == 404
    translator.open()
    translator.address = address
    assert translator.keep(field__who__label="Votre nom").status_code == 404
    other = Browser(app.test_client())
    other.open("/studio/sign-in").fill(email=them.email, password=them.password)
    other.post("/studio/sign-in", other.posted())
    assert "15 of 15 texts are missing" in words(other.client.get(f"{address}/fr"))


def test_missing_translations_are_counted_before_publishing(translator):
    publish = translator.address.replace("/languages", "/publish")
    page = words(translator.browser.client.get(publish))
    assert "30 translations are missing" in page
    assert "This has no translation into" not in page
