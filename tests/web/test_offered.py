"""No page offers what its reader would be refused: every link and every button × every role."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from tests.web.test_route_matrix import GUARDED, House, house, named
from wedforms.accounts.permissions import MAY, may
from wedforms.web.routes import ROUTES, Route

__all__ = ["house"]

PAGES = [one for one in GUARDED if one.method == "GET"]
NEEDED = {one.endpoint: one.permission for one in ROUTES}


class Offers(HTMLParser):
    """Where the links and the buttons of a page lead, each with its method."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()
        self._form = ("", "")
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "a" and "href" in given:
            self.found.add(("GET", given["href"]))
        if tag == "form":
            self._form = (given.get("method", "get").upper(), given.get("action", ""))
            self.found.add(self._form)
        if tag in ("button", "input") and "formaction" in given:
            self.found.add((self._form[0], given["formaction"]))


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("route", PAGES, ids=named)
def test_what_a_page_offers_its_reader_may_do(house: House, route: Route, role: str):
    answer = house.client(house.ours, role).get(house.address(route, house.ours))
    if answer.status_code != 200 or answer.mimetype != "text/html":
        assert may(role, route.permission) or answer.status_code == 403
        return
    refused = {
        (method, where)
        for method, where in Offers(answer.get_data(as_text=True)).found
        if (needed := _needed(house, method, urlsplit(where).path)) in MAY["OWNER"]
        and not may(role, str(needed))
    }
    assert refused == set()


def _needed(house: House, method: str, path: str) -> str | None:
    try:
        endpoint, _ = house.app.url_map.bind("localhost").match(path, method=method)
    except HTTPException:
        return None
    return NEEDED.get(endpoint)
