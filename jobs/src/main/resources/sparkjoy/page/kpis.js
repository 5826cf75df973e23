/* KPIs by day or hour of a part of the business, next to the same day of the week before. */
const ALL = "(all)";

const MEASURES = {
  gmv_net: ["GMV net", "amount"],
  gmv: ["GMV", "amount"],
  gmv_cancelled: ["GMV cancelled", "amount"],
  gmv_refunded: ["GMV refunded", "amount"],
  orders: ["Orders", "count"],
  orders_cancelled: ["Orders cancelled", "count"],
  orders_refunded: ["Orders refunded", "count"],
  users: ["Users", "count"],
  users_clicked: ["Users with a click", "count"],
  users_ordered: ["Users with an order", "count"],
  sessions: ["Sessions", "count"],
  sessions_ordered: ["Sessions with an order", "count"],
  impressions: ["Impressions", "count"],
  clicks: ["Clicks", "count"],
  adds_to_cart: ["Added to cart", "count"],
  checkouts: ["Checkouts", "count"],
  conversion_rate: ["Conversion rate", "rate", "users_ordered", "users"],
  session_conversion_rate: ["Session conversion rate", "rate", "sessions_ordered", "sessions"],
  ctr: ["CTR", "rate", "clicks", "impressions"],
  user_ctr: ["User CTR", "rate"],
};

function showMeasure(measure, value) {
  const kind = MEASURES[measure][1];
  if (kind === "rate") return percent(value);
  return kind === "amount" ? amount(value) : count(value);
}

/* On an axis, where the last digits do not matter. */
function axisMeasure(measure, value) {
  if (MEASURES[measure][1] === "rate") return (100 * value).toFixed(value < 0.1 ? 1 : 0) + "%";
  return new Intl.NumberFormat("en-US", { notation: "compact" }).format(value);
}

/* The value of a measure at each time of a cell. */
function valuesOf(cell, measure) {
  const [, , over, under] = MEASURES[measure];
  if (!over) return cell.measures[measure];
  return cell.times.map((time, index) => {
    const below = cell.measures[under][index];
    return below ? cell.measures[over][index] / below : null;
  });
}

function valueAt(cell, measure, time) {
  const index = cell.times.indexOf(time);
  return index < 0 ? null : valuesOf(cell, measure)[index];
}

function weekBefore(time) {
  return dayBefore(time.slice(0, 10), 7) + time.slice(10);
}

function everything(kpis) {
  return kpis.days.find((one) => [one.vertical, one.service, one.experiment, one.variant].every((part) => part === ALL));
}

function isProvisional(kpis, time) {
  return kpis.finalThrough == null || time.slice(0, 10) > kpis.finalThrough;
}

/* The parts that are shown together: one, or the arms of an experiment. */
function chosenCells(kpis, chosen) {
  const cells = chosen.by === "hour" ? kpis.hours : kpis.days;
  return cells.filter((cell) =>
    chosen.experiment === ALL
      ? cell.experiment === ALL && cell.variant === ALL && cell.vertical === chosen.vertical && cell.service === chosen.service
      : cell.experiment === chosen.experiment && cell.variant !== ALL,
  );
}

function kpiSection(data) {
  const kpis = data.kpis;
  const lead = "Days are UTC, bots are left out.";
  if (!kpis) {
    return section("kpis", "KPIs", lead, emptyCard("There are no KPIs yet. Run ", element("code", {}, "joy run all"), "."));
  }
  const chosen = { measure: "gmv_net", vertical: ALL, service: ALL, experiment: ALL, by: "day" };
  const place = element("div", {});
  const show = () => {
    showIn(place, ...kpiControls(kpis, chosen, show), ...kpiContent(kpis, chosen));
  };
  show();
  return section("kpis", "KPIs", lead + finality(kpis), place);
}

function finality(kpis) {
  if (kpis.days.every((cell) => isProvisional(kpis, cell.times[0]))) return " No day is final yet: late events may change every day, so all are hatched.";
  return ` Days up to ${kpis.finalThrough} are final. Late events may still change the hatched days.`;
}

function kpiControls(kpis, chosen, show) {
  const change = (key) => (value) => {
    chosen[key] = value;
    if (key === "experiment" && value !== ALL) Object.assign(chosen, { vertical: ALL, service: ALL });
    if ((key === "vertical" || key === "service") && value !== ALL) Object.assign(chosen, { experiment: ALL });
    if (chosen.by === "hour" && !chosenCells(kpis, chosen).length) {
      Object.assign(chosen, key === "by" ? { vertical: ALL, service: ALL, experiment: ALL } : { by: "day" });
    }
    show();
    document.querySelector(`#kpis [data-key="${key}"] select`).focus();
  };
  const values = (part) => [ALL, ...new Set(kpis.days.map((cell) => cell[part]).filter((value) => value !== ALL))];
  const control = (key, label, options) => {
    const made = choice(label, options, chosen[key], change(key));
    made.dataset.key = key;
    return made;
  };
  const measures = Object.entries(MEASURES).map(([key, [title]]) => [key, title]);
  return [
    element(
      "div",
      { class: "controls" },
      control("measure", "Measure", measures),
      control("vertical", "Vertical", values("vertical")),
      control("service", "Service", values("service")),
      control("experiment", "Experiment", values("experiment")),
      control("by", "By", byOptions(kpis)),
    ),
  ];
}

function byOptions(kpis) {
  if (!kpis.hours.length) return [["day", "day"]];
  return [["day", "day"], ["hour", "hour, last two weeks" + (kpis.hours.length === 1 ? ", of everything" : "")]];
}

function kpiContent(kpis, chosen) {
  const cells = chosenCells(kpis, chosen);
  if (!cells.length) return [emptyCard("There are no rows for this choice.")];
  return [kpiChart(kpis, chosen, cells), kpiTable(kpis, chosen, cells)];
}

function kpiChart(kpis, chosen, cells) {
  const measure = chosen.measure;
  const [title, kind] = MEASURES[measure];
  const times = [...new Set(cells.flatMap((cell) => cell.times))].sort();
  const isOne = cells.length === 1;
  const lines = cells.flatMap((cell) => kpiLines(cell, measure, times, isOne));
  const unit = kind === "amount" ? ", " + kpis.currency : "";
  const last = times[times.length - 1];
  const values = lines[0].data;
  return chartCard({
    title: title + unit + " by " + chosen.by,
    note: isOne && lines.length > 1 ? "The dashed line is the same " + (chosen.by === "day" ? "day" : "hour") + " of the week before." : null,
    label: `${title} from ${times[0]} to ${last}; ${lines[0].name} on ${last}: ${showMeasure(measure, values[values.length - 1])}`,
    height: 320,
    option: (theme) => ({
      legend: legend(theme, lines.map((line) => line.name)),
      tooltip: tooltip(theme, "axis", axisRows((value) => showMeasure(measure, value))),
      xAxis: timeAxis(theme, times),
      yAxis: [valueAxis(theme, (value) => axisMeasure(measure, value)), hiddenAxis],
      series: [...lines, provisional(theme, times, (time) => isProvisional(kpis, time))],
    }),
    columns: [
      column(chosen.by === "day" ? "Day" : "Hour", (time) => time),
      ...lines.map((line) => figure(line.name, (time) => line.data[times.indexOf(time)], (value) => showMeasure(measure, value))),
      column("State", (time) => (isProvisional(kpis, time) ? "provisional" : "final")),
    ],
    rows: times,
    after: element("p", { class: "definition" }, title + ": " + definitionOf(kpis, measure) + "."),
  });
}

/* As the table's contract has it, with the titles of other measures instead of their columns. */
function definitionOf(kpis, measure) {
  return (kpis.definitions[measure] || "").replace(/\b(?:gmv|[a-z]+_[a-z_]+)\b/g, (word) => (MEASURES[word] ? MEASURES[word][0] : word));
}

function kpiLines(cell, measure, times, isOne) {
  const line = { type: "line", symbolSize: 5, connectNulls: false, showSymbol: times.length < 40 };
  const now = {
    ...line,
    name: isOne ? partName(cell) : cell.variant,
    data: times.map((time) => valueAt(cell, measure, time)),
  };
  const before = times.map((time) => valueAt(cell, measure, weekBefore(time)));
  if (!isOne || before.every((value) => value == null)) return [now];
  return [now, { ...line, name: "week before", data: before, symbol: "none", lineStyle: { type: "dashed", width: 1.5 } }];
}

function partName(cell) {
  const parts = [cell.vertical, cell.service].filter((part) => part !== ALL);
  return parts.length ? parts.join(", ") : "everything";
}

function kpiTable(kpis, chosen, cells) {
  const rows = cells.flatMap((cell) => cell.times.map((time) => ({ cell, time })));
  const columns = [
    column(chosen.by === "day" ? "Day" : "Hour", (row) => row.time),
    named("Part", (row) => (cells.length === 1 ? partName(row.cell) : row.cell.variant)),
    ...Object.entries(MEASURES).map(([measure, [title]]) =>
      figure(title, (row) => valueAt(row.cell, measure, row.time), (value) => showMeasure(measure, value)),
    ),
  ];
  const meanings = Object.keys(MEASURES).filter((measure) => kpis.definitions[measure]);
  return element(
    "div",
    { class: "screen" },
    card(
      "All measures",
      null,
      folded("Table: all measures by " + chosen.by, () => table("All measures by " + chosen.by, columns, rows)),
      folded("What each measure means", () =>
        element("dl", { class: "facts" }, meanings.flatMap((measure) => [element("dt", {}, MEASURES[measure][0]), element("dd", {}, definitionOf(kpis, measure))])),
      ),
    ),
  );
}
