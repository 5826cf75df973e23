/* Elements are made here alone; every text becomes a text node. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value != null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== false));
  return made;
}

/* A name that comes from logs: its direction does not spread to the text around it. */
function name(text) {
  return element("bdi", { title: String(text).length > 60 ? text : null }, String(text));
}

/* A sentence whose commands are between backticks; other backticks may come from names in logs and stay. */
function prose(text) {
  return String(text).split(/`(joy [^`]*)`/).map((part, index) => (index % 2 ? element("code", {}, part) : name(part)));
}

/* A place that shows one choice at a time. */
function showIn(place, ...parts) {
  place.replaceChildren(...parts.filter((part) => part));
  if (place.isConnected) forgetCharts();
}

function card(title, note, ...content) {
  return element(
    "div",
    { class: "card" },
    title && element("h3", {}, title),
    note && element("p", { class: "note" }, note),
    ...content,
  );
}

function emptyCard(...content) {
  return element("div", { class: "card empty" }, ...content);
}

function section(id, title, lead, ...content) {
  return element(
    "section",
    { id, "aria-labelledby": id + "-title" },
    element("h2", { id: id + "-title" }, title),
    lead && element("p", { class: "lead" }, lead),
    ...content,
  );
}

/* A part that is closed at first; what is in it is made when it is opened, because most tables are never looked at. */
function folded(title, make) {
  const part = element("details", { ontoggle: () => part.open && part.children.length === 1 && part.append(...[make()].flat()) }, element("summary", {}, title));
  return part;
}

let lastId = 0;

/* A select under its label; values are texts or [value, label]. */
function choice(label, values, chosen, onChoice) {
  const id = "choice-" + ++lastId;
  const options = values.map((value) => {
    const [key, text] = Array.isArray(value) ? value : [value, value];
    return element("option", { value: key, selected: key === chosen }, short(text, 60));
  });
  const select = element("select", { id, onchange: () => onChoice(select.value) }, options);
  return element("div", { class: "choice" }, element("label", { for: id }, label), select);
}
