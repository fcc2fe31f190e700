"""The links in mails that wait to be sent: their secrets stand nowhere but there."""

from __future__ import annotations

import re

from tests.web.conftest import SECRET
from wedforms.database.addresses import Addresses, connected
from wedforms.messaging.secrets import place_of_secret, secret_of_mail


def mails(database: Addresses, *, to: str) -> list[tuple[str, str]]:
    """Subject and text of every mail to an address, the newest first, as it will be sent."""
    with connected(database.owner) as connection:
        rows = connection.execute(
            "select id, subject, content from communications where recipient = %s order by id desc",
            [to],
        ).fetchall()
    return [
        (subject, text.replace(place_of_secret(key), secret_of_mail(key, secret_key=SECRET)))
        for key, subject, text in rows
    ]


def mailed_link(database: Addresses, *, to: str) -> str:
    """The way of the link in the newest mail to an address."""
    [_, text], *_ = mails(database, to=to)
    [found] = re.findall(r"http://localhost(/studio/\S+)", text)
    return found


def confirm_own_address(browser, database: Addresses, *, email: str) -> None:
    """Open the link that came with a new account, and press its button."""
    page = browser.client.get(link := mailed_link(database, to=email)).get_data(as_text=True)
    [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', page))
    assert browser.client.post(link, data={"csrf_token": token}).status_code == 303
