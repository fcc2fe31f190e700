"""Where every page is, who opens it, and how it is posted wrongly: one table.

`{name}` stands for an id or a secret of the furnished site (`tests/browser/furnished.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page as somebody sees it.

    `wrong` is the button that posts it after `typed` was typed at these labels; `empty` is where
    the organization that has only just begun sees it; `more` are further states of the same page.
    """

    way: str
    wrong: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    empty: str = ""
    more: tuple[str, ...] = ()


_RSVP: Final = "/studio/forms/{rsvp}"
_BEGUN: Final = "/studio/forms/{begun}"


def _form(tail: str, **more: object) -> Shown:
    """A page of a form: filled for the reply, empty for the form that was begun."""
    return Shown(**{"way": _RSVP + tail, "empty": _BEGUN + tail, **more})


#: Opened by somebody who is not signed in.
DOORS: Final[Mapping[str, Shown]] = {
    "studio.sign_up_page": Shown(way="/studio/sign-up", wrong="Open the account"),
    "studio.invited_page": Shown(way="/studio/begin/{begin}", wrong="Open the account"),
    "studio.sign_in_page": Shown(way="/studio/sign-in", wrong="Sign in"),
    "studio.forgot_page": Shown(way="/studio/forgot", wrong="Send the link"),
    "studio.reset_page": Shown(
        way="/studio/reset/{reset}", wrong="Use this password", typed={"A new password": "short"}
    ),
    "studio.confirm_page": Shown(way="/studio/confirm/{confirm}"),
    "studio.new_address_page": Shown(way="/studio/new-address/{new-address}"),
    "studio.join_page": Shown(
        way="/studio/join/ivy-and-lark/{join}", wrong="Join Ivy & Lark Photography"
    ),
    "outbox.mails": Shown(way="/outbox"),
    "outbox.mail": Shown(way="/outbox/{mail}"),
    "outbox.sheet": Shown(way="/outbox/{mail}/page"),
}

#: Opened by the owner, who is signed in.
STUDIO: Final[Mapping[str, Shown]] = {
    "studio.account": Shown(way="/studio/account", wrong="Change it", empty="/studio/account"),
    "studio.address_page": Shown(way="/studio/account/address", wrong="Send the link"),
    "studio.nowhere": Shown(way="/studio/organization/new", wrong="Open it"),
    "studio.members": Shown(way="/studio/members", wrong="Invite", empty="/studio/members"),
    "studio.notifications": Shown(way="/studio/notifications", empty="/studio/notifications"),
    "studio.settings": Shown(
        way="/studio/settings",
        wrong="Keep these settings",
        typed={"Name": "", "Website": "x"},
        empty="/studio/settings",
    ),
    "studio.look": Shown(
        way="/studio/settings/look",
        wrong="Keep this look",
        typed={"Colours of your own": "", "Logo": "[]", "Cover picture": "[]", "privacy": "x"},
        empty="/studio/settings/look",
    ),
    "studio.plan": Shown(way="/studio/settings/plan", empty="/studio/settings/plan"),
    "studio.forms": Shown(way="/studio/forms", empty="/studio/forms"),
    "studio.deleted_forms": Shown(way="/studio/forms/deleted", empty="/studio/forms/deleted"),
    "studio.new_form": Shown(
        way="/studio/forms/new", wrong="Make the form", empty="/studio/forms/new"
    ),
    "studio.import_page": Shown(
        way="/studio/forms/import", wrong="Read the file", typed={"The file": "[]"}
    ),
    "studio.gallery_form": Shown(
        way="/studio/gallery/lead-enquiry", wrong="Ask Ivy & Lark Photography"
    ),
    "studio.design": _form("/design"),
    "studio.preview": Shown(
        way="/studio/forms/{inspiration}/preview", wrong="Send", empty=_BEGUN + "/preview"
    ),
    "studio.languages": _form("/languages"),
    "studio.translate": Shown(way="/studio/forms/{inspiration}/languages/fr"),
    "studio.publish": _form("/publish"),
    "studio.versions": _form("/versions"),
    "studio.version_difference": Shown(
        way=_RSVP + "/versions/difference?before=1&after=draft",
        more=(_RSVP + "/versions/difference?before=2&after=2",),
    ),
    "studio.version_page": Shown(way=_RSVP + "/versions/1"),
    "studio.share": _form("/share"),
    "studio.share_site": Shown(
        way="/studio/forms/{lead-enquiry}/share/site",
        wrong="Add the site",
        typed={"Address of a site": "nonsense"},
        empty=_BEGUN + "/share/site",
        more=("/studio/forms/{lead-enquiry}/share/site?mode=popup",),
    ),
    "studio.share_links": _form("/share/links", wrong="Make the links"),
    "studio.share_link": Shown(way=_RSVP + "/share/links/{link}"),
    "studio.share_filled": Shown(
        way="/studio/forms/{lead-enquiry}/share/filled",
        wrong="Make the link",
        empty=_BEGUN + "/share/filled",
    ),
    "studio.codes": _form("/share/codes"),
    "studio.answers": _form("/answers", more=(_RSVP + "/answers?q=nobody-said-this",)),
    "studio.summary": _form("/summary"),
    "studio.board": _form("/board"),
    "studio.caterer": Shown(way=_RSVP + "/caterer"),
    "studio.exports": Shown(
        way="/studio/forms/{photography-contract}/exports", empty=_BEGUN + "/exports"
    ),
    "studio.answer": Shown(
        way="/studio/answers/{answer_photography-contract}",
        more=(
            "/studio/answers/{answer_rsvp}",
            "/studio/answers/{answer_lead-enquiry}",
            "/studio/answers/{answer_inspiration}",
        ),
    ),
    "studio.correct_answer": Shown(
        way="/studio/answers/{answer_lead-enquiry}/correct",
        wrong="Keep the correction",
        typed={"Email": "nobody"},
        more=("/studio/answers/{answer_photography-contract}/correct",),
    ),
    "studio.messages": _form("/messages"),
    "studio.message": Shown(
        way="/studio/messages/{bounced}",
        wrong="Send it again",
        typed={"E-mail address": "nobody"},
        more=("/studio/messages/{message}",),
    ),
    "studio.remind": _form("/remind"),
    "studio.clients": Shown(
        way="/studio/clients", empty="/studio/clients", more=("/studio/clients?words=nobody",)
    ),
    "studio.new_client": Shown(way="/studio/clients/new", wrong="Save"),
    "studio.client": Shown(way="/studio/clients/{client}", more=("/studio/clients/{enquirer}",)),
    "studio.edit_client": Shown(
        way="/studio/clients/{client}/edit", wrong="Save", typed={"One partner": ""}
    ),
    "studio.client_data": Shown(
        way="/studio/clients/{client}/data",
        wrong="Erase everything that may go",
        more=("/studio/clients/{enquirer}/data",),
    ),
    "studio.answer_data": Shown(
        way="/studio/answers/{answer_rsvp}/data", wrong="Erase everything that may go"
    ),
    "studio.diary": Shown(
        way="/studio/clients/diary", wrong="Take them", empty="/studio/clients/diary"
    ),
}

_FORM: Final = "/ivy-and-lark/rsvp"
_TOP: Final = f"/e{_FORM}"

#: Seen by couples and guests; whatever stands below `/f/`, `/p/`, `/d/` and `/s/` is framed too.
PUBLIC: Final[Mapping[str, Shown]] = {
    "public.fill": Shown(way=f"/f{_FORM}"),
    "public.find": Shown(way=f"/f{_FORM}/find"),
    "public.personal": Shown(way="/p/ivy-and-lark/{secret}"),
    "public.draft": Shown(
        way="/d/ivy-and-lark/{draft}", more=("/d/ivy-and-lark/{draft}?page=review",)
    ),
    "public.newer": Shown(way="/d/ivy-and-lark/{draft}/newer"),
    "public.thanks": Shown(
        way="/s/ivy-and-lark/{sent_rsvp}", more=("/s/ivy-and-lark/{sent_photography-contract}",)
    ),
    "public.ask": Shown(way="/s/ivy-and-lark/{sent_inspiration}/ask", wrong="Ask for the change"),
    "public.accessibility": Shown(way="/accessibility"),
    "public.framed_fill": Shown(way=_TOP),
    "public.framed_personal": Shown(way=_TOP + "/p/{secret}"),
    "public.framed_draft": Shown(way=_TOP + "/d/{draft}", more=(_TOP + "/d/{draft}?page=review",)),
    "public.framed_newer": Shown(way=_TOP + "/d/{draft}/newer"),
    "public.framed_find": Shown(way=_TOP + "/find"),
    "public.framed_ask": Shown(
        way="/e/ivy-and-lark/inspiration/s/{sent_inspiration}/ask", wrong="Ask for the change"
    ),
    "public.framed_thanks": Shown(way=_TOP + "/s/{sent_rsvp}"),
}

#: No pages: what pages and scripts load, files, and what probes ask.
NO_PAGES: Final = frozenset(
    {
        "studio.front", "studio.top", "studio.top_slash", "studio.design_changes", "studio.design_canvas", "studio.deleted_fields",
        "studio.form_settings", "studio.form_picture", "studio.look_style", "studio.answers_csv",
        "studio.exports_state", "studio.export_file", "studio.paper", "studio.answer_file",
        "studio.answer_picture", "studio.share_code_svg", "studio.share_code_png",
        "studio.version_file", "studio.draft_file", "public.busy", "public.theme",
        "public.picture", "public.document", "public.calendar", "public.framed_document",
        "public.framed_calendar", "assets.element", "assets.built", "health.live", "health.ready",
        "health.metrics",
    }
)  # fmt: skip
