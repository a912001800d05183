"""The desk in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_words_and_records_of_a_story_light_up_together(page: Page) -> None:
    page.goto("/documents/kite-1")
    note = page.locator(".note.toll").first
    note.hover()
    lit = page.locator(".row > p .lit")
    expect(lit.first).to_be_visible()
    assert "12 people were killed" in "".join(lit.all_text_contents())
    page.locator("h1").hover()
    expect(lit).to_have_count(0)
    page.locator(".row .m-toll").first.hover()
    expect(note).to_have_class(re.compile(r"\blit\b"))


def test_keys_move_from_record_to_record_and_copy_a_citation(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/documents/kite-1")
    page.keyboard.press("j")
    page.keyboard.press("j")
    focused = page.locator(".note:focus")
    expect(focused).to_have_count(1)
    page.keyboard.press("y")
    expect(page.locator("#said")).to_have_text("Citation copied")
    assert page.evaluate("navigator.clipboard.readText()") == focused.get_attribute("data-citation")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_a_hit_leads_to_its_words(page: Page) -> None:
    page.goto("/tolls")
    page.locator(".line.toll .cite a").first.click()
    expect(page.locator(".note.toll:target")).to_contain_text("12+ killed")


def test_search_finds_what_was_said_from_any_page(page: Page) -> None:
    page.goto("/code")
    page.keyboard.press("/")
    page.keyboard.type("ceasefire")
    page.keyboard.press("Enter")
    expect(page.locator(".line.statement mark")).to_contain_text("We call for a ceasefire")


def test_a_story_is_pasted_and_coded(page: Page) -> None:
    page.goto("/code")
    page.locator("textarea").fill("OSLO, May 17 (Kite) - Norway's premier phoned the emir of Qatar on Friday.")
    page.locator("input[name=published]").fill("2024-05-17")
    page.get_by_role("button", name="Code it").click()
    expect(page.locator(".note.event")).to_contain_text("CONSULT")


def test_why_says_the_rule_and_the_words(page: Page) -> None:
    page.goto("/documents/kite-1")
    page.locator(".note.event .why").first.click()
    expect(page.locator(".reasons caption").first).to_contain_text("Rule consult")


def test_light_and_dark_are_kept(page: Page) -> None:
    page.goto("/events")
    page.get_by_role("button", name="Light or dark").click()
    chosen = page.locator("html").get_attribute("data-theme")
    page.goto("/statements")
    assert page.locator("html").get_attribute("data-theme") == chosen


def test_no_page_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    for address in ("/events", "/statements", "/positions", "/tolls", "/documents", "/documents/kite-1", "/code"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
