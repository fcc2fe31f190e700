r"""Patterns that suppliers write: checked by RE2, never by a backtracking engine.

Only what RE2 and a browser read alike is let through, and it is written so that a browser accepts
it with its `u` and its `v` flag: `[a-z-]` becomes `[a-z\-]`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

import re2

from wedforms.formspec.errors import FormspecError

MAX_PATTERN: Final = 256
_MAX_MEMORY: Final = 1 << 20
_MAX_REPEAT: Final = 1000
_CODES: Final = "bBdDwW"
_SYNTAX: Final = "^$\\.*+?()[]{}|/"
_CLASS_SYNTAX: Final = "()[]{}/-\\|^$.*+?"
_CLASS_RESERVED: Final = "&!#%,:;<=>@`~"
_CATEGORY: Final = re.compile(
    r"\\[pP]\{(?:L[ultmo]?|N[dlo]?|P[cdseifo]?|M[nce]?|S[mcko]?|Z[slp]?)\}"
)
_HEXADECIMAL: Final = re.compile(r"x([0-9a-fA-F]{2})")
_REPEAT: Final = re.compile(r"[*+?]|\{(\d{1,4})(?:(,)(\d{1,4})?)?\}")


class PatternError(FormspecError):
    """The pattern cannot be used; the message says why in words a supplier can act on."""


def read_pattern(source: str) -> str:
    """The pattern as it is stored; raises `PatternError` when the engines would not agree."""
    if len(source) > MAX_PATTERN:
        raise PatternError(f"A pattern has at most {MAX_PATTERN} characters.")
    written = _Reader(source).read()
    try:
        compiled(written)
    except re2.error as error:
        raise PatternError(f"The pattern cannot be read: {_words(error)}.") from error
    return written


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text (anchor it with `^` and `$` to mean all of it)."""
    return found(compiled(pattern), text)


def found(program: Any, text: str) -> bool:
    """Whether a compiled pattern is found in the text."""
    # Bytes spare the library's translation of offsets, which nobody asks for here.
    return program.search(text.encode()) is not None


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Any:
    """The RE2 program of a pattern, kept for the next use."""
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.never_capture = True
    options.log_errors = False
    return re2.compile(pattern, options=options)


def _words(error: Exception) -> str:
    detail = error.args[0] if error.args else ""
    return detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)


class _Reader:
    """Reads one pattern from left to right and writes it in the common dialect."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.written: list[str] = []
        self.groups: list[int] = []
        self.repeatable = False

    def read(self) -> str:
        while self.at < len(self.source):
            self._token()
        if self.groups:
            raise PatternError("A group “(” is not closed.")
        return "".join(self.written)

    def _take(self, length: int) -> str:
        piece = self.source[self.at : self.at + length]
        self.at += length
        return piece

    def _write(self, piece: str, *, repeatable: bool) -> None:
        self.written.append(piece)
        self.repeatable = repeatable

    def _token(self) -> None:
        letter = self.source[self.at]
        if letter in "*+?{":
            self._repeat()
        elif letter == "(":
            self._open()
        elif letter == ")":
            self._close()
        elif letter == "[":
            self._write(self._class(), repeatable=True)
        elif letter == "\\":
            self._escape()
        elif letter in "]}":
            raise PatternError(f"Write \\{letter} to mean the character {letter} itself.")
        else:
            self._literal(self._take(1))

    def _literal(self, letter: str) -> None:
        if letter == "/":
            self._write("\\/", repeatable=True)
        else:
            self._write(letter, repeatable=letter not in "^$|")

    def _repeat(self) -> None:
        found = _REPEAT.match(self.source, self.at)
        if found is None:
            raise PatternError("Write \\{ to mean the character { itself.")
        if not self.repeatable:
            raise PatternError(f"There is nothing to repeat before “{found.group()}”.")
        least, _, most = found.groups()
        if max(int(least or 0), int(most or 0)) > _MAX_REPEAT:
            raise PatternError(f"A repeat goes up to {_MAX_REPEAT}.")
        piece = self._take(len(found.group()))
        if self.source.startswith("?", self.at):
            piece += self._take(1)
        self._write(piece, repeatable=False)

    def _open(self) -> None:
        if self.source.startswith("(?", self.at) and not self.source.startswith("(?:", self.at):
            raise PatternError("Only plain groups (…) and (?:…) can be used.")
        piece = self._take(3 if self.source.startswith("(?:", self.at) else 1)
        self.groups.append(self.at)
        self._write(piece, repeatable=False)

    def _close(self) -> None:
        if not self.groups:
            raise PatternError("A “)” has no “(” before it.")
        self.groups.pop()
        self._write(self._take(1), repeatable=True)

    def _escape(self) -> None:
        category = _CATEGORY.match(self.source, self.at)
        if category is not None:
            self._write(self._take(len(category.group())), repeatable=True)
            return
        letter, is_code = self._escaped()
        if is_code:
            self._write("\\" + letter, repeatable=letter not in "bB")
        else:
            self._write("\\" + letter if letter in _SYNTAX else letter, repeatable=True)

    def _escaped(self) -> tuple[str, bool]:
        """What stands behind a backslash: a letter, and whether it is a code such as `d`."""
        self._take(1)
        number = _HEXADECIMAL.match(self.source, self.at)
        if number is not None:
            self._take(3)
            return chr(int(number[1], 16)), False
        letter = self._take(1)
        if not letter:
            raise PatternError("The pattern ends in the middle of an escape “\\”.")
        if letter in "sS":
            raise PatternError("Write a space itself instead of \\s.")
        if letter.isalnum() and letter.isascii() and letter not in _CODES:
            raise PatternError(f"\\{letter} cannot be used here.")
        return letter, letter in _CODES

    def _class(self) -> str:
        start = self.at
        self._take(1)
        parts = ["[^"] if self.source.startswith("^", self.at) else ["["]
        self._take(len(parts[0]) - 1)
        while not self.source.startswith("]", self.at):
            if self.at >= len(self.source):
                raise PatternError(f"The “[” at place {start + 1} is not closed.")
            parts.append(self._class_range())
        if len(parts) == 1:
            raise PatternError("An empty [] can never match.")
        return "".join([*parts, self._take(1)])

    def _class_range(self) -> str:
        first = self._class_item()
        if not self.source.startswith("-", self.at) or self.source.startswith("-]", self.at):
            return first
        self._take(1)
        last = self._class_item()
        if _is_set(first) or _is_set(last):
            raise PatternError("A range such as a-z needs a single character on both sides.")
        return f"{first}-{last}"

    def _class_item(self) -> str:
        category = _CATEGORY.match(self.source, self.at)
        if category is not None:
            return self._take(len(category.group()))
        if self.source.startswith("[:", self.at):
            raise PatternError("Named classes such as [:alpha:] cannot be used; write the letters.")
        if not self.source.startswith("\\", self.at):
            return _in_class(self._take(1))
        letter, is_code = self._escaped()
        if is_code and letter in "bB":
            raise PatternError(f"\\{letter} cannot be used here.")
        return "\\" + letter if is_code else _in_class(letter)


def _is_set(item: str) -> bool:
    return len(item) > 1 and item[1] in "dDwWpP"


def _in_class(letter: str) -> str:
    if letter in _CLASS_SYNTAX:
        return "\\" + letter
    # The v flag reserves doubled punctuation such as && only; as hexadecimal every engine takes it.
    return f"\\x{ord(letter):02x}" if letter in _CLASS_RESERVED else letter
