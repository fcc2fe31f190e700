"""What a plan allows is said before it bites, ends with its trial, and never costs a couple a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from babel.core import get_global
from sqlalchemy import update

from tests.web.browsing import Browser
from tests.web.conftest import dispose
from tests.web.forms import DINNER, field, form, required
from tests.web.supplier import NEW, PASSWORD, is_in, sign_in, sign_up, token
from wedforms.accounts.errors import FeatureUnknown, TierUnknown
from wedforms.accounts.features import SWITCHES, set_feature
from wedforms.accounts.signup import invite_supplier
from wedforms.accounts.tiers import TIERS, give_tier
from wedforms.accounts.whereabouts import countries
from wedforms.app import create_app
from wedforms.core.accounts import Organization
from wedforms.core.limits import LimitReached, room_for, use
from wedforms.core.lookup import organization_by_slug
from wedforms.database.addresses import connected
from wedforms.extensions import services
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.web.studio.athome import ZONE_OF_MOST

PLAN = "/studio/settings/plan"


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def supplier(browser) -> Browser:
    sign_up(browser)
    return browser


@pytest.fixture
def in_own(app, supplier, tenant_session) -> Callable:
    """Do something as the supplier's organization."""
    with app.app_context():
        found = organization_by_slug(services().autocommit, "fern-and-vale")

    def done(act, *given, **named):
        with tenant_session(SimpleNamespace(id=found.organization_id)) as session:
            return act(session, *given, **named)

    return done


def words(answer) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def use_times(session, counter: str, times: int) -> None:
    for _ in range(times):
        use(session, counter)


def now() -> datetime:
    return datetime.now(UTC)


def test_a_new_account_is_free_and_says_what_that_allows(supplier):
    page = words(supplier.client.get(PLAN))
    assert "Your plan: Free" in page
    assert "1 of 3" in page
    assert "0 of 5" in page
    assert "0 of 100" in page


@pytest.mark.parametrize("tier", TIERS)
def test_every_tier_writes_its_limits_and_the_subscription(in_own, supplier, database, tier):
    in_own(give_tier, tier, now=now())
    with connected(database.owner) as connection:
        [[users, forms, submissions, subscribed, status]] = connection.execute(
            "select max_users, max_forms, max_submissions, s.tier, s.status from organizations o"
            " join subscriptions s on s.organization_id = o.id"
        ).fetchall()
    assert {"users": users, "forms": forms, "submissions": submissions} == TIERS[tier].limits()
    assert (subscribed, status) == (tier, "active")
    assert f"Your plan: {TIERS[tier].name}" in words(supplier.client.get(PLAN))


def test_unknown_tiers_and_features_are_refused(in_own):
    with pytest.raises(TierUnknown, match="FREE, STARTER"):
        in_own(give_tier, "GOLD", now=now())
    with pytest.raises(FeatureUnknown, match="passkeys"):
        in_own(set_feature, "teleport", on=True)


def test_four_fifths_and_all_are_warned_of(in_own, supplier):
    in_own(use_times, "submissions", 80)
    assert "Almost everything is used." in words(supplier.client.get(PLAN))
    in_own(use_times, "submissions", 20)
    page = words(supplier.client.get(PLAN))
    assert "Everything is used." in page
    assert "What they typed is kept for them" in page


@pytest.mark.parametrize(
    ("counter", "address", "few", "none"),
    [
        ("forms", "/studio/forms/new", "1 more can be made", "as many forms as its plan allows"),
        ("submissions", "/studio/forms", "80 of this month’s 100", "All 100 answers of this month"),
        ("users", "/studio/members", "Almost every place is taken: 1 is left", "No place is left"),
    ],
)
def test_it_is_said_where_it_will_bite(in_own, supplier, counter, address, few, none):
    give_room(in_own, counter)
    page = words(supplier.client.get(address))
    assert few not in page
    assert none not in page
    for wanted, unwanted, share in ((few, none, 0.8), (none, few, 1.0)):
        room = in_own(room_for, counter)
        in_own(use_times, counter, int(room.most * share) - room.used)
        page = words(supplier.client.get(address))
        assert wanted in page
        assert unwanted not in page


def give_room(in_own, counter: str) -> None:
    """Of three people four fifths are three; a tier with five shows the step before."""
    if counter == "users":
        in_own(give_tier, "STARTER", now=now())


def test_while_a_trial_runs_its_tier_holds_and_afterwards_free(in_own, supplier):
    ends_at = now() + timedelta(days=5)
    in_own(give_tier, "PROFESSIONAL", now=now(), trial_ends_at=ends_at)
    assert in_own(room_for, "forms").most == TIERS["PROFESSIONAL"].forms
    page = words(supplier.client.get(PLAN))
    assert "You are trying Professional until" in page
    assert "5 days are left" in page
    assert "After that the plan Free holds: 3 people, 5 forms and 100 answers a month" in page
    in_own(use_times, "forms", 7)
    in_own(give_tier, "PROFESSIONAL", now=now(), trial_ends_at=now() - timedelta(seconds=1))
    room = in_own(room_for, "forms")
    assert (room.used, room.most, room.is_gone) == (7, 5, True)
    with pytest.raises(LimitReached):
        in_own(use, "forms")
    page = words(supplier.client.get(PLAN))
    assert "Your trial of Professional ended on" in page
    assert "Your plan: Free" in page


@pytest.mark.parametrize(
    ("zone", "day", "left"),
    [
        ("Asia/Tokyo", "2 June 2027", "One day is left."),
        ("Europe/London", "1 June 2027", "It ends today."),
        ("America/Los_Angeles", "1 June 2027", "One day is left."),
    ],
)
def test_a_trial_ends_today_by_the_calendar_of_the_organization(in_own, supplier, zone, day, left):
    ends_at = datetime(2027, 6, 1, 21, tzinfo=UTC)
    in_own(give_tier, "PROFESSIONAL", now=now(), trial_ends_at=ends_at)
    in_own(lambda session: session.execute(update(Organization).values(time_zone=zone)))
    with time_machine.travel(datetime(2027, 6, 1, 5, tzinfo=UTC), tick=False):
        sign_in(supplier)
        page = words(supplier.client.get(PLAN))
    assert f"until {day}. {left} After that" in page


def test_a_tier_for_good_ends_the_trial(in_own):
    in_own(give_tier, "SCALE", now=now(), trial_ends_at=now() - timedelta(days=1))
    in_own(give_tier, "SCALE", now=now())
    assert in_own(room_for, "forms").most == TIERS["SCALE"].forms


def publish(session, definition=DINNER, slug: str = "dinner") -> None:
    publish_form(session, import_form(session, read_definition(definition), slug=slug))


def test_when_answers_are_used_up_couples_lose_nothing_that_they_typed(in_own, supplier):
    note = form(required("who"), field("note", "long_text"), settings={"review": False})
    in_own(publish, note, slug="note")
    in_own(use_times, "submissions", 100)
    couple = (
        supplier.open("/f/fern-and-vale/note").fill(who="Ana & Bo", note="We\ncome").press("submit")
    )
    assert couple.status == 409
    assert "We cannot take your answers just now" in couple.text
    assert "Nothing you typed is lost" in couple.text
    assert "Fern & Vale" in couple.text
    in_own(give_tier, "STARTER", now=now())
    again = couple.post("/f/fern-and-vale/note", couple.posted())
    assert again.status == 200
    assert again.path.startswith("/s/fern-and-vale/")
    assert "Ana & Bo" in again.text


def test_the_foot_names_the_service_until_the_plan_or_a_switch_says_otherwise(
    in_own, app, supplier
):
    in_own(publish)
    address = "/f/fern-and-vale/dinner"

    def named() -> bool:
        app.extensions["wedforms_tenants"]._kept.clear()
        return "Made with WedForms" in words(supplier.client.get(address))

    assert named()
    in_own(give_tier, "PROFESSIONAL", now=now())
    assert not named()
    in_own(set_feature, "own_branding", on=False)
    assert named()
    in_own(set_feature, "own_branding", on=None)
    assert not named()


def test_without_embeds_a_form_shows_in_no_frame(in_own, app, supplier):
    in_own(publish)
    assert supplier.client.get("/e/fern-and-vale/dinner").status_code == 200
    in_own(set_feature, "embeds", on=False)
    app.extensions["wedforms_tenants"]._kept.clear()
    assert supplier.client.get("/e/fern-and-vale/dinner").status_code == 404
    assert supplier.client.get("/f/fern-and-vale/dinner").status_code == 200


def test_without_passkeys_none_is_added(in_own, supplier):
    def ask() -> int:
        given = {"X-CSRFToken": token(supplier, "/studio/account")}
        way = "/studio/account/passkeys"
        own = {"current": PASSWORD}
        asked = supplier.client.post(f"{way}/options", json=own, headers=given).status_code
        added = supplier.client.post(way, json={}, headers=given).status_code
        assert (asked == 403) == (added == 403)
        return asked

    assert ask() == 200
    in_own(set_feature, "passkeys", on=False)
    page = words(supplier.client.get("/studio/account"))
    assert "Passkeys cannot be added in this organization." in page
    assert 'data-passkeys="add"' not in page
    assert ask() == 403
    in_own(set_feature, "passkeys", on=None)
    assert ask() == 200


def test_every_switch_is_told_on_the_plan(supplier):
    page = words(supplier.client.get(PLAN))
    assert all(switch.words in page for switch in SWITCHES.values())


@pytest.fixture
def invited(app) -> Callable[..., str]:
    """The way of an operator's invitation."""

    def made(email: str = "New@Example.com", *, at: datetime | None = None) -> str:
        with app.app_context(), services().autocommit.connect() as connection:
            secret = invite_supplier(connection, email=email, now=at or now())
        return f"/studio/begin/{secret}"

    return made


def begin(browser: Browser, way: str, **given: str):
    page = browser.client.get(way)
    if page.status_code != 200:
        return page
    asked = {**NEW, "email": "", **given, "csrf_token": token(browser, way)}
    return browser.client.post(way, data=asked)


@pytest.fixture
def by_invitation(settings, app):
    made = create_app(replace(settings, signup="invite"))
    yield made
    dispose(made)


def test_by_invitation_one_account_is_opened_once(by_invitation, invited):
    browser, other = (Browser(by_invitation.test_client()) for _ in range(2))
    assert browser.client.get("/studio/sign-up").status_code == 404
    assert "opened by invitation" in words(browser.client.get("/studio/sign-in"))
    way = invited()
    assert "You are invited as new@example.com" in words(browser.client.get(way))
    refused = begin(browser, way, password="short")
    assert refused.status_code == 422
    assert begin(browser, way).status_code == 303
    assert is_in(browser)
    assert begin(other, way, slug="another").status_code == 404


def test_an_invitation_is_for_its_address_alone(by_invitation, invited):
    browser = Browser(by_invitation.test_client())
    assert begin(browser, invited(), email="somebody@else.example").status_code == 303
    assert "new@example.com" in words(browser.client.get("/studio/members"))


def test_an_invitation_ends_and_a_closed_service_takes_none(by_invitation, invited, settings):
    way = invited(at=now() - timedelta(days=15))
    assert Browser(by_invitation.test_client()).client.get(way).status_code == 404
    closed = create_app(replace(settings, signup="closed"))
    assert closed.test_client().get(invited()).status_code == 404
    dispose(closed)


def test_a_new_account_is_at_home_where_it_says(browser, database):
    home = {"country": "IE", "currency": "EUR", "time_zone": "Europe/Dublin", "locale": "en-IE"}
    assert sign_up(browser, **home).status_code == 303
    with connected(database.owner) as connection:
        row = connection.execute(
            "select country, currency, time_zone, locale from organizations where slug = %s",
            ["fern-and-vale"],
        ).fetchone()
    assert row == tuple(home.values())


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [
        ("fr-FR,fr;q=0.9", ("FR", "EUR", "Europe/Paris", "fr-FR")),
        ("en-US", ("US", "USD", "America/New_York", "en-US")),
        ("es-ES,es;q=0.9", ("ES", "EUR", "Europe/Madrid", "es-ES")),
        ("pt-PT", ("PT", "EUR", "Europe/Lisbon", "en-GB")),
        ("de-CH", ("CH", "CHF", "Europe/Zurich", "de-DE")),
        ("en", ("GB", "GBP", "Europe/London", "en-GB")),
        ("xx-YY;q=oops", ("GB", "GBP", "Europe/London", "en-GB")),
        ("", ("GB", "GBP", "Europe/London", "en-GB")),
    ],
)
def test_the_page_begins_where_the_browser_seems_to_be_at_home(browser, languages, chosen):
    page = browser.client.get("/studio/sign-up", headers={"Accept-Language": languages})
    found = re.findall(r'<option value="([^"]*)" selected', words(page))
    assert all(one.startswith(expected) for one, expected in zip(found, chosen, strict=True)), found


def test_a_country_of_several_zones_begins_with_the_one_of_most_people():
    several = {
        code
        for code, zones in get_global("territory_zones").items()
        if len(zones) > 1 and code in countries()
    }
    nobody_lives_there = {"AQ", "UM"}
    assert several - nobody_lives_there == set(ZONE_OF_MOST)
    for code, zone in ZONE_OF_MOST.items():
        assert zone in get_global("territory_zones")[code]


@pytest.mark.parametrize(
    "wrong", [{"currency": "XXQ"}, {"time_zone": "Mars/X"}, {"locale": "!"}, {"country": "ZZ"}]
)
def test_what_is_no_home_is_told(browser, wrong):
    answer = sign_up(browser, **wrong)
    assert answer.status_code == 422
    assert "Choose a" in words(answer)
    assert PASSWORD not in words(answer)


def test_what_the_operator_switched_off_is_not_laid_to_the_plan(in_own, supplier):
    def tag(name: str) -> str:
        row = f'<p>{SWITCHES[name].words}</p><p class="tag">'
        return words(supplier.client.get(PLAN)).partition(row)[2].partition("</p>")[0]

    assert (tag("embeds"), tag("own_branding")) == ("yes", "not in this plan")
    in_own(set_feature, "embeds", on=False)
    assert tag("embeds") == "switched off"
