"""Parse the text form of an expression, `round_up(total * 0.25, 500)`, into its canonical tree."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeVar

from wedforms.formspec.definition import Tree
from wedforms.formspec.errors import ExpressionError
from wedforms.formspec.expression import grammar, tree
from wedforms.formspec.expression.tokens import Token, tokens

#: Brackets and operators together may nest twice as deep as the tree that comes of them.
_MOST_NESTING: Final = 2 * grammar.MOST_DEPTH
_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_WORD_OPERATORS: Final = frozenset({"and", "or", "in"})
_Read = TypeVar("_Read")


def parse(text: str) -> Tree:
    """Return the tree of a text, or raise ExpressionError saying what is wrong and where."""
    if len(text) > grammar.MOST_TEXT:
        raise ExpressionError(f"The expression is longer than {grammar.MOST_TEXT} characters.")
    parser = _Parser(list(tokens(text)))
    parsed = parser.expression(0, 1)
    parser.expect("end", "", "The expression should end here.")
    return tree.check_tree(parsed)


def read_tree(raw: Any) -> Tree:
    """Return the canonical tree of what stands in an expression slot: text, or a JSON tree."""
    return parse(raw) if isinstance(raw, str) else tree.check_tree(raw)


class _Parser:
    """Precedence climbing over one list of tokens; every level of nesting is counted."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.at = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.token
        self.at += token.kind != "end"
        return token

    def sees(self, kind: str, text: str) -> bool:
        return self.token.kind == kind and self.token.text == text

    def expect(self, kind: str, text: str, message: str) -> Token:
        if not self.sees(kind, text):
            raise self.error(message)
        return self.take()

    def error(self, message: str, token: Token | None = None) -> ExpressionError:
        return ExpressionError(message, position=(token or self.token).position)

    def at_token(self, token: Token, read: Callable[..., _Read], *arguments: Any) -> _Read:
        """Run a check of the tree's reader and give its refusal the place in the text."""
        try:
            return read(*arguments)
        except ExpressionError as refused:
            raise self.error(str(refused), token) from refused

    def expression(self, strength: int, depth: int) -> Tree:
        """Read operands joined by operators that bind at least as strongly as `strength`."""
        if depth > _MOST_NESTING:
            raise self.error(f"The expression is nested deeper than {grammar.MOST_DEPTH}.")
        left = self.operand(depth)
        while (binding := self.binding()) and binding >= strength:
            left = self.operation(left, binding, depth)
        return left

    def binding(self) -> int:
        """Return how strongly the operator that stands next binds; 0 when none does."""
        kind, text = self.token.kind, self.token.text
        is_operator = kind == "sign" or (kind == "name" and text in _WORD_OPERATORS)
        return grammar.BINDING.get(text, 0) if is_operator else 0

    def operation(self, left: Tree, binding: int, depth: int) -> Tree:
        operator = self.take()
        if operator.text == "in":
            made: Tree = ["in", left, *self.arguments(depth)]
        elif operator.text in ("and", "or"):
            made = [operator.text, left, self.expression(binding + 1, depth + 1)]
            while self.token.kind == "name" and self.token.text == operator.text:
                self.take()
                made.append(self.expression(binding + 1, depth + 1))
        else:
            made = [operator.text, left, self.expression(binding + 1, depth + 1)]
        if operator.text in grammar.COMPARISONS and self.binding() == binding:
            raise self.error("Comparisons cannot be chained: join two of them with “and”.")
        return made

    def operand(self, depth: int) -> Tree:
        token = self.take()
        if token.kind == "number":
            return self.at_token(token, tree.literal_number, Decimal(token.text))
        if token.kind == "text":
            return ["text", self.at_token(token, tree.check_text, token.text)]
        if token.kind == "sign":
            return self.signed(token, depth)
        if token.kind == "end":
            raise self.error("Something is missing at the end.", token)
        return self.named(token, depth)

    def signed(self, token: Token, depth: int) -> Tree:
        if token.text == "-":
            return tree.negate(self.expression(grammar.BINDING["neg"], depth + 1))
        if token.text != "(":
            raise self.error(f"“{token.text}” cannot stand here: a value is missing.", token)
        inner = self.expression(0, depth + 1)
        self.expect("sign", ")", "A closing bracket “)” is missing.")
        return inner

    def named(self, token: Token, depth: int) -> Tree:
        name = token.text
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if name == "not":
            return ["not", self.expression(grammar.BINDING["not"], depth + 1)]
        if name in ("parent", "previous"):
            self.expect("sign", ".", f"After “{name}” comes a dot and the key of a field.")
            return [name, self.key("field"), *self.parts()]
        if self.sees("sign", "("):
            return self.call(token, depth)
        return ["field", self.at_token(token, tree.check_name, name), *self.parts()]

    def key(self, what: str) -> str:
        token = self.take()
        if token.kind != "name":
            raise self.error(f"The key of a {what} is missing.", token)
        return self.at_token(token, tree.check_name, token.text, what)

    def parts(self) -> list[str]:
        found = []
        while self.sees("sign", "."):
            self.take()
            token = self.take()
            if token.kind not in ("name", "text"):
                raise self.error("After the dot comes the part of the answer.", token)
            found.append(token.text)
        return found

    def arguments(self, depth: int) -> list[Tree]:
        """Read a bracketed list of expressions, which may be empty."""
        self.expect("sign", "(", "An opening bracket “(” is missing.")
        found: list[Tree] = []
        while not self.sees("sign", ")"):
            if found:
                self.expect("sign", ",", "A comma or a closing bracket “)” is missing.")
            found.append(self.expression(0, depth + 1))
        self.take()
        return found

    def call(self, token: Token, depth: int) -> Tree:
        name = token.text
        if name not in grammar.CALLABLE:
            raise self.error(_unknown_function(name), token)
        if name in grammar.AGGREGATES:
            return self.aggregate(name, depth)
        if name in grammar.CHOICES:
            return [name, *self.bracketed(lambda: [self.key("field")])]
        if name in grammar.LITERALS:
            return self.at_token(token, tree.check_moment, name, self.single_text())
        given = self.arguments(depth)
        if name == "lookup" and given:
            given[0] = _bare_text(given[0])
        self.at_token(token, tree.check_arity, name, len(given))
        return self.at_token(token, _checked_table, [name, *given])

    def single_text(self) -> str:
        return self.bracketed(self.text)

    def text(self) -> str:
        token = self.take()
        if token.kind != "text":
            raise self.error('Write it in double quotes, such as "2027-06-05".', token)
        return token.text

    def bracketed(self, read: Callable[[], _Read]) -> _Read:
        self.expect("sign", "(", "An opening bracket “(” is missing.")
        found = read()
        self.expect("sign", ")", "A closing bracket “)” is missing.")
        return found

    def aggregate(self, name: str, depth: int) -> Tree:
        """Read `sum(guests, e)`, its short form `sum(guests.price)`, or `count(guests)`."""
        self.expect("sign", "(", "An opening bracket “(” is missing.")
        group = self.key("group")
        rest: list[Tree] = []
        if self.sees("sign", "."):
            self.take()
            rest = [["field", self.key("field"), *self.parts()]]
        elif self.sees("sign", ","):
            self.take()
            rest = [self.expression(0, depth + 1)]
        elif name != "count":
            raise self.error(f"“{name}” needs what to work out in each row, after a comma.")
        self.expect("sign", ")", "A closing bracket “)” is missing.")
        return [name, group, *rest]


def _bare_text(given: Tree) -> Tree:
    return given[1] if isinstance(given, list) and given[0] == "text" else given


def _checked_table(made: list[Any]) -> Tree:
    if made[0] == "lookup":
        tree.check_table(made[1])
    return made


def _unknown_function(name: str) -> str:
    if name in grammar.BINDING:
        return f"“{name}” stands between two values."
    near = difflib.get_close_matches(name, sorted(grammar.CALLABLE), n=1)
    return f"There is no function “{name}”." + (f" Did you mean “{near[0]}”?" if near else "")
