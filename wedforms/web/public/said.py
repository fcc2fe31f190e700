"""What the scripts of public pages say; they hold the English words, and a page brings its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext

_WORDS: Final[Mapping[str, object]] = {
    "saving": lazy_gettext("Saving…"),
    "saved": lazy_gettext("Saved {time}"),
    "failing": lazy_gettext(
        "Not saved yet. Everything is kept on this device, and we keep trying."
    ),
    "offline": lazy_gettext("You are offline. Everything is kept on this device."),
    "refused": lazy_gettext(
        "This could not be saved. What you typed is still here: please copy it before you leave."
    ),
    "restored": lazy_gettext("We put back what you had typed on this device."),
    "elsewhere": lazy_gettext("Brought up to date with your other window."),
    "sending": lazy_gettext("Sending…"),
    "slow": lazy_gettext("This takes longer than usual. Please stay on this page."),
    "unsent": lazy_gettext(
        "It could not be sent: the connection is gone. Nothing is lost."
        " Please try again in a moment."
    ),
    "uploading": lazy_gettext("Uploading {name}: {percent} %"),
    "uploaded": lazy_gettext("{name} was added."),
    "upload_failed": lazy_gettext("{name} could not be uploaded. Please try again."),
    "upload_offline": lazy_gettext(
        "{name} was not uploaded: the connection is gone."
        " Please choose it again when you are back online."
    ),
    "upload_large": lazy_gettext("{name} is too large. The most is {most}."),
    "upload_many": lazy_gettext("No more than {most} files fit here."),
    "uploads_wait": lazy_gettext("Please wait until your files have been uploaded."),
    "cancel": lazy_gettext("Cancel"),
    "remove": lazy_gettext("Remove"),
    "removed": lazy_gettext("{name} was removed."),
    "row_added": lazy_gettext("{name} was added."),
    "row_removed": lazy_gettext("{name} was removed."),
    "row_moved": lazy_gettext("{name} is now number {place}."),
    "page": lazy_gettext("Page {here} of {all}"),
    "problem": lazy_gettext("{question}: {problem}"),
    "undo": lazy_gettext("Undo"),
    "again": lazy_gettext("Try again"),
    "cleared": lazy_gettext("The signature was cleared."),
    "asked": lazy_gettext("Asked as well now: {names}."),
    "unasked": lazy_gettext("No longer asked: {names}."),
    "unavailable": lazy_gettext("not available"),
    "locked": lazy_gettext("This is set by your other answers."),
    "preview": lazy_gettext("This is a preview: nothing that is typed here is kept or sent."),
    "undecided": lazy_gettext("Not decided yet"),
    "spring": lazy_gettext("Spring {year}"),
    "summer": lazy_gettext("Summer {year}"),
    "autumn": lazy_gettext("Autumn {year}"),
    "winter": lazy_gettext("Winter {year}"),
    "yes": lazy_gettext("Yes"),
    "no": lazy_gettext("No"),
}


def said_by_scripts() -> dict[str, str]:
    """The words of the scripts by their key, in the language of this request; `{name}` stays."""
    return {key: str(words) for key, words in _WORDS.items()}
