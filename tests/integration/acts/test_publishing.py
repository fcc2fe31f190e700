"""Publishing: equal content is one version, older versions stay, and a form travels as JSON."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests.published import definition_of
from wedforms.forms import Form, FormField, FormVersion
from wedforms.forms.drafting import draft_definition
from wedforms.forms.errors import FormDeleted, FormNotFound, FormNotPublished, FormTypeFixed
from wedforms.forms.exchange import export_form, import_form, kept_form
from wedforms.forms.find import form_of_version, published_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import content_hash

RSVP = "rsvp"


def renamed(slug, name):
    return read_definition({**definition_of(slug), "name": name})


@pytest.mark.parametrize("slug", ["photography-contract", "rsvp", "deposit-balance-invoice"])
def test_an_export_imported_again_has_the_equal_content_hash(ours, slug):
    with ours.work() as session:
        exported = export_form(session, slug)
        again = import_form(session, read_definition(exported), slug=f"{slug}-again")
        assert publish_form(session, again).content_hash == ours.form(slug).compiled.content_hash


def test_the_draft_in_rows_says_what_the_definition_says(ours):
    wanted = content_hash(read_definition(definition_of(RSVP)))
    with ours.work() as session:
        assert content_hash(draft_definition(session, kept_form(session, RSVP))) == wanted


def test_publishing_equal_content_again_makes_no_new_version(ours):
    with ours.work() as session:
        form = import_form(session, read_definition(definition_of(RSVP)), slug=RSVP)
        assert publish_form(session, form).number == 1
        assert session.scalar(select(func.count()).select_from(FormVersion)) == 4


def test_a_new_version_leaves_the_old_one_as_it_was(ours):
    before = ours.form(RSVP)
    with ours.work() as session:
        publish_form(session, import_form(session, renamed(RSVP, "Renamed"), slug=RSVP))
    with ours.work() as session:
        assert published_form(session, RSVP).compiled.definition.name == "Renamed"
        assert form_of_version(session, before.version_id).compiled == before.compiled


def test_going_back_to_earlier_content_is_the_earlier_version(ours):
    with ours.work() as session:
        publish_form(session, import_form(session, renamed(RSVP, "Renamed"), slug=RSVP))
        back = import_form(session, read_definition(definition_of(RSVP)), slug=RSVP)
        assert publish_form(session, back).number == 1


def test_removed_fields_stay_in_the_table_as_deleted(ours):
    with ours.work() as session:
        import_form(session, read_definition(definition_of(RSVP)), slug=RSVP)
        deleted = select(func.count()).where(FormField.deleted_at.is_not(None))
        assert session.scalar(deleted) > 0


def test_a_form_keeps_its_type(ours):
    with ours.work() as session, pytest.raises(FormTypeFixed):
        import_form(session, read_definition(definition_of("lead-enquiry")), slug=RSVP)


def test_each_kind_of_absence_is_its_own_fact(ours, theirs):
    with ours.work() as session:
        form = import_form(session, renamed(RSVP, "Draft only"), slug="draft-only")
        with pytest.raises(FormNotPublished):
            published_form(session, form.slug)
        with pytest.raises(FormNotFound):
            published_form(session, "nowhere")
        session.scalars(select(Form).where(Form.slug == RSVP)).one().deleted_at = func.now()
        session.flush()
        with pytest.raises(FormDeleted):
            published_form(session, RSVP)
    assert theirs.form(RSVP).slug == RSVP


def test_a_version_of_another_organization_cannot_be_opened(ours, theirs):
    with theirs.work() as session, pytest.raises(FormNotFound):
        form_of_version(session, ours.form(RSVP).version_id)
