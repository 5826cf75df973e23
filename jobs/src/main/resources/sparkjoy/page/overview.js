/* What a manager reads: whether somebody must act, the last day in figures, and each experiment in a sentence. */
const HEADLINES = ["gmv_net", "orders", "users", "conversion_rate", "ctr", "sessions"];

function overviewSection(data) {
  return section("overview", "Overview", null, ...notices(data), headlines(data), experimentTable(data));
}

function alarmsOf(data) {
  return data.health.pipelines.flatMap((pipeline) => pipeline.alarms.map((alarm) => [pipeline.pipeline, alarm]));
}

function isEmptyLake(data) {
  return !data.lineage.tables.length;
}

function notices(data) {
  if (isEmptyLake(data)) {
    return [emptyCard(element("h3", {}, "This lake has no tables yet"), element("p", {}, "Run ", element("code", {}, "joy run all"), ", then write this page again."))];
  }
  const alarms = alarmsOf(data);
  const notes = [];
  if (alarms.length) {
    notes.push(
      element(
        "div",
        { class: "card alarm" },
        element("h3", { class: "bad" }, plural(alarms.length, "thing needs", "things need") + " attention"),
        element("ul", {}, alarms.map(([pipeline, alarm]) => element("li", {}, name(pipeline), ": ", prose(alarm)))),
      ),
    );
  } else {
    notes.push(element("p", {}, element("strong", { class: "good" }, "No alarms. "), balanceSentence(data)));
  }
  if (data.missing.length) {
    notes.push(element("p", { class: "quiet small" }, "Not written yet: ", data.missing.join(", "), ". ", element("code", {}, "joy run all"), " writes these tables."));
  }
  if (data.shortened) notes.push(element("p", { class: "quiet small" }, shortenedSentence(data.shortened)));
  return notes;
}

const NO_LIMIT = 1000000;

function shortenedSentence({ days, values }) {
  const parts = days < NO_LIMIT ? `of parts and experiments the last ${days} days, of each dimension the ${values} largest values, and ` : "";
  return `To stay small, this page shows ${parts}hours only for everything together. joy experiment ID --details and joy sql show the rest.`;
}

function balanceSentence(data) {
  const checks = data.health.pipelines.reduce((sum, one) => sum + one.reconciliation.equations, 0);
  return `No source is silent, no job failed, and all ${count(checks)} row-count checks of the last runs hold.`;
}

/* The last complete day; without one the last day. */
function headlineDay(kpis, cell) {
  const days = cell.times.filter((day) => kpis.completeThrough == null || day <= kpis.completeThrough);
  return (days.length ? days : cell.times).at(-1);
}

function headlines(data) {
  const cell = data.kpis && everything(data.kpis);
  if (!cell) return null;
  const day = headlineDay(data.kpis, cell);
  const before = weekBefore(day);
  const tiles = HEADLINES.map((measure) => {
    const now = valueAt(cell, measure, day);
    const then = valueAt(cell, measure, before);
    const [title, kind] = MEASURES[measure];
    const change = now == null || then == null || Number(then) === 0 ? "no week before" : signedPercent(Number(now) / Number(then) - 1, 1) + " vs. week before";
    return element(
      "li",
      { title: definitionOf(data.kpis, measure) },
      element("span", { class: "name" }, title + (kind === "amount" ? ", " + data.kpis.currency : "")),
      element("span", { class: "figure", "data-measure": measure }, showMeasure(measure, now)),
      element("span", { class: "change" }, change),
    );
  });
  return element("div", {}, element("p", { class: "quiet" }, dayWords(data.kpis, day)), element("ul", { class: "tiles" }, tiles));
}

function dayWords(kpis, day) {
  if (kpis.completeThrough == null || day > kpis.completeThrough) return `${day}, the last day. Its deliveries are not complete yet.`;
  return `${day}, the last complete day (${isProvisional(kpis, day) ? "late events may still change it" : "final"})`;
}

function experimentTable(data) {
  if (isEmptyLake(data)) return null;
  const rows = data.experiments.flatMap((one) => verdictRows(one));
  if (!rows.length) return null;
  const columns = [
    column("Experiment", (row) => row, { isLong: true, show: experimentLink }),
    column("Verdict", (row) => row, { isLong: true, show: verdictLines }),
  ];
  return card("Experiments", null, plainTable("Verdicts", columns, rows));
}

function experimentLink(row) {
  const link = element("a", { href: "#experiments", onclick: () => chooseExperiment(row.id) }, name(row.id));
  return element("span", {}, link, row.variant && element("br"), row.variant && name(row.variant));
}

function verdictLines(row) {
  const day = row.asOf && element("span", { class: "quiet" }, " As of " + row.asOf + ".");
  return element("span", {}, element("strong", { class: row.tone }, row.words), element("br"), name(row.reason), ".", day);
}
