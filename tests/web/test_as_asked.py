"""What was answered is shown for ever as it was asked: on every page, in the download, on paper."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.designer import sign_in_designer
from tests.web.versions import FIRST, SECOND, answer, form_id
from wedforms.documents.render import render_pdf
from wedforms.documents.template import document_html
from wedforms.forms import Form
from wedforms.submissions import FormSubmission
from wedforms.submissions.paper import paper_data

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def answered(publish, app) -> str:
    """One couple chose the trout; then the menu changed, the song went, and the form was renamed."""
    address = publish(FIRST)
    sent = answer(app, address, who="Ana", meal="fish", song="Yesterday")
    publish({**SECOND, "name": "Supper"})
    answer(app, address, who="Ben", meal="pie")
    return sent


@pytest.fixture
def designer(app, tenant_session, two_organizations) -> Browser:
    return sign_in_designer(app, tenant_session, two_organizations.ours)


def first_sent(session):
    return session.scalars(select(FormSubmission).order_by(FormSubmission.submitted_at)).first()


def test_the_couple_sees_what_they_were_asked(answered, app):
    page = Browser(app.test_client()).open(answered)
    assert {"Dinner", "Trout", "A song", "Yesterday"} <= set(page.page.words)
    assert "Mushroom pie" not in page.text


def test_the_supplier_sees_what_was_asked(designer, answered, tenant_session, two_organizations):
    with tenant_session(two_organizations.ours) as session:
        submission_id = first_sent(session).id
    page = designer.open(f"/studio/answers/{submission_id}")
    for words in ("Trout", "A song", "Yesterday"):
        assert words in page.text
    assert "Mushroom pie" not in page.text


def test_a_download_holds_each_answer_as_it_was_asked(
    designer, answered, tenant_session, two_organizations
):
    wanted = form_id(tenant_session, two_organizations.ours)
    lines = designer.client.get(f"/studio/forms/{wanted}/answers.csv").get_data(as_text=True)
    ana, ben = (line for line in lines.splitlines() if '"Ana"' in line or '"Ben"' in line)
    assert '"Yesterday"' in ana
    assert '"1"' in ana
    assert '"2"' in ben
    assert "Trout" in lines
    assert "Mushroom pie" in lines


def test_a_paper_prints_what_was_asked(answered, tenant_session, two_organizations):
    with tenant_session(two_organizations.ours) as session:
        data = paper_data(session, first_sent(session).id, sensitive=True, now=NOW)
        assert session.scalars(select(Form.name)).one() == "Supper"
    pdf = render_pdf(document_html(data, {}))
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    text = done.stdout.decode()
    for words in ("Dinner", "Trout", "A song", "Yesterday"):
        assert words in text
    assert "Mushroom" not in text
    assert "Supper" not in text
