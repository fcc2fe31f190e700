"""The questions of an XLSForm as fields, each with a remark for what they cannot say here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from wedforms.forms.importing.kinds import result_of
from wedforms.forms.importing.report import Report
from wedforms.forms.importing.xlschoices import ChoiceList
from wedforms.forms.importing.xlsconstraint import limits_of
from wedforms.forms.importing.xlsheets import Languages
from wedforms.forms.importing.xlsoutline import Item, Outline
from wedforms.forms.importing.xlswords import label_of, plain_words, rich_words
from wedforms.forms.importing.xpath import XPathError
from wedforms.forms.importing.xpathtree import Translation

_PIPED: Final = re.compile(r"\$\{\s*([^{}]{1,200}?)\s*\}")
_YES: Final = frozenset({"yes", "true", "true()", "1"})
_NO: Final = frozenset({"", "no", "false", "false()", "0"})
_CHOOSING: Final = frozenset({"single_choice", "dropdown", "multiple_choice", "ranking"})
_CONTENT: Final = frozenset({"paragraph", "clause", "calculation", "hidden"})
#: Headings that change nothing here, or are read elsewhere.
_READ: Final = frozenset(
    {"type", "name", "label", "hint", "required", "required_message", "relevant", "constraint",
     "constraint_message", "calculation", "appearance", "default", "readonly", "choice_filter",
     "parameters", "repeat_count", "disabled"}
)  # fmt: skip
_HARMLESS: Final = frozenset(
    {"multiline", "minimal", "signature", "field-list", "numbers", "url", "thousands-sep", "w1",
     "w2", "w3", "w4", "w5", "w6", "horizontal", "horizontal-compact", "columns", "columns-pack"}
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Questions:
    """Makes fields of items; rules come beside them."""

    outline: Outline
    lists: Mapping[str, ChoiceList]
    languages: Languages
    report: Report
    rules: list[dict[str, Any]] = field(default_factory=list)

    def fields(
        self, items: Sequence[Item], shown: Sequence[Any] = (), level: int = 0
    ) -> Iterator[dict[str, Any]]:
        """The fields of these items; `shown` are the conditions of the groups around them."""
        for item in items:
            own = self._tree(item, "relevant")
            conditions = [*shown, *([] if own is None else [own])]
            if item.kind == "section":
                yield from self._section(item, conditions, level)
            elif item.kind == "group":
                yield self._repeat(item, conditions)
            elif item.kind == "today":
                why = "When an answer is sent is always noted; formulas take the day itself."
                self._remark(item, "the question “today”", why, _LEFT_OUT)
            else:
                yield from self._question(item, conditions)

    def _section(
        self, item: Item, conditions: Sequence[Any], level: int
    ) -> Iterator[dict[str, Any]]:
        label, translated = self._words(item, "label")
        self._remark_rest(item)
        if label:
            heading: dict[str, Any] = {"key": item.key, "field_type": "heading", "label": label}
            if translated:
                heading["translations"] = _translations(translated, "label")
            yield _shown(heading, conditions)
        yield from self.fields(item.inside, conditions, level + 1)

    def _repeat(self, item: Item, conditions: Sequence[Any]) -> dict[str, Any]:
        made = self._base(item, "group")
        made["fields"] = list(self.fields(item.inside))
        self._remark_rest(item)
        count = item.row.said("repeat_count")
        rows = self._tree_of(item, count) if count else None
        if rows is not None:
            made |= {"min_rows": rows, "max_rows": rows}
        return _shown(made, conditions)

    def _question(self, item: Item, conditions: Sequence[Any]) -> Iterator[dict[str, Any]]:
        made = self._base(item, item.kind)
        _FINISH.get(item.kind, _as_it_is)(self, item, made)
        if item.kind not in _CONTENT:
            self._asked(item, made)
        self._remark_rest(item)
        yield _shown(made, conditions)
        if item.has_other and item.kind == "multiple_choice":
            yield _shown(self._other_words(item, made), conditions)

    def _base(self, item: Item, kind: str) -> dict[str, Any]:
        label, translated = self._words(item, "label")
        if item.kind not in _CONTENT:
            label = label_of(label, item.row, self.report)
        hint, hints = self._words(item, "hint")
        made: dict[str, Any] = {"key": item.key, "field_type": kind, "label": label}
        if hint:
            made["help"] = hint
        words = {
            tag: {
                name: said[tag]
                for name, said in (("label", translated), ("help", hints))
                if tag in said
            }
            for tag in {**translated, **hints}
        }
        if words:
            made["translations"] = words
        return made

    def _words(self, item: Item, name: str) -> tuple[str, dict[str, str]]:
        own, translated = self.languages.words(item.row, name)
        if item.kind != "paragraph" and _PIPED.search(" ".join([own, *translated.values()])):
            why = "Answers are not shown inside a question here."
            self._remark(item, f"${{…}} in “{name}”", why, "“…” stands in its place.")
            own = _PIPED.sub("…", own)
            translated = {tag: _PIPED.sub("…", said) for tag, said in translated.items()}
        if item.kind == "paragraph":
            return own, translated
        if plain_words(own) != own.strip():
            self._remark(item, f"the marks in “{own}”", "Words have one look here.", "Plain words.")
        return plain_words(own), {tag: plain_words(said) for tag, said in translated.items()}

    def _asked(self, item: Item, made: dict[str, Any]) -> None:
        """What every question may say: whether it must be answered, its limits, its default."""
        rules = made.setdefault("validation_rules", {})
        required = item.row.said("required").strip()
        if required.lower() in _YES:
            rules["required"] = True
        elif required.lower() not in _NO and (tree := self._tree(item, "required")) is not None:
            made["required_if"] = tree
        self._limit(item, made, rules)
        self._default(item, made)
        if item.row.said("calculation") and (tree := self._tree(item, "calculation")) is not None:
            made["value"] = tree
            made.pop("default", None)
        if item.row.said("readonly").lower() in _YES and "value" not in made:
            made["locked_if"] = True
        if not rules:
            del made["validation_rules"]

    def _limit(self, item: Item, made: Mapping[str, Any], rules: dict[str, Any]) -> None:
        text = item.row.said("constraint")
        if not text:
            return
        message, messages = self.languages.words(item.row, "constraint_message")
        limits = limits_of(text, made["field_type"], message)
        if limits is not None:
            rules.update(limits)
            return
        tree = self._tree(item, "constraint")
        if tree is None:
            return
        rule: dict[str, Any] = {
            "when": ["and", ["filled", ["field", item.key]], ["not", tree]],
            "message": message or "Please look at this answer again.",
            "at": ".".join([*item.repeats, item.key]),
        }
        if messages:
            rule["translations"] = _translations(messages, "message")
        self.rules.append(rule)

    def _default(self, item: Item, made: dict[str, Any]) -> None:
        said = item.row.said("default")
        if not said:
            return
        read = _DEFAULTS.get(made["field_type"])
        value = read(self, item, said) if read else None
        if value is None:
            self._remark(item, f"the default “{said}”", "It is no plain answer here.", _LEFT_OUT)
        else:
            made["default"] = value

    def _other_words(self, item: Item, made: dict[str, Any]) -> dict[str, Any]:
        """An option “Other”, and the text that asks what it is."""
        made["options"] = [*made["options"], {"value": "other-answer", "label": "Other"}]
        why = "Several choices cannot hold a text of their own here."
        self._remark(item, "“or_other”", why, "“Other” is an option, and a question asks which.")
        key = f"{item.key[:50]}_other"
        while key in self.outline.places:
            key = f"{key[:55]}_text"
        self.outline.places[key] = item.row.place
        chosen = ["contains", ["field", item.key], ["text", "other-answer"]]
        return {"key": key, "field_type": "text", "label": "Please say which", "visible_if": chosen}

    def _remark_rest(self, item: Item) -> None:
        """Whatever stands in the row and was not read."""
        for name, said in item.row.cells.items():
            if name.partition("::")[0] not in _READ:
                self._remark(item, f"“{name}”", "There is nothing like it here.", _LEFT_OUT)
            elif name == "appearance":
                unknown = [one for one in said.lower().split() if one not in _HARMLESS]
                if unknown:
                    what = f"the appearance “{' '.join(unknown)}”"
                    self._remark(item, what, "It is drawn in our own way.", "The usual look.")
            elif name.partition("::")[0] == "required_message":
                why = "What must be answered is asked for in our own words."
                self._remark(item, f"“required_message”: {said}", why, _LEFT_OUT)
            elif name == "parameters" and item.kind != "slider":
                self._remark(item, f"“{said}”", "There is nothing like it here.", _LEFT_OUT)

    def _tree(self, item: Item, name: str) -> Any:
        text = item.row.said(name)
        return self._tree_of(item, text, name) if text else None

    def _tree_of(self, item: Item, text: str, name: str = "repeat_count") -> Any:
        try:
            return self._translation(item).tree(text)
        except XPathError as fault:
            self._remark(item, f"{name}: {text}", str(fault), _LEFT_OUT)
            return None

    def _translation(self, item: Item, columns: Mapping[str, str] | None = None) -> Translation:
        known = self.outline.known.get(item.row.said("name"))
        return Translation(
            known=self.outline.known,
            itself=known if known is not None and known.key == item.key else None,
            columns=columns,
            repeats=item.repeats,
        )

    def _remark(self, item: Item, what: str, why: str, instead: str) -> None:
        self.report.add(item.row.place, what, why=why, instead=instead)

    def options(self, item: Item, made: dict[str, Any]) -> None:
        """The options of a choice, each shown where the filter of the question lets it be."""
        choices = self.lists[item.list_name]
        made["options"] = [dict(option) for option in choices.options]
        rule = item.row.said("choice_filter")
        if item.has_other and item.kind in ("single_choice", "dropdown"):
            made["validation_rules"] = {"other": True}
        if not rule:
            return
        for option in made["options"]:
            try:
                columns = choices.columns[option["value"]]
                option["visible_if"] = self._translation(item, columns).tree(rule)
            except XPathError as fault:
                self._remark(item, f"choice_filter: {rule}", str(fault), "Every choice is shown.")
                made["options"] = [dict(one) for one in choices.options]
                return

    def note(self, item: Item, made: dict[str, Any]) -> None:
        """A note is a text on the page; with answers in it, one that merges them."""
        names: list[str] = []

        def merged(match: re.Match[str]) -> str:
            known = self.outline.known.get(match[1])
            if known is None or known.repeats:
                names.append(match[1])
                return "…"
            return f"{{{{{known.key}}}}}"

        def content(words: str) -> str:
            return rich_words(_PIPED.sub(merged, words))

        label = made.pop("label")
        if _PIPED.search(label):
            made |= {"field_type": "clause", "validation_rules": {"number": False}}
        made["content"] = content(label or made.pop("help", "…"))
        made.pop("help", None)
        if "translations" in made:
            made["translations"] = {
                tag: {"content": content(said["label"])}
                for tag, said in made["translations"].items()
                if "label" in said
            }
        if names:
            self._remark(
                item, f"${{{names[0]}}}", "There is no such question.", "“…” stands there."
            )

    def calculate(self, item: Item, made: dict[str, Any]) -> None:
        """What is worked out, shown only where it has a label."""
        tree = self._tree(item, "calculation")
        result = result_of(tree, {known.key: known.kind for known in self.outline.known.values()})
        rules: dict[str, Any] = {} if result == "number" else {"result": result}
        if not made["label"] or tree is None:
            rules["show"] = False
        made["value"] = tree if tree is not None else ["text", ""]
        if tree is None:
            why = "It has no formula that was carried."
            self._remark(item, "the calculation", why, "It is empty, and nobody sees it.")
            rules["result"] = "text"
        made["validation_rules"] = rules

    def hide(self, item: Item, made: dict[str, Any]) -> None:
        """A value that nobody types."""
        made["validation_rules"] = {"result": "text"}
        if said := item.row.said("default"):
            made["default"] = said

    def scan(self, item: Item, _made: dict[str, Any]) -> None:
        """A text; what a camera would have read is typed here."""
        if item.row.said("type").lower() == "barcode":
            self._remark(
                item, "the question (barcode)", "Codes are not scanned here.", "It is typed."
            )

    def slide(self, item: Item, made: dict[str, Any]) -> None:
        """A range: a slider of whole steps, else a number within its ends."""
        stated = (one.partition("=") for one in item.row.said("parameters").split())
        given = {"start": "0", "end": "10", "step": "1"}
        given |= {name: value for name, _, value in stated}
        start, end, step = (_decimal(given[name]) for name in ("start", "end", "step"))
        if start is None or end is None or step is None or start >= end:
            self._remark(item, "the range", "Its ends are no numbers.", "From 0 to 10.")
            start, end, step = Decimal(0), Decimal(10), Decimal(1)
        if all(one == one.to_integral_value() for one in (start, end, step)):
            made["validation_rules"] = {"min": int(start), "max": int(end), "step": int(step)}
            return
        made["field_type"] = "number"
        made["validation_rules"] = {"min": start, "max": end, "decimals": 2}
        self._remark(
            item, "the range", "Sliders have whole steps here.", "A number between its ends."
        )

    def decimals(self, item: Item, made: dict[str, Any]) -> None:
        """A number, whole or not."""
        if item.row.said("type").strip().lower() == "decimal":
            made["validation_rules"] = {"decimals": 6}


_LEFT_OUT: Final = "It was left out."


def _as_it_is(_questions: Questions, _item: Item, _made: dict[str, Any]) -> None:
    return None


_FINISH: Final[Mapping[str, Callable[[Questions, Item, dict[str, Any]], None]]] = {
    **dict.fromkeys(_CHOOSING, Questions.options),
    "paragraph": Questions.note,
    "calculation": Questions.calculate,
    "hidden": Questions.hide,
    "text": Questions.scan,
    "slider": Questions.slide,
    "number": Questions.decimals,
}


def _shown(made: dict[str, Any], conditions: Sequence[Any]) -> dict[str, Any]:
    own = [made["visible_if"]] if "visible_if" in made else []
    if together := [*conditions, *own]:
        made["visible_if"] = together[0] if len(together) == 1 else ["and", *together]
    return made


def _translations(words: Mapping[str, str], name: str) -> dict[str, dict[str, str]]:
    return {tag: {name: said} for tag, said in words.items()}


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 12 else None


def _number(_questions: Questions, _item: Item, said: str) -> Any:
    number = _decimal(said)
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else number


def _chosen(questions: Questions, item: Item, said: str) -> Any:
    return questions.lists[item.list_name].values.get(said)


def _all_chosen(questions: Questions, item: Item, said: str) -> Any:
    values = questions.lists[item.list_name].values
    chosen = {values.get(one) for one in said.split()}
    ordered = [value for value in values.values() if value in chosen]
    return ordered if len(ordered) == len(chosen) else None


def _plain_text(_questions: Questions, _item: Item, said: str) -> Any:
    return None if _PIPED.search(said) or said.endswith("()") else said


_DEFAULTS: Final[Mapping[str, Callable[[Questions, Item, str], Any]]] = {
    **dict.fromkeys(
        ("text", "long_text", "email", "url", "date", "time", "date_time"), _plain_text
    ),
    **dict.fromkeys(("number", "slider"), _number),
    **dict.fromkeys(("single_choice", "dropdown"), _chosen),
    "multiple_choice": _all_chosen,
}
