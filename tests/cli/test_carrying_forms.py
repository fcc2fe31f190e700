"""`wedforms form import` and `form export`: what is carried out and in again is the same form."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from tests.factories.reading import Ledger
from tests.factories.workbooks import survey
from tests.published import ROOT, definition_file, definition_of
from wedforms.forms import Form, FormVersion
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import content_hash

EVERY_FORM = sorted(path.stem for path in (ROOT / "wedforms/forms/gallery").glob("*.json"))


@pytest.fixture
def database(module_database):
    """One database for all: each form here has an address of its own."""
    return module_database


def count(office, model):
    with office.work() as session:
        return session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("slug", EVERY_FORM)
def test_an_export_imported_again_has_the_equal_content_hash(
    run_in_database, write, ours, theirs, slug
):
    address = f"carried-{slug}"
    more = ("--slug", address, "--publish")
    came_in = run_in_database(
        "form", "import", definition_file(slug), "--org", ours.tenant.slug, *more
    ).answer
    out = run_in_database("form", "export", "--org", ours.tenant.slug, address).output
    again = run_in_database("form", "import", write(out), "--org", theirs.tenant.slug, *more).answer
    assert came_in["content_hash"] == content_hash(read_definition(definition_of(slug)))
    assert again == {"form": address, "version": 1, "content_hash": came_in["content_hash"]}


def test_importing_the_same_again_makes_no_new_version(run_in_database, ours):
    versions = count(ours, FormVersion)
    done = run_in_database(
        "form",
        "import",
        definition_file("rsvp"),
        "--org",
        ours.tenant.slug,
        "--slug",
        "rsvp",
        "--publish",
    )
    assert (done.status, done.answer["version"]) == (0, 1)
    assert count(ours, FormVersion) == versions


def test_an_import_without_publishing_is_a_draft_that_can_be_exported(run_in_database, write, ours):
    definition = {**definition_of("lead-enquiry"), "name": "Été à l’Abbaye"}
    done = run_in_database(
        "form", "import", write(json.dumps(definition, default=str)), "--org", ours.tenant.slug
    )
    assert done.answer == {"form": "ete-a-labbaye", "version": None, "content_hash": None}
    assert (
        run_in_database("form", "export", "--org", ours.tenant.slug, "ete-a-labbaye").answer["name"]
        == "Été à l’Abbaye"
    )


def test_one_organization_cannot_carry_out_anothers_form(run_in_database, ours, theirs):
    run_in_database(
        "form", "import", definition_file("rsvp"), "--org", ours.tenant.slug, "--slug", "only-ours"
    )
    done = run_in_database("form", "export", "--org", theirs.tenant.slug, "only-ours")
    assert (done.status, done.output) == (2, b"")
    assert "There is no form “only-ours”" in done.errors


def test_what_could_be_better_is_told_and_does_not_stop_the_import(run_in_database, write, ours):
    definition = {
        "name": "Two languages", "form_type": "questionnaire",
        "fields": [{"key": "a", "field_type": "single_choice", "label": "A", "options": [{"value": "x", "label": "X"}]}],
        "rules": [{"when": 'a = "y"', "message": "Never"}],
    }  # fmt: skip
    done = run_in_database(
        "form", "import", write(json.dumps(definition)), "--org", ours.tenant.slug, "--publish"
    )
    assert (done.status, done.answer["version"]) == (0, 1)
    assert {(one["about"], one["severity"]) for one in done.problems} == {("definition", "warning")}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--org", "nobody"), 2, "There is no organization “nobody”."),
        (("--org", "../etc"), 2, "There is no organization"),
        (("--org", "\udcff"), 2, "cannot be stored"),
        ((), 2, "Missing option '--org'"),
        (("--org", "rose-and-lens", "--slug", "Bad Slug!"), 2, "lower-case letters"),
        (("--org", "rose-and-lens", "--slug", "x" * 81), 2, "lower-case letters"),
        (("--org", "rose-and-lens", "--slug", ""), 2, "is empty"),
        (("--org", "rose-and-lens", "--slug", "lead-enquiry"), 2, "a form keeps its type"),
    ],
)
def test_an_import_that_cannot_be_done_says_why_and_leaves_nothing(
    run_in_database, ours, words, status, said
):
    forms = count(ours, Form)
    done = run_in_database("form", "import", definition_file("photography-contract"), *words)
    assert (done.status, done.output) == (status, b"")
    assert said in done.errors
    assert count(ours, Form) == forms


def test_a_tier_that_is_full_takes_no_more(run_in_database, ours, owner_engine):
    ledger = Ledger(owner_engine, ours.tenant.id)
    ledger.change("update organizations set max_forms = 0")
    done = run_in_database(
        "form", "import", definition_file("rsvp"), "--org", ours.tenant.slug, "--slug", "one-more"
    )
    ledger.change("update organizations set max_forms = null")
    assert (done.status, done.output) == (2, b"")
    assert "limit of forms" in done.errors


FOREIGN = {
    "xlsform": survey(
        {"type": "text", "name": "who", "label": "Who?"},
        {"type": "geopoint", "name": "where", "label": "Where?"},
    ),
    "json-schema": b'{"title": "Ask", "type": "object", "properties": {"who": {}, "x": false}}',
}


@pytest.mark.parametrize("source", FOREIGN)
def test_a_form_of_another_program_comes_in_with_what_was_left_out(
    run_in_database, ours, tmp_path, source
):
    file = tmp_path / "form"
    file.write_bytes(FOREIGN[source])
    more = ("--from", source, "--slug", f"foreign-{source}", "--publish")
    done = run_in_database("form", "import", file, "--org", ours.tenant.slug, *more)
    assert done.answer["version"] == 1
    [remark] = [one for one in done.problems if one["keyword"] == "import"]
    assert remark["severity"] == "warning"
    assert "It was left out." in remark["message"]


@pytest.mark.parametrize("source", FOREIGN)
def test_what_is_no_form_of_another_program_is_refused(run_in_database, ours, tmp_path, source):
    file = tmp_path / "form"
    file.write_bytes(b"nothing")
    done = run_in_database("form", "import", file, "--org", ours.tenant.slug, "--from", source)
    assert (done.status, [one["keyword"] for one in done.problems]) == (1, ["import"])
