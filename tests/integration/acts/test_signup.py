"""Opening an account: what is wrong with it is said as what it is."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from wedforms.accounts.errors import OrganizationSlugReserved, OrganizationSlugTaken
from wedforms.accounts.signup import RESERVED_SLUGS, open_organization
from wedforms.core.engine import session_factory
from wedforms.core.lookup import organization_by_slug
from wedforms.core.tenancy import tenant_transaction
from wedforms.lib.ids import uuid7


@pytest.fixture
def open_account(engine):
    """Open an account at an address, with further facts."""

    def opened(slug, **facts):
        new = uuid7()
        with session_factory(engine)() as session, tenant_transaction(session, new):
            open_organization(session, organization_id=new, name="A", slug=slug, facts=facts)

    return opened


def test_a_taken_address_is_told_as_such(open_account):
    open_account("ivy-and-lark")
    with pytest.raises(OrganizationSlugTaken, match="ivy-and-lark"):
        open_account("ivy-and-lark")


def test_what_looks_like_the_service_itself_is_nobodys_address(open_account, engine):
    assert {"admin", "www", "api", "studio", "static", "embed", "mail", "support"} < RESERVED_SLUGS
    with pytest.raises(OrganizationSlugReserved, match="kept for this service"):
        open_account("admin")
    assert organization_by_slug(engine, "admin") is None


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"domain": "taken.example"}, "uq_organizations_domain"),
        ({"country": "Britain"}, "ck_organizations_country"),
        ({"pricing_tier": "GOLD"}, "ck_organizations_pricing_tier"),
    ],
)
def test_no_other_refusal_is_taken_for_a_taken_address(open_account, engine, facts, constraint):
    open_account("first", domain="taken.example")
    with pytest.raises(IntegrityError, match=constraint):
        open_account("second", **facts)
    assert organization_by_slug(engine, "second") is None
