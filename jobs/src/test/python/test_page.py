"""The page of `joy report --html` in a real Chromium: it shows what `joy sql` says, and everybody can use it."""

import csv
import itertools
import json
import os
import re
import shutil
import unittest
from datetime import date, timedelta
from pathlib import Path

import page_lakes
from axe_playwright_python.sync_playwright import Axe
from chromium import ChromiumTest
from page_lakes import HOME, SHOP, WORK, after_a_repair, asked, environment, joy, layers, with_names
from page_site import LOOPBACK, Served
from playwright.sync_api import Page

PICTURE = HOME / "docs" / "report.png"
MERMAID = HOME / "target" / "mermaid" / "mermaid.min.js"
HOSTILE = [
    "</script><script>window.owned=1</script>",
    "<img src=x onerror=window.owned=1>",
    "\"'`",
    "=1+1",
    "\u202etxt.exe",
    "x" * 10_240,
]
# Mermaid raises an error for a text that it cannot read.
DRAW = """async text => {
  mermaid.initialize({startOnLoad: false});
  document.querySelector("main").innerHTML = (await mermaid.render("picture", text)).svg;
}"""
PAGES = ["well.html", "troubled.html", "failing.html", "young.html", "empty.html"]
WIDTHS = [390, 820, 1440]
# Notes when the first chart is drawn, and how many elements the page had made by then.
FIRST_CHART = """
new MutationObserver((changes, observer) => {
  if (!document.querySelector('[data-drawn]')) return;
  observer.disconnect();
  const elements = document.querySelectorAll('*').length;
  requestAnimationFrame(() => setTimeout(() => (window.first = {seconds: performance.now() / 1000, elements})));
}).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ['data-drawn']});
"""
MOST_ELEMENTS = 3000
SECONDS_TO_PAINT = 2
# What a spreadsheet would compute, with what it ignores before it.
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\u202e=1", "\uff1d1"]
# As Java rounds them: half up by the digits that a number is written with.
ROUNDED = [
    ("fixed(1.005, 2)", "1.01"),
    ("fixed(0.125, 2)", "0.13"),
    ("fixed(-0.004, 2)", "-0.00"),
    ("fixed(99.995, 2)", "100.00"),
    ("grouped(1234.45, 1)", "1,234.5"),
    ("number(0.00012345)", "0.0001235"),
    ("number(0.000012345)", "1.235e-05"),
    ("number(99995)", "1.000e+05"),
    ("signed(-0.0010005)", "-0.00100"),
    ("pValue(0.00125)", "0.0013"),
]
# The rows of tables, by the titles of their columns in lower case.
CELLS = """all => all.flatMap(region => {
  const titles = [...region.querySelectorAll('thead th')].map(one => one.textContent.toLowerCase());
  return [...region.querySelectorAll('tbody tr')].map(row =>
    Object.fromEntries([...row.cells].map((cell, index) => [titles[index], cell.textContent])));
})"""
# Texts that a program left where it had nothing to show.
BARE_VALUES = """(() => {
  const texts = document.createTreeWalker(document.getElementById('main'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode.data.trim());
  return found.filter(text => /^(null|undefined|NaN|Infinity|false)$/.test(text));
})()"""
SIZES = "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
TITLES = {"day": "day since exposure", "interval at any look": "interval of effect at any look"}
CAMEL_CASE = re.compile("(?<=[a-z0-9])[A-Z]")


def setUpModule() -> None:
    """Make the lakes and their pages."""
    page_lakes.make_all()


class PageTest(ChromiumTest):
    """What people see and can do."""

    def setUp(self) -> None:
        """Forget what earlier pages complained of."""
        self.complaints: list[str] = []

    def opened(self, file: str, width: int = 1280, scheme: str = "light") -> Page:
        """Open a page without a network; note what it complains of and what it asks for."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
        self.addCleanup(context.close)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: None if is_own(request.url) else self.complaints.append(request.url))
        page.goto((WORK / file).as_uri())
        page.wait_for_selector("footer", state="attached")
        return page

    def test_every_chart_is_drawn_and_nothing_is_asked_of_the_outside(self) -> None:
        """Each picture has shapes; there is no message on the console and no request."""
        page = self.opened("well.html")

        draw_all(page)

        shapes = page.eval_on_selector_all(".chart", "all => all.map(one => one.querySelectorAll('svg path').length)")
        self.assertGreaterEqual(len(shapes), 9)
        self.assertTrue(all(count > 0 for count in shapes), shapes)
        self.assertEqual([], self.complaints)

    def test_mermaid_draws_the_exported_graph_of_a_model(self) -> None:
        """The real library makes a box for each node with its whole name and a line for each relation."""
        part = json.loads(joy("well", "models", "export", "home_ranking", "--format", "json", *SHOP))
        text = joy("well", "models", "export", "home_ranking", *SHOP)
        blank = f'<script src="{MERMAID.as_uri()}"></script><main></main><footer></footer>'
        (WORK / "mermaid.html").write_text(blank, encoding="utf-8")
        page = self.opened("mermaid.html")

        page.evaluate(DRAW, text)

        boxes = page.eval_on_selector_all("main g.node", "all => all.map(one => one.textContent)")
        names = [
            f"{node['kind'].replace('_', ' ')}: {node['name']} {node.get('version', '')}".strip()
            for node in part["nodes"]
        ]
        self.assertGreater(len(names), 10)
        self.assertCountEqual(names, boxes)
        self.assertEqual(len(part["edges"]), page.locator("main .edgePaths path").count())
        self.assertEqual([], self.complaints)

    def test_numbers_are_those_of_sql(self) -> None:
        """The KPIs of the last complete day, the sum of the services and the lifts are the tables' own."""
        page = self.opened("well.html")
        day = page.text_content("#overview .quiet")[:10]
        kpi = asked(
            "SELECT format_number(round(gmv_net, 2), 2) AS gmv_net, format_number(orders, 0) AS orders,"
            " format_number(users, 0) AS users, format_number(sessions, 0) AS sessions,"
            " format_string('%.2f%%', 100 * conversion_rate) AS conversion_rate,"
            " format_string('%.2f%%', 100 * ctr) AS ctr"
            f" FROM gold.kpi_daily WHERE event_date = '{day}' AND vertical = '(all)' AND service = '(all)'"
            " AND experiment_id = '(all)' AND variant = '(all)'"
        )[0]

        for measure, value in kpi.items():
            self.assertEqual(value, page.text_content(f"#overview [data-measure={measure}]"), measure)
        total = asked("SELECT format_number(round(sum(amount), 2), 2) AS total FROM gold.attribution")[0]["total"]
        self.assertIn(f"add up to {total} EUR, the GMV of all days to the cent", page.text_content("#attribution-sum"))
        lifts = asked(
            "SELECT metric_id, format_string('%+.2f%%', 100 * effect_rel) AS lift FROM gold.experiment_readout"
            " WHERE dimension = '(all)' AND status = 'OK'"
            " AND as_of_date = (SELECT max(as_of_date) FROM gold.experiment_readout)"
        )
        table = page.text_content("#experiments [aria-label=Metrics]")
        self.assertTrue(lifts)
        for row in lifts:
            self.assertIn(row["metric_id"], table)
            self.assertIn(row["lift"], table)

    def test_an_experiment_is_that_of_the_command_line(self) -> None:
        """Verdict, metrics, power and what to do next, to the last digit."""
        printed = json.loads(joy("well", "experiment", "home_ranking", "--json", *layers("well")))
        page = self.opened("well.html")

        shown = page.evaluate("documentData().then(data => data.experiments[0].story)")

        self.assertGreater(len(printed["outlooks"]), 3)
        self.assertEqual(printed, snake_case(shown))

    def test_an_experiment_has_the_cells_that_the_command_line_prints(self) -> None:
        """Verdict, metrics, power, methods, dimensions and days since the exposure are printed alike."""
        text = joy("well", "experiment", "home_ranking", "--details", *layers("well"))
        power = joy("well", "experiment", "home_ranking", "--power", *layers("well"))
        page = self.opened("well.html")
        open_all(page)
        metrics = cells(page, "Metrics", "Guardrails, which must not get worse", "Methods")
        parts = {
            "metric  ": (text, merged(metrics)),
            "Minimum detectable": (power, cells(page, "Power")),
            "How the numbers": (text, merged(metrics)),
            "By dimension": (text, cells(page, "By dimension")),
            "By day since": (text, cells(page, "By day since the first exposure")),
        }

        verdict = page.locator("#experiments .card").first.text_content()

        words, reason = text.splitlines()[:2]
        self.assertIn(words.split(": ", 1)[1].lower(), verdict)
        self.assertIn(reason.split("; ", 1)[1], verdict)
        for beginning, (output, shown) in parts.items():
            rows = printed(output, beginning)
            self.assertTrue(rows, beginning)
            for row in rows:
                self.assertTrue(any(row.items() <= one.items() for one in shown), (beginning, row, shown[:3]))
        self.assertEqual(len(printed(text, "By dimension")), len(parts["By dimension"][1]))

    def test_numbers_are_rounded_as_the_command_line_rounds_them(self) -> None:
        """A half is rounded up, whatever its binary value is."""
        page = self.opened("empty.html")

        for expression, text in ROUNDED:
            self.assertEqual(text, page.evaluate(expression), expression)

    def test_each_measure_has_its_definition(self) -> None:
        """Below the chart, and in one list of all; in the words of the page and not with names of columns."""
        page = self.opened("well.html")
        open_all(page)
        measures = page.get_by_label("Measure", exact=True).locator("option").all_text_contents()

        defined = page.locator("#kpis dl dt").all_text_contents()
        meanings = page.locator("#kpis dl dd").all_text_contents()

        self.assertEqual(20, len(measures))
        self.assertEqual(measures, defined)
        for title, meaning in zip(defined, meanings, strict=True):
            self.assertGreater(len(meaning), 10, title)
            self.assertNotIn("_", meaning, title)
            page.get_by_label("Measure", exact=True).select_option(label=title)
            self.assertEqual(f"{title}: {meaning}.", page.text_content("#kpis .definition"))

    def test_days_that_can_change_are_hatched_and_the_week_before_is_next_to_each_day(self) -> None:
        """The table has the same, and the last final day is that of gold.freshness."""
        page = self.opened("well.html")
        freshness = asked("SELECT final_through FROM gold.freshness WHERE `table` = 'gold.kpi_daily'")
        page.get_by_label("Measure", exact=True).select_option("orders")
        draw_all(page)
        open_all(page)

        hatched = page.locator("#kpis .chart svg path[fill^='url(#']").count()
        days = {row["day"]: row for row in cells(page, "Orders by day")}

        changing = [day for day, row in days.items() if row["state"] == "provisional"]
        self.assertEqual([day for day in days if day > freshness[0]["final_through"]], changing)
        self.assertTrue(0 < len(changing) < len(days), changing)
        self.assertEqual(len(changing), hatched)
        self.assertIn(f"Days up to {freshness[0]['final_through']} are final.", page.text_content("#kpis .lead"))
        self.assertIn("week before", page.text_content("#kpis .chart svg"))
        self.assertGreater(page.locator("#kpis .chart svg path[stroke-dasharray]").count(), 0)
        befores = [(days[week_before(day)]["everything"], days[day]["week before"]) for day in list(days)[7:]]
        self.assertGreater(len(befores), 3)
        for value, shown in befores:
            self.assertEqual(value, shown)

    def test_drift_is_that_of_the_command_line(self) -> None:
        """Each finding with its numbers, or that nothing changed."""
        for lake in ["well", "young"]:
            printed_drift = json.loads(joy(lake, "status", "--drift", "--json", *layers(lake)))
            page = self.opened(f"{lake}.html")

            drift = page.evaluate("documentData().then(data => data.health.drift)")

            card = page.locator("#health .card", has_text="Drift of properties")
            self.assertEqual(printed_drift, snake_case(drift))
            self.assertIn(f"Events of {printed_drift['days']['from']}", card.text_content())
            if not printed_drift["events_before"]:
                self.assertIn("no earlier events to compare with", card.text_content())
            elif not printed_drift["findings"]:
                self.assertIn("No property changed", card.text_content())
            else:
                shown = [(row["event"], row["property"]) for row in cells(page, "Drift of properties")]
                self.assertEqual([(one["event"], one["property"]) for one in printed_drift["findings"]], shown)

    def test_everybody_can_use_it(self) -> None:
        """An accessibility checker finds nothing in light and dark; the keyboard reaches every control."""
        for file in PAGES:
            for scheme in ["light", "dark"]:
                page = self.opened(file, scheme=scheme)
                open_all(page)
                draw_all(page)
                found = Axe().run(page).response["violations"]
                self.assertEqual([], [(one["id"], one["nodes"][0]["html"][:200]) for one in found], (file, scheme))
        page = self.opened("well.html")
        controls = page.eval_on_selector_all(
            "a, button, select, summary, .scroll, .sideways", "all => all.filter(one => one.checkVisibility()).length"
        )
        page.evaluate("window.reached = new Set(); addEventListener('focusin', hit => reached.add(hit.target))")
        for _ in range(controls + 5):
            page.keyboard.press("Tab")
        self.assertGreaterEqual(page.evaluate("reached.size"), controls)

    def test_choices_change_what_is_shown(self) -> None:
        """A service, an experiment and hours can be chosen; focus stays on the control."""
        page = self.opened("well.html")

        page.get_by_label("Measure", exact=True).select_option("ctr")
        page.get_by_label("Service", exact=True).select_option("home_feed")

        self.assertIn("CTR by day", page.text_content("#kpis h3"))
        self.assertEqual("SELECT", page.evaluate("document.activeElement.tagName"))
        page.locator("#kpis").get_by_label("Experiment", exact=True).select_option("home_ranking")
        self.assertIn("Model_B", page.text_content("#kpis .chart svg"))
        page.get_by_label("By", exact=True).select_option("hour")
        self.assertIn("CTR by hour", page.text_content("#kpis h3"))
        self.assertIn("Model_B", page.text_content("#kpis .chart svg"))
        page.get_by_label("Service", exact=True).select_option("home_feed")
        self.assertIn("home_feed", page.text_content("#kpis .chart svg"))
        self.assertIn("CTR by hour", page.text_content("#kpis h3"))
        self.assertEqual([], self.complaints)

    def test_it_fits_three_widths_dark_colors_and_paper(self) -> None:
        """Nothing is wider than the window, dark is dark, and the PDF has pages."""
        for file in PAGES:
            for width in WIDTHS:
                page = self.opened(file, width)
                self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width, file)
        page = self.opened("well.html", scheme="dark")
        self.assertEqual("rgb(20, 23, 28)", page.evaluate("getComputedStyle(document.body).backgroundColor"))
        draw_all(page)
        page.emulate_media(media="print")
        page.evaluate("document.body.style.width = '500px'")
        charts = page.eval_on_selector_all(".chart svg", SIZES)
        self.assertLessEqual(max(width for width, _ in charts), 500)
        self.assertGreater(min(height for _, height in charts), 50)
        closed = page.get_by_role("heading", name="By day since the first exposure", include_hidden=True)
        self.assertEqual([False], [heading.is_visible() for heading in closed.all()], "a card without content on paper")
        paper = page.pdf()
        self.assertTrue(paper.startswith(b"%PDF"))
        self.assertGreater(paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page/"), 1)

    def test_a_csv_has_what_is_seen(self) -> None:
        """The file has the table's rows, and no cell that a spreadsheet would compute."""
        page = self.opened(with_names("well.html", HOSTILE[3]))
        page.locator("#attribution details").first.evaluate("one => one.open = true")

        with page.expect_download() as download:
            page.locator("#attribution button.csv").first.click()

        lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
        self.assertEqual('"Service","Amount","Share","Products"', lines[0])
        self.assertIn('"\'=1+1"', lines[1])
        page.get_by_label("Measure", exact=True).select_option("orders")
        page.get_by_label("Vertical", exact=True).select_option("Food")
        page.locator("#kpis details").first.evaluate("one => one.open = true")
        with page.expect_download() as download:
            page.locator("#kpis button.csv").first.click()
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        rows = page.locator("#kpis table").first.locator("tbody tr").all()
        seen = [
            [cell.replace(",", "").replace("\u2013", "") for cell in row.locator("td").all_text_contents()]
            for row in rows
        ]
        self.assertGreater(len(seen), 7)
        self.assertEqual(seen, list(csv.reader(text.splitlines()))[1:])

    def test_no_cell_of_a_csv_is_a_formula(self) -> None:
        """A text that a spreadsheet would compute begins with an apostrophe; a number stays a number."""
        page = self.opened("empty.html")

        for text in FORMULAS:
            self.assertEqual(f'"\'{text}"', page.evaluate("text => csvCell(text)", text))
        self.assertEqual(['"-5"', '"12.50"', "-5"], page.evaluate("['-5', '12.50', -5].map(csvCell)"))
        self.assertEqual(
            '"\'=Service"\r\n"a ""b"""\r\n',
            page.evaluate("csv([column('=Service', row => row)], ['a \"b\"'])"),
        )

    def test_it_is_served_to_this_machine_alone_and_fresh_on_each_reload(self) -> None:
        """A later run is on the page after a reload, without another command."""
        options = ("--spec", str(HOME / "pipelines.yaml"), "--spec", str(WORK / "young.yaml"))
        with Served(WORK, HOME / "bin" / "joy", environment("young"), *options) as server:
            page = self.browser.new_page()
            self.addCleanup(page.close)
            page.on("console", lambda message: self.complaints.append(message.text))
            page.on("pageerror", lambda error: self.complaints.append(str(error)))
            page.on("request", lambda one: None if is_own(one.url, server.address) else self.complaints.append(one.url))
            page.goto(server.address)
            page.wait_for_selector("footer", state="attached")
            before = (page.text_content("#made"), runs(page))
            addresses = server.listens_at()
            joy("young", "run", "all", *layers("young"), logs="day")

            page.reload()

            page.wait_for_selector("footer", state="attached")
            after = (page.text_content("#made"), runs(page))
        self.assertTrue(addresses)
        self.assertLessEqual(addresses, LOOPBACK)
        self.assertEqual((1, 2), (before[1], after[1]))
        self.assertLess(before[0], after[0])
        self.assertEqual([], self.complaints)

    def test_names_from_logs_are_text(self) -> None:
        """A name that is markup is shown as it is, everywhere, and runs nothing."""
        for name in HOSTILE:
            page = self.opened(with_names("well.html", name))
            open_all(page)
            draw_all(page)
            self.assertIn(name, page.text_content("#attribution table"))
            self.assertIsNone(page.evaluate("window.owned ?? null"))
            self.assertEqual(0, page.locator("img").count())
        self.assertEqual([], self.complaints)

    def test_trouble_is_named_with_what_to_do(self) -> None:
        """A silent source and a withheld readout come first, in words; an empty lake says what to run."""
        page = self.opened("troubled.html")

        alarm = page.text_content("#overview .alarm")
        self.assertIn("neverSeen99", alarm)
        silent = page.locator("#health [aria-label=Sources] tr", has_text="neverSeen99")
        self.assertEqual("silent: limit is 1 h 0 min", silent.locator(".bad").text_content())
        self.assertIn("Next: Do not use the numbers of Model_B. Find what breaks", page.text_content("#experiments"))
        self.assertIn("the last day. Its deliveries are not complete yet", page.text_content("#overview"))
        self.assertIn("do not trust it", page.text_content("#experiments .verdict"))
        self.assertIn("SRM", page.text_content("#experiments"))
        self.assertIn("No metric has numbers", page.text_content("#experiments"))
        empty = self.opened("empty.html")
        self.assertIn("joy run all", empty.text_content("#overview"))
        self.assertEqual(0, empty.locator(".alarm").count())
        self.assertEqual([], self.complaints)

    def test_no_part_shows_a_value_of_the_program(self) -> None:
        """A part that is left out leaves nothing behind, whatever the lake holds."""
        for file in PAGES:
            page = self.opened(file)
            open_all(page)
            self.assertEqual([], page.evaluate(BARE_VALUES), file)

    def test_a_narrow_screen_shows_the_verdict_without_scrolling(self) -> None:
        """The words of the verdict end within the window."""
        for file in ["well.html", "troubled.html"]:
            page = self.opened(file, WIDTHS[0])
            verdict = page.locator("#overview [aria-label=Verdicts] td strong").first.bounding_box()
            self.assertLess(verdict["x"] + verdict["width"], WIDTHS[0] - 20)

    def test_an_empty_lake_a_first_run_and_a_failing_metric_are_shown_as_they_are(self) -> None:
        """Each has words of its own, and nothing is drawn that is not there."""
        empty = self.opened("empty.html")
        for part in ["overview", "kpis", "experiments", "attribution", "health", "lineage"]:
            self.assertIn("yet", empty.text_content(f"#{part} .empty"), part)
        self.assertEqual(0, empty.locator(".chart").count())
        young = self.opened("young.html")
        draw_all(young)
        self.assertIn("1 run, the last took", young.get_attribute("#health .chart[aria-label*=took]", "aria-label"))
        self.assertIn("no week before", young.text_content("#overview .tiles"))
        self.assertIn("the last complete day (late events may still change it)", young.text_content("#overview"))
        self.assertIn("all are hatched", young.text_content("#kpis .lead"))
        self.assertIn("too early to tell", young.text_content("#experiments .verdict"))
        failing = self.opened("failing.html")
        row = failing.locator("#experiments [aria-label=Metrics] tr", has_text="broken").text_content()
        self.assertIn("FAILED", row)
        self.assertIn("metrics.broken cannot be computed", failing.text_content("#experiments"))
        self.assertIn("Next: Correct metrics.broken", failing.text_content("#experiments"))
        self.assertIn("OK", failing.text_content("#experiments [aria-label=Metrics]"))
        self.assertEqual([], self.complaints)

    def test_what_was_repaired_is_not_red(self) -> None:
        """A run that failed and was rerun, and a check that holds again, are named without an alarm."""
        page = self.opened(after_a_repair("well.html"))

        open_all(page)

        self.assertEqual([], page.locator("#health .bad").all_text_contents())
        self.assertIn("FAILED, rerun since", page.text_content("#health"))
        self.assertIn("holds; 1 broken in earlier runs", page.text_content("#health [aria-label=Conservation]"))

    def test_the_keyboard_explores_the_graph_of_models(self) -> None:
        """A relation's ends are buttons; one of them shows what is known about it."""
        page = self.opened("well.html")
        open_all(page)
        button = page.locator("#models td button").first

        button.focus()
        page.keyboard.press("Enter")

        self.assertEqual(button.text_content(), page.text_content("#models [aria-live] code"))

    def test_a_large_page_is_small_and_quickly_there(self) -> None:
        """400 days and 30 experiments: bytes and elements hold on every machine, seconds on one that is not busy."""
        size = (WORK / "large.html").stat().st_size
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
        self.addCleanup(context.close)
        page = context.new_page()
        page.add_init_script(FIRST_CHART)

        page.goto((WORK / "large.html").as_uri())
        wait_until(page, "window.first != null")

        first = page.evaluate("window.first")
        print(f"large page: {size:,} bytes, {first['elements']} elements, first chart after {first['seconds']:.2f} s")
        self.assertLess(size, 2_000_000)
        self.assertLess(first["elements"], MOST_ELEMENTS)
        self.assertLess(page.locator(".chart[data-drawn]").count(), page.locator(".chart").count())
        self.assertLess(first["seconds"], SECONDS_TO_PAINT)

    def test_the_picture_of_the_readme(self) -> None:
        """The README shows this page as it is."""
        page = self.opened("well.html", 1180)
        page.locator("#made").evaluate("one => one.textContent = 's3a://shop/lake'")
        draw_all(page)
        page.set_viewport_size({"width": 1180, "height": 1110})

        page.screenshot(path=WORK / "report.png")

        if os.environ.get("WRITE_PICTURE"):
            shutil.copy(WORK / "report.png", PICTURE)
        self.assertTrue(PICTURE.read_bytes().startswith(b"\x89PNG"))
        self.assertLess(PICTURE.stat().st_size, 200_000)


def snake_case(value: object) -> object:
    """Spell keys as the command line does."""
    if isinstance(value, dict):
        return {CAMEL_CASE.sub(lambda hump: "_" + hump[0].lower(), key): snake_case(of) for key, of in value.items()}
    return [snake_case(one) for one in value] if isinstance(value, list) else value


def cells(page: Page, *labels: str) -> list[dict[str, str]]:
    """Give the rows of the tables with these labels."""
    rows = [row for label in labels for row in page.eval_on_selector_all(f'[role=region][aria-label="{label}"]', CELLS)]
    return [{title: cell.replace("\u2013", "-") for title, cell in row.items()} for row in rows]


def merged(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Join the rows of one metric and variant."""
    lines: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        lines.setdefault((row["metric"], row["variant"]), {}).update(row)
    return list(lines.values())


def printed(text: str, beginning: str) -> list[dict[str, str]]:
    """Give the rows of a printed table that begins so, or that follows a line which does; by their titles."""
    lines = text.splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith(beginning))
    head = first if beginning.endswith("  ") else first + 2
    titles = [TITLES.get(title, title) for title in re.split(" {2,}", lines[head])]
    rows = []
    for line in itertools.takewhile(bool, lines[head + 1 :]):
        row = dict(zip(titles, re.split(" {2,}", line), strict=True))
        metric, _, role = row["metric"].partition(" (")
        rows.append(row | {"metric": metric} | ({"role": role.rstrip(")")} if role else {}))
    return rows


def week_before(day: str) -> str:
    """Give the same day of the week before."""
    return (date.fromisoformat(day) - timedelta(days=7)).isoformat()


def runs(page: Page) -> int:
    """Give how many runs the page has."""
    return page.evaluate("documentData().then(data => data.health.pipelines[0].runs.length)")


def is_own(url: str, server: str = "file:") -> bool:
    """Tell whether an address is of the page itself."""
    return url.startswith((server, "data:", "blob:"))


def draw_all(page: Page) -> None:
    """Have every chart drawn, also those far below."""
    page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")


def wait_until(page: Page, expression: str) -> None:
    """Wait until an expression is true. Playwright's own wait evaluates texts in the page, which its policy forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not true after 10 s: {expression}")


def open_all(page: Page) -> None:
    """Open every part that is closed; its content is made by then."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    wait_until(page, "[...document.querySelectorAll('details')].every(one => one.children.length > 1)")


if __name__ == "__main__":
    unittest.main()
