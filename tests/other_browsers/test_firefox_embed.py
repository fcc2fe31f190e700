"""A form on somebody else's site, seen again in Firefox: its height, its keyboard, and who is heard."""

from __future__ import annotations

from tests.browser.test_embed import (
    around,
    host,
    test_a_pop_up_holds_the_keyboard_and_gives_it_back,
    test_a_site_that_is_not_allowed_reads_a_calm_sentence_with_a_way_on,
    test_a_strict_content_policy_of_the_site_is_enough,
    test_as_the_whole_page_it_covers_the_window,
    test_five_forms_on_one_page_do_not_mix,
    test_hostile_style_of_the_site_does_not_reach_it,
    test_it_is_as_high_as_its_content_and_stays_so,
    test_its_methods_open_close_and_load_it_anew,
    test_the_form_hears_only_greetings_of_the_page_around,
    test_what_others_say_is_ignored_on_both_sides,
)

__all__ = [
    "around",
    "host",
    "test_a_pop_up_holds_the_keyboard_and_gives_it_back",
    "test_a_site_that_is_not_allowed_reads_a_calm_sentence_with_a_way_on",
    "test_a_strict_content_policy_of_the_site_is_enough",
    "test_as_the_whole_page_it_covers_the_window",
    "test_five_forms_on_one_page_do_not_mix",
    "test_hostile_style_of_the_site_does_not_reach_it",
    "test_it_is_as_high_as_its_content_and_stays_so",
    "test_its_methods_open_close_and_load_it_anew",
    "test_the_form_hears_only_greetings_of_the_page_around",
    "test_what_others_say_is_ignored_on_both_sides",
]
