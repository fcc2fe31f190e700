"""A working address for every route of the list, so that attacks reach what lies behind each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.abuse.site import Site, opened
from tests.web.forms import field, form, required
from wedforms.web.routes import ROUTES, Route

NOTHING = "00000000-0000-0000-0000-000000000000"
#: Asks for a file and for guests, and is sent at once: every public route has something to do.
ENQUIRY = form(
    required("who", label="Your name"),
    field("day", "date"),
    field("certificate", "file", validation_rules={"accept": ["pdf"]}),
    field("guests", "group", fields=[field("name")]),
    name="Enquiry",
    settings={"review": False, "event_date": "day"},
)


@dataclass(frozen=True)
class Addresses:
    """Where things lie, each with the secret of its own kind of link."""

    form: str
    link: str
    draft: str
    sent: str
    token: str

    def of(self, route: Route) -> str:
        """The working address of a route."""
        if route.rule.startswith("/e/"):
            return self._framed(route)
        if route.rule.startswith("/f/"):
            organization, slug = self.form.split("/")[2:]
            rule = route.rule.replace("<org>", organization).replace("<slug>", slug)
            return rule.replace("<sha256>", "0" * 64)
        for start in (self.link, self.draft, self.sent):
            if route.rule.startswith(start[:3]):
                rule = route.rule.replace("/".join(route.rule.split("/")[:4]), start)
                return rule.replace("<name>", "certificate").replace("<file_id>", "0")
        if route.rule.startswith("/studio/") and "<token>" in route.rule:
            return route.rule.replace("<org>", self.form.split("/")[2]).replace("<token>", "t" * 43)
        rule = re.sub("<uuid:[a-z_]+>", NOTHING, route.rule)
        rule = rule.replace("<int:number>", "1").replace("<name>", "rsvp")
        rule = rule.replace("<language>", "fr")
        return rule.replace("<path:name>", "nothing-ABCDEFGH.js")

    def _framed(self, route: Route) -> str:
        """The same page below `/e/<org>/<form>`."""
        tail = route.rule.removeprefix("/e/<org>/<slug>")
        for link in (self.link, self.draft, self.sent):
            if tail.startswith(link[:3]):
                tail = tail.replace("<token>", link.rpartition("/")[2])
        tail = tail.replace("<name>", "certificate").replace("<file_id>", "0")
        return "/e/" + self.form.removeprefix("/f/") + tail


def open_addresses(site: Site) -> Addresses:
    """Publish, link, begin and send, so that every kind of address leads somewhere."""
    address, _ = site.publish_twice(ENQUIRY)
    own = opened(site, address)
    begun = site.client.post(f"{address}/drafts", json={"_token": own["_token"]})
    sent = site.post(address, {**own, "who": "Ana", "day": "2027-06-05", "_action": "submit"})
    assert sent.status_code == 303
    return Addresses(
        form=address,
        link=site.personal_link(address),
        draft=begun.get_json()["url"],
        sent=sent.headers["Location"],
        token=own["_token"],
    )


GETS = [route for route in ROUTES if route.method == "GET"]
POSTS = [route for route in ROUTES if route.method == "POST"]
#: Routes whose body is JSON from our own script.
JSON = [route for route in POSTS if route.rule.endswith(("/drafts", "/answers"))]


def named(routes: list[Route]) -> list[str]:
    return [f"{route.method} {route.rule}" for route in routes]
