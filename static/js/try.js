// Both models on one minute: the page looks until both have answered; the minute can be heard.

import { refresh, saySignedOut, SignedOut } from "./fragments.js";
import { keepLooking, lookIfChanged } from "./player/current.js";
import { playStretches } from "./player/stretch.js";
import { poll } from "./polling.js";

const trial = () => document.getElementById("trial");

async function ask() {
  try {
    await refresh(trial().dataset.poll, trial(), "outerHTML");
    await lookIfChanged(trial().dataset.sounds);
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
    saySignedOut();
    return false;
  }
  if (trial().dataset.poll) return true;
  document.getElementById("spoken").textContent = trial().dataset.ready;
  keepLooking();
  return false;
}

playStretches();
if (trial().dataset.poll) poll(ask);
else keepLooking();
