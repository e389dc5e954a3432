// One recording: watch its transcription, jump to a moment, copy the words.

import { refresh, saySignedOut, SignedOut } from "./fragments.js";
import { keepLooking, lookIfChanged, player } from "./player/current.js";
import { poll } from "./polling.js";

const ordinary = { title: document.title, icon: icon().href };

function icon() {
  return document.querySelector("link[rel=icon]");
}

function outcome() {
  return document.getElementById("outcome");
}

// The tab tells from afar how it goes; once it has been looked at afterwards, it is an ordinary tab again.
function mark() {
  const { words, mark: drawing } = outcome().dataset;
  document.title = `${words} · ${ordinary.title}`;
  icon().href = drawing || ordinary.icon;
}

function unmark() {
  if (document.hidden || outcome().dataset.poll) return;
  document.title = ordinary.title;
  icon().href = ordinary.icon;
}

function speak() {
  const { words } = outcome().dataset;
  const spoken = document.getElementById("spoken");
  if (spoken.textContent !== words) spoken.textContent = words;
}

function readyToCopy() {
  const button = document.getElementById("copy");
  if (button) button.hidden = false;
}

async function ask() {
  try {
    await refresh(outcome().dataset.poll, outcome(), "outerHTML");
    await lookIfChanged(outcome().dataset.sounds);
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
    saySignedOut();
    return false;
  }
  mark();
  speak();
  readyToCopy();
  if (outcome().dataset.poll) return true;
  keepLooking();
  return false;
}

function words() {
  const paragraphs = document.querySelectorAll(".transcript .paragraph p");
  return [...paragraphs].map((paragraph) => paragraph.textContent.trim()).join("\n\n");
}

async function copy(button) {
  let text = button.dataset.copied;
  try {
    await navigator.clipboard.writeText(words());
  } catch {
    text = button.dataset.refused;
    getSelection().selectAllChildren(document.querySelector(".transcript"));
  }
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "success" } }));
}

function seek(moment) {
  player().seek(Number(moment.dataset.seek));
  player().play();
}

document.addEventListener("click", (event) => {
  const moment = event.target.closest("[data-seek]");
  const button = event.target.closest("#copy");
  if (button) copy(button);
  if (!moment) return;
  event.preventDefault();
  seek(moment);
});

readyToCopy();
if (outcome().dataset.poll) {
  mark();
  poll(ask);
  document.addEventListener("visibilitychange", unmark);
  document.addEventListener("pointerdown", unmark);
  document.addEventListener("keydown", unmark);
} else {
  keepLooking();
}
