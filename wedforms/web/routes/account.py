"""Where suppliers come in, and look after their own account."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import ENTER, LOOK, Route, studio


def _bare(rule: str, name: str) -> Route:
    """What somebody types who knows the service's name only; an own domain has no such page."""
    return Route(
        rule=rule, endpoint=f"studio.{name}", method="GET", permission="anybody", limit=LOOK
    )


ACCOUNT: Final = (
    _bare("/", "front"),
    _bare("/studio", "top"),
    _bare("/studio/", "top_slash"),
    studio("GET", "sign-up", "sign_up_page", permission="anybody"),
    studio("POST", "sign-up", "sign_up", permission="anybody", limit=ENTER),
    studio("GET", "begin/<token>", "invited_page", permission="link", limit=ENTER),
    studio("POST", "begin/<token>", "open_invited", permission="link", limit=ENTER),
    studio("GET", "sign-in", "sign_in_page", permission="anybody"),
    studio("POST", "sign-in", "sign_in", permission="anybody", limit=ENTER),
    studio(
        "POST",
        "sign-in/passkey/options",
        "passkey_sign_in_options",
        permission="anybody",
        limit=ENTER,
    ),
    studio("POST", "sign-in/passkey", "passkey_sign_in", permission="anybody", limit=ENTER),
    studio("POST", "account/passkeys/options", "passkey_options", permission="person", limit=ENTER),
    studio("POST", "account/passkeys", "add_passkey", permission="person", limit=ENTER),
    # Which one is no part of the address, where guesses at the password are counted.
    studio("POST", "account/passkeys/remove", "remove_passkey", permission="person", limit=ENTER),
    studio("POST", "sign-out", "sign_out", permission="person"),
    studio("GET", "account", "account", permission="person"),
    studio("POST", "account/password", "renew_password", permission="person", limit=ENTER),
    studio("POST", "account/sessions/end", "end_sessions", permission="person"),
    studio("POST", "account/sessions/<uuid:session_id>/end", "end_session", permission="person"),
    studio("POST", "account/organization", "work_in", permission="person"),
    studio("GET", "organization/new", "nowhere", permission="person"),
    studio("POST", "organization/new", "found_organization", permission="person", limit=ENTER),
    studio("GET", "forgot", "forgot_page", permission="anybody"),
    studio("POST", "forgot", "forgot", permission="anybody", limit=ENTER),
    studio("GET", "reset/<token>", "reset_page", permission="link", limit=ENTER),
    studio("POST", "reset/<token>", "reset", permission="link", limit=ENTER),
    studio("POST", "account/confirm", "ask_confirmation", permission="person", limit=ENTER),
    studio("GET", "confirm/<token>", "confirm_page", permission="link", limit=ENTER),
    studio("POST", "confirm/<token>", "confirm", permission="link", limit=ENTER),
    studio("GET", "account/address", "address_page", permission="person"),
    studio("POST", "account/address", "ask_address", permission="person", limit=ENTER),
    studio("GET", "new-address/<token>", "new_address_page", permission="link", limit=ENTER),
    studio("POST", "new-address/<token>", "new_address", permission="link", limit=ENTER),
)
