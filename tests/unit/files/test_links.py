"""Links to files: five minutes, one file, no change."""

from __future__ import annotations

from uuid import UUID

import pytest
import time_machine

from wedforms.files.errors import LinkInvalid
from wedforms.files.links import FileLink, read_link, sign_link

KEY = "k" * 32
LINK = FileLink(UUID(int=7), "ab" * 32, "José 陳.jpg", "image/jpeg")


def test_link_stands_for_its_file():
    assert read_link(sign_link(LINK, secret_key=KEY), secret_key=KEY) == LINK


@pytest.mark.parametrize(("seconds", "lives"), [(299, True), (302, False), (86_400, False)])
def test_link_lives_five_minutes(seconds, lives):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        token = sign_link(LINK, secret_key=KEY)
        clock.shift(seconds)
        if lives:
            assert read_link(token, secret_key=KEY) == LINK
        else:
            with pytest.raises(LinkInvalid):
                read_link(token, secret_key=KEY)


@pytest.mark.parametrize("token", ["", "x", "W10.abc.def", "\0"])
def test_nonsense_is_no_link(token):
    with pytest.raises(LinkInvalid):
        read_link(token, secret_key=KEY)


def test_no_character_of_a_link_can_be_changed():
    token = sign_link(LINK, secret_key=KEY)
    for place, letter in enumerate(token[:-1]):
        changed = token[:place] + ("A" if letter != "A" else "B") + token[place + 1 :]
        with pytest.raises(LinkInvalid):
            read_link(changed, secret_key=KEY)


def test_link_of_another_key_is_none_of_ours():
    with pytest.raises(LinkInvalid):
        read_link(sign_link(LINK, secret_key="o" * 32), secret_key=KEY)
