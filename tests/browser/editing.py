"""What tests of the editors share: a setting on the page, and what the database keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.designer import Designer


def setting(designer: Designer, name: str) -> Locator:
    return designer.page.locator(f'wf-setting[data-name="{name}"]')


def more(designer: Designer) -> None:
    details = designer.page.locator("details.inspector-more")
    if not details.evaluate("one => one.open"):
        details.locator("summary").first.click()


def field(designer: Designer, key: str) -> dict[str, Any]:
    designer.saved()
    [row] = designer.site.rows(
        "select * from form_fields where form_id = %s and key = %s and deleted_at is null",
        designer.form_id,
        key,
    )
    return row


def form(designer: Designer) -> dict[str, Any]:
    designer.saved()
    [row] = designer.site.rows("select * from forms where id = %s", designer.form_id)
    return row


def keeps(designer: Designer, read: Callable[[], Any], expected: Any) -> None:
    """The database comes to say this."""
    for _ in range(100):
        if read() == expected:
            return
        designer.page.wait_for_timeout(100)
    assert read() == expected, read()


def with_meal(designer: Designer) -> Designer:
    designer.add("Yes or no", "Coming").add("Single choice", "Meal")
    options = setting(designer, "options")
    options.get_by_role("button", name="Write them as a list").click()
    options.get_by_label("All options").fill("Trout | 12.50 | 40\nRisotto\nPie | 9")
    options.get_by_role("button", name="Done").click()
    expect(designer.piece("Meal")).to_contain_text("Trout")
    # Keys follow the labels when they are saved; conditions name keys.
    designer.page.wait_for_function(
        """() => {
          const { fields } = document.querySelector("wf-builder").store.definition;
          return fields.map((one) => one.key).join() === "coming,meal";
        }"""
    )
    expect(setting(designer, "visible_if").locator("wf-expression")).to_have_js_property(
        "isSettled", True
    )
    return designer


def paste(box: Locator, markup: str) -> None:
    box.evaluate(
        """(box, markup) => {
          const data = new DataTransfer();
          data.setData("text/html", markup);
          data.setData("text/plain", markup);
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        markup,
    )
