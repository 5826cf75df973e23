"""The documentation site in a real Chromium: each page fits three widths, and the search works without a server."""

import shutil
import unittest
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

SITE = Path(__file__).resolve().parents[4] / "target" / "site"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = [390, 820, 1440]


class SitePageTest(unittest.TestCase):
    """What people see of `make docs`."""

    @classmethod
    def setUpClass(cls) -> None:
        """Start the browser that is installed."""
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls) -> None:
        """Stop it."""
        cls.browser.close()
        cls.playwright.stop()

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
