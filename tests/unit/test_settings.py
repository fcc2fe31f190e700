"""Settings: every mistake is reported at once, in words."""

from __future__ import annotations

import pytest

from wedforms.settings import Settings, SettingsRejected, read_settings, require

MISTAKES = {
    "WEDFORMS_PORT": "70000",
    "WEDFORMS_SECRET_KEY": "short",
    "WEDFORMS_DATABASE_URL": "mysql://somewhere",
    "WEDFORMS_PUBLIC_URL": "wedforms.example",
    "WEDFORMS_SIGNING_KEY": "/no/such/file.p12",
    "WEDFORMS_LOG_LEVEL": "loud",
    "WEDFORMS_PROCESSES": "0",
    "WEDFORMS_PROXY_HOPS": "-1",
    "WEDFORMS_DATABSE_URL": "postgresql://misspelled",
}


def test_an_empty_environment_gives_the_defaults():
    assert read_settings({"HOME": "/root"}) == Settings()


def test_every_mistake_is_reported_at_once():
    with pytest.raises(SettingsRejected) as refused:
        read_settings(MISTAKES)
    assert set(refused.value.mistakes) == set(MISTAKES)


def test_what_a_command_needs_is_named_when_it_is_missing():
    with pytest.raises(SettingsRejected, match="WEDFORMS_SECRET_KEY: is needed here"):
        require(Settings(), "secret_key")
