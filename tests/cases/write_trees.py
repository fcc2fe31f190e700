"""Write what the JavaScript tests need beside the hand-written cases: the trees and the page plans.

    python -m tests.cases.write_trees

A test refuses cases whose trees or plans are out of date; expected values are never written here.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from tests.cases.reading import HERE, read_form
from wedforms.formspec.calculation import page_plan, plan
from wedforms.formspec.expression import parse
from wedforms.formspec.sight import sight_of, words_in_sight


def complete(raw: Any) -> Any:
    """Return a case file with its trees and page plans as they should be today."""
    if isinstance(raw, list):
        return [complete(case) for case in raw]
    if "text" in raw:
        return {**raw, "tree": plain(parse(raw["text"]))}
    return {**raw, "page": page_plan(plan(read_form(raw["form"])))}


def complete_conditions(raw: Any) -> Any:
    """Return the cases of menus with their trees, and with what can be seen from their place."""
    words = words_in_sight(sight_of(raw["form"], raw["path"]))
    shown = [_with_trees(case) for case in raw["shown"]]
    only = [_with_trees({"text": case["text"]}) for case in raw["text_only"]]
    return {**raw, "words": {**words, "functions": []}, "shown": shown, "text_only": only}


def _with_trees(case: Any) -> Any:
    again = parse(case.get("again", case["text"]))
    return {**case, "tree": plain(parse(case["text"])), "written": plain(again)}


def plain(tree: Any) -> Any:
    """Return a tree whose decimals are floats, as any reader of JSON would have them."""
    return json.loads(json.dumps(tree, default=float))


def write(raw: Any) -> str:
    """Return the text of a case file: what is small stands on one line."""
    if isinstance(raw, list):
        lines = ",\n".join(f"  {compact(case)}" for case in raw)
        return f"[\n{lines}\n]\n"
    return f"{layout(raw, 0)}\n"


def layout(raw: Any, depth: int) -> str:
    """Return JSON broken into lines only where a line would be too long."""
    line = compact(raw)
    if len(line) + depth <= 120 or not isinstance(raw, (dict, list)) or not raw:
        return line
    pad = " " * (depth + 2)
    if isinstance(raw, dict):
        inner = [f"{pad}{compact(key)}: {layout(value, depth + 2)}" for key, value in raw.items()]
        return "{\n" + ",\n".join(inner) + "\n" + " " * depth + "}"
    return (
        "[\n" + ",\n".join(pad + layout(each, depth + 2) for each in raw) + "\n" + " " * depth + "]"
    )


def compact(raw: Any) -> str:
    """Return JSON on one line, people's letters as they are."""
    return json.dumps(raw, ensure_ascii=False, default=float)


def main() -> None:
    """Complete every case file of expressions and settling."""
    for path in sorted([*HERE.glob("expressions/*.json"), *HERE.glob("settle/*.json")]):
        raw = json.loads(path.read_text(), parse_float=Decimal)
        path.write_text(write(complete(raw)))
    menus = HERE / "conditions.json"
    raw = json.loads(menus.read_text(), parse_float=Decimal)
    menus.write_text(write(complete_conditions(raw)))


if __name__ == "__main__":
    main()
