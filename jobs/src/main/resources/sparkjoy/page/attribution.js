/* What each service brought: last click before the product was added to the cart. */
function attributionSection(data) {
  const lead = "Ordered products by the service of the last click before they were added to the cart.";
  const found = data.attribution;
  if (!found) return section("attribution", "Attribution", lead, emptyCard("No order is attributed yet."));
  return section("attribution", "Attribution", lead, sumCard(found), element("div", { class: "pair" }, serviceChart(found), attributionByDay(found)));
}

function sumCard(found) {
  const isEqual = found.gmv != null && amount(found.gmv) === amount(found.total);
  const sentence =
    found.gmv == null
      ? `The services add up to ${amount(found.total)} ${found.currency}.`
      : isEqual
        ? `The services add up to ${amount(found.total)} ${found.currency}, the GMV of all days to the cent.`
        : `The services add up to ${amount(found.total)} ${found.currency}; the GMV of all days is ${amount(found.gmv)}. The two tables may be of different runs: run joy run all, then joy verify.`;
  return element("p", { class: isEqual || found.gmv == null ? null : "warn", id: "attribution-sum" }, sentence);
}

function serviceChart(found) {
  const rows = [...found.services].reverse();
  const share = (row) => (Number(found.total) ? Number(row.amount) / Number(found.total) : null);
  return chartCard({
    title: "By service, " + found.currency,
    label: found.services.map((row) => `${row.service} ${amount(row.amount)}`).join("; "),
    height: 60 + 34 * Math.min(20, rows.length),
    option: (theme) => ({
      grid: { left: 8, right: 70, top: 8, bottom: 8, containLabel: true },
      tooltip: tooltip(theme, "item", (hit) => ({ title: hit.name, lines: [[null, "amount", amount(rows[hit.dataIndex].amount)], [null, "share", percent(share(rows[hit.dataIndex]))]] })),
      xAxis: valueAxis(theme, (value) => axisMeasure("gmv", value)),
      yAxis: { type: "category", data: rows.map((row) => row.service), axisTick: { show: false }, axisLine: { lineStyle: { color: theme.line } }, axisLabel: { color: theme.text, formatter: (text) => short(text) } },
      series: [{ type: "bar", data: rows.map((row) => row.amount), barMaxWidth: 18, label: { show: true, position: "right", color: theme.quiet, formatter: (hit) => percent(share(rows[hit.dataIndex]), 1) } }],
    }),
    columns: [
      named("Service", (row) => row.service),
      figure("Amount", (row) => row.amount, amount),
      figure("Share", share, percent),
      counted("Products", (row) => row.products),
    ],
    rows: found.services,
  });
}

function attributionByDay(found) {
  const days = [...new Set(found.days.map((row) => row.day))];
  const services = [...new Set(found.days.map((row) => row.service))];
  const cells = new Map(found.days.map((row) => [row.day + " " + row.service, row.amount]));
  const at = (day, service) => cells.get(day + " " + service) ?? null;
  return chartCard({
    title: "By day, " + found.currency,
    label: `Amount by day and service from ${days[0]} to ${days.at(-1)}`,
    height: 60 + 34 * Math.max(5, Math.min(20, found.services.length)),
    option: (theme) => ({
      legend: legend(theme, services),
      tooltip: tooltip(theme, "axis", axisRows(amount)),
      xAxis: timeAxis(theme, days),
      yAxis: valueAxis(theme, (value) => axisMeasure("gmv", value)),
      series: services.map((service) => ({ name: service, type: "bar", stack: "all", data: days.map((day) => at(day, service)), barMaxWidth: 40 })),
    }),
    columns: [column("Day", (day) => day), ...services.map((service) => figure(service, (day) => at(day, service), amount))],
    rows: days,
  });
}
