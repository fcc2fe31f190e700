"""What the builder's scripts say, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

_WORDS: Final[Mapping[str, LazyString]] = {
    "add": lazy_gettext("Add"),
    "add_row": lazy_gettext("Add one more"),
    "added": lazy_gettext("{name} was added."),
    "after": lazy_gettext("after {name}"),
    "apply": lazy_gettext("Apply"),
    "bigger": lazy_gettext("Desktop"),
    "canvas": lazy_gettext("The form"),
    "change_form": lazy_gettext("Form"),
    "changed_by_other": lazy_gettext("Somebody else changed this at the same time"),
    "changed_by_other_more": lazy_gettext("Which one should stand?"),
    "check": lazy_gettext("Check"),
    "check_fine": lazy_gettext("Everything is in order."),
    "check_error": lazy_gettext("Must be settled before publishing"),
    "check_warning": lazy_gettext("Worth a look"),
    "choose": lazy_gettext("Choose"),
    "close": lazy_gettext("Close"),
    "content": lazy_gettext("Design"),
    "default": lazy_gettext("as usual: {value}"),
    "delete": lazy_gettext("Delete"),
    "deleted": lazy_gettext("{name} was deleted."),
    "deleted_by_other": lazy_gettext("Somebody else deleted {name}. You find it under Deleted."),
    "deleted_fields": lazy_gettext("Deleted"),
    "deleted_none": lazy_gettext("Nothing was deleted."),
    "description": lazy_gettext("Words under the name"),
    "duplicate": lazy_gettext("Duplicate"),
    "duplicated": lazy_gettext("{name} was duplicated."),
    "empty_form": lazy_gettext("Nothing is asked yet. Choose a question, or drag one here."),
    "empty_group": lazy_gettext("Put fields in here: they are asked again for each row."),
    "form_name": lazy_gettext("Name of the form"),
    "gone": lazy_gettext(
        "This form was deleted, or you may no longer change it. Your last changes are not saved."
    ),
    "inside": lazy_gettext("in {name}"),
    "into": lazy_gettext("Into {name}"),
    "key_published": lazy_gettext(
        "People have been asked under this key already. With another one, their answers and new "
        "answers stand in different columns."
    ),
    "key_help": lazy_gettext("How conditions, formulas and exports call it."),
    "language": lazy_gettext("Language"),
    "mine": lazy_gettext("Mine"),
    "mine_stands": lazy_gettext("Yours stands."),
    "more": lazy_gettext("More settings"),
    "move": lazy_gettext("Move"),
    "move_down": lazy_gettext("Move down"),
    "move_help": lazy_gettext(
        "Moving. Arrow up and down move it, arrow right puts it into the group above, arrow left "
        "takes it out. Enter when it is there, Escape to put it back."
    ),
    "move_up": lazy_gettext("Move up"),
    "moved": lazy_gettext("{name} is now number {place} of {all}{inside}."),
    "move_end": lazy_gettext("{name} stays here."),
    "move_back": lazy_gettext("{name} is back where it was."),
    "nothing": lazy_gettext("nothing"),
    "no": lazy_gettext("No"),
    "offline": lazy_gettext("You are offline. Your changes are kept here and saved later."),
    "out_of": lazy_gettext("Out of {name}"),
    "page": lazy_gettext("New page"),
    "palette": lazy_gettext("Add a field"),
    "panel": lazy_gettext("Details"),
    "phone": lazy_gettext("Phone"),
    "own_language": lazy_gettext("Language it is written in"),
    "preview": lazy_gettext("Preview"),
    "preview_frame": lazy_gettext("Preview of the form"),
    "problems": lazy_gettext("Problem:"),
    "question": lazy_gettext("Field"),
    "redo": lazy_gettext("Redo"),
    "redone": lazy_gettext("Done again: {what}"),
    "refused": lazy_gettext("This could not be saved: {why}"),
    "restore": lazy_gettext("Restore"),
    "restored": lazy_gettext("{name} is back."),
    "rules": lazy_gettext("Rules"),
    "saved": lazy_gettext("Saved {time}"),
    "saving": lazy_gettext("Saving…"),
    "search": lazy_gettext("Search"),
    "search_none": lazy_gettext("There is no such field."),
    "select": lazy_gettext("Edit {name}"),
    "select_first": lazy_gettext("Choose a question in the form to change it."),
    "selected": lazy_gettext("chosen"),
    "settings": lazy_gettext("Settings"),
    "signed_out": lazy_gettext(
        "You were signed out. Sign in again in another window; your changes are kept here."
    ),
    "sign_in": lazy_gettext("Sign in"),
    "slow": lazy_gettext("Saving takes longer than usual. Your changes are kept here."),
    "tables": lazy_gettext("Tables"),
    "theirs": lazy_gettext("Theirs"),
    "theirs_stands": lazy_gettext("Theirs stands."),
    "tools": lazy_gettext("Tools for {name}"),
    "trouble": lazy_gettext("Not saved yet. Your changes are kept here, and we keep trying."),
    "undo": lazy_gettext("Undo"),
    "undone": lazy_gettext("Undone: {what}"),
    "undo_add": lazy_gettext("adding {name}"),
    "undo_change": lazy_gettext("changing {name}"),
    "undo_delete": lazy_gettext("deleting {name}"),
    "undo_duplicate": lazy_gettext("duplicating {name}"),
    "undo_move": lazy_gettext("moving {name}"),
    "undo_restore": lazy_gettext("restoring {name}"),
    "unnamed": lazy_gettext("without a label"),
    "unsaved": lazy_gettext("There are changes that are not saved yet."),
    "updated": lazy_gettext("Somebody else changed the form; you see it as it is now."),
    "yes": lazy_gettext("Yes"),
}


def words() -> dict[str, str]:
    """Every sentence by its name; `{name}` and the like are put in by the script."""
    return {name: str(sentence) for name, sentence in _WORDS.items()}
