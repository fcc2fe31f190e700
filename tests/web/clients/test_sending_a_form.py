"""A form is sent to a couple from their own page: a link of their own, mailed or copied."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import form, required
from wedforms.forms import Form, FormLink


@pytest.fixture
def links(tenant_session, two_organizations):
    def read() -> list[FormLink]:
        with tenant_session(two_organizations.ours) as session:
            return list(session.scalars(select(FormLink)))

    return read


@pytest.fixture
def form_id(publish, tenant_session, two_organizations) -> str:
    publish(form(required("who", label="Who"), settings={"review": False}, name="Ask us"))
    with tenant_session(two_organizations.ours) as session:
        return str(session.scalars(select(Form.id)).one())


def send(browser: Browser, couple: str, how: str, **given: str) -> Browser:
    sent = browser.open(couple).posted()
    for name, value in {"how": how, **given}.items():
        sent[name] = value
    return browser.post(f"{couple}/send-form", sent)


def test_a_link_is_made_to_be_copied_and_leads_the_couple_to_the_form(
    app, supplier, enter, form_id, links
):
    couple = enter(partner_1_name="Ana", partner_2_name="Ben")
    assert "Send it by e-mail" not in supplier.open(couple).text
    send(supplier, couple, "copy", form=form_id)
    [link] = links()
    assert supplier.path == f"/studio/forms/{form_id}/share/links/{link.id}"
    assert (str(link.client_id), link.label) == (couple.rpartition("/")[2], "Ana & Ben")
    page = supplier.client.get(supplier.path).get_data(as_text=True)
    address = next(word for word in page.split('"') if "/p/rose-and-lens/" in word)
    guest = Browser(app.test_client()).open(address.removeprefix("http://localhost"))
    guest.fill(who="Ana").press("submit")
    assert "Your answers have arrived." in guest.text
    assert "They sent" in supplier.open(couple).text


def test_a_link_goes_by_mail_to_the_couples_address(supplier, enter, form_id, links):
    couple = enter(contacts__0__value="ana@example.com")
    assert "ana@example.com" in supplier.open(couple).text
    send(supplier, couple, "mail", form=form_id)
    assert "The e-mail is on its way to ana@example.com." in supplier.text
    [link] = links()
    assert (link.recipient, link.mailed_at is not None) == ("ana@example.com", True)


def test_a_double_click_makes_and_sends_one(app, supplier, enter, form_id, links):
    couple = enter(contacts__0__value="ana@example.com")
    sent = supplier.open(couple).posted()
    sent["how"], sent["form"] = "mail", form_id
    cookie = supplier.client
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: cookie.post(f"{couple}/send-form", data=sent), range(2)))
    assert {one.status_code for one in both} == {303}
    assert len({one.location for one in both}) == 1
    assert len(links()) == 1


@pytest.mark.parametrize("wanted", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_open_form_is_told(supplier, enter, form_id, links, wanted):
    couple = enter()
    send(supplier, couple, "copy", form=wanted)
    assert "Choose one of the forms that are open." in supplier.text
    assert links() == []


def test_the_forms_to_send_stand_in_the_order_of_their_names(supplier, enter, publish):
    names = ["about you", "Éclairs or cake", "Zoom call"]
    for at, name in enumerate(reversed(names)):
        asked = form(required("who", label="Who"), settings={"review": False}, name=name)
        publish(asked, slug=f"form-{at}")
    words = supplier.open(enter()).page.words
    assert [word for word in words if word in names] == names


def test_without_an_open_form_the_page_leads_to_the_forms(supplier, enter):
    assert "None of your forms is open yet." in supplier.open(enter()).text


def test_whoever_may_only_look_and_whoever_is_a_stranger_send_nothing(
    viewer, stranger, enter, form_id, links
):
    couple = enter()
    assert "Send them a form" not in viewer.open(couple).text
    for browser, status in ((viewer, 403), (stranger, 404)):
        sent = browser.open("/studio/account").posted()
        sent["form"] = form_id
        assert browser.client.post(f"{couple}/send-form", data=sent).status_code == status
    assert links() == []


def test_a_form_of_several_languages_is_sent_in_one_of_them(
    app, supplier, enter, publish, form_id, links
):
    spoken = {"review": False, "languages": ["fr"]}
    publish(form(required("who", label="Who"), settings=spoken, name="Ask us"))
    couple = enter(contacts__0__value="ana@example.com")
    assert "Ask us · Français" in supplier.client.get(couple).get_data(as_text=True)
    send(supplier, couple, "copy", form=f"{form_id} fr")
    [link] = links()
    assert link.language == "fr"
    page = supplier.client.get(supplier.path).get_data(as_text=True)
    address = next(word for word in page.split('"') if "/p/rose-and-lens/" in word)
    guest = Browser(app.test_client()).open(address.removeprefix("http://localhost"))
    assert 'lang="fr"' in guest.client.get(guest.path).get_data(as_text=True)
    send(supplier, couple, "copy", form=f"{form_id} xx")
    assert sorted(one.language for one in links()) == ["", "fr"]
