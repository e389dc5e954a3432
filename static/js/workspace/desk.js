// What is being written, and its way into the library: saved a moment after typing stops, kept in the browser until then.
//
// A stretch is a run of paragraphs of the server's (`ids`, as they stood together in revision `base`) and the paragraphs that
// take their place. One is sent after the other. Tells "state" when there is something else to say, "clash" with the
// stretch and what stands in its place, "saved" with the revision.

import { asked, NoConnection, Refused, SignedOut } from "./asking.js";
import { textOf } from "./transcript.js";

const PAUSE = 1200; // milliseconds after the last letter
const AGAIN = 4000; // after a lost connection
const CLASH = 409;

const writtenOf = ({ paragraphs }) =>
  paragraphs.map(({ words, speaker }) => ({ text: textOf(words), speaker })).filter(({ text }) => text);
// Who has deleted all of a paragraph may be about to write it anew.
const isBeingEmptied = ({ paragraphs }) => paragraphs.some(({ isHeld, words }) => isHeld && !words.length);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class Desk extends EventTarget {
  #transcript;
  #address;
  #drafts;
  #stretches = new Set();
  #timer = null;
  #sending = null;
  state = { kind: "rest" }; // rest, writing, saving, saved, offline, signed-out, refused, clash
  isKept = true;

  constructor(transcript, address, drafts) {
    super();
    this.#transcript = transcript;
    this.#address = address;
    this.#drafts = drafts;
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    addEventListener("beforeunload", (event) => {
      if (this.#stretches.size && !this.isKept) event.preventDefault();
    });
  }

  get stretches() {
    return [...this.#stretches];
  }

  // Of a paragraph that is going to be changed.
  stretchOf(paragraph) {
    paragraph.stretch ??= { ids: [paragraph.id], base: this.#transcript.revision, paragraphs: [paragraph], was: this.#was(paragraph) };
    return paragraph.stretch;
  }

  // Two neighbours become one run, so that their paragraphs can be joined. Both must be at rest.
  merge(first, second) {
    const [one, other] = [this.stretchOf(first), this.stretchOf(second)];
    if (one === other) return;
    one.ids.push(...other.ids);
    one.was.push(...other.was);
    one.base = Math.max(one.base, other.base);
    one.paragraphs.push(...other.paragraphs);
    for (const paragraph of other.paragraphs) paragraph.stretch = one;
    this.#stretches.delete(other);
  }

  // Something in it has changed just now.
  touch(stretch) {
    this.#stretches.add(stretch);
    stretch.problem = null;
    this.#keep();
    if (this.state.kind !== "offline") this.#say("writing");
    this.#soon(PAUSE);
  }

  // Nothing is on its way.
  async settled() {
    await this.#sending;
  }

  // All that can be sent goes now.
  async flush() {
    clearTimeout(this.#timer);
    this.#sending ??= this.#send().finally(() => {
      this.#sending = null;
    });
    await this.#sending;
  }

  // Somebody has decided what becomes of a stretch that clashed: `ids` are what stands there now, in revision `base`.
  resolve(stretch, base, ids) {
    Object.assign(stretch, { base, ids });
    this.touch(stretch);
    return this.flush();
  }

  drop(stretch) {
    this.#stretches.delete(stretch);
    for (const paragraph of stretch.paragraphs) paragraph.stretch = null;
    this.#keep();
    this.#say(this.#stretches.size ? "writing" : "rest");
  }

  #was({ words, speaker }) {
    return [{ text: textOf(words), speaker }];
  }

  #keep() {
    const drafts = this.stretches.map((stretch) => {
      const { ids, base, was } = stretch;
      return { ids, base, was, written: writtenOf(stretch) };
    });
    this.isKept = this.#drafts.keep(drafts);
  }

  #soon(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), pause);
  }

  async #send() {
    for (const stretch of this.stretches) {
      if (stretch.problem || isBeingEmptied(stretch)) continue;
      if (this.state.kind !== "offline") this.#say("saving");
      try {
        await this.#save(stretch);
      } catch (error) {
        if (!this.#failed(stretch, error)) return;
      }
    }
  }

  async #save(stretch) {
    const written = writtenOf(stretch);
    const { ids, base } = stretch;
    const told = await asked(this.#address, { base, replaced: ids, written });
    this.#saved(stretch, written, told);
  }

  // What was written while it was on its way goes next.
  #saved(stretch, written, { revision, paragraphs }) {
    const others = revision > this.#transcript.revision + 1;
    stretch.ids = paragraphs.map(({ id }) => id);
    stretch.base = revision;
    stretch.was = written;
    if (same(written, writtenOf(stretch))) this.#rest(stretch, paragraphs);
    if (!others) this.#transcript.revision = Math.max(revision, this.#transcript.revision);
    this.#keep();
    const isAll = this.stretches.every(({ problem }) => problem);
    this.#say(isAll ? "saved" : "writing", { when: Date.now() });
    this.dispatchEvent(new CustomEvent("saved", { detail: { stretch, others } }));
    if (!isAll) this.#soon(PAUSE);
  }

  #rest(stretch, paragraphs) {
    this.#stretches.delete(stretch);
    const full = stretch.paragraphs.filter(({ words }) => words.length);
    stretch.gone = stretch.paragraphs.filter(({ words }) => !words.length);
    full.forEach((paragraph, place) => {
      const { id, start, speaker, words } = paragraphs[place];
      Object.assign(paragraph, { id, start, speaker, words, length: words.length, stretch: null });
    });
    for (const paragraph of stretch.gone) paragraph.stretch = null;
    stretch.paragraphs = full;
  }

  // True where the others may still be sent.
  #failed(stretch, error) {
    if (error instanceof NoConnection || error instanceof SignedOut) {
      this.#say(error instanceof SignedOut ? "signed-out" : "offline");
      this.#soon(AGAIN);
      return false;
    }
    if (!(error instanceof Refused)) throw error;
    stretch.problem = error;
    if (error.status === CLASH) {
      this.#say("clash");
      this.dispatchEvent(new CustomEvent("clash", { detail: { stretch, ...error.body } }));
    } else {
      this.#say("refused", { message: error.message });
    }
    return true;
  }

  // The tab is being closed: what has not been sent goes without waiting for an answer. The draft stays until the next visit
  // finds it saved.
  #leave() {
    this.#keep();
    if (this.#sending) return;
    for (const stretch of this.stretches.filter(({ problem }) => !problem)) {
      const { ids, base } = stretch;
      asked(this.#address, { base, replaced: ids, written: writtenOf(stretch) }, { keepalive: true }).catch(() => {});
    }
  }

  #say(kind, more = {}) {
    this.state = { kind, ...more };
    this.dispatchEvent(new Event("state"));
  }
}
