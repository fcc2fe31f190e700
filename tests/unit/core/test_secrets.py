"""Sealed values open with their key, for their purpose, unchanged; and for nothing else."""

from __future__ import annotations

import secrets

import pytest

from wedforms.core.secrets import SealBroken, Sealed, Sealer

OLD, NEW = secrets.token_bytes(32), secrets.token_bytes(32)
PURPOSE = "01a2/webhook"


@pytest.fixture
def sealer() -> Sealer:
    return Sealer({"2026": OLD, "2027": NEW}, current="2027")


@pytest.mark.parametrize("plain", [b"", b"whsec_x", b"\0" * 100_000], ids=len)
def test_what_was_sealed_opens(sealer, plain):
    sealed = sealer.seal(plain, purpose=PURPOSE)
    assert sealed.key_id == "2027"
    assert sealer.open(sealed, purpose=PURPOSE) == plain


def test_the_plain_value_is_not_in_the_seal(sealer):
    assert b"whsec_x" not in sealer.seal(b"whsec_x", purpose=PURPOSE).value


def test_equal_values_are_sealed_differently(sealer):
    assert sealer.seal(b"x", purpose=PURPOSE) != sealer.seal(b"x", purpose=PURPOSE)


def test_every_changed_byte_breaks_the_seal(sealer):
    sealed = sealer.seal(b"whsec_x", purpose=PURPOSE)
    for position in range(len(sealed.value)):
        changed = bytearray(sealed.value)
        changed[position] ^= 1
        with pytest.raises(SealBroken):
            sealer.open(Sealed(bytes(changed), sealed.key_id), purpose=PURPOSE)


@pytest.mark.parametrize("length", [0, 1, 12, 60, 61, 70])
def test_a_cut_value_breaks_the_seal(sealer, length):
    sealed = sealer.seal(b"whsec_x", purpose=PURPOSE)
    with pytest.raises(SealBroken):
        sealer.open(Sealed(sealed.value[:length], sealed.key_id), purpose=PURPOSE)


def test_it_opens_for_no_other_purpose(sealer):
    sealed = sealer.seal(b"x", purpose=PURPOSE)
    with pytest.raises(SealBroken):
        sealer.open(sealed, purpose="01a3/webhook")


@pytest.mark.parametrize("key_id", ["2026", "2025"])
def test_it_opens_with_no_other_key(sealer, key_id):
    sealed = sealer.seal(b"x", purpose=PURPOSE)
    with pytest.raises(SealBroken):
        sealer.open(Sealed(sealed.value, key_id), purpose=PURPOSE)


def test_an_old_value_is_carried_over_to_the_new_key(sealer):
    old = Sealer({"2026": OLD}, current="2026").seal(b"x", purpose=PURPOSE)
    assert sealer.open(old, purpose=PURPOSE) == b"x"
    renewed = sealer.reseal(old, purpose=PURPOSE)
    assert Sealer({"2027": NEW}, current="2027").open(renewed, purpose=PURPOSE) == b"x"


@pytest.mark.parametrize(
    ("keys", "current"),
    [({}, "a"), ({"a": b"short"}, "a"), ({"a": OLD}, "b")],
    ids=["no key", "a short key", "no such key"],
)
def test_unusable_keys_are_refused(keys, current):
    with pytest.raises(ValueError, match="key"):
        Sealer(keys, current=current)
