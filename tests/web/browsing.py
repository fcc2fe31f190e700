"""A browser without scripts: it reads a page's form, fills it in and presses its buttons."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


@dataclass
class Control:
    """One control of a form as the page drew it."""

    name: str
    type: str
    value: str
    checked: bool = True
    options: list[str] = field(default_factory=list)
    id: str = ""
    is_named: bool = False


class PageReader(HTMLParser):
    """Reads controls, links, pictures, ids, shown words and hidden names out of a page."""

    VOID = frozenset({"input", "img", "br", "hr", "meta", "link"})

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.controls: list[Control] = []
        self.buttons: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.ids: list[str] = []
        self.actions: list[str] = []
        self.words: list[str] = []
        self.hidden: set[str] = set()
        self.problems: list[str] = []
        self.labelled: set[str] = set()
        self._open: list[tuple[str, dict[str, str]]] = []
        self._text: Control | None = None
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag not in self.VOID:
            self._open.append((tag, given))
        if "hidden" in given and "data-name" in given:
            self.hidden.add(given["data-name"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "img" and "src" in given:
            self.pictures.append(given["src"])
        if "for" in given:
            self.labelled.add(given["for"])
        if tag == "form":
            self.actions.append(given.get("action", ""))  # none where a script sends it
        if not self._in_template():
            self._control(tag, given)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag in ("textarea", "select"):
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None and self._text.type == "textarea":
            self._text.value += data.removeprefix("\n")
        elif data.strip() and not self._is_hidden() and not self._in("script", "style"):
            self.words.append(data.strip())
            if any("data-problem" in given for _, given in self._open):
                self.problems.append(data.strip())

    def _control(self, tag: str, given: dict[str, str]) -> None:
        if tag == "button" and given.get("name") == "_action" and "disabled" not in given:
            self.buttons.append((given["value"], "hidden" if "hidden" in given else "shown"))
        if tag == "option" and self._text is not None:
            self._text.options.append(given.get("value", ""))
            if "selected" in given:
                self._text.value = given["value"]
        if "name" not in given or "disabled" in given or tag not in ("input", "textarea", "select"):
            return
        kind = given.get("type", "text") if tag == "input" else tag
        value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
        checked = "checked" in given if kind in ("checkbox", "radio") else True
        is_named = self._in("label") or "aria-label" in given
        control = Control(given["name"], kind, value, checked, [], given.get("id", ""), is_named)
        self.controls.append(control)
        if tag in ("textarea", "select"):
            self._text = control

    def unnamed(self) -> list[str]:
        """Controls that nobody can tell apart: without a label of any kind."""
        return [
            one.name
            for one in self.controls
            if one.type != "hidden" and not one.is_named and one.id not in self.labelled
        ]

    def _in(self, *tags: str) -> bool:
        return any(tag in tags for tag, _ in self._open)

    def _in_template(self) -> bool:
        return self._in("template")

    def _is_hidden(self) -> bool:
        return self._in_template() or any("hidden" in given for _, given in self._open)


class Browser:
    """One person without scripts; `page` is the last page that was answered."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.response: TestResponse | None = None
        self.address = ""
        self.files: dict[str, tuple[str, bytes]] = {}

    @property
    def page(self) -> PageReader:
        return self._page

    @property
    def text(self) -> str:
        return " ".join(self._page.words)

    def open(self, address: str) -> Browser:
        return self._arrive(self.client.get(address), address)

    def fill(self, **answers: str | list[str] | bool) -> Browser:
        """Type, tick and choose; `__` in a name stands for the hyphen."""
        for name, answer in answers.items():
            self.set(name.replace("__", "-"), answer)
        return self

    def set(self, name: str, answer: str | list[str] | bool) -> Browser:
        found = [one for one in self._page.controls if one.name == name]
        assert found, f"the page has no control {name!r}"
        for control in found:
            if control.type in ("checkbox", "radio"):
                wanted = [answer] if isinstance(answer, str) else answer
                control.checked = wanted if isinstance(wanted, bool) else control.value in wanted
            else:
                assert isinstance(answer, str)
                assert control.type != "select" or answer in control.options, (name, answer)
                control.value = answer
        return self

    def choose_file(self, name: str, file_name: str, content: bytes) -> Browser:
        self.files[name] = (file_name, content)
        return self

    def press(self, action: str, *, number: int = 0) -> Browser:
        """Send the form with this button."""
        assert action in [value for value, _ in self._page.buttons], (
            f"no button {action!r} among {self._page.buttons}"
        )
        target = self._page.actions[number] or self.address
        sent = self.posted()
        sent.add("_action", action)
        return self.post(target, sent)

    def posted(self) -> MultiDict[str, object]:
        """What the form would send."""
        sent: MultiDict[str, object] = MultiDict()
        for control in self._page.controls:
            if control.type == "file":
                if control.name in self.files:
                    file_name, content = self.files.pop(control.name)
                    sent.add(control.name, (io.BytesIO(content), file_name))
                continue
            if control.checked:
                sent.add(control.name, control.value.replace("\n", "\r\n"))
        return sent

    def post(self, target: str, sent: MultiDict[str, object]) -> Browser:
        response = self.client.post(target, data=sent, content_type="multipart/form-data")
        if response.status_code == 303:
            return self.open(response.headers["Location"])
        return self._arrive(response, target)

    def _arrive(self, response: TestResponse, address: str) -> Browser:
        self.response = response
        self.address = address
        is_page = response.mimetype == "text/html"
        self._page = PageReader(response.get_data(as_text=True) if is_page else "")
        return self

    @property
    def status(self) -> int:
        assert self.response is not None
        return self.response.status_code

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    def values(self, name: str) -> list[str]:
        """What stands in the controls of this name now."""
        return [one.value for one in self._page.controls if one.name == name and one.checked]
