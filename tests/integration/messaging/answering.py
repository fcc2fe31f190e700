"""A form that asks for an address, and people who answer it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from tests.factories.organizations import Tenant
from tests.integration.messaging.conftest import NOW, SECRET_KEY, Desk
from tests.web.forms import field, form, required
from wedforms.accounts.people import NewPerson
from wedforms.accounts.signup import add_owner
from wedforms.core.engine import session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms.exchange import import_form
from wedforms.forms.find import published_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.messaging.ways import Ways
from wedforms.submissions.receive import Attempt, receive_submission
from wedforms.submissions.sent import view_token

WAYS = Ways("https://forms.example")
QUESTIONS = (
    required("who", label="Your name"),
    field("mail", "email", "Your e-mail"),
    field("diet", label="What may you not eat?", sensitive=True),
    field("quarrel", label="Who should not sit together?", private=True),
    field(
        "guests",
        "group",
        "Guests",
        fields=[field("name", label="Name"), field("allergy", label="Allergy", sensitive=True)],
    ),
    field("remark", label="Anything else?"),
)
ANSWERS = {
    "who": "José <b>Núñez</b>",
    "mail": "jose@example.com",
    "diet": "nuts are deadly",
    "quarrel": "aunt Ida",
    "guests": [{"name": "Zoë", "allergy": "shellfish"}],
}


def publish(desk: Desk, tenant: Tenant | None = None, **settings: Any) -> UUID:
    """Publish the form (again); its id."""
    definition = form(*QUESTIONS, name="Your day", settings={"review": False, **settings})
    with desk.work(tenant) as session:
        made = import_form(session, read_definition(definition), slug="day")
        publish_form(session, made)
        return made.id


def answer(desk: Desk, tenant: Tenant | None = None, **facts: Any) -> UUID:
    """Send answers; the submission's id."""
    raw = {**ANSWERS, **facts.pop("raw", {})}
    with desk.work(tenant) as session:
        found = published_form(session, "day")
        key = uuid4()
        token = view_token(SECRET_KEY, form_id=found.form_id, attempt_key=key)
        attempt = Attempt(key=key, view_digest=token.digest, at=NOW, **facts)
        return receive_submission(
            session, form=found, raw=raw, attempt=attempt, today=NOW.date()
        ).submission_id


def add_person(desk: Desk, email: str, tenant: Tenant | None = None) -> None:
    """An owner of the organization."""
    person = NewPerson(email=email, password="a lens and a rose", first_name="Rose", last_name="L")
    organization = tenant or desk.tenants.ours
    with session_factory(desk.web)() as session, tenant_transaction(session, organization.id):
        add_owner(session, person)
