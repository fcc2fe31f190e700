"""A person is erased whole: no word of theirs stays but in what the law asks for, said as such."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import ProgrammingError

from tests.factories.every_table import TABLES
from tests.factories.reading import Ledger
from tests.factories.uploads import picture
from tests.integration.acts.erasing import ledger, store, traces, worker
from tests.published import NOW, Office
from wedforms.clients.enrol import enrol_client
from wedforms.clients.facts import ClientFacts, ContactFacts
from wedforms.clients.steps import take_step
from wedforms.core.communications import CommunicationEvent
from wedforms.core.security import DataRequest
from wedforms.files.forget import forget_deleted_uploads
from wedforms.files.keep import keep_file
from wedforms.files.uploads import inspect_upload, keep_upload
from wedforms.forms.exchange import import_form
from wedforms.forms.links import make_personal_link
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.messaging import Letter, queue_mail
from wedforms.messaging.letters import About
from wedforms.privacy.copy import rows_as_json, write_copy
from wedforms.privacy.disposal import BY_FUNCTION, EMPTIED, KEPT
from wedforms.privacy.erase import erase_person
from wedforms.privacy.holdings import holdings_of, pointers
from wedforms.privacy.requests import ask_erasure
from wedforms.privacy.subject import Subject, SubjectNotFound
from wedforms.submissions import AnswerExport, ChangeRequest, FormSubmission
from wedforms.submissions.draft import start_draft
from wedforms.submissions.errors import FormFull
from wedforms.submissions.issue import issue_for_submission
from wedforms.submissions.search import index_words

__all__ = ["ledger", "store", "worker"]

#: What is told of the couple, each word once at least and in no other person's rows.
WORDS = (
    "Priyanka", "Rohandas", "Quillstone", "Frometown", "Metatfair", "barnlover", "Byrnefolk",
    "Peanutty", "Lactosity", "Sulphites", "Withdrew", "Bouncedback", "Pleasechange", "Nowvegan",
    "priyanka@example.com", "192.0.2.7",
)  # fmt: skip
FACTS = ClientFacts(
    partner_1_name="Priyanka",
    partner_2_name="Rohandas",
    venue="Quillstone",
    town="Frometown",
    notes="Metatfair",
    tags=("barnlover",),
    contacts=(ContactFacts(kind="email", value="priyanka@example.com", is_primary=True),),
)


def asked(key: str, field_type: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "field_type": field_type, "label": key, **more}


FORM = {
    "name": "Needs",
    "form_type": "questionnaire",
    "settings": {"prefill": ["name"]},
    "fields": [asked("name"), asked("need"), asked("proof", "image"), asked("portrait", "image")],
}


def publish(office: Office) -> UUID:
    with office.work() as session:
        form = import_form(session, read_definition(FORM), slug="needs")
        publish_form(session, form)
        return form.id


def uploaded(office: Office, store, width: int) -> dict[str, Any]:
    with office.work() as session:
        upload = inspect_upload("Sulphites.jpg", picture(size=(width, 40)), accepted=("jpg",))
        return keep_upload(session, upload, store=store, now=NOW).answer


def enrolled(office: Office, facts: ClientFacts = FACTS) -> UUID:
    with office.work() as session:
        client_id = enrol_client(session, facts).id
        take_step(session, client_id, to="booked", reason="Withdrew elsewhere", revision=0)
        return client_id


def linked(office: Office, client_id: UUID | None) -> UUID:
    """A personal link with which nobody has answered yet."""
    with office.work() as session:
        make_personal_link(
            session,
            form_id=office.form("needs").form_id,
            prefill={"name": "Priyanka"},
            expires_at=NOW + timedelta(days=30),
            client_id=client_id,
            label="Byrnefolk",
            recipient="priyanka@example.com",
        )
        return session.scalar(text("select id from form_links order by id desc limit 1"))


def wrote(office: Office, submission_id: UUID, link_id: UUID) -> None:
    """A mail that told the answers and came back, and a wish that nobody has answered yet."""
    form_id = office.form("needs").form_id
    with office.work() as session:
        letter = Letter(
            template="note",
            recipient="priyanka@example.com",
            facts={"subject": "For Priyanka", "paragraphs": ("Peanutty",), "action": None},
            reply_to="priyanka@example.com",
            about=About(submission_id=submission_id, link_id=link_id, form_id=form_id),
        )
        message_id = queue_mail(session, letter)
        session.add(
            CommunicationEvent(
                communication_id=message_id, event_type="bounced", occurred_at=NOW,
                details={"said": "Bouncedback priyanka@example.com"},
            )
        )  # fmt: skip
        session.add(
            ChangeRequest(
                form_id=form_id, submission_id=submission_id, language="en",
                wanted="Pleasechange", reply="",
            )
        )  # fmt: skip


def lived(office: Office, store) -> tuple[UUID, UUID, list[dict[str, Any]]]:
    """A couple with everything that a couple can have but papers, its answers and its files."""
    publish(office)
    client_id = enrolled(office)
    link_id = linked(office, client_id)
    files = [uploaded(office, store, 60 + more) for more in range(3)]
    answers = {"name": "Priyanka", "need": "Peanutty", "proof": [files[0]]}
    sent = office.send("needs", answers, link_id=link_id).submission_id
    changed = {**answers, "need": "Lactosity", "proof": [files[1]]}
    office.send("needs", changed, amends_id=sent, amended_revision=1)
    with office.work() as session:
        inputs = {"need": ["Nowvegan"], "proof": [json.dumps(files[2])]}
        form = office.form("needs")
        start_draft(session, form=form, inputs=inputs, who="", now=NOW, link_id=link_id)
        index_words(session, sent)
    wrote(office, sent, link_id)
    return client_id, sent, files


def erase(office: Office, worker: Office, subject: Subject, store) -> UUID:
    with office.work() as session:
        request_id = ask_erasure(session, subject, by=None, now=NOW)
    with worker.work() as session:
        erase_person(session, request_id, now=NOW)
    with worker.work() as session:
        forget_deleted_uploads(session, store=store, now=NOW)
    return request_id


def test_a_couple_leaves_no_trace_in_any_table_nor_in_the_store(ours, worker, ledger, store):
    client_id, _, files = lived(ours, store)
    before = traces(ledger, WORDS)
    assert {word for _, word in before} == {word.lower() if "@" in word else word for word in WORDS}
    entries = ledger.value("select count(*) from audit_logs")
    erase(ours, worker, Subject("couple", client_id), store)
    assert traces(ledger, WORDS) == set()
    assert ledger.value("select count(*) from audit_logs") > entries
    organization = ours.tenant.id
    assert not any(store.exists(one["sha256"], organization_id=organization) for one in files)
    digests = "select count(*) from audit_logs where concat(old_values, new_values) like '%sha256:%' and table_name = 'form_submissions'"
    assert ledger.value(digests) == 0


def test_what_was_open_leads_nowhere_and_nothing_is_sent(ours, worker, ledger, store):
    client_id, _, _ = lived(ours, store)
    linked(ours, client_id)  # nobody has answered by this one
    erase(ours, worker, Subject("couple", client_id), store)
    assert ledger.value("select count(*) from form_links where revoked_at is null") == 0
    assert ledger.value("select count(*) from form_submissions where deleted_at is null") == 0
    assert ledger.value("select count(*) from form_submissions where draft_digest is not null") == 0
    assert ledger.value("select status from change_requests") == "ended"
    assert ledger.value("select status from communications") == "failed"
    assert ledger.value("select count(*) from clients where deleted_at is null") == 0


def test_a_household_without_an_entry_is_found_by_its_answer(ours, worker, ledger, store):
    publish(ours)
    link_id = linked(ours, None)
    first = ours.send("needs", {"name": "Priyanka", "need": "Peanutty"}, link_id=link_id)
    ours.send("needs", {"name": "Priyanka", "need": "Lactosity"}, link_id=link_id)
    wrote(ours, first.submission_id, link_id)
    erase(ours, worker, Subject("household", first.submission_id), store)
    assert traces(ledger, WORDS) == set()


def test_papers_stay_with_the_answers_they_were_made_from_and_that_is_said(
    ours, worker, ledger, store
):
    client_id, _, _ = lived(ours, store)
    contract = ours.send("photography-contract", client_id=client_id).submission_id
    with ours.work() as session:
        issue_for_submission(session, submission_id=contract, now=NOW)
    was = ledger.rows("select data, number from documents")
    answers = ledger.value(
        "select submission_data from form_submissions where id = :id", id=contract
    )
    request_id = erase(ours, worker, Subject("couple", client_id), store)
    assert ledger.rows("select data, number from documents") == was
    assert answers == ledger.value(
        "select submission_data from form_submissions where id = :id and deleted_at is null",
        id=contract,
    )
    evidence = {(table, "192.0.2.7") for table in ("form_submissions", "audit_logs")}
    assert traces(ledger, WORDS) == evidence
    said = json.loads(ledger.value("select notes from data_requests where id = :id", id=request_id))
    assert (said["documents"], said["form_submissions"]) == (1, 1)


def test_nobody_elses_rows_go(ours, theirs, worker, ledger, store, database):
    client_id, _, files = lived(ours, store)
    other = enrolled(ours, ClientFacts(partner_1_name="Zebedee", notes="Zebranotes"))
    kept = ours.send("needs", {"name": "Zebedee", "proof": [files[0]]}, client_id=other)
    lived(theirs, store)
    engine = create_engine(database.owner)
    strangers = Ledger(engine, theirs.tenant.id)
    before = traces(strangers, WORDS)
    erase(ours, worker, Subject("couple", client_id), store)
    assert traces(strangers, WORDS) == before
    engine.dispose()
    assert ("clients", "Zebranotes") in traces(ledger, ("Zebranotes",))
    with ours.work() as session:
        row = session.scalars(
            select(FormSubmission).where(FormSubmission.id == kept.submission_id)
        ).one()
        assert (row.submission_data["name"], row.erased_at) == ("Zebedee", None)
    organization = ours.tenant.id
    there = [store.exists(one["sha256"], organization_id=organization) for one in files]
    assert there == [True, False, False]


def test_a_public_link_and_what_repeats_an_answer_are_other_peoples(ours, worker, ledger, store):
    publish(ours)
    link_id = linked(ours, None)
    ledger.change("update form_links set purpose = 'public', label = 'Fair', prefill = '{}'")
    first = ours.send("needs", {"name": "Priyanka"}, link_id=link_id).submission_id
    other = ours.send("needs", {"name": "Zebedee"}, link_id=link_id).submission_id
    ledger.change(
        "update form_submissions set attached_to_id = :first where id = :other",
        first=first, other=other,
    )  # fmt: skip
    erase(ours, worker, Subject("household", first), store)
    kept = "select submission_data ->> 'name' from form_submissions where id = :id"
    assert ledger.value(kept, id=other) == "Zebedee"
    erase(ours, worker, Subject("household", other), store)
    assert ledger.rows("select label, revoked_at from form_links") == [
        {"label": "Fair", "revoked_at": None}
    ]


def test_files_of_answers_that_were_taken_out_go_too(ours, worker, ledger, store):
    client_id, _, _ = lived(ours, store)
    with ours.work() as session:
        kept = keep_file(
            session, store=store, content=b"Priyanka", name="a.csv", media_type="text/csv",
            kind="export",
        )  # fmt: skip
        session.add(
            AnswerExport(
                form_id=ours.form("needs").form_id, format="csv", status="done",
                file_id=kept.id, finished_at=NOW, expires_at=NOW + timedelta(days=1),
            )
        )  # fmt: skip
        sha256 = kept.sha256
    erase(ours, worker, Subject("couple", client_id), store)
    assert not store.exists(sha256, organization_id=ours.tenant.id)


def test_their_places_are_free_again(ours, worker, store):
    with ours.work() as session:
        small = {**FORM, "settings": {"capacity": 1}}
        publish_form(session, import_form(session, read_definition(small), slug="small"))
    sent = ours.send("small", {"name": "Priyanka"}).submission_id
    with pytest.raises(FormFull):
        ours.send("small", {"name": "Zebedee"})
    erase(ours, worker, Subject("household", sent), store)
    ours.send("small", {"name": "Zebedee"})


def test_it_is_done_once_and_asked_once(ours, worker, ledger, store):
    client_id, _, _ = lived(ours, store)
    subject = Subject("couple", client_id)
    with ours.work() as session:
        first = ask_erasure(session, subject, by=None, now=NOW)
        assert ask_erasure(session, subject, by=None, now=NOW) == first
    erase(ours, worker, subject, store)
    entries = ledger.value("select count(*) from audit_logs")
    with worker.work() as session:
        erase_person(session, first, now=NOW)
    assert ledger.value("select count(*) from audit_logs") == entries
    [job] = [one for one in ledger.jobs() if one["task_name"] == "erasure.asked"]
    assert set(job["args"]) == {"organization_id", "request_id"}


def test_the_copy_has_every_row_and_file_and_no_secret(ours, theirs, store, tmp_path):
    client_id, sent, files = lived(ours, store)
    enrolled(ours, ClientFacts(partner_1_name="Zebedee"))
    with ours.work() as session:
        holdings = holdings_of(session, Subject("couple", client_id))
        told = rows_as_json(session, holdings)
        write_copy(tmp_path / "copy.zip", told, holdings, store=store)
    with ZipFile(tmp_path / "copy.zip") as archive:
        words = archive.read("data.json").decode()
        names = archive.namelist()
    assert [word for word in WORDS if word not in words] == []
    assert "Zebedee" not in words
    assert len([one for one in names if one.startswith("files/")]) == len(files)
    assert str(sent) in words
    assert "digest" not in words
    with theirs.work() as session, pytest.raises(SubjectNotFound):
        holdings_of(session, Subject("couple", client_id))


def test_every_table_that_leads_to_a_person_says_what_becomes_of_it():
    found, waiting = set(), ["clients", "form_submissions"]
    while waiting:
        table = waiting.pop()
        if table not in found:
            found.add(table)
            waiting += [one.table for one in pointers().get(table, ())]
    decided = [*EMPTIED, *BY_FUNCTION, *KEPT]
    assert sorted(decided) == sorted(found)
    assert found <= TABLES.keys()


@pytest.mark.parametrize(
    "act",
    [
        "erase_whole_submission(:mine, :mine)",
        "empty_trail_of_person(:mine, '{}')",
        "empty_events_of_mails(:mine, '{}')",
    ],
)
def test_only_the_worker_erases(ours, act):
    with pytest.raises(ProgrammingError) as raised, ours.work() as session:
        session.execute(text(f"select {act}"), {"mine": ours.tenant.id})
    assert isinstance(raised.value.orig, InsufficientPrivilege)


def test_who_asked_is_kept_without_a_word_of_theirs(ours, worker, store, ledger):
    client_id, _, _ = lived(ours, store)
    erase(ours, worker, Subject("couple", client_id), store)
    with ours.work() as session:
        request = session.scalars(select(DataRequest)).one()
        assert (request.kind, request.status) == ("erasure", "completed")
        assert request.subject == f"couple:{client_id}"
    acts = "select count(*) from audit_logs where action = 'person.erased' and record_id = :id"
    assert ledger.value(acts, id=client_id) == 1
