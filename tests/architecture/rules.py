"""The hard lines of the house, each as a function from a source file to the places that cross it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.architecture.sources import (
    PACKAGE,
    ROOT,
    TEMPLATES,
    calls,
    functions,
    imports,
    lines,
    modules,
    tree,
)

LONGEST_FUNCTION: Final = 50
LONGEST_MODULE: Final = 400
LONGEST_TEST_MODULE: Final = 500
HOMES_OF_NOTHING: Final = {
    "utils", "util", "helpers", "helper", "common", "service", "services", "manager", "managers", "misc", "dao",
}  # fmt: skip
SLOW: Final = {"weasyprint", "pyhanko", "pyhanko_certvalidator", "stripe"}
UNFINISHED: Final = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
CLOCKS: Final = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
EDGES_OF_THE_ENVIRONMENT: Final = ("cli", "demo", "app.py")
INLINE: Final = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/json))|<style|\sstyle=|\son[a-z]+=[\"']|javascript:",
    flags=re.IGNORECASE,
)
SOMEBODYS_MACHINE: Final = re.compile(r"(?<![\w.}])/(?:home|Users|root|work)/\w")


def long_functions(path: Path) -> list[str]:
    return [
        f"{one.lineno} {one.name}"
        for one in functions(path)
        if (one.end_lineno or 0) - one.lineno + 1 > LONGEST_FUNCTION
    ]


def long_module(path: Path) -> list[str]:
    return ["too long"] if lines(path) > LONGEST_MODULE else []


def long_test_module(path: Path) -> list[str]:
    return ["too long"] if lines(path) > LONGEST_TEST_MODULE else []


def named_for_nothing(path: Path) -> list[str]:
    return [one for one in (path.stem, path.parent.name) if one in HOMES_OF_NOTHING]


def inner_imports(path: Path) -> list[str]:
    """Imports inside functions, except of slow libraries and of the modules that need them."""
    return [
        f"{one.name} imports {module}"
        for one in functions(path)
        for module in imports(one)
        if module.split(".")[0] not in SLOW and not module.startswith("wedforms.documents")
    ]


def silent_names(path: Path) -> list[str]:
    """The module and every public class, function and method of it that has no docstring."""
    said = [] if ast.get_docstring(tree(path)) else ["the module"]
    return said + list(_silent(tree(path).body))


def _silent(body: Iterable[ast.stmt]) -> Iterable[str]:
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{inner}" for inner in _silent(node.body))


def unfinished(path: Path) -> list[str]:
    return UNFINISHED.findall(path.read_text(encoding="utf-8"))


def printing(path: Path) -> list[str]:
    return [str(call.lineno) for call in calls(path) if ast.unparse(call.func) == "print"]


def reading_the_clock(path: Path) -> list[str]:
    return [f"{one.lineno}" for one in calls(path) if ast.unparse(one.func) in CLOCKS]


def reading_the_environment(path: Path) -> list[str]:
    return [
        str(node.lineno)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute | ast.Call)
        and ast.unparse(node) in {"os.environ", "os.getenv"}
    ]


def committing(path: Path) -> list[str]:
    return [str(one.lineno) for one in calls(path) if ast.unparse(one.func).endswith(".commit")]


def setting_cookies(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return re.findall(r"set_cookie|Set-Cookie|flask import [^\n]*\bsession\b", text)


def foreign_models(path: Path) -> list[str]:
    """Modules `models` of other packages: what others need, their package re-exports."""
    own = path.parent.name
    found = (re.fullmatch(r"wedforms\.(\w+)\.models", one) for one in imports(tree(path)))
    return [one[0] for one in found if one and one[1] != own]


def asking_for_a_type_by_name(path: Path) -> list[str]:
    """Comparisons of a field's type with names: a type says itself what is special about it."""
    compared = (one for one in ast.walk(tree(path)) if isinstance(one, ast.Compare))
    by_name = [one for one in compared if _is_type(one.left) and _is_fixed(one.comparators[0])]
    matched = (one for one in ast.walk(tree(path)) if isinstance(one, ast.Match))
    return [str(one.lineno) for one in (*by_name, *(m for m in matched if _is_type(m.subject)))]


def _is_type(node: ast.expr) -> bool:
    return ast.unparse(node).split(".")[-1] == "field_type"


def _is_fixed(node: ast.expr) -> bool:
    constants = ast.Constant | ast.Set | ast.Tuple | ast.List
    return isinstance(node, constants) or (isinstance(node, ast.Name) and node.id.isupper())


def inline_code(path: Path) -> list[str]:
    return INLINE.findall(path.read_text(encoding="utf-8"))


def somebodys_machine(path: Path) -> list[str]:
    try:
        return SOMEBODYS_MACHINE.findall(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return []


@dataclass(frozen=True)
class Rule:
    """A hard line: what crosses it, where it holds, and a file (name, text) that would cross it."""

    crossings: Callable[[Path], list[str]]
    where: Callable[[], Iterable[Path]]
    planted: tuple[str, str]

    @property
    def name(self) -> str:
        return self.crossings.__name__


def _package(*, besides: tuple[str, ...] = ()) -> Callable[[], Iterable[Path]]:
    def found() -> Iterable[Path]:
        return [p for p in modules() if p.relative_to(PACKAGE).parts[0] not in besides]

    return found


def _clockless() -> Iterable[Path]:
    return [path for path in modules() if path != PACKAGE / "lib" / "clock.py"]


def _environmentless() -> Iterable[Path]:
    # A document's printer starts a process of its own and hands it what the machine needs.
    own = PACKAGE / "documents" / "render.py"
    return [path for path in _package(besides=EDGES_OF_THE_ENVIRONMENT)() if path != own]


def _blind_to_types() -> Iterable[Path]:
    # What is drawn and printed looks different for each type, as templates do.
    rooms = _package(besides=("demo", "wtf", "documents", "web"))()
    own = PACKAGE / "formspec" / "fieldtypes"
    # Field types need the language to read their settings, so it cannot ask them: it has a table.
    language = PACKAGE / "formspec" / "expression" / "operand.py"
    return [path for path in rooms if not path.is_relative_to(own) and path != language]


def _cookieless() -> Iterable[Path]:
    """Everything but the one place that keeps a supplier signed in."""
    return [path for path in modules() if path != PACKAGE / "web" / "studio" / "cookie.py"]


def _pages() -> Iterable[Path]:
    papers = TEMPLATES / "documents"
    return [path for path in TEMPLATES.rglob("*.html") if not path.is_relative_to(papers)]


def _texts() -> Iterable[Path]:
    folders = ("wedforms", "tests", "templates", "migrations", "docs", "scripts")
    kinds = {".py", ".md", ".html", ".js", ".mjs", ".css", ".json", ".sh", ".toml"}
    inside = (p for folder in folders for p in (ROOT / folder).rglob("*") if p.suffix in kinds)
    beside = [ROOT / one for one in ("README.md", "ARCHITECTURE.md", "Makefile", "pyproject.toml")]
    own = Path(__file__)
    return [
        p for p in (*inside, *beside) if not {"node_modules", "static"} & set(p.parts) and p != own
    ]


_LONG = "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION
RULES: Final = (
    Rule(long_functions, _package(), ("a.py", _LONG)),
    Rule(long_module, _package(), ("a.py", "x = 1\n" * (LONGEST_MODULE + 1))),
    Rule(long_test_module, lambda: modules(ROOT / "tests"), ("a.py", "x = 1\n" * 501)),
    Rule(named_for_nothing, _package(), ("utils.py", "")),
    Rule(inner_imports, _package(besides=("cli",)), ("a.py", "def f():\n    import json\n")),
    Rule(silent_names, _package(), ("a.py", '"""A."""\nclass A:\n    """A."""\n    def b(self): ...\n')),
    Rule(unfinished, _package(), ("a.py", "# TODO: all of it\n")),
    Rule(printing, _package(besides=("demo",)), ("a.py", "def f(): print(1)\n")),
    Rule(reading_the_clock, _clockless, ("a.py", "from datetime import date\nx = date.today()\n")),
    Rule(reading_the_environment, _environmentless, ("a.py", "import os\nx = os.environ\n")),
    Rule(committing, _package(besides=("database",)), ("a.py", "def f(session): session.commit()\n")),
    Rule(setting_cookies, _cookieless, ("a.py", "def f(answer): answer.set_cookie('a', 'b')\n")),
    Rule(foreign_models, _package(), ("a.py", "from wedforms.forms.models import Form\n")),
    Rule(asking_for_a_type_by_name, _blind_to_types, ("a.py", "x = field.field_type in ('a', 'b')\n")),
    Rule(inline_code, _pages, ("a.html", "<a onclick='f()'>a</a>")),
    Rule(somebodys_machine, _texts, ("a.md", "It lies in " + "/ho" + "me/ada/wedforms.")),
)  # fmt: skip
