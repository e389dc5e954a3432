// Moments and lengths in a recording: as the pages write them, and as one would say them.

// `0:07`, `12:30`, `1:02:03`; fractions are dropped, as the server does.
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const [hours, minutes, rest] = parts(whole);
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function parts(whole) {
  return [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
}

// "1 hour 2 minutes 3 seconds" in the page's language.
export function spoken(seconds, locale = document.documentElement.lang) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const words = ["hour", "minute", "second"].map((unit, place) => {
    const count = parts(whole)[place];
    const style = { style: "unit", unit, unitDisplay: "long" };
    return count || (unit === "second" && !whole) ? new Intl.NumberFormat(locale, style).format(count) : "";
  });
  return words.filter(Boolean).join(" ");
}
