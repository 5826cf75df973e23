"""The installed Chromium, for tests of pages."""

import shutil
import unittest

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class ChromiumTest(unittest.TestCase):
    """One browser for all tests of a class."""

    browser: Browser

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
