// The workspace: begins as soon as the words of a recording are on its page.

import { player } from "../player/current.js";
import { Correct } from "./correct.js";
import { Follow } from "./follow.js";
import { listen } from "./keys.js";
import { Light } from "./light.js";
import { Loop } from "./loop.js";
import { noteHere, openNotes } from "./notes.js";
import { wordElement } from "./paragraph.js";
import { Sheet, wholeText } from "./sheet.js";
import { startOf, Transcript } from "./transcript.js";
import { watchOthers } from "./watch.js";

const SKIP = 10; // seconds
const STEP = 5;
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

let workspace = null;

// What one does with a paragraph.
function tools() {
  return document.getElementById("paragraph-tools")?.content.firstElementChild.cloneNode(true) ?? null;
}

class Workspace {
  constructor(box) {
    this.box = box;
    this.transcript = new Transcript(box.dataset.words);
    this.sheet = new Sheet(box, this.transcript, tools);
    this.light = new Light(this.transcript);
    this.follow = new Follow(this.sheet, this.light, document.getElementById("follow"));
    this.loop = new Loop(this.sheet, this.light, document.getElementById("loop"));
  }

  async open() {
    await this.transcript.open();
    this.sheet.open();
    this.light.again();
    for (const link of document.querySelectorAll(".part-link")) link.hidden = true;
    this.box.addEventListener("click", (event) => this.#clicked(event));
    if (this.box.dataset.change) this.correct = new Correct(this.box, this.transcript, this.sheet, this.light);
    else watchOthers(this.box.dataset.newest, this.transcript, this.sheet, () => this.light.again());
    openNotes();
    this.#offerLink(document.getElementById("moment"));
    listen(this.#acts(), document.getElementById("keys-help"));
    await this.#arrive();
    this.box.dataset.open = "";
  }

  async text() {
    await this.transcript.everything();
    return wholeText(this.transcript.paragraphs);
  }

  // To a moment, in seconds, with the words.
  async hear(moment) {
    player().seek(moment);
    player().play();
    await this.follow.follow();
  }

  // By a link to a moment, or to words of which nobody knows when they are said.
  async #arrive() {
    const asked = new URLSearchParams(location.search);
    const moment = Number.parseFloat(asked.get("t") ?? "");
    if (Number.isFinite(moment)) await this.hear(moment);
    else if (asked.has("words")) await this.#showFound(asked.get("words").split(",").map(Number));
  }

  // The words of a paragraph that a search has found, by their places in it. They stay marked until one leaves.
  async #showFound(words) {
    const place = this.transcript.paragraphs.findIndex(({ id }) => `#p${id}` === location.hash);
    if (place < 0) return;
    const paragraph = await this.sheet.goTo(place);
    paragraph.found = new Set(words);
    this.sheet.draw(paragraph, true);
    (wordElement(paragraph, words[0]) ?? paragraph.element).scrollIntoView({ block: "center" });
  }

  // The address of this page that plays from the moment that is heard.
  #offerLink(button) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const url = new URL(location.pathname, location.href);
      const run = new URLSearchParams(location.search).get("transcription");
      if (run) url.searchParams.set("transcription", run);
      url.searchParams.set("t", player().time.toFixed(1));
      history.replaceState(null, "", url);
      const said = await navigator.clipboard.writeText(url.href).then(() => button.dataset.copied, () => button.dataset.refused);
      document.dispatchEvent(new CustomEvent("toast", { detail: { text: said, level: "success" } }));
    });
  }

  #clicked(event) {
    const word = event.target.closest("[data-heard]");
    if (!word || !getSelection().isCollapsed) return;
    const start = startOf(this.sheet.of(word)?.words?.[word.place]);
    if (start !== null) this.hear(start);
  }

  #acts() {
    const to = (seconds) => () => player().seek(player().time + seconds);
    return {
      toggle: () => player().toggle(),
      back: to(-SKIP),
      forward: to(SKIP),
      left: to(-STEP),
      right: to(STEP),
      slower: () => this.#speed(-1),
      faster: () => this.#speed(1),
      loop: () => this.loop.toggle(),
      follow: () => this.follow.toggle(),
      note: document.getElementById("note-text") ? noteHere : undefined,
      edit: this.correct && (() => this.correct.edit()),
      next: () => this.#paragraph(1),
      previous: () => this.#paragraph(-1),
      wordForward: () => this.#word(1),
      wordBack: () => this.#word(-1),
    };
  }

  #speed(step) {
    const now = SPEEDS.indexOf(player().speed);
    player().speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, now + step))];
  }

  #paragraph(step) {
    const { paragraphs } = this.transcript;
    const { start } = paragraphs[Math.min(paragraphs.length - 1, Math.max(0, this.light.place + step))] ?? {};
    if (start !== null && start !== undefined) this.#go(start);
  }

  #word(step) {
    const { place, word } = this.light;
    const { paragraphs } = this.transcript;
    const words = paragraphs[place]?.words ?? [];
    const next = words[word + step] ?? (step > 0 ? paragraphs[place + 1]?.words?.[0] : paragraphs[place - 1]?.words?.at(-1));
    if (startOf(next) !== null) this.#go(startOf(next));
  }

  // Playing or not, as it is now.
  #go(moment) {
    player().seek(moment);
    this.follow.follow();
  }
}

// Once, when the words are there; again does nothing.
export async function openWorkspace() {
  const box = document.getElementById("words");
  if (!box || workspace?.box === box) return;
  const made = new Workspace(box);
  await made.open();
  workspace = made;
}

export function opened() {
  return workspace;
}
