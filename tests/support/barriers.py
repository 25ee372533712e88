"""What keeps people from reading a page, as axe finds it."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page


async def barriers(page: Page) -> tuple[str, list[dict[str, Any]]]:
    """A report of what is wrong, empty when nothing is; and what axe is not sure of."""
    results = await Axe().run(page)
    report = results.generate_report() if results.violations_count else ""
    return report, results.response["incomplete"]
