"""In the frame on somebody else's site, seen again in Firefox."""

from __future__ import annotations

from tests.browser.test_embed_inside import (
    host,
    signed,
    test_a_household_types_its_code_in_the_frame_and_answers_there,
    test_a_signature_is_drawn_in_the_frame_while_the_site_stands_still,
    test_it_follows_its_content_when_an_error_appears_and_a_page_turns,
    test_no_input_in_the_frame_makes_a_phone_zoom,
    two_pages,
)

__all__ = [
    "host",
    "signed",
    "test_a_household_types_its_code_in_the_frame_and_answers_there",
    "test_a_signature_is_drawn_in_the_frame_while_the_site_stands_still",
    "test_it_follows_its_content_when_an_error_appears_and_a_page_turns",
    "test_no_input_in_the_frame_makes_a_phone_zoom",
    "two_pages",
]
