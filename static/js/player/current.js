// The page's player, kept up to date: a better copy or the waveform comes while one listens.

import { fetched, saySignedOut, SignedOut } from "../fragments.js";
import { poll } from "../polling.js";
import { Player } from "./player.js";

const EVENTS = ["time", "playing", "paused"];
const frame = () => document.getElementById("sound");
// Whichever player it is: tells "time", "playing" and "paused" of the one that the page has now.
export const heard = new EventTarget();
let current = listened(new Player(frame()));

function listened(player) {
  for (const name of EVENTS) player.addEventListener(name, () => heard.dispatchEvent(new Event(name)));
  return player;
}

export function player() {
  return current;
}

// Ask the server what there is now. True while more is to come.
async function look() {
  const fresh = await fetched(frame().dataset.look);
  if (fresh.dataset.source === frame().dataset.source) takeOver(fresh.dataset);
  else await replace(fresh);
  return Boolean(frame().dataset.look);
}

// The same plays on: who listens is not interrupted.
function takeOver({ sounds, peaks, look: again }) {
  const known = frame().dataset;
  known.sounds = sounds;
  if (again) known.look = again;
  else delete known.look;
  if (peaks && !("drawn" in known)) {
    known.peaks = peaks;
    current.drawWaveform();
  }
}

// Something else plays, from the same place on.
function replace(fresh) {
  const { time, isPlaying } = current;
  current.close();
  frame().replaceWith(fresh);
  current = listened(new Player(fresh));
  current.seek(time);
  return isPlaying ? current.play() : null;
}

async function lookUnlessSignedOut() {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
    saySignedOut();
    return false;
  }
}

// `sounds` is what another part of the page has heard of the player: different, it is worth a look.
export async function lookIfChanged(sounds) {
  if (frame().dataset.look && sounds !== frame().dataset.sounds) await look();
}

// Where nothing else on the page asks any more.
export function keepLooking() {
  if (frame().dataset.look) poll(lookUnlessSignedOut, { growth: 1.2 });
}
