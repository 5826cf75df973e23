/* What each table is made from, and the graph of models. */
const LOGS = "raw logs";

function lineageSection(data) {
  const tables = data.lineage.tables;
  if (!tables.length) return section("lineage", "Lineage", null, emptyCard("There are no tables yet."));
  return section("lineage", "Lineage", "What each table is made from, with the Delta versions that its last commit read.", tableGraph(tables));
}

function layerOf(table) {
  return table.slice(0, table.indexOf("."));
}

/* One column right of the last table that it is made from. */
function tableColumn(tables, name, waiting = []) {
  const table = tables.find((one) => one.name === name);
  const from = table ? Object.keys(table.from).filter((other) => tables.some((one) => one.name === other) && !waiting.includes(other) && other !== name) : [];
  return from.length ? 1 + Math.max(...from.map((other) => tableColumn(tables, other, [...waiting, name]))) : 0;
}

function tableGraph(tables) {
  const logs = { name: LOGS, from: {} };
  const ingested = (one) => (one.job === "ingest" ? { ...one, from: { ...one.from, [LOGS]: null } } : one);
  const related = tables.filter((one) => Object.keys(one.from).length || one.job);
  const drawn = [logs, ...related.filter((one) => ["bronze", "silver", "gold"].includes(layerOf(one.name))).map(ingested)];
  const names = drawn.map((one) => one.name);
  const versions = (one) => Object.entries(one.from).map(([name, version]) => (version == null ? name : `${name} version ${version}`));
  const columns = [
    column("Table", (row) => row.name),
    counted("Rows", (row) => row.rows),
    counted("Version", (row) => row.version),
    named("Job", (row) => row.job),
    named("Last written by run", (row) => row.lastRun),
    column("Made from", (row) => versions(row).join(", "), { isLong: true }),
    column("Meaning", (row) => row.meaning, { isLong: true }),
  ];
  return graphCard({
    title: "From raw logs to gold",
    label: `${plural(names.length, "table", "tables")} and what they are made from; the table has them all`,
    groups: [LOGS, "bronze", "silver", "gold"],
    nodes: drawn.map((one) => ({
      id: one.name, label: one.name, group: one === logs ? LOGS : layerOf(one.name), column: tableColumn(drawn, one.name),
      lines: one === logs ? [] : [`${count(one.rows)} rows, version ${one.version}`, one.job ? "written by " + one.job : "", one.lastRun ? "last run " + one.lastRun : ""].filter((line) => line),
    })),
    links: drawn.flatMap((one) => Object.keys(one.from).filter((from) => names.includes(from) && from !== one.name).map((from) => ({ from, to: one.name, title: from + " → " + one.name }))),
    columns,
    rows: tables,
  });
}

/* Where each kind stands in the picture, and under which word of the legend. */
const KINDS = new Map([
  ["table", [0, "table"]], ["training_job", [1, "training"]], ["training_run", [2, "training"]],
  ["model", [3, "model"]], ["model_version", [3, "model"]], ["model_alias", [3, "model"]],
  ["deployment", [4, "deployment"]], ["image", [5, "image and chart"]], ["helm_chart", [5, "image and chart"]], ["helm_release", [5, "image and chart"]],
  ["api", [5, "API"]], ["api_operation", [5, "API"]], ["arm", [6, "experiment"]], ["experiment", [7, "experiment"]],
]);
const OTHER_KIND = [0, "missing"];

function modelSection(data) {
  if (!data.models || !data.models.nodes.length) return null;
  const things = thingsOf(data.models);
  const detail = element("div", { class: "card", "aria-live": "polite" });
  const show = (id) => detail.replaceChildren(...thingDetail(data.models, things, id, show));
  show([...things.keys()].find((id) => things.get(id).kind === "model") || [...things.keys()][0]);
  return section(
    "models",
    "Models",
    "Which version of a model serves which arm, what trains it, and what runs it. Dotted relations are guessed from names.",
    modelGraph(data.models, things, show),
    detail,
  );
}

/* What several sources describe is one thing; what only a relation names is one too. */
function thingsOf(models) {
  const things = new Map();
  models.nodes.forEach((node) => {
    const known = things.get(node.id);
    if (known) known.all.push(node);
    else things.set(node.id, { id: node.id, kind: node.kind, name: node.name, version: node.version, all: [node] });
  });
  models.edges.forEach((edge) =>
    [edge.from, edge.to].filter((id) => !things.has(id)).forEach((id) => things.set(id, { id, kind: "missing", name: id, version: null, all: [] })),
  );
  return things;
}

function thingName(thing) {
  return thing.name + (thing.version && thing.kind !== "missing" && !thing.name.endsWith(thing.version) ? " " + thing.version : "");
}

function kindWords(kind) {
  return kind.toLowerCase().replaceAll("_", " ");
}

/* Owners are named in the details: drawn, they would be tied to everything. */
function modelGraph(models, things, show) {
  const drawn = [...things.values()].filter((thing) => thing.kind !== "owner").map((thing) => ({ thing, kind: KINDS.get(thing.kind) || OTHER_KIND }));
  const used = [...new Set(drawn.map((one) => one.kind[0]))].sort((one, other) => one - other);
  const isDrawn = (id) => things.get(id).kind !== "owner";
  return graphCard({
    title: "Graph of models",
    note: "Choose a node to see what is known about it and the evidence for each relation.",
    label: `${plural(things.size, "node", "nodes")} and ${plural(models.edges.length, "relation", "relations")}; the table has all relations`,
    groups: [...new Set(drawn.map((one) => one.kind[1]))],
    nodes: drawn.map(({ thing, kind }) => ({ id: thing.id, label: thingName(thing), group: kind[1], column: used.indexOf(kind[0]), lines: [kindWords(thing.kind)] })),
    links: models.edges
      .filter((edge) => isDrawn(edge.from) && isDrawn(edge.to))
      .map((edge) => ({ from: edge.from, to: edge.to, isGuess: edge.confidence === "GUESSED", title: kindWords(edge.kind), lines: [edge.evidence, edge.sourceRef].filter((line) => line) })),
    onNode: show,
    columns: [
      named("From", (row) => row.from, { show: (id) => element("button", { type: "button", class: "small", onclick: () => show(id) }, short(id, 50)) }),
      column("Relation", (row) => kindWords(row.kind)),
      named("To", (row) => row.to, { show: (id) => element("button", { type: "button", class: "small", onclick: () => show(id) }, short(id, 50)) }),
      column("Confidence", (row) => row.confidence.toLowerCase()),
      named("Evidence", (row) => row.evidence, { isLong: true }),
      named("Where", (row) => row.sourceRef, { isLong: true }),
    ],
    rows: models.edges,
  });
}

function thingDetail(models, things, id, show) {
  const thing = things.get(id);
  const facts = thing.all.flatMap((node) => [
    ["described by", `${node.source}, ${node.sourceRef}`],
    ["owner", node.owner],
    ["environment", node.environment],
    ...Object.entries(node.attributes),
  ]);
  const relations = models.edges.filter((edge) => edge.from === id || edge.to === id);
  const columns = [
    column("Relation", (row) => kindWords(row.kind) + (row.from === id ? " →" : " ←")),
    named("Node", (row) => (row.from === id ? row.to : row.from), { show: (other) => element("button", { type: "button", class: "small", onclick: () => show(other) }, short(other, 60)) }),
    named("Evidence", (row) => row.evidence, { isLong: true }),
    named("Where", (row) => row.sourceRef, { isLong: true }),
    column("Confidence", (row) => row.confidence.toLowerCase()),
  ];
  return [
    element("h3", {}, name(thingName(thing))),
    element("p", { class: "note" }, kindWords(thing.kind), " ", element("code", {}, thing.id)),
    thing.kind === "missing" && element("p", { class: "warn" }, "No source describes it."),
    element("dl", { class: "facts" }, facts.filter(([, value]) => value).flatMap(([key, value]) => [element("dt", {}, name(key)), element("dd", {}, name(value))])),
    relations.length ? plainTable("Relations of " + thing.name, columns, relations) : null,
  ].filter((part) => part);
}
