/* Puts the page together. */
async function documentData() {
  const held = document.getElementById("data");
  if (held.dataset.encoding === "json") return JSON.parse(held.textContent);
  const bytes = Uint8Array.from(atob(held.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

function startTheme() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const button = document.getElementById("theme");
  const use = (theme) => {
    document.documentElement.dataset.theme = theme;
    button.textContent = theme === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", theme === "dark" ? "Use light colors" : "Use dark colors");
    redrawCharts(currentTheme(), false);
  };
  use(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => use(dark.matches ? "dark" : "light"));
  button.addEventListener("click", () => use(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
}

/* Paper is white, and shows every chart. */
function startPrinting() {
  window.addEventListener("beforeprint", () => {
    redrawCharts(LIGHT, true);
    resizeCharts(LIGHT);
  });
  window.addEventListener("afterprint", () => {
    resizeCharts(currentTheme());
  });
}

function start(data) {
  const made = document.getElementById("made");
  made.textContent = `${moment(data.madeAt)} UTC · ${data.lake}`;
  made.title = made.textContent;
  const sections = [overviewSection, kpiSection, experimentSection, attributionSection, healthSection, lineageSection, modelSection]
    .map((make) => make(data))
    .filter((made) => made);
  const contents = document.getElementById("contents");
  sections.forEach((made) =>
    contents.append(element("li", {}, element("a", { href: "#" + made.id }, made.querySelector("h2").textContent))),
  );
  document.getElementById("main").append(...sections, element("footer", {}, "Written by joy report. Charts: Apache ECharts."));
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => resizeCharts(currentTheme()), 120);
  });
}

startTheme();
startPrinting();
documentData().then(start);
