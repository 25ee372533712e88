"""What a page has to be so that everyone can use it."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from tests.support.barriers import barriers

SMALL = """() => [...document.querySelectorAll(
    "button, textarea, summary, label.button, a.button, .nav__link, .brand, .back"
)].filter(one => one.offsetParent && (one.offsetHeight < 44 || one.offsetWidth < 44))
  .map(one => `${one.innerText} ${one.offsetWidth}x${one.offsetHeight}`)"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COVERED = """() => {
    const composer = document.getElementById("composer").getBoundingClientRect();
    return getComputedStyle(document.getElementById("composer")).position === "sticky"
        ? composer.height / innerHeight : 0;
}"""
FAINT = """() => {
    const pen = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    const light = colour => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(one => one / 255)
            .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const paper = one => {
        while (one && getComputedStyle(one).backgroundColor === "rgba(0, 0, 0, 0)")
            one = one.parentElement;
        return getComputedStyle(one).backgroundColor;
    };
    const faint = [];
    const compare = (one, colour, other, least) => {
        const found = contrast(colour, other);
        if (found < least) faint.push(`${one.outerHTML} ${colour} on ${other}: ${found}`);
    };
    for (const one of document.querySelectorAll("svg.picture text")) {
        const under = one.matches(".back")
            ? getComputedStyle(one.previousElementSibling).fill : paper(one.closest("svg"));
        compare(one, getComputedStyle(one).fill, under, 4.5);
    }
    for (const one of document.querySelectorAll("svg.picture :is(.mark, .other)"))
        compare(one, getComputedStyle(one).fill, paper(one.closest("svg")), 3);
    return faint;
}"""
Check = Any


async def audit(page: Page, where: str) -> None:
    """No violation, nothing too small to touch, nothing that scrolls sideways."""
    wrong, incomplete = await barriers(page)
    assert wrong == "", f"{where}: {wrong}"
    unsure = [one for one in incomplete if one["id"] == "color-contrast"]
    words = [node["html"] for one in unsure for node in one["nodes"]]
    # axe cannot see what words in a picture stand on: that is measured here
    assert [one for one in words if not one.startswith("<text")] == [], f"{where}: {unsure}"
    assert await page.evaluate(FAINT) == [], where
    assert await page.evaluate(SMALL) == [], where
    assert await page.evaluate(WIDE) <= 0, f"{where} scrolls sideways"
