"""`wedforms org create`: a new organization, or words about why not."""

from __future__ import annotations

import pytest

from wedforms.core.lookup import organization_by_slug
from wedforms.database.addresses import connected
from wedforms.lib.ids import token_digest


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
        (("new", "--name", "A", "--currency", "XXX"), "no currency in use"),
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


def test_a_tier_is_given_for_good_and_on_trial(run_in_database):
    run_in_database("org", "create", "tiered", "--name", "Tiered", "--tier", "scale")
    done = run_in_database("org", "tier", "tiered", "starter")
    assert (done.answer["tier"], done.answer["max_forms"]) == ("STARTER", 15)
    trial = run_in_database("org", "tier", "tiered", "ENTERPRISE", "--trial-days", "14")
    assert trial.answer["max_users"] is None
    assert trial.answer["trial_ends_at"]


def test_a_feature_is_switched(run_in_database):
    run_in_database("org", "create", "switched", "--name", "Switched")
    off = run_in_database("org", "feature", "switched", "passkeys", "off")
    assert off.answer == {"slug": "switched", "on": ["embeds"]}
    usual = run_in_database("org", "feature", "switched", "passkeys", "usual")
    assert usual.answer["on"] == ["embeds", "passkeys"]


def test_whoever_is_to_own_an_organization_gets_a_link(run_in_database, database):
    run_in_database("org", "create", "handed-over", "--name", "Handed Over")
    first = run_in_database("org", "owner", "handed-over", "Rose@Example.com").answer
    second = run_in_database("org", "owner", "handed-over", "rose@example.com").answer
    assert (first["email"], first["slug"]) == ("rose@example.com", "handed-over")
    assert "/studio/join/handed-over/" in first["link"]
    with connected(database.owner) as connection:
        kept = connection.execute(
            "select i.role, i.digest, i.revoked_at is null from invitations i"
            " join organizations o on o.id = i.organization_id where o.slug = 'handed-over'"
            " order by i.id"
        ).fetchall()
    digests = [token_digest(one["link"].rpartition("/")[2]) for one in (first, second)]
    assert kept == [("OWNER", digests[0], False), ("OWNER", digests[1], True)]


def test_a_supplier_is_invited_by_a_link(run_in_database):
    done = run_in_database("org", "invite", "New@Example.com")
    assert "/studio/begin/" in done.answer["link"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tier", "nobody", "FREE"), "There is no organization “nobody”"),
        (("tier", "rose-and-lens", "GOLD"), "is not one of"),
        (("tier", "rose-and-lens", "FREE", "--trial-days", "0"), "not in the range"),
        (("feature", "rose-and-lens", "teleport", "on"), "is not one of"),
        (("invite", "nobody"), "like name@example.com"),
        (("owner", "rose-and-lens", "nobody"), "like name@example.com"),
        (("owner", "nobody", "rose@example.com"), "There is no organization “nobody”"),
    ],
)
def test_what_cannot_be_done_to_an_account_says_why(run_in_database, words, said):
    done = run_in_database("org", *words)
    assert (done.status, done.output) == (2, b"")
    assert said in done.errors
