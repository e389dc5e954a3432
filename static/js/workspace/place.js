// What one reads stays where it is on the screen, whatever changes above it; and so does the focus, where its paragraph gives way
// to a newer one.

const paragraphs = () => [...document.querySelectorAll("#words > .paragraph")];

export function keepingThePlace(change) {
  const before = paragraphs();
  const read = before.find((one) => one.getBoundingClientRect().bottom > 0);
  const top = read?.getBoundingClientRect().top ?? 0;
  const focused = before.indexOf(document.activeElement?.closest(".paragraph"));
  change();
  const now = read?.isConnected ? read : paragraphs()[before.indexOf(read)];
  const moved = read && now ? now.getBoundingClientRect().top - top : 0;
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  if (focused >= 0 && !before[focused].isConnected) paragraphs()[focused]?.querySelector("a, button")?.focus({ preventScroll: true });
}
