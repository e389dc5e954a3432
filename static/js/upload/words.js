// What the upload page says. Every sentence comes from the server; here only gaps are filled and figures written.

// Days before months and a clock of 24 hours, as everywhere on the site.
const { lang } = document.documentElement;
const locale = lang === "en" ? "en-GB" : lang;

export const say = JSON.parse(document.getElementById("words").textContent);

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
}

export function bytes(count) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(count, 1)) / 10));
  // "208 bytes" is a word, "9.6 kB" is not; as the pages write it.
  const style = { style: "unit", unit: units[step], unitDisplay: step ? "short" : "long", maximumFractionDigits: step ? 1 : 0 };
  return new Intl.NumberFormat(locale, style).format(count / 1024 ** step);
}

export function percent(share) {
  return new Intl.NumberFormat(locale, { style: "percent" }).format(share);
}

// "about 25 min left"; nothing while it cannot be told.
export function left(seconds) {
  if (!Number.isFinite(seconds)) return "";
  if (seconds < 90) return fill(say.seconds, { n: Math.max(1, Math.round(seconds)) });
  if (seconds < 5400) return fill(say.minutes, { n: Math.round(seconds / 60) });
  return fill(say.hours, { n: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(seconds / 3600) });
}

// 0:07, 12:40, 1:02:03
export function clock(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}

export function day(when) {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" }).format(new Date(when));
}

export function moment(when) {
  const style = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(locale, style).format(new Date(when));
}

// For names of files: 2026-03-12 14-03, in the person's own time.
export function stamp(when) {
  const two = (number) => String(number).padStart(2, "0");
  const date = [when.getFullYear(), two(when.getMonth() + 1), two(when.getDate())].join("-");
  return `${date} ${two(when.getHours())}-${two(when.getMinutes())}`;
}
