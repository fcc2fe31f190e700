"""The few hard lines of the house: sizes, names, imports and docstrings."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, ROOT, functions, lines, modules, name, tree

HOMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "common", "service", "services", "manager", "managers", "misc", "dao"}
SLOW = {"weasyprint", "pyhanko", "pyhanko_certvalidator", "stripe"}


def test_no_function_is_longer_than_fifty_lines():
    long = [
        f"{name(path)}:{one.lineno} {one.name}"
        for path in modules()
        for one in functions(path)
        if one.end_lineno - one.lineno + 1 > 50
    ]
    assert long == []


def test_no_module_is_longer_than_four_hundred_lines():
    assert [name(p) for p in modules() if lines(p) > 400] == []


def test_no_test_module_is_longer_than_five_hundred_lines():
    assert [name(p) for p in modules(ROOT / "tests") if lines(p) > 500] == []


def test_no_module_is_named_for_nothing():
    assert [name(p) for p in modules() if p.stem in HOMES_OF_NOTHING or p.parent.name in HOMES_OF_NOTHING] == []


def _inner_imports(path: Path) -> list[str]:
    found = []
    for one in functions(path):
        for node in ast.walk(one):
            if isinstance(node, ast.Import):
                found += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found.append(node.module or "")
    return found


@pytest.mark.parametrize("path", [p for p in modules() if p.name != "cli.py" and "cli" not in p.parts], ids=name)
def test_imports_stand_at_the_top_except_for_the_slow_libraries(path):
    assert [one for one in _inner_imports(path) if one.split(".")[0] not in SLOW and not one.startswith("wedforms.documents")] == []


def _public(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")


@pytest.mark.parametrize("path", modules(), ids=name)
def test_every_module_and_public_name_says_what_it_is_for(path):
    module = tree(path)
    silent = [node.name for node in module.body if _public(node) and not ast.get_docstring(node)]
    assert silent == []
    assert ast.get_docstring(module)


def test_nothing_is_left_unfinished():
    words = ("TODO", "FIXME", "XXX", "NotImplementedError")
    left = [f"{name(p)}: {word}" for p in modules() for word in words if word in p.read_text(encoding="utf-8")]
    assert left == []


def test_the_package_is_typed_and_has_tests_beside_it():
    assert (PACKAGE / "py.typed").exists()
    assert (ROOT / "tests").is_dir()
