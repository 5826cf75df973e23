/* What was delivered and refused, whether row counts add up, and what the runs did. */
function healthSection(data) {
  const health = data.health;
  if (isEmptyLake(data)) return section("health", "Data health", null, emptyCard("Nothing has been delivered to this lake yet."));
  return section(
    "health",
    "Data health",
    "Red marks only what somebody must act on.",
    ...health.pipelines.map(sourceCard),
    deliveryChart(health),
    refusedCard(health),
    equationCard(health),
    ...health.pipelines.flatMap((pipeline) => [tableCard(pipeline), findingsCard(pipeline), runCards(pipeline)]),
    conflictCard(health),
    driftCard(health),
  );
}

function sourceCard(pipeline) {
  const columns = [
    named("Source", (row) => row.source),
    named("Id", (row) => row.sourceId),
    column("State", (row) => (row.silent ? "silent" : "delivers"), {
      show: (state, row) =>
        row.silent
          ? element("strong", { class: "bad" }, "silent: limit is " + elapsed(row.silentAfter))
          : state + (row.silentAfter == null ? "; no limit is set" : ""),
    }),
    column("Last file, UTC", (row) => row.lastFileAt, { show: moment }),
    column("Last received, UTC", (row) => row.lastReceivedAt, { show: moment }),
    figure("Lag", (row) => row.lag, elapsed),
    counted("Files", (row) => row.files),
    counted("Lines", (row) => row.lines),
    counted("Open in quarantine", (row) => row.quarantined),
  ];
  return card("Sources of the pipeline " + short(pipeline.pipeline), null, table("Sources", columns, pipeline.sources));
}

function deliveryChart(health) {
  const days = [...new Set(health.deliveries.filter((row) => row.day).map((row) => row.day))];
  const sources = [...new Set(health.deliveries.map((row) => row.sourceId))];
  const cells = new Map(health.deliveries.map((row) => [row.day + " " + row.sourceId, row]));
  if (!days.length) return emptyCard("No file has been delivered yet.");
  return chartCard({
    title: "Lines delivered by day and source",
    label: `Lines of ${plural(sources.length, "source", "sources")} from ${days[0]} to ${days.at(-1)}`,
    note: "By the day on which Segment received them.",
    option: (theme) => ({
      legend: legend(theme, sources),
      tooltip: tooltip(theme, "axis", axisRows(count)),
      xAxis: timeAxis(theme, days),
      yAxis: valueAxis(theme, (value) => axisMeasure("users", value)),
      series: sources.map((source) => ({ name: source, type: "bar", stack: "all", barMaxWidth: 40, data: days.map((day) => cells.get(day + " " + source)?.lines ?? null) })),
    }),
    columns: [
      column("Day", (row) => row.day, { show: (day) => day || "no day's folder" }),
      named("Source", (row) => row.sourceId),
      counted("Files", (row) => row.files),
      counted("Lines", (row) => row.lines),
      counted("Refused", (row) => row.refused),
    ],
    rows: health.deliveries,
  });
}

function refusedCard(health) {
  if (!health.refused.length) return card("Refused", null, element("p", { class: "good" }, "No line and no event is refused."));
  const columns = [
    column("Reason", (row) => row.reason),
    column("Table", (row) => row.table),
    counted("Lines", (row) => row.lines),
    named("Show them", (row) => row.command, { isLong: true, show: (command) => element("code", {}, command) }),
    named("For example", (row) => row.example),
  ];
  return card("Refused by reason", "Refused lines are kept with their file and reason. After a fix, joy quarantine replay ingests them.", table("Refused by reason", columns, health.refused));
}

function equationCard(health) {
  const broken = health.pipelines.flatMap((pipeline) => pipeline.reconciliation.broken);
  const isBroken = (row) => broken.some((one) => one.equation === row.equation);
  const earlier = (row) => (row.broken ? `holds; ${count(row.broken)} broken in earlier runs` : "holds");
  const columns = [
    column("Equation", (row) => row.equation, { isLong: true }),
    figure("Left", (row) => row.left, exact),
    figure("Right", (row) => row.right, exact),
    counted("Checks", (row) => row.checks),
    column("Verdict", (row) => (isBroken(row) ? "broken" : earlier(row)), {
      show: (verdict, row) => (isBroken(row) ? element("strong", { class: "bad" }, verdict) : element("span", { class: "good" }, verdict)),
    }),
  ];
  if (!health.equations.length) return null;
  return card("Conservation", "Rows and amounts that go into a step must come out of it. Left and right are sums over all runs.", table("Conservation", columns, health.equations));
}

/* A decimal without trailing zeros, with separators. */
function exact(text) {
  if (text == null) return NONE;
  const [whole, part] = String(text).split(".");
  const rest = (part || "").replace(/0+$/, "");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? "." + rest : "");
}

function tableCard(pipeline) {
  if (!pipeline.tables.length) return null;
  const columns = [
    column("Table", (row) => row.table),
    column("Last run", (row) => row.lastRunStatus, { show: runState }),
    column("Complete through", (row) => row.completeThrough),
    column("Final through", (row) => row.finalThrough),
    column("Last event, UTC", (row) => row.lastEventAt, { show: moment }),
    figure("Late events", (row) => row.lateShare, percent),
    column("Checked, UTC", (row) => row.asOf, { show: moment }),
    named("Id of last run", (row) => row.lastRun),
  ];
  return card("Freshness", "Complete: every delivery of the day was ingested. Final: no late event can change the day. Late events: of the events received on the last complete day, the share that happened on an earlier day.", table("Freshness", columns, pipeline.tables));
}

function runState(status) {
  if (status == null) return NONE;
  return element("span", { class: { FAILED: "bad", PARTIAL: "warn", DONE: "good" }[status] || null }, status);
}

function findingsCard(pipeline) {
  if (!pipeline.findings.length) return null;
  const columns = [
    named("Finding", (row) => row.sentence, { isLong: true }),
    named("Line to add to the specification", (row) => row.fix, { isLong: true, show: (fix) => element("code", {}, fix || "") }),
  ];
  return card("Events that no key of the specification reads", null, table("Findings", columns, pipeline.findings));
}

function runCards(pipeline) {
  const runs = pipeline.runs;
  if (!runs.length) return emptyCard(`The pipeline ${pipeline.pipeline} has not run yet.`);
  const oldestFirst = [...runs].reverse();
  const isOpen = (row) => row.status === "FAILED" && Object.values(pipeline.jobs).some((last) => last.runId === row.runId);
  const style = (row, theme) => (row.status === "FAILED" ? { color: isOpen(row) ? theme.bad : theme.quiet } : {});
  const columns = [
    named("Run", (row) => row.runId),
    column("Jobs", (row) => row.jobs.join(" "), { isLong: true }),
    column("Started, UTC", (row) => row.startedAt, { show: moment }),
    figure("Took", (row) => row.took, elapsed),
    counted("Lines in", (row) => row.rowsIn),
    column("Status", (row) => row.status, { show: (status, row) => (status === "FAILED" && !isOpen(row) ? "FAILED, rerun since" : runState(status)) }),
    named("Why", (row) => row.partialReasons.join("; ") || null, { isLong: true }),
  ];
  return chartCard({
    title: "Last runs of the pipeline " + short(pipeline.pipeline),
    label: `${plural(runs.length, "run", "runs")}, the last took ${elapsed(runs[0].took)} and ended ${runs[0].status}`,
    note: "How long each run took.",
    height: 200,
    option: (theme) => ({
      tooltip: tooltip(theme, "axis", axisRows(elapsed)),
      grid: { left: 8, right: 16, top: 12, bottom: 8, containLabel: true },
      xAxis: timeAxis(theme, oldestFirst.map((row) => moment(row.startedAt))),
      yAxis: valueAxis(theme, (value) => (value ? elapsed(value) : "0")),
      series: [
        {
          name: "took", type: "bar", barMaxWidth: 26,
          data: oldestFirst.map((row) => ({ value: row.took, itemStyle: style(row, theme) })),
        },
      ],
    }),
    columns,
    rows: runs,
  });
}

function conflictCard(health) {
  const conflicts = health.pipelines.map((pipeline) => pipeline.conflicts).find((found) => found.copies > 0);
  if (!conflicts) return null;
  const columns = [
    named("Message", (row) => row.messageId),
    named("Copy", (row) => row.path + " line " + row.lineNumber, { isLong: true }),
    named("Event that was kept", (row) => row.eventPath + " line " + row.eventLineNumber, { isLong: true }),
    column("Differs in", (row) => row.differing.join(", "), { isLong: true }),
  ];
  return card("Copies that differ from their event", plural(conflicts.copies, "later copy differs", "later copies differ") + " from the event that was kept, the first received. All are in ops.conflicts; the newest are:", table("Conflicts", columns, conflicts.newest));
}

function driftCard(health) {
  const drift = health.drift;
  if (!drift) return null;
  const title = "Drift of properties";
  const note = `Events of ${drift.days.from} compared with the seven days before.`;
  if (!drift.eventsBefore) return card(title, note, element("p", { class: "quiet" }, "There are no earlier events to compare with."));
  if (!drift.findings.length) return card(title, note, element("p", { class: "good" }, "No property changed."));
  const columns = [
    named("Event", (row) => row.event),
    named("Property", (row) => row.property),
    column("Change", (row) => row.change.toLowerCase().replaceAll("_", " ")),
    column("Types before", (row) => row.typesBefore.join(", ")),
    column("Types", (row) => row.types.join(", ")),
    counted("Before", (row) => row.countBefore),
    counted("Now", (row) => row.count),
    figure("Values that do not fit", (row) => row.rescuedShare, percent),
  ];
  return card(title, note, table(title, columns, drift.findings));
}
