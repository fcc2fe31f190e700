"""The editors inside the builder: by keyboard and by mouse, and what the server keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import DESK, PHONE
from tests.browser.designer import Designer
from tests.browser.editing import field, form, keeps, paste, setting, with_meal
from tests.browser.site import Site

Open = Callable[..., BrowserContext]


@pytest.fixture
def designer(open_context: Open, site: Site) -> Designer:
    """A supplier in the builder of a new form."""
    return Designer(open_context(viewport=DESK).new_page(), site).sign_in().begin()


def test_options_are_pasted_priced_and_put_in_order(designer: Designer) -> None:
    with_meal(designer)
    options = setting(designer, "options")
    keeps(
        designer,
        lambda: field(designer, "meal")["options"],
        [
            {"value": "trout", "label": "Trout", "price": 1250, "places": 40},
            {"value": "risotto", "label": "Risotto"},
            {"value": "pie", "label": "Pie", "price": 900},
        ],
    )
    handle = options.locator("[data-handle='2']")
    handle.press("ArrowUp")
    expect(options.locator("wf-options > fieldset > [data-voice]")).to_have_text(
        "“Pie” is now number 2 of 3."
    )
    expect(options.locator("[data-handle='1']")).to_be_focused()
    designer.page.keyboard.press("Home")
    expect(options.locator("wf-options > fieldset > [data-voice]")).to_have_text(
        "“Pie” is now number 1 of 3."
    )
    designer.drag(options.locator("[data-handle='0']"), options.locator(".option-entry").nth(2))
    expect(options.locator("wf-options > fieldset > [data-voice]")).to_have_text(
        "“Pie” is now number 3 of 3."
    )
    price = options.get_by_label("Price (£) Trout")
    price.fill("ten")
    expect(options.get_by_text("Write an amount such as 12.50.")).to_be_visible()
    price.fill("10")
    expect(options.get_by_text("Write an amount such as 12.50.")).to_have_count(0)
    options.get_by_role("button", name="Remove Risotto").click()
    options.get_by_role("button", name="Add an option").click()
    designer.page.keyboard.type("Soup of the day")
    expect(designer.piece("Meal")).to_contain_text("Soup of the day")
    keeps(
        designer,
        lambda: field(designer, "meal")["options"],
        [
            {"value": "trout", "label": "Trout", "price": 1000, "places": 40},
            {"value": "pie", "label": "Pie", "price": 900},
            {"value": "soup_of_the_day", "label": "Soup of the day"},
        ],
    )


def test_a_kept_option_keeps_its_value_under_another_label(designer: Designer) -> None:
    with_meal(designer).saved()
    designer.reopen()
    designer.piece("Meal").locator("> .piece-head [data-select]").click()
    label = setting(designer, "options").get_by_label("Option 1, Label")
    label.fill("Sea trout")
    expect(designer.piece("Meal")).to_contain_text("Sea trout")
    assert field(designer, "meal")["options"][0]["value"] == "trout"


def test_a_condition_is_made_by_menus_and_seen_as_text(designer: Designer) -> None:
    with_meal(designer)
    condition = setting(designer, "visible_if")
    condition.get_by_role("button", name="Only under a condition").click()
    expect(condition.get_by_label("Question")).to_be_focused()
    condition.get_by_label("Question").select_option(label="Coming")
    keeps(designer, lambda: field(designer, "meal")["visible_if"], ["=", ["field", "coming"], True])
    designer.add("Short text", "Wine")
    condition.get_by_role("button", name="Only under a condition").click()
    condition.get_by_label("Question").select_option(label="Meal")
    condition.get_by_label("How it compares").select_option(label="is one of")
    condition.get_by_label("Trout").check()
    condition.get_by_label("Pie").check()
    condition.get_by_role("button", name="Add a condition").click()
    condition.get_by_label("Question").nth(1).select_option(label="Coming")
    condition.get_by_label("Shown when").select_option(label="any")
    keeps(
        designer,
        lambda: field(designer, "wine")["visible_if"],
        [
            "or",
            ["in", ["field", "meal"], ["text", "trout"], ["text", "pie"]],
            ["=", ["field", "coming"], True],
        ],
    )
    condition.get_by_role("button", name="Write as a formula").click()
    text = condition.get_by_role("textbox")
    expect(text).to_be_focused()
    expect(text).to_have_value('meal in ("trout", "pie") or coming = true')
    condition.get_by_role("button", name="Back to menus").click()
    condition.get_by_role("button", name="Remove Condition 1").click()
    keeps(designer, lambda: field(designer, "wine")["visible_if"], ["=", ["field", "coming"], True])


def test_a_formula_is_completed_and_told_its_faults_by_the_keyboard_alone(
    designer: Designer,
) -> None:
    with_meal(designer).add("Calculation", "Costs")
    value = setting(designer, "value")
    text, keys = value.get_by_role("textbox"), designer.page.keyboard
    designer.tab_to(text)
    keys.press("Control+a")
    keys.type("pri")
    expect(value.get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    keys.type("mea")
    keys.press("Enter")
    keys.type(") * nobody")
    keys.press("Escape")
    expect(value.get_by_text("There is no field “nobody”.")).to_be_visible()
    expect(value.locator("mark")).to_have_text("nobody")
    designer.tab_to(value.get_by_role("button", name="Show at “nobody”"))
    keys.press("Enter")
    keys.type("2")
    expect(value.locator("mark")).to_have_count(0)
    expect(text).to_have_value("price(meal) * 2")
    keeps(designer, lambda: field(designer, "costs")["value"], ["*", ["price", "meal"], 2])
    keys.press("Control+a")
    keys.type('meal = "')
    expect(value.get_by_role("option")).to_have_count(3)
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(text).to_have_value('meal = "risotto"')


def test_what_was_typed_stands_whatever_an_earlier_question_is_answered(designer: Designer) -> None:
    designer.add("Calculation", "Costs")
    value, asked = setting(designer, "value"), list[Route]()
    expect(value.locator("wf-expression")).to_have_js_property("isSettled", True)

    def hold(route: Route) -> None:
        if route.request.post_data_json["path"].endswith(".value"):
            asked.append(route)
        else:
            route.continue_()

    def answer(text: str | None) -> None:
        for route in asked:
            if route.request.post_data_json.get("text") == text:
                with designer.page.expect_response("**/studio/expressions"):
                    route.continue_()

    designer.page.route("**/studio/expressions", hold)
    value.get_by_role("textbox").fill("1 + 1")
    value.get_by_role("textbox").blur()
    setting(designer, "label").get_by_role("textbox").fill("Sum")
    expect(designer.piece("Sum")).to_be_visible()
    for _ in range(100):
        if len(asked) < 2:
            designer.page.wait_for_timeout(100)
    assert len(asked) >= 2
    answer("1 + 1")
    answer(None)
    designer.page.wait_for_timeout(200)
    expect(value.get_by_role("textbox")).to_have_value("1 + 1")


def test_what_cannot_be_read_is_kept_and_found_again(designer: Designer) -> None:
    with_meal(designer)
    condition = setting(designer, "visible_if")
    condition.get_by_role("button", name="Write as a formula").click()
    condition.get_by_role("textbox").fill("coming and (")
    expect(condition.get_by_text("Something is missing at the end.")).to_be_visible()
    keeps(designer, lambda: field(designer, "meal")["visible_if"], "coming and (")
    designer.reopen()
    designer.piece("Meal").locator("> .piece-head [data-select]").click()
    expect(condition.get_by_role("textbox")).to_have_value("coming and (")


HOSTILE = [
    "<script>document.title='owned'</script><b>bold</b>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\"><p>x</p></svg>",
    "<a href=\"javascript:document.title='owned'\">click</a>",
    '<a href="data:text/html,<script>alert(1)</script>">click</a>',
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
    "<p style=\"background:url(javascript:document.title='owned')\" onclick=\"document.title='owned'\">x</p>",
    "<math><mtext><table><mglyph><style><img src=x onerror=\"document.title='owned'\"></style></mglyph></table></mtext></math>",
    '<form action="https://evil.example"><input name=a><button>Send</button></form>',
    "<template><script>document.title='owned'</script></template>",
    '<a href="/studio/sign-out">here</a><object data="https://evil.example"></object>',
]


def test_nothing_harmful_comes_through_the_rich_editor(browser: Browser, site: Site) -> None:
    # A page of its own: the browser reports what the policy stopped, as it should here.
    page = browser.new_context(viewport=DESK, locale="en-GB").new_page()
    designer = Designer(page, site).sign_in().begin().add("Paragraph")
    title = designer.page.title()
    box = setting(designer, "content").get_by_role("textbox")
    for markup in HOSTILE:
        box.click()
        paste(box, markup)
    found = box.evaluate(
        """box => [...box.querySelectorAll("*")].flatMap((one) => [one.tagName,
           ...[...one.attributes].map((attribute) => attribute.name + "=" + attribute.value)])"""
    )
    allowed = {"P", "BR", "STRONG", "A", "TABLE", "TBODY", "TR", "TD"}
    ours = ("class=ProseMirror", "href=https://")
    assert {one for one in found if one not in allowed and not one.startswith(ours)} == set()
    assert designer.page.title() == title
    kept = field(designer, "paragraph")["content"]
    assert not any(word in kept for word in ("script", "onerror", "javascript", "data:", "iframe"))
    page.context.close()


def test_rich_text_is_written_by_the_keyboard_alone(designer: Designer) -> None:
    designer.add("Paragraph")
    content = setting(designer, "content")
    box, keys = content.get_by_role("textbox"), designer.page.keyboard
    designer.tab_to(content.get_by_role("button", name="Bold"))
    keys.press("Enter")
    expect(box).to_be_focused()
    keys.type("Welcome")
    keys.press("Shift+Tab")
    keys.press("ArrowRight")
    expect(content.get_by_role("button", name="Italic")).to_be_focused()
    for _ in range(7):
        keys.press("ArrowRight")
    keys.press("Enter")
    keys.press("Control+a")
    keys.type("javascript:alert(1)")
    keys.press("Enter")
    expect(content.get_by_text("A link begins with https://, mailto: or tel:")).to_be_visible()
    keys.press("Control+a")
    keys.type("https://example.com/")
    keys.press("Enter")
    expect(box.locator("a")).to_have_attribute("href", "https://example.com/")
    keys.press("Tab")
    expect(box).not_to_be_focused()
    keeps(
        designer,
        lambda: field(designer, "paragraph")["content"],
        '<p><strong>Welcome</strong><a href="https://example.com/"><strong>https://example.com/'
        "</strong></a></p>",
    )


def test_answers_are_put_into_a_clause(open_context: Open, site: Site) -> None:
    designer = Designer(open_context(viewport=DESK).new_page(), site).sign_in().begin("Contract")
    designer.add("Short text", "Your names").add("Clause", "The parties")
    content = setting(designer, "content")
    box = content.get_by_role("textbox")
    box.click()
    designer.page.keyboard.type("Between us and ")
    content.get_by_label("Put in an answer").select_option(label="Your names")
    expect(box.locator(".merge-chip")).to_have_text("Your names")
    designer.page.keyboard.type(" and {{nobody}}")
    expect(box.locator(".merge-chip.is-gone")).to_have_text("nobody (no such question)")
    words = "<p>Between us and {{your_names}} and {{nobody}}</p>"
    keeps(designer, lambda: field(designer, "the_parties")["content"], words)
    designer.piece("Your names").locator("> .piece-head [data-select]").click()
    setting(designer, "label").get_by_role("textbox").fill("Both names")
    designer.piece("The parties").locator("> .piece-head [data-select]").click()
    expect(box.locator(".merge-chip").first).to_have_text("Both names")


def test_a_rule_says_what_is_wrong_and_where(designer: Designer) -> None:
    with_meal(designer)
    page = designer.page
    page.get_by_role("tab", name="Rules").click()
    page.get_by_role("button", name="Add a rule").click()
    page.keyboard.type("Nobody without a meal, please.")
    rule = page.locator("wf-rules")
    rule.get_by_role("button", name="Say when").click()
    rule.get_by_label("Question").select_option(label="Meal")
    rule.get_by_label("How it compares").select_option(label="is not answered")
    rule.get_by_label("Shown at").select_option(label="Meal")
    rule.get_by_label("How strict").select_option(label="A hint; it can be sent anyway")
    page.get_by_role("tab", name="Settings").focus()
    said = {
        "when": ["not", ["filled", ["field", "meal"]]],
        "message": "Nobody without a meal, please.",
        "at": "meal",
        "severity": "warning",
    }
    keeps(designer, lambda: form(designer)["rules"], [said])
    designer.reopen()
    again = page.evaluate("document.querySelector('wf-builder').store.definition.rules")
    assert again == [said]


def test_settings_are_said_in_the_forms_own_zone(designer: Designer) -> None:
    with_meal(designer)
    page = designer.page
    page.get_by_role("tab", name="Settings").click()
    settings = page.locator("wf-form-settings")
    settings.locator("summary", has_text="Dates").click()
    settings.get_by_label("No new answers after").select_option(label="On a fixed date")
    settings.get_by_label("Date", exact=True).fill("2027-06-05")
    expect(settings.get_by_text("Europe/London, UTC+1")).to_be_visible()
    settings.locator("summary", has_text="Limits").click()
    settings.get_by_label("Most submissions").fill("120")
    settings.locator("summary", has_text="Sending").click()
    settings.get_by_label("Where people are led after sending").fill("http://example.com")
    settings.get_by_label("Where people are led after sending").press("Enter")
    refused = settings.get_by_text("This must be a full address that begins with https://")
    expect(refused).to_be_visible()
    settings.get_by_label("Where people are led after sending").fill("https://example.com/thanks")
    expect(refused).to_be_hidden()  # what is below moves up when it goes
    settings.locator("summary", has_text="How long answers are kept").click()
    settings.get_by_label("Days answers are kept").fill("90")
    words = "90 days after the day of the wedding, answers on diet and health are erased."
    expect(settings.get_by_text(words)).to_be_visible()
    page.get_by_role("tab", name="Check").focus()
    said = ("closes_at", "capacity", "redirect_url", "retention_days")
    keeps(
        designer,
        lambda: [form(designer)["settings"].get(name) for name in said],
        ["2027-06-05T23:59:00+01:00", 120, "https://example.com/thanks", 90],
    )


def test_a_table_is_filled_from_a_spreadsheet(designer: Designer) -> None:
    page = designer.page
    page.get_by_role("tab", name="Form", exact=True).click()
    tables = page.locator("wf-tables")
    tables.get_by_role("button", name="Add a table").click()
    name = tables.get_by_label("Name of the table")
    expect(name).to_be_focused()
    name.fill("hire fee")
    name.press("Enter")
    paste(tables.get_by_label("Row 1, Column 1"), "5\t250000\n6\t300000")
    tables.get_by_label("Row 1, Column 1").evaluate(
        """cell => {
          const data = new DataTransfer();
          data.setData("text/plain", "5\\t250000\\n6\\t300000");
          cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(tables.get_by_label("Row 2, Value")).to_have_value("300000")
    keeps(
        designer,
        lambda: form(designer)["tables"],
        {"hire_fee": {"keys": ["Column 1"], "rows": [[5, 250000], [6, 300000]]}},
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_editors(open_context: Open, site: Site, scheme: Any) -> None:
    context = open_context(viewport=DESK, color_scheme=scheme, bypass_csp=True)
    designer = with_meal(Designer(context.new_page(), site).sign_in().begin("Contract"))
    page, found = designer.page, {}
    condition = setting(designer, "visible_if")
    condition.get_by_role("button", name="Only under a condition").click()
    condition.get_by_label("Question").select_option(label="Coming")
    setting(designer, "options").locator(".option-more > summary").first.click()
    found["menus"] = violations(page)
    condition.get_by_role("button", name="Write as a formula").click()
    condition.get_by_role("textbox").fill("nobody = 1 and mea")
    expect(condition.locator("mark")).to_have_count(2)
    found["formula"] = violations(page)
    designer.add("Clause", "The parties")
    expect(setting(designer, "content").get_by_role("toolbar")).to_be_visible()
    found["clause"] = violations(page)
    for name, group in {"Rules": "", "Settings": "Dates", "Form": ""}.items():
        page.set_viewport_size(DESK)
        page.get_by_role("tab", name=name, exact=True).click()
        if group:
            page.locator("summary", has_text=group).click()
        found[name] = violations(page)
        page.set_viewport_size(PHONE)
        page.locator(".view-panel").click()
        found[f"{name} on a phone"] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert not any(found.values()), found
