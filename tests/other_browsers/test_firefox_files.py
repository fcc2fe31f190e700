"""Files and signatures, lived again in Firefox."""

from __future__ import annotations

from tests.browser.test_files import (
    certificate,
    pad,
    person,
    test_a_drawn_signature_is_drawn_again_after_a_reload,
    test_a_drawn_signature_is_strokes_in_a_fixed_box,
    test_a_kept_file_is_still_there_after_a_reload,
    test_drawing_does_not_scroll_the_page,
)

__all__ = [
    "certificate",
    "pad",
    "person",
    "test_a_drawn_signature_is_drawn_again_after_a_reload",
    "test_a_drawn_signature_is_strokes_in_a_fixed_box",
    "test_a_kept_file_is_still_there_after_a_reload",
    "test_drawing_does_not_scroll_the_page",
]
