// Keeps the badges of active recordings in view fresh, with one request for all of them.

import { refresh, saySignedOut, SignedOut } from "./fragments.js";
import { poll } from "./polling.js";

const AT_ONCE = 100;
const list = document.querySelector("[data-lives]");

function active() {
  return [...document.querySelectorAll("[data-live]")].slice(0, AT_ONCE);
}

async function ask() {
  const badges = active();
  if (!badges.length) return true;
  const query = new URLSearchParams(badges.map((badge) => ["id", badge.dataset.live]));
  try {
    await refresh(`${list.dataset.lives}?${query}`, list, "none");
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
    saySignedOut();
    return false;
  }
  return list.hasAttribute("data-grows") || active().length > 0;
}

poll(ask);
