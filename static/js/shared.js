// A guest's page: the player goes to the moment that one chooses, or that the address names (#t=seconds).

import { Player } from "./player/player.js";

const frame = document.getElementById("sound");
const player = frame && new Player(frame);
const moments = [...document.querySelectorAll(".moment[data-start]")];

function named() {
  const found = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  return found ? Number(found[1]) : null;
}

function spokenAt(time) {
  return moments.findLast((moment) => Number(moment.dataset.start) <= time + 0.01);
}

// The page holds only a part of a long text: the server knows in which one the moment is.
function isElsewhere(time) {
  if (!moments.length || new URLSearchParams(location.search).get("t") === String(time)) return false;
  const goesOn = document.querySelector("[data-goes-on]") !== null;
  const before = document.querySelector(".part-link a[href^='?from=']") !== null && !spokenAt(time);
  return before || (goesOn && spokenAt(time) === moments.at(-1));
}

function arrive() {
  const time = named();
  if (time === null) return;
  if (isElsewhere(time)) {
    location.replace(`?t=${time}#t=${time}`);
    return;
  }
  player?.seek(time);
  spokenAt(time)?.closest(".paragraph").scrollIntoView({ block: "center" });
}

function light() {
  const spoken = spokenAt(player.time)?.closest(".paragraph");
  const lit = document.querySelector(".paragraph.is-heard");
  if (lit === spoken) return;
  lit?.classList.remove("is-heard");
  spoken?.classList.add("is-heard");
}

for (const moment of moments) {
  moment.addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(null, "", moment.getAttribute("href"));
    player?.seek(Number(moment.dataset.start));
    player?.play();
  });
}
player?.addEventListener("time", light);
window.addEventListener("hashchange", arrive);
arrive();
