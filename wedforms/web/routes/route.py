"""One address: who may use it, how often, and who may frame it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

#: anybody: no secret needed; link: whoever holds the secret in the address; operator: probes;
#: person: whoever is signed in; the others are what a role may do (accounts/permissions.py).
Permission = Literal[
    "anybody",
    "link",
    "operator",
    "person",
    "look",
    "sensitive",
    "design",
    "answer",
    "manage",
    "own",
]
#: nobody: no page may frame it; allowed sites: those of the form that its address names;
#: self: pages of ours.
Frames = Literal["nobody", "allowed sites", "self"]

#: A venue's guests share one address: three hundred of them send a form within ten minutes. In a
#: whole day no form hears more from there than any wedding has guests.
LOOK: Final = "1200 per minute"
SEND: Final = "3000 per 10 minutes; 10000 per day"
SAVE: Final = "12000 per 10 minutes"
UPLOAD: Final = "600 per 10 minutes"
#: Passwords are guessed slowly; what a studio does is limited by person, not by address.
ENTER: Final = "30 per 10 minutes"
WORK: Final = "600 per minute"
#: Codes have forty bits, a diary has many days, and changes are asked for rarely: people need a
#: few, a machine gets nowhere.
GUESS: Final = "60 per 10 minutes"
UNLIMITED: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address, served by the view that is registered as `endpoint`."""

    rule: str
    endpoint: str
    method: Literal["GET", "POST"]
    permission: Permission
    limit: str
    frames: Frames = "nobody"


def public(
    method: Literal["GET", "POST"],
    rule: str,
    name: str,
    *,
    permission: Permission = "link",
    limit: str,
) -> Route:
    """An address that couples and guests reach, served by the public view `name`."""
    return Route(
        rule=rule,
        endpoint=f"public.{name}",
        method=method,
        permission=permission,
        limit=limit,
    )


def studio(
    method: Literal["GET", "POST"],
    rule: str,
    name: str,
    *,
    permission: Permission,
    limit: str = WORK,
    frames: Frames = "nobody",
) -> Route:
    """An address below `/studio/`, served by the studio's view `name`."""
    return Route(
        rule=f"/studio/{rule}",
        endpoint=f"studio.{name}",
        method=method,
        permission=permission,
        limit=limit,
        frames=frames,
    )
