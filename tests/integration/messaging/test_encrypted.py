"""The way to the mail server is encrypted, and the server is the one that it says it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories.certificates import Authority, new_authority
from tests.factories.postoffice import accept, post_office
from wedforms.lib.relay import Relay
from wedforms.messaging.errors import MailDelayed
from wedforms.messaging.post import SmtpPost, post_of

UNTRUSTED = "the mail server’s certificate is not one that we can trust"
USER, PASSWORD = "rose", "a word that nobody may hear"


@pytest.fixture
def authority(tmp_path, monkeypatch) -> Authority:
    """An authority that this machine trusts, as operators make it trust their own."""
    made = new_authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.path))
    return made


def starttls(port: int) -> SmtpPost:
    """A way out that insists on STARTTLS (of this machine alone, none would be asked for)."""
    relay = Relay(
        host="127.0.0.1", port=port, security="starttls", user=USER, password=PASSWORD
    )  # fmt: skip
    return SmtpPost(relay=relay, mail_from="post@wedforms.example")


def smtps(settings, port: int) -> SmtpPost:
    url = f"smtps://{USER}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{port}"
    made = post_of(replace(settings, smtp_url=url))
    assert isinstance(made, SmtpPost)
    return made


def refused(desk, office, heard) -> str:
    """What a mail says that could not be handed over; nothing reached the server."""
    mail = desk.queue()
    with pytest.raises(MailDelayed):
        desk.send(mail)
    assert office.deliveries == []
    assert heard == []
    return desk.message(mail)["failure"]


def test_a_mail_goes_out_under_tls_from_the_first_byte(desk, settings, authority):
    options = {"ssl_context": authority.server(), "authenticator": accept(USER, PASSWORD)}
    with post_office(auth_require_tls=False, **options) as office:
        desk.post = smtps(settings, office.port)
        desk.send(desk.queue())
        assert [one.is_signed_in for one in office.deliveries] == [True]


def test_a_mail_goes_out_after_starttls(desk, authority):
    options = {"tls_context": authority.server(), "authenticator": accept(USER, PASSWORD)}
    with post_office(require_starttls=True, **options) as office:
        desk.post = starttls(office.port)
        desk.send(desk.queue())
        assert [one.is_signed_in for one in office.deliveries] == [True]


@pytest.mark.parametrize("wrong", [{"is_over": True}, {"address": "192.0.2.1"}, {}])
@pytest.mark.parametrize("way", ["smtps", "starttls"])
def test_a_server_with_a_wrong_certificate_hears_nothing(
    desk, settings, authority, tmp_path, wrong, way
):
    """One that is over, one of another server, and one that nobody we know has signed."""
    (tmp_path / "stranger").mkdir()
    signer = authority if wrong else new_authority(tmp_path / "stranger")
    context = signer.server(**wrong)
    heard: list[object] = []
    authenticator = {"authenticator": accept(USER, PASSWORD, heard)}
    if way == "smtps":
        options = {"ssl_context": context, "auth_require_tls": False, **authenticator}
    else:
        options = {"tls_context": context, **authenticator}
    with post_office(**options) as office:
        desk.post = smtps(settings, office.port) if way == "smtps" else starttls(office.port)
        assert refused(desk, office, heard) == UNTRUSTED


def test_a_server_without_encryption_hears_no_password(desk):
    heard: list[object] = []
    options = {"authenticator": accept(USER, PASSWORD, heard), "auth_require_tls": False}
    with post_office(**options) as office:
        desk.post = starttls(office.port)
        assert refused(desk, office, heard) == "the mail server offers no encryption"


def test_a_server_that_speaks_no_tls_is_not_spoken_to(desk, settings):
    with post_office() as office:
        desk.post = smtps(settings, office.port)
        assert refused(desk, office, []) == "no secure connection to the mail server could be made"
