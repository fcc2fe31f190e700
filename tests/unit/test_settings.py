"""Settings: every mistake is reported at once, in words."""

from __future__ import annotations

import pytest

from wedforms.lib.relay import read_relay
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
    "WEDFORMS_SMTP_URL": "mail.example:25",
    "WEDFORMS_MAIL_FROM": "Rose & Lens",
    "WEDFORMS_MAIL_BOUNCES": "bounces@forms.example\nBcc: everybody@example.com",
    "WEDFORMS_DATABSE_URL": "postgresql://misspelled",
}


def test_an_empty_environment_gives_the_defaults():
    assert read_settings({"HOME": "/root"}) == Settings()


def test_people_find_it_at_its_port_unless_they_were_told_an_address():
    assert read_settings({"WEDFORMS_PORT": "8731"}).public_url == "http://localhost:8731"
    told = {"WEDFORMS_PORT": "8731", "WEDFORMS_PUBLIC_URL": "https://forms.example"}
    assert read_settings(told).public_url == "https://forms.example"


def test_every_mistake_is_reported_at_once():
    with pytest.raises(SettingsRejected) as refused:
        read_settings(MISTAKES)
    assert set(refused.value.mistakes) == set(MISTAKES)


def test_earlier_keys_are_read_one_by_one_and_none_may_be_short():
    first, second = "k" * 32, "l" * 40
    found = read_settings({"WEDFORMS_EARLIER_SECRET_KEYS": f"{first}, {second}"})
    assert found.earlier_keys == (first, second)
    assert Settings().earlier_keys == ()
    with pytest.raises(SettingsRejected, match="EARLIER_SECRET_KEYS: needs at least 32"):
        read_settings({"WEDFORMS_EARLIER_SECRET_KEYS": f"{first},short"})


def test_what_a_command_needs_is_named_when_it_is_missing():
    with pytest.raises(SettingsRejected, match="WEDFORMS_SECRET_KEY: is needed here"):
        require(Settings(), "secret_key")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FILES_URL", "S3:/bucket://x"),
        ("FILES_URL", "gcs://bucket"),
        ("SCANNER", "clamd.example"),
        ("SCANNER", "tcp://clamd.example:3310"),
        ("SCANNER", "clamd.example:many"),
        ("RATE_LIMIT_STORAGE", "foo"),
        ("PUBLIC_URL", "https://forms.example/wedforms"),
        ("PUBLIC_URL", "https://forms.example/?a=b"),
        ("PUBLIC_URL", "https://me@forms.example"),
        ("PUBLIC_URL", "https://forms.example:x"),
    ],
)
def test_an_address_that_could_not_be_used_is_a_mistake(name, value):
    with pytest.raises(SettingsRejected) as refused:
        read_settings({f"WEDFORMS_{name}": value})
    assert set(refused.value.mistakes) == {f"WEDFORMS_{name}"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FILES_URL", "/srv/files"),
        ("FILES_URL", "file:///srv/files"),
        ("FILES_URL", "s3://bucket"),
        ("SCANNER", "[::1]:3310"),
        ("RATE_LIMIT_STORAGE", "rediss://counts.example"),
        ("PUBLIC_URL", "https://forms.example:8443"),
    ],
)
def test_an_address_that_can_be_used_is_kept_as_it_was_written(name, value):
    assert getattr(read_settings({f"WEDFORMS_{name}": value}), name.lower()) == value


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"SMTP_URL": "smtps://mail.example"}, {"MAIL_FROM"}),
        ({"OUTBOX_FOLDER": "mails", "PUBLIC_URL": "https://forms.example"}, {"OUTBOX_FOLDER"}),
        (
            {"OUTBOX_FOLDER": "mails", "SMTP_URL": "smtp://mail.example", "PORT": "0"},
            {"OUTBOX_FOLDER", "MAIL_FROM", "PORT"},
        ),
        ({"SMTP_URL": "smtp+plain://u:p@relay", "MAIL_FROM": "a@b.example"}, {"SMTP_URL"}),
        ({"SMTP_URL": "smtp://u@mail.example", "MAIL_FROM": "a@b.example"}, {"SMTP_URL"}),
        ({"SMTP_URL": "smtp://mail.example:x", "MAIL_FROM": "a@b.example"}, {"SMTP_URL"}),
    ],
)
def test_mistakes_beside_another_setting_are_reported_too(given, wrong):
    environment = {f"WEDFORMS_{name}": value for name, value in given.items()}
    with pytest.raises(SettingsRejected) as refused:
        read_settings(environment)
    assert set(refused.value.mistakes) == {f"WEDFORMS_{name}" for name in wrong}


@pytest.mark.parametrize(
    "given",
    [
        {"OUTBOX_FOLDER": "mails"},
        {"SMTP_URL": "smtp://u:p@mail.example:25", "MAIL_FROM": "post@forms.example"},
    ],
)
def test_what_fits_together_is_taken(given):
    assert read_settings({f"WEDFORMS_{name}": value for name, value in given.items()})


@pytest.mark.parametrize(
    ("address", "security"),
    [
        ("smtps://mail.example", "tls"),
        ("smtp://mail.example", "starttls"),
        ("smtp://127.0.0.1:2525", "none"),
        ("smtp://[::1]:2525", "none"),
        ("smtp://localhost.example", "starttls"),
        ("smtp+plain://relay", "none"),
    ],
)
def test_the_way_to_the_mail_server_is_private_unless_it_is_at_home(address, security):
    assert read_relay(address).security == security
