/* What an experiment says in words, as `joy experiment` does. */
const TONES = { LOSER: "bad", DO_NOT_TRUST: "bad", WINNER: "warn", MIXED: "warn", UNGUARDED: "warn", INCOMPLETE: "warn" };

const MOST_WARNINGS = 4;

function verdictRows(one) {
  const headlines = Object.entries(one.headlines);
  if (!headlines.length) {
    return [{ id: one.id, variant: null, words: "no data yet", reason: "no unit has been exposed on a complete day", asOf: null }];
  }
  return headlines.map(([variant, headline]) => ({
    id: one.id,
    variant,
    words: headline.words,
    reason: headline.reason,
    asOf: one.story.asOf,
    tone: headline.isWinner ? "good" : TONES[one.story.conclusions[variant].kind] || null,
  }));
}

function verdictCard(one) {
  const story = one.story;
  if (!story || !story.lines.length) {
    return emptyCard(
      element("p", { class: "verdict" }, "No unit has been exposed on a complete day."),
      element("p", {}, element("code", {}, "joy assignments --experiment " + shellWord(one.id)), " shows whether any was assigned."),
    );
  }
  const verdicts = verdictRows(one).map((row) => [
    element("p", { class: "verdict" }, name(row.variant), ": ", element("span", { class: row.tone }, row.words)),
    element("p", {}, name(row.reason)),
  ]);
  const state = story.isRunning ? "still running" : "over";
  return card(
    null,
    null,
    ...verdicts.flat(),
    element("p", { class: "quiet" }, `As of ${story.asOf}, ${state}. Since ${one.experiment.from}`, one.experiment.to ? ` to ${dayBefore(one.experiment.to, 1)}` : "", `, baseline `, name(one.experiment.baseline), "."),
    ...story.next.map((sentence) => element("p", {}, element("strong", {}, "Next: "), prose(sentence))),
    ...warningsOf(one),
    ...reasonsOf(story),
  );
}

function shellWord(text) {
  return /^[A-Za-z0-9_./:=@%+-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\"'\"'") + "'";
}

/* Where nothing is trusted the parts are not news: they are named together. */
function withheldWarnings(story) {
  const names = story.withheld.map((value) => value.dimension + " " + value.value);
  if (Object.values(story.conclusions).every((one) => one.kind === "DO_NOT_TRUST")) {
    return names.length ? ["also withheld: the numbers of " + names.join(", ")] : [];
  }
  return story.withheld.map((value, index) => `${names[index]}: its numbers are withheld, ${value.reason}`);
}

function warningsOf(one) {
  const withheld = withheldWarnings(one.story);
  const versions = Object.entries(one.story.modelVersions).map(([arm, seen]) => arm + " saw " + seen.join(", "));
  const warnings = [...one.story.warnings, ...withheld].map((warning) => element("p", {}, element("strong", { class: "warn" }, "Warning: "), name(warning)));
  const more = warnings.slice(MOST_WARNINGS);
  return [
    ...warnings.slice(0, MOST_WARNINGS),
    ...(more.length ? [element("details", {}, element("summary", {}, plural(more.length, "more warning", "more warnings")), more)] : []),
    ...(versions.length ? [element("p", {}, "Model versions: ", name(versions.join("; ")))] : []),
  ];
}

/* Why a line has no numbers, once for all metrics with the same reason; and what caps do. */
function reasonsOf(story) {
  const metrics = new Map();
  story.lines
    .filter((line) => line.reason)
    .forEach((line) => metrics.set(line.reason, [...(metrics.get(line.reason) || []), ...(line.isOverridden ? [] : [line.metric])]));
  const reasons = [...metrics].map(([reason, of]) => (of.length ? [...new Set(of)].join(", ") + ": " : "") + reason);
  const caps = story.lines.map(capNote).filter((note) => note);
  return [...reasons, ...new Set(caps)].map((reason) => element("p", { class: "quiet small" }, name(reason)));
}

function capNote(line) {
  const found = line.estimate;
  if (!found || found.cap == null) return null;
  if (found.controlMean === found.rawControlMean && found.variantMean === found.rawVariantMean) return null;
  return `${line.metric}: numerators are capped at ${number(found.cap)}; without the cap ${line.baseline} has ${number(found.rawControlMean)}, ${line.variant} ${number(found.rawVariantMean)}`;
}

function roleOf(line) {
  if (line.isGuardrail) return "guardrail";
  return line.isSecondary ? "secondary" : "primary";
}
