"""Whoever answers a form twice is flagged, by link, couple or e-mail; both answers stay as sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.published import NOW, answers_to
from wedforms.core.clients import Client
from wedforms.forms import FormLink
from wedforms.forms.links import make_link
from wedforms.submissions import FormSubmission
from wedforms.submissions.attach import attach_to_earlier, repeats_of

CONTRACT = "photography-contract"
BASE = answers_to(CONTRACT)
OTHERS = {"partner1_email": "else@example.com", "partner2_email": "other@example.com"}


def send(office, **more):
    other = {key: more.pop(key) for key in list(more) if key.startswith("partner")}
    return office.send(CONTRACT, {**BASE, **other}, **more).submission_id


def attached(office, submission_id):
    with office.work() as session:
        return attach_to_earlier(session, submission_id)


def link(office, purpose):
    with office.work() as session:
        form_id = office.form(CONTRACT).form_id
        make_link(
            session, purpose=purpose, form_id=form_id, prefill={}, signing_key="k" * 32,
            expires_at=NOW + timedelta(days=900),
        )  # fmt: skip
        return session.scalars(select(FormLink.id).order_by(FormLink.id.desc())).first()


def couple(office):
    with office.work() as session:
        client = Client(partner_1_name="Ana")
        session.add(client)
        session.flush()
        return client.id


def test_the_same_email_in_any_case_is_the_same_person(ours):
    first = send(ours)
    second = send(
        ours, partner1_email=BASE["partner2_email"].upper(), partner2_email="new@example.com"
    )
    assert attached(ours, second) == first
    assert attached(ours, first) is None


def test_another_email_is_another_person(ours):
    send(ours)
    assert attached(ours, send(ours, **OTHERS)) is None


def test_the_same_personal_link_is_the_same_person(ours):
    own = link(ours, "personal")
    first = send(ours, link_id=own)
    assert attached(ours, send(ours, link_id=own, **OTHERS)) == first


def test_a_link_for_everybody_says_nothing_about_who_answers(ours):
    shared = link(ours, "public")
    send(ours, link_id=shared)
    assert attached(ours, send(ours, link_id=shared, **OTHERS)) is None


def test_the_same_couple_is_the_same_couple(ours):
    client = couple(ours)
    first = send(ours, client_id=client)
    assert attached(ours, send(ours, client_id=client, **OTHERS)) == first


def test_another_supplier_or_a_machine_is_nobody_s_first_answer(ours, theirs):
    send(theirs)
    send(ours, quarantined=True)
    assert attached(ours, send(ours)) is None


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_whichever_is_looked_at_first_all_point_at_the_first(ours, order):
    sent = [send(ours) for _ in range(3)]
    for at in order:
        attached(ours, sent[at])
    with ours.work() as session:
        rows = {one.id: one for one in session.scalars(select(FormSubmission))}
        assert [rows[one].attached_to_id for one in sent] == [None, sent[0], sent[0]]
        for one in sent:
            assert {two.id for two in repeats_of(session, rows[one])} == set(sent) - {one}


def test_looked_at_at_the_same_moment_none_is_missed(ours):
    sent = [send(ours) for _ in range(4)]
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda one: attached(ours, one), sent))
    with ours.work() as session:
        rows = session.scalars(
            select(FormSubmission).order_by(FormSubmission.submitted_at, FormSubmission.id)
        )
        assert [one.attached_to_id for one in rows] == [None, *[sent[0]] * 3]


def test_both_stay_as_they_were_sent(ours):
    first, second = send(ours), send(ours, partner1_name="Somebody Else")
    attached(ours, second)
    with ours.work() as session:
        rows = {one.id: one for one in session.scalars(select(FormSubmission))}
        assert rows[first].submission_data["partner1_name"] == BASE["partner1_name"]
        assert rows[second].submission_data["partner1_name"] == "Somebody Else"
        assert {one.revision for one in rows.values()} == {1}
