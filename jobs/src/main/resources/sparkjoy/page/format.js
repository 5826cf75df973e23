/* Numbers as people read them, as `joy experiment` and `joy status` write them. */
const NONE = "–";

const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

function count(value) {
  return value == null ? NONE : counts.format(value);
}

/* An amount is a decimal text: rounded half up by its digits, so that no cent is lost. */
function amount(text) {
  if (text == null) return NONE;
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
  if (!found) return String(text);
  const digits = ((found[3] || "") + "000").slice(0, 3);
  let cents = BigInt(found[2]) * 100n + BigInt(digits.slice(0, 2));
  if (digits[2] >= "5") cents += 1n;
  const whole = (cents / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return (cents === 0n ? "" : found[1]) + whole + "." + (cents % 100n).toString().padStart(2, "0");
}

/* As the command line rounds: half up by the digits that the number is written with, not by its exact binary value. */
function halfUp(value, places) {
  const [digits, exponent] = Math.abs(value).toExponential().replace(".", "").split("e");
  const kept = Number(exponent) + 1 + places;
  if (kept >= digits.length) return Math.abs(value);
  if (kept < 0) return 0;
  const rounded = BigInt(digits.slice(0, kept) || "0") + (digits[kept] >= "5" ? 1n : 0n);
  return Number(rounded + "e" + -places);
}

/* Java's %.2f of 2 places. */
function fixed(value, places) {
  if (value == null) return NONE;
  if (!Number.isFinite(value)) return String(value);
  return (value < 0 ? "-" : "") + halfUp(value, places).toFixed(places);
}

/* Java's %,.2f of 2 places. */
function grouped(value, places) {
  if (value == null || !Number.isFinite(value)) return fixed(value, places);
  const [whole, part] = fixed(value, places).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "");
}

function percent(share, digits = 2) {
  return share == null ? NONE : fixed(100 * share, digits) + "%";
}

function signedPercent(share, digits = 2) {
  return share == null ? NONE : (share < 0 ? "" : "+") + percent(share, digits);
}

/* Java's %.4g and %+.3g. */
function significant(value, digits) {
  if (value == null) return NONE;
  if (value === 0) return (0).toPrecision(digits);
  const exponent = Number(value.toExponential().split("e")[1]);
  const size = halfUp(value, digits - 1 - exponent);
  const shown =
    size >= 1e-4 && size < 10 ** digits
      ? size.toPrecision(digits)
      : size.toExponential(digits - 1).replace(/e([+-])(\d)$/, "e$10$2");
  return (value < 0 ? "-" : "") + shown;
}

function number(value) {
  return significant(value, 4);
}

function signed(value) {
  return value == null ? NONE : (value < 0 ? "" : "+") + significant(value, 3);
}

function pValue(value) {
  if (value == null) return NONE;
  return value < 0.0001 ? "<0.0001" : fixed(value, 4);
}

function interval(low, high, show) {
  return low == null || high == null ? NONE : show(low) + " to " + show(high);
}

/* Seconds as people say them. */
function elapsed(seconds) {
  if (seconds == null) return NONE;
  const whole = Math.round(seconds);
  if (whole < 60) return (seconds < 10 ? seconds.toFixed(1) : whole) + " s";
  if (whole < 3600) return Math.floor(whole / 60) + " min " + (whole % 60) + " s";
  if (whole < 172800) return Math.floor(whole / 3600) + " h " + Math.floor((whole % 3600) / 60) + " min";
  return Math.floor(whole / 86400) + " days";
}

function moment(instant) {
  return instant == null ? NONE : instant.slice(0, 19).replace("T", " ");
}

function plural(many, one, more) {
  return count(many) + " " + (many === 1 ? one : more);
}

/* A name where space is short. */
function short(text, most = 28) {
  const points = Array.from(String(text));
  return points.length <= most ? String(text) : points.slice(0, most - 1).join("") + "…";
}

function dayBefore(day, days) {
  return new Date(Date.parse(day + "T00:00:00Z") - days * 86400000).toISOString().slice(0, 10);
}
