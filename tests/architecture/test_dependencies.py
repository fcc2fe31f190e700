"""What the project depends on is stated once."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

from tests.architecture.sources import ROOT


def stated_twice(pyproject: str) -> set[str]:
    """The packages that one list of dependencies names more than once under the same condition."""
    project = tomllib.loads(pyproject)["project"]
    lists = (project["dependencies"], *project.get("optional-dependencies", {}).values())
    return {
        package
        for listed in lists
        for (package, _), times in Counter(map(name_and_condition, listed)).items()
        if times > 1
    }


def name_and_condition(dependency: str) -> tuple[str, str]:
    """`puremagic` and `python_version < '3.12'`; two conditions make two dependencies."""
    wanted, _, condition = dependency.partition(";")
    return re.split(r"[\[<>=!~ ]", wanted)[0], condition.strip()


def test_every_dependency_is_stated_once():
    assert stated_twice((ROOT / "pyproject.toml").read_text(encoding="utf-8")) == set()


def test_a_dependency_stated_twice_is_seen():
    twice = '[project]\ndependencies = ["a>=1", "b", "a<2", "c; x < 1", "c; x >= 1"]'
    assert stated_twice(twice) == {"a"}
