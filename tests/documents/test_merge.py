"""Merge fields put words in, and nothing that people write is ever more than words."""

from __future__ import annotations

import time

import pytest

from wedforms.documents.merge import merge_rich_text, merge_text
from wedforms.documents.wording import isolated

WORDS = {
    "name": "Rose & José",
    "total": "£2,000.00",
    "evil": "<script>alert(1)</script>",
    "empty": "",
}


@pytest.mark.parametrize(
    ("text", "merged"),
    [
        ("Dear {{name}},", "Dear Rose & José,"),
        ("{{ name }} pays {{total}}", "Rose & José pays £2,000.00"),
        ("{{unknown}} and {{empty}}", "— and —"),
        ("{{name.__class__}}", "{{name.__class__}}"),
        ("{{ 'a' * 10**9 }}", "{{ 'a' * 10**9 }}"),
        ("{% for x in y %}", "{% for x in y %}"),
        ("{{{name}}}", "{Rose & José}"),
        ("{{NAME}} {{0}} {{}} {{", "{{NAME}} {{0}} {{}} {{"),
        ("", ""),
    ],
)
def test_only_known_keys_are_replaced(text: str, merged: str):
    assert merge_text(text, WORDS) == merged


@pytest.mark.parametrize(
    ("content", "merged"),
    [
        ("<p>Dear {{name}}</p>", "<p>Dear Rose &amp; José</p>"),
        ("<p>{{evil}}</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<p onclick=x>{{total}}</p><script>y</script>", "<p>£2,000.00</p>"),
        ('<img src="file:///etc/passwd">Words', "Words"),
        ('<a href="{{evil}}">x</a>', "<a>x</a>"),
        ("<b>{{na</b>me}}", "<b>{{na</b>me}}"),
    ],
)
def test_rich_text_is_cleaned_and_answers_are_escaped(content: str, merged: str):
    assert merge_rich_text(content, WORDS) == merged


def test_an_answer_that_looks_like_a_field_stays_a_text():
    words = {"name": "{{total}}", "total": "£5"}
    assert merge_text("{{name}}", words) == "{{total}}"
    assert merge_rich_text("{{name}}", words) == "{{total}}"


def test_a_long_text_takes_no_time():
    began = time.process_time()
    merge_text("{{" * 50_000 + "a" * 50_000 + "}}" * 50_000, WORDS)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("words", "within", "kept"),
    [
        ("Rose", "ltr", "Rose"),
        ("5 June", "ltr", "5 June"),
        ("עדי לוי", "ltr", "\u2068עדי לוי\u2069"),
        ("07700 900123", "rtl", "\u206807700 900123\u2069"),
        ("one\n\ntwo", "rtl", "\u2068one\u2069\n\n\u2068two\u2069"),
        ("", "rtl", ""),
    ],
)
def test_words_keep_their_own_direction(words: str, within: str, kept: str):
    assert isolated(words, within=within) == kept
