"""`wedforms org create`: a new organization, or words about why not."""

from __future__ import annotations

import pytest

from wedforms.core.lookup import organization_by_slug


@pytest.fixture
def database(module_database):
    """One database for all: each organization here has an address of its own."""
    return module_database


def test_a_new_organization_is_found_at_its_address_and_takes_forms(run_in_database, engine):
    done = run_in_database(
        "org",
        "create",
        "chateau-dore",
        "--name",
        "Château Doré 陳",
        "--currency",
        "EUR",
        "--locale",
        "fr-FR",
    )
    found = organization_by_slug(engine, "chateau-dore")
    assert done.answer == {
        "id": str(found.organization_id),
        "slug": "chateau-dore",
        "name": "Château Doré 陳",
    }
    assert (found.name, found.currency, found.locale) == ("Château Doré 陳", "EUR", "fr-FR")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rose-and-lens", "--name", "Again"), "already has the address “rose-and-lens”"),
        (("Bad Slug", "--name", "A"), "cannot be an address"),
        (("x" * 64, "--name", "A"), "cannot be an address"),
        (("-", "--name", "A"), "cannot be an address"),
        (("", "--name", "A"), "is empty"),
        (("new",), "Missing option '--name'"),
        (("new", "--name", "  "), "is empty"),
        (("new", "--name", "x" * 201), "longer than 200"),
        (("new", "--name", "\udcff"), "cannot be stored"),
        (("new", "--name", "A", "--email", "nope"), "not an email address"),
        (("new", "--name", "A", "--currency", "pounds"), "three capital letters"),
        (("new", "--name", "A", "--time-zone", "Mars/Olympus"), "not a time zone"),
        (("new", "--name", "A", "--time-zone", "../../etc/passwd"), "not a time zone"),
        (("new", "--name", "A", "--locale", "q!!"), "not a language"),
    ],
)
def test_an_account_that_cannot_be_opened_says_why(run_in_database, engine, words, said):
    done = run_in_database("org", "create", *words)
    assert (done.status, done.output) == (2, b"")
    assert said in done.errors
    assert organization_by_slug(engine, "new") is None
