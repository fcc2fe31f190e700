"""Sending once and only once, lived again in Firefox."""

from __future__ import annotations

from tests.browser.test_sending import (
    person,
    test_a_double_click_sends_once,
    test_going_back_after_sending_sends_nothing_twice,
    test_no_page_sets_a_cookie,
    test_the_enquiry_is_sent_with_the_keyboard_alone,
    test_what_the_server_finds_takes_the_focus,
)

__all__ = [
    "person",
    "test_a_double_click_sends_once",
    "test_going_back_after_sending_sends_nothing_twice",
    "test_no_page_sets_a_cookie",
    "test_the_enquiry_is_sent_with_the_keyboard_alone",
    "test_what_the_server_finds_takes_the_focus",
]
