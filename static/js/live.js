// Keeps the badges of active recordings in view fresh, with one request for all of them.

import { refreshParts, saySignedOut, SignedOut } from "./fragments.js";
import { poll } from "./polling.js";

const AT_ONCE = 100;
const list = document.querySelector("[data-lives]");
let asks = true;

function active() {
  return [...document.querySelectorAll("[data-live]")].slice(0, AT_ONCE);
}

// Where uploads go on, the page itself must stay: it says so in its own way, and tells when to ask again.
function signedOut() {
  asks = false;
  if (!list.hasAttribute("data-grows")) saySignedOut();
  document.dispatchEvent(new Event("signed-out"));
}

async function ask() {
  const badges = active();
  if (!badges.length) return true;
  const query = new URLSearchParams(badges.map((badge) => ["id", badge.dataset.live]));
  try {
    await refreshParts(`${list.dataset.lives}?${query}`);
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
    signedOut();
    return false;
  }
  return list.hasAttribute("data-grows") || active().length > 0;
}

poll(ask);
document.addEventListener("signed-in", () => {
  if (!asks) poll(ask);
  asks = true;
});
