"""Personal links: made for many at once, told again, renewed, withdrawn, and what came of each."""

from __future__ import annotations

import html
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from json import loads
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.abuse.site import as_multidict
from tests.published import definition_file
from tests.web.browsing import Browser
from tests.web.designer import sign_in_designer
from tests.web.sharing import REPLY, address_of, links_in, press
from tests.web.supplier import token
from wedforms.core.clients import Client, ClientContact
from wedforms.forms import FormLink
from wedforms.forms.errors import LinkNotUsable
from wedforms.forms.exchange import kept_form
from wedforms.forms.links import link_secret, make_personal_link, open_personal_link
from wedforms.lib.ids import token_digest
from wedforms.submissions.attach import attach_to_earlier
from wedforms.submissions.models import FormSubmission

UNTIL = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
PEOPLE = "Ana Bell & Ben Ode, ana@example.com, The Bells\n\nPriya Shah; priya@example.com\nNo Mail"


@pytest.fixture
def supplier(app, tenant_session, two_organizations) -> Browser:
    return sign_in_designer(app, tenant_session, two_organizations.ours)


@pytest.fixture
def links(publish, tenant_session, two_organizations) -> str:
    """The studio's address about the personal links of our form; theirs has one of its own."""
    publish(REPLY, slug="reply")
    publish(REPLY, slug="reply", tenant=two_organizations.theirs)
    with tenant_session(two_organizations.ours) as session:
        return f"/studio/forms/{kept_form(session, 'reply').id}/share/links"


def invite(supplier: Browser, links: str, **more: str):
    given = {
        "people": PEOPLE, "until": UNTIL, "one_response": "yes", "name_fills": "names",
        "email_fills": "email", "household_fills": "household", "fills-seats": "3",
    }  # fmt: skip
    return press(supplier, links, {**given, **more})


def made(supplier: Browser, links: str) -> list[str]:
    return links_in(supplier.client.get(links).get_data(as_text=True))


def test_a_line_makes_a_link_that_knows_who_opens_it(supplier, links, browser):
    answer = invite(supplier, links)
    assert answer.status_code == 303
    assert "3 links are ready" in supplier.open(answer.headers["Location"]).text
    for words in ("The Bells", "ana@example.com", "Priya Shah", "No Mail", "waiting"):
        assert words in supplier.text
    bells = made(supplier, links)[-1]
    browser.open(address_of(supplier, bells))
    assert browser.values("names-partner1-name") == ["Ana Bell"]
    assert browser.values("names-partner2-name") == ["Ben Ode"]
    assert browser.values("email") == ["ana@example.com"]


TABLE = (
    "Name\tE-mail\tHousehold\tSeats\tGuests\n"
    "Ana Bell\tana@example.com\tThe Bells\t2\tAna Bell; Ben Ode\n"
    "Priya Shah\t\tThe Shahs\t1\tPriya Shah\n"
)


def test_a_table_out_of_a_spreadsheet_says_what_each_household_may_have(
    supplier, links, browser, tenant_session, two_organizations
):
    answer = invite(supplier, links, people=TABLE)
    assert "2 links are ready" in supplier.open(answer.headers["Location"]).text
    bells = made(supplier, links)[-1]
    browser.open(address_of(supplier, bells))
    assert "Ana Bell" in browser.values("guests-row1-guest_name")
    assert "Ben Ode" in browser.values("guests-row2-guest_name")
    with tenant_session(two_organizations.ours) as session:
        kept = {one.label: one.prefill for one in session.query(FormLink)}
    assert {name: said["seats"] for name, said in kept.items()} == {"The Bells": 2, "The Shahs": 1}


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ("Name\tShoes\nAna\t38", "No question is called “Shoes”."),
        ("Name\tSeats\nAna\tmany", "What is said of Ana does not fit: Seats."),
        ("Name\tE-mail\nAna\tnobody", "Look at line 2 again"),
    ],
)
def test_what_a_table_says_amiss_is_told_and_nothing_is_made(supplier, links, people, words):
    answer = invite(supplier, links, people=people)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert words in page
    assert people in html.unescape(page)
    assert made(supplier, links) == []


def test_the_rsvp_of_the_gallery_can_be_answered_by_whoever_is_named(
    supplier, publish, tenant_session, two_organizations, browser
):
    publish(loads(definition_file("rsvp").read_text()), slug="autumn")
    with tenant_session(two_organizations.ours) as session:
        links = f"/studio/forms/{kept_form(session, 'autumn').id}/share/links"
    people = "Ana Bell, ana@example.com, The Bell family"
    press(supplier, links, people=people, until=UNTIL, household_fills="household")
    browser.open(address_of(supplier, made(supplier, links)[0])).press("next")
    assert "Will this seat stay empty?" in browser.text


def test_its_page_tells_what_came_of_it(supplier, links, browser):
    invite(supplier, links)
    _, priya, bells = made(supplier, links)
    browser.open(address_of(supplier, bells)).press("save")
    assert "begun" in supplier.open(bells).text
    filled = browser.fill(names__partner1__name="Ana", names__partner2__name="Ben")
    assert filled.press("submit").status == 200
    supplier.open(bells)
    assert "answered" in supplier.text
    assert "The Bells" in supplier.text
    [answer] = [one for one in supplier.page.links if "/studio/answers/" in one]
    assert "Ana &" in supplier.open(answer).text
    assert "waiting" in supplier.open(priya).text


def test_hidden_answers_come_from_the_link_alone(
    supplier, links, browser, tenant_session, two_organizations
):
    invite(supplier, links)
    bells = made(supplier, links)[-1]
    browser.open(address_of(supplier, bells))
    sent = browser.fill(names__partner1__name="A", names__partner2__name="B").posted()
    for name, forged in {"seats": "99", "household": "The Cheats"}.items():
        sent[name] = forged
    sent["_action"] = "submit"
    browser.post(browser.page.actions[0], sent)
    assert "/s/" in browser.path
    with tenant_session(two_organizations.ours) as session:
        row = session.query(FormSubmission).filter_by(status="submitted").one().submission_data
    assert (row["seats"], row["household"]) == (3, "The Bells")


def test_pressed_twice_at_once_the_links_are_made_once(supplier, links):
    csrf, batch = token(supplier, "/studio/account"), str(uuid4())
    cookies = supplier.client._cookies.copy()

    def press_it(_: int) -> int:
        client = supplier.client.application.test_client()
        client._cookies.update(cookies)
        given = {"people": PEOPLE, "until": UNTIL, "attempt": batch, "csrf_token": csrf}
        return client.post(links, data=given).status_code

    with ThreadPoolExecutor(4) as fingers:
        assert list(fingers.map(press_it, range(4))) == [303] * 4
    assert len(made(supplier, links)) == 3


def test_clients_are_chosen_from_a_list(supplier, links, tenant_session, two_organizations):
    with tenant_session(two_organizations.ours) as session:
        couple = Client(partner_1_name="Cleo", partner_2_name="Dan", status="booked")
        session.add(couple)
        session.flush()
        session.add(
            ClientContact(
                client_id=couple.id,
                contact_type="email",
                contact_value="cleo@example.com",
                is_primary=True,
            )
        )
    with tenant_session(two_organizations.theirs) as session:
        session.add(Client(partner_1_name="Theirs", status="booked"))
    supplier.open(links)
    assert "Cleo & Dan" in supplier.text
    assert "cleo@example.com" in supplier.text
    assert "Theirs" not in supplier.text
    press(supplier, links, as_multidict({"client": [str(couple.id), str(uuid4())], "until": UNTIL}))
    assert len(made(supplier, links)) == 1
    with tenant_session(two_organizations.ours) as session:
        row = session.query(FormLink).one()
        assert (row.client_id, row.recipient) == (couple.id, "cleo@example.com")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"people": ""}, "Name somebody"),
        ({"people": "Ana\nana@nowhere\nBen, b@example.com, c@example.com"}, "Look at line 2, 3 again"),
        ({"until": "2001-01-01"}, "Choose a day that is ahead"),
        ({"until": "9999-12-31"}, "Choose a day that is ahead"),
        ({"until": "soon"}, "Choose a day that is ahead"),
        ({"fills-seats": "many"}, "The form does not take this as an answer"),
        ({"fills-heard": "radio"}, "The form does not take this as an answer"),
        ({"name_fills": "email"}, "does not fit: Your e-mail."),
        ({"people": "\n".join(f"Guest {at}" for at in range(301))}, "at most 300"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_made(supplier, links, given, words):
    answer = invite(supplier, links, **given)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert words in page
    assert 'aria-invalid="true"' in page
    assert made(supplier, links) == []


def test_a_withdrawn_link_leads_nowhere_and_a_renewed_one_elsewhere(supplier, links, browser):
    invite(supplier, links)
    link = made(supplier, links)[0]
    first = address_of(supplier, link)
    assert browser.open(first).status == 200
    assert press(supplier, f"{link}/withdraw").status_code == 303
    assert browser.open(first).status == 404
    assert address_of(supplier, link) == ""
    assert "withdrawn" in supplier.open(link).text
    press(supplier, f"{link}/renew")
    second = address_of(supplier, link)
    assert second != first
    assert browser.open(first).status == 404
    assert browser.open(second).status == 200


def test_the_same_address_is_told_again_and_the_database_keeps_no_secret(
    supplier, links, tenant_session, two_organizations, settings
):
    invite(supplier, links)
    link = made(supplier, links)[0]
    secret = address_of(supplier, link).rpartition("/")[2]
    with tenant_session(two_organizations.ours) as session:
        row = session.query(FormLink).order_by(FormLink.id.desc()).first()
        assert row.digest == token_digest(secret)
        assert link_secret(session, row.id, signing_key=settings.secret_key) == secret
        assert secret not in str({key: str(value) for key, value in vars(row).items()})


def test_after_the_key_was_changed_a_link_is_told_under_a_new_address(
    links, tenant_session, two_organizations
):
    ours = two_organizations.ours
    now = datetime.now(UTC)
    with tenant_session(ours) as session:
        form = kept_form(session, "reply")
        old = make_personal_link(
            session,
            form_id=form.id,
            prefill={},
            expires_at=now + timedelta(days=1),
            signing_key="a" * 32,
        )
        link_id = open_personal_link(session, old, now=now).id
        new = link_secret(session, link_id, signing_key="b" * 32)
        assert new != old
        assert link_secret(session, link_id, signing_key="b" * 32) == new
        assert open_personal_link(session, new, now=now).id == link_id
        with pytest.raises(LinkNotUsable):
            open_personal_link(session, old, now=now)
    with tenant_session(two_organizations.theirs) as session, pytest.raises(LinkNotUsable):
        link_secret(session, link_id, signing_key="b" * 32)


def test_looking_at_a_lost_address_changes_nothing(
    supplier, links, tenant_session, two_organizations
):
    with tenant_session(two_organizations.ours) as session:
        form = kept_form(session, "reply")
        soon = datetime.now(UTC) + timedelta(days=1)
        secret = make_personal_link(session, form_id=form.id, prefill={}, expires_at=soon)
    [link] = made(supplier, links)
    assert "cannot be shown again" in supplier.open(link).text
    with tenant_session(two_organizations.ours) as session:
        assert session.query(FormLink).one().digest == token_digest(secret)


def test_links_of_another_organization_or_form_are_not_there(
    supplier, links, publish, tenant_session, two_organizations
):
    invite(supplier, links)
    with tenant_session(two_organizations.theirs) as session:
        form = kept_form(session, "reply")
        soon = datetime.now(UTC) + timedelta(days=1)
        make_personal_link(session, form_id=form.id, prefill={}, expires_at=soon, label="Theirs")
        foreign = session.query(FormLink).one().id
        foreign_form = form.id
    publish(REPLY, slug="other")
    with tenant_session(two_organizations.ours) as session:
        other = f"/studio/forms/{kept_form(session, 'other').id}/share/links"
    own = made(supplier, links)[0].rpartition("/")[2]
    for link in (
        f"{links}/{foreign}",
        f"{other}/{own}",
        f"/studio/forms/{foreign_form}/share/links/{foreign}",
    ):
        assert supplier.client.get(link).status_code == 404
        for way in ("withdraw", "renew"):
            assert press(supplier, f"{link}/{way}").status_code == 404
    assert made(supplier, other) == []
    with tenant_session(two_organizations.theirs) as session:
        assert session.query(FormLink).one().revoked_at is None


def test_a_second_answer_is_flagged_on_both_pages_and_in_the_list(
    supplier, links, app, tenant_session, two_organizations
):
    press(supplier, links, {"people": "Ana, ana@example.com", "until": UNTIL})
    address = address_of(supplier, made(supplier, links)[0])
    for name in ("Ana", "Anna"):
        answering = Browser(app.test_client()).open(address)
        answering.fill(names__partner1__name=name, names__partner2__name="Ben").press("submit")
        assert "/s/" in answering.path
    with tenant_session(two_organizations.ours) as session:
        sent = session.query(FormSubmission).filter_by(status="submitted")
        first, second = (one.id for one in sent.order_by(FormSubmission.submitted_at))
        attach_to_earlier(session, second)
    for one, other in ((first, second), (second, first)):
        supplier.open(f"/studio/answers/{one}")
        assert "The same people also answered on" in supplier.text
        assert f"/studio/answers/{other}" in supplier.page.links
    assert (
        supplier.open(links.replace("/share/links", "/answers")).text.count(
            "repeats an earlier one"
        )
        == 1
    )


def test_more_than_fifty_links_go_on_on_another_page(supplier, links):
    invite(supplier, links, people="\n".join(f"Guest {at}" for at in range(60)))
    first = supplier.open(links)
    assert len(links_in(first.response.get_data(as_text=True))) == 50
    [more] = [one for one in supplier.page.links if "after=" in one]
    assert len(links_in(supplier.open(more).response.get_data(as_text=True))) == 10


def test_links_are_made_in_one_of_the_forms_languages(
    supplier, links, publish, browser, tenant_session, two_organizations
):
    assert 'name="language"' not in supplier.client.get(links).get_data(as_text=True)
    publish({**REPLY, "settings": {**REPLY["settings"], "languages": ["ar"]}}, slug="reply")
    page = supplier.client.get(links).get_data(as_text=True)
    assert '<option value="ar" lang="ar">العربية</option>' in page
    assert invite(supplier, links, people="Ana", language="ar").status_code == 303
    assert invite(supplier, links, people="Ben", language="fr").status_code == 303
    with tenant_session(two_organizations.ours) as session:
        assert dict(session.execute(select(FormLink.label, FormLink.language)).all()) == {
            "Ana": "ar",
            "Ben": "",
        }
    table = "Name\tLanguage\nCai\tArabic\nDora\tEnglish\nEli\tar\nFay\t"
    assert invite(supplier, links, people=table, language="ar").status_code == 303
    with tenant_session(two_organizations.ours) as session:
        chosen = dict(session.execute(select(FormLink.label, FormLink.language)).all())
    assert [chosen[name] for name in ("Cai", "Dora", "Eli", "Fay")] == ["ar", "", "ar", "ar"]
    refused = invite(supplier, links, people="Name\tLanguage\nGus\tKlingon")
    assert refused.status_code == 422
    assert "The form is not there in “Klingon”." in refused.get_data(as_text=True)
    ana = made(supplier, links)[-1]
    assert "العربية" in supplier.open(ana).text
    assert address_of(supplier, ana).endswith("?lang=ar")
