// One recording: watch its transcription, open its words when they are there, copy them.

import { Gone, refresh, sayGone, saySignedOut, SignedOut } from "./fragments.js";
import { keepLooking, lookIfChanged, player } from "./player/current.js";
import { poll } from "./polling.js";
import { opened, openWorkspace } from "./workspace/open.js";
import { watchTimes } from "./workspace/times.js";

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

async function begin() {
  try {
    await openWorkspace();
  } catch {
    setTimeout(begin, 3000);
  }
  const button = document.getElementById("copy");
  if (button && opened()) button.hidden = false;
  watchTimes();
}

async function ask() {
  try {
    await refresh(outcome().dataset.poll, outcome(), "outerHTML");
    await lookIfChanged(outcome().dataset.sounds);
  } catch (error) {
    if (error instanceof SignedOut) saySignedOut();
    else if (error instanceof Gone) sayGone();
    else throw error;
    return false;
  }
  mark();
  speak();
  begin();
  if (outcome().dataset.poll) return true;
  keepLooking();
  return false;
}

// The promise goes to the clipboard as it is: waiting for it first would use up the click.
async function copy(button) {
  let said = button.dataset.copied;
  try {
    const text = fullText().then((words) => new Blob([words], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
  } catch {
    said = button.dataset.refused;
    getSelection().selectAllChildren(document.querySelector(".transcript"));
  }
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: said, level: "success" } }));
}

async function fullText() {
  return opened().text();
}

function seek(moment) {
  const seconds = Number(moment.dataset.seek);
  if (opened()) return opened().hear(seconds);
  player().seek(seconds);
  return player().play();
}

document.addEventListener("click", (event) => {
  const moment = event.target.closest("[data-seek]");
  const button = event.target.closest("#copy");
  if (button) copy(button);
  if (!moment) return;
  event.preventDefault();
  seek(moment);
});

begin();
if (outcome().dataset.poll) {
  mark();
  poll(ask);
  document.addEventListener("visibilitychange", unmark);
  document.addEventListener("pointerdown", unmark);
  document.addEventListener("keydown", unmark);
} else {
  keepLooking();
}
