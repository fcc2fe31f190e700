"""A contract is signed and an invitation answered, lived again in Firefox."""

from __future__ import annotations

from tests.browser.test_stories import (
    person,
    picture,
    test_a_couple_signs_its_photography_contract,
    test_a_family_of_three_answers_its_invitation,
)

__all__ = [
    "person",
    "picture",
    "test_a_couple_signs_its_photography_contract",
    "test_a_family_of_three_answers_its_invitation",
]
