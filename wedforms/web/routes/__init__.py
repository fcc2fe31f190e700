"""Every address of the web side, once, with who may use it, how often, and who may frame it.

An address that is not on this list does not exist: a test holds the list against the application.
Each part of the product has a module here; the order of addresses means nothing.
"""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.account import ACCOUNT
from wedforms.web.routes.clients import CLIENTS
from wedforms.web.routes.design import DESIGN
from wedforms.web.routes.editors import EDITORS
from wedforms.web.routes.embed import EMBED
from wedforms.web.routes.fill import FILL
from wedforms.web.routes.languages import LANGUAGES
from wedforms.web.routes.messages import MESSAGES
from wedforms.web.routes.operation import OPERATION
from wedforms.web.routes.outbox import OUTBOX
from wedforms.web.routes.people import PEOPLE
from wedforms.web.routes.privacy import PRIVACY
from wedforms.web.routes.results import RESULTS
from wedforms.web.routes.route import (
    ENTER,
    LOOK,
    SAVE,
    SEND,
    UNLIMITED,
    UPLOAD,
    WORK,
    Frames,
    Permission,
    Route,
)
from wedforms.web.routes.settings import SETTINGS
from wedforms.web.routes.share import SHARE
from wedforms.web.routes.starting import STARTING
from wedforms.web.routes.versions import VERSIONS

__all__ = [
    "ENTER",
    "LOOK",
    "ROUTES",
    "SAVE",
    "SEND",
    "UNLIMITED",
    "UPLOAD",
    "WORK",
    "Frames",
    "Permission",
    "Route",
]

ROUTES: Final[tuple[Route, ...]] = (
    *FILL,
    *EMBED,
    *ACCOUNT,
    *SETTINGS,
    *PEOPLE,
    *PRIVACY,
    *RESULTS,
    *DESIGN,
    *STARTING,
    *EDITORS,
    *LANGUAGES,
    *SHARE,
    *CLIENTS,
    *VERSIONS,
    *MESSAGES,
    *OPERATION,
    *OUTBOX,
)
