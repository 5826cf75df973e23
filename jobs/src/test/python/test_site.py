"""The documentation site builds without a warning, has no broken link or anchor, and shows each page in two clicks."""

import subprocess
import sys
import unittest
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

HOME = Path(__file__).resolve().parents[4]
SITE = HOME / "target" / "site-test"


class Page(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, file: Path) -> None:
        """Read a page."""
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what the tag points to and what it names."""
        for name, value in attrs:
            if name == "id":
                self.anchors.add(value)
            if name in ("href", "src") and value and not value.startswith(("http:", "https:", "data:", "mailto:")):
                self.links.add(value)


class SiteTest(unittest.TestCase):
    """One build for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        """Build it; a warning is an error."""
        built = subprocess.run(
            [sys.executable, HOME / "docs" / "site" / "build.py", SITE], capture_output=True, text=True, check=False
        )
        assert built.returncode == 0, built.stderr
        cls.pages = {file.relative_to(SITE).as_posix(): Page(file) for file in SITE.rglob("*.html")}

    def test_no_link_or_anchor_is_broken(self) -> None:
        """Also in the picture of the lineage."""
        for name, page in self.pages.items():
            for link in page.links:
                with self.subTest(page=name, link=link):
                    path, anchor = urldefrag(link)
                    target = self.target(name, path)
                    self.assertTrue((SITE / target).is_file())
                    if anchor and target in self.pages:
                        self.assertIn(unquote(anchor), self.pages[target].anchors)

    def test_every_page_is_reached_in_two_clicks(self) -> None:
        """From the front page."""
        reached = {"index.html"}
        for _ in range(2):
            reached |= {
                self.target(name, urldefrag(link)[0])
                for name in reached & self.pages.keys()
                for link in self.pages[name].links
            }

        self.assertEqual(self.pages.keys() - reached, set())
        written = {path.stem for path in (HOME / "docs").glob("*.md")}
        self.assertEqual(written - {Path(name).stem for name in self.pages}, set())

    def test_the_search_needs_no_server_and_no_network(self) -> None:
        """The index is a script, and no page loads anything from elsewhere."""
        self.assertIn("Search.setIndex(", (SITE / "searchindex.js").read_text(encoding="utf-8"))
        for name in self.pages:
            text = (SITE / name).read_text(encoding="utf-8")
            self.assertNotRegex(text, r"<(script|img|iframe)[^>]+src=\"https?:|<link[^>]+stylesheet[^>]+https?:")

    def test_llms_txt_lists_every_page_with_its_source(self) -> None:
        """One line each."""
        text = (SITE / "llms.txt").read_text(encoding="utf-8")
        sources = {line.split("](")[1].split(")")[0] for line in text.splitlines() if line.startswith("- [")}

        self.assertEqual(
            {path.relative_to(SITE).as_posix() for path in (SITE / "_sources").rglob("*.md.txt")}
            - {"_sources/lineage.md.txt"},
            sources - {"_sources/lineage.md.txt"},
        )

    @staticmethod
    def target(page: str, path: str) -> str:
        """Return the file of the site that a link of a page leads to."""
        file = unquote(path.split("?", maxsplit=1)[0])
        target = ((SITE / page).parent / file).resolve() if file else SITE / page
        return target.relative_to(SITE).as_posix()


if __name__ == "__main__":
    unittest.main()
