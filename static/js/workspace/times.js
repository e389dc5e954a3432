// Word times come while one reads: the page asks how far they are, and takes them in where they are shown.

import { fetched, saySignedOut, SignedOut } from "../fragments.js";
import { poll } from "../polling.js";
import { asked } from "./asking.js";
import { opened } from "./open.js";
import { keepingThePlace } from "./place.js";

const AT_ONCE = 40; // paragraphs in one request
const GROWTH = 1.1;

let watched = null;
let isAsking = false;

function frame() {
  return document.getElementById("times");
}

// Once for what stands on the page; again does nothing.
export function watchTimes() {
  if (!frame() || watched === frame()) return;
  watched = frame();
  if ("look" in watched.dataset) ask();
  // Words that somebody has written get their times, too.
  opened()?.correct?.desk.addEventListener("saved", ask);
}

// Likewise those that others have written.
document.addEventListener("synced", () => watched && ask());

function ask() {
  if (isAsking) return;
  isAsking = true;
  poll(look, { growth: GROWTH });
}

async function look() {
  try {
    isAsking = await lookNow();
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
    saySignedOut();
    isAsking = false;
  }
  return isAsking;
}

// True while more is to come.
async function lookNow() {
  if (watched !== frame()) return false; // the page shows something else by now
  const fresh = await fetched(watched.dataset.times);
  const isComing = "look" in fresh.dataset;
  if (!isComing) await takeIn();
  if (watched !== frame()) return false;
  for (const open of watched.querySelectorAll("details[open]")) fresh.querySelector(`.${open.className}`)?.setAttribute("open", "");
  keepingThePlace(() => watched.replaceWith(fresh));
  watched = fresh;
  return isComing;
}

// What is not in sight is forgotten and asked for anew when one comes to it; what is being written or is selected stays as it is.
async function takeIn() {
  const { transcript, sheet, box } = opened() ?? {};
  if (!transcript) return;
  const { paragraphs: told } = await transcript.outline();
  const starts = new Map(told.map(([id, start]) => [id, start]));
  const known = transcript.paragraphs.filter(({ id, isHeld, stretch }) => starts.has(id) && !isHeld && !stretch);
  const shown = known.filter(({ element, words }) => words && element?.isFilled);
  const words = await wordsOf(box.dataset.words, shown);
  for (const paragraph of known) {
    paragraph.start = starts.get(paragraph.id);
    paragraph.words = words.get(paragraph.id) ?? (shown.includes(paragraph) ? paragraph.words : null);
  }
  transcript.changed();
  keepingThePlace(() => {
    box.classList.toggle("transcript-timed", transcript.isTimed);
    for (const paragraph of shown) if (!isUsed(paragraph)) sheet.draw(paragraph, true);
  });
}

async function wordsOf(address, paragraphs) {
  const ids = paragraphs.map(({ id }) => id);
  const found = new Map();
  for (let place = 0; place < ids.length; place += AT_ONCE) {
    const { paragraphs: told } = await asked(`${address}?ids=${ids.slice(place, place + AT_ONCE)}`);
    for (const { id, words } of told) found.set(id, words);
  }
  return found;
}

function isUsed({ element, isHeld }) {
  const selection = getSelection();
  const isSelected = !selection.isCollapsed && selection.containsNode(element, true);
  return isHeld || isSelected || element.contains(document.activeElement);
}
