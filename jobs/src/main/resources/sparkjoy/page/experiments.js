/* One experiment at a time: verdict, intervals, course over looks, units, dimensions, power. */
let chooseExperiment = () => {};

function experimentSection(data) {
  const lead = "The verdict comes first. Intervals show the lift: the change of the variant relative to the baseline.";
  if (!data.experiments.length) {
    return section("experiments", "Experiments", lead, emptyCard("The specification declares no experiment."));
  }
  if (isEmptyLake(data)) {
    return section("experiments", "Experiments", lead, emptyCard("No experiment has a readout yet. Run ", element("code", {}, "joy run all"), "."));
  }
  const place = element("div", {});
  const ids = data.experiments.map((one) => one.id);
  const show = (id) => {
    const control = choice("Experiment", ids, id, (value) => {
      show(value);
      place.querySelector("select").focus();
    });
    showIn(place, element("div", { class: "controls" }, control), ...experimentContent(data.experiments.find((one) => one.id === id)));
  };
  chooseExperiment = show;
  show(ids[0]);
  return section("experiments", "Experiments", lead, place);
}

function experimentContent(one) {
  const content = [verdictCard(one)];
  if (one.story && one.story.lines.length) {
    const decisive = one.story.lines.filter((line) => !line.isGuardrail);
    const guardrails = one.story.lines.filter((line) => line.isGuardrail);
    if (decisive.length) content.push(intervalChart("Metrics", one, decisive));
    if (guardrails.length) content.push(intervalChart("Guardrails, which must not get worse", one, guardrails));
    content.push(courseCards(one), powerCard(one));
  }
  if (one.units.stages.length) content.push(unitsChart(one), stageCard(one));
  if (one.dimensions.length) content.push(dimensionCard(one));
  if (one.novelty.length) content.push(noveltyCard(one));
  if (one.story && one.story.lines.length) content.push(methodCard(one));
  return content;
}

function levelOf(story) {
  const alpha = story.lines.map((line) => line.estimate && line.estimate.alpha).find((found) => found != null);
  return alpha == null ? "" : String(Math.round(100000 * (1 - alpha)) / 1000) + "%";
}

function axisLift(value) {
  return value === 0 ? "0%" : signedPercent(value, 0);
}

function lineName(line, isOneVariant) {
  return isOneVariant ? line.metric : line.metric + ", " + line.variant;
}

function alwaysShare(found, effect) {
  return effect == null || found.controlMean === 0 ? null : effect / Math.abs(found.controlMean);
}

function intervalChart(title, one, lines) {
  const story = one.story;
  const level = levelOf(story);
  const isOneVariant = Object.keys(story.conclusions).length === 1;
  const drawn = lines.filter((line) => line.estimate && line.estimate.relative).reverse();
  const rows = drawn.map((line, index) => {
    const found = line.estimate;
    return [found.lift, index, found.relative.low, found.relative.high, alwaysShare(found, found.sequentialLow), alwaysShare(found, found.sequentialHigh)];
  });
  const label = drawn.map((line) => `${line.metric} of ${line.variant} ${signedPercent(line.estimate.lift)}, ${interval(line.estimate.relative.low, line.estimate.relative.high, signedPercent)}`);
  const note = `Dot: estimate. Bar: ${level} interval for a single look. Line: interval that stays valid if you look every day.`;
  const numbers = element("details", { open: true }, element("summary", {}, "Table: " + title), table(title, metricColumns(level), lines));
  if (!drawn.length) return card(title, "No metric has numbers. The status says why.", numbers);
  return chartCard({
    title,
    note,
    label: label.reverse().join("; "),
    height: 70 + 44 * drawn.length,
    option: (theme) => ({
      grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
      tooltip: tooltip(theme, "item", (hit) => intervalRows(drawn[hit.dataIndex], level)),
      xAxis: valueAxis(theme, axisLift),
      yAxis: {
        type: "category", data: drawn.map((line) => lineName(line, isOneVariant)), axisTick: { show: false },
        axisLine: { lineStyle: { color: theme.line } }, axisLabel: { color: theme.text, formatter: (text) => short(text) },
      },
      series: [
        {
          type: "custom", data: rows, encode: { x: [0, 2, 3, 4, 5], y: 1 }, renderItem: (at, api) => intervalShape(api, theme, drawn[at.dataIndex]),
          markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: theme.quiet, type: "solid", width: 1 }, data: [{ xAxis: 0 }] },
        },
      ],
    }),
    after: numbers,
  });
}

function intervalShape(api, theme, line) {
  const at = (value) => api.coord([value, api.value(1)]);
  const [x, y] = at(api.value(0));
  const color = theme.colors[line.isGuardrail ? 1 : 0];
  const bar = (low, high, height, opacity) => ({
    type: "rect", shape: { x: at(low)[0], y: y - height / 2, width: Math.max(1, at(high)[0] - at(low)[0]), height, r: height / 3 }, style: { fill: color, opacity },
  });
  const children = [bar(api.value(2), api.value(3), 14, 0.35)];
  if (Number.isFinite(api.value(4))) children.push(bar(api.value(4), api.value(5), 2, 0.8));
  children.push({ type: "circle", shape: { cx: x, cy: y, r: 5 }, style: { fill: color } });
  return { type: "group", children };
}

function intervalRows(line, level) {
  const found = line.estimate;
  return {
    title: line.metric + ", " + line.variant,
    lines: [
      [null, "lift", signedPercent(found.lift)],
      [null, level + " interval", interval(found.relative.low, found.relative.high, signedPercent)],
      [null, "at any look", interval(alwaysShare(found, found.sequentialLow), alwaysShare(found, found.sequentialHigh), signedPercent)],
      [null, "chance to win", percent(found.chanceToWin, 1)],
      [null, "units", count(found.controlUnits) + " and " + count(found.variantUnits)],
    ],
  };
}

/* A column of the numbers of a line, if it has some. */
function estimated(title, of, show) {
  return figure(title, (line) => (line.estimate ? of(line.estimate) : null), show);
}

function effectInterval(title, low, high, show) {
  return figure(title, (line) => (line.estimate ? interval(low(line.estimate), high(line.estimate), show) : null), (text) => text || NONE);
}

function metricColumns(level) {
  return [
    named("Metric", (line) => line.metric),
    named("Variant", (line) => line.variant),
    estimated("Lift", (found) => found.lift, signedPercent),
    effectInterval((level + " interval of lift").trim(), (found) => found.relative && found.relative.low, (found) => found.relative && found.relative.high, signedPercent),
    estimated("Chance to win", (found) => found.chanceToWin, (value) => percent(value, 1)),
    column("Status", (line) => line.status, { show: (status) => element("span", { class: status === "FAILED" ? "bad" : null }, status) }),
    column("Role", roleOf),
    estimated("Baseline", (found) => found.controlMean, number),
    estimated("Value", (found) => found.variantMean, number),
    estimated("p adjusted", (found) => found.adjustedP ?? found.pValue, pValue),
    estimated("p always valid", (found) => found.alwaysValidAdjustedP ?? found.alwaysValidP, pValue),
    estimated("Baseline units", (found) => found.controlUnits, count),
    estimated("Units", (found) => found.variantUnits, count),
    estimated("Effect", (found) => found.effect, signed),
    effectInterval((level + " interval of effect").trim(), (found) => found.low, (found) => found.high, signed),
    effectInterval("Interval of effect at any look", (found) => found.sequentialLow, (found) => found.sequentialHigh, signed),
  ];
}

function courseCards(one) {
  const drawn = one.courses.filter((course) => course.lift.some((value) => value != null));
  if (!drawn.length) return null;
  const place = element("div", {});
  const keys = drawn.map((course) => course.metric + ", " + course.variant);
  const show = (key) => {
    const control = choice("Course of", keys, key, (value) => {
      show(value);
      place.querySelector("select").focus();
    });
    showIn(place, element("div", { class: "controls" }, control), courseChart(one, drawn[keys.indexOf(key)]));
  };
  show(keys[0]);
  return place;
}

function courseChart(one, course) {
  const words = one.verdicts.find((verdict) => verdict.variant === course.variant);
  const said = (day) => (words ? words.words[words.days.indexOf(day)] : null);
  const band = (title, low, high, width) => [
    { name: title + " from", type: "line", data: low, symbol: "none", lineStyle: { width, type: width < 1.5 ? "dashed" : "solid" } },
    { name: title + " to", type: "line", data: high, symbol: "none", lineStyle: { width, type: width < 1.5 ? "dashed" : "solid" } },
  ];
  const rows = course.days.map((day, index) => ({ day, index }));
  const at = (values) => (row) => values[row.index];
  const first = course.lift.findIndex((value) => value != null);
  const drawn = (values) => values.slice(first);
  return chartCard({
    title: `Course of ${short(course.metric)}, ${short(course.variant)}`,
    note: (first ? `There are no numbers before ${course.days[first]}. ` : "") + "Lift as of each day, with late events. Solid lines: interval for a single look. Dashed lines: interval that stays valid if you look every day.",
    height: 260,
    option: (theme) => ({
      legend: legend(theme, ["lift"]),
      tooltip: tooltip(theme, "axis", axisRows(signedPercent)),
      xAxis: timeAxis(theme, drawn(course.days)),
      yAxis: valueAxis(theme, axisLift),
      series: [
        { name: "lift", type: "line", data: drawn(course.lift), color: theme.colors[0], symbolSize: 6, lineStyle: { width: 3 }, markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: theme.quiet, type: "solid" }, data: [{ yAxis: 0 }] } },
        ...band("once", drawn(course.low), drawn(course.high), 1.5).map((line) => ({ ...line, color: theme.colors[0] })),
        ...band("any look", drawn(course.alwaysLow), drawn(course.alwaysHigh), 1.2).map((line) => ({ ...line, color: theme.quiet })),
      ],
    }),
    columns: [
      column("Day", (row) => row.day),
      column("Verdict on the variant", (row) => said(row.day)),
      figure("Lift", at(course.lift), signedPercent),
      figure("From", at(course.low), signedPercent),
      figure("To", at(course.high), signedPercent),
      figure("From, any look", at(course.alwaysLow), signedPercent),
      figure("To, any look", at(course.alwaysHigh), signedPercent),
      figure("p always valid", at(course.alwaysP), pValue),
    ],
    rows,
  });
}

function powerCard(one) {
  if (!one.story.outlooks.length) return null;
  const columns = [
    named("Metric", (row) => row.metric),
    named("Variant", (row) => row.variant),
    figure("Seen now", (row) => row.detectableLift, percent),
    figure("Wanted", (row) => row.wantedLift, percent),
    figure("Alpha", (row) => row.alpha, (value) => fixed(value, 4)),
    column("Looks", (row) => (row.isAlwaysValid ? "every day" : "once")),
    figure("Units per day", (row) => row.unitsPerDay, (value) => grouped(value, 1)),
    figure("Days to go", (row) => row.days, (days) => (days == null ? "no new units" : count(days))),
  ];
  return card("Power: days to go", "Seen now: the smallest lift that the units of today show with a chance of 80%. Wanted: the lift that the specification asks for. Days to go: until that lift is shown.", table("Power", columns, one.story.outlooks));
}

function unitsChart(one) {
  const units = one.units;
  const variants = Object.keys(units.exposed);
  const exposed = units.stages.find((stage) => stage.stage === "exposed") || units.stages[0];
  const total = (index) => variants.reduce((sum, variant) => sum + units.exposed[variant][index], 0);
  const share = (variant, index) => (total(index) ? units.exposed[variant][index] / total(index) : null);
  const rows = units.days.map((day, index) => ({ day, index }));
  return chartCard({
    title: "Units by day against the weights",
    note: "Share of all units exposed by the end of each day. Dotted lines: the shares that the weights expect.",
    label: "Shares of units: " + variants.map((variant) => `${variant} ${percent(share(variant, units.days.length - 1))}, expected ${percent(exposed.expected[variant])}`).join("; "),
    height: 260,
    option: (theme) => ({
      legend: legend(theme, variants),
      tooltip: tooltip(theme, "axis", axisRows(percent)),
      xAxis: timeAxis(theme, units.days),
      yAxis: valueAxis(theme, (value) => percent(value, 0), { min: 0, max: 1 }),
      series: variants.map((variant, index) => ({
        name: variant, type: "line", symbolSize: 5, data: units.days.map((day, at) => share(variant, at)), color: theme.colors[index % theme.colors.length],
        markLine: exposed.expected[variant] == null ? undefined : { silent: true, symbol: "none", label: { show: false }, lineStyle: { type: "dotted", width: 2, color: theme.colors[index % theme.colors.length] }, data: [{ yAxis: exposed.expected[variant] }] },
      })),
    }),
    columns: [
      column("Day", (row) => row.day),
      ...variants.flatMap((variant) => [
        counted(variant, (row) => units.exposed[variant][row.index]),
        counted(variant + ", new", (row) => units.exposed[variant][row.index] - (row.index ? units.exposed[variant][row.index - 1] : 0)),
        figure(variant + ", share", (row) => share(variant, row.index), percent),
      ]),
    ],
    rows,
  });
}

function stageCard(one) {
  const variants = [...new Set(one.units.stages.flatMap((stage) => Object.keys(stage.units)))].sort();
  const tone = { SRM: "bad", LEAK: "bad", WARN: "warn", OK: "good" };
  const columns = [
    column("Stage", (row) => row.stage.replaceAll("_", " ")),
    ...variants.map((variant) => counted(variant, (row) => row.units[variant])),
    figure("p", (row) => row.p, pValue),
    figure("p always valid", (row) => row.alwaysP, pValue),
    counted("Crossovers", (row) => row.crossovers),
    column("Verdict", (row) => row.verdict, { show: (verdict) => element("strong", { class: tone[verdict] || null }, verdict.replaceAll("_", " ")) }),
    named("Because", (row) => row.reason || null, { isLong: true }),
  ];
  return card("Health by stage", "Compares the units of each arm with the weights, stage by stage. The first stage with a mismatch is where its cause is.", table("Health by stage", columns, one.units.stages));
}

function dimensionCard(one) {
  const columns = [
    column("Dimension", (row) => row.dimension),
    named("Value", (row) => row.value),
    named("Metric", (row) => row.metric),
    named("Variant", (row) => row.variant),
    counted("Baseline units", (row) => row.controlUnits),
    counted("Units", (row) => row.units),
    figure("Lift", (row) => row.lift, signedPercent),
    figure((levelOf(one.story) + " interval of lift").trim(), (row) => (row.low == null ? null : interval(row.low, row.high, signedPercent)), (text) => text || NONE),
    figure("p adjusted", (row) => row.p, pValue),
    column("Status", (row) => row.status),
  ];
  return card("By dimension", "The same metrics for the units of each value. The more values there are, the likelier is a false alarm.", folded("Table: by dimension", () => table("By dimension", columns, one.dimensions)));
}

function noveltyCard(one) {
  const columns = [
    named("Metric", (row) => row.metric),
    named("Variant", (row) => row.variant),
    counted("Day since exposure", (row) => row.day),
    counted("Units", (row) => row.units),
    figure("Baseline", (row) => row.control, number),
    figure("Value", (row) => row.value, number),
    figure("Lift", (row) => row.lift, signedPercent),
    figure((levelOf(one.story) + " interval of lift").trim(), (row) => (row.low == null ? null : interval(row.low, row.high, signedPercent)), (text) => text || NONE),
    figure("p", (row) => row.pValue, pValue),
  ];
  return card("By day since the first exposure", "Whether the effect wears off. Only units whose window is over are counted.", folded("Table: by day since the first exposure", () => table("By day since the first exposure", columns, one.novelty)));
}

function methodCard(one) {
  const lines = one.story.lines.filter((line) => line.estimate);
  if (!lines.length) return null;
  const columns = [
    named("Metric", (line) => line.metric),
    named("Variant", (line) => line.variant),
    column("Method", (line) => line.estimate.method),
    estimated("p", (found) => found.pValue, pValue),
    estimated("Degrees of freedom", (found) => found.degreesOfFreedom, (value) => grouped(value, 1)),
    estimated("Error of effect", (found) => found.standardError, number),
    estimated("Error of lift", (found) => found.relative && found.relative.standardError, percent),
    estimated("Expected loss", (found) => found.expectedLoss, number),
    figure("Margin", (line) => line.margin, percent),
    estimated("p of margin", (found) => found.marginP, pValue),
    estimated("Theta", (found) => found.theta, number),
    estimated("Variance reduction", (found) => found.varianceReduction, (value) => percent(value, 1)),
    estimated("p of sample ratio", (found) => found.srmP, pValue),
    estimated("Cap", (found) => found.cap, number),
    estimated("Values", (found) => found.values, count),
    estimated("History of baseline", (found) => found.history && found.history.control, number),
    estimated("History of variant", (found) => found.history && found.history.variant, number),
    estimated("p of history", (found) => found.history && found.history.pValue, pValue),
  ];
  const windows = Object.entries(one.metrics).map(([metric, found]) => [
    element("dt", {}, name(metric)),
    element("dd", {}, `${found.kind.toLowerCase()} of units over ${elapsed(found.window)} after their first exposure; ${found.direction === "UP" ? "more" : "less"} is better`),
  ]);
  return card("How the numbers are computed", null, folded("Table: how the numbers are computed", () => [element("dl", { class: "facts" }, windows.flat()), table("Methods", columns, lines)]));
}
