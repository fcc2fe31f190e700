"""What can go wrong with an account, as facts."""

from __future__ import annotations


class AccountError(Exception):
    """The root of everything this package raises."""


class OrganizationSlugTaken(AccountError):
    """Another organization has this address."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"Another organization already has the address “{slug}”.")


class OrganizationSlugUnusable(AccountError):
    """An address is 1 to 63 lower-case letters, digits and hyphens."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(
            f"“{slug}” cannot be an address: use 1 to 63 lower-case letters, digits and hyphens."
        )
