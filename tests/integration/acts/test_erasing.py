"""What a form promised to keep for so many days goes then, and leaves no trace but its count."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import ProgrammingError

from tests.cli.conftest import plain
from tests.factories.reading import Ledger
from tests.factories.uploads import picture
from tests.integration.acts.erasing import ledger, store, traces, worker
from tests.published import NOW, Office
from wedforms.core.security import AuditLog
from wedforms.files import StoredFile
from wedforms.files.forget import forget_deleted_uploads
from wedforms.files.uploads import inspect_upload, keep_upload
from wedforms.forms.exchange import import_form
from wedforms.forms.links import make_personal_link
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.jobs.open import open_workshop
from wedforms.jobs.organizations import LeftUndone, in_each
from wedforms.jobs.upkeep import erase_due
from wedforms.settings import read_settings
from wedforms.submissions import FormSubmission, SubmissionAnswer
from wedforms.submissions.draft import Basis, start_draft
from wedforms.submissions.erase import erase_due_answers
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.sent import find_sent

__all__ = ["ledger", "store", "worker"]

SLUG = "needs"
SECRETS = ("Peanuts", "Lactose", "Epilepsy", "Sulphites")


def asked(key: str, field_type: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "field_type": field_type, "label": key, **more}


def definition(**settings: Any) -> dict[str, Any]:
    return {
        "name": "Needs", "form_type": "questionnaire",
        "settings": {"retention_days": 60, "event_date": "day", "prefill": ["name"], **settings},
        "fields": [
            asked("name"), asked("day", "date"), asked("need", sensitive=True),
            asked("guests", "group", fields=[asked("guest"), asked("diet", sensitive=True)]),
            asked("kin", "group", fields=[asked("illness")], sensitive=True),
            asked("proof", "image", sensitive=True), asked("portrait", "image"),
        ],
    }  # fmt: skip


ANSWERS = {
    "name": "Priya",
    "need": "Peanuts",
    "guests": [{"_id": "a", "guest": "Rohan", "diet": "Lactose"}, {"_id": "b", "guest": "Anya"}],
    "kin": [{"_id": "k", "illness": "Epilepsy"}],
}
KEPT = {"name": "Priya", "guests": [{"_id": "a", "guest": "Rohan"}, {"_id": "b", "guest": "Anya"}]}


def publish(office: Office, **settings: Any) -> None:
    with office.work() as session:
        form = import_form(session, read_definition(definition(**settings)), slug=SLUG)
        publish_form(session, form)


def uploaded(office: Office, store, size: tuple[int, int]) -> dict[str, Any]:
    with office.work() as session:
        upload = inspect_upload("Sulphites.jpg", picture(size=size), accepted=("jpg",))
        return keep_upload(session, upload, store=store, now=NOW).answer


def sent_days_ago(ledger: Ledger, days: int) -> None:
    """Days of the form's own zone: over a change of the clock they are not all of 24 hours."""
    earlier = ", ".join(
        f"{one} = ({one} at time zone 'Europe/London' - make_interval(days => :days))"
        " at time zone 'Europe/London'"
        for one in ("submitted_at", "amended_at", "erased_at")
    )
    ledger.change(f"update form_submissions set {earlier}", days=days)


def erase(worker: Office) -> None:
    with worker.work() as session:
        assert erase_due_answers(session) is False


def stored(office: Office, submission_id: UUID) -> FormSubmission:
    with office.work() as session:
        return session.scalars(
            select(FormSubmission).where(FormSubmission.id == submission_id)
        ).one()


def send_and_change(office: Office) -> UUID:
    """An answer that was begun as a draft, changed once, and is being changed again."""
    form = office.form(SLUG)
    first = office.send(SLUG, ANSWERS).submission_id
    changed = {**ANSWERS, "name": "Priya"}
    office.send(SLUG, {**changed, "kin": []}, amends_id=first, amended_revision=1)
    office.send(SLUG, changed, amends_id=first, amended_revision=2)
    with office.work() as session:
        inputs = {"need": ["Peanuts"]}
        start_draft(session, form=form, inputs=inputs, who="", now=NOW, changes=Basis(first, 2))
    return first


def test_sensitive_answers_leave_every_table(ours, worker, ledger):
    publish(ours)
    sent = send_and_change(ours)
    entries = ledger.value("select count(*) from audit_logs where record_id = :id", id=sent)
    sent_days_ago(ledger, 60)
    assert traces(ledger, SECRETS) != set()
    erase(worker)
    assert traces(ledger, SECRETS) == set()
    row = stored(ours, sent)
    assert (row.submission_data, row.deleted_at) == (KEPT, None)
    assert row.erased_at is not None
    assert ledger.value("select count(*) from audit_logs where record_id = :id", id=sent) > entries
    [act] = ledger.rows("select new_values from audit_logs where action = 'answers.erased'")
    assert act == {"new_values": {"everything": False}}


def test_nothing_in_a_sensitive_field_or_group_is_lifted_out_for_lists(ours):
    publish(ours)
    ours.send(SLUG, ANSWERS)
    with ours.work() as session:
        lifted = set(session.scalars(select(SubmissionAnswer.value_text)))
    assert lifted == {"Priya", "Rohan", "Anya"}


def test_no_digest_of_what_was_erased_is_left_to_guess_by(ours, worker, ledger):
    publish(ours)
    sent = send_and_change(ours)
    digests = ledger.rows("select body_hash from form_submissions where body_hash is not null")
    sent_days_ago(ledger, 60)
    erase(worker)
    assert traces(ledger, tuple(one["body_hash"] for one in digests)) == set()
    trail = "select count(*) from audit_logs where record_id = :id and concat(old_values, new_values) like '%sha256:%'"
    assert ledger.value(trail, id=sent) == 0


def test_everything_goes_where_the_form_says_so(ours, worker, ledger):
    publish(ours, retention_of="everything")
    with ours.work() as session:
        link = make_personal_link(
            session, form_id=ours.form(SLUG).form_id, prefill={"name": "Priya"},
            expires_at=None, label="The Shahs",
        )  # fmt: skip
        assert link
        link_id = session.scalar(text("select id from form_links where label = 'The Shahs'"))
    sent = ours.send(SLUG, ANSWERS, link_id=link_id).submission_id
    secret = list(ours.secrets.values())[-1]
    sent_days_ago(ledger, 60)
    erase(worker)
    words = (*SECRETS, "Priya", "Rohan", "Anya", "Shahs", "192.0.2.7")
    assert traces(ledger, words) == set()
    assert stored(ours, sent).submission_data == {}
    with ours.work() as session:
        assert session.scalars(select(SubmissionAnswer)).all() == []
        with pytest.raises(SubmissionNotFound):
            find_sent(session, secret)


@pytest.mark.parametrize(
    ("settings", "day", "days_ago", "is_over"),
    [
        ({}, None, 59, False),
        ({}, None, 60, True),
        ({}, -59, 100, False),
        ({}, -60, 100, True),
        ({}, -100, 59, False),
        ({}, 10, 100, False),
        ({"retention_from": "sending"}, 10, 60, True),
        ({"retention_days": None}, -3_000, 3_000, False),
    ],
    ids=[
        "59 days after sending", "60 days after sending", "59 days after the day",
        "60 days after the day", "sent after the day", "before the day",
        "from sending whatever the day", "without a term",
    ],
)  # fmt: skip
def test_the_term_counts_from_the_day_or_from_sending(
    ours, worker, ledger, settings, day, days_ago, is_over
):
    publish(ours, **settings)
    today = ledger.value("select (now() at time zone 'Europe/London')::date")
    on = {} if day is None else {"day": (today + timedelta(days=day)).isoformat()}
    sent = ours.send(SLUG, {**ANSWERS, **on}).submission_id
    sent_days_ago(ledger, days_ago)
    erase(worker)
    assert (stored(ours, sent).erased_at is not None) is is_over
    assert ("need" in stored(ours, sent).submission_data) is not is_over


def test_a_change_after_the_end_of_the_term_begins_a_new_one(ours, worker, ledger):
    publish(ours)
    sent = ours.send(SLUG, ANSWERS).submission_id
    sent_days_ago(ledger, 60)
    erase(worker)
    ours.send(SLUG, ANSWERS, amends_id=sent, amended_revision=1)
    erase(worker)
    assert stored(ours, sent).submission_data["need"] == "Peanuts"
    sent_days_ago(ledger, 60)
    erase(worker)
    assert stored(ours, sent).submission_data == KEPT


def test_files_leave_the_store_unless_somebody_still_names_them(ours, worker, ledger, store):
    publish(ours)
    own, shared, shown = (uploaded(ours, store, (60 + more, 40)) for more in range(3))
    ours.send(SLUG, {**ANSWERS, "proof": [own], "portrait": [shown]})
    ours.send(SLUG, {**ANSWERS, "proof": [shared]})
    sent_days_ago(ledger, 60)
    ours.send(SLUG, {**ANSWERS, "proof": [shared]})
    erase(worker)
    with worker.work() as session:
        forget_deleted_uploads(session, store=store, now=NOW)
    organization = ours.tenant.id
    there = [
        store.exists(one["sha256"], organization_id=organization) for one in (own, shared, shown)
    ]
    assert there == [False, True, True]
    with ours.work() as session:
        gone = session.scalars(select(StoredFile).where(StoredFile.purged_at.is_not(None))).one()
        assert (gone.sha256, gone.name, gone.details) == (own["sha256"], "", {})
    kept = uploaded(ours, store, (60, 40))
    assert store.exists(kept["sha256"], organization_id=organization)
    with ours.work() as session:
        gone = select(func.count()).where(StoredFile.deleted_at.is_not(None))
        assert session.scalar(gone) == 0


def test_nothing_of_another_supplier_goes(ours, theirs, worker, database, ledger):
    for office in (ours, theirs):
        publish(office)
    sent = theirs.send(SLUG, ANSWERS).submission_id
    engine = create_engine(database.owner)
    sent_days_ago(Ledger(engine, theirs.tenant.id), 100)
    engine.dispose()
    erase(worker)
    assert stored(theirs, sent).submission_data["need"] == "Peanuts"


def test_the_worker_erases_in_every_organization(ours, theirs, database, tmp_path):
    sent = {}
    for office in (ours, theirs):
        publish(office)
        sent[office.tenant.id] = office.send(SLUG, ANSWERS).submission_id
        engine = create_engine(database.owner)
        sent_days_ago(Ledger(engine, office.tenant.id), 60)
        engine.dispose()
    settings = read_settings(
        {
            "WEDFORMS_WORKER_DATABASE_URL": plain(database.worker),
            "WEDFORMS_DATA_FOLDER": str(tmp_path),
        }
    )
    with open_workshop(settings) as workshop:
        in_each(workshop, erase_due)
    for office in (ours, theirs):
        assert stored(office, sent[office.tenant.id]).submission_data == KEPT


def test_where_erasing_fails_the_other_organizations_go_on(ours, theirs, database, tmp_path):
    sent = {}
    for office in (ours, theirs):
        publish(office)
        sent[office.tenant.id] = office.send(SLUG, ANSWERS).submission_id
        engine = create_engine(database.owner)
        sent_days_ago(Ledger(engine, office.tenant.id), 60)
        if office is ours:
            spoilt = "update form_versions set definition = jsonb_set(definition, :at, :zone)"
            Ledger(engine, office.tenant.id).change(
                spoilt, at=["settings", "time_zone"], zone='"Nowhere/Town"'
            )
        engine.dispose()
    settings = read_settings(
        {
            "WEDFORMS_WORKER_DATABASE_URL": plain(database.worker),
            "WEDFORMS_DATA_FOLDER": str(tmp_path),
        }
    )
    with open_workshop(settings) as workshop, pytest.raises(LeftUndone) as told:
        in_each(workshop, erase_due)
    assert told.value.organizations == (ours.tenant.id,)
    assert stored(theirs, sent[theirs.tenant.id]).submission_data == KEPT


@pytest.mark.parametrize(
    "act",
    [
        "erase_due_answers(:mine, 9)",
        "empty_trail(:mine, '{}')",
        "empty_revision(:mine, :mine, '{}')",
    ],
)
def test_only_the_worker_erases(ours, act):
    with pytest.raises(ProgrammingError) as raised, ours.work() as session:
        session.execute(text(f"select {act}"), {"mine": ours.tenant.id})
    assert isinstance(raised.value.orig, InsufficientPrivilege)


def test_the_trail_itself_cannot_be_changed_by_the_worker(worker):
    with pytest.raises(ProgrammingError) as raised, worker.work() as session:
        session.query(AuditLog).update({"old_values": None})
    assert isinstance(raised.value.orig, InsufficientPrivilege)
