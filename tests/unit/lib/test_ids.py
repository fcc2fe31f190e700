"""Secrets that nobody guesses and that stand nowhere; identifiers in the order of their making."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from hashlib import sha256

from wedforms.lib.ids import new_token, token_digest, uuid7


def test_a_secret_has_256_random_bits_and_fits_into_an_address():
    secrets = [new_token().secret for _ in range(200)]
    assert len(set(secrets)) == len(secrets)
    for secret in secrets:
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret)
        assert len(urlsafe_b64decode(secret + "=")) == 32
    # Each of the 256 bits is on in some and off in others.
    numbers = [int.from_bytes(urlsafe_b64decode(secret + "=")) for secret in secrets]
    for bit in range(256):
        assert {number >> bit & 1 for number in numbers} == {0, 1}


def test_only_its_digest_is_kept():
    token = new_token()
    assert token.digest == token_digest(token.secret) == sha256(token.secret.encode()).digest()
    assert token.secret not in repr(token)


def test_identifiers_are_in_the_order_of_their_making():
    made = [uuid7() for _ in range(1000)]
    assert len(set(made)) == len(made)
    assert [one.version for one in made[:3]] == [7, 7, 7]
    assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)
