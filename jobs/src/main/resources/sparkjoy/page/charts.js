/* Charts of Apache ECharts as SVG. Each has a title, a sentence, a text for screen readers and a table of its numbers. */
const LIGHT = {
  text: "#1d2129", quiet: "#59616e", line: "#dfe2e6", card: "#ffffff", bad: "#b3261e", hatch: "#c9ced6",
  colors: ["#2f66b5", "#bf5516", "#2a7d58", "#84499e", "#a8324a", "#686b15", "#0d7784", "#77563d"],
};
const DARK = {
  text: "#e6e8eb", quiet: "#a3abb8", line: "#323842", card: "#1b1f26", bad: "#ff9d94", hatch: "#4a525e",
  colors: ["#7aa7f0", "#f0a06a", "#6cc59b", "#c99be0", "#f08a9d", "#c3c760", "#5fc7d4", "#cdb097"],
};

const charts = [];

function currentTheme() {
  return document.documentElement.dataset.theme === "dark" ? DARK : LIGHT;
}

/*
 * A card with a chart. option: (theme, host) => ECharts option; columns and rows: the same numbers as a table; label: what a
 * screen reader says of the picture; least: its width in pixels, below which it scrolls sideways.
 */
function chartCard({ title, note, label, height, least, option, columns, rows, onClick, after }) {
  const size = `height:${height || 280}px` + (least ? `;min-width:${least}px` : "");
  const host = element("div", { class: "chart", role: "img", "aria-label": label || title, style: size });
  const chart = { host, option, onClick, drawn: null };
  charts.push(chart);
  onView.observe(host);
  return card(
    title,
    note,
    least ? element("div", { class: "sideways", tabindex: "0", role: "region", "aria-label": "Picture: " + title }, host) : host,
    after,
    columns && folded("Table: " + title, () => table(title, columns, rows)),
  );
}

function draw(chart, theme) {
  if (!chart.host.isConnected || chart.host.clientWidth === 0) return;
  if (!chart.drawn) {
    chart.drawn = echarts.init(chart.host, null, { renderer: "svg" });
    if (chart.onClick) chart.drawn.on("click", chart.onClick);
  }
  chart.drawn.setOption({ ...commonOption(theme), ...chart.option(theme, chart.host) }, true);
  const picture = chart.host.querySelector("svg");
  picture.setAttribute("viewBox", `0 0 ${chart.drawn.getWidth()} ${chart.drawn.getHeight()}`);
  chart.host.dataset.drawn = "yes";
}

/* What is far below is drawn when it comes near. */
const onView = new IntersectionObserver(
  (entries) =>
    entries
      .filter((entry) => entry.isIntersecting)
      .forEach((entry) => {
        const chart = charts.find((one) => one.host === entry.target);
        if (chart && !chart.drawn) draw(chart, currentTheme());
      }),
  { rootMargin: "600px" },
);

/* Forgets the charts of what was taken off the page. */
function forgetCharts() {
  for (let index = charts.length - 1; index >= 0; index--) {
    const chart = charts[index];
    if (chart.host.isConnected) continue;
    onView.unobserve(chart.host);
    if (chart.drawn) chart.drawn.dispose();
    charts.splice(index, 1);
  }
}

function redrawCharts(theme, isAll) {
  charts.filter((chart) => isAll || chart.drawn).forEach((chart) => draw(chart, theme));
}

function resizeCharts(theme) {
  charts
    .filter((chart) => chart.drawn)
    .forEach((chart) => {
      chart.drawn.resize();
      draw(chart, theme);
    });
}

function commonOption(theme) {
  return {
    animation: false,
    color: theme.colors,
    textStyle: { color: theme.text, fontFamily: "system-ui, sans-serif", fontSize: 12 },
    grid: { left: 8, right: 16, top: 34, bottom: 8, containLabel: true },
  };
}

function legend(theme, data) {
  return {
    type: "scroll", top: 0, left: 0, itemWidth: 18, itemHeight: 9, data,
    textStyle: { color: theme.quiet }, pageTextStyle: { color: theme.quiet }, formatter: (text) => short(text),
  };
}

function timeAxis(theme, times) {
  return {
    type: "category", data: times, axisLine: { lineStyle: { color: theme.line } }, axisTick: { show: false },
    axisLabel: { color: theme.quiet, hideOverlap: true },
  };
}

function valueAxis(theme, show, options) {
  return {
    type: "value", axisLabel: { color: theme.quiet, formatter: show, hideOverlap: true }, splitLine: { lineStyle: { color: theme.line } },
    ...options,
  };
}

/* A box of text nodes; rows are [marker's color, name, value]. */
function tooltip(theme, trigger, rows) {
  return {
    trigger, confine: true, backgroundColor: theme.card, borderColor: theme.line, padding: [6, 10],
    textStyle: { color: theme.text, fontSize: 12 }, axisPointer: { type: "line", lineStyle: { color: theme.quiet } },
    formatter: (found) => {
      const { title, lines } = rows(found);
      return element(
        "div",
        { style: "max-width:22rem;white-space:normal" },
        element("strong", {}, short(title, 80)),
        lines.map(([color, what, value]) =>
          element(
            "div",
            {},
            color && element("span", { style: `color:${color}`, "aria-hidden": "true" }, "● "),
            short(what, 60) + (value == null ? "" : ": " + value),
          ),
        ),
      );
    },
  };
}

function axisRows(show) {
  return (found) => ({
    title: found.length ? found[0].axisValue : "",
    lines: found
      .filter((one) => one.seriesName !== PROVISIONAL && one.value != null)
      .map((one) => [one.color, one.seriesName, show(one.value)]),
  });
}

const PROVISIONAL = "provisional";

/* Hatched behind the days that late events may still change. */
function provisional(theme, times, isProvisional) {
  return {
    name: PROVISIONAL, type: "bar", yAxisIndex: 1, silent: true, barWidth: "100%", barGap: "-100%", z: 0, tooltip: { show: false },
    data: times.map((time) => (isProvisional(time) ? 1 : null)),
    itemStyle: {
      color: "transparent",
      decal: { symbol: "rect", color: theme.hatch, dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: Math.PI / 4 },
    },
  };
}

const hiddenAxis = { type: "value", show: false, min: 0, max: 1, axisLabel: { show: false } };
