"""What can go wrong with an account, as facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


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
            if slug
            else "No address can be made of this name. Write one here, such as rose-and-lens."
        )


class OrganizationSlugReserved(OrganizationSlugUnusable):
    """An address that the service keeps for itself, so that nobody takes its page for ours."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.args = (f"“{slug}” is kept for this service: write another address here.",)


class EmailUnusable(AccountError):
    """An e-mail address that cannot be one."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__("Enter an e-mail address like name@example.com.")


class EmailTaken(AccountError):
    """Somebody signs in with this address already."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__("There is an account with this address already: sign in instead.")


class PasswordUnusable(AccountError):
    """A new password that is too short, too long or too easy; the message says which."""


class PasswordWrong(AccountError):
    """Somebody who is signed in gave another password than theirs."""

    def __init__(self) -> None:
        super().__init__("This is not your password.")


class SignInRefused(AccountError):
    """The address is unknown or the password is wrong; which of them is never told."""

    def __init__(self) -> None:
        super().__init__("The address or the password is not right.")


class FactsUnusable(AccountError):
    """Facts about a business that cannot be kept; `problems` tells why, by the fact's name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(problems.values()))


class AddressFixed(AccountError):
    """The address of the forms stays: links with it may have been sent."""

    def __init__(self) -> None:
        super().__init__(
            "The address stays as it is: a form is published, and links to it would stop working."
        )


class ChangedMeanwhile(AccountError):
    """Somebody else changed the same thing after the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed this while the page was open. Below is how it stands now: "
            "please make your change again."
        )


class LinkEnded(AccountError):
    """A link is unknown, was used, was called back, or its time is over; which is never told."""

    def __init__(self) -> None:
        super().__init__("This link does not work any more. Please ask for a new one.")


class MemberNotFound(AccountError):
    """Nobody of this organization has this id."""

    def __init__(self) -> None:
        super().__init__("This person does not work here any more.")


class LastOwner(AccountError):
    """Somebody must own the organization."""

    def __init__(self) -> None:
        super().__init__("Somebody must own the account: make another person its owner first.")


class RoleTooLow(AccountError):
    """What somebody asks is for people with another role."""

    def __init__(self) -> None:
        super().__init__("Your role does not allow this any more, or it is for owners alone.")


class MemberAlready(AccountError):
    """The invited person works here already."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(f"{email} works here already.")


class InvitedAlready(AccountError):
    """An invitation to this address is open."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(f"{email} is invited already: send the invitation again instead.")


class NoRoomForMembers(AccountError):
    """The tier has no place for another member; open invitations hold places too."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(
            f"Your plan has places for {most} people, and all are taken or promised by open "
            "invitations. Remove somebody, call an invitation back, or move to a larger plan."
        )


class TierUnknown(AccountError):
    """There is no such tier."""

    def __init__(self, tier: str, known: Iterable[str]) -> None:
        self.tier = tier
        super().__init__(f"There is no tier “{tier}”: choose one of {', '.join(known)}.")


class FeatureUnknown(AccountError):
    """There is no such switch."""

    def __init__(self, feature: str, known: Iterable[str]) -> None:
        self.feature = feature
        super().__init__(f"There is no feature “{feature}”: choose one of {', '.join(known)}.")


class PasskeyRefused(AccountError):
    """A passkey that cannot be taken: unknown, copied, of another page, or too late."""

    def __init__(self) -> None:
        super().__init__("This passkey was not taken. Try again, or use your password.")


class DomainUnusable(AccountError):
    """No host name that an organization can have."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(f"“{host}” cannot be an own domain: use a name like forms.example.com.")


class DomainTaken(AccountError):
    """Another organization answers at this domain."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(f"Another organization answers at “{host}”.")


class DomainUnproved(AccountError):
    """The record that proves a domain is not there, or says something else."""

    def __init__(self) -> None:
        super().__init__("The TXT record that proves the domain is not there. DNS may be slow.")


class AddressUnconfirmed(AccountError):
    """Somebody whose own address is not confirmed wants mails to be sent to others."""

    def __init__(self) -> None:
        super().__init__("Confirm your own e-mail address first: we sent you a link.")
