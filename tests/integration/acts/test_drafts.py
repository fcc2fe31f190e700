"""Drafts: saved input by input, resumed by their link, sent once, changed until the deadline."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.published import NOW, TODAY, answers_to
from wedforms.forms.errors import LinkNotUsable
from wedforms.forms.find import published_form
from wedforms.forms.links import make_personal_link, open_personal_link
from wedforms.submissions import FormSubmission, SubmissionRevision
from wedforms.submissions.draft import DRAFT_LIFE, find_draft, save_inputs, start_draft
from wedforms.submissions.errors import (
    AlreadyReceived,
    ChangedMeanwhile,
    ChangesLocked,
    DraftNotFound,
    DraftSent,
)
from wedforms.submissions.receive import receive_submission
from wedforms.submissions.sent import find_sent, require_changeable, sent_of


def begin(office, slug="rsvp", inputs=None, **facts):
    with office.work() as session:
        form = published_form(session, slug)
        return start_draft(session, form=form, inputs=inputs or {}, who="", now=NOW, **facts)


def save(office, secret, inputs, *, who="", removed=()):
    with office.work() as session:
        draft = find_draft(session, secret, now=NOW)
        save_inputs(
            session, draft_id=draft.id, form=draft.form, inputs=inputs, who=who, removed=removed
        )


def resume(office, secret, now=NOW):
    with office.work() as session:
        return find_draft(session, secret, now=now)


def test_what_two_people_type_stands_side_by_side(ours):
    secret = begin(ours, inputs={"message": ["From the first device"]})
    save(ours, secret, {"household": ["The Shahs"]}, who="Priya")
    save(ours, secret, {"guests-a1-guest_name": ["Rohan"], "tags": ["x", "y"]}, who="Rohan")
    assert resume(ours, secret).inputs == {
        "message": ["From the first device"],
        "household": ["The Shahs"],
        "guests-a1-guest_name": ["Rohan"],
        "tags": ["x", "y"],
    }


def test_a_removed_row_takes_its_inputs_along(ours):
    secret = begin(ours, inputs={"guests-a1-name": ["A"], "guests-_rows": ["a1"], "note": ["kept"]})
    save(ours, secret, {"guests-_rows": [""]}, removed=["guests-a1-name"])
    assert resume(ours, secret).inputs == {"guests-_rows": [""], "note": ["kept"]}


def test_another_organization_cannot_resume_it(ours, theirs):
    secret = begin(ours)
    with pytest.raises(DraftNotFound):
        resume(theirs, secret)


def test_a_draft_ends_when_its_time_is_over(ours):
    secret = begin(ours)
    with pytest.raises(DraftNotFound):
        resume(ours, secret, now=NOW + DRAFT_LIFE + timedelta(seconds=1))


def test_a_sent_draft_is_the_submission_and_says_so_to_the_other_tab(ours):
    secret = begin(ours, slug="photography-contract")
    draft = resume(ours, secret)
    received = ours.send("photography-contract", draft_id=draft.id)
    assert received.submission_id == draft.id
    with pytest.raises(DraftSent) as sent:
        resume(ours, secret)
    assert sent.value.submission_id == received.submission_id
    other_tab = {**answers_to("photography-contract"), "partner1_name": "Another Tab"}
    with pytest.raises(AlreadyReceived):
        ours.send("photography-contract", other_tab, draft_id=draft.id)


def change(office, sent_id, raw, *, revision=1, key=None):
    with office.work() as session:
        form = published_form(session, "rsvp")
        attempt = office.attempt(form, key=key, amends_id=sent_id, amended_revision=revision)
        return receive_submission(session, form=form, raw=raw, attempt=attempt, today=TODAY)


def test_a_change_is_a_new_revision_and_the_old_answers_stay(ours):
    raw = answers_to("rsvp")
    sent = ours.send("rsvp", raw)
    change(ours, sent.submission_id, {**raw, "message": "We changed our minds"})
    with ours.work() as session:
        row = session.scalars(select(FormSubmission)).one()
        [before] = session.scalars(select(SubmissionRevision)).all()
        assert (row.revision, row.submission_data["message"]) == (2, "We changed our minds")
        assert before.submission_data.get("message") == raw.get("message")


def test_two_changes_from_the_same_answers_do_not_overwrite_each_other(ours):
    raw = answers_to("rsvp")
    sent = ours.send("rsvp", raw)
    change(ours, sent.submission_id, {**raw, "message": "First"})
    with pytest.raises(ChangedMeanwhile) as told:
        change(ours, sent.submission_id, {**raw, "message": "Second"})
    assert told.value.submission_id == sent.submission_id


def test_a_contract_is_not_changed_after_sending(ours):
    key = uuid4()
    ours.send("photography-contract", key=key)
    with ours.work() as session, pytest.raises(ChangesLocked):
        require_changeable(find_sent(session, ours.secrets[key]), now=NOW, today=TODAY)


def test_an_rsvp_may_be_changed_until_its_deadline_and_not_after(ours):
    ours.send("rsvp")
    with ours.work() as session:
        sent = sent_of(session, session.scalars(select(FormSubmission)).one())
        require_changeable(sent, now=NOW, today=TODAY)
        with pytest.raises(ChangesLocked):
            require_changeable(sent, now=NOW + timedelta(days=3650), today=TODAY)


def personal_link(office, **facts):
    with office.work() as session:
        form = published_form(session, "rsvp")
        given = {
            "prefill": {"household": "The Shahs"},
            "expires_at": NOW + timedelta(days=9),
            **facts,
        }
        return make_personal_link(session, form_id=form.form_id, **given)


def test_a_personal_link_carries_what_is_known_and_opening_it_writes_nothing(ours, theirs):
    secret = personal_link(ours)
    with ours.work() as session:
        link = open_personal_link(session, secret, now=NOW)
        assert link.prefill == {"household": "The Shahs"}
        assert not session.dirty
        assert not session.new
    with theirs.work() as session, pytest.raises(LinkNotUsable):
        open_personal_link(session, secret, now=NOW)


def test_an_ended_link_cannot_be_used(ours):
    secret = personal_link(ours)
    with ours.work() as session, pytest.raises(LinkNotUsable, match="ended"):
        open_personal_link(session, secret, now=NOW + timedelta(days=10))


def test_a_link_for_one_answer_takes_one(ours):
    secret = personal_link(ours, one_response=True)
    with ours.work() as session:
        link = open_personal_link(session, secret, now=NOW)
    first = ours.send("rsvp", link_id=link.id, at=NOW)
    with pytest.raises(AlreadyReceived) as told:
        ours.send("rsvp", link_id=link.id, at=NOW)
    assert told.value.submission_id == first.submission_id
