// Links that play a stretch: from `data-play` to `data-until`, in seconds, with a little around it.

import { heard, player } from "./current.js";

const AROUND = 1; // seconds

export function playStretches() {
  let until = Infinity;

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-play]");
    if (!link) return;
    event.preventDefault();
    until = Number(link.dataset.until ?? Number(link.dataset.play) + 4) + AROUND;
    player().seek(Math.max(0, Number(link.dataset.play) - AROUND));
    player().play();
  });

  heard.addEventListener("time", () => {
    if (player().time < until) return;
    until = Infinity;
    player().pause();
  });
}
