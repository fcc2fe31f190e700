"""What never stands in a log: who people are, what they typed, and the secrets that open things."""

from __future__ import annotations

import pytest

from tests.abuse.addresses import ENQUIRY
from tests.abuse.promised import assert_guarded
from tests.abuse.served import served
from tests.abuse.site import SECRET, Site, opened, read, running_site
from tests.abuse.workers import MEANWHILE, worker
from tests.web.forms import field, form, required
from wedforms.database.addresses import Addresses as Database
from wedforms.database.addresses import connected
from wedforms.database.roles import OWNER

#: Words that nobody but this module's person has.
PERSON = "Zebedee Quuxworth"
EMAIL = "zebedee@quuxworth.example"
ADDRESS = "203.0.113.77"
CONTRACT = {
    **form(
        required("who", label="Your name"),
        field("email", "email"),
        field("terms", "clause", "Terms", content="<p>{{who}} agrees.</p>"),
        name="Contract",
        settings={"review": False},
    ),
    "form_type": "contract",
}
ASKING = {"environ_overrides": {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": "Quuxphone/1"}}
#: What the database is damaged with, as a botched migration would.
FAULTS = {
    "a check that fails": "alter table form_submissions add constraint lately check"
    " (draft_data::text not like '%Zebedee%')",
    "a function that is gone": "drop function save_draft_inputs",
    "a column that is gone": "alter table form_submissions drop column origin cascade",
}
#: PostgreSQL tells the whole row that a check refuses.
BLAMING = "alter table documents add constraint lately check (data::text not like '%Zebedee%')"


def damage(database: Database, statement: str) -> None:
    with connected(database.owner) as connection:
        connection.execute(f"set role {OWNER}")
        connection.execute(statement)


def assert_tells_nobody(log: str, site: Site, *secrets: str) -> None:
    passwords = [str(url.password) for url in (site.database.app, site.database.worker)]
    personal = [*PERSON.split(), EMAIL, ADDRESS, "Quuxphone"]
    assert [word for word in (*personal, SECRET, *passwords, *secrets) if word in log] == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_our_own_fault_tells_nothing_of_the_machinery_and_logs_nobody(
    database, tmp_path, capsys, fault
):
    with running_site(database, tmp_path, log_level="info") as site:
        link = site.personal_link(site.publish(ENQUIRY))
        own = opened(site, link)
        damage(database, fault)
        typed = {**own, "who": PERSON, "_action": "save"}
        response = site.post(f"{link}?email={EMAIL}", typed, **ASKING)
    assert response.status_code == 500
    assert_guarded(response)
    assert "Something went wrong on our side" in " ".join(read(response).words)
    said = response.get_data(as_text=True)
    for machinery in ("Traceback", "psycopg", "sqlalchemy", "form_submissions", "SELECT", ".py"):
        assert machinery not in said
    log = capsys.readouterr().err
    assert "unexpected failure" in log
    assert "keeping.py" in log
    assert_tells_nobody(log, site, link.rpartition("/")[2])


def test_an_ordinary_day_leaves_nobody_in_the_log(database, tmp_path, capsys):
    with running_site(database, tmp_path, log_level="info") as site:
        address = site.publish(ENQUIRY)
        typed = {"who": PERSON, "guests-_rows": "a1", "guests-a1-name": PERSON, "_action": "submit"}
        for wrong in ({}, {"who": ""}, {"_token": "x"}, {"_attempt": "x"}, {"who": PERSON + "\0"}):
            site.post(address, {**opened(site, address), **typed, **wrong}, **ASKING)
        link = site.personal_link(address, prefill={"who": PERSON})
        site.client.get(link, **ASKING)
        site.client.get(f"{address}?who={PERSON}&email={EMAIL}", **ASKING)
    assert_tells_nobody(capsys.readouterr().err, site, link.rpartition("/")[2])


def test_a_worker_that_fails_tells_where_and_not_about_whom(database, tmp_path):
    log = tmp_path / "log"
    with running_site(database, tmp_path) as site:
        address = site.publish(CONTRACT)
        inputs = {**opened(site, address), "who": PERSON, "email": EMAIL, "_action": "submit"}
        assert site.post(address, inputs, **ASKING).status_code == 303
        damage(database, BLAMING)
        with (
            log.open("wb") as kept,
            worker(site, "--once", log_level="warning", log=kept) as process,
        ):
            assert process.wait(MEANWHILE) == 0
        assert site.ledger().rows("select * from documents") == []
    [told] = log.read_text().splitlines()
    assert ('"level": "warning"' in told, "CheckViolation" in told) == (True, True)
    assert_tells_nobody(log.read_text(), site)


def test_the_web_server_writes_no_addresses_that_open_something(database, tmp_path):
    with running_site(database, tmp_path) as site:
        link = site.personal_link(site.publish(ENQUIRY))
        with served(site, tmp_path, WEDFORMS_LOG_LEVEL="info") as server:
            asking = {"headers": {"X-Forwarded-For": ADDRESS, "User-Agent": "Quuxphone/1"}}
            assert server.ask(f"{link}?email={EMAIL}", **asking) == 200
            assert server.ask(link.replace("/p/", "/d/"), **asking) == 404
            assert server.stop() == 0
    assert "Started worker-1" in server.log
    assert_tells_nobody(server.log, site, link.rpartition("/")[2])
