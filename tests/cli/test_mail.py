"""`wedforms mail bounce`: what a mail server pipes in is noted, or left alone."""

from __future__ import annotations

import json

from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.messaging import Letter, queue_mail
from wedforms.messaging.addresses import MailTag

REPORT = b"""\
Content-Type: multipart/report; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; ana@example.com
Action: failed
Status: 5.1.1

--b--
"""


def test_a_mail_that_is_no_bounce_is_left_alone(run):
    done = run("mail", "bounce", given=b"Subject: hello\n\nhello")
    assert (done.status, done.errors) == (0, "")
    assert json.loads(done.output) == {"is_bounce": False, "is_noted": False}


def test_a_bounce_is_noted_once(run_in_database, database, two_organizations):
    engine = create_engine_for(database.app)
    ours = two_organizations.ours.id
    letter = Letter(
        template="note",
        recipient="ana@example.com",
        facts={"subject": "Hello", "paragraphs": ["Hello"], "action": None},
    )
    with session_factory(engine)() as session, tenant_transaction(session, ours):
        mail = queue_mail(session, letter)
    to = f"bounces+{MailTag(ours, mail)}@wedforms.example"
    told = [run_in_database("mail", "bounce", "--to", to, given=REPORT) for _ in range(2)]
    assert [json.loads(done.output)["is_noted"] for done in told] == [True, False]
    other = f"bounces+{MailTag(two_organizations.theirs.id, mail)}@wedforms.example"
    done = run_in_database("mail", "bounce", "--to", other, given=REPORT)
    assert json.loads(done.output) == {"is_bounce": True, "is_noted": False}
    engine.dispose()
