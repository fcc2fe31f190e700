"""A studio where work goes on: answers, couples, colleagues, links, mails, papers and files.

Made once through the acts and the pages that people use, for the tests that look at every page and
for the pictures. Beside it stands an organization that has only just opened its account.
"""

from __future__ import annotations

import dataclasses
import io
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageOps
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.arabic import ARABIC_REPLY
from tests.browser.couple import wedding_day
from tests.browser.site import Site, open_site
from tests.factories.organizations import Tenant
from tests.published import Office, answers_to, definition_of
from tests.web.forms import field, form, required
from wedforms.accounts.signup import invite_supplier
from wedforms.core.engine import create_engine_for
from wedforms.database.addresses import Addresses
from wedforms.demo.ahead import with_wedding_ahead
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.lib import clock
from wedforms.messaging.addresses import MailTag
from wedforms.messaging.bounces import Bounce, note_bounce
from wedforms.messaging.secrets import place_of_secret, secret_of_mail

OWNER: Final = "hello@ivyandlark.example"
NEWCOMER: Final = "fern@example.com"
PASSWORD: Final = "three quiet words"
_PATIENCE: Final = 60.0
_DESK: Final = {"width": 1280, "height": 900}
_HOUSEHOLDS: Final = (
    ("The Shah family", "shah@example.com", ("Priya Shah", "Rohan Shah", "Anya Shah")),
    ("The O’Brien family", "obrien@example.com", ("Zoë O’Brien", "José O’Brien")),
    ("陳大文", "chan@example.com", ("陳大文",)),
    ("Grandmother Ida", "", ("Ida Bell",)),
    ("The Haddad family", "haddad@example.com", ("ليلى حداد", "Omar Haddad")),
)


@dataclass
class Furnished:
    """The running site, and the ids and secrets that stand in the addresses of its pages."""

    site: Site
    named: dict[str, str] = dataclasses.field(default_factory=dict)

    def address(self, way: str) -> str:
        """The address of a page; `{name}` stands for an id or a secret of this site."""
        return self.site.url + way.format_map(self.named)

    def sign_in(self, page: Page, *, email: str = OWNER) -> Page:
        """Come in by the page for it, and stay signed in."""
        words = {**self.site.seeded.owners, NEWCOMER: PASSWORD}[email]
        page.goto(self.address("/studio/sign-in"))
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=False).first.fill(words)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", name="Forms", exact=True)).to_be_visible()
        return page

    def mailed_link(self, recipient: str, part: str) -> str:
        """The way of the link in the newest mail to somebody whose words hold this part."""
        query = (
            "select id, content from communications where recipient = %s and content like %s"
            " order by id desc limit 1"
        )
        [mail] = self.site.rows(query, recipient, f"%{part}%")
        key = self.site.environment["WEDFORMS_SECRET_KEY"]
        words = mail["content"].replace(
            place_of_secret(mail["id"]), secret_of_mail(mail["id"], secret_key=key)
        )
        [link] = {one for one in words.split() if part in one}
        return str(link.removeprefix(self.site.url))


def furnish(addresses: Addresses, folder: Path, context: BrowserContext) -> Furnished:
    """Open the site, and let two organizations work in it; the context is only used for this."""
    site = open_site(
        addresses, folder, WEDFORMS_SIGNUP="open", WEDFORMS_OUTBOX_FOLDER=str(folder / "outbox")
    )
    made = Furnished(site)
    office = _office(made)
    page = made.sign_in(context.new_page())
    _invite(made, page)
    _answer(made, office)
    _begin(made, page)
    _move_on(office)
    _upload(made, office, page)
    _work(made, page)
    wait_for_the_worker(made)
    _come_back(made, office)
    context.clear_cookies()
    _newcomer(made, page)
    context.clear_cookies()
    wait_for_the_worker(made)
    office.engine.dispose()
    _note_ids(made)
    return made


def open_page(browser: Browser, **options: Any) -> Page:
    """A page of a browser of its own, into which axe may be brought; nothing moves there."""
    usual = {"viewport": _DESK, "locale": "en-GB", "bypass_csp": True, "reduced_motion": "reduce"}
    context = browser.new_context(**{**usual, **options})
    context.set_default_timeout(30_000)
    return context.new_page()


def press(page: Page, address: str, given: Mapping[str, str]) -> str:
    """Post to an address of the studio as its pages do; where that led."""
    token = page.locator("input[name=csrf_token]").first.input_value()
    answer = page.request.post(
        address, form={**given, "csrf_token": token}, headers={"Origin": _origin(page)}
    )
    assert answer.ok, (address, answer.status, answer.text()[:2000])
    return answer.url


def _origin(page: Page) -> str:
    return "/".join(page.url.split("/")[:3])


@contextmanager
def office_of(made: Furnished) -> Iterator[Office]:
    """The photographer of the demo at work, for as long as this lasts."""
    office = _open_office(made)
    yield office
    office.engine.dispose()


def _open_office(made: Furnished) -> Office:
    [row] = made.site.rows("select id, slug, name from organizations where slug = 'ivy-and-lark'")
    engine = create_engine_for(made.site.addresses.app)
    return Office(engine, Tenant(row["id"], row["slug"], row["name"]), now=clock.now())


def _office(made: Furnished) -> Office:
    """The photographer of the demo, who asks guests to reply as well."""
    office = _open_office(made)
    with office.work() as session:
        publish_form(session, import_form(session, read_definition(_reply()), slug="rsvp"))
        arabic = import_form(session, read_definition(ARABIC_REPLY), slug="arabic-reply")
        publish_form(session, arabic)
    forms = made.site.rows(
        "select id, slug from forms where organization_id = %s", office.tenant.id
    )
    made.named |= {one["slug"]: str(one["id"]) for one in forms}
    return office


def _reply() -> dict[str, Any]:
    today = clock.today_in("Europe/London")
    reply = with_wedding_ahead(definition_of("rsvp"), "wedding_day", today=today)
    return {**reply, "settings": {**reply["settings"], "languages": ["ar"]}}


def _invite(made: Furnished, page: Page) -> None:
    """Every household gets its link, by e-mail where there is an address."""
    share = made.address("/studio/forms/{rsvp}/share/links")
    page.goto(share)
    page.get_by_label("For whom").fill(
        "\n".join(f"{name}, {email}, {name}" for name, email, _ in _HOUSEHOLDS)
    )
    page.get_by_role("button", name="Make the links").click()
    page.get_by_role("button", name="Send them by e-mail").click()
    expect(page.get_by_role("status")).to_contain_text("on their way")
    [*_, last] = _links(made)
    made.named["link"] = str(last["id"])
    page.goto(f"{share}/{last['id']}")
    made.named["secret"] = page.get_by_label("Its address").input_value().rpartition("/")[2]


def _links(made: Furnished) -> list[dict[str, Any]]:
    return made.site.rows(
        "select id, label from form_links where form_id = %s order by id",
        made.named["rsvp"],
    )


def _answer(made: Furnished, office: Office) -> None:
    """A contract, enquiries, one of them by a machine, and three households."""
    day = wedding_day(office.now.date()).isoformat()
    enquiry = {**answers_to("lead-enquiry"), "wedding_date": {"date": day}}
    robot = {**enquiry, "email": "robot@example.com", "message": "SEO! https://example.com/cheap"}
    _send(made, office, "photography-contract", {"wedding_date": day})
    _send(made, office, "lead-enquiry", robot, quarantined=True)
    _send(made, office, "lead-enquiry", enquiry)
    guests = answers_to("rsvp")["guests"]
    for link in _links(made)[:2]:
        names = next(names for label, _, names in _HOUSEHOLDS if label == link["label"])
        coming = [{**one, "guest_name": name} for one, name in zip(guests, names, strict=False)]
        household = {"household": link["label"], "seats": len(coming)}
        _send(made, office, "rsvp", {"guests": coming}, link_id=link["id"], prefill=household)


def _send(made: Furnished, office: Office, slug: str, raw: dict[str, Any], **facts: Any) -> None:
    sent = office.send(slug, {**answers_to(slug), **raw}, **facts)
    made.named[f"answer_{slug}"] = str(sent.submission_id)
    made.named[f"sent_{slug}"] = list(office.secrets.values())[-1]


def _begin(made: Furnished, page: Page) -> None:
    """Somebody begins to reply, and leaves it for later."""
    address = made.site.url + "/f/ivy-and-lark/rsvp"
    page.goto(address)
    token = page.locator("input[name=_token]").first.input_value()
    begun = page.request.post(f"{address}/drafts", data={"_token": token})
    made.named["draft"] = begun.json()["url"].rpartition("/")[2]


def _move_on(office: Office) -> None:
    """The reply is published with another question, and its draft moves on from there."""
    changed = _reply()
    for words in ("A few words for Amara and Joe", "A wish for Amara and Joe"):
        for one in changed["fields"]:
            if one["key"] == "message":
                one["label"] = words
        with office.work() as session:
            kept = import_form(session, read_definition(changed), slug="rsvp")
            if words.startswith("A few"):
                publish_form(session, kept)


def _upload(made: Furnished, office: Office, page: Page) -> None:
    """A couple sends a picture of what they have in mind."""
    asked = form(
        required("names", label="Your names"),
        field("picture", "image", "A picture you like"),
        name="Inspiration",
        settings={"review": False, "locks_at": "2020-01-01T00:00:00Z", "languages": ["ar"]},
    )
    with office.work() as session:
        kept = import_form(session, read_definition(asked), slug="inspiration")
        publish_form(session, kept)
        made.named["inspiration"] = str(kept.id)
    page.goto(made.address("/f/ivy-and-lark/inspiration"))
    page.get_by_label("Your names").fill("Zoë and José")
    picture = {"name": "hills.jpg", "mimeType": "image/jpeg", "buffer": _picture()}
    page.locator("input[type=file]").set_input_files([picture])
    expect(page.locator("[data-file] input[type=hidden]")).to_have_count(1)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    made.named["sent_inspiration"] = page.url.rpartition("/")[2]


def _picture() -> bytes:
    """Hills at dusk, more or less."""
    drawn, kept = Image.linear_gradient("L").resize((900, 600)), io.BytesIO()
    ImageOps.colorize(drawn, "#33475b", "#e8b88a").save(kept, "JPEG")
    return kept.getvalue()


def _work(made: Furnished, page: Page) -> None:
    """What a supplier presses in a week: colleagues, couples, days, sites, files, a template."""
    page.goto(made.address("/studio/account"))
    day = wedding_day(clock.today_in("Europe/London"))
    couple = {
        "revision": "0", "partner_1_name": "Amara Okafor", "partner_2_name": "Joe Whitfield",
        "wedding_date": day.isoformat(), "venue": "Aldermere", "town": "Nether Combe",
        "time_zone": "Europe/London", "tags": "barn, two days", "notes": "Met at the autumn fair.",
        "contacts-0-kind": "email", "contacts-0-value": "amara@example.com",
        "contacts-0-person": "partner_1", "contacts-1-kind": "phone",
        "contacts-1-value": "+44 7700 900142", "contacts-1-person": "couple",
    }  # fmt: skip
    for way, given in (
        ("/studio/members/invite", {"email": "vale@example.com", "role": "MEMBER"}),
        ("/studio/clients/new", couple),
        ("/studio/clients/diary", {"first": (day + timedelta(7)).isoformat(), "note": "Holiday"}),
        (
            "/studio/forms/{inspiration}/languages",
            {"language": "ar", "seen": "ar", "another": "fr"},
        ),
        ("/studio/forms/{lead-enquiry}/share/site", {"site": "https://ivyandlark.example"}),
        ("/studio/forms/{photography-contract}/exports", {"format": "files"}),
        ("/studio/forms/{lead-enquiry}/template", {"name": "Our enquiry"}),
        ("/studio/forms/{deposit-balance-invoice}/duplicate", {"name": "An unused copy"}),
        ("/studio/forms/{rsvp}/caterer", {"shape": "told"}),
        ("/studio/forgot", {"email": OWNER}),
        (
            "/studio/account/address",
            {"email": "ivy@example.com", "current": made.site.seeded.owners[OWNER]},
        ),
    ):
        press(page, made.address(way), given)


def _come_back(made: Furnished, office: Office) -> None:
    """The mail to one household could not be delivered."""
    [mail] = made.site.rows("select id from communications where recipient = 'chan@example.com'")
    bounce = Bounce(
        tag=MailTag(office.tenant.id, mail["id"]),
        status="5.1.1",
        said="550 5.1.1 No such user here",
        external_id=f"bounce of {mail['id']}",
    )
    with office.work() as session:
        assert note_bounce(session, bounce, now=clock.now())


def _newcomer(made: Furnished, page: Page) -> None:
    """An organization that has only just opened its account, with one form begun."""
    page.goto(made.address("/studio/sign-up"))
    for label, words in (
        ("Name of your business", "Fern & Vale"),
        ("Your first name", "Fern"),
        ("Your last name", "Vale"),
        ("Your e-mail address", NEWCOMER),
        ("A password", PASSWORD),
    ):
        page.get_by_label(label, exact=False).first.fill(words)
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_role("heading", name="Forms", exact=True)).to_be_visible()
    press(page, made.address("/studio/forms/new"), {"name": "Our reply", "form_type": "rsvp"})


def wait_for_the_worker(made: Furnished) -> None:
    """Papers are sealed, mails are sent, files are ready, and the enquiry has its couple."""
    waiting = (
        "select id, task_name from jobs.procrastinate_jobs where status in ('todo', 'doing')"
        " and (scheduled_at is null or scheduled_at < now())"
    )
    deadline = time.monotonic() + _PATIENCE
    while left := made.site.rows(waiting):
        assert time.monotonic() < deadline, (left, made.site.words_of("worker"))
        time.sleep(0.2)


def _note_ids(made: Furnished) -> None:
    """What stands in the addresses of pages about one thing."""
    fern = "(select id from organizations where slug = 'fern-and-vale')"
    ivy = "(select id from organizations where slug = 'ivy-and-lark')"
    for name, query in {
        "client": "select id from clients where partner_1_name = 'Amara Okafor'",
        "enquirer": f"select id from clients where organization_id = {ivy} and source = 'enquiry'",
        "bounced": "select id from communications where status = 'failed'",
        "export": "select id from answer_exports where status = 'done' limit 1",
        "message": "select id from communications where recipient = 'shah@example.com' limit 1",
        "begun": f"select id from forms where organization_id = {fern} order by id desc limit 1",
        "answer_inspiration": "select submission.id from form_submissions submission join forms form"
        " on form.id = submission.form_id where form.slug = 'inspiration'",
        "file": "select id from stored_files where kind <> 'asset' and media_type like 'image/%%'"
        " order by id desc limit 1",
    }.items():
        made.named[name] = str(made.site.rows(query)[0]["id"])
    for name, recipient in {
        "reset": OWNER,
        "new-address": "ivy@example.com",
        "join": "vale@example.com",
        "confirm": NEWCOMER,
    }.items():
        made.named[name] = made.mailed_link(recipient, f"/studio/{name}/").rpartition("/")[2]
    engine = create_engine_for(made.site.addresses.app)
    with engine.begin() as connection:
        made.named["begin"] = invite_supplier(connection, email="new@example.com", now=clock.now())
    engine.dispose()
    made.named["mail"] = _newest_mail(Path(made.site.environment["WEDFORMS_OUTBOX_FOLDER"]))


def _newest_mail(folder: Path) -> str:
    return max(folder.iterdir()).stem
