"""Who works in an organization, and how they come and go."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import ENTER, studio

PEOPLE: Final = (
    studio("GET", "members", "members", permission="look"),
    studio("POST", "members/invite", "invite", permission="manage"),
    studio("POST", "members/leave", "leave", permission="look"),
    studio("POST", "members/<uuid:profile_id>/role", "change_role", permission="manage"),
    studio("POST", "members/<uuid:profile_id>/remove", "remove_member", permission="manage"),
    studio(
        "POST", "members/invited/<uuid:invitation_id>/again", "invite_again", permission="manage"
    ),
    studio("POST", "members/invited/<uuid:invitation_id>/back", "call_back", permission="manage"),
    studio("GET", "join/<org>/<token>", "join_page", permission="link", limit=ENTER),
    studio("POST", "join/<org>/<token>", "join", permission="link", limit=ENTER),
)
