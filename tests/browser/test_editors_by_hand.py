"""Options by the keyboard alone, pictures, tables in rich text, and work that outlasts the page."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Route, expect

from tests.browser.conftest import DESK
from tests.browser.designer import Designer
from tests.browser.editing import field, keeps, setting
from tests.browser.site import Site

Open = Callable[..., BrowserContext]


@pytest.fixture
def designer(open_context: Open, site: Site) -> Designer:
    """A supplier in the builder of a new form."""
    return Designer(open_context(viewport=DESK).new_page(), site).sign_in().begin()


def picture(colour: str = "#4a6152", *, name: str = "barn.png") -> FilePayload:
    content = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(content, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": content.getvalue()}


def test_options_with_prices_and_places_are_kept_by_the_keyboard_alone(designer: Designer) -> None:
    designer.add("Package", "Album")
    options, keys = setting(designer, "options"), designer.page.keyboard
    for name, words in (
        ("Option 1, Label", "Thirty pages"),
        ("Price (£) Thirty pages", "395"),
        ("Places Thirty pages", "12"),
        ("Option 2, Label", "Fifty pages"),
        ("Price (£) Fifty pages", "595.50"),
    ):
        designer.tab_to(options.get_by_label(name, exact=True))
        keys.press("Control+a")
        keys.type(words)
        keys.press("Enter")
    designer.tab_to(options.locator("[data-add]"))
    keys.press("Enter")
    expect(options.get_by_label("Option 3, Label")).to_be_focused()
    keys.type("No album")
    designer.tab_to(options.locator("[data-handle='2']"), back=True)
    keys.press("Home")
    expect(options.locator("[data-handle='0']")).to_be_focused()
    designer.tab_to(options.get_by_role("button", name="Remove Thirty pages"))
    keys.press("Enter")
    expect(options.get_by_label("Option 2, Label")).to_be_focused()
    voice = options.locator("wf-options > fieldset > [data-voice]")
    expect(voice).to_have_text("“Thirty pages” was removed.")
    said = [
        {"value": "no_album", "label": "No album"},
        {"value": "2", "label": "Fifty pages", "price": 59550},
    ]
    keeps(designer, lambda: field(designer, "album")["options"], said)
    expect(designer.piece("Album")).to_contain_text("£595.50")


def test_a_picture_stands_beside_its_option_and_on_the_page(designer: Designer) -> None:
    designer.add("Picture choice", "Table")
    options = setting(designer, "options")
    options.locator(".option-more > summary").first.click()
    upload = options.locator("wf-picture").first
    expect(upload).to_contain_text("No picture yet")
    upload.get_by_label("Picture").set_input_files(picture())
    expect(upload.locator("img")).to_have_js_property("naturalWidth", 80)
    [first, _] = field(designer, "table")["options"]
    assert len(first["picture"]) == 64
    drawn = designer.piece("Table").locator("img")
    expect(drawn).to_have_js_property("complete", value=True)
    assert first["picture"] in (drawn.get_attribute("src") or "")
    text = {"name": "barn.png", "mimeType": "image/png", "buffer": b"no picture at all"}
    upload.get_by_label("Picture").set_input_files(text)
    expect(upload.locator(".problem")).to_contain_text("barn.png")
    assert field(designer, "table")["options"][0] == first
    upload.get_by_role("button", name="Remove Picture").click()
    expect(upload.locator("img")).to_have_count(0)
    expect(upload.get_by_label("Picture")).to_be_focused()
    keeps(designer, lambda: "picture" in field(designer, "table")["options"][0], expected=False)


def test_a_picture_of_its_own_is_uploaded_and_not_typed(designer: Designer) -> None:
    designer.page.locator("[data-type=picture] button").click()
    source = setting(designer, "validation_rules.source")
    source.get_by_label("Picture").set_input_files(picture("#c08a5a"))
    expect(source.locator("img")).to_have_js_property("naturalWidth", 80)
    setting(designer, "validation_rules.alt").get_by_role("textbox").fill("The old barn")
    expect(designer.page.get_by_role("img", name="The old barn")).to_be_visible()
    rules = field(designer, "picture")["validation_rules"]
    assert len(rules["source"]) == 64
    assert rules["alt"] == "The old barn"


def test_a_table_in_a_paragraph_grows_and_shrinks_by_its_tools(designer: Designer) -> None:
    designer.add("Paragraph")
    content = setting(designer, "content")
    box, keys = content.get_by_role("textbox"), designer.page.keyboard

    def tool(name: str) -> None:
        content.get_by_role("button", name=name, exact=True).click()

    def kept(expected: str) -> None:
        keeps(designer, lambda: field(designer, "paragraph")["content"], expected)

    expect(content.get_by_role("button", name="Add a row")).to_have_count(0)
    box.click()
    tool("Table")
    keys.type("Days before")
    keys.press("ArrowRight")
    keys.type("Due")
    tool("Add a row")
    expect(box.locator("tr")).to_have_count(3)
    tool("Add a column")
    expect(box.locator("tr").first.locator("th")).to_have_count(3)
    box.locator("tr").nth(1).locator("td").first.click()
    keys.type("180")
    tool("Remove the column")
    expect(box.locator("tr").first.locator("th")).to_have_count(2)
    tool("Undo")
    expect(box.locator("tr").nth(1)).to_contain_text("180")
    tool("Remove the row")
    expect(box.locator("tr")).to_have_count(2)
    kept(
        "<table><thead><tr><th>Days before</th><th>Due</th><th></th></tr></thead>"
        "<tbody><tr><td></td><td></td><td></td></tr></tbody></table>"
    )
    designer.reopen()
    designer.pieces().first.locator("> .piece-head [data-select]").click()
    expect(box.locator("th").first).to_have_text("Days before")


def test_what_was_typed_last_is_there_after_the_page_was_left(designer: Designer) -> None:
    page = designer.page
    designer.add("Short text", "Song")
    setting(designer, "help").get_by_role("textbox").fill("One that makes you dance.")
    page.goto(f"{designer.site.url}/studio/forms")
    page.go_back()
    designer.arrive().saved()
    designer.piece("Song").locator("> .piece-head [data-select]").click()
    expect(setting(designer, "help").get_by_role("textbox")).to_have_value(
        "One that makes you dance."
    )
    assert field(designer, "song")["help"] == "One that makes you dance."


#: Type a word, and leave before it counts: a timer that is set first and is shorter is first.
_LEAVE_WHILE_TYPING = """async () => {
  document.execCommand("insertText", false, "7");
  await new Promise((go) => setTimeout(go, 30));
  const leaving = new Event("beforeunload", { cancelable: true });
  dispatchEvent(leaving);
  return leaving.defaultPrevented;
}"""


@pytest.mark.parametrize(
    ("kind", "name"),
    [("Clause", "content"), ("Single choice", "options"), ("Short text", "visible_if")],
)
def test_nobody_leaves_unasked_while_something_typed_waits(
    designer: Designer, kind: str, name: str
) -> None:
    designer.add(kind).saved()
    if name == "visible_if":
        setting(designer, name).get_by_role("button", name="Write as a formula").click()
    setting(designer, name).get_by_role("textbox").first.click()
    assert designer.page.evaluate(_LEAVE_WHILE_TYPING)
    designer.saved()
    assert not designer.page.evaluate("document.querySelector('wf-builder').store.isUnsaved")


def test_work_without_a_connection_outlasts_a_reload(designer: Designer) -> None:
    page = designer.page
    designer.add("Short text", "Song").saved()
    page.route("**/design", lambda route: route.abort() if _saves(route) else route.continue_())
    designer.add("Yes or no", "Coming")
    page.on("dialog", lambda dialog: dialog.accept())
    designer.reopen()
    expect(designer.piece("Coming")).to_be_visible()
    page.unroute_all()
    designer.saved()
    assert [one["label"] for one in designer.definition()] == ["Song", "Coming"]


def _saves(route: Route) -> bool:
    return route.request.method == "POST"


def test_a_form_is_written_in_the_language_that_is_chosen(designer: Designer) -> None:
    page = designer.add("Short text", "Votre nom").page
    page.get_by_role("tab", name="Form", exact=True).click()
    written_in = page.get_by_label("Language it is written in")
    expect(written_in.locator("option:checked")).to_have_text("English (United Kingdom)")
    written_in.select_option(label="French (France)")
    designer.saved().reopen()
    page.get_by_role("tab", name="Form", exact=True).click()
    expect(written_in.locator("option:checked")).to_have_text("French (France)")
    page.goto(f"{designer.site.url}/studio/forms/{designer.form_id}/preview")
    expect(page.locator("html")).to_have_attribute("lang", "fr-FR")
    expect(page.get_by_text("Les questions marquées")).to_be_visible()
