/*
 * Tables, and CSV of what they show. A column is {title, of: row => value, show: value => text, isNumber, isLong};
 * show may give an element.
 */
function column(title, of, options) {
  return { title, of, show: (value) => (value == null ? NONE : String(value)), ...options };
}

function counted(title, of) {
  return figure(title, of, count);
}

function figure(title, of, show) {
  return column(title, of, { show: (value) => show(value), isNumber: true });
}

function named(title, of, options) {
  return column(title, of, { show: (value) => (value == null ? NONE : name(value)), ...options });
}

function plainTable(label, columns, rows) {
  const head = columns.map((one) => element("th", { scope: "col", class: one.isNumber ? "n" : null }, one.title));
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      columns.map((one) => {
        const kind = one.isNumber ? "n" : one.isLong ? "long" : null;
        return element("td", { class: kind }, one.show(one.of(row), row));
      }),
    ),
  );
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, body)),
  );
}

/* A table with a button that saves it. */
function table(label, columns, rows) {
  return element("div", {}, plainTable(label, columns, rows), csvButton(label, columns, rows));
}

function csvButton(label, columns, rows) {
  return element(
    "button",
    { type: "button", class: "csv small", onclick: () => saveCsv(label, csv(columns, rows)) },
    "Save as CSV",
  );
}

function csv(columns, rows) {
  const lines = [columns.map((one) => csvCell(one.title))];
  rows.forEach((row) => lines.push(columns.map((one) => csvCell(one.of(row)))));
  return lines.map((cells) => cells.join(",")).join("\r\n") + "\r\n";
}

/* A text that a spreadsheet would compute gets an apostrophe before it; numbers stay numbers. */
function csvCell(value) {
  if (value == null) return "";
  if (typeof value === "number") return String(value);
  const text = String(value);
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const isFormula = !isNumber && /^(?:[\t\r\n]|[\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u.test(text);
  return '"' + (isFormula ? "'" : "") + text.replaceAll('"', '""') + '"';
}

function saveCsv(label, text) {
  const file = new Blob(["\ufeff" + text], { type: "text/csv" });
  const link = element("a", {
    href: URL.createObjectURL(file),
    download: label.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60) + ".csv",
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
