"""Where suppliers give their forms away: by link, by code, and on their own sites."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import studio

_LINK: Final = "forms/<uuid:form_id>/share/links/<uuid:link_id>"

SHARE: Final = (
    studio("GET", "forms/<uuid:form_id>/share", "share", permission="look"),
    studio("GET", "forms/<uuid:form_id>/share/code.svg", "share_code_svg", permission="look"),
    studio("GET", "forms/<uuid:form_id>/share/code.png", "share_code_png", permission="look"),
    studio("GET", "forms/<uuid:form_id>/share/site", "share_site", permission="manage"),
    studio("POST", "forms/<uuid:form_id>/share/site", "allow_site", permission="manage"),
    studio("POST", "forms/<uuid:form_id>/share/site/remove", "forbid_site", permission="manage"),
    studio("GET", "forms/<uuid:form_id>/share/links", "share_links", permission="manage"),
    studio("POST", "forms/<uuid:form_id>/share/links", "invite_people", permission="manage"),
    studio("GET", "forms/<uuid:form_id>/share/filled", "share_filled", permission="manage"),
    studio("POST", "forms/<uuid:form_id>/share/filled", "fill_in_link", permission="manage"),
    studio("GET", f"{_LINK}", "share_link", permission="manage"),
    studio("POST", "forms/<uuid:form_id>/share/links/send", "send_links", permission="manage"),
    studio("POST", f"{_LINK}/send", "send_link", permission="manage"),
    studio("POST", f"{_LINK}/withdraw", "withdraw_link", permission="manage"),
    studio("POST", f"{_LINK}/renew", "renew_link", permission="manage"),
)
