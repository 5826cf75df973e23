"""The documentation site in a real Chromium: each page fits three widths, and the search works without a server."""

from pathlib import Path

from chromium import ChromiumTest
from playwright.sync_api import Page

SITE = Path(__file__).resolve().parents[4] / "target" / "site"
WIDTHS = [390, 820, 1440]


class SitePageTest(ChromiumTest):
    """What people see of `make docs`."""

    def setUp(self) -> None:
        """Forget the errors of earlier pages."""
        self.errors: list[str] = []

    def opened(self, address: str, width: int) -> Page:
        """Open a page without a network; keep what its console reports as an error."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, offline=True)
        self.addCleanup(context.close)
        page = context.new_page()
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(address)
        return page

    def test_every_page_fits_three_widths(self) -> None:
        """Nothing makes a page wider than the window; wide tables and code scroll by themselves."""
        files = sorted(SITE.rglob("*.html"))
        self.assertGreater(len(files), 15)
        for file in files:
            for width in WIDTHS:
                with self.subTest(page=file.name, width=width):
                    page = self.opened(file.as_uri(), width)
                    self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width)
        self.assertEqual([], self.errors)

    def test_the_search_finds_a_page_without_a_server(self) -> None:
        """As somebody would look for what was refused. Only the summaries of the results need a server."""
        page = self.opened((SITE / "search.html").as_uri() + "?q=quarantine", WIDTHS[2])

        page.wait_for_selector("#search-results li")

        self.assertIn("quarantine", page.text_content("#search-results").lower())
